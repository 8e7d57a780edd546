"""Bars: as long as the values say, and always to be seen."""

from math import inf, nan

import pytest

from overlays.area import Area
from overlays.bars import opposed, opposed_areas, split


@pytest.mark.parametrize(
    ("home", "away", "expected"),
    [
        pytest.param(61, 39, (244, 156), id="possession"),
        pytest.param(0, 0, (200, 200), id="nothing-yet"),
        pytest.param(None, None, (200, 200), id="unknown"),
        pytest.param(7, 0, (392, 8), id="a-sliver"),
        pytest.param(0, 7, (8, 392), id="the-other-sliver"),
        pytest.param(-3, 5, (8, 392), id="negative"),
        pytest.param(nan, inf, (200, 200), id="no-numbers"),
        pytest.param(1e308, 1e308, (200, 200), id="huge"),
    ],
)
def test_a_bar_is_split(home: float | None, away: float | None, expected: tuple[int, int]) -> None:
    assert split(home, away, 404, gap=4) == expected


@pytest.mark.parametrize(
    ("home", "away", "expected"),
    [
        pytest.param(12, 6, (200, 100), id="twice"),
        pytest.param(0, 0, (4, 4), id="nothing-yet"),
        pytest.param(0, 3, (4, 200), id="a-sliver"),
        pytest.param(1, 1000, (4, 200), id="next-to-nothing"),
    ],
)
def test_bars_stand_back_to_back(home: float, away: float, expected: tuple[int, int]) -> None:
    assert opposed(home, away, 200) == expected


def test_they_grow_from_the_middle() -> None:
    home, away = opposed_areas(Area(100, 10, 404, 12), (200, 100), gap=4)
    assert (home, away) == (Area(100, 10, 200, 12), Area(304, 10, 100, 12))


@pytest.mark.parametrize("length", [0, 2, 3, 5, 8])
def test_the_shortest_bars_are_even_and_no_longer_than_they_may_be(length: int) -> None:
    parts = split(1, 0, length)
    assert all(part % 2 == 0 and part >= 0 for part in parts)
    assert sum(parts) <= length + 1
