"""Marks: what lately happened to the score, with the moment from which it is shown."""

from dataclasses import dataclass
from typing import Self

from feeds.fact import Goal, GoalKind
from feeds.happening import Side


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredMark:
    """A goal that stands.

    `at` is the event time (µs) from which it is shown, `event_time` that of the goal itself, None
    where nobody told it.
    """

    at: int
    side: Side
    event_time: int | None = None
    player: str | None = None
    assist: str | None = None
    minute: int | None = None
    added: int | None = None
    kind: GoalKind = GoalKind.PLAY

    @property
    def minute_text(self) -> str:
        """Its minute as it is written: "7'", "45+2'" in added time; "" where nobody told it."""
        if self.minute is None:
            return ""
        return f"{self.minute}+{self.added}'" if self.added else f"{self.minute}'"

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
class AnnulledMark:
    """The latest goal taken back; `at` is the event time (µs) from which that is shown.

    `event_time` is when it was taken back, None where nobody told it.
    """

    at: int
    side: Side
    event_time: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StruckMark:
    """The goal last struck off the score, taken back or corrected away, shown so from `at` (µs)."""

    at: int
    goal: ScoredMark
