"""The panorama and the stands of an excited crowd: the same for a seed."""

import numpy as np

from overlays.demo_match.projection import PANORAMA_WIDTH
from overlays.demo_match.stadium import draw_stadium
from overlays.demo_match.stand import CROWD_POSES, STAND_BOTTOM, STAND_TOP


def test_an_excited_crowd_has_stands_of_its_own() -> None:
    panorama, stands = draw_stadium(7)
    assert panorama.shape == (720, PANORAMA_WIDTH, 4)
    assert len(stands) == CROWD_POSES - 1
    calm = panorama[STAND_TOP:STAND_BOTTOM]
    for stand in stands:
        assert stand.shape == calm.shape
        changed = (stand != calm).any(axis=-1).mean()
        assert 0.1 < changed < 0.9


def test_seed_decides_the_picture() -> None:
    assert np.array_equal(draw_stadium(1)[0], draw_stadium(1)[0])
    assert not np.array_equal(draw_stadium(1)[0], draw_stadium(2)[0])
