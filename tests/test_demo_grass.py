"""The pitch's picture: chalk where the laws want it, grass beside it, stripes that differ."""

import numpy as np
import pytest

from overlays.demo_match.drawing import canvas_on
from overlays.demo_match.grass import draw_goal, draw_lines, shade_grass
from overlays.demo_match.projection import PANORAMA_WIDTH, VIEW_HEIGHT, project


@pytest.mark.parametrize(
    ("x", "y", "is_chalk"),
    [
        pytest.param(0, -20, True, id="halfway-line"),
        pytest.param(0, -9.15, True, id="centre-circle"),
        pytest.param(36, -10, True, id="penalty-area"),
        pytest.param(-41.5, 0, True, id="penalty-spot"),
        pytest.param(-30, -34, True, id="touchline"),
        pytest.param(20, -10, False, id="grass"),
    ],
)
def test_chalk(x: float, y: float, *, is_chalk: bool) -> None:
    picture = np.zeros((VIEW_HEIGHT, PANORAMA_WIDTH, 4), np.uint8)
    shade_grass(picture, 7)
    draw_lines(canvas_on(picture))
    column, row = (round(at) for at in project(x, y))
    beside = picture[row - 2 : row + 3, column - 2 : column + 3]
    assert (int(beside[..., 0].max()) > 150) is is_chalk


def test_goal_has_white_posts_a_net_behind_and_nothing_in_front() -> None:
    picture = np.zeros((VIEW_HEIGHT, PANORAMA_WIDTH, 4), np.uint8)
    draw_goal(canvas_on(picture), 1)
    post = [round(at) for at in project(52.5, -3.66, 1.2)]
    assert picture[post[1], post[0], :3].min() > 240
    columns = np.flatnonzero(picture.any(axis=(0, 2)))
    assert columns[0] >= project(52.5, 3.66)[0] - 3
    assert columns[-1] <= project(54.5, -3.66)[0] + 3
