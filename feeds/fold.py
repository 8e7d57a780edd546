"""The fold: from a game state and a fact to the next game state."""

from dataclasses import replace

from feeds import penalty_box, periods, scoring
from feeds.fact import (
    AddedTime,
    Aggregate,
    Card,
    CardColor,
    ClockSet,
    Correction,
    Fact,
    Goal,
    Kick,
    Match,
    MatchEnded,
    OtherMatch,
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
from feeds.marks import AddedMark, CardMark, SubstitutionMark, WithdrawnMark
from feeds.penalty import Penalty
from feeds.situation import BatterCount, Down, Fouls, GamePoints, Over, Serve, Strength
from feeds.squad import LineUp, Standings
from feeds.state import Clock, GameState, StatLine

STATS_AT_MOST = 64
TABLES_AT_MOST = 16
OTHERS_AT_MOST = 64


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
        case Goal() | Kick() | Penalty():
            return _happened(state, fact, shown_at)
        case Correction():
            return scoring.corrected(state, fact, shown_at)
        case Retraction():
            annulled = scoring.taken_back(state, fact, shown_at, target, target_at)
            withdrawn = WithdrawnMark.of(target, target_at, shown_at)
            return annulled if withdrawn is None else replace(annulled, withdrawn=withdrawn)
        case PeriodStarted() | PeriodEnded() | MatchEnded() | ClockSet() | ShotClockSet():
            return _timed(state, fact, _moment(fact, shown_at), shown_at)
        case Points() | PeriodScores() | Aggregate() | ShootOutScore():
            return _scored(state, fact, shown_at)
        case Card() | Substitution() | LineUp():
            return _of_a_side(state, fact, shown_at)
        case AddedTime() | StatusSet() | Stat() | Standings() | OtherMatch():
            return _read(state, fact, shown_at)
        case Over():
            return scoring.bowled(state, fact, shown_at)
        case Fouls() | Strength() | BatterCount() | Down() | GamePoints() | Serve():
            return replace(state, situation=fact)


def _moment(fact: Fact, shown_at: int) -> int:
    return shown_at if fact.event_time is None else fact.event_time


def renamed(state: GameState, fact: Match) -> GameState:
    """The same state of the match so named."""
    return replace(
        state,
        sport=fact.sport,
        home=replace(state.home, team=fact.home),
        away=replace(state.away, team=fact.away),
        competition=fact.competition,
        venue=fact.venue,
        best_of=fact.best_of,
    )


def _happened(state: GameState, fact: Goal | Kick | Penalty, shown_at: int) -> GameState:
    match fact:
        case Goal():
            scored = scoring.scored(state, fact, shown_at)
            return penalty_box.after_goal(scored, fact.side, _moment(fact, shown_at))
        case Kick():
            return scoring.kicked(state, fact, shown_at)
        case Penalty():
            return penalty_box.begun(state, fact, _moment(fact, shown_at), shown_at)


def _timed(
    state: GameState,
    fact: PeriodStarted | PeriodEnded | MatchEnded | ClockSet | ShotClockSet,
    at: int,
    shown_at: int,
) -> GameState:
    if isinstance(fact, ShotClockSet):
        clock = Clock(anchor=at, value=fact.clock, rate=-1, running=fact.running)
        return replace(state, shot_clock=clock)
    timed = periods.timed(state, fact, at)
    return penalty_box.cleared(periods.marked(state, timed, fact, shown_at), at)


def _scored(
    state: GameState, fact: Points | PeriodScores | Aggregate | ShootOutScore, shown_at: int
) -> GameState:
    match fact:
        case Points():
            return scoring.pointed(state, fact, shown_at)
        case PeriodScores():
            return scoring.period_scored(state, fact, shown_at)
        case Aggregate():
            return replace(state, aggregate=(fact.home, fact.away))
        case ShootOutScore():
            home = replace(state.home, shootout=fact.home)
            return replace(state, home=home, away=replace(state.away, shootout=fact.away))


def _of_a_side(state: GameState, fact: Card | Substitution | LineUp, shown_at: int) -> GameState:
    part = state.side(fact.side)
    match fact:
        case Card():
            if fact.color is CardColor.YELLOW:
                part = replace(part, yellow_cards=part.yellow_cards + 1)
            else:
                part = replace(part, red_cards=part.red_cards + 1)
            cards = (*state.cards, CardMark.of(fact, shown_at))[-scoring.MARKS_AT_MOST :]
            return state.with_side(fact.side, part, cards=cards)
        case LineUp():
            return state.with_side(fact.side, replace(part, line_up=fact))
        case Substitution():
            made = (*state.substitutions, SubstitutionMark.of(fact, shown_at))
            return replace(state, substitutions=made[-scoring.MARKS_AT_MOST :])


def _read(
    state: GameState,
    fact: AddedTime | StatusSet | Stat | Standings | OtherMatch,
    shown_at: int,
) -> GameState:
    match fact:
        case AddedTime():
            return _added(state, fact, shown_at)
        case StatusSet():
            return replace(state, status=fact.status)
        case Stat():
            line = StatLine(name=fact.name, home=fact.home, away=fact.away)
            kept = [other for other in state.stats if other.name != fact.name]
            return replace(state, stats=(*kept, line)[-STATS_AT_MOST:])
        case Standings():
            tables = [table for table in state.standings if table.name != fact.name]
            return replace(state, standings=(*tables, fact)[-TABLES_AT_MOST:])
        case OtherMatch():
            others = [other for other in state.others if _name(other) != _name(fact)]
            others = sorted([*others, fact], key=_place)[:OTHERS_AT_MOST]
            return replace(state, others=tuple(others))


def _added(state: GameState, fact: AddedTime, shown_at: int) -> GameState:
    """Told once more it is no news."""
    if state.added_minutes == fact.minutes:
        return state
    mark = AddedMark.of(fact, shown_at)
    return replace(state, added_minutes=fact.minutes, added_mark=mark)


def _name(match: OtherMatch) -> str:
    return match.id or f"{match.home.name} - {match.away.name}"


def _place(match: OtherMatch) -> tuple[int, str]:
    return match.order, _name(match)
