"""Takes: graphics taken on air and cleared by hand, and what of that holds at any moment."""

from bisect import bisect_right, insort
from collections.abc import Mapping
from dataclasses import dataclass, field

from feeds.event_time import MICROSECONDS
from overlays.catalogue import GRAPHICS, LOWER_THIRD, SCORE_BUG

# What shows depends on the last moves alone, while the ones before are still on their way out.
_MATTER = 4
_KEPT = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A graphic taken or cleared, shown so from event time `at` (µs) on.

    `until` (µs) is when a taken one leaves by itself, None where it stays until it is cleared.
    """

    at: int
    is_taken: bool
    fields: Mapping[str, str] = field(default_factory=dict)
    until: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand:
    """The last moves of each graphic as of a moment, in order of time."""

    bug: tuple[Move, ...] = ()
    third: tuple[Move, ...] = ()


NOTHING = ByHand()


class Takes:
    """All that was taken and cleared; of each graphic the last 256 moves are kept."""

    def __init__(self) -> None:
        self._moves: dict[str, list[Move]] = {one.name: [] for one in GRAPHICS}

    def take(self, graphic: str, at: int, fields: Mapping[str, str]) -> None:
        """A graphic is on air from `at` (µs) on; `fields` are checked ones."""
        seconds = fields.get("seconds")
        until = at + int(seconds) * MICROSECONDS if seconds else None
        self._add(graphic, Move(at=at, is_taken=True, fields=dict(fields), until=until))

    def clear(self, graphic: str, at: int) -> None:
        """A graphic leaves at `at` (µs)."""
        self._add(graphic, Move(at=at, is_taken=False))

    def as_of(self, event_time: int) -> ByHand:
        """What holds at a moment (µs)."""
        return ByHand(
            bug=self._last(SCORE_BUG, event_time), third=self._last(LOWER_THIRD, event_time)
        )

    def _add(self, graphic: str, move: Move) -> None:
        moves = self._moves[graphic]
        insort(moves, move, key=_at)
        del moves[:-_KEPT]

    def _last(self, graphic: str, event_time: int) -> tuple[Move, ...]:
        moves = self._moves[graphic]
        reached = bisect_right(moves, event_time, key=_at)
        return tuple(moves[max(0, reached - _MATTER) : reached])


def _at(move: Move) -> int:
    return move.at
