"""Occasions: what happens in a match that a graphic can come with by itself."""

from dataclasses import dataclass
from enum import StrEnum

from feeds.marks import AddedMark, AnnulledMark, CardMark, ScoredMark, SubstitutionMark
from feeds.state import GameState
from overlays.news import is_old


class Occasion(StrEnum):
    """What a rule can wait for."""

    GOAL = "goal"
    ANNULLED = "annulled"
    CARD = "card"
    SUBSTITUTION = "substitution"
    ADDED_TIME = "added_time"


type Mark = ScoredMark | AnnulledMark | CardMark | SubstitutionMark | AddedMark
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
        case Occasion.ANNULLED:
            return _alone(state.annulled)
        case Occasion.CARD:
            return [Happened(mark=mark) for mark in state.cards[-_LATEST:]]
        case Occasion.SUBSTITUTION:
            return _changes(state)
        case Occasion.ADDED_TIME:
            return _alone(state.added_mark)


def _alone(mark: AnnulledMark | AddedMark | None) -> list[Happened]:
    return [] if mark is None else [Happened(mark=mark)]


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
