"""Regions of pictures, in pixels and in parts."""

import numpy as np
import pytest

from engine.clock_reading.region import Region
from engine.clock_reading.share import Share


def test_a_region_beyond_the_edge_is_what_lies_inside() -> None:
    luma = np.arange(48, dtype=np.uint8).reshape(6, 8)
    region = Region(left=6, top=-1, width=9, height=3)
    assert region.of(luma).tolist() == [[6, 7], [14, 15]]
    assert region.clipped(luma) == Region(left=6, top=0, width=2, height=2)


def test_within_and_moved_are_each_others_reverse() -> None:
    region, other = (
        Region(left=9, top=8, width=3, height=2),
        Region(left=5, top=6, width=9, height=9),
    )
    assert region.within(other) == Region(left=4, top=2, width=3, height=2)
    assert region.within(other).moved(other) == region


@pytest.mark.parametrize(
    ("left", "meets"),
    [pytest.param(4, False, id="beside"), pytest.param(3, True, id="by-a-column")],
)
def test_meeting(left: int, meets: bool) -> None:  # noqa: FBT001
    one = Region(left=0, top=0, width=4, height=4)
    assert one.meets(Region(left=left, top=2, width=4, height=1)) is meets


def test_a_share_is_of_pictures_of_any_size() -> None:
    share = Share.parse("0.5, 0.25,0.1,0.05")
    assert share.of(1280, 720) == (640, 180, 128, 36)
    assert share.of(640, 360) == (320, 90, 64, 18)


@pytest.mark.parametrize(
    "text", ["", "0,0,1", "a,b,c,d", "0.9,0,0.2,0.1", "-0.1,0,0.2,0.1", "0,0,0,0.1", "0,0,nan,1"]
)
def test_what_is_no_region_is_said_with_what_is(text: str) -> None:
    with pytest.raises(ValueError, match="left,top,width,height"):
        Share.parse(text)
