"""The difference of colours as its standard's own pairs have it, and to the colour-blind."""

import pytest

from overlays.color import INK, WHITE, Color
from overlays.color_vision import Lab, ciede2000, distance, distance_red_green_blind

RED = Color(200, 16, 46)
GREEN = Color(0, 112, 60)


# Sharma, Wu, Dalal 2005: pairs at which implementations go wrong.
@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425, id="blue"),
        pytest.param((50, 3.1571, -77.2803), (50, 0, -82.7485), 2.8615, id="more-blue"),
        pytest.param((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0, id="blue-turned"),
        pytest.param((50, 0, 0), (50, -1, 2), 2.3669, id="from-grey"),
        pytest.param((50, 2.49, -0.001), (50, -2.49, 0.0009), 7.1792, id="opposite"),
        pytest.param((50, 2.49, -0.001), (50, -2.49, 0.0011), 7.2195, id="more-than-opposite"),
        pytest.param((50, 2.5, 0), (73, 25, -18), 27.1492, id="far"),
        pytest.param((50, 2.5, 0), (61, -5, 29), 22.8977, id="far-and-turned"),
        pytest.param((61.2901, 3.7196, -5.3901), (61.4292, 2.248, -4.962), 1.8731, id="pale"),
        pytest.param((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082, id="dark"),
    ],
)
def test_the_difference_is_that_of_the_standard(one: Lab, other: Lab, expected: float) -> None:
    assert ciede2000(one, other) == pytest.approx(expected, abs=1e-4)
    assert ciede2000(other, one) == pytest.approx(expected, abs=1e-4)


def test_black_and_white_are_a_hundred_apart() -> None:
    assert distance(Color(0, 0, 0), WHITE) == pytest.approx(100, abs=0.1)
    assert distance(RED, RED) == distance_red_green_blind(INK, INK) == 0


def test_who_lacks_red_or_green_sees_them_alike() -> None:
    assert distance(RED, GREEN) > 60
    assert distance_red_green_blind(RED, GREEN) < 12
    assert distance_red_green_blind(Color(0, 80, 200), Color(255, 220, 0)) > 60
