"""The renderer draws what changed and nothing else."""

from dataclasses import dataclass

import pytest

from overlays.area import Area
from overlays.box import Crop
from overlays.canvas import Canvas
from overlays.color import WHITE
from overlays.renderer import Renderer
from overlays.scene import Layer, Scene


@dataclass(frozen=True, slots=True)
class Patch:
    """A square of 4 by 4 pixels (64 bytes) in a shade of grey."""

    shade: int
    width: int = 4
    height: int = 4

    def draw(self, canvas: Canvas) -> None:
        canvas.rect(Area(0, 0, self.width, self.height), WHITE.faded(self.shade))


def scene_of(*layers: Layer) -> Scene:
    return Scene(layers=layers)


def test_boxes_stand_where_their_layers_do_bottom_to_top() -> None:
    crop = Crop(left=2, top=0, width=2, height=4)
    first = Layer(drawing=Patch(10), left=-4, top=6, crop=crop)
    second = Layer(drawing=Patch(20), left=8, top=0, opacity=99)
    under, over = Renderer().boxes(scene_of(first, second))
    assert (under.left, under.top, under.opacity, under.crop) == (-4, 6, 255, crop)
    assert (over.left, over.top, over.opacity, over.crop) == (8, 0, 99, None)
    assert (under.pixels == 10).all()
    assert (over.pixels == 20).all()
    assert under.version != over.version


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(Layer(drawing=Patch(10), left=2, top=0), id="moved"),
        pytest.param(Layer(drawing=Patch(10), left=0, top=0, opacity=3), id="faded"),
        pytest.param(
            Layer(
                drawing=Patch(10),
                left=0,
                top=0,
                crop=Crop(left=0, top=0, width=2, height=2),
            ),
            id="cropped",
        ),
    ],
)
def test_what_moves_fades_or_is_cropped_is_not_drawn_again(changed: Layer) -> None:
    renderer = Renderer()
    (before,) = renderer.boxes(scene_of(Layer(drawing=Patch(10), left=0, top=0)))
    (after,) = renderer.boxes(scene_of(changed))
    assert renderer.drawn == 1
    assert after.version == before.version
    assert after.pixels is before.pixels


def test_equal_drawings_of_one_scene_are_drawn_once() -> None:
    renderer = Renderer()
    one, other = renderer.boxes(
        scene_of(*(Layer(drawing=Patch(5), left=left, top=0) for left in (0, 8)))
    )
    assert renderer.drawn == 1
    assert one.version == other.version


def test_a_layer_that_cannot_be_seen_is_not_drawn() -> None:
    renderer = Renderer()
    assert renderer.boxes(scene_of(Layer(drawing=Patch(5), left=0, top=0, opacity=0))) == ()
    assert renderer.drawn == 0


@pytest.mark.parametrize(
    ("byte_limit", "shades", "drawn"),
    [
        pytest.param(128, [1, 2, 1, 2, 1, 2], 2, id="both-kept"),
        pytest.param(128, [1, 2, 3, 2, 3], 3, id="the-oldest-goes"),
        pytest.param(128, [1, 2, 1, 3, 1], 3, id="use-keeps-young"),
        pytest.param(128, [1, 2, 1, 3, 2], 4, id="what-went-is-drawn-again"),
        pytest.param(63, [1, 1], 2, id="too-large-to-keep"),
    ],
)
def test_the_cache_is_bounded_in_bytes(byte_limit: int, shades: list[int], drawn: int) -> None:
    renderer = Renderer(byte_limit=byte_limit)
    for shade in shades:
        (box,) = renderer.boxes(scene_of(Layer(drawing=Patch(shade), left=0, top=0)))
        assert (box.pixels == shade).all()
    assert renderer.drawn == drawn


def test_pixels_drawn_again_have_a_new_version() -> None:
    renderer = Renderer(byte_limit=0)
    scene = scene_of(Layer(drawing=Patch(1), left=0, top=0))
    assert renderer.boxes(scene)[0].version != renderer.boxes(scene)[0].version
