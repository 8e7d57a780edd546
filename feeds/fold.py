"""The fold: from a game state and a fact to the next game state."""

from dataclasses import replace

from feeds import periods, scoring
from feeds.fact import (
    AddedTime,
    Aggregate,
    Card,
    CardColor,
    ClockSet,
    Correction,
    Fact,
    Goal,
    Match,
    MatchEnded,
    PeriodEnded,
    PeriodScores,
    PeriodStarted,
    Points,
    Retraction,
    ShootOutScore,
    ShotClockSet,
    Stat,
    StatusSet,
    Substitution,
)
from feeds.situation import BatterCount, Down, Fouls, GamePoints, Over, Serve, Strength
from feeds.squad import LineUp, Standings
from feeds.state import Clock, GameState, StatLine

STATS_AT_MOST = 64
TABLES_AT_MOST = 16


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
        case Goal():
            return scoring.scored(state, fact, shown_at)
        case Correction():
            return scoring.corrected(state, fact, shown_at)
        case Retraction():
            return scoring.taken_back(state, fact, shown_at, target, target_at)
        case PeriodStarted() | PeriodEnded() | MatchEnded() | ClockSet() | ShotClockSet():
            at = shown_at if fact.event_time is None else fact.event_time
            return _timed(state, fact, at)
        case Points() | PeriodScores() | Aggregate() | ShootOutScore():
            return _scored(state, fact)
        case Card() | Substitution() | LineUp():
            return _of_a_side(state, fact)
        case AddedTime() | StatusSet() | Stat() | Standings():
            return _read(state, fact)
        case Fouls() | Strength() | BatterCount() | Down() | GamePoints() | Serve() | Over():
            return replace(state, situation=fact)


def renamed(state: GameState, fact: Match) -> GameState:
    """The same state of the match so named."""
    return replace(
        state,
        sport=fact.sport,
        home=replace(state.home, team=fact.home),
        away=replace(state.away, team=fact.away),
        competition=fact.competition,
        venue=fact.venue,
    )


def _timed(
    state: GameState,
    fact: PeriodStarted | PeriodEnded | MatchEnded | ClockSet | ShotClockSet,
    at: int,
) -> GameState:
    match fact:
        case PeriodStarted():
            return periods.started(state, fact, at)
        case PeriodEnded():
            return periods.ended(state, fact, at)
        case MatchEnded():
            return periods.over(state, at)
        case ClockSet():
            return periods.clock_set(state, fact, at)
        case ShotClockSet():
            clock = Clock(anchor=at, value=fact.clock, rate=-1, running=fact.running)
            return replace(state, shot_clock=clock)


def _scored(state: GameState, fact: Points | PeriodScores | Aggregate | ShootOutScore) -> GameState:
    match fact:
        case Points():
            return scoring.pointed(state, fact)
        case PeriodScores():
            return replace(state, scores=fact.scores)
        case Aggregate():
            return replace(state, aggregate=(fact.home, fact.away))
        case ShootOutScore():
            home = replace(state.home, shootout=fact.home)
            return replace(state, home=home, away=replace(state.away, shootout=fact.away))


def _of_a_side(state: GameState, fact: Card | Substitution | LineUp) -> GameState:
    part = state.side(fact.side)
    match fact:
        case Card(color=CardColor.YELLOW):
            part = replace(part, yellow_cards=part.yellow_cards + 1)
        case Card():
            part = replace(part, red_cards=part.red_cards + 1)
        case LineUp():
            part = replace(part, line_up=fact)
        case Substitution():
            return state
    return state.with_side(fact.side, part)


def _read(state: GameState, fact: AddedTime | StatusSet | Stat | Standings) -> GameState:
    match fact:
        case AddedTime():
            return replace(state, added_minutes=fact.minutes)
        case StatusSet():
            return replace(state, status=fact.status)
        case Stat():
            line = StatLine(name=fact.name, home=fact.home, away=fact.away)
            kept = [other for other in state.stats if other.name != fact.name]
            return replace(state, stats=(*kept, line)[-STATS_AT_MOST:])
        case Standings():
            tables = [table for table in state.standings if table.name != fact.name]
            return replace(state, standings=(*tables, fact)[-TABLES_AT_MOST:])
