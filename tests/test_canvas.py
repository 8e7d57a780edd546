"""The canvas draws premultiplied pixels, exactly where it is told to."""

import numpy as np
import pytest

from overlays.area import Area
from overlays.box import Pixels
from overlays.canvas import Align, Canvas, curve, digits_width, disc, rounded_shape
from overlays.color import INK, WHITE, Color
from overlays.fonts import Font

FONT = Font(600, 30)
RED = Color(255, 0, 0)


def columns(pixels: Pixels) -> tuple[int, int]:
    """The first inked column and the one after the last."""
    inked = np.flatnonzero(pixels[..., 3].any(axis=0))
    return int(inked[0]), int(inked[-1]) + 1


@pytest.mark.parametrize(
    ("color", "expected"),
    [
        pytest.param(WHITE.faded(128), (128, 128, 128, 128), id="half-white"),
        pytest.param(RED.faded(64), (64, 0, 0, 64), id="quarter-red"),
        pytest.param(Color(200, 100, 50), (200, 100, 50, 255), id="opaque"),
        pytest.param(WHITE.faded(0), (0, 0, 0, 0), id="nothing"),
    ],
)
def test_pixels_are_premultiplied(color: Color, expected: tuple[int, ...]) -> None:
    canvas = Canvas(4, 4)
    canvas.rect(Area(0, 0, 4, 2), color)
    pixels = canvas.finished()
    assert (pixels[:2] == expected).all()
    assert not pixels[2:].any()


def test_a_soft_white_edge_over_white_stays_white() -> None:
    canvas = Canvas(80, 40)
    canvas.text("Oß", (4, 32), FONT, WHITE)
    canvas.circle((60, 20), 9.3, WHITE)
    pixels = canvas.finished().astype(int)
    edges = (pixels[..., 3] > 0) & (pixels[..., 3] < 255)
    assert edges.sum() > 50
    assert (pixels[..., :3] + 255 - pixels[..., 3:] == 255).all()


def test_finished_pixels_are_what_a_box_needs() -> None:
    pixels = Canvas(6, 4).finished()
    assert pixels.shape == (4, 6, 4)
    assert pixels.dtype == np.uint8
    assert pixels.flags.c_contiguous
    assert not pixels.flags.writeable


def test_a_canvas_begins_empty_in_memory_used_before() -> None:
    for _ in range(3):
        canvas = Canvas(64, 64)
        assert not canvas.finished().any()
        used = Canvas(64, 64)
        used.rect(Area(0, 0, 64, 64), WHITE)
        del used


def test_a_gradient_has_no_seams_between_its_bands() -> None:
    canvas = Canvas(700, 700)
    canvas.gradient(Area(0, 0, 700, 700), (INK, WHITE), (0, 0), (0, 700))
    rows = canvas.finished()[:, :, 1].astype(int).mean(axis=1)
    assert abs(np.diff(rows)).max() <= 1.5
    assert rows[0] < 20
    assert rows[-1] > 250


@pytest.mark.parametrize("digit", "0123456789")
def test_no_digit_moves_its_neighbours(digit: str) -> None:
    def drawn(text: str) -> Pixels:
        canvas = Canvas(120, 40)
        canvas.digits(text, (60, 30), FONT, WHITE)
        return canvas.finished()

    start = round(60 - digits_width("00:00", FONT) / 2)
    one = digits_width("0", FONT)
    plain, changed = drawn("88:88"), drawn(f"8{digit}:88")
    differs = np.flatnonzero((plain != changed).any(axis=(0, 2)))
    if digit == "8":
        assert not differs.size
    else:
        assert start + one <= differs[0]
        assert differs[-1] < start + 2 * one


@pytest.mark.parametrize("face", ["barlow-condensed", "oswald"])
@pytest.mark.parametrize("digit", "0123456789")
def test_equal_digits_have_equal_pixels_wherever_they_stand(digit: str, face: str) -> None:
    font = FONT._replace(face=face)
    canvas = Canvas(120, 40)
    canvas.digits(digit * 4, (60, 30), font, WHITE)
    pixels = canvas.finished()
    one = digits_width("0", font)
    start = round(60 - 2 * one)
    cells = [pixels[:, start + one * place : start + one * (place + 1)] for place in range(4)]
    assert cells[0].any()
    assert all((cell == cells[0]).all() for cell in cells)


@pytest.mark.parametrize(
    ("align", "expected"), [("left", (40, 75)), ("center", (20, 60)), ("right", (5, 40))]
)
def test_text_stands_on_its_side_of_the_point(align: Align, expected: tuple[int, int]) -> None:
    canvas = Canvas(80, 40)
    canvas.text("HH", (40, 30), FONT, WHITE, align=align)
    first, end = columns(canvas.finished())
    assert expected[0] <= first
    assert end <= expected[1]


@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_spaced_text_stands_there_too(align: Align) -> None:
    plain, spaced = Canvas(120, 40), Canvas(120, 40)
    at = {"left": 2, "center": 60, "right": 118}[align]
    plain.text("HI", (at, 30), FONT, WHITE, align=align)
    spaced.text("HI", (at, 30), FONT._replace(spacing=8), WHITE, align=align)
    (first, end), (spaced_first, spaced_end) = columns(plain.finished()), columns(spaced.finished())
    moved = {"left": (0, 8), "center": (-4, 4), "right": (-8, 0)}[align]
    assert (spaced_first - first, spaced_end - end) == moved


@pytest.mark.parametrize(
    ("text", "leftmost"),
    [
        pytest.param("محمد صلاح 45+2'", "45+2'", id="a-minute-in-its-order"),
        pytest.param("محمد صلاح…", "…", id="an-ellipsis-at-the-end"),
        pytest.param("محمد صلاح FC U21", "FC U21", id="latin-words"),
    ],
)
def test_what_is_read_last_from_right_to_left_stands_left(text: str, leftmost: str) -> None:
    whole, alone = Canvas(400, 60), Canvas(400, 60)
    whole.text(text, (10, 40), FONT, WHITE)
    alone.text(leftmost, (10, 40), FONT, WHITE)
    expected = alone.finished()
    _, end = columns(expected)
    assert (whole.finished()[:, :end] == expected[:, :end]).all()


def test_nothing_is_drawn_for_text_that_has_no_letters() -> None:
    canvas = Canvas(20, 20)
    canvas.text("\n\u200b ", (2, 18), FONT, WHITE)
    assert not canvas.finished().any()


def test_clips_and_shifts_end_with_their_block() -> None:
    canvas = Canvas(40, 40)
    with canvas.clipped(disc((10, 10), 8)):
        canvas.rect(Area(0, 0, 40, 40), RED)
    with canvas.shifted(20, 20):
        canvas.rect(Area(0, 0, 4, 4), WHITE)
    canvas.rect(Area(36, 0, 4, 4), WHITE)
    pixels = canvas.finished()
    assert pixels[10, 10].tolist() == [255, 0, 0, 255]
    assert not pixels[1, 1].any()
    assert pixels[22, 22].tolist() == [255] * 4
    assert pixels[2, 38].tolist() == [255] * 4


def test_shapes_fill_inside_their_outline() -> None:
    canvas = Canvas(40, 40)
    canvas.polygon([(0, 0), (20, 0), (0, 20)], RED)
    canvas.rounded(Area(20, 20, 20, 20), WHITE, (10, 0, 0, 0))
    canvas.shape(curve((30, 0), ((40, 0),), ((40, 10), (35, 12), (30, 12))), WHITE)
    canvas.shape(rounded_shape(Area(0, 24, 12, 12), 4), WHITE, stroke=2)
    pixels = canvas.finished()
    assert pixels[4, 4, 3] == pixels[39, 20, 3] == pixels[3, 34, 3] == 255
    assert pixels[18, 18, 3] == pixels[20, 20, 3] == pixels[30, 6, 3] == 0
