"""The cells of stacked boards: opaque, centred, and readable whatever they say."""

import numpy as np
import pytest

from overlays.area import Area
from overlays.boards.stacked_cells import Dot, FigureCell, Row, StackPlate, StackTab
from overlays.box import Pixels
from overlays.canvas import Canvas
from overlays.color import AMBER, INK, WHITE, Color
from overlays.fonts import Font, fitted
from overlays.scene import Drawing

FONT = Font(700, 38)


def drawn(drawing: Drawing) -> Pixels:
    canvas = Canvas(drawing.width, drawing.height)
    drawing.draw(canvas)
    return canvas.finished()


@pytest.mark.parametrize("ground", [WHITE, AMBER])
@pytest.mark.parametrize("text", ["0", "7", "40", "AD", "11", "999", "207-4", "19.3", "-"])
def test_a_figure_is_in_the_middle_of_its_opaque_cell(text: str, ground: Color) -> None:
    pixels = drawn(FigureCell(width=60, height=46, text=text, font=FONT, ground=ground))
    assert (pixels[..., 3] == 255).all()
    columns = np.flatnonzero((pixels[..., 0] < 90).any(axis=0))
    assert abs((columns[0] + columns[-1] + 1) / 2 - 30) <= 5
    assert columns[0] >= 1
    assert columns[-1] <= 58


def test_equal_digits_have_equal_pixels_whatever_stands_beside_them() -> None:
    def cell(text: str) -> Pixels:
        return drawn(FigureCell(width=80, height=46, text=text, font=FONT, ground=WHITE))

    assert np.array_equal(cell("21")[:, :40], cell("27")[:, :40])


def test_a_plate_is_opaque_but_for_its_corners() -> None:
    line = fitted("Ada", Font(600, 36), width=100, floor=20)
    rows = tuple(
        Row(
            area=Area(0, top, 300, 48),
            kit=Area(0, top, 8, 48),
            crest=Area(20, top + 4, 40, 40),
            left=70,
            line=line,
            ink=WHITE,
            club="Ada",
            color=color,
        )
        for top, color in ((0, Color(200, 16, 46)), (50, Color(16, 46, 200)))
    )
    pixels = drawn(StackPlate(width=300, height=98, scale=1.0, rows=rows))
    alpha = pixels[..., 3]
    assert (alpha == 255).mean() > 0.99
    assert not alpha[[0, 0, -1, -1], [0, -1, 0, -1]].any()
    assert pixels[24, 4, 0] > 150 > pixels[74, 4, 0]


def test_a_tab_is_opaque_and_says_something() -> None:
    line = fitted("FINAL", Font(700, 27), width=200, floor=20)
    pixels = drawn(StackTab(width=100, height=38, line=line, ground=AMBER))
    assert (pixels[..., 3] == 255).all()
    assert (pixels[..., 0] < 90).sum() > 60


def test_a_dot_is_round_on_nothing() -> None:
    alpha = drawn(Dot(width=34, height=46, radius=7, color=INK))[..., 3]
    assert alpha[23, 17] == 255
    assert alpha.astype(bool).sum() == pytest.approx(49 * 3.14, rel=0.25)
