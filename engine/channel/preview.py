"""Previews: a graphic as it would stand, drawn beside the programme for whoever plans it."""

import asyncio
import base64
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import cv2
import numpy as np

from feeds.state import GameState
from overlays.area import even
from overlays.composite import lay
from overlays.graphic import Fields
from overlays.renderer import Renderer
from overlays.scene import PictureSize
from overlays.stage import Stage, scene
from overlays.takes import Takes

# Grass under floodlights.
_GROUND = (46, 92, 52)
_SETTLED = 4_000_000
_NICE = 10


class Previewer:
    """Draws previews one after the other on a thread of low priority."""

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(1, "preview", initializer=_be_nice)

    async def preview(
        self, stage: Stage, state: GameState, at: int, taken: tuple[str, Fields], width: int
    ) -> str:
        """As `preview` has it."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, preview, stage, state, at, taken, width)


def preview(stage: Stage, state: GameState, at: int, taken: tuple[str, Fields], width: int) -> str:
    """A PNG in base64 of that graphic with those fields, `width` pixels wide, 16:9.

    `at` is the event time (µs) of the picture; the graphic is shown settled.
    """
    size = PictureSize(width=even(width), height=even(width * 9 / 16))
    takes = Takes()
    takes.take(taken[0], at - _SETTLED, {**taken[1], "seconds": ""})
    boxes = Renderer().boxes(scene(stage.standing(state, takes.as_of(at), at), size))
    picture = np.full((size.height, size.width, 3), _GROUND, np.uint8)
    lay(picture, boxes)
    _, content = cv2.imencode(".png", picture[:, :, ::-1])
    return base64.b64encode(content.tobytes()).decode("ascii")


def _be_nice() -> None:
    """On Linux a thread has a priority of its own."""
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
