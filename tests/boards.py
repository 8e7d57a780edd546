"""A hall's scoreboard with digits of seven segments, filmed at an angle."""

from dataclasses import dataclass

import cv2
import numpy as np

from engine.clock_reading.glyph_shapes import SEGMENT_ENDS, SEGMENTS
from tests.clips import Luma

_PLATE, _OFF, _LIT = 25, 38, 225
_HIGH, _WIDE, _STEP = 60, 34, 50
# Where a board of 640x200 stands in a picture of 640x360, filmed from the left.
_BOARD = (640, 200)
CORNERS = ((0.12, 0.1), (0.85, 0.18), (0.83, 0.62), (0.1, 0.66))


@dataclass(frozen=True, kw_only=True)
class Board:
    """What it shows; texts of digits and colons."""

    clock: str
    home: str
    away: str
    period: str = "2"

    def picture(self, seed: int = 0, size: tuple[int, int] = (640, 360)) -> Luma:
        """The hall, with the board in it, as a camera sees it."""
        board = np.full(_BOARD[::-1], _PLATE, np.uint8)
        _write(board, self.clock, 200, 20)
        _write(board, self.home, 40, 115)
        _write(board, self.away, 500, 115)
        _write(board, self.period, 300, 115)
        board = cv2.GaussianBlur(board, (0, 0), 1.2).astype(np.uint8)
        wide, high = _BOARD
        ends = np.array([(0, 0), (wide, 0), (wide, high), (0, high)], np.float32)
        corners = np.array([(x * size[0], y * size[1]) for x, y in CORNERS], np.float32)
        turn = cv2.getPerspectiveTransform(ends, corners)
        seen = cv2.warpPerspective(board, turn, size, borderValue=70.0)
        noise = np.random.default_rng(seed).normal(0, 3, seen.shape)
        return np.asarray(np.clip(seen + noise, 0, 255), np.uint8)


def region(left: float, top: float, width: float, height: float) -> str:
    """A part of the board (pixels of it), by its corners in the picture."""
    wide, high = _BOARD
    ends = np.array([(0, 0), (wide, 0), (wide, high), (0, high)], np.float32)
    turn = cv2.getPerspectiveTransform(ends, np.array(CORNERS, np.float32))
    right, bottom = left + width, top + height
    drawn = np.array([[(left, top), (right, top), (right, bottom), (left, bottom)]], np.float32)
    found = cv2.perspectiveTransform(drawn, turn)[0]
    return " ".join(f"{x:.4f},{y:.4f}" for x, y in found.tolist())


CLOCK = region(185, 5, 250, 90)
HOME, AWAY = region(25, 103, 165, 85), region(485, 103, 153, 85)
PERIOD = region(285, 103, 70, 85)


def _write(board: Luma, text: str, left: int, top: int) -> None:
    for glyph in text:
        if glyph == ":":
            for y in (top + 18, top + 42):
                cv2.circle(board, (left + 6, y), 4, _LIT, -1)
            left += 22
            continue
        for name, ends in SEGMENT_ENDS.items():
            # Segments do not touch, and those that are off still show a little.
            (a, b), (c, d) = ((left + x * _WIDE, top + y * _HIGH) for x, y in ends)
            across, down = (c - a) * 0.06, (d - b) * 0.06
            lit = _LIT if glyph in SEGMENTS and name in SEGMENTS[glyph] else _OFF
            line = (round(a + across), round(b + down)), (round(c - across), round(d - down))
            cv2.line(board, *line, lit, 7)
        left += _STEP
