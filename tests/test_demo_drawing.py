"""Premultiplied all the way: half-transparent white over grey 64 gives 160."""

import numpy as np
import skia

from overlays.demo_match.drawing import canvas_on, image_of

HALF_WHITE = np.full((4, 4, 4), 128, np.uint8)


def test_an_image_blends_premultiplied() -> None:
    pixels = np.full((4, 4, 4), (64, 64, 64, 255), np.uint8)
    canvas_on(pixels).drawImage(image_of(HALF_WHITE), 0, 0)
    assert np.abs(pixels[..., :3].astype(int) - 160).max() <= 1


def test_an_image_keeps_its_own_pixels_in_our_order() -> None:
    source = np.full((2, 2, 4), (10, 20, 30, 255), np.uint8)
    image = image_of(source)
    source[:] = 0
    pixels = np.zeros((2, 2, 4), np.uint8)
    canvas = canvas_on(pixels)
    canvas.drawImage(image, 0, 0)
    assert pixels[0, 0].tolist() == [10, 20, 30, 255]
    canvas.clear(skia.Color(30, 20, 10))
    assert pixels[0, 0].tolist() == [10, 20, 30, 255]
