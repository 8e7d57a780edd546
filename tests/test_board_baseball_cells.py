"""The cells of the baseball board, read from their pixels."""

from itertools import product

import numpy as np
import pytest

from overlays.boards.baseball_cells import BasesCell, InningCell
from overlays.box import Pixels
from overlays.canvas import Canvas
from overlays.fonts import Font
from overlays.scene import Drawing
from overlays.theme import HOUSE


def drawn(drawing: Drawing) -> Pixels:
    canvas = Canvas(drawing.width, drawing.height)
    drawing.draw(canvas)
    return canvas.finished()


def is_lit(pixels: Pixels, x: int, y: int) -> bool:
    return bool(abs(pixels[y, x, :3].astype(int) - HOUSE.accent[:3]).max() < 4)


@pytest.mark.parametrize("bases", list(product((False, True), repeat=3)))
def test_bases_lie_as_seen_from_home(bases: tuple[bool, bool, bool]) -> None:
    pixels = drawn(BasesCell(width=112, height=92, scale=1.0, bases=bases, outs=0))
    assert (pixels[..., 3] == 255).all()
    found = [is_lit(pixels, x, y) for x, y in ((76, 44), (56, 24), (36, 44))]
    assert found == list(bases)


@pytest.mark.parametrize("outs", range(4))
def test_outs_are_counted_from_the_left(outs: int) -> None:
    pixels = drawn(BasesCell(width=112, height=92, scale=1.0, bases=(False,) * 3, outs=outs))
    found = [is_lit(pixels, x, 79) for x in (38, 56, 74)]
    assert found == [place < outs for place in range(3)]


@pytest.mark.parametrize("text", ["7", "12"])
def test_the_arrow_points_up_or_down(text: str) -> None:
    def widths(*, is_top: bool) -> list[int]:
        cell = InningCell(width=88, height=46, text=text, font=Font(600, 36), is_top=is_top)
        pixels = drawn(cell).astype(int)
        lit = abs(pixels[..., :3] - HOUSE.accent[:3]).max(axis=2) < 40
        rows = [int(row.sum()) for row in lit if row.any()]
        columns = np.flatnonzero((pixels[..., 2] > 150).any(axis=0))
        assert columns[-1] < 87
        return rows

    assert widths(is_top=True)[0] < widths(is_top=True)[-1]
    assert widths(is_top=False)[0] > widths(is_top=False)[-1]


def test_a_word_stands_alone() -> None:
    cell = InningCell(width=112, height=92, text="FINAL", font=Font(700, 36), is_top=None)
    lit = abs(drawn(cell).astype(int)[..., :3] - HOUSE.accent[:3]).max(axis=2) < 40
    assert not lit.any()
