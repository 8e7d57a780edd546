"""A vendor's feed on air: payloads fetched at their rhythm, parsed, and told on where they are new.

How often depends on how the match stands. Where the other end is in trouble it is left alone for
longer each time; what was told stays told.
"""

import random
from dataclasses import dataclass

from feeds.clock import Clock
from feeds.event_time import MICROSECONDS
from feeds.fact import ClockSet, Fact, MatchEnded, PeriodEnded, PeriodStarted
from feeds.fetch import Fetch, FetchError
from feeds.payload import PayloadError
from feeds.reading import Parser, Reading
from feeds.reporter import Reporter

# By so much longer than while it is played.
_BEFORE, _AFTER = 3, 30
_LONGEST = 300 * MICROSECONDS
_BROKEN_AFTER = 5
_JITTER = 0.1
_DAY = 86_400 * MICROSECONDS
_PLAYED = (ClockSet, PeriodEnded, PeriodStarted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """How a vendor is asked: `every` so many µs while the match is played, `budget` times a day.

    `lateness` (µs) is how long after it happened the vendor tells of something, at the least.
    """

    every: int
    budget: int | None = None
    lateness: int = 0


class Polled:
    """A provider of what a vendor says, told in the feed's name.

    Where a payload cannot be read, or a fact is out of bounds,
    that stands in `error` and the last good state stays.
    """

    def __init__(
        self,
        fetch: Fetch,
        parser: Parser,
        clock: Clock,
        *,
        feed: str,
        rhythm: Rhythm,
    ) -> None:
        self._fetch = fetch
        self._reporter = Reporter(parser, feed=feed, lateness=rhythm.lateness)
        self._clock = clock
        self._every, self._budget = rhythm.every, rhythm.budget
        self._due = clock.now()
        self._last: bytes | None = None
        self._wait = rhythm.every
        self._failures = 0
        self._today = 0, 0
        self._random = random.Random(feed)  # noqa: S311 - spreads requests, hides nothing
        self.error = ""
        self.last_result = ""
        self.is_broken = False

    async def poll(self) -> None:
        """Fetch and parse, where that is due."""
        now = self._clock.now()
        if now < self._due or self._reporter.is_waiting:
            return
        if not self._may_ask(now):
            self._due = (now // _DAY + 1) * _DAY
            self.error = self.last_result = f"the {self._budget} requests of the day are used up"
            return
        try:
            payload = await self._fetch.get()
        except FetchError as error:
            self._failed(str(error), error.wait)
            return
        if payload is None or payload == self._last:
            self._failures = 0
            self.last_result = "unchanged"
            self._due = self._after(self._wait)
            return
        self._take(payload)

    async def close(self) -> None:
        """Let go of the fetcher."""
        await self._fetch.close()

    def take(self, now: int, at_most: int) -> list[Fact]:
        """What was told anew and not taken yet."""
        return self._reporter.take(now, at_most)

    def next_due(self) -> int:
        """When the next payload is asked for."""
        return self._clock.now() if self._reporter.is_waiting else self._due

    def _take(self, payload: bytes) -> None:
        try:
            report = self._reporter.read(payload, self._clock.now())
        except PayloadError as error:
            self._failed(str(error), None)
            return
        self._last, self._failures = payload, 0
        self.error = report.odd
        self.last_result = f"{report.told} facts"
        self._wait = self._until_next(report.reading)
        self._due = self._after(self._wait)

    def _until_next(self, reading: Reading) -> int:
        """How long until the next payload: as the vendor asks, or as the match stands."""
        if reading.wait is not None:
            return max(reading.wait, self._every)
        if any(isinstance(fact, MatchEnded) for fact in reading.facts):
            return min(self._every * _AFTER, max(_LONGEST, self._every))
        is_played = any(isinstance(fact, _PLAYED) for fact in reading.facts)
        return self._every if is_played else min(self._every * _BEFORE, max(_LONGEST, self._every))

    def _failed(self, reason: str, wait: int | None) -> None:
        """Leave the other end alone, for longer each time."""
        self._failures += 1
        self.error = self.last_result = reason
        longer = min(self._every * 2 ** min(self._failures - 1, 10), max(_LONGEST, self._every))
        self._due = self._after(longer if wait is None else max(wait, self._every))

    @property
    def is_failing(self) -> bool:
        """Whether it failed so often that somebody should look."""
        return self._failures >= _BROKEN_AFTER

    def _after(self, wait: int) -> int:
        """A moment so far ahead, give or take a tenth, so that not all ask at once."""
        return self._clock.now() + round(wait * (1 + self._random.uniform(-_JITTER, _JITTER)))

    def _may_ask(self, now: int) -> bool:
        """Count a request of the day (UTC); whether the budget has it."""
        day, asked = self._today
        asked = asked + 1 if day == now // _DAY else 1
        if self._budget is not None and asked > self._budget:
            return False
        self._today = now // _DAY, asked
        return True
