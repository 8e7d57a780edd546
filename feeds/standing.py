"""Happenings that stand, by whoever told of them: two tellings of one goal are one goal."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from typing import Any

from feeds.event_time import MICROSECONDS
from feeds.fact import Card, Fact, Goal, Kick, Points, Substitution
from feeds.penalty import Penalty
from feeds.voice import HAND

_SECOND = MICROSECONDS
# How far apart two tellings of one happening may be.
_APART = {
    Goal: 60 * _SECOND,
    Kick: 30 * _SECOND,
    Points: 15 * _SECOND,
    Card: 120 * _SECOND,
    Penalty: 120 * _SECOND,
    Substitution: 120 * _SECOND,
}
# By so much more where a feed gave no time of its own.
_ESTIMATED = 120 * _SECOND
# How far apart the minutes of the match may be that two say of one happening.
_MINUTES_APART = 1
_ENRICHED = {
    "player",
    "player_in",
    "player_out",
    "assist",
    "minute",
    "added",
    "way",
    "number",
    "infraction",
    "clock",
    "period",
}


@dataclass(slots=True)
class Standing:
    """A happening as told first, at the venue's event time `at` (µs), with all who told of it.

    `minute` is that of the match, where it is known. `is_settled` once somebody said that it is so,
    though no feed tells of it.
    """

    fact: Fact
    at: int
    tellers: dict[str, str | None] = field(default_factory=dict)
    is_settled: bool = False
    minute: int | None = None

    @property
    def is_by_hand(self) -> bool:
        """Whether the operator told of it."""
        return HAND in self.tellers

    @property
    def is_alone(self) -> bool:
        """Whether it stands on the operator's word alone."""
        return len(self.tellers) == 1 and self.is_by_hand

    @property
    def is_open(self) -> bool:
        """Whether it does, and nobody said yet that it is so."""
        return self.is_alone and not self.is_settled


class Happenings:
    """What stands of one match."""

    def __init__(self) -> None:
        self._standing: list[Standing] = []
        self._gone: dict[str, Standing] = {}

    def __iter__(self) -> Iterator[Standing]:
        return iter(self._standing)

    def joined(
        self, fact: Fact, teller: str, at: int, *, may_join: bool = True, minute: int | None = None
    ) -> Fact:
        """The fact as it is to be told: as a correction of what another told of the same before.

        `minute` is what the match's clock says of it, where it says none itself.
        """
        if type(fact) not in _APART:
            return fact
        known = self._told_by(fact, teller)
        if known is None and may_join:
            known = self._partner(fact, teller, at)
        if known is None:
            self._begin(fact, teller, at, minute)
            return fact
        known.tellers[teller] = fact.id
        first = known.fact
        if first.id is None or first.id == fact.id or fact.corrects is not None:
            return fact
        return replace(_enriched(fact, first), corrects=first.id)

    def rejoined(self, fact: Fact, teller: str, at: int, minute: int | None = None) -> None:
        """A fact of an earlier run: what it joined is what it corrects."""
        known = self._told_by(fact, teller)
        if known is None and fact.corrects is not None:
            known = self.named(fact.corrects)
        if known is not None:
            known.tellers[teller] = fact.id
        elif type(fact) in _APART:
            self._begin(fact, teller, at, minute)

    def _begin(self, fact: Fact, teller: str, at: int, minute: int | None) -> None:
        said = _minute(fact)
        began = Standing(
            fact=fact,
            at=at,
            tellers={teller: fact.id},
            minute=minute if said is None else said,
        )
        self._standing.append(began)

    def named(self, name: str) -> Standing | None:
        """The one that somebody told under that id."""
        return next((one for one in self._standing if name in one.tellers.values()), None)

    def take_back(self, name: str, taker: str | None) -> None:
        """What was told under that id did not happen; `taker` is the id of who says so."""
        found = self.named(name)
        if found is not None:
            self._standing.remove(found)
            if taker is not None:
                self._gone[taker] = found
        elif name in self._gone:
            # What took it back is itself taken back.
            self._standing.append(self._gone.pop(name))

    def gone_by(self, taker: str) -> Standing | None:
        """What was taken back under that id."""
        return self._gone.get(taker)

    def told_besides(self, name: str) -> Iterator[tuple[str, str]]:
        """Which feeds told of what the operator told under that id, and under which ids."""
        one = self.named(name)
        if one is None or one.tellers.get(HAND) != name:
            return
        for teller, said in one.tellers.items():
            if teller != HAND and said is not None:
                yield teller, said

    def part(self, name: str, said: Fact) -> None:
        """The operator's telling under that id is none of it any more: it is what a feed said."""
        one = self.named(name)
        if one is not None:
            del one.tellers[HAND]
            one.fact = said

    def _told_by(self, fact: Fact, teller: str) -> Standing | None:
        names = {fact.id, fact.corrects} - {None}
        return next((one for one in self._standing if one.tellers.get(teller) in names), None)

    def _partner(self, fact: Fact, teller: str, at: int) -> Standing | None:
        """The nearest that others told of and this one has not yet."""
        near = [
            one
            for one in self._standing
            if one.tellers.get(teller) is None
            and _are_alike(one.fact, fact)
            and (abs(one.at - at) <= _apart(one.fact, fact) or _is_late(fact, teller, one))
        ]
        return min(near, key=lambda one: abs(one.at - at), default=None)


def _are_alike(one: Fact, other: Fact) -> bool:
    likeness = _likeness(one)
    return likeness is not None and likeness == _likeness(other)


def _likeness(fact: Fact) -> tuple[object, ...] | None:
    """What two tellings of one happening have in common; a goal may be a kick of a shoot-out."""
    match fact:
        case Goal() | Kick(is_scored=True):
            found: tuple[object, ...] | None = Goal, fact.side
        case Kick() | Substitution():
            found = type(fact), fact.side
        case Points():
            found = Points, fact.side, fact.points
        case Card():
            found = Card, fact.side, fact.color
        case Penalty():
            found = Penalty, fact.side, fact.minutes
        case _:
            found = None
    return found


def _apart(one: Fact, other: Fact) -> int:
    estimated = one.is_estimated or other.is_estimated
    return _APART[type(one)] + (_ESTIMATED if estimated else 0)


def _is_late(fact: Fact, teller: str, known: Standing) -> bool:
    """Whether a feed tells of what the operator told, however late: it says the same minute."""
    minute = _minute(fact)
    if teller == HAND or not known.is_by_hand or minute is None or known.minute is None:
        return False
    return abs(minute - known.minute) <= _MINUTES_APART


def _minute(fact: Fact) -> int | None:
    """The minute of the match that a fact says, time added to a half counted on."""
    minute: int | None = getattr(fact, "minute", None)
    added: int | None = getattr(fact, "added", None)
    return None if minute is None else minute + (added or 0)


def _enriched(fact: Fact, earlier: Fact) -> Fact:
    """A fact with what it leaves unsaid and the earlier one said."""
    unsaid: dict[str, Any] = {
        one.name: getattr(earlier, one.name, None)
        for one in fields(fact)
        if one.name in _ENRICHED and getattr(fact, one.name) is None
    }
    return replace(fact, **unsaid)
