"""A feed whose payloads come by themselves: read as they arrive, and told on at once."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from feeds.arrival import Arrival
from feeds.clock import Clock
from feeds.event_time import MICROSECONDS
from feeds.fact import Fact
from feeds.payload import PayloadError
from feeds.reporter import Report, Reporter

_BROKEN_AFTER = 5


class Pushed:
    """A provider of what others send, told in the feed's name.

    Each payload is read as it comes, whether or not somebody takes its facts, so none of them
    waits; of the facts that wait the last telling of each is kept. Where a payload cannot be read
    that stands in `error`, and the last good state stays. So does a silence of more than `silence`
    µs, and a connection that is lost.
    """

    def __init__(self, reporter: Reporter, clock: Clock, *, silence: int | None = None) -> None:
        self._reporter = reporter
        self._clock = clock
        self._silence = silence
        self._heard = clock.monotonic()
        self._wakes: Callable[[], None] = _nobody
        self._odd = ""
        self._in_a_row = 0
        self._reading = asyncio.Lock()
        self._lost = ""
        self._result = ""
        self.last_heard: int | None = None
        self.connected: bool | None = None
        self.failures = 0
        self.is_broken = False

    def wakes(self, wake: Callable[[], None]) -> None:
        """Have somebody called whenever there is something to take."""
        self._wakes = wake

    def deliver(self, payload: bytes) -> Report:
        """Take a payload that has just arrived; PayloadError, counted, where it cannot be read."""
        now = self._came(payload)
        with self._counting():
            return self._said(self._reporter.read(payload, now))

    async def deliver_aside(self, payload: bytes) -> Report:
        """As `deliver`, where other feeds go on while a large payload is read; one by one."""
        now = self._came(payload)
        async with self._reading:
            with self._counting():
                return self._said(await self._reporter.read_aside(payload, now))

    def refused(self, reason: str) -> None:
        """Count something sent that was not taken, by whomever it was."""
        self.failures += 1
        self._odd = self._result = reason

    def came_on(self) -> None:
        """What it is sent by is open."""
        self.connected, self._lost = True, ""
        self._heard = self._clock.monotonic()

    def went_off(self, reason: str) -> None:
        """What it is sent by is not open, and why."""
        self.connected, self._lost = False, reason
        self.failures += 1

    def again(self) -> None:
        """Tell all that stands once more, to a channel that began anew."""
        self._reporter.again()

    def remember(self, told: Iterable[Fact]) -> None:
        """What was told in the feed's name before."""
        self._reporter.remember(told)

    def take(self, now: int, at_most: int) -> list[Fact]:
        """What was told anew and not taken yet."""
        return self._reporter.take(now, at_most)

    def next_due(self) -> int | None:
        """Now where something waits; else nobody knows."""
        return self._clock.now() if self._reporter.is_waiting else None

    @property
    def error(self) -> str:
        """What is wrong: no connection, silence, or the last payload."""
        return self._lost or self._silent() or self._odd or self._reporter.stale(self._clock.now())

    @property
    def is_stale(self) -> bool:
        """Whether it has said the same for too long."""
        return bool(self._reporter.stale(self._clock.now()))

    @property
    def last_result(self) -> str:
        """What came of the last payload that told something, or was refused."""
        return self._lost or self._result

    @property
    def is_failing(self) -> bool:
        """Whether somebody should look."""
        is_off = bool(self._lost) or bool(self._silent())
        return is_off or self._in_a_row >= _BROKEN_AFTER

    @property
    def silent(self) -> int:
        """µs since the last payload, or since it began."""
        return self._clock.monotonic() - self._heard

    def recording(self) -> dict[str, Any] | None:
        """How its recording stands, where there is one."""
        return self._reporter.recording()

    def _came(self, payload: bytes) -> int:
        """Keep what has just arrived; return when (µs)."""
        self._heard, now = self._clock.monotonic(), self._clock.now()
        self._reporter.keep(Arrival(received=now, payload=payload))
        return now

    @contextmanager
    def _counting(self) -> Iterator[None]:
        try:
            yield
        except PayloadError as error:
            self._in_a_row += 1
            self.refused(str(error))
            raise

    def _said(self, report: Report) -> Report:
        """Take note of what was read."""
        self._odd, self._in_a_row, self.last_heard = report.odd, 0, self._clock.now()
        self.failures += bool(report.odd)
        if report.told or not self._result:
            self._result = f"{report.told} facts"
        if self._reporter.is_waiting:
            self._wakes()
        return report

    def _silent(self) -> str:
        silent = self.silent
        if self._silence is None or silent <= self._silence:
            return ""
        return f"no word for {silent // MICROSECONDS} s"


class Receiver(Protocol):
    """Where pushed payloads come from."""

    async def run(self, pushed: Pushed) -> None:
        """Deliver what arrives, for ever; never raises for what the other end does."""


def _nobody() -> None:
    """Nobody waits for it."""
