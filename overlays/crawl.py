"""Crawls: where the items of an endless strip stand on a frame, moving by the same pixels each.

The strip is a line of places, in pixels; the room it is seen through moves on along it. Which item
stands at a place is decided by what was known when that place came into the room. So what is in
the room stays as it is, and what is new comes in behind it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import cycle, pairwise
from typing import NamedTuple


class Known[Item](NamedTuple):
    """The items of a strip from a frame on."""

    frame: int
    items: tuple[Item, ...]


class Placed[Item](NamedTuple):
    """An item, and where it begins: pixels from the room's left edge, less than 0 beyond it."""

    item: Item
    left: int


def step_for(speed: float, rate: Fraction) -> int:
    """The pixels of each frame for a speed in pixels a second: even, since boxes stand so."""
    return max(2, 2 * round(speed / rate / 2))


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawl[Item]:
    """A strip seen through `room` pixels that moves on by `step` a frame.

    `history` is what was known from which frame on, in order of frames; the first is known from
    the beginning. `length` is how many pixels an item takes, more than 0. Behind few items nothing
    comes until the first has left, so that none is seen twice at once.
    """

    history: tuple[Known[Item], ...]
    length: Callable[[Item], int]
    room: int
    step: int

    def at(self, frame: int) -> Iterator[Placed[Item]]:
        """What is in the room on a frame, left to right."""
        begins = self.step * frame
        place, turn = 0, 0
        for items, until in self._spells(begins + self.room):
            if not items:
                place = max(place, until)
                continue
            turn %= len(items)
            lengths = self._lengths((*items[turn:], *items[:turn]))
            # Whole rounds that have left are not gone through one by one.
            place += max(0, min(begins, until) - place) // sum(lengths) * sum(lengths)
            for length in cycle(lengths):
                if place >= until:
                    break
                if place + self.length(items[turn]) > begins:
                    yield Placed(items[turn], place - begins)
                place, turn = place + length, (turn + 1) % len(items)

    def _lengths(self, items: tuple[Item, ...]) -> list[int]:
        """How long the items of a round are, the last with what follows it."""
        lengths = [self.length(item) for item in items]
        lengths[-1] += max(0, self.room - sum(lengths))
        return lengths

    def _spells(self, end: int) -> Iterator[tuple[tuple[Item, ...], int]]:
        """Items, and the place up to which they hold, up to the place `end`."""
        for known, then in pairwise((*self.history, None)):
            if known is not None:
                yield known.items, end if then is None else min(end, self._comes_in(then.frame))

    def _comes_in(self, frame: int) -> int:
        """The first place that comes into the room on that frame."""
        return self.room + self.step * (frame - 1) if frame > 0 else 0
