"""Text measured and fitted, in any of the faces and scripts."""

import numpy as np
import pytest

from overlays import fonts
from overlays.canvas import Canvas
from overlays.color import WHITE
from overlays.faces import WEIGHTS, Weight
from overlays.fonts import ELLIPSIS, Font, fitted, width_of

FONT = Font(600, 40)
FACES = pytest.mark.parametrize("face", ["barlow-condensed", "oswald"])


def test_letters_of_both_files_have_widths_of_their_own() -> None:
    assert width_of("ş", FONT) == pytest.approx(width_of("s", FONT), rel=0.1)
    assert width_of("AV", FONT) < width_of("A", FONT) + width_of("V", FONT) - 1
    assert width_of("", FONT) == 0


@FACES
@pytest.mark.parametrize("weight", WEIGHTS)
def test_every_digit_has_the_same_whole_advance(face: str, weight: Weight) -> None:
    font = Font(weight, 40, face=face)
    advance = fonts.digit_advance(font)
    assert advance == int(advance)
    assert all(width_of(digit, font) <= advance + 0.5 for digit in "0123456789")


@FACES
@pytest.mark.parametrize("letter", "HЖΞ")
def test_capitals_are_equally_high_in_every_face(face: str, letter: str) -> None:
    font = Font(700, 200, face=face)
    canvas = Canvas(200, 220)
    canvas.text(letter, (10, 200), font, WHITE)
    rows = np.flatnonzero((canvas.finished()[..., 3] > 127).any(axis=1))
    # A letter such as Ж may have feet.
    assert rows[0] == pytest.approx(200 - font.cap_height, abs=1)
    assert 0.45 * font.size < font.x_height < font.cap_height


@pytest.mark.parametrize("weight", WEIGHTS)
def test_ideographs_stand_around_the_middle_of_the_capitals(weight: Weight) -> None:
    font = Font(weight, 200)
    canvas = Canvas(240, 260)
    canvas.text("国", (10, 210), font, WHITE)
    rows = np.flatnonzero((canvas.finished()[..., 3] > 127).any(axis=1))
    middle = 210 - font.cap_height / 2
    assert (rows[0] + rows[-1]) / 2 == pytest.approx(middle, abs=0.02 * font.size)
    assert font.cap_height < rows[-1] - rows[0] < font.size


def test_a_line_with_arabic_letters_is_not_spaced() -> None:
    assert width_of("محمد", FONT._replace(spacing=5)) == width_of("محمد", FONT)
    assert width_of("Salah", FONT._replace(spacing=5)) == width_of("Salah", FONT) + 20


@pytest.mark.parametrize(
    ("text", "width", "size", "is_cut"),
    [
        pytest.param("LIV", 200.0, 40.0, False, id="it-fits"),
        pytest.param("Wolverhampton", 170.0, None, False, id="smaller"),
        pytest.param("Wolverhampton Wanderers", 130.0, 20.0, True, id="smallest-and-cut"),
        pytest.param("W" * 400, 100.0, 20.0, True, id="hopeless"),
        pytest.param("", 10.0, 40.0, False, id="empty"),
        pytest.param("Anything", 1.0, 20.0, True, id="no-room-at-all"),
        pytest.param("محمد عبد الرحمن بن عبد العزيز", 150.0, 20.0, True, id="arabic"),
        pytest.param("阿卜杜勒·拉赫曼·阿卜杜勒阿齐兹", 150.0, 20.0, True, id="chinese"),
        pytest.param("Константинопольский", 200.0, None, False, id="cyrillic"),
    ],
)
def test_text_is_fitted(text: str, width: float, size: float | None, is_cut: bool) -> None:  # noqa: FBT001 - a column of the table
    line = fitted(text, FONT, width=width, floor=20)
    assert line.text.endswith(ELLIPSIS) == is_cut
    assert 20 <= line.font.size <= 40
    assert size is None or line.font.size == size
    assert line.width == pytest.approx(width_of(line.text, line.font))
    assert line.width <= max(width + 0.5, width_of(ELLIPSIS, line.font))
