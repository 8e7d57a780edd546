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

STATS_AT_MOST = 64
_HALF_MINUTES = (0, 45, 90, 105, 120)


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
    """One side's part of the state."""

    team: Team
    score: int = 0
    yellow_cards: int = 0
    red_cards: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredMark:
    """The latest goal that stands; `at` is the event time (µs) from which it was shown."""

    at: int
    side: Side
    player: str | None = None
    minute: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnulledMark:
    """The latest goal taken back; `at` is the event time (µs) from which that was shown."""

    at: int
    side: Side
    reason: str | None = None


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
    """The fold of the facts as of a moment."""

    sport: str | None = None
    home: SideState = _NOBODY
    away: SideState = _NOBODY_ELSE
    phase: Phase = Phase.PRE_MATCH
    clock: Clock | None = None
    added_minutes: int | None = None
    goal: ScoredMark | None = None
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
    state: GameState, fact: Fact, *, shown_at: int, target: Fact | None = None
) -> GameState:
    """The state after `fact`.

    `shown_at` is the event time (µs) from which the fact is shown: its own, or a later one where it
    came late. `target` is the fact a retraction takes back, where it was known.
    """
    match fact:
        case Match():
            return _begun(fact)
        case PeriodStarted() | PeriodEnded() | ClockSet() | AddedTime():
            return _timed(state, fact, shown_at)
        case Goal():
            return _scored(state, fact, shown_at)
        case Card():
            return _booked(state, fact)
        case Stat():
            return _counted(state, fact)
        case Correction():
            return replace(
                state,
                home=replace(state.home, score=fact.home),
                away=replace(state.away, score=fact.away),
            )
        case Retraction():
            return _taken_back(state, fact, shown_at, target)
        case Substitution():
            return state


def _begun(fact: Match) -> GameState:
    return GameState(
        sport=fact.sport,
        home=SideState(team=fact.home),
        away=SideState(team=fact.away),
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
            value = _HALF_MINUTES[fact.period - 1] * 60 * MICROSECONDS
            running = fact.period < len(_PLAYING)
            clock = Clock(anchor=at, value=value, running=running)
            return replace(state, phase=_PLAYING[fact.period - 1], clock=clock, added_minutes=None)
        case PeriodEnded():
            stopped = state.clock and Clock(
                anchor=at, value=state.clock.at(at), rate=state.clock.rate, running=False
            )
            return replace(state, phase=_ENDED[fact.period - 1], clock=stopped, added_minutes=None)
        case ClockSet():
            return _clock_set(state, fact, at)


def _clock_set(state: GameState, fact: ClockSet, at: int) -> GameState:
    phase = state.phase if fact.period is None else _PLAYING[fact.period - 1]
    added = state.added_minutes if phase is state.phase else None
    clock = Clock(anchor=at, value=fact.clock, running=fact.running)
    return replace(state, phase=phase, clock=clock, added_minutes=added)


def _scored(state: GameState, fact: Goal, shown_at: int) -> GameState:
    part = state.side(fact.side)
    mark = ScoredMark(at=shown_at, side=fact.side, player=fact.player, minute=fact.minute)
    scored = state.with_side(fact.side, replace(part, score=part.score + 1))
    return replace(scored, goal=mark)


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
    state: GameState, fact: Retraction, shown_at: int, target: Fact | None
) -> GameState:
    if not isinstance(target, Goal):
        return state
    return replace(state, annulled=AnnulledMark(at=shown_at, side=target.side, reason=fact.reason))
