"""Reads the score bug from a picture's pixels: templates of the digits against the cells."""

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from overlays.area import Area
from overlays.canvas import Canvas
from overlays.scene import Drawing
from overlays.score_bug_cells import ClockCell, ScoreCell
from overlays.score_bug_layout import Layout

type Luma = NDArray[np.uint8]
_WORDS = ("HT", "FT", "PRE")
_LIKE_ENOUGH = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the bug says; None where a cell cannot be read."""

    clock: str | None
    home: int | None
    away: int | None


def read_bug(luma: Luma, layout: Layout) -> Reading:
    """The bug in a picture (luma), which stands where the layout says."""
    return Reading(
        clock=_clock(_cut(luma, layout.clock), layout.scale),
        home=_score(_cut(luma, layout.home_score), layout.scale),
        away=_score(_cut(luma, layout.away_score), layout.scale),
    )


def _cut(luma: Luma, area: Area) -> Luma:
    return luma[area.top : area.top + area.height, area.left : area.left + area.width]


def _clock(cell: Luma, scale: float) -> str | None:
    height, width = cell.shape
    for word in _WORDS:
        if _likeness(cell, _drawn_clock(word, width, height, scale)) > 0.9:
            return word
    digits = []
    for place in range(4):
        columns = _columns(place, width, height, scale)
        templates = [
            _drawn_clock(_with(place, digit), width, height, scale)[:, columns]
            for digit in range(10)
        ]
        digits.append(_best(cell[:, columns], templates))
    if None in digits:
        return None
    return "{}{}:{}{}".format(*digits)


def _score(cell: Luma, scale: float) -> int | None:
    height, width = cell.shape
    return _best(cell, [_drawn_score(digit, width, height, scale) for digit in range(10)])


def _best(cell: Luma, templates: list[Luma]) -> int | None:
    found = [_likeness(cell, template) for template in templates]
    best = int(np.argmax(found))
    return best if found[best] > _LIKE_ENOUGH else None


def _likeness(cell: Luma, template: Luma) -> float:
    """Correlation of the two, whatever their contrast; 0 for a flat cell."""
    if int(cell.max()) - int(cell.min()) < 40:
        return 0.0
    return float(cv2.matchTemplate(cell, template, cv2.TM_CCOEFF_NORMED)[0, 0])


def _with(place: int, digit: int) -> str:
    digits = ["0"] * 4
    digits[place] = str(digit)
    return "{}{}:{}{}".format(*digits)


@cache
def _columns(place: int, width: int, height: int, scale: float) -> slice:
    """The columns in which the digit at this place stands."""
    drawn = [_drawn_clock(_with(place, digit), width, height, scale) for digit in range(10)]
    spread = np.ptp(np.stack(drawn).astype(int), axis=0).max(axis=0)
    columns = np.flatnonzero(spread > 20)
    return slice(int(columns[0]), int(columns[-1]) + 1)


@cache
def _drawn_clock(text: str, width: int, height: int, scale: float) -> Luma:
    return _drawn(ClockCell(width=width, height=height, scale=scale, text=text))


@cache
def _drawn_score(score: int, width: int, height: int, scale: float) -> Luma:
    cell = ScoreCell(width=width, height=height, scale=scale, score=score)
    return _drawn(cell)


def _drawn(drawing: Drawing) -> Luma:
    canvas = Canvas(drawing.width, drawing.height)
    drawing.draw(canvas)
    luma: Luma = cv2.cvtColor(canvas.finished(), cv2.COLOR_RGBA2GRAY).astype(np.uint8)
    return luma
