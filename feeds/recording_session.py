"""A session of recording: one address asked at its rhythm, and all that comes written down."""

import asyncio
from dataclasses import dataclass

from feeds.arrival import Arrival
from feeds.clock import Clock
from feeds.event_time import MICROSECONDS
from feeds.poller import Poller
from feeds.recording import Recorder


@dataclass(slots=True)
class Counts:
    """What came of it."""

    payloads: int = 0
    unchanged: int = 0
    errors: int = 0


class RecordingSession:
    """Writes to one recording until it is stopped; OSError where the disk lets it write no more."""

    def __init__(self, poller: Poller, recorder: Recorder, clock: Clock, *, every: int) -> None:
        self._poller = poller
        self._recorder = recorder
        self._clock = clock
        self._full: OSError | None = None
        self.counts = Counts()
        self.error = ""
        poller.join(self, every=every, budget=None)

    async def run(self, until: int | None, stopping: asyncio.Event) -> None:
        """Record until a moment (µs since 1970), or until it is stopped."""
        try:
            while not stopping.is_set() and (until is None or self._clock.now() < until):
                await self._poller.poll(self)
                if self._full is not None:
                    raise self._full
                due = self._poller.due if until is None else min(self._poller.due, until)
                await _until(stopping, max(0, due - self._clock.now()) / MICROSECONDS)
        finally:
            await self._poller.leave(self)

    def heard(self, arrival: Arrival) -> None:
        """Something came, or nothing did: write it down."""
        self.error = arrival.error
        self.counts.payloads += arrival.is_new and not arrival.error
        self.counts.unchanged += not arrival.is_new and not arrival.error
        self.counts.errors += bool(arrival.error)
        try:
            self._recorder.keep(arrival)
        except OSError as error:
            self._full = error

    def wake(self) -> None:
        """It does the asking itself."""


async def _until(stopping: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stopping.wait()
    except TimeoutError:
        return
