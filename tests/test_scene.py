"""Scenes are values: equal ones are equal, and wrong ones are not built."""

import pytest

from overlays.box import BoxError, Crop
from overlays.scene import Layer, PictureSize, Scene
from overlays.slate import Slate

CARD = Slate(width=8, height=6, title="")


def test_equal_scenes_are_equal_and_hash_alike() -> None:
    one, other = (
        Scene(layers=(Layer(drawing=Slate(width=8, height=6, title=""), left=-4, top=2),))
        for _ in range(2)
    )
    assert one == other
    assert hash(one) == hash(other)
    assert one != Scene(layers=(Layer(drawing=CARD, left=-2, top=2),))


@pytest.mark.parametrize(
    ("left", "top", "opacity", "crop"),
    [
        pytest.param(1, 0, 255, None, id="odd-left"),
        pytest.param(0, 1, 255, None, id="odd-top"),
        pytest.param(0, 0, 300, None, id="opacity-beyond-a-byte"),
        pytest.param(0, 0, 255, Crop(left=0, top=0, width=10, height=6), id="crop-too-wide"),
    ],
)
def test_a_layer_that_could_not_be_keyed_is_refused(
    left: int, top: int, opacity: int, crop: Crop | None
) -> None:
    with pytest.raises(BoxError):
        Layer(drawing=CARD, left=left, top=top, opacity=opacity, crop=crop)


@pytest.mark.parametrize(("width", "height"), [(0, 2), (2, 0), (3, 2), (2, 3), (-2, 2)])
def test_a_picture_of_odd_size_is_refused(width: int, height: int) -> None:
    with pytest.raises(BoxError):
        PictureSize(width=width, height=height)
