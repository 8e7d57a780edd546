"""Checks a provider's captured payloads: what they come to, in order, and what was odd."""

from collections import Counter
from dataclasses import dataclass

from feeds.account import Account
from feeds.clock_text import clock_to_text
from feeds.codec import wrongs
from feeds.fact import Fact
from feeds.fixture import Fixture
from feeds.payload import PayloadError
from feeds.reading import Listed, Parser, Seeks, read
from feeds.state import GameState
from feeds.timeline import Timeline

_WARNINGS_AT_MOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The state the payloads end in, how many facts were told, and what was odd."""

    state: GameState
    clock: str | None
    facts: int
    warnings: tuple[str, ...]
    matches: tuple[Listed, ...]
    unreadable: int


class Check:
    """Takes payloads in the order of their arrival, as a feed on air would."""

    def __init__(self, parser: Parser) -> None:
        self._parser = parser
        self._account = Account()
        self._fixture = Fixture()
        self._timeline = Timeline()
        self._now = 0
        self._facts = 0
        self._unreadable = 0
        self._odd: Counter[str] = Counter()
        self._matches: dict[str, Listed] = {}

    def take(self, name: str, payload: bytes) -> list[Fact]:
        """Take the payload of a file of that name; return the facts it told anew."""
        self._now += 1
        try:
            reading = read(self._parser, payload, self._now)
        except PayloadError as error:
            self._unreadable += 1
            self._odd[f"{name}: {error}"] += 1
            return []
        self._odd.update(f"{name}: {odd}" for odd in (*reading.hints, *reading.warnings))
        self._matches |= {match.id: match for match in reading.matches}
        if self._fixture.begins_anew(reading.facts):
            self._account = Account()
        said = [self._fixture.named(fact) for fact in reading.facts]
        news = []
        for fact in self._account.news(said, self._now, is_whole=reading.is_whole):
            wrong = wrongs(fact)
            self._odd.update(f"{name}: {fact.type} {fact.id}: {one}" for one in wrong)
            news += [] if wrong else [fact]
        for fact in news:
            # What has no time of its own is told now, which is after all that has one.
            self._now = max(self._now, (fact.event_time or 0) + 1, reading.as_of or 0)
        for fact in news:
            at = self._now if fact.event_time is None else fact.event_time
            self._timeline.add(fact, visible_from=at)
        self._facts += len(news)
        return news

    def outcome(self) -> Outcome:
        """What it came to by now."""
        state = self._timeline.as_of(self._now)
        reads = None if state.clock is None else state.clock.at(self._now)
        # Payloads without a time are told a µs apart, which no clock shows.
        clock = None if reads is None else clock_to_text((reads + 500) // 1000 * 1000)
        unfound = self._parser.unfound() if isinstance(self._parser, Seeks) else ()
        odd = [text if n == 1 else f"{text} ({n} times)" for text, n in self._odd.items()]
        if len(odd) > _WARNINGS_AT_MOST:
            more = len(odd) - _WARNINGS_AT_MOST
            odd = [*odd[:_WARNINGS_AT_MOST], f"and {more} more"]
        odd += [f"{place} found nothing in any payload" for place in unfound]
        return Outcome(
            state=state,
            clock=clock,
            facts=self._facts,
            warnings=tuple(odd),
            matches=tuple(self._matches.values()),
            unreadable=self._unreadable,
        )
