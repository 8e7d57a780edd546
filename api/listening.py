"""The port the API listens at: bound before anything is started, and kept while the API restarts.

The supervisor holds the socket; the API's process gets it. So a port in use is told at once, and a
viewer who comes while the API starts again waits a moment instead of being refused.
"""

import asyncio
import errno
import socket
from contextlib import suppress

from feeds.mistake import Mistake, MistakesError

_BACKLOG = 1024
_PAUSE_S = 0.1
_WITHIN_S = 5.0
_ANY = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - told as what reaches it


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there; MistakesError where that cannot be."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (OSError, UnicodeError) as error:
        raise _mistake("server.host", f"{host} is no host of this machine", "correct it") from error
    listening = socket.socket(family, kind, protocol)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(_BACKLOG)
    except OSError as error:
        listening.close()
        raise _refused(host, port, error) from error
    return listening


def address(listening: socket.socket) -> str:
    """The address people open."""
    host, port = _reachable(listening)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


async def ready(listening: socket.socket) -> None:
    """Wait until what listens there says that it is ready."""
    host, port = _reachable(listening)
    while True:
        with suppress(OSError, TimeoutError, asyncio.IncompleteReadError):
            async with asyncio.timeout(_WITHIN_S):
                if await _status(host, port) == b"200":
                    return
        await asyncio.sleep(_PAUSE_S)


async def _status(host: str, port: int) -> bytes:
    reader, writer = await asyncio.open_connection(host, port)
    try:
        writer.write(f"GET /readyz HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        return (await reader.readuntil(b"\r\n")).split()[1]
    finally:
        writer.close()


def _reachable(listening: socket.socket) -> tuple[str, int]:
    host, port = listening.getsockname()[:2]
    return _ANY.get(host, host), port


def _refused(host: str, port: int, error: OSError) -> MistakesError:
    match error.errno:
        case errno.EADDRINUSE:
            right = "stop what listens there, or choose another with --port"
            return _mistake("server.port", f"{port} is in use", right)
        case errno.EACCES:
            return _mistake("server.port", f"{port} needs root", "choose one from 1024 on")
        case errno.EADDRNOTAVAIL:
            wrong = f"{host} is no address of this machine"
            return _mistake("server.host", wrong, "use 127.0.0.1, or 0.0.0.0 for all")
        case _:
            reason = (error.strerror or str(error)).lower()
            return _mistake("server.port", f"{host}:{port}: {reason}", "choose another")


def _mistake(where: str, wrong: str, right: str) -> MistakesError:
    return MistakesError([Mistake(where=where, wrong=wrong, right=right)])
