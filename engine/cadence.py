"""Fit in time: a source's pictures, at their own times, onto the frames of a fixed rate."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import floor

SLATE_FROM_S = Fraction(1, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot[Picture]:
    """What to show on a frame, counted from the source's start; None stands for the slate."""

    number: int
    picture: Picture | None


class Cadence[Picture]:
    """Pictures with their times in, one picture a frame out.

    A picture goes to the frame nearest to its time. A frame without a picture of its own repeats
    the one before; of two pictures for one frame the earlier is dropped. Before the first picture
    stands the slate or, where that would last less than half a second, the first picture itself.
    """

    def __init__(self, rate: Fraction) -> None:
        self._rate = rate
        self._held: Picture | None = None
        self._at = 0
        self.dropped = 0
        self.repeated = 0

    def push(self, picture: Picture, time: Fraction) -> Iterator[Slot[Picture]]:
        """Take the next picture, shown `time` s after the start; give the frames it settles."""
        at = max(0, floor(time * self._rate + Fraction(1, 2)))
        if self._held is None:
            before = None if at >= SLATE_FROM_S * self._rate else picture
            self.repeated += at
            for number in range(at):
                yield Slot(number=number, picture=before)
            self._at = at
        elif at <= self._at:
            self.dropped += 1
        else:
            yield from self._until(at)
        self._held = picture

    @property
    def next_number(self) -> int:
        """The first frame not given out yet."""
        return self._at

    def finish(self, end: int) -> Iterator[Slot[Picture]]:
        """The frames up to `end`, and at least the last picture's own."""
        if self._held is not None:
            yield from self._until(max(end, self._at + 1))

    def _until(self, end: int) -> Iterator[Slot[Picture]]:
        self.repeated += end - self._at - 1
        for number in range(self._at, end):
            yield Slot(number=number, picture=self._held)
        self._at = end
