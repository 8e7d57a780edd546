"""Soft shadows: there around the plate, none where it stands, and no border to be seen."""

from typing import Any

import numpy as np
import pytest

from overlays.area import Area
from overlays.box import Pixels
from overlays.canvas import Canvas
from overlays.color import AMBER, Color
from overlays.renderer import Renderer
from overlays.scene import Layer, Scene
from overlays.shadow import around, shadow

PLATE = Area(100, 60, 200, 60)
DARK = Color(0, 0, 0, 100)


def flat(layers: tuple[Layer, ...], size: tuple[int, int] = (200, 400)) -> Pixels:
    """The layers on nothing; none lies over another."""
    picture = np.zeros((*size, 4), np.uint8)
    for layer in layers:
        canvas = Canvas(layer.drawing.width, layer.drawing.height)
        layer.drawing.draw(canvas)
        crop = layer.crop
        assert crop is not None
        part = canvas.finished()[crop.top :, crop.left :][: crop.height, : crop.width]
        place = np.s_[
            layer.top + crop.top : layer.top + crop.top + crop.height,
            layer.left + crop.left : layer.left + crop.left + crop.width,
        ]
        assert not picture[place].any()
        picture[place] = part
    return picture


def test_it_lies_around_the_plate_and_not_below_it() -> None:
    alpha = flat(shadow(PLATE, 1.0, DARK, radius=6))[:, :, 3].astype(int)
    assert not alpha[68:112, 108:292].any()
    assert alpha[121, 200] > 45
    assert alpha[58, 200] > 20
    assert alpha[121, 200] > alpha[58, 200]
    assert alpha[90, 98] == alpha[90, 301] > 30
    assert alpha.max() <= 100


def test_it_ends_softly() -> None:
    alpha = flat(shadow(PLATE, 1.0, DARK))[:, :, 3].astype(int)
    assert np.abs(np.diff(alpha[122:, 200])).max() <= 5
    assert np.abs(np.diff(alpha[90, 302:])).max() <= 5
    assert alpha[-1].max() == alpha[0].max() == 0


def test_a_glow_has_its_colour_premultiplied_and_hangs_nowhere() -> None:
    glow = flat(around(PLATE, 1.0, AMBER.faded(200))).astype(int)
    assert np.array_equal(glow[59, 100:300], glow[120, 100:300])
    red, green, blue, alpha = glow[58, 200]
    assert np.allclose((red, green, blue), np.multiply(AMBER[:3], alpha / 255), atol=1)


def test_it_is_drawn_once_however_it_fades() -> None:
    renderer = Renderer()
    for opacity in range(0, 256, 15):
        renderer.boxes(Scene(layers=shadow(PLATE, 1.0, DARK, opacity=opacity)))
    assert renderer.drawn == 1


@pytest.mark.parametrize("given", [{"color": Color(0, 0, 0, 0)}, {"opacity": 0}], ids=str)
def test_there_may_be_none(given: dict[str, Any]) -> None:
    assert shadow(**{"plate": PLATE, "scale": 1.0, "color": DARK, **given}) == ()


@pytest.mark.parametrize("scale", [0.05, 0.33, 0.667, 2.0])
def test_every_size_is_even_and_whole(scale: float) -> None:
    plate = Area(100, 60, 2 * round(100 * scale), 2 * round(6 * scale))
    for layer in shadow(plate, scale, DARK, radius=7 * scale):
        assert layer.crop is not None
        assert (layer.drawing.width + layer.drawing.height) % 2 == 0
