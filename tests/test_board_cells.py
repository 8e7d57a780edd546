"""The cells of the boards of one row: opaque, and telling one thing each."""

from dataclasses import replace
from typing import Literal

import numpy as np
import pytest

from overlays.boards.cells import (
    ArrowCell,
    BallCell,
    FigureCell,
    TallyCell,
    TimedCell,
    WordCell,
    WordInk,
    on_cell,
)
from overlays.box import Pixels
from overlays.canvas import Canvas
from overlays.color import INK, WHITE, Color, contrast
from overlays.scene import Drawing
from overlays.theme import DAYLIGHT, HOUSE

TALLY = TallyCell(width=200, height=36, scale=1.0, outer="left", pips=4, text="FOULS 3")
CELLS = [
    TALLY,
    replace(TALLY, text="", theme=DAYLIGHT),
    replace(TALLY, pips=9, text="BONUS", is_lit=True),
    ArrowCell(width=44, height=36, scale=1.0, to="left"),
    BallCell(width=76, height=36, scale=1.0),
    WordCell(width=80, height=54, scale=1.0, text="OT", ink=WordInk(ground=INK, ink=WHITE)),
    TimedCell(
        width=204, height=48, scale=1.0, text="PP", time="1:24", ink=WordInk(ground=INK, ink=WHITE)
    ),
    FigureCell(width=66, height=54, scale=1.0, text="14", ground=INK, ink=WHITE),
]


def drawn(drawing: Drawing) -> Pixels:
    canvas = Canvas(drawing.width, drawing.height)
    drawing.draw(canvas)
    return canvas.finished()


def marks(pixels: Pixels, rows: slice = slice(None)) -> list[tuple[int, int]]:
    """Begin and end of each run of columns in which something bright stands."""
    bright = (pixels[rows, :, 0] > 150).any(axis=0).astype(int)
    edges = np.flatnonzero(np.diff(bright, prepend=0, append=0))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: type(cell).__name__)
def test_cells_are_opaque_and_not_empty(cell: Drawing) -> None:
    pixels = drawn(cell)
    assert (pixels[..., 3] == 255).all()
    assert len(np.unique(pixels.reshape(-1, 4), axis=0)) > 3


@pytest.mark.parametrize("count", [0, 1, 4, 7])
@pytest.mark.parametrize("outer", ["left", "right"])
def test_time_outs_are_counted_from_the_outer_end(
    count: int, outer: Literal["left", "right"]
) -> None:
    pips = marks(drawn(replace(TALLY, pips=count, text="", outer=outer)))
    assert len(pips) == count
    if count:
        assert (pips[0][0] == 0) if outer == "left" else (pips[-1][1] == TALLY.width)


@pytest.mark.parametrize("outer", ["left", "right"])
def test_the_word_stands_at_the_inner_end(outer: Literal["left", "right"]) -> None:
    found = marks(drawn(replace(TALLY, pips=0, outer=outer)))
    middle = (found[0][0] + found[-1][1]) / 2
    assert (middle > TALLY.width / 2) == (outer == "left")


def test_the_arrow_points_to_the_side() -> None:
    left, right = (
        drawn(ArrowCell(width=44, height=36, scale=1.0, to=to)) for to in ("left", "right")
    )
    assert (left == right[:, ::-1]).all()
    columns = (left[..., 0] > 150).sum(axis=0)
    inked = np.flatnonzero(columns)
    assert columns[inked[0]] < columns[inked[-1]]


@pytest.mark.parametrize("color", [Color(20, 20, 40), Color(255, 198, 41), Color(90, 0, 0)])
@pytest.mark.parametrize("theme", [HOUSE, DAYLIGHT], ids=["house", "daylight"])
def test_what_stands_on_a_cell_can_be_read(color: Color, theme: object) -> None:
    found = DAYLIGHT if theme is DAYLIGHT else HOUSE
    assert contrast(on_cell(found, color), found.cell) >= 3.6


def test_only_the_digit_that_changes_changes() -> None:
    ink = WordInk(ground=INK, ink=WHITE)
    cells = [
        TimedCell(width=204, height=48, scale=1.0, text="PP", time=time, ink=ink)
        for time in ("1:21", "1:24")
    ]
    one, other = (drawn(cell).astype(int) for cell in cells)
    changed = np.flatnonzero((one != other).any(axis=(0, 2)))
    assert changed[-1] - changed[0] < 20
