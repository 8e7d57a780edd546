"""Contact sheets: every graphic shows something of the sample matches, inside the picture."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from overlays.catalogue import GRAPHICS
from overlays.config.overlay import BUILT_IN
from overlays.contact_sheet import FULL, language_sheet, poses, seen, sheet, showreel
from overlays.graphic import Graphic
from overlays.sample_matches import TWISTS
from overlays.scene import PictureSize
from overlays.theme import DAYLIGHT

SIZES = (PictureSize(width=640, height=360), PictureSize(width=608, height=1080))
LOWER_THIRD = next(one for one in GRAPHICS if one.id == "lower_third")
LIGHT = replace(BUILT_IN, style=replace(BUILT_IN.style, theme=DAYLIGHT))


@pytest.mark.parametrize("graphic", GRAPHICS, ids=lambda one: one.id)
def test_every_graphic_shows_something(graphic: Graphic) -> None:
    assert seen(graphic, BUILT_IN)


@pytest.mark.parametrize("twist", TWISTS)
@pytest.mark.parametrize("graphic", GRAPHICS, ids=lambda one: one.id)
def test_whatever_feeds_tell_it_stands_inside_the_picture(graphic: Graphic, twist: str) -> None:
    for pose in poses(graphic, LIGHT, twist):
        for size in SIZES:
            for layer in pose.settled(graphic, LIGHT, size).layers:
                drawing = layer.drawing
                assert -drawing.width < layer.left < size.width, pose.name
                assert 0 <= layer.top <= size.height - drawing.height or layer.crop, pose.name


def test_a_sheet_has_a_row_a_look_and_a_column_a_twist() -> None:
    looks = seen(LOWER_THIRD, BUILT_IN)
    drawn = sheet(LOWER_THIRD, BUILT_IN)
    assert drawn is not None
    assert drawn.shape[0] % len(looks) == 0
    assert drawn.shape[1] % 6 == 0
    spoken = language_sheet(LOWER_THIRD, BUILT_IN, ("en", "ar"))
    assert spoken is not None
    english, arabic = np.split(spoken[:, : spoken.shape[1] // 4], 2)
    assert not np.array_equal(english[28:], arabic[28:])


def test_the_showreel_begins_and_ends_bare() -> None:
    frames = list(showreel(LOWER_THIRD, BUILT_IN))
    assert frames[0].shape == (FULL.height, FULL.width, 3)
    assert np.array_equal(frames[-1], frames[-5])
    assert not np.array_equal(frames[len(frames) // 2], frames[-1])
    changes = sum(not np.array_equal(a, b) for a, b in itertools.pairwise(frames))
    assert changes > 20
