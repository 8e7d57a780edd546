"""Grounds: named ones and image files, in the size of the picture."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from overlays.grounds import GROUNDS, ground
from overlays.scene import PictureSize
from overlays.still import ImageError

SIZE = PictureSize(width=64, height=36)


@pytest.mark.parametrize("name", GROUNDS)
def test_a_named_one_fills_the_picture(name: str) -> None:
    made = ground(name, SIZE)
    assert (made.shape, str(made.dtype)) == ((36, 64, 3), "uint8")
    assert made.flags.writeable
    assert bool((made[:, :, 1] >= made[:, :, 0]).all())


def test_an_image_is_cut_to_the_picture(tmp_path: Path) -> None:
    path = tmp_path / "still.png"
    cv2.imwrite(str(path), np.full((40, 40, 3), (10, 20, 30), np.uint8))
    assert set(map(tuple, ground(str(path), SIZE).reshape(-1, 3).tolist())) == {(30, 20, 10)}


def test_what_is_neither(tmp_path: Path) -> None:
    with pytest.raises(ImageError, match="there is no such file"):
        ground(str(tmp_path / "none.png"), SIZE)
