"""The window index: what media a rendition has, a line a part, from which playlists follow."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from fractions import Fraction
from itertools import groupby

from engine import timebase
from engine.segment import Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """What holds for every part of a rendition: the index's first line.

    `rate` is the channel's "num/den"; `frame_ticks` is a video frame's or AAC frame's length in
    `timescale`; `part_target` is the channel's, in µs rounded up. Width and height are 0 for sound.
    """

    name: str
    kind: str
    codecs: str
    timescale: int
    frame_ticks: int
    rate: str
    part_target: int
    segment_target: int
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedPart:
    """A part as stored: where its bytes stand and what they hold. Duration is in ticks.

    A gap has length 0: its number exists, its media does not.
    """

    msn: int
    part: int
    offset: int
    length: int
    duration: int
    independent: bool
    first: int
    discontinuity: bool
    map: str


@dataclass(frozen=True, slots=True)
class Window:
    """A track and its parts in order."""

    track: Track
    parts: tuple[IndexedPart, ...]

    def segments(self) -> list[tuple[int, list[IndexedPart]]]:
        """The parts by media sequence number."""
        by_number = groupby(self.parts, key=lambda part: part.msn)
        return [(number, list(parts)) for number, parts in by_number]


def track(name: str, kind: str, codecs: str, grid: Grid, size: tuple[int, int] = (0, 0)) -> Track:
    """The index's description of a track; targets are the channel's, whatever the track."""
    rate = grid.rate
    part = Fraction(timebase.part_frames(rate)) / rate * timebase.MICROSECONDS
    return Track(
        name=name,
        kind=kind,
        codecs=codecs,
        timescale=grid.timescale,
        frame_ticks=grid.frame_ticks,
        rate=f"{rate.numerator}/{rate.denominator}",
        part_target=-int(-part // 1),
        segment_target=-int(-part * timebase.SEGMENT_PARTS // 1),
        width=size[0],
        height=size[1],
    )


def track_line(track: Track) -> str:
    """The index's first line."""
    return json.dumps(asdict(track), separators=(",", ":")) + "\n"


def part_line(part: IndexedPart) -> str:
    """An index line."""
    return json.dumps(asdict(part), separators=(",", ":")) + "\n"


def read_window(lines: Iterable[str]) -> Window:
    """The window of an index's lines; a last line cut short by a crash is left out."""
    numbered = iter(lines)
    track = Track(**json.loads(next(numbered)))
    whole = (line for line in numbered if line.endswith("\n"))
    return Window(track, tuple(IndexedPart(**json.loads(line)) for line in whole))
