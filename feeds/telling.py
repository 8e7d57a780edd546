"""Tellings: a fact as it was told, joined with what was told of the same happening before."""

from dataclasses import dataclass, replace
from typing import get_args

from feeds.fact import (
    AddedTime,
    Aggregate,
    ClockSet,
    Correction,
    Fact,
    Match,
    MatchEnded,
    OtherMatch,
    PeriodEnded,
    PeriodScores,
    PeriodStarted,
    Retraction,
    ShootOutScore,
    ShotClockSet,
    Stat,
    StatusSet,
)
from feeds.situation import Situation
from feeds.squad import LineUp, Standings

# What these say holds from their own moment on. Any other happening keeps its first moment.
_READINGS = (
    AddedTime,
    Aggregate,
    ClockSet,
    Correction,
    LineUp,
    MatchEnded,
    OtherMatch,
    PeriodEnded,
    PeriodScores,
    PeriodStarted,
    ShootOutScore,
    ShotClockSet,
    Standings,
    Stat,
    StatusSet,
    *get_args(Situation.__value__),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What was told of one happening: the fact as told last, and since when it is known.

    `sequence` counts facts as they came. `visible_from` and `position` are the event times (µs)
    from which the fact is shown and at which it is folded; the `first_` ones are the least of all
    that was told of the happening. `names` are the ids it goes by.
    """

    fact: Fact
    sequence: int
    visible_from: int
    position: int
    first_sequence: int
    first_visible_from: int
    first_position: int
    names: tuple[str, ...]

    @property
    def is_reading(self) -> bool:
        """Whether a later telling stands at its own moment: a clock's, a period's, a number's."""
        return isinstance(self.fact, _READINGS)

    @property
    def shown_from(self) -> int:
        """The event time (µs) from which the happening is shown."""
        return self.visible_from if self.is_reading else self.first_visible_from

    @property
    def order(self) -> tuple[bool, int, int]:
        """Its place in the order of events: the match itself first, then by time, then as told."""
        if self.is_reading:
            return True, self.position, self.sequence
        return not isinstance(self.fact, Match), self.first_position, self.first_sequence


def telling(fact: Fact, *, sequence: int, visible_from: int) -> Telling:
    """A fact told for the first time. Without an event time it stands where it is shown."""
    position = visible_from if fact.event_time is None else fact.event_time
    return Telling(
        fact=fact,
        sequence=sequence,
        visible_from=visible_from,
        position=position,
        first_sequence=sequence,
        first_visible_from=visible_from,
        first_position=position,
        names=_names(fact),
    )


def joined(one: Telling, other: Telling) -> Telling:
    """Two tellings of one happening: what was told last stands.

    Statistics without an id are of one happening by what they count; there the later event stands,
    since nobody said which telling takes whose place.
    """
    last = max(one, other, key=_sequence if one.names or other.names else _order)
    return replace(
        last,
        first_sequence=min(one.first_sequence, other.first_sequence),
        first_visible_from=min(one.first_visible_from, other.first_visible_from),
        first_position=min(one.first_position, other.first_position),
        names=tuple(dict.fromkeys(one.names + other.names)),
    )


def settled(chain: Telling) -> Telling:
    """The same, known from its first moment on as it was told last; readings stay where they are.

    A retraction stays too, since what it takes back may have been told anew in between.
    """
    if chain.is_reading or isinstance(chain.fact, Retraction):
        return chain
    return replace(chain, visible_from=chain.first_visible_from, position=chain.first_position)


def mentioned(told: Telling) -> tuple[str, ...]:
    """The ids a telling speaks of: those it goes by and the one it takes back."""
    if isinstance(told.fact, Retraction):
        return (*told.names, told.fact.retracts)
    return told.names


def _names(fact: Fact) -> tuple[str, ...]:
    """The ids a fact goes by: its own and what it corrects.

    Some feeds take an event back under the event's own id: such a retraction is no telling of it.
    """
    taken_back = fact.retracts if isinstance(fact, Retraction) else None
    named = dict.fromkeys((fact.id, fact.corrects))
    return tuple(name for name in named if name is not None and name != taken_back)


def _sequence(telling: Telling) -> int:
    return telling.sequence


def _order(telling: Telling) -> tuple[bool, int, int]:
    return telling.order
