"""Boxes: pixels with a place, ready to be keyed over a picture."""

from dataclasses import dataclass
from itertools import count

import numpy as np
from numpy.typing import NDArray

type Pixels = NDArray[np.uint8]

_versions = count(1)


class BoxError(ValueError):
    """A box or crop that could not be keyed; says what is wrong with it."""


def next_version() -> int:
    """A version no other pixels of this process have."""
    return next(_versions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crop:
    """The part of a box that shows, in the box's own pixels; even numbers, because chroma is."""

    left: int
    top: int
    width: int
    height: int

    def __post_init__(self) -> None:
        numbers = (self.left, self.top, self.width, self.height)
        if any(number % 2 for number in numbers):
            raise BoxError(f"crop {numbers} must be even")
        if self.left < 0 or self.top < 0 or self.width <= 0 or self.height <= 0:
            raise BoxError(f"crop {numbers} must show something of its box")

    def fits(self, width: int, height: int) -> bool:
        """Whether it lies inside a box of that size."""
        return self.left + self.width <= width and self.top + self.height <= height


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Box:
    """Premultiplied RGBA pixels and where they stand.

    `pixels` is uint8 (height, width, 4), C-contiguous and read-only, of even width and height.
    `left` and `top` are even picture pixels of the whole box's corner (before the crop) and may lie
    outside the picture. `opacity` 0..255 applies to the whole box. Boxes of equal `version` have
    equal pixels, so a keyer may keep what it derived from them.
    """

    pixels: Pixels
    left: int
    top: int
    opacity: int = 255
    crop: Crop | None = None
    version: int

    def __post_init__(self) -> None:
        _check_pixels(self.pixels)
        height, width = self.pixels.shape[:2]
        check_place(self.left, self.top, self.opacity)
        check_crop(self.crop, width, height)


def check_place(left: int, top: int, opacity: int) -> None:
    """Raise BoxError unless the place is even and the opacity a byte."""
    if left % 2 or top % 2:
        raise BoxError(f"place {left},{top} must be even")
    if not 0 <= opacity <= 255:
        raise BoxError(f"opacity {opacity} must be 0..255")


def check_crop(crop: Crop | None, width: int, height: int) -> None:
    """Raise BoxError unless the crop lies inside a box of that size."""
    if crop is not None and not crop.fits(width, height):
        raise BoxError(f"{crop} reaches beyond its box of {width}x{height}")


def _check_pixels(pixels: Pixels) -> None:
    if pixels.dtype != np.uint8 or pixels.ndim != 3 or pixels.shape[2] != 4:
        raise BoxError(f"pixels are {pixels.dtype} {pixels.shape}, not uint8 (height, width, 4)")
    height, width = pixels.shape[:2]
    if not width or not height or width % 2 or height % 2:
        raise BoxError(f"pixels of {width}x{height}: both must be even and more than 0")
    if not pixels.flags.c_contiguous or pixels.flags.writeable:
        raise BoxError("pixels must be contiguous and read-only")
