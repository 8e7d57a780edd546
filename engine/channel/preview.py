"""Previews: the picture with a graphic on air, drawn beside the programme for whoever plans it."""

import asyncio
import base64
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import cv2
import numpy as np

from engine.channel.dressing import Dressing
from feeds.bus import RefusedError
from overlays.box import Pixels
from overlays.catalogue import UnknownGraphicError
from overlays.composite import lay
from overlays.renderer import Renderer
from overlays.scene import PictureSize
from overlays.stage import OnAir, scene
from overlays.takes import Move

# Grass under floodlights.
_GROUND = (46, 92, 52)
_NICE = 10


class Previewer:
    """Draws previews one after the other on a thread of low priority."""

    def __init__(self, dressing: Dressing) -> None:
        self._dressing = dressing
        self._executor = ThreadPoolExecutor(1, "preview", initializer=_be_nice)

    async def preview(self, taken: Move, rung: str, width: int) -> str:
        """As `preview` has it."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(
            self._executor, preview, self._dressing, taken, rung, width
        )


def preview(dressing: Dressing, taken: Move, rung: str, width: int) -> str:
    """A PNG in base64 of all that stands on a rung once that was taken, `width` pixels wide.

    It is drawn at the rung's own size, in its variant, and no wider than that; rung "" is the top.
    """
    found = dressing.rung(rung)
    if found is None:
        raise RefusedError("unknown_rung", f"{rung} is no rung with graphics", "rung")
    try:
        standing = dressing.would_stand(taken, found.language)
    except UnknownGraphicError as error:
        raise RefusedError("unknown_graphic", str(error)) from error
    picture = _drawn(standing, found.size)
    width = min(width, found.size.width)
    height = max(1, round(width * found.size.height / found.size.width))
    scaled = cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA)
    _, content = cv2.imencode(".png", scaled[:, :, ::-1])
    return base64.b64encode(content.tobytes()).decode("ascii")


def _drawn(standing: OnAir, size: PictureSize) -> Pixels:
    """R, G, B. What is on air keeps its own drawings: none of them gives way to a preview's."""
    picture = np.full((size.height, size.width, 3), _GROUND, np.uint8)
    lay(picture, Renderer().boxes(scene(standing, size)))
    return picture


def _be_nice() -> None:
    """On Linux a thread has a priority of its own."""
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
