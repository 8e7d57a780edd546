"""Reads the stadium's board from a picture's pixels, as a viewer would: nothing else is known.

Works on any size of picture in which the digits' strokes are still apart (360 lines and up).
"""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

# The board in its own pixels, measured from the outer edge of its white frame.
_WIDTH, _HEIGHT = 228, 100
_FRAME = 4
_CLOCK_LEFTS, _CLOCK_TOP = (54, 80, 124, 150), 10
_SCORE_LEFTS, _SCORE_TOP = (82, 126), 56
_DIGIT_WIDTH, _DIGIT_HEIGHT = 20, 36
# Where segments a to g have their middles, and which of them make which sign.
_MIDDLES = ((10, 2.5), (17.5, 9.5), (17.5, 26.5), (10, 33.5), (2.5, 26.5), (2.5, 9.5), (10, 18.5))
_SIGNS = {
    "1111110": "0", "0110000": "1", "1101101": "2", "1111001": "3", "0110011": "4",
    "1011011": "5", "1011111": "6", "1110000": "7", "1111111": "8", "1111011": "9",
    "0110111": "H", "0001111": "T",
}  # fmt: skip

type Luma = NDArray[np.float32]
type Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the board says, and where its frame is in the picture: left, top, width, height."""

    clock: str
    home: int
    away: int
    box: Box


def read_board(picture: NDArray[Any]) -> Reading | None:
    """The board in a picture: luma (h, w) or three or four colours (h, w, n), 8 bits each."""
    luma = np.asarray(picture, dtype=np.float32)
    if luma.ndim == 3:
        luma = luma[..., :3] @ np.full(3, 1 / 3, np.float32)
    bright = (luma > 0.7 * float(luma.max())).astype(np.uint8)
    contours, _ = cv2.findContours(bright, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    for contour in contours:
        left, top, width, height = cv2.boundingRect(contour)
        if height < 30 or abs(width / height - _WIDTH / _HEIGHT) > 0.12:
            continue
        reading = _read(luma, (left, top, width, height))
        if reading is not None:
            return reading
    return None


def _read(luma: Luma, box: Box) -> Reading | None:
    if not _is_framed(luma, box):
        return None
    clock = "".join(_sign(luma, box, left, _CLOCK_TOP) or " " for left in _CLOCK_LEFTS)
    home, away = (_sign(luma, box, left, _SCORE_TOP) or "" for left in _SCORE_LEFTS)
    if not (home.isdecimal() and away.isdecimal()):
        return None
    if clock.isdecimal():
        clock = f"{clock[:2]}:{clock[2:]}"
    elif clock != " HT ":
        return None
    return Reading(clock=clock.strip(), home=int(home), away=int(away), box=box)


def _is_framed(luma: Luma, box: Box) -> bool:
    """White all round, black just inside of it."""
    white = [_at(luma, box, x, y) for x, y in _around(_FRAME / 2)]
    black = [_at(luma, box, x, y) for x, y in _around(_FRAME + 3)]
    return min(white) > 120 and max(black) < 0.5 * min(white)


def _around(inset: float) -> list[tuple[float, float]]:
    across, down = np.linspace(0.1, 0.9, 7) * _WIDTH, np.linspace(0.15, 0.85, 5) * _HEIGHT
    found = [(float(x), y) for x in across for y in (inset, _HEIGHT - inset)]
    return [*found, *((x, float(y)) for y in down for x in (inset, _WIDTH - inset))]


def _sign(luma: Luma, box: Box, left: float, top: float) -> str | None:
    levels = [_at(luma, box, left + x, top + y) for x, y in _MIDDLES]
    # The two holes of an 8 are always dark, whatever the digit; a lit stroke is far from them.
    dark = [_at(luma, box, left + 10, top + y) for y in (10.0, 26.0)]
    threshold = max(dark) + 0.5 * (max(levels) - max(dark))
    if max(levels) - max(dark) < 60:
        return None
    return _SIGNS.get("".join("1" if level > threshold else "0" for level in levels))


def _at(luma: Luma, box: Box, x: float, y: float) -> float:
    """The picture's level at a point of the board, the mean over a stroke's inner part."""
    left, top, width, height = box
    across, down = width / _WIDTH, height / _HEIGHT
    size = (max(1, round(2 * across)), max(1, round(2 * down)))
    # OpenCV counts pixels by their middles.
    middle = (left + x * across - 0.5, top + y * down - 0.5)
    return float(cv2.getRectSubPix(luma, size, middle).mean())
