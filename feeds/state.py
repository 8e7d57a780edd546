"""The game state: a frozen value, and the fold that takes it from one fact to the next."""

from dataclasses import dataclass, replace
from enum import StrEnum

from feeds.event_time import MICROSECONDS
from feeds.fact import (
    AddedTime,
    Card,
    CardColor,
    ClockSet,
    Correction,
    Fact,
    Goal,
    Match,
    PeriodEnded,
    PeriodStarted,
    Retraction,
    Side,
    Stat,
    Substitution,
    Team,
)
from feeds.marks import AnnulledMark, ScoredMark, StruckMark

STATS_AT_MOST = 64
_HALF_MINUTES = (0, 45, 90, 105, 120)
# How far a clock must stand behind one that had run on through the interval to be of the next half.
_RUN_ON = 60 * MICROSECONDS


class Phase(StrEnum):
    """Where a football match stands."""

    PRE_MATCH = "pre_match"
    FIRST_HALF = "first_half"
    HALF_TIME = "half_time"
    SECOND_HALF = "second_half"
    FULL_TIME = "full_time"
    EXTRA_FIRST_HALF = "extra_first_half"
    EXTRA_HALF_TIME = "extra_half_time"
    EXTRA_SECOND_HALF = "extra_second_half"
    AFTER_EXTRA_TIME = "after_extra_time"
    SHOOT_OUT = "shoot_out"
    AFTER_SHOOT_OUT = "after_shoot_out"


_PLAYING = (
    Phase.FIRST_HALF,
    Phase.SECOND_HALF,
    Phase.EXTRA_FIRST_HALF,
    Phase.EXTRA_SECOND_HALF,
    Phase.SHOOT_OUT,
)
_ENDED = (
    Phase.HALF_TIME,
    Phase.FULL_TIME,
    Phase.EXTRA_HALF_TIME,
    Phase.AFTER_EXTRA_TIME,
    Phase.AFTER_SHOOT_OUT,
)
_AT_PENALTIES = (Phase.SHOOT_OUT, Phase.AFTER_SHOOT_OUT)
# The period that follows an interval for sure; whether one follows full time is not.
_NEXT = {Phase.HALF_TIME: 2, Phase.EXTRA_HALF_TIME: 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A match clock: it read `value` (µs) at event time `anchor` (µs); `rate` is +1 up, -1 down."""

    anchor: int
    value: int
    rate: int = 1
    running: bool = True

    def at(self, event_time: int) -> int:
        """The reading in µs at an event time; never below zero."""
        if not self.running:
            return self.value
        return max(0, self.value + self.rate * (event_time - self.anchor))


@dataclass(frozen=True, slots=True, kw_only=True)
class SideState:
    """One side's part of the state; `shootout` counts its kicks scored in the shoot-out."""

    team: Team
    score: int = 0
    shootout: int = 0
    yellow_cards: int = 0
    red_cards: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StatLine:
    """A statistic of both sides, in the feed's own unit."""

    name: str
    home: int | float
    away: int | float


_NOBODY = SideState(team=Team(name="Home", short="HOM"))
_NOBODY_ELSE = SideState(team=Team(name="Away", short="AWY"))


@dataclass(frozen=True, slots=True, kw_only=True)
class GameState:
    """The fold of the facts as of a moment.

    `goal` is the latest that stands, `goal_before` the one whose place it took.
    """

    sport: str | None = None
    home: SideState = _NOBODY
    away: SideState = _NOBODY_ELSE
    phase: Phase = Phase.PRE_MATCH
    clock: Clock | None = None
    added_minutes: int | None = None
    goal: ScoredMark | None = None
    goal_before: ScoredMark | None = None
    struck: StruckMark | None = None
    annulled: AnnulledMark | None = None
    stats: tuple[StatLine, ...] = ()
    competition: str | None = None

    def side(self, side: Side) -> SideState:
        """That side's part."""
        return self.home if side is Side.HOME else self.away

    def with_side(self, side: Side, part: SideState) -> "GameState":
        """The same state with that side's part exchanged."""
        return replace(self, home=part) if side is Side.HOME else replace(self, away=part)


def fold(  # noqa: C901, PLR0911 - a case for each fact, checked for completeness by mypy
    state: GameState, fact: Fact, *, shown_at: int, target: Fact | None = None, target_at: int = 0
) -> GameState:
    """The state after `fact`.

    `shown_at` is the event time (µs) from which the fact is shown: its own, or a later one where it
    came late. `target` is the fact a retraction takes back, where that was shown before, from
    `target_at` on.
    """
    match fact:
        case Match():
            return renamed(GameState(), fact)
        case PeriodStarted() | PeriodEnded() | ClockSet() | AddedTime():
            return _timed(state, fact, shown_at)
        case Goal():
            return _scored(state, fact, shown_at)
        case Card():
            return _booked(state, fact)
        case Stat():
            return _counted(state, fact)
        case Correction():
            return _corrected(state, fact, shown_at)
        case Retraction():
            return _taken_back(state, fact, shown_at, target, target_at)
        case Substitution():
            return state


def renamed(state: GameState, fact: Match) -> GameState:
    """The same state of the match so named."""
    return replace(
        state,
        sport=fact.sport,
        home=replace(state.home, team=fact.home),
        away=replace(state.away, team=fact.away),
        competition=fact.competition,
    )


def _timed(
    state: GameState, fact: PeriodStarted | PeriodEnded | ClockSet | AddedTime, shown_at: int
) -> GameState:
    at = shown_at if fact.event_time is None else fact.event_time
    match fact:
        case AddedTime():
            return replace(state, added_minutes=fact.minutes)
        case PeriodStarted():
            running = fact.period < len(_PLAYING)
            clock = Clock(anchor=at, value=_nominal(fact.period), running=running)
            return replace(state, phase=_PLAYING[fact.period - 1], clock=clock, added_minutes=None)
        case PeriodEnded():
            stopped = state.clock and Clock(
                anchor=at, value=state.clock.at(at), rate=state.clock.rate, running=False
            )
            return replace(state, phase=_ENDED[fact.period - 1], clock=stopped, added_minutes=None)
        case ClockSet():
            return _clock_set(state, fact, at)


def _clock_set(state: GameState, fact: ClockSet, at: int) -> GameState:
    period = fact.period or _period_missed(state, fact, at)
    phase = state.phase if period is None else _PLAYING[period - 1]
    added = state.added_minutes if phase is state.phase else None
    before = state.clock
    # A clock that stands and is told to stand has stood since it stopped.
    stands = before is not None and not before.running and not fact.running
    anchor = before.anchor if before is not None and stands else at
    clock = Clock(anchor=anchor, value=fact.clock, running=fact.running)
    return replace(state, phase=phase, clock=clock, added_minutes=added)


def _period_missed(state: GameState, fact: ClockSet, at: int) -> int | None:
    """The half that began untold, as polled feeds have it: in the interval its clock already runs.

    A clock that only runs on from the half before, as some do all through the interval, is not it.
    """
    period = _NEXT.get(state.phase)
    if period is None or not fact.running or fact.clock < _nominal(period):
        return None
    ended = state.clock
    is_run_on = ended is not None and fact.clock > ended.value + at - ended.anchor - _RUN_ON
    return None if is_run_on else period


def _nominal(period: int) -> int:
    """The clock's value at a period's start, in µs."""
    return _HALF_MINUTES[period - 1] * 60 * MICROSECONDS


def _scored(state: GameState, fact: Goal, shown_at: int) -> GameState:
    part = state.side(fact.side)
    if state.phase in _AT_PENALTIES:
        return state.with_side(fact.side, replace(part, shootout=part.shootout + 1))
    scored = state.with_side(fact.side, replace(part, score=part.score + 1))
    return replace(scored, goal=ScoredMark.of(fact, shown_at), goal_before=state.goal)


def _corrected(state: GameState, fact: Correction, shown_at: int) -> GameState:
    """The score as told; a goal is no news any more once its side's score falls."""
    home, away = replace(state.home, score=fact.home), replace(state.away, score=fact.away)
    corrected = replace(state, home=home, away=away)
    mark = state.goal
    if mark is not None and corrected.side(mark.side).score < state.side(mark.side).score:
        return replace(corrected, goal=None, struck=StruckMark(at=shown_at, goal=mark))
    return corrected


def _booked(state: GameState, fact: Card) -> GameState:
    part = state.side(fact.side)
    match fact.color:
        case CardColor.YELLOW:
            part = replace(part, yellow_cards=part.yellow_cards + 1)
        case CardColor.SECOND_YELLOW | CardColor.RED:
            part = replace(part, red_cards=part.red_cards + 1)
    return state.with_side(fact.side, part)


def _counted(state: GameState, fact: Stat) -> GameState:
    line = StatLine(name=fact.name, home=fact.home, away=fact.away)
    kept = [other for other in state.stats if other.name != fact.name]
    return replace(state, stats=(*kept, line)[-STATS_AT_MOST:])


def _taken_back(
    state: GameState, fact: Retraction, shown_at: int, target: Fact | None, target_at: int
) -> GameState:
    if not isinstance(target, Goal) or state.phase in _AT_PENALTIES:
        return state
    mark = AnnulledMark(
        at=shown_at, side=target.side, event_time=fact.event_time, reason=fact.reason
    )
    struck = StruckMark(at=shown_at, goal=ScoredMark.of(target, target_at))
    return replace(state, annulled=mark, struck=struck)
