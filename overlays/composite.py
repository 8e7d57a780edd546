"""Composites: boxes laid over each other and over a ground, for pictures that are looked at."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from overlays.box import Box, Pixels
from overlays.scene import PictureSize

type _Wide = NDArray[np.uint16]

# So many rows at a time: what that takes fits a processor's cache.
_BAND = 64


def lay(picture: Pixels, boxes: Iterable[Box]) -> None:
    """Lay boxes over a picture of premultiplied R, G, B, A or of R, G, B, bottom to top."""
    for box in boxes:
        _lay(picture, box)


def transparent(size: PictureSize) -> Pixels:
    """An empty picture of premultiplied R, G, B, A."""
    return np.zeros((size.height, size.width, 4), np.uint8)


def _lay(picture: Pixels, box: Box) -> None:
    pixels, left, top = box.pixels, box.left, box.top
    if box.crop is not None:
        crop = box.crop
        pixels = pixels[crop.top : crop.top + crop.height, crop.left : crop.left + crop.width]
        left, top = left + crop.left, top + crop.top
    ground = picture[max(0, top) :, max(0, left) :]
    ground = ground[
        : max(0, pixels.shape[0] + min(0, top)), : max(0, pixels.shape[1] + min(0, left))
    ]
    shown = pixels[max(0, -top) :, max(0, -left) :][: ground.shape[0], : ground.shape[1]]
    for first in range(0, shown.shape[0], _BAND):
        rows = slice(first, first + _BAND)
        fill = _share(shown[rows].astype(np.uint16) * box.opacity)
        inverse = 255 - fill[:, :, 3:]
        ground[rows] = fill[:, :, : picture.shape[2]] + _share(ground[rows] * inverse)


def _share(product: _Wide) -> _Wide:
    """A product of two bytes, divided by 255 and rounded."""
    return (product + 127) // 255
