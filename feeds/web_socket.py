"""A WebSocket that vendors push over: kept connected, with patience, within bounds."""

import asyncio
import logging
import random
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import override
from urllib.parse import urljoin, urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException

from feeds.event_time import MICROSECONDS
from feeds.fetch import Headers
from feeds.payload import BYTES_AT_MOST, PayloadError
from feeds.pushed import Pushed
from feeds.resolver import ResolveError, resolve

_OPENS_WITHIN_S = 10.0
_PING_S = 20.0
_REDIRECTS_AT_MOST = 3
_MOVED = {301, 302, 303, 307, 308}
_SOONEST_S, _LATEST_S = 1.0, 60.0
_JITTER = 0.3
_MESSAGES_AHEAD = 16
_AGENT = "touchline"

# It may log addresses, whose query may hold a key.
logging.getLogger("websockets").setLevel(logging.WARNING)


class SocketError(Exception):
    """There is no connection, and why; fit for a status line."""


class _Once(connect):
    """A connection that goes where it was told alone: its redirects are followed by us."""

    @override
    def process_redirect(self, exc: Exception) -> Exception | str:
        return exc


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is said first, which headers are shown, and how long (µs) it may be silent."""

    headers: Headers
    subscribe: Sequence[str] = ()
    silence: int | None = None
    may_be_private: bool = False


class WebSocket:
    """One address, connected again and again. A message may have 32 MB.

    Sixteen messages are held; beyond that the other end has to wait. After a connection that told
    nothing the next is made a second later, then two, four and so on to a minute, more or less.
    """

    def __init__(self, url: str, terms: Terms, *, soonest_s: float = _SOONEST_S) -> None:
        self._url = url
        self._terms = terms
        self._soonest_s = soonest_s
        self._random = random.Random(url)  # noqa: S311 - spreads connections, hides nothing

    async def run(self, pushed: Pushed) -> None:
        """Deliver what arrives, for ever."""
        tries = 0
        while True:
            has_heard = await self._session(pushed)
            tries = 0 if has_heard else min(tries + 1, 10)
            pause = min(_LATEST_S, self._soonest_s * 2**tries)
            await asyncio.sleep(pause * (1 + self._random.uniform(-_JITTER, _JITTER)))

    async def _session(self, pushed: Pushed) -> bool:
        """One connection, until it is lost; whether anything came of it."""
        has_heard = False
        try:
            async with await self._connected() as socket:
                for one in self._terms.subscribe:
                    await socket.send(one)
                pushed.came_on()
                while True:
                    message = await self._next(socket)
                    has_heard = True
                    with suppress(PayloadError):
                        await pushed.deliver_aside(message)
        except (SocketError, WebSocketException, OSError) as error:
            pushed.went_off(_reason(error))
        return has_heard

    async def _next(self, socket: ClientConnection) -> bytes:
        silence = self._terms.silence
        within = None if silence is None else silence / MICROSECONDS
        try:
            async with asyncio.timeout(within):
                return await socket.recv(decode=False)
        except TimeoutError as error:
            raise SocketError(f"no word for {within:g} s; connecting anew") from error

    async def _connected(self) -> ClientConnection:
        url = self._url
        for _ in range(_REDIRECTS_AT_MOST + 1):
            try:
                return await self._connect(url)
            except InvalidStatus as error:
                moved = error.response.headers.get("Location")
                if error.response.status_code not in _MOVED or moved is None:
                    raise
            url = self._moved(url, urljoin(url, moved))
        raise SocketError(f"more than {_REDIRECTS_AT_MOST} redirects")

    def _moved(self, url: str, moved: str) -> str:
        """The address it has moved to, as far as we may follow."""
        before, after = urlsplit(url), urlsplit(moved)
        scheme = {"http": "ws", "https": "wss"}.get(after.scheme, after.scheme)
        there = f"{scheme}://{after.hostname or '?'}"
        if scheme not in {"ws", "wss"} or (before.scheme == "wss" and scheme == "ws"):
            raise SocketError(f"sends us to {there}, which is not safe to follow")
        if (scheme, after.netloc) != before[:2] and self._terms.headers():
            raise SocketError(f"sends us to {there}, where our token must not go")
        return after._replace(scheme=scheme).geturl()

    async def _connect(self, url: str) -> ClientConnection:
        parts = urlsplit(url)
        host = parts.hostname or ""
        port = parts.port or (443 if parts.scheme == "wss" else 80)
        try:
            async with asyncio.timeout(_OPENS_WITHIN_S):
                private = self._terms.may_be_private
                address = await resolve(host, port, may_be_private=private)
                return await _Once(
                    url,
                    host=address,
                    port=port,
                    additional_headers=dict(self._terms.headers()),
                    user_agent_header=_AGENT,
                    proxy=None,
                    open_timeout=None,
                    ping_interval=_PING_S,
                    ping_timeout=_PING_S,
                    close_timeout=1.0,
                    max_size=BYTES_AT_MOST,
                    max_queue=_MESSAGES_AHEAD,
                )
        except ResolveError as error:
            raise SocketError(str(error)) from error
        except TimeoutError as error:
            raise SocketError(f"no connection within {_OPENS_WITHIN_S:.0f} s") from error


def _reason(error: Exception) -> str:
    """In words, and never with the address, whose query may hold a key."""
    match error:
        case SocketError() | ConnectionClosed():
            return str(error)
        case InvalidStatus():
            return f"HTTP {error.response.status_code}"
        case OSError():
            return f"no connection: {error.strerror.lower()}" if error.strerror else "no connection"
        case _:
            return "it answers as no WebSocket does"
