"""The boxes of the top rung, told over the bus while somebody wants them.

A picture's name comes of its bytes, so it means the same after a restart. Whoever wants boxes asks
for those now (`boxes_now`) every few seconds, naming the pictures it has; what changes between is
published. A message lost is made good by the next question.
"""

import asyncio
import base64
import hashlib
import logging
import os
import threading
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Container, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import cv2
import numpy as np

from engine.timebase import MICROSECONDS
from feeds import event_time
from feeds.bus import RefusedError
from feeds.clock import Clock
from overlays.box import Box, Pixels

WANTED_US = 12 * MICROSECONDS
PICTURES_KEPT = 128
_WAITING_AT_MOST = 256
# NATS takes 1 MiB a message; what does not fit is asked for.
_PICTURE_BYTES = 700_000
_COMPRESSION = (cv2.IMWRITE_PNG_COMPRESSION, 3)
_NICE = 5

log = logging.getLogger(__name__)

type Coded = dict[str, Any]
type Publish = Callable[[Mapping[str, Any]], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The boxes that stand from a frame on."""

    number: int
    boxes: Sequence[Box]


class BoxesTeller:
    """Tells what boxes stand, `size` (width, height) the picture they are made for.

    Nothing is encoded while nobody has asked for twelve seconds; encoding has a thread of its own
    that yields to all others.
    """

    def __init__(
        self, rate: Fraction, size: tuple[int, int], publish: Publish, clock: Clock
    ) -> None:
        self._rate = rate
        self._size = size
        self._publish = publish
        self._clock = clock
        self._loop = asyncio.get_running_loop()
        self._encoder = ThreadPoolExecutor(1, "boxes", initializer=_be_nice)
        self._pictures = Pictures()
        self._latest: Standing | None = None
        self._wanted_until = 0
        self._waiting: asyncio.Queue[Standing] = asyncio.Queue(_WAITING_AT_MOST)
        self._told: OrderedDict[str, None] = OrderedDict()

    def shown(self, number: int, boxes: Sequence[Box]) -> None:
        """Other boxes stand from frame n on; from the dressing thread, frame after frame."""
        self._latest = shown = Standing(number=number, boxes=boxes)
        if self._clock.monotonic() < self._wanted_until:
            self._loop.call_soon_threadsafe(self._enqueue, shown)

    async def now(self, asked: Coded) -> Coded:
        """What stands now, with the pictures the one who asks has not; wanted for a while."""
        self._wanted_until = self._clock.monotonic() + WANTED_US
        if self._latest is None:
            raise RefusedError("not_ready", "no frame is dressed yet; ask again")
        have = asked.get("have")
        return await self._coded(self._latest, set(have) if isinstance(have, list) else set())

    async def run(self) -> None:
        """Publish what changes, until cancelled. A failure here takes nothing off air."""
        try:
            while True:
                shown = await self._waiting.get()
                try:
                    await self._tell(shown)
                except Exception:
                    log.exception("boxes not told frame=%d", shown.number)
        finally:
            self._encoder.shutdown(wait=False, cancel_futures=True)

    async def _tell(self, shown: Standing) -> None:
        message = await self._coded(shown, self._told)
        for box in message["boxes"]:
            name = box["version"]
            if name in message["pictures"] or name in self._told:
                self._told[name] = None
                self._told.move_to_end(name)
        while len(self._told) > PICTURES_KEPT:
            self._told.popitem(last=False)
        await self._publish(message)

    def _enqueue(self, shown: Standing) -> None:
        # Where it is full encoding lags by seconds: what is lost is asked for.
        if not self._waiting.full():
            self._waiting.put_nowait(shown)

    async def _coded(self, shown: Standing, known: Container[str]) -> Coded:
        """The message of what stands, with those of its pictures that are not known."""
        coded = await self._loop.run_in_executor(
            self._encoder, lambda: [self._pictures.coded(box) for box in shown.boxes]
        )
        return {
            "type": "boxes",
            "v": 1,
            "frame": shown.number,
            "program_time": event_time.to_iso(int(shown.number * MICROSECONDS / self._rate)),
            "size": list(self._size),
            "boxes": [
                coded_box(box, name) for box, (name, _) in zip(shown.boxes, coded, strict=True)
            ],
            "pictures": _fitting({name: png for name, png in coded if name not in known}),
        }


class Pictures:
    """Boxes' pixels as named PNG files in base64; those last shown are kept. For one thread."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, tuple[str, str]] = OrderedDict()

    def coded(self, box: Box) -> tuple[str, str]:
        """The name and the file of a box's pixels."""
        kept = self._kept.pop(box.version, None)
        if kept is None:
            content = png(box.pixels)
            name = hashlib.sha256(content).hexdigest()[:16]
            kept = name, base64.b64encode(content).decode("ascii")
        self._kept[box.version] = kept
        if len(self._kept) > PICTURES_KEPT:
            self._kept.popitem(last=False)
        return kept


def png(pixels: Pixels) -> bytes:
    """The PNG of premultiplied RGBA pixels; in it colour stands straight beside alpha."""
    alpha = pixels[:, :, 3:].astype(np.uint16)
    color = pixels[:, :, 2::-1].astype(np.uint16)
    straight = np.minimum((color * 255 + alpha // 2) // np.maximum(alpha, 1), 255)
    _, content = cv2.imencode(".png", np.dstack([straight, alpha]).astype(np.uint8), _COMPRESSION)
    return content.tobytes()


def coded_box(box: Box, name: str) -> Coded:
    """A box as it is told, its picture by name."""
    crop = box.crop
    return {
        "version": name,
        "left": box.left,
        "top": box.top,
        "opacity": box.opacity,
        "crop": None if crop is None else [crop.left, crop.top, crop.width, crop.height],
    }


def _fitting(pictures: Mapping[str, str]) -> dict[str, str]:
    """As many as a message can carry."""
    fitting: dict[str, str] = {}
    left = _PICTURE_BYTES
    for name, content in pictures.items():
        left -= len(content)
        if left < 0:
            break
        fitting[name] = content
    return fitting


def _be_nice() -> None:
    """On Linux a thread has a priority of its own, whatever POSIX says."""
    thread = threading.get_native_id()
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, thread, os.getpriority(os.PRIO_PROCESS, thread) + _NICE)
