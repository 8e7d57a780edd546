"""A vendor's feed on air: payloads fetched at their rhythm, parsed, and told on where they are new.

How often depends on how the match stands. What was told stays told, whatever comes.
"""

from collections.abc import Callable, Iterable
from typing import Any

from feeds.arrival import Arrival
from feeds.clock import Clock
from feeds.fact import Fact
from feeds.fetch import NEVER
from feeds.payload import PayloadError
from feeds.poller import Poller
from feeds.reporter import Reporter
from feeds.rhythm import Pace, Rhythm, pace_of

_BROKEN_AFTER = 5


class Polled:
    """A provider of what a vendor says, which the feeds that ask the same address share.

    Where a payload cannot be read, or a fact is out of bounds, that stands in `error` and the last
    good state stays. `wakes` is called where there is something to be polled before it is due.
    """

    def __init__(
        self,
        poller: Poller,
        reporter: Reporter,
        clock: Clock,
        *,
        rhythm: Rhythm,
        wakes: Callable[[], None],
    ) -> None:
        self._poller = poller
        self._reporter = reporter
        self._clock = clock
        self._rhythm = rhythm
        self._wakes = wakes
        self._pace = Pace.IDLE
        self._taken = 0
        self._unread = 0
        self._odd = ""
        self.last_result = ""
        self.last_heard: int | None = None
        self.is_broken = False
        poller.join(self, every=rhythm.every, budget=rhythm.budget)

    async def poll(self) -> None:
        """Fetch and parse, where that is due."""
        if self._reporter.is_waiting:
            return
        await self._poller.poll(self)
        latest = self._poller.latest
        if latest is None or latest.number == self._taken:
            return
        self._taken = latest.number
        try:
            report = await self._reporter.read_aside(latest.payload, latest.received)
        except PayloadError as error:
            self._unread += 1
            self._odd = self.last_result = str(error)
            self._poller.could_not_read(latest, self._odd)
            return
        self._unread, self._odd = 0, report.odd
        self.last_result = f"{report.told} facts"
        self._pace = pace_of(report.reading, self._pace)
        self._poller.has_read(self, latest, self._rhythm.gap(self._pace, report.reading))

    async def close(self) -> None:
        """Ask no more."""
        await self._poller.leave(self)

    def remember(self, told: Iterable[Fact]) -> None:
        """What was told in the feed's name before."""
        self._reporter.remember(told)

    def take(self, now: int, at_most: int) -> list[Fact]:
        """What was told anew and not taken yet."""
        return self._reporter.take(now, at_most)

    def next_due(self) -> int | None:
        """When the next payload is asked for; None where none is to come."""
        if self._reporter.is_waiting:
            return self._clock.now()
        return self._poller.due if self._poller.due < NEVER else None

    def heard(self, arrival: Arrival) -> None:
        """Something came, or nothing did."""
        self._reporter.keep(arrival)
        if not arrival.error:
            self.last_heard = arrival.received
        if not arrival.is_new:
            self.last_result = arrival.error or "unchanged"

    def wake(self) -> None:
        """There is a new payload to be read."""
        self._wakes()

    @property
    def error(self) -> str:
        """What is wrong with the vendor, or was with the last payload; "" for nothing."""
        return self._poller.error or self._odd or self._reporter.stale(self._clock.now())

    @property
    def is_stale(self) -> bool:
        """Whether it has said the same for too long."""
        return bool(self._reporter.stale(self._clock.now()))

    @property
    def is_failing(self) -> bool:
        """Whether it failed so often that somebody should look."""
        return self._poller.is_failing or self._unread >= _BROKEN_AFTER

    def status(self) -> dict[str, Any]:
        """The coded form of how it stands with the vendor."""
        return {
            "rhythm": self._pace.value,
            **self._poller.status(),
            "recording": self._reporter.recording(),
        }
