"""Requests held back until what they ask for is there."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from api.origin.directives import Wanted
from engine.live_playlist import Edge

type Message = Any  # ASGI's are mappings of text to anything
type Receive = Callable[[], Awaitable[Message]]


class FullError(Exception):
    """As many requests are waiting as may."""


class GoneError(Exception):
    """The client went away while it was waiting."""


class Seats:
    """How many requests may wait, in all channels together. Who finds none is turned away."""

    def __init__(self, count: int) -> None:
        self._free = count

    def take(self) -> None:
        """Take a seat; raise FullError where none is free."""
        if not self._free:
            raise FullError
        self._free -= 1

    def leave(self) -> None:
        """Free it again."""
        self._free += 1


class Waiter:
    """One request that waits, in its own task, which reads its connection meanwhile."""

    def __init__(self) -> None:
        self._timeout: asyncio.Timeout | None = None
        self._is_woken = False

    async def wait(self, receive: Receive, seconds: float) -> bool:
        """Wait to be woken: False when the time is over. Raise GoneError when the client goes.

        Waking is a deadline brought forward, so that no second task is needed.
        """
        try:
            async with asyncio.timeout(seconds) as self._timeout:
                while (await receive())["type"] != "http.disconnect":
                    pass
        except TimeoutError:
            return self._is_woken
        raise GoneError

    def wake(self) -> None:
        """Let it go on."""
        self._is_woken = True
        if self._timeout is not None and not self._timeout.expired():
            self._timeout.reschedule(asyncio.get_running_loop().time())


class Waiters:
    """Who waits for one rendition, by what they wait for."""

    def __init__(self, seats: Seats) -> None:
        self._seats = seats
        self._waiting: dict[Wanted, set[Waiter]] = {}

    def __bool__(self) -> bool:
        return bool(self._waiting)

    async def wait(self, wanted: Wanted, receive: Receive, seconds: float) -> bool:
        """Wait until it may be there: False when the time is over.

        Raises FullError at once where too many wait, GoneError when the client goes.
        """
        self._seats.take()
        waiter = Waiter()
        self._waiting.setdefault(wanted, set()).add(waiter)
        try:
            return await waiter.wait(receive, seconds)
        finally:
            self._seats.leave()
            if others := self._waiting.get(wanted):
                others.discard(waiter)
                if not others:
                    del self._waiting[wanted]

    def reached(self, edge: Edge) -> None:
        """Wake those whose part or segment is there, or never will be."""
        for wanted in [wanted for wanted in self._waiting if wanted.is_met(edge)]:
            self._wake(wanted)

    def release(self) -> None:
        """Wake all."""
        for wanted in list(self._waiting):
            self._wake(wanted)

    def _wake(self, wanted: Wanted) -> None:
        for waiter in self._waiting.pop(wanted):
            waiter.wake()
