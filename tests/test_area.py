"""Areas in whole pixels, and even numbers."""

import pytest

from overlays.area import Area, even


@pytest.mark.parametrize(
    ("length", "expected"),
    [(0.0, 0), (0.9, 0), (1.2, 2), (2.9, 2), (3.1, 4), (44.0, 44), (-3.4, -4)],
)
def test_even_is_the_nearest_even_number(length: float, expected: int) -> None:
    assert even(length) == expected


def test_an_area_knows_its_edges_and_its_place_in_another() -> None:
    area = Area(10, 20, 30, 40)
    assert (area.right, area.bottom) == (40, 60)
    assert area.within(Area(4, 6, 100, 100)) == Area(6, 14, 30, 40)
    assert area.inset(2, 5) == Area(12, 25, 26, 30)
