"""Composites: boxes over grounds, by the golden numbers of alpha, clipped at the picture's edge."""

import numpy as np
import pytest

from overlays.box import Box, Crop, next_version
from overlays.composite import lay, transparent
from overlays.scene import PictureSize

SIZE = PictureSize(width=8, height=4)


def box(color: tuple[int, int, int, int], **place: object) -> Box:
    """A box of 4x2 pixels of one premultiplied colour."""
    pixels = np.full((2, 4, 4), color, np.uint8)
    pixels.flags.writeable = False
    given = {"left": 2, "top": 0, "version": next_version(), **place}
    return Box(pixels=pixels, **given)  # type: ignore[arg-type]


def grey(level: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.full((4, 8, 3), level, np.uint8)


def test_half_white_over_grey_is_160() -> None:
    picture = grey(64)
    lay(picture, [box((128, 128, 128, 128))])
    assert set(picture[:2, 2:6].ravel()) == {160}
    assert set(picture[2:].ravel()) == {64}


def test_opacity_and_nothing_and_white_over_white() -> None:
    picture = grey(255)
    lay(picture, [box((100, 100, 100, 100)), box((255, 255, 255, 255), opacity=77)])
    lay(picture, [box((9, 9, 9, 255), opacity=0)])
    assert set(picture.ravel()) == {255}


@pytest.mark.parametrize(
    ("left", "top", "count"),
    [
        pytest.param(-2, 0, 4, id="left"),
        pytest.param(6, 2, 4, id="right"),
        pytest.param(0, -2, 0, id="above"),
        pytest.param(8, 0, 0, id="beyond"),
        pytest.param(-4, 0, 0, id="before"),
        pytest.param(0, 4, 0, id="below"),
    ],
)
def test_what_lies_outside_is_cut(left: int, top: int, count: int) -> None:
    picture = grey(0)
    lay(picture, [box((255, 255, 255, 255), left=left, top=top)])
    assert int((picture[:, :, 0] == 255).sum()) == count


def test_a_crop_shows_its_part_alone() -> None:
    picture = grey(0)
    crop = Crop(left=2, top=0, width=2, height=2)
    lay(picture, [box((255, 255, 255, 255), crop=crop)])
    assert np.flatnonzero(picture[0, :, 0]).tolist() == [4, 5]


def test_over_nothing_it_stays_premultiplied() -> None:
    picture = transparent(SIZE)
    lay(picture, [box((100, 50, 0, 128)), box((0, 0, 128, 128))])
    assert picture[0, 3].tolist() == [50, 25, 128, 192]
