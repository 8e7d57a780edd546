"""Reporters: what a vendor's payloads tell anew, however they came, as facts in a feed's name."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace

from feeds.account import Account
from feeds.clock_sync import ClockSync
from feeds.codec import wrongs
from feeds.event_time import MICROSECONDS
from feeds.fact import Card, ClockSet, Fact, Goal, Match, Points, Substitution
from feeds.reading import Parser, Reading, read
from feeds.sport import Sport

# Older than what comes with a strap.
_OLD = 120 * MICROSECONDS
_HAPPENED = (Card, Goal, Points, Substitution)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What came of a payload: its reading, how many facts it told anew, and what was odd first."""

    reading: Reading
    told: int
    odd: str


class Reporter:
    """One feed's. What it tells waits until it is taken; who has it waiting reads no more.

    `lateness` (µs) is how long after it happened the vendor tells of something, at the least.
    """

    def __init__(self, parser: Parser, *, feed: str, lateness: int = 0) -> None:
        self._parser = parser
        self._feed = feed
        self._lateness = lateness
        self._account = Account()
        self._clock_sync = ClockSync()
        self._sport = Sport.FOOTBALL
        self._has_told = False
        self._waiting: deque[Fact] = deque()

    @property
    def is_waiting(self) -> bool:
        """Whether something told was not taken yet."""
        return bool(self._waiting)

    def read(self, payload: bytes, received: int) -> Report:
        """Take a payload that came at `received` (µs); PayloadError where it cannot be read."""
        reading = read(self._parser, payload, received)
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
        return Report(reading=reading, told=len(news), odd=odd[0] if odd else "")

    def take(self, now: int, at_most: int) -> list[Fact]:
        """What was told anew and not taken yet."""
        taken = [self._waiting.popleft() for _ in range(min(at_most, len(self._waiting)))]
        return [replace(fact, received=min(fact.received, now)) for fact in taken]

    def _steady(self, reading: Reading, received: int) -> Iterator[Fact]:
        """What a reading says, without a clock that only reads what the one told runs to."""
        for fact in reading.facts:
            if isinstance(fact, Match):
                self._sport = fact.sport
            if not isinstance(fact, ClockSet) or fact.event_time is not None:
                yield fact
            elif (told := self._clock_sync.news(fact, self._sport, received)) is not None:
                yield told

    def _timed(self, fact: Fact, received: int) -> Fact:
        """The fact with an event time: its arrival less the feed's lateness, where it has none.

        So it shows with the picture of then, never before. What had happened when the feed was
        first read is no news.
        """
        if fact.event_time is not None:
            return fact
        moment = received - self._lateness
        if not self._has_told and isinstance(fact, _HAPPENED):
            moment -= _OLD
        return replace(fact, event_time=moment, is_estimated=True)
