"""Reporters: what a vendor's payloads tell anew, however they came, as facts in a feed's name."""

import asyncio
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from feeds.account import GONE, Account
from feeds.arrival import Arrival
from feeds.clock_sync import ClockSync
from feeds.codec import wrongs
from feeds.event_time import MICROSECONDS
from feeds.fact import (
    Card,
    ClockSet,
    Fact,
    Goal,
    Kick,
    Match,
    OtherMatch,
    Points,
    Retraction,
    ShotClockSet,
    Substitution,
)
from feeds.fixture import Fixture
from feeds.payload import is_large
from feeds.penalty import Penalty
from feeds.pulse import Pulse
from feeds.reading import Parser, Reading, read
from feeds.recordings import Recordings
from feeds.sport import Sport
from feeds.typed_clock import TypedClock

# Older than what comes with a strap.
_OLD = 120 * MICROSECONDS
_HAPPENED = (Card, Goal, Kick, Penalty, Points, Substitution)
_WAITING_AT_MOST = 1_000
# Where a feed takes the lead, its word is put together under these names.
_MADE_UP = ("clock", "score")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What came of a payload: its reading, how many facts it told anew, and what was odd.

    `odd` names the first, and how many more there are.
    """

    reading: Reading
    told: int
    odd: str


class Reporter:
    """One feed's. What it tells waits until it is taken.

    Where more than 1,000 facts wait, only the last telling of each is kept: it is what stands.
    `lateness` (µs) is how long after it happened the vendor tells of something, at the least. What
    comes is kept in `recordings`, where there are any. After `stale` µs without anything new while
    the match is played it is not to be trusted.
    """

    def __init__(
        self,
        parser: Parser,
        *,
        feed: str,
        lateness: int = 0,
        recordings: Recordings | None = None,
        stale: int | None = None,
    ) -> None:
        self._parser = parser
        self._recordings = recordings
        self._feed = feed
        self._lateness = lateness
        self._pulse = Pulse(stale)
        self._fixture = Fixture()
        self._account = Account()
        self._last: tuple[Reading, int] | None = None
        self._begin_clocks()
        self._sport = Sport.FOOTBALL
        self._has_told = False
        self._waiting: deque[Fact] = deque()
        self._told: dict[str, Fact] = {}

    @property
    def is_waiting(self) -> bool:
        """Whether something told was not taken yet."""
        return bool(self._waiting)

    def stale(self, now: int) -> str:
        """What is wrong where it has said the same for too long by `now` (µs); "" for nothing."""
        still = self._pulse.stands(now)
        return "" if still is None else f"says the same for {still // MICROSECONDS} s"

    def keep(self, arrival: Arrival) -> None:
        """Record what came, be it read or not, where the feed is recorded."""
        if self._recordings is not None:
            self._recordings.keep(arrival)

    def recording(self) -> dict[str, Any] | None:
        """The coded form of how the recording stands; None where there is none."""
        return None if self._recordings is None else self._recordings.status()

    def read(self, payload: bytes, received: int) -> Report:
        """Take a payload that came at `received` (µs); PayloadError where it cannot be read."""
        return self._report(read(self._parser, payload, received), received)

    async def read_aside(self, payload: bytes, received: int) -> Report:
        """As `read`, a large payload in a thread of its own, so that other feeds go on meanwhile.

        Whoever brings payloads brings the next when this one is read.
        """
        if not is_large(payload):
            return self.read(payload, received)
        reading = await asyncio.to_thread(read, self._parser, payload, received)
        return self._report(reading, received)

    def take(self, now: int, at_most: int) -> list[Fact]:
        """What was told anew and not taken yet."""
        taken = [self._waiting.popleft() for _ in range(min(at_most, len(self._waiting)))]
        return [replace(fact, received=min(fact.received, now)) for fact in taken]

    def remember(self, told: Iterable[Fact]) -> None:
        """What was told in the feed's name before this one began: it goes on from there.

        What was made up in its name, of what it had said, is none of it. What was read already is
        told by what is new in it beside that.
        """
        read_before = self._last
        if read_before is not None:
            self._fixture, self._account = Fixture(), Account()
            self._begin_clocks()
            self._waiting.clear()
        made_up = {f"{self._feed}/{what}" for what in _MADE_UP}
        facts = [fact for fact in told if fact.id not in made_up]
        self._fixture.remember(facts)
        self._account.remember(facts)
        self._typed_clock.remember(facts)
        for fact in facts:
            if isinstance(fact, Match):
                self._sport = fact.sport
            elif isinstance(fact, ClockSet | ShotClockSet) and fact.is_estimated:
                # It runs on from when it was read.
                self._sync(fact).news(fact, self._sport, fact.received, 0)
        self._told = {fact.id: fact for fact in facts if fact.id is not None}
        self._has_told = bool(facts)
        if read_before is not None:
            self._report(*read_before)

    def again(self) -> None:
        """Tell all that stands once more, as it was told last, to one who knows nothing of it."""
        gone = {fact.retracts for fact in self._told.values() if isinstance(fact, Retraction)}
        standing = [fact for fact in self._told.values() if not isinstance(fact, Retraction)]
        self._waiting = deque(fact for fact in standing if fact.id not in gone)

    def _report(self, reading: Reading, received: int) -> Report:
        """Have what is new in a reading told."""
        self._last = reading, received
        if self._fixture.begins_anew(reading.facts):
            self._begin_anew()
        said = [self._fixture.named(fact) for fact in self._steady(reading, received)]
        news = self._account.news(
            [replace(fact, provider=self._feed) for fact in said],
            received,
            is_whole=reading.is_whole,
        )
        odd = list(reading.warnings)
        for fact in news:
            wrong = wrongs(fact)
            odd += [f"{fact.type} {fact.id}: {one}" for one in wrong]
            if not wrong:
                self._tell(self._timed(fact, received))
        self._has_told = self._has_told or bool(news)
        # A clock may be told again because it reads the same; other matches are others.
        is_news = any(not isinstance(fact, ClockSet | OtherMatch | ShotClockSet) for fact in news)
        self._pulse.beat(reading, received, is_news=is_news)
        return Report(reading=reading, told=len(news), odd=_counted(odd))

    def _begin_anew(self) -> None:
        """Another match, of which nothing was told yet."""
        self._account = Account()
        self._begin_clocks()
        self._has_told = False
        self._told = {}

    def _begin_clocks(self) -> None:
        self._clock_sync, self._shot_clock_sync = ClockSync(), ClockSync()
        self._typed_clock = TypedClock()

    def _tell(self, fact: Fact) -> None:
        if fact.id is not None:
            if fact.corrects is not None:
                self._told.pop(fact.corrects, None)
            # What stands again is taken back no more.
            self._told.pop(f"{fact.id}{GONE}", None)
            self._told[fact.id] = fact
        self._waiting.append(fact)
        if len(self._waiting) > _WAITING_AT_MOST:
            last = {one.id or one.type: one for one in self._waiting}
            self._waiting = deque(one for one in self._waiting if last[one.id or one.type] is one)

    def _steady(self, reading: Reading, received: int) -> Iterator[Fact]:
        """What a reading says, without a clock that only reads what the one told runs to."""
        for fact in reading.facts:
            self._typed_clock.hear(fact)
            if isinstance(fact, Match):
                self._sport = fact.sport
            if not isinstance(fact, ClockSet | ShotClockSet) or fact.event_time is not None:
                yield fact
                continue
            told = self._clock_news(fact, reading, received)
            if told is not None and told.running:
                # Where it reads again what it read before, that is of another moment.
                yield self._timed(told, received)
            elif told is not None:
                yield told

    def _clock_news(
        self, fact: ClockSet | ShotClockSet, reading: Reading, received: int
    ) -> ClockSet | ShotClockSet | None:
        if reading.is_typed and isinstance(fact, ClockSet):
            return self._typed_clock.news(fact, self._sport, received)
        return self._sync(fact).news(fact, self._sport, received, reading.clock_step)

    def _sync(self, fact: ClockSet | ShotClockSet) -> ClockSync:
        return self._clock_sync if isinstance(fact, ClockSet) else self._shot_clock_sync

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


def _counted(odd: list[str]) -> str:
    """The first of what is odd, and how many more there are; "" for nothing."""
    more = f"; and {len(odd) - 1} more" if len(odd) > 1 else ""
    return f"{odd[0]}{more}" if odd else ""
