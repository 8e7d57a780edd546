"""Takes: graphics taken, changed, stepped and cleared by hand, and what of that holds when."""

from bisect import bisect_right, insort
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from feeds.event_time import MICROSECONDS

# What shows depends on the last moves alone, while the ones before are still on their way out;
# of one that stands, on all since it was taken.
_MATTER = 16
_KEPT = 256


class Act(Enum):
    """What was done to a graphic."""

    TAKEN = "taken"
    CHANGED = "changed"
    STEPPED = "stepped"
    CLEARED = "cleared"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Something done to a graphic, shown so from event time `at` (µs) on.

    `until` (µs) is when a taken one leaves by itself, None where it stays until it is cleared.
    """

    graphic: str
    at: int
    act: Act = Act.TAKEN
    fields: Mapping[str, str] = field(default_factory=dict)
    step: int = 1
    until: int | None = None


type ByHand = tuple[Move, ...]
NOTHING: ByHand = ()


class Takes:
    """All that was done by hand; of each graphic the last 256 moves are kept.

    One that stands is never forgotten, however often it was changed.
    """

    def __init__(self) -> None:
        self._moves: dict[str, list[Move]] = {}

    def take(self, graphic: str, at: int, fields: Mapping[str, str]) -> None:
        """A graphic is on air from `at` (µs) on; `fields` are checked ones."""
        seconds = fields.get("seconds")
        until = at + int(seconds) * MICROSECONDS if seconds else None
        self._add(Move(graphic=graphic, at=at, fields=dict(fields), until=until))

    def change(self, graphic: str, at: int, fields: Mapping[str, str]) -> None:
        """From `at` (µs) on it says these `fields`, if it stands."""
        self._add(Move(graphic=graphic, at=at, act=Act.CHANGED, fields=dict(fields)))

    def step(self, graphic: str, at: int, step: int) -> None:
        """From `at` (µs) on it is at that step, if it stands."""
        self._add(Move(graphic=graphic, at=at, act=Act.STEPPED, step=step))

    def clear(self, graphic: str, at: int) -> None:
        """A graphic leaves at `at` (µs)."""
        self._add(Move(graphic=graphic, at=at, act=Act.CLEARED))

    def as_of(self, event_time: int) -> ByHand:
        """The last moves of each graphic as of a moment (µs), each graphic's in order of time."""
        found: list[Move] = []
        for moves in self._moves.values():
            reached = bisect_right(moves, event_time, key=_at)
            first = max(0, reached - _MATTER)
            while first and moves[first].act in (Act.CHANGED, Act.STEPPED):
                first -= 1
            found += moves[first:reached]
        return tuple(found)

    def _add(self, move: Move) -> None:
        moves = self._moves.setdefault(move.graphic, [])
        insort(moves, move, key=_at)
        if len(moves) > _KEPT:
            _forget_one(moves)


def _forget_one(moves: list[Move]) -> None:
    """Leave out the oldest; one that was taken keeps the fields it then was given."""
    if moves[1].act in (Act.CHANGED, Act.STEPPED):
        moves[0] = replace(moves[0], fields={**moves[0].fields, **moves[1].fields})
        del moves[1]
    else:
        del moves[0]


def _at(move: Move) -> int:
    return move.at
