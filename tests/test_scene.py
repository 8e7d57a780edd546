"""Scenes are values: equal ones are equal, and wrong ones are not built."""

import pytest

from overlays.area import Area
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


@pytest.mark.parametrize(
    ("window", "crop", "inside"),
    [
        pytest.param(Area(0, 0, 64, 48), None, None, id="all-of-it"),
        pytest.param(Area(0, 0, 14, 48), None, (0, 0, 4, 6), id="its-left"),
        pytest.param(Area(12, 22, 64, 48), None, (2, 2, 6, 4), id="its-lower-right"),
        pytest.param(Area(0, 0, 14, 48), (2, 0, 6, 4), (2, 0, 2, 4), id="and-its-crop"),
        pytest.param(Area(0, 0, 10, 48), None, (), id="beside-it"),
        pytest.param(Area(0, 0, 12, 48), (2, 0, 6, 4), (), id="beside-its-crop"),
        pytest.param(Area(10, 20, 8, 0), None, (), id="no-window"),
    ],
)
def test_a_layer_within_a_window(
    window: Area, crop: tuple[int, ...] | None, inside: tuple[int, ...] | None
) -> None:
    """The card of 8x6 stands at 10,20; `inside` is the crop that is left."""
    made = None if crop is None else Crop(left=crop[0], top=crop[1], width=crop[2], height=crop[3])
    layer = Layer(drawing=CARD, left=10, top=20, crop=made)
    found = layer.within(window)
    crops = [one.crop for one in found]
    assert all((one.left, one.top, one.drawing) == (10, 20, CARD) for one in found)
    if inside is None:
        assert found == (layer,)
    else:
        left = [(c.left, c.top, c.width, c.height) for c in crops if c is not None]
        assert left == ([inside] if inside else [])


@pytest.mark.parametrize(("width", "height"), [(0, 2), (2, 0), (3, 2), (2, 3), (-2, 2)])
def test_a_picture_of_odd_size_is_refused(width: int, height: int) -> None:
    with pytest.raises(BoxError):
        PictureSize(width=width, height=height)
