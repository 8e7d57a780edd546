"""Occasions: what happens in a match that a graphic can come with by itself."""

from collections.abc import Callable, Mapping
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
    return [one for one in _FOUND[occasion](state) if not is_old(one.mark)]


def _annulled(state: GameState) -> list[Happened]:
    return [] if state.annulled is None else [Happened(mark=state.annulled)]


def _cards(state: GameState) -> list[Happened]:
    return _with_withdrawn(state, state.cards, CardMark)


def _added_time(state: GameState) -> list[Happened]:
    told = () if state.added_mark is None else (state.added_mark,)
    return _with_withdrawn(state, told, AddedMark)


def _delays(state: GameState) -> list[Happened]:
    """The clock away for ten seconds of play, until it is back or the period ends."""
    mark, period = state.data_delayed, state.period_mark
    if mark is None:
        return []
    begins, ends = mark.at, mark.until
    if period is not None and period.step is not PeriodStep.STARTED:
        ends = period.at if ends is None else min(ends, period.at)
    elif period is not None:
        begins = max(begins, period.at)
    shown = begins + _AWAY
    is_long = ends is None or ends > shown
    return [Happened(mark=replace(mark, at=shown), struck=ends)] if is_long else []


def _changes(state: GameState) -> list[Happened]:
    """One for all changes that a side makes at one moment, which stands while one of them does."""
    marks = {(mark.at, mark.side): mark for mark in state.substitutions}
    found = _with_withdrawn(state, tuple(marks.values()), SubstitutionMark)
    standing = {mark.at for mark in marks.values()}
    return [one for one in found if one.struck is None or one.mark.at not in standing]


def _with_withdrawn(state: GameState, told: tuple[Mark, ...], kind: type[Mark]) -> list[Happened]:
    """The latest, and what of that kind was taken back last, which still has to leave."""
    found = [Happened(mark=mark) for mark in told[-_LATEST:]]
    gone = state.withdrawn
    if gone is not None and isinstance(gone.mark, kind) and gone.mark not in told:
        found.append(Happened(mark=gone.mark, struck=gone.at))
    return sorted(found, key=_begins)


def _goals(state: GameState) -> list[Happened]:
    struck = state.struck
    ended = {} if struck is None else {struck.goal: struck.at}
    found = (state.goal_before, None if struck is None else struck.goal, state.goal)
    marks = sorted((mark for mark in found if mark is not None), key=_at)
    return [Happened(mark=mark, struck=ended.get(mark)) for mark in marks]


def _begins(one: Happened) -> int:
    return one.mark.at


def _at(mark: Mark) -> int:
    return mark.at


_FOUND: Mapping[Occasion, Callable[[GameState], list[Happened]]] = {
    Occasion.GOAL: _goals,
    Occasion.ANNULLED: _annulled,
    Occasion.CARD: _cards,
    Occasion.SUBSTITUTION: _changes,
    Occasion.ADDED_TIME: _added_time,
    Occasion.DATA_DELAYED: _delays,
}
