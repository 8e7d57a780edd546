"""What lines of digits are read as: every way in which clocks are written, and what is none."""

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from engine.clock_reading.digit_line import Face, LineReader
from engine.clock_reading.marks import Mark, marks
from engine.clock_reading.region import Region
from engine.frame import Plane
from tests.clock_clips import font

S = 1_000_000
HIGH = 14


def piece(text: str, ink: int = 230, plate: int = 40) -> Plane:
    image = Image.new("L", (len(text) * HIGH + 20, 3 * HIGH), plate)
    ImageDraw.Draw(image).text((10, HIGH), text, font=font("pillow", HIGH), fill=ink, anchor="lt")
    return np.asarray(cv2.GaussianBlur(np.asarray(image), (0, 0), 0.5), np.uint8)


def read(text: str, through: Region | None = None) -> tuple[int, int, bool] | None:
    shown = LineReader().read(piece(text), Face(height=HIGH, is_light=True), through)
    return None if shown is None else (shown.value, shown.step, shown.is_time_of_day)


@pytest.mark.parametrize(
    ("text", "value", "step"),
    [
        pytest.param("06:10", 370 * S, S, id="minutes-and-seconds"),
        pytest.param("9:58", 598 * S, S, id="one-digit-of-minutes"),
        pytest.param("104:37", 6277 * S, S, id="extra-time"),
        pytest.param("0:00", 0, S, id="nothing"),
        pytest.param("41'26", 2486 * S, S, id="with-a-stroke"),
        pytest.param("43.7", 43 * S + 700_000, S // 10, id="the-last-minute"),
        pytest.param("1:23.4", 83 * S + 400_000, S // 10, id="with-tenths"),
        pytest.param("INT 0-1 NAP 27:45", 1665 * S, S, id="after-words"),
        pytest.param("11:15   22", 675 * S, S, id="beside-a-shot-clock"),
    ],
)
def test_clocks(text: str, value: int, step: int) -> None:
    assert read(text) == (value, step, False)


def test_the_time_of_day() -> None:
    assert read("18:30:07") == ((18 * 3600 + 30 * 60 + 7) * S, S, True)


@pytest.mark.parametrize("text", ["22", "2-1", "12:75", "PRE", "6 4 40", "1:2", ""])
def test_what_is_no_clock(text: str) -> None:
    assert read(text) is None


def test_dark_on_light_is_read_as_well_and_only_so() -> None:
    dark = piece("27:14", ink=20, plate=230)
    for is_light, value in ((False, 1634 * S), (True, None)):
        shown = LineReader().read(dark, Face(height=HIGH, is_light=is_light))
        assert (None if shown is None else shown.value) == value


def test_of_several_the_one_whose_seconds_stand_there() -> None:
    text = "12:34    56:07"
    face = Face(height=HIGH, is_light=True)
    lines = LineReader()
    left = lines.read(piece(text), face, Region(left=0, top=0, width=55, height=40))
    right = lines.read(piece(text), face, Region(left=100, top=0, width=60, height=40))
    assert left is not None
    assert right is not None
    assert (left.value, right.value) == (754 * S, 3367 * S)
    assert left.last_region.right <= left.region.right < right.last_region.left


def test_a_piece_too_small_for_a_line_is_read_as_nothing() -> None:
    assert LineReader().read(np.zeros((3, 200), np.uint8), Face(height=14, is_light=True)) is None
    assert LineReader().read(np.zeros((0, 0), np.uint8), Face(height=14, is_light=True)) is None


@pytest.mark.parametrize(
    ("blots", "told"),
    [
        pytest.param([(10, 14, 0.3), (10, 14, 0.8)], [(":", 10, 14)], id="two-dots"),
        pytest.param([(10, 14, 0.55)], [(":", 10, 14)], id="run-together"),
        pytest.param([(10, 14, 0.95)], [(".", 10, 14)], id="a-point"),
        pytest.param([(10, 14, 0.1)], [("'", 10, 14)], id="a-stroke"),
        pytest.param([(10, 14, 0.3), (40, 44, 0.8)], [(":", 10, 14), (".", 40, 44)], id="apart"),
    ],
)
def test_marks(blots: list[tuple[int, int, float]], told: list[tuple[str, int, int]]) -> None:
    found = [Mark(left=left, right=right, middle=middle) for left, right, middle in blots]
    assert marks(found) == told
