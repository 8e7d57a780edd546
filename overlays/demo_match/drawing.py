"""Skia on our pixels: BGRA, premultiplied, in both directions."""

import numpy as np
import skia
from numpy.typing import NDArray

type Pixels = NDArray[np.uint8]


def canvas_on(pixels: Pixels) -> skia.Canvas:
    """A canvas that draws straight into pixels (uint8, BGRA); the caller keeps them alive."""
    return skia.Canvas(pixels, skia.kBGRA_8888_ColorType, skia.kPremul_AlphaType)


def image_of(pixels: Pixels) -> skia.Image:
    """A picture of its own of pixels (uint8, BGRA), ready to be drawn smaller."""
    image = skia.Image.fromarray(
        pixels, skia.kBGRA_8888_ColorType, skia.kPremul_AlphaType, copy=True
    )
    return image.withDefaultMipmaps()
