"""Finds where a picture changes once a second and stands still in between: a clock's last digit."""

from collections import deque
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.clock_reading.region import Region
from engine.frame import Plane
from engine.timebase import MICROSECONDS

# Blocks of a picture's 120th: digits are two to five of them high.
_BLOCKS_DOWN = 120
# Of a larger picture every second, third … row will do.
_ROWS = 540
_SPAN = 3_300_000
_PHASES = 12
_FLIPS = 3
_LEAST_CHANGE = 12
_TIMES_THE_REST = 3
_ODD_STEP = 600_000

type _Maps = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """How much each block changed between two pictures, µs of both."""

    before: int
    after: int
    map: _Maps


class TickFinder:
    """Pictures in, some a second; areas that tick out, the likeliest first.

    Keeps the changes of the last three seconds and the last picture.
    """

    def __init__(self) -> None:
        self._last: tuple[int, Plane] | None = None
        self._changes: deque[_Change] = deque()

    def forget(self) -> None:
        """Begin anew: what follows does not go on from what was."""
        self._last = None
        self._changes.clear()

    def push(self, luma: Plane, at: int) -> None:
        """Take the picture of a moment (µs), which nobody may write to before the next."""
        last, self._last = self._last, (at, luma)
        if last is None:
            return
        if last[1].shape != luma.shape or not 0 < at - last[0] < _ODD_STEP:
            self._changes.clear()
            return
        rows = max(1, luma.shape[0] // _ROWS)
        changed = cv2.absdiff(luma[::rows], last[1][::rows])
        size = _BLOCKS_DOWN * luma.shape[1] // luma.shape[0], _BLOCKS_DOWN
        blocks = cv2.resize(changed, size, interpolation=cv2.INTER_AREA).astype(np.uint8)
        self._changes.append(_Change(before=last[0], after=at, map=blocks))
        while self._changes and at - self._changes[0].before > _SPAN:
            self._changes.popleft()

    @property
    def is_ready(self) -> bool:
        """Whether enough was seen to find something."""
        changes = self._changes
        return bool(changes) and changes[-1].after - changes[0].before > _SPAN * 9 // 10

    def find(self, at_most: int) -> list[Region]:
        """The areas that tick, in pixels of the pictures, the most distinct first."""
        if self._last is None or not self.is_ready:
            return []
        near = np.ones((3, 3), np.uint8)
        maps = np.stack([cv2.dilate(change.map, near) for change in self._changes])
        scores = np.zeros(maps.shape[1:], np.int16)
        for phase in range(_PHASES):
            flips = self._flips(phase * MICROSECONDS // _PHASES)
            np.maximum(scores, _score(maps.astype(np.uint8), flips), out=scores)
        return self._regions(scores, at_most)

    def _flips(self, phase: int) -> list[int]:
        """The changes in which a second of that phase begins."""
        found = []
        for n, change in enumerate(self._changes):
            is_in = (change.before - phase) // MICROSECONDS < (change.after - phase) // MICROSECONDS
            if is_in:
                found.append(n)
        return found

    def _regions(self, scores: NDArray[np.int16], at_most: int) -> list[Region]:
        assert self._last is not None  # noqa: S101 - only called once there is a picture
        luma = self._last[1]
        side = luma.shape[0] / _BLOCKS_DOWN
        count, labels, boxes, _ = cv2.connectedComponentsWithStats((scores > 0).astype(np.uint8))
        found = []
        for label in range(1, count):
            left, top, width, height, _ = boxes[label].tolist()
            score = int(scores[labels == label].max())
            region = Region(
                left=int(left * side),
                top=int(top * side),
                width=round(width * side),
                height=round(height * side),
            )
            found.append((score, region))
        found.sort(key=lambda one: -one[0])
        return [region for _, region in found[:at_most]]


def _score(maps: _Maps, flips: list[int]) -> NDArray[np.int16]:
    """How distinctly each block changes at the flips and at no other time; 0 where it does not."""
    beside = {n + step for n in flips for step in (-1, 0, 1)}
    rest = [n for n in range(len(maps)) if n not in beside]
    # A flip may be seen a look early or late, so at either end it may be one that was not seen.
    whole = [n for n in flips if 0 < n < len(maps) - 1]
    if len(whole) < _FLIPS or not rest:
        return np.zeros(maps.shape[1:], np.int16)
    still = maps[rest].max(axis=0).astype(np.int16)
    ticks = np.min([maps[n - 1 : n + 2].max(axis=0) for n in whole], axis=0).astype(np.int16)
    is_ticking = ticks > still * _TIMES_THE_REST + _LEAST_CHANGE
    return np.where(is_ticking, ticks - still, 0).astype(np.int16)
