"""The lens: the whole pitch lies in the panorama, depth undoes projection."""

import pytest

from overlays.demo_match.projection import PANORAMA_WIDTH, depth, project, scale


@pytest.mark.parametrize("y", [-34.0, -7.5, 0.0, 34.0])
def test_depth_is_where_the_ground_is_seen(y: float) -> None:
    assert depth(project(0, y)[1]) == pytest.approx(y)


def test_centre_spot_is_in_the_middle() -> None:
    assert project(0, 0)[0] == PANORAMA_WIDTH / 2


def test_near_is_low_and_large() -> None:
    assert 270 < project(0, 34)[1] < project(0, -34)[1] < 700
    assert scale(-34) > 2 * scale(34)


def test_a_man_stands_above_his_feet() -> None:
    assert project(3, 5, 1.8)[1] == pytest.approx(project(3, 5)[1] - 1.8 * scale(5))
