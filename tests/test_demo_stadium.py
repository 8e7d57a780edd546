"""The panorama: the same for a seed, and the crowd's poses differ in the stand alone."""

import numpy as np

from overlays.demo_match.projection import PANORAMA_WIDTH
from overlays.demo_match.stadium import draw_stadium
from overlays.demo_match.stand import CROWD_POSES, STAND_BOTTOM, STAND_TOP


def test_poses_differ_in_the_stand_alone() -> None:
    calm, *excited = draw_stadium(7)
    assert len(excited) == CROWD_POSES - 1
    assert calm.shape == (720, PANORAMA_WIDTH, 4)
    for picture in excited:
        rows = np.flatnonzero((picture != calm).any(axis=(1, 2)))
        assert rows[0] >= STAND_TOP - 8
        assert rows[-1] < STAND_BOTTOM


def test_seed_decides_the_picture() -> None:
    assert np.array_equal(draw_stadium(1)[0], draw_stadium(1)[0])
    assert not np.array_equal(draw_stadium(1)[0], draw_stadium(2)[0])
