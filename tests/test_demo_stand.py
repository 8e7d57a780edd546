"""The stand: both sides' supporters have their places, the same ones for the same seed."""

import numpy as np

from feeds.demo_match import AWAY, HOME
from overlays.demo_match.drawing import Pixels, canvas_on
from overlays.demo_match.projection import PANORAMA_WIDTH
from overlays.demo_match.stand import AWAY_BLOCK, STAND_BOTTOM, Crowd, team_color


def drawn(seed: int, pose: int) -> Pixels:
    pixels = np.zeros((STAND_BOTTOM, PANORAMA_WIDTH, 4), np.uint8)
    Crowd(seed).draw(canvas_on(pixels), pose)
    return pixels


def worn(pixels: Pixels, color: tuple[int, int, int]) -> int:
    return int((pixels[..., 2::-1] == color).all(axis=2).sum())


def test_supporters_sit_with_their_own() -> None:
    home, away = np.split(drawn(7, 0), [AWAY_BLOCK - 6], axis=1)
    assert worn(home, team_color(HOME)) > 1000
    assert worn(home, team_color(AWAY)) == 0
    assert worn(away, team_color(AWAY)) > 1000
    assert worn(away[:, 12:], team_color(HOME)) == 0


def test_poses_and_seeds_differ() -> None:
    assert np.array_equal(drawn(7, 1), drawn(7, 1))
    assert not np.array_equal(drawn(7, 0), drawn(7, 1))
    assert not np.array_equal(drawn(7, 1), drawn(7, 2))
    assert not np.array_equal(drawn(7, 0), drawn(8, 0))
