"""Resolves the names of other machines, and refuses those of private networks.

Whoever may write a feed's address must not read what only this machine can.
"""

import asyncio
import ipaddress
import socket
from typing import Any


class ResolveError(Exception):
    """There is no address that may be asked; the text says why."""


async def resolve(host: str, port: int, *, may_be_private: bool) -> str:
    """The IP of a host to ask, which must be allowed. Raises ResolveError."""
    loop = asyncio.get_running_loop()
    try:
        found: list[Any] = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        raise ResolveError(f"{host}: {reason or error}") from error
    addresses = [str(one[4][0]).partition("%")[0] for one in found]
    for address in addresses:
        if may_be_private or ipaddress.ip_address(address).is_global:
            return address
    private = ", ".join(one for one in dict.fromkeys(addresses) if one != host)
    which = f"{host} ({private})" if private else host
    allow = "to allow it set private = true, or give --private"
    raise ResolveError(f"{which} is of a private network; {allow}")
