"""The demo match, drawn live: its share of a core."""

import time
from collections.abc import Iterator

from bench.row import Row
from engine.channel.demo import RATE
from feeds.demo_match import Script
from feeds.event_time import MICROSECONDS
from overlays.demo_match import Painter, scene

_FRAMES = 250
_STARTS_S = (5, 32, 100, 165, 225, 300)


def rows() -> Iterator[Row]:
    """CPU of scene and paint against real time, over stretches of ten seconds."""
    script = Script()
    painter = Painter(script)
    painter.paint(scene(script, 0))
    shares = []
    for start in _STARTS_S:
        began = time.thread_time()
        for number in range(_FRAMES):
            painter.paint(scene(script, start * MICROSECONDS + int(number * MICROSECONDS / RATE)))
        shares.append((time.thread_time() - began) * float(RATE) / _FRAMES)
    yield Row(name="demo match drawn live: share of a core", figures=tuple(shares), bound=0.25)
