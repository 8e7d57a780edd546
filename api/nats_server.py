"""The bus' own server: NATS as a child on a loopback port that nobody but us can speak to."""

import secrets
import socket
import sysconfig
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LOG = "nats.log"
_HOST = "127.0.0.1"
_LOWEST = 20_000
_EPHEMERAL = Path("/proc/sys/net/ipv4/ip_local_port_range")
_EPHEMERAL_DEFAULT = 32_768
_TRIES = 200
_LOG_BYTES = 1024 * 1024


class NoServerError(Exception):
    """There is no NATS server to start, or no port for it; the text says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NatsServer:
    """A server that is started anew on the same port, with the same token, whenever it ends."""

    binary: Path
    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)

    @property
    def url(self) -> str:
        """The address its clients use."""
        return f"nats://{self.token}@{_HOST}:{self.port}"

    def config(self, data: Path) -> dict[str, Any]:
        """Its own config, which is JSON too."""
        return {
            "host": _HOST,
            "port": self.port,
            "authorization": {"token": self.token},
            "log_file": str(data / LOG),
            "log_size_limit": _LOG_BYTES,
            "log_max_num": 2,
        }


def find() -> NatsServer:
    """The server of the wheel, with a free port; NoServerError where there is none."""
    binary = Path(sysconfig.get_path("scripts")) / "nats-server"
    if not binary.exists():
        raise NoServerError(f"{binary}: no such program; run `make setup`, or set [bus] url")
    return NatsServer(binary=binary, port=_free_port())


def _free_port() -> int:
    """A free port below those the kernel hands out by itself.

    One of those could be taken by any connection while the server is down, even by a client of the
    server that tries to connect to it and meets itself.
    """
    highest = _lowest_ephemeral()
    for _ in range(_TRIES):
        port = _LOWEST + secrets.randbelow(highest - _LOWEST)
        with socket.socket() as tried:
            try:
                tried.bind((_HOST, port))
            except OSError:
                continue
            return port
    raise NoServerError(f"no free port from {_LOWEST} to {highest}; free one, or set [bus] url")


def _lowest_ephemeral() -> int:
    try:
        lowest = int(_EPHEMERAL.read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        lowest = _EPHEMERAL_DEFAULT
    return lowest if lowest > _LOWEST + 1000 else _EPHEMERAL_DEFAULT
