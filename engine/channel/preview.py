"""Previews: a graphic as it would stand, drawn beside the programme for whoever plans it."""

import base64
import os
import threading
from contextlib import suppress

import cv2
import numpy as np

from feeds.state import GameState
from overlays.area import even
from overlays.box import Box, Pixels
from overlays.graphic import Fields
from overlays.renderer import Renderer
from overlays.scene import PictureSize
from overlays.stage import Stage, scene
from overlays.takes import Takes

# Grass under floodlights, B, G, R.
_GROUND = (52, 92, 46)
_SETTLED = 4_000_000
_NICE = 10


def preview(stage: Stage, state: GameState, at: int, taken: tuple[str, Fields], width: int) -> str:
    """A PNG in base64 of that graphic with those fields, `width` pixels wide, 16:9.

    `at` is the event time (µs) of the picture; the graphic is shown settled.
    """
    _be_nice()
    size = PictureSize(width=even(width), height=even(width * 9 / 16))
    takes = Takes()
    takes.take(taken[0], at - _SETTLED, {**taken[1], "seconds": ""})
    boxes = Renderer().boxes(scene(stage.standing(state, takes.as_of(at), at), size))
    picture = np.full((size.height, size.width, 3), _GROUND, np.uint8)
    for box in boxes:
        _blend(picture, box)
    _, content = cv2.imencode(".png", picture)
    return base64.b64encode(content.tobytes()).decode("ascii")


def _blend(picture: Pixels, box: Box) -> None:
    """Lay a box over a picture of B, G, R."""
    pixels, left, top = box.pixels, box.left, box.top
    if box.crop is not None:
        crop = box.crop
        pixels = pixels[crop.top : crop.top + crop.height, crop.left : crop.left + crop.width]
        left, top = left + crop.left, top + crop.top
    rows, columns = slice(max(0, top), None), slice(max(0, left), None)
    ground = picture[rows, columns][: pixels.shape[0], : pixels.shape[1]]
    shown = pixels[max(0, -top) :, max(0, -left) :][: ground.shape[0], : ground.shape[1]]
    color = shown[:, :, 2::-1].astype(np.uint16) * box.opacity // 255
    inverse = 255 - shown[:, :, 3:].astype(np.uint16) * box.opacity // 255
    ground[:] = color + ground * inverse // 255


def _be_nice() -> None:
    """On Linux a thread has a priority of its own."""
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
