"""Occasions: what happens in a match that a graphic can come with by itself."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from feeds.event_time import MICROSECONDS
from feeds.marks import (
    AddedMark,
    AnnulledMark,
    CardMark,
    DelayMark,
    PeriodStep,
    ScoredMark,
    SubstitutionMark,
)
from feeds.state import GameState
from overlays.news import is_old


class Occasion(StrEnum):
    """What a rule can wait for."""

    GOAL = "goal"
    ANNULLED = "annulled"
    CARD = "card"
    SUBSTITUTION = "substitution"
    ADDED_TIME = "added_time"
    DATA_DELAYED = "data_delayed"


type Mark = ScoredMark | AnnulledMark | CardMark | SubstitutionMark | AddedMark | DelayMark
# A clock that is away for less than this is nothing viewers are told of.
_AWAY = 10 * MICROSECONDS
# Of what is told of one by one, only so many can still be on their way out.
_LATEST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """An occasion that came at `mark.at`; `struck` is when it proved not to be one (µs)."""

    mark: Mark
    struck: int | None = None


def happened(state: GameState, occasion: Occasion) -> list[Happened]:
    """The latest of that kind that are news, in order of time."""
    return [one for one in _found(state, occasion) if not is_old(one.mark)]


def _found(state: GameState, occasion: Occasion) -> list[Happened]:
    match occasion:
        case Occasion.GOAL:
            return _goals(state)
        case Occasion.ANNULLED | Occasion.ADDED_TIME:
            is_annulled = occasion is Occasion.ANNULLED
            return _alone(state.annulled if is_annulled else state.added_mark)
        case Occasion.CARD:
            return [Happened(mark=mark) for mark in state.cards[-_LATEST:]]
        case Occasion.SUBSTITUTION:
            return _changes(state)
        case Occasion.DATA_DELAYED:
            return list(_delays(state))


def _alone(mark: AnnulledMark | AddedMark | None) -> list[Happened]:
    return [] if mark is None else [Happened(mark=mark)]


def _delays(state: GameState) -> Iterator[Happened]:
    """The clock away for ten seconds of play, until it is back or the period ends."""
    mark, period = state.data_delayed, state.period_mark
    if mark is None:
        return
    begins, ends = mark.at, mark.until
    if period is not None and period.step is not PeriodStep.STARTED:
        ends = period.at if ends is None else min(ends, period.at)
    elif period is not None:
        begins = max(begins, period.at)
    shown = begins + _AWAY
    if ends is None or ends > shown:
        yield Happened(mark=replace(mark, at=shown), struck=ends)


def _changes(state: GameState) -> list[Happened]:
    """One for all changes that a side makes at one moment."""
    found = {(mark.at, mark.side): mark for mark in state.substitutions}
    return [Happened(mark=mark) for mark in found.values()][-_LATEST:]


def _goals(state: GameState) -> list[Happened]:
    struck = state.struck
    ended = {} if struck is None else {struck.goal: struck.at}
    found = (state.goal_before, None if struck is None else struck.goal, state.goal)
    marks = sorted((mark for mark in found if mark is not None), key=_at)
    return [Happened(mark=mark, struck=ended.get(mark)) for mark in marks]


def _at(mark: ScoredMark) -> int:
    return mark.at
