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
    Frames before `since` are not given out; the last picture before it stands on it.
    """

    def __init__(self, rate: Fraction, since: int = 0) -> None:
        self._rate = rate
        self._held: Picture | None = None
        self._since = since
        self._at = since
        self.dropped = 0
        self.repeated = 0

    def push(self, picture: Picture, time: Fraction) -> Iterator[Slot[Picture]]:
        """Take the next picture, shown `time` s after the start; give the frames it settles."""
        nearest = max(0, floor(time * self._rate + Fraction(1, 2)))
        at = max(self._since, nearest)
        if self._held is None:
            missing = at - self._since
            before = None if missing >= SLATE_FROM_S * self._rate else picture
            for number in range(self._since, at):
                self.repeated += 1
                self._at = number + 1
                yield Slot(number=number, picture=before)
        elif at <= self._at:
            self.dropped += nearest >= self._since
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
        for number in range(first := self._at, end):
            self.repeated += number > first
            self._at = number + 1
            yield Slot(number=number, picture=self._held)
