"""Boxes that could not be keyed are not built."""

import numpy as np
import pytest

from overlays.box import Box, BoxError, Crop, Pixels, next_version


def pixels_of(height: int, width: int, *, writeable: bool = False) -> Pixels:
    pixels = np.zeros((height, width, 4), np.uint8)
    pixels.flags.writeable = writeable
    return pixels


def test_a_box_may_lie_outside_the_picture() -> None:
    box = Box(pixels=pixels_of(4, 6), left=-10, top=-2, crop=None, version=next_version())
    assert (box.left, box.top, box.opacity) == (-10, -2, 255)


@pytest.mark.parametrize(
    "pixels",
    [
        pytest.param(pixels_of(3, 4), id="odd-height"),
        pytest.param(pixels_of(4, 5), id="odd-width"),
        pytest.param(pixels_of(0, 4), id="nothing"),
        pytest.param(pixels_of(4, 4, writeable=True), id="writeable"),
        pytest.param(pixels_of(4, 8)[:, ::2], id="not-contiguous"),
        pytest.param(pixels_of(4, 4)[..., :3], id="no-alpha"),
        pytest.param(pixels_of(4, 4)[0], id="one-row"),
    ],
)
def test_wrong_pixels_are_refused(pixels: Pixels) -> None:
    with pytest.raises(BoxError):
        Box(pixels=pixels, left=0, top=0, version=1)


@pytest.mark.parametrize(
    ("left", "top", "opacity"),
    [
        pytest.param(1, 0, 255, id="odd-left"),
        pytest.param(0, -3, 255, id="odd-top"),
        pytest.param(0, 0, 256, id="more-than-opaque"),
        pytest.param(0, 0, -1, id="less-than-nothing"),
    ],
)
def test_a_wrong_place_is_refused(left: int, top: int, opacity: int) -> None:
    with pytest.raises(BoxError):
        Box(pixels=pixels_of(2, 2), left=left, top=top, opacity=opacity, version=1)


@pytest.mark.parametrize(
    "numbers",
    [
        pytest.param((1, 0, 2, 2), id="odd-left"),
        pytest.param((0, 0, 2, 3), id="odd-height"),
        pytest.param((-2, 0, 2, 2), id="left-of-the-box"),
        pytest.param((0, 0, 0, 2), id="nothing-shows"),
    ],
)
def test_a_wrong_crop_is_refused(numbers: tuple[int, int, int, int]) -> None:
    left, top, width, height = numbers
    with pytest.raises(BoxError):
        Crop(left=left, top=top, width=width, height=height)


def test_a_crop_beyond_its_box_is_refused() -> None:
    whole = Crop(left=2, top=0, width=4, height=4)
    Box(pixels=pixels_of(4, 6), left=0, top=0, crop=whole, version=1)
    with pytest.raises(BoxError, match="beyond"):
        Box(pixels=pixels_of(4, 4), left=0, top=0, crop=whole, version=1)


def test_versions_are_never_given_twice() -> None:
    versions = [next_version() for _ in range(50)]
    assert len(set(versions)) == 50
