"""The slate covers the picture and takes any title."""

import numpy as np
import pytest

from overlays.renderer import Renderer
from overlays.scene import PictureSize
from overlays.slate import slate
from overlays.theme import DAYLIGHT, HOUSE


@pytest.mark.parametrize(
    ("width", "height"), [(320, 180), (256, 144), (180, 320), (64, 64), (16, 8)]
)
def test_the_slate_covers_the_whole_picture_once(width: int, height: int) -> None:
    renderer = Renderer()
    size = PictureSize(width=width, height=height)
    (box,) = renderer.boxes(slate(size, "Programme begins shortly"))
    again = renderer.boxes(slate(size, "Programme begins shortly"))
    assert box.pixels.shape == (height, width, 4)
    assert (box.pixels[..., 3] == 255).all()
    assert (box.left, box.top) == (0, 0)
    assert again[0].version == box.version
    assert renderer.drawn == 1


@pytest.mark.parametrize("title", ["", "⚽", "שלום", "A\nB", "We will be back " * 20])
def test_any_title_keeps_inside_the_safe_area(title: str) -> None:
    size = PictureSize(width=320, height=180)
    plain, titled = (Renderer().boxes(slate(size, text))[0].pixels for text in ("", title))
    differs = np.flatnonzero((plain != titled).any(axis=(0, 2)))
    assert not differs.size or (differs[0] >= 16 and differs[-1] < 304)


def test_it_stands_in_the_colours_of_its_theme() -> None:
    size = PictureSize(width=320, height=180)
    dark, light = (
        Renderer().boxes(slate(size, "Back soon", theme))[0].pixels for theme in (HOUSE, DAYLIGHT)
    )
    assert dark[..., :3].mean() < 80
    assert light[..., :3].mean() > 160
