"""The keyer beside a memcpy of the same planes, at 1080p, while a goal's graphics animate."""

import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np

from bench.row import Row
from engine import keyer
from engine.channel.plates import Plates
from engine.ffmpeg import picture
from engine.frame import Plane
from engine.keyer import KeyedBox
from feeds.event_time import MICROSECONDS
from feeds.fact import Goal, Match, Team
from feeds.happening import Side
from feeds.timeline import Timeline
from overlays.catalogue import RULES
from overlays.renderer import Renderer
from overlays.scene import PictureSize
from overlays.stage import Stage, scene
from overlays.takes import NOTHING

_SIZE = PictureSize(width=1920, height=1080)
_FRAMES = 125
_TIMES = 7


def rows() -> Iterator[Row]:
    """p95 over the frames of a goal flash of the key, in copies of the boxes' planes."""
    frames = [_boxes(number) for number in range(_FRAMES)]
    planes = picture.planes(picture.filled(_SIZE.width, _SIZE.height))
    beside = picture.planes(picture.filled(_SIZE.width, _SIZE.height))
    keyed = [_fastest(partial(keyer.key, planes, boxes)) for boxes in frames]
    copied = [_fastest(partial(_copy, list(_copies(boxes)))) for boxes in frames]
    framed = _fastest(partial(picture.copy, planes, beside))
    key, floor = np.percentile(keyed, 95), np.percentile(copied, 95)
    yield Row(
        name="key at 1080p while a goal's graphics animate: p95, in memcpys of the boxes",
        figures=(float(key / floor),),
        bound=3,
        note=f"{key * 1e6:.0f} µs; the frame's copy, apart: {framed * 1e6:.0f} µs",
    )


def _boxes(number: int) -> list[KeyedBox]:
    """The boxes of the frame `number` after a goal, at 25 frames a second."""
    timeline = Timeline()
    for fact in (
        Match(event_time=0, received=0, home=Team(name="Home Town"), away=Team(name="Away City")),
        Goal(event_time=0, received=0, side=Side.HOME, player="Ada Marsh", minute=7),
    ):
        timeline.add(fact, visible_from=0)
    at = number * MICROSECONDS // 25
    standing = Stage(RULES).standing(timeline.as_of(at), NOTHING, at)
    plates = Plates()
    return [plates.keyed(box) for box in Renderer().boxes(scene(standing, _SIZE))]


def _copies(boxes: Sequence[KeyedBox]) -> Iterator[tuple[Plane, Plane]]:
    """The shown part of each box's planes (colour and inverse alpha), and room for a copy of it."""
    for box in boxes:
        left, top, right, bottom = box.window
        halves = slice(top // 2, bottom // 2), slice(left // 2, right // 2)
        wholes = slice(top, bottom), slice(left, right)
        y, u, v = box.plate.color
        luma, chroma = box.plate.inverse
        for plane, window in (
            (y, wholes),
            (u, halves),
            (v, halves),
            (luma, wholes),
            (chroma, halves),
        ):
            yield plane[window], np.empty_like(plane)[window]


def _copy(pairs: list[tuple[Plane, Plane]]) -> None:
    for source, target in pairs:
        np.copyto(target, source)


def _fastest(work: Callable[[], None]) -> float:
    """Seconds of the fastest of some runs, which other load on the machine cannot lengthen."""
    fastest = float("inf")
    for _ in range(_TIMES):
        began = time.perf_counter()
        work()
        fastest = min(fastest, time.perf_counter() - began)
    return fastest
