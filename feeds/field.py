"""Fields: what facts speak of, each with one feed that leads in it."""

from enum import StrEnum
from typing import NamedTuple, get_args

from feeds.fact import (
    AddedTime,
    Aggregate,
    Card,
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
from feeds.penalty import Penalty
from feeds.situation import Situation
from feeds.squad import LineUp, Standings


class Field(StrEnum):
    """A part of the game state that one feed may know better than another."""

    MATCH = "match"
    CLOCK = "clock"
    SCORE = "score"
    CARDS = "cards"
    PLAYERS = "players"
    STATS = "stats"
    SITUATION = "situation"
    TABLES = "tables"


class Part(NamedTuple):
    """A field, or of a field that has many parts the one of that name, such as one statistic."""

    field: Field
    name: str = ""


_FIELDS: dict[type, Field] = {
    Match: Field.MATCH,
    **dict.fromkeys(
        (AddedTime, ClockSet, MatchEnded, PeriodEnded, PeriodStarted, ShotClockSet, StatusSet),
        Field.CLOCK,
    ),
    **dict.fromkeys(
        (Aggregate, Correction, Goal, Kick, PeriodScores, Points, Retraction, ShootOutScore),
        Field.SCORE,
    ),
    Card: Field.CARDS,
    Penalty: Field.CARDS,
    Substitution: Field.PLAYERS,
    LineUp: Field.PLAYERS,
    Stat: Field.STATS,
    Standings: Field.TABLES,
    OtherMatch: Field.TABLES,
    **dict.fromkeys(get_args(Situation.__value__), Field.SITUATION),
}


def part_of(fact: Fact, target: Fact | None = None) -> Part:
    """What a fact speaks of; `target` is the one a retraction takes back, where that is known."""
    if isinstance(fact, Retraction) and target is not None:
        return part_of(target)
    name = ""
    if isinstance(fact, LineUp):
        name = fact.side.value
    elif isinstance(fact, Stat | Standings):
        name = fact.name
    elif isinstance(fact, OtherMatch):
        name = "others"
    return Part(_FIELDS[type(fact)], name)
