"""The game state: what is known of a match as of a moment, as one frozen value."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from feeds.event_time import MICROSECONDS
from feeds.fact import InningHalf, MatchStatus, OtherMatch, Team
from feeds.happening import Side
from feeds.marks import (
    AddedMark,
    AnnulledMark,
    CardMark,
    DelayMark,
    KickMark,
    PenaltyMark,
    PeriodMark,
    PointsMark,
    ScoredMark,
    StruckMark,
    SubstitutionMark,
    WicketMark,
    WithdrawnMark,
)
from feeds.situation import Situation
from feeds.sport import Sport
from feeds.squad import LineUp, Standings

type News = tuple[str, int]


class Phase(StrEnum):
    """Where a match stands. Football names its parts; elsewhere it is `playing`, or a `break`."""

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
    PLAYING = "playing"
    BREAK = "break"


# What of the state is news, by its kind; one that gave way to another is the same goal.
_MARKS = {
    "goal": "goal",
    "goal_before": "goal",
    "struck": "struck",
    "withdrawn": "withdrawn",
    "annulled": "annulled",
    "points": "points",
    "wicket": "wicket",
    "period_mark": "period",
    "added_mark": "added",
}
_LISTS = {
    "goals": "goal",
    "cards": "card",
    "substitutions": "substitution",
    "kicks": "kick",
    "penalties": "penalty",
}
# Further back than anything is news.
_LONG_AGO = 3600 * MICROSECONDS


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
    line_up: LineUp | None = None


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

    `goal` is the latest that stands, `goal_before` the one whose place it took, `goals` all of
    them; they, cards, substitutions and kicks stand in the order of events, the last 64 of each.
    `points` are the latest, `wicket` the one that fell last, `period_mark` says what became of a
    period last, `withdrawn` is what else than a goal was taken back last. `period` is the one that
    is played or was last, `scores` what each came to, home and away; `best_of` is how many sets
    there are at most. `aggregate` is what the sides brought from earlier legs. `situation` is what
    only this sport has; `penalties` are those of ice hockey that are served or were lately.
    `others` are other matches, as a ticker has them. `data_delayed` stands while nobody knows the
    clock, and shortly after.
    """

    sport: Sport | None = None
    home: SideState = _NOBODY
    away: SideState = _NOBODY_ELSE
    phase: Phase = Phase.PRE_MATCH
    clock: Clock | None = None
    added_minutes: int | None = None
    goal: ScoredMark | None = None
    goal_before: ScoredMark | None = None
    struck: StruckMark | None = None
    annulled: AnnulledMark | None = None
    withdrawn: WithdrawnMark | None = None
    stats: tuple[StatLine, ...] = ()
    competition: str | None = None
    venue: str | None = None
    best_of: int | None = None
    status: MatchStatus = MatchStatus.AS_PLANNED
    period: int | None = None
    half: InningHalf | None = None
    scores: tuple[tuple[int, int], ...] = ()
    shot_clock: Clock | None = None
    aggregate: tuple[int, int] | None = None
    situation: Situation | None = None
    standings: tuple[Standings, ...] = ()
    others: tuple[OtherMatch, ...] = ()
    goals: tuple[ScoredMark, ...] = ()
    cards: tuple[CardMark, ...] = ()
    substitutions: tuple[SubstitutionMark, ...] = ()
    kicks: tuple[KickMark, ...] = ()
    penalties: tuple[PenaltyMark, ...] = ()
    points: PointsMark | None = None
    wicket: WicketMark | None = None
    period_mark: PeriodMark | None = None
    added_mark: AddedMark | None = None
    data_delayed: DelayMark | None = None

    def side(self, side: Side) -> SideState:
        """That side's part."""
        return self.home if side is Side.HOME else self.away

    @property
    def card(self) -> CardMark | None:
        """The latest card."""
        return self.cards[-1] if self.cards else None

    @property
    def substitution(self) -> SubstitutionMark | None:
        """The latest change of players."""
        return self.substitutions[-1] if self.substitutions else None

    @property
    def news(self) -> frozenset[News]:
        """What lately happened: since when each shows, by kind."""
        single = ((kind, getattr(self, name)) for name, kind in _MARKS.items())
        listed = ((kind, mark) for name, kind in _LISTS.items() for mark in getattr(self, name))
        return frozenset((kind, mark.at) for kind, mark in (*single, *listed) if mark is not None)

    def without(self, news: frozenset[News]) -> "GameState":
        """The same state, in which that is news no more: it stands as of long ago."""
        old: dict[str, Any] = {
            name: replace(mark, at=mark.at - _LONG_AGO)
            for name, kind in _MARKS.items()
            if (mark := getattr(self, name)) and (kind, mark.at) in news
        }
        for name, kind in _LISTS.items():
            marks = getattr(self, name)
            if any((kind, mark.at) in news for mark in marks):
                old[name] = tuple(
                    replace(mark, at=mark.at - _LONG_AGO) if (kind, mark.at) in news else mark
                    for mark in marks
                )
        return replace(self, **old) if old else self

    def with_side(self, side: Side, part: SideState, **changes: Any) -> "GameState":
        """The same state with that side's part exchanged, and what else changes."""
        if side is Side.HOME:
            return replace(self, home=part, **changes)
        return replace(self, away=part, **changes)
