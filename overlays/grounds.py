"""Grounds: what graphics are looked at over, since hardly any is ever seen over nothing."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from overlays.box import Pixels
from overlays.scene import PictureSize
from overlays.still import SIDE_AT_MOST, read_still

# Two shades of mown grass under floodlights, and how many strips of them a picture is wide.
_GRASS = (48, 96, 52), (42, 86, 46)
_STRIPS = 10
_ICE = (236, 240, 243)


def _pitch(size: PictureSize) -> Pixels:
    strips = np.arange(size.width) * _STRIPS // size.width % 2
    row = np.array(_GRASS, np.uint8)[strips]
    return np.repeat(row[np.newaxis], size.height, axis=0)


def _ice(size: PictureSize) -> Pixels:
    return np.full((size.height, size.width, 3), _ICE, np.uint8)


GROUNDS: dict[str, Callable[[PictureSize], Pixels]] = {"green": _pitch, "light": _ice}


def ground(what: str, size: PictureSize) -> Pixels:
    """A ground by its name, or the image file of that name cut to it, as R, G, B.

    Raises ImageError where there is neither.
    """
    made = GROUNDS.get(what)
    if made is not None:
        return made(size)
    still = read_still(Path(what), side=SIDE_AT_MOST).sized(size.width, size.height, "cover")
    return still.pixels[:, :, :3].copy()
