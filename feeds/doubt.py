"""Doubts: what a feed says that can hardly be, or that goes against what the operator said."""

from dataclasses import dataclass

from feeds.clock_text import clock_to_text
from feeds.event_time import MICROSECONDS
from feeds.fact import ClockSet, Correction, Fact, PeriodEnded, PeriodStarted
from feeds.questions import JUMP
from feeds.sport import RULES, Direction, Sport
from feeds.state import Clock, GameState

_SECOND = MICROSECONDS
_BACK = 30 * _SECOND
_AHEAD = 90 * _SECOND
_OFF_BY_HAND = 3 * _SECOND
# Sports in which a side scores one at a time, and seldom.
_SELDOM = Sport.FOOTBALL, Sport.ICE_HOCKEY
_RISE, _FALL, _FALL_SELDOM = 3, 3, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Why a fact is not taken: a `kind` of doubt, what the feed says and what stands, in words."""

    kind: str
    says: str
    stands: str


def doubt(fact: Fact, state: GameState, at: int, *, is_clock_by_hand: bool) -> Doubt | None:
    """What speaks against a fact of event time `at` (µs), where `state` stands then."""
    match fact:
        case ClockSet():
            return _of_period(fact.period, state) or _of_clock(
                fact, state, at, is_by_hand=is_clock_by_hand
            )
        case PeriodStarted() | PeriodEnded():
            return _of_period(fact.period, state)
        case Correction():
            return _of_score(fact, state)
        case _:
            return None


def _of_period(period: int | None, state: GameState) -> Doubt | None:
    if period is None or state.period is None or period >= state.period:
        return None
    return Doubt(kind=JUMP, says=f"period {period}", stands=f"period {state.period}")


def _of_clock(fact: ClockSet, state: GameState, at: int, *, is_by_hand: bool) -> Doubt | None:
    clock = state.clock
    is_other = fact.period is not None and fact.period != state.period
    if clock is None or is_other:
        return None
    reads = clock.at(at)
    if is_by_hand and abs(fact.clock - reads) > _OFF_BY_HAND:
        return _clocks("clock", fact, reads)
    ahead = (fact.clock - reads) * clock.rate
    is_steady = RULES[state.sport or Sport.FOOTBALL].clock is Direction.UP and clock.running
    if ahead < -_BACK or (is_steady and fact.running and ahead > _AHEAD):
        return _clocks(JUMP, fact, reads)
    return None


def _clocks(kind: str, fact: ClockSet, reads: int) -> Doubt:
    return Doubt(kind=kind, says=_read(fact.clock), stands=_read(reads))


def _read(clock: int) -> str:
    return clock_to_text(clock // _SECOND * _SECOND)


def _of_score(fact: Correction, state: GameState) -> Doubt | None:
    if state.sport is not None and RULES[state.sport].is_of_sets:
        return None
    is_seldom = state.sport in (None, *_SELDOM)
    fall = _FALL_SELDOM if is_seldom else _FALL
    for told, before in ((fact.home, state.home.score), (fact.away, state.away.score)):
        if before - told > fall or (is_seldom and told - before > _RISE):
            return Doubt(
                kind=JUMP,
                says=f"{fact.home}–{fact.away}",  # noqa: RUF001 - a score is written so
                stands=score_of(state),
            )
    return None


def score_of(state: GameState) -> str:
    """A score as it is written."""
    return f"{state.home.score}–{state.away.score}"  # noqa: RUF001 - a score is written so


def reading_of(clock: Clock | None, at: int) -> str:
    """A clock as it reads at an event time (µs), in whole seconds; "" for none."""
    return "" if clock is None else _read(clock.at(at))
