"""The cells of the bug: opaque, centred, and readable whatever they say."""

from dataclasses import replace

import numpy as np
import pytest

from overlays.area import Area
from overlays.box import Pixels
from overlays.canvas import Canvas
from overlays.color import INK, WHITE, Color
from overlays.fonts import Font, fitted
from overlays.scene import Drawing
from overlays.score_bug_cells import (
    ClockCell,
    Plate,
    ScoreCell,
    ShootOut,
    SidePlate,
)
from overlays.theme import HOUSE

NAME = fitted("LIV", Font(700, 42), width=100, floor=20)
HOME = SidePlate(
    crest=Area(140, 8, 50, 50),
    name=Area(200, 6, 64, 54),
    kit=Area(280, 6, 8, 54),
    line=NAME,
    club="Liverpool",
    color=Color(200, 16, 46),
    red_cards=0,
)
AWAY = replace(HOME, crest=None, name=Area(440, 6, 64, 54), kit=Area(412, 6, 8, 54))
PLATE = Plate(width=580, height=66, scale=1.0, clock_width=126, sides=(HOME, AWAY))


def drawn(drawing: Drawing) -> Pixels:
    canvas = Canvas(drawing.width, drawing.height)
    drawing.draw(canvas)
    return canvas.finished()


def red_marks(pixels: Pixels) -> int:
    """How many separate marks in the red of cards stand in the lower part of the name's column."""
    part = pixels[44:, 200:264].astype(int)
    is_red = (abs(part[..., :3] - (235, 38, 48)).max(axis=2) < 4).any(axis=0)
    return int((np.diff(is_red.astype(int), prepend=0) == 1).sum())


@pytest.mark.parametrize("text", ["00:00", "45:41", "11:11", "105:23", "9999:59", "HT", "PENS", ""])
def test_the_clock_is_opaque_and_in_the_middle(text: str) -> None:
    pixels = drawn(ClockCell(width=114, height=54, scale=1.0, text=text))
    assert (pixels[..., 3] == 255).all()
    bright = np.flatnonzero((pixels[..., 0] > 128).any(axis=0))
    if text:
        assert abs((bright[0] + bright[-1] + 1) / 2 - 57) <= 5
        assert bright[0] >= 2
        assert bright[-1] <= 111


@pytest.mark.parametrize("ground", [HOUSE.paper, HOUSE.accent, HOUSE.alert])
@pytest.mark.parametrize("score", [0, 1, 7, 10, 11, 99, 999])
def test_a_score_is_dark_on_light_in_the_middle_of_its_cell(score: int, ground: Color) -> None:
    pixels = drawn(ScoreCell(width=60, height=54, scale=1.0, score=score, ground=ground))
    assert (pixels[..., 3] == 255).all()
    dark = pixels[..., 0] < 90
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    assert abs((rows[0] + rows[-1] + 1) / 2 - 27) <= 1
    assert abs((columns[0] + columns[-1] + 1) / 2 - 30) <= 3
    assert columns[0] >= 1
    assert columns[-1] <= 58


@pytest.mark.parametrize("score", range(10))
def test_a_lit_score_has_its_digit_in_the_very_same_place(score: int) -> None:
    cell = ScoreCell(width=60, height=54, scale=1.0, score=score)
    plain, lit = (
        (pixels[0, 0, 0] - pixels[..., 0]) / (pixels[0, 0, 0] - INK.red)
        for pixels in (
            drawn(shown).astype(float) for shown in (cell, replace(cell, ground=HOUSE.accent))
        )
    )
    assert plain.max() == lit.max() == 1
    assert abs(plain - lit).max() < 0.02


def test_the_plate_is_opaque_but_for_its_corners() -> None:
    alpha = drawn(PLATE)[..., 3]
    assert (alpha == 255).mean() > 0.99
    assert not alpha[[0, 0, -1, -1], [0, -1, 0, -1]].any()
    assert (alpha[:, 8:-8] == 255).all()


@pytest.mark.parametrize(("cards", "marks"), [(0, 0), (1, 1), (2, 2), (4, 4), (999, 4)], ids=str)
def test_red_cards_are_marks_below_the_name(cards: int, marks: int) -> None:
    plate = replace(PLATE, sides=(replace(HOME, red_cards=cards), AWAY))
    assert red_marks(drawn(plate)) == marks


@pytest.mark.parametrize(
    "color",
    [pytest.param(Color(18, 20, 40), id="as-dark-as-the-plate"), pytest.param(WHITE, id="white")],
)
def test_a_kit_can_be_told_from_the_plate(color: Color) -> None:
    pixels = drawn(replace(PLATE, sides=(replace(HOME, color=color), AWAY))).astype(int)
    around = pixels[30, 270:278, :3].mean(axis=0)
    assert abs(pixels[30, 280:288, :3] - around).max() > 60


@pytest.mark.parametrize("scores", [(0, 0), (4, 3), (11, 10), (1, 11), (111, 0)])
def test_kicks_stand_in_the_middle_of_two_cells(scores: tuple[int, int]) -> None:
    cells = ShootOut(width=122, height=48, scale=1.0, seam=2, scores=scores)
    pixels = drawn(cells)
    assert (pixels[..., 3] == 255).all()
    assert (pixels[:, 60:62, 0] < 40).all()
    for left in (0, 62):
        dark = pixels[:, left : left + 60, 0] < 90
        rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
        assert abs((rows[0] + rows[-1] + 1) / 2 - 24) <= 1
        assert abs((columns[0] + columns[-1] + 1) / 2 - 30) <= 4
