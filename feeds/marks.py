"""Marks: what lately happened in a match, with the moment from which it is shown."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from feeds.fact import (
    AddedTime,
    Card,
    CardColor,
    Fact,
    Goal,
    GoalKind,
    InningHalf,
    Kick,
    Points,
    Substitution,
)
from feeds.happening import Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Something that happened.

    `at` is the event time (µs) from which it is shown, `event_time` that at which it happened, None
    where nobody told it.
    """

    at: int
    event_time: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MinuteMark(Mark):
    """Something a side did in a minute of the match."""

    side: Side
    minute: int | None = None
    added: int | None = None

    @property
    def minute_text(self) -> str:
        """Its minute as it is written: "7'", "45+2'" in added time; "" where nobody told it."""
        if self.minute is None:
            return ""
        return f"{self.minute}+{self.added}'" if self.added else f"{self.minute}'"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredMark(MinuteMark):
    """A goal that stands."""

    player: str | None = None
    assist: str | None = None
    kind: GoalKind = GoalKind.PLAY

    @classmethod
    def of(cls, fact: Goal, at: int) -> Self:
        """The mark of a goal that is shown from `at` (µs) on."""
        return cls(
            at=at,
            side=fact.side,
            event_time=fact.event_time,
            player=fact.player,
            assist=fact.assist,
            minute=fact.minute,
            added=fact.added,
            kind=fact.kind,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CardMark(MinuteMark):
    """A card that stands."""

    color: CardColor
    player: str | None = None

    @classmethod
    def of(cls, fact: Card, at: int) -> Self:
        """The mark of a card that is shown from `at` (µs) on."""
        return cls(
            at=at,
            side=fact.side,
            event_time=fact.event_time,
            color=fact.color,
            player=fact.player,
            minute=fact.minute,
            added=fact.added,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstitutionMark(MinuteMark):
    """A change of players that stands."""

    player_in: str | None = None
    player_out: str | None = None

    @classmethod
    def of(cls, fact: Substitution, at: int) -> Self:
        """The mark of a change that is shown from `at` (µs) on."""
        return cls(
            at=at,
            side=fact.side,
            event_time=fact.event_time,
            player_in=fact.player_in,
            player_out=fact.player_out,
            minute=fact.minute,
            added=fact.added,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsMark(Mark):
    """Points that stand: a basket, runs, a touchdown, a point of a set."""

    side: Side
    points: int
    player: str | None = None
    way: str | None = None

    @classmethod
    def of(cls, fact: Points, at: int) -> Self:
        """The mark of points that are shown from `at` (µs) on."""
        return cls(
            at=at,
            side=fact.side,
            event_time=fact.event_time,
            points=fact.points,
            player=fact.player,
            way=fact.way,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class WicketMark(Mark):
    """A wicket of `side`, which bats, fell; `number` is its place in the innings."""

    side: Side
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KickMark(Mark):
    """A kick of the shoot-out; `number` is its place among its side's, where that was told."""

    side: Side
    is_scored: bool
    player: str | None = None
    number: int | None = None

    @classmethod
    def of(cls, fact: Kick | Goal, at: int) -> Self:
        """The mark of a kick that is shown from `at` (µs) on; a goal is one that was scored."""
        mark = cls(
            at=at,
            event_time=fact.event_time,
            side=fact.side,
            is_scored=True,
            player=fact.player,
        )
        if isinstance(fact, Kick):
            return replace(mark, is_scored=fact.is_scored, number=fact.number)
        return mark


@dataclass(frozen=True, slots=True, kw_only=True)
class PenaltyMark(Mark):
    """A penalty of ice hockey, as it was given and as it is served.

    `began` is what of the game was played (µs) when it began, None where nobody knows; it lasts
    `length` (µs) of the game, less than its `minutes` where a goal against cut it short.
    """

    side: Side
    minutes: int
    length: int
    began: int | None = None
    player: str | None = None
    infraction: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedMark(Mark):
    """The minutes a period is to last longer, as they were told last."""

    minutes: int

    @classmethod
    def of(cls, fact: AddedTime, at: int) -> Self:
        """The mark of minutes that are shown from `at` (µs) on."""
        return cls(at=at, event_time=fact.event_time, minutes=fact.minutes)


class PeriodStep(StrEnum):
    """What became of a period, or of the match."""

    STARTED = "started"
    ENDED = "ended"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodMark(Mark):
    """The period that began or ended last, or the match's end."""

    step: PeriodStep
    period: int | None = None
    half: InningHalf | None = None

    def is_of(self, other: "PeriodMark") -> bool:
        """Whether both say the same, whenever they do."""
        return (self.step, self.period, self.half) == (other.step, other.period, other.half)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnulledMark(Mark):
    """The latest goal taken back, and since when that is shown; of when it was taken back."""

    side: Side
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayMark(Mark):
    """The clock is hidden by rule since then, for want of data; `until` is when it came back."""

    until: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StruckMark:
    """The goal last struck off the score, taken back or corrected away, shown so from `at` (µs)."""

    at: int
    goal: ScoredMark


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawnMark:
    """What was told last and taken back that is no goal, shown so from `at` (µs)."""

    at: int
    mark: CardMark | SubstitutionMark | AddedMark

    @classmethod
    def of(cls, target: Fact | None, target_at: int, at: int) -> Self | None:
        """The mark of a fact that was shown from `target_at` (µs) on; None of one without any."""
        match target:
            case Card():
                return cls(at=at, mark=CardMark.of(target, target_at))
            case Substitution():
                return cls(at=at, mark=SubstitutionMark.of(target, target_at))
            case AddedTime():
                return cls(at=at, mark=AddedMark.of(target, target_at))
            case _:
                return None
