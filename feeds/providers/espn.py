"""ESPN's site API: scoreboards of its sports, and football's match summaries.

Goals and cards stand in a scoreboard without an id, so they go by team, kind and clock. The score
is a text. A poll may miss any phase, so each says which one there is and nothing of the way there.
"""

from collections import Counter
from collections.abc import Iterator

from feeds import football_clock
from feeds.event_time import MICROSECONDS
from feeds.fact import (
    Aggregate,
    ClockSet,
    Correction,
    Fact,
    Goal,
    MatchEnded,
    MatchStatus,
    PeriodEnded,
    PeriodScores,
    PeriodStarted,
    ShootOutScore,
    StatusSet,
)
from feeds.happening import Side
from feeds.payload import PayloadError, at, json_of, rows, text, whole
from feeds.providers.espn_happenings import (
    details,
    key_events,
    kicks,
    line_ups,
    situation,
    stats,
)
from feeds.providers.espn_match import LIVE, OVER, EspnMatch, listed
from feeds.reading import Choice, Reading, Voice
from feeds.sport import RULES, Sport

NAME = "espn"
_STATUSES = {
    "STATUS_POSTPONED": MatchStatus.POSTPONED,
    "STATUS_CANCELED": MatchStatus.CANCELLED,
    "STATUS_ABANDONED": MatchStatus.ABANDONED,
    "STATUS_SUSPENDED": MatchStatus.SUSPENDED,
    "STATUS_DELAYED": MatchStatus.DELAYED,
    "STATUS_RAIN_DELAY": MatchStatus.DELAYED,
}
_BREAKS = {
    "STATUS_HALFTIME",
    "STATUS_END_PERIOD",
    "STATUS_END_OF_REGULATION",
    "STATUS_END_OF_EXTRATIME",
}
_KICKS = {"STATUS_SHOOTOUT", "STATUS_FINAL_PEN"}
_SHOOT_OUT = 5


class EspnParser:
    """Scoreboards (`events`) and summaries (`header`, `keyEvents`), one match of them."""

    def __init__(self, match: str | None = None, *, others: bool = False) -> None:
        self._choice = Choice(match)
        self._others = others

    def parse(self, payload: bytes, received: int) -> Reading:
        """What a payload says of the match; PayloadError."""
        body = json_of(payload)
        events = rows(body, "events")
        if not events and at(body, "header") is not None:
            header = at(body, "header")
            events = [{**header, "uid": text(header, "uid"), "summary": body}]
        elif not isinstance(at(body, "events"), list):
            raise PayloadError("neither a scoreboard nor a summary of ESPN's")
        voice = Voice(provider=NAME, received=received)
        return self._choice.reading(
            events,
            listed,
            lambda event: _read(EspnMatch(event, voice)),
            (lambda event, order: EspnMatch(event, voice).other(order)) if self._others else None,
        )


def _read(match: EspnMatch) -> Reading:
    if len(match.sides) != len(Side):
        return Reading(warnings=("a match without two sides",))
    return Reading(facts=tuple(_facts(match)))


def _facts(match: EspnMatch) -> Iterator[Fact]:
    """All a payload says, in the order in which it is to be told."""
    yield match.named()
    yield from line_ups(match)
    summary = at(match.event, "summary")
    happened = list(key_events(match, summary) if summary else details(match))
    yield from happened
    yield from kicks(match, summary)
    yield from _scores(match, happened)
    yield from situation(match)
    yield from stats(match)
    yield from _standing(match)


def _standing(match: EspnMatch) -> Iterator[Fact]:
    """The status: which period, whether it is played, what the clock says."""
    state = match.state
    status = _STATUSES.get(match.kind)
    if status is not None:
        yield StatusSet(status=status, **match.of("status"))
    elif state in {LIVE, OVER}:
        yield StatusSet(status=MatchStatus.AS_PLANNED, **match.of("status"))
    period = whole(match.status, "period") or 0
    if state == LIVE and period:
        yield from _playing(match, period)
    elif state == OVER and status is None:
        if match.kind in _KICKS:
            yield _started(match, _SHOOT_OUT)
        if period:
            yield PeriodEnded(period=period, **match.of(f"period/{period}/end"))
        yield MatchEnded(**match.of("end"))


def _playing(match: EspnMatch, period: int) -> Iterator[Fact]:
    if match.kind in _BREAKS:
        yield PeriodEnded(period=period, **match.of(f"period/{period}/end"))
        return
    if match.kind in _KICKS:
        yield _started(match, _SHOOT_OUT)
        return
    clock = _clock(match)
    if clock is None or RULES[match.sport].clock is None:
        yield _started(match, period)
    else:
        yield ClockSet(clock=clock, period=min(period, 99), **match.of("clock"))


def _started(match: EspnMatch, period: int) -> PeriodStarted:
    return PeriodStarted(period=min(period, 99), **match.of(f"period/{period}"))


def _clock(match: EspnMatch) -> int | None:
    """The clock's reading, µs: minutes and what was added, or seconds that run down."""
    if match.sport is Sport.FOOTBALL:
        minute = football_clock.from_text(text(match.status, "displayClock"))
        return football_clock.clock_of(minute)
    seconds = at(match.status, "clock")
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 <= seconds < 6e5:
        return None
    return round(seconds * MICROSECONDS)


def _scores(match: EspnMatch, happened: list[Fact]) -> Iterator[Fact]:
    """The score, where the goals told do not come to it, and what stands beside it."""
    home, away = (whole(match.sides[side], "score") for side in Side)
    if home is None or away is None:
        return
    counted = Counter(fact.side for fact in happened if isinstance(fact, Goal))
    if (counted[Side.HOME], counted[Side.AWAY]) != (home, away):
        yield Correction(home=home, away=away, **match.of("score"))
    periods = [_periods(match, side) for side in Side]
    if all(periods):
        scores = tuple(zip(*periods, strict=False))
        yield PeriodScores(scores=scores, **match.of("periods"))
    kicks = [whole(match.sides[side], "shootoutScore") for side in Side]
    if kicks[0] is not None and kicks[1] is not None:
        yield ShootOutScore(home=kicks[0], away=kicks[1], **match.of("kicks"))
    totals = [whole(match.sides[side], "aggregateScore") for side in Side]
    if totals[0] is not None and totals[1] is not None:
        brought = max(0, totals[0] - home), max(0, totals[1] - away)
        yield Aggregate(home=brought[0], away=brought[1], **match.of("aggregate"))


def _periods(match: EspnMatch, side: Side) -> list[int]:
    found = [
        whole(one, "value") if at(one, "value") is not None else whole(one, "displayValue")
        for one in rows(match.sides[side], "linescores")
    ]
    return [one for one in found if one is not None and 0 <= one <= 999]


def parser(match: str | None = None, *, others: bool = False) -> EspnParser:
    """A parser of one match: that of an id, else the one that is played."""
    return EspnParser(match, others=others)
