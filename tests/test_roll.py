"""Values that change: counted in whole numbers, rolled over by place and crop alone."""

import pytest

from overlays.area import Area
from overlays.fonts import Font
from overlays.renderer import Renderer
from overlays.roll import columns, counted, rolled
from overlays.scene import Scene
from overlays.timecode import Digit


@pytest.mark.parametrize(
    ("old", "new", "share", "expected"),
    [
        pytest.param(0, 100, 0.0, 0, id="begins"),
        pytest.param(0, 100, 0.256, 26, id="on-its-way"),
        pytest.param(87, 3, 1.0, 3, id="down"),
        pytest.param(10, 20, 1.08, 20, id="a-spring-passes-nothing"),
        pytest.param(10, 20, -0.1, 10, id="nor-backwards"),
    ],
)
def test_a_number_is_counted(old: int, new: int, share: float, expected: int) -> None:
    assert counted(old, new, share) == expected


def test_digits_stand_in_columns_from_the_right() -> None:
    assert columns("9", "12") == ((" ", "1"), ("9", "2"))
    assert columns("101", "99") == (("1", " "), ("0", "9"), ("1", "9"))


AREA = Area(100, 40, 24, 32)


def digit(letter: str) -> Digit:
    return Digit(width=AREA.width, height=AREA.height, digit=letter, font=Font(600, 30))


@pytest.mark.parametrize("falls", [False, True])
def test_a_roll_fills_its_area_and_nothing_else(*, falls: bool) -> None:
    tops = []
    for share in (0.2, 0.5, 0.9, 1.0):
        layers = rolled(digit("1"), digit("2"), AREA, share, falls=falls)
        shown = [
            (layer.top + layer.crop.top, layer.crop.height) if layer.crop else (layer.top, 32)
            for layer in layers
        ]
        assert sum(height for _, height in shown) == AREA.height
        assert min(top for top, _ in shown) == AREA.top
        tops.append(layers[-1].top)
    assert tops == sorted(tops, reverse=not falls)
    assert tops[-1] == AREA.top


def test_a_roll_draws_nothing_anew() -> None:
    renderer = Renderer()
    for step in range(20):
        renderer.boxes(Scene(layers=rolled(digit("1"), digit("2"), AREA, step / 20)))
    assert renderer.drawn == 2


def test_equal_drawings_stand_still() -> None:
    (layer,) = rolled(digit("4"), digit("4"), AREA, 0.5)
    assert (layer.left, layer.top, layer.crop) == (AREA.left, AREA.top, None)
