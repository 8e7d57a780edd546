"""A vendor's feed on air: payloads fetched at their rhythm, parsed, and told on where they are new.

How often depends on how the match stands. Where the other end is in trouble it is left alone for
longer each time; what was told stays told.
"""

import random
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace

from feeds.account import Account
from feeds.clock import Clock
from feeds.clock_sync import ClockSync
from feeds.codec import wrongs
from feeds.event_time import MICROSECONDS
from feeds.fact import (
    Card,
    ClockSet,
    Fact,
    Goal,
    Match,
    MatchEnded,
    PeriodEnded,
    PeriodStarted,
    Points,
    Substitution,
)
from feeds.fetch import Fetch, FetchError
from feeds.payload import PayloadError
from feeds.reading import Parser, Reading, read
from feeds.sport import Sport

# By so much longer than while it is played.
_BEFORE, _AFTER = 3, 30
_LONGEST = 300 * MICROSECONDS
_BROKEN_AFTER = 5
_JITTER = 0.1
_DAY = 86_400 * MICROSECONDS
# Older than what comes with a strap.
_OLD = 120 * MICROSECONDS
_PLAYED = (ClockSet, PeriodEnded, PeriodStarted)
_HAPPENED = (Card, Goal, Points, Substitution)


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
        self._parser = parser
        self._clock = clock
        self._feed = feed
        self._every, self._budget = rhythm.every, rhythm.budget
        self._lateness = rhythm.lateness
        self._has_told = False
        self._account = Account()
        self._clock_sync = ClockSync()
        self._waiting: deque[Fact] = deque()
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
        if now < self._due or self._waiting:
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
        taken = [self._waiting.popleft() for _ in range(min(at_most, len(self._waiting)))]
        return [replace(fact, received=min(fact.received, now)) for fact in taken]

    def next_due(self) -> int:
        """When the next payload is asked for."""
        return self._clock.now() if self._waiting else self._due

    def _take(self, payload: bytes) -> None:
        received = self._clock.now()
        try:
            reading = read(self._parser, payload, received)
        except PayloadError as error:
            self._failed(str(error), None)
            return
        self._last, self._failures = payload, 0
        news = self._account.news(
            [replace(fact, provider=self._feed) for fact in self._steady(reading, received)],
            received,
            is_whole=reading.is_whole,
        )
        odd = list(reading.warnings)
        for fact in news:
            wrong = wrongs(fact)
            odd += [f"{fact.type} {fact.id}: {one}" for one in wrong]
            if not wrong:
                self._waiting.append(self._timed(fact, received))
        self._has_told = self._has_told or bool(news)
        self.error = odd[0] if odd else ""
        self.last_result = f"{len(news)} facts"
        self._wait = self._until_next(reading)
        self._due = self._after(self._wait)

    def _steady(self, reading: Reading, received: int) -> Iterator[Fact]:
        """What a reading says, without a clock that only reads what the one told runs to."""
        sport = Sport.FOOTBALL
        for fact in reading.facts:
            if isinstance(fact, Match):
                sport = fact.sport
            if not isinstance(fact, ClockSet) or fact.event_time is not None:
                yield fact
            elif (told := self._clock_sync.news(fact, sport, received)) is not None:
                yield told

    def _timed(self, fact: Fact, received: int) -> Fact:
        """The fact with an event time: its arrival less the feed's lateness, where it has none.

        So it shows with the picture of then, never before. What had happened when the feed was
        first asked is no news.
        """
        if fact.event_time is not None:
            return fact
        moment = received - self._lateness
        if not self._has_told and isinstance(fact, _HAPPENED):
            moment -= _OLD
        return replace(fact, event_time=moment, is_estimated=True)

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
