"""A channel's media folder that grows a part at a time: real tiny media, as the engine makes it."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

import numpy as np

from engine.ffmpeg import picture
from engine.ffmpeg.encoder import AUDIO_KBIT, AudioEncoder, VideoEncoder
from engine.frame import AAC_FRAME, AudioFrame, Packet
from engine.rendition import Rendition
from engine.segment import AudioGrid, Grid, Part, VideoGrid
from engine.segmenter import Segmenter
from engine.store import INDEX, Store
from engine.window import Track, Window, ended_line, read_window, track

RATE = Fraction(25)
FIRST = 931_770_833
"""The first segment of a programme in 2026."""
LADDER = (
    Rendition(name="96p", width=128, height=96, kbit=60),
    Rendition(name="64p", width=80, height=64, kbit=30),
)


@dataclass(frozen=True, slots=True)
class Made:
    """A rendition as the encoders made it."""

    track: Track
    header: bytes
    parts: tuple[Part, ...]


@cache
def programme(segments: int) -> tuple[Made, ...]:
    """So many segments of every rendition."""
    return (*(_picture(rendition, segments) for rendition in LADDER), _sound(segments))


def _picture(rendition: Rendition, segments: int) -> Made:
    grid = VideoGrid(rate=RATE)
    encoder = VideoEncoder(rendition, RATE, "ultrafast")
    packets = []
    for number in range(grid.first_of(FIRST), grid.first_of(FIRST + segments)):
        handle = picture.filled(rendition.width, rendition.height)
        picture.planes(handle)[0][:] = 16 + number % 200
        packets += encoder.encode(handle, number)
    size = rendition.width, rendition.height
    described = track(rendition.name, "video", encoder.codecs, grid, size, rendition.kbit)
    return Made(described, encoder.header, _parts(grid, [*packets, *encoder.finish()]))


def _sound(segments: int) -> Made:
    grid = AudioGrid(rate=RATE)
    encoder = AudioEncoder()
    silence = np.zeros((2, AAC_FRAME), np.float32)
    first, end = grid.first_of(FIRST), grid.first_of(FIRST + segments)
    packets = []
    for number in range(first, end):
        packets += encoder.encode(AudioFrame(samples=silence, position=number * AAC_FRAME))
    kept = [packet for packet in [*packets, *encoder.finish()] if packet.number < end]
    described = track("audio", "audio", encoder.codecs, grid, kbit=AUDIO_KBIT)
    return Made(described, encoder.header, _parts(grid, kept))


def _parts(grid: Grid, packets: list[Packet]) -> tuple[Part, ...]:
    segmenter = Segmenter(grid)
    parts = [part for packet in packets for part in segmenter.push(packet)]
    return (*parts, *segmenter.finish())


class OnAir:
    """Writes a programme into a channel's folder as its process would, when told to."""

    def __init__(self, root: Path, segments: int = 4, name: str = "demo") -> None:
        self.made = programme(segments)
        self.media = root / name / "media"
        store = Store(self.media)
        self._shelves = [store.add(made.track, made.header) for made in self.made]
        self.aired = 0

    @property
    def names(self) -> list[str]:
        """The renditions, the top rung first."""
        return [made.track.name for made in self.made]

    @property
    def is_over(self) -> bool:
        """Whether there is nothing left to air."""
        return self.aired == len(self.made[0].parts)

    def air(self, parts: int = 1) -> Part:
        """Write the next parts of every rendition; give the last of the top rung."""
        for _ in range(parts):
            for shelf, made in zip(self._shelves, self.made, strict=True):
                shelf.append(made.parts[self.aired])
            self.aired += 1
        return self.made[0].parts[self.aired - 1]

    def end(self) -> None:
        """End the programme."""
        for name in self.names:
            self.write(name, ended_line())

    def write(self, rendition: str, line: str) -> None:
        """Append a line to an index."""
        with (self.media / rendition / INDEX).open("a", encoding="ascii") as index:
            index.write(line)


def written(folder: Path) -> Window:
    """The window of a rendition's folder."""
    with (folder / INDEX).open() as lines:
        return read_window(lines)
