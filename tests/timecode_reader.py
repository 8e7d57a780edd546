"""Reads the timecode strip: from the levels of its cells, or from a picture's pixels."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from overlays import timecode
from overlays.scene import PictureSize

_CONTRAST = 60


def time_of(levels: Sequence[float]) -> int | None:
    """Milliseconds since midnight of the cells' levels; None where they cannot be told."""
    lowest, highest = min(levels), max(levels)
    if highest - lowest < _CONTRAST:
        return None
    middle = (lowest + highest) / 2
    return timecode.time_in(tuple(level > middle for level in levels))


def read_timecode(luma: NDArray[np.uint8], burnt_at: PictureSize) -> int | None:
    """The time in a picture (luma) of any size, burnt in at that size."""
    cells = timecode.layout(burnt_at).cells
    down, across = luma.shape[0] / burnt_at.height, luma.shape[1] / burnt_at.width
    side = cells.width / timecode.COLUMNS
    levels = []
    for row in range(timecode.ROWS):
        for column in range(timecode.COLUMNS):
            y, x = cells.top + row * side, cells.left + column * side
            rows = slice(round((y + side / 4) * down), round((y + side * 3 / 4) * down))
            columns = slice(round((x + side / 4) * across), round((x + side * 3 / 4) * across))
            levels.append(float(luma[rows, columns].mean()))
    return time_of(levels)
