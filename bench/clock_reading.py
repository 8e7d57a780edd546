"""The clock reader beside real pictures: its share of a core."""

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bench.command import CLIP
from bench.row import Row
from engine.clock_reading.clock_reader import ClockReader, Looks
from engine.clock_reading.glyphs import Glyphs, vector
from engine.ffmpeg import picture
from engine.ffmpeg.probe import probe
from engine.ffmpeg.source import FileSource, Picture
from engine.timebase import MICROSECONDS

_SECONDS = 15
_BOUND = 0.03


def rows() -> Iterator[Row]:
    """CPU of every look in the first fifteen seconds of each clip, against these."""
    clips = sorted(CLIP.parent.glob("*.*")) if CLIP.exists() else []
    # The digits' patterns are drawn once, a fifth of a second.
    Glyphs().likeness(np.zeros((1, vector(np.ones((9, 9), np.uint8)).size), np.float32))
    shares = [_share(clip) for clip in clips if clip.suffix in {".mp4", ".ts"}]
    if not shares:
        print(f"skip clock_reading: needs clips like {CLIP.name} in ../shared")
        return
    yield Row(
        name="the clock looked for and read: share of a core",
        figures=tuple(shares),
        bound=_BOUND,
        note=f"{len(shares)} clips, at most {max(shares):.3f}",
    )


def _share(clip: Path) -> float:
    info = probe(str(clip))
    size = info.display[0] // 2 * 2, info.display[1] // 2 * 2
    reader, looks = ClockReader(), Looks(info.rate)
    number, spent, at = 0, 0.0, 0
    for shown in FileSource(info, *size).play():
        if not isinstance(shown, Picture):
            continue
        at = int(shown.time * MICROSECONDS)
        if at > _SECONDS * MICROSECONDS:
            break
        if looks.wants(number):
            luma = picture.planes(shown.handle)[0]
            began = time.thread_time()
            reader.look(luma, at)
            spent += time.thread_time() - began
        number += 1
    return spent * MICROSECONDS / at
