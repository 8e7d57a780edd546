"""The window index: what media a rendition has, a line a part, from which playlists follow."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from fractions import Fraction
from itertools import groupby

from engine import timebase
from engine.segment import Grid

_ENDED = {"ended": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """What holds for every part of a rendition: the index's first line.

    `rate` is the channel's "num/den"; `frame_ticks` is a video frame's or AAC frame's length in
    `timescale`; `part_target` is the channel's, in µs rounded up. Width and height are 0 for sound.
    `kbit` is what the encoder was asked for; 0 where that is not known. `variant` says
    which multivariant playlist it stands in, "" the ordinary one.
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
    kbit: int = 0
    variant: str = ""


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


type Entry = IndexedPart | None
"""A line after the first: a part, or None where the programme was ended."""


@dataclass(frozen=True, slots=True)
class Window:
    """A track and its parts in order.

    `discontinuities` lie before the first part; an ended window goes on no more.
    """

    track: Track
    parts: tuple[IndexedPart, ...]
    discontinuities: int = 0
    is_ended: bool = False

    def segments(self) -> list[tuple[int, list[IndexedPart]]]:
        """The parts by media sequence number."""
        by_number = groupby(self.parts, key=lambda part: part.msn)
        return [(number, list(parts)) for number, parts in by_number]


def track(
    name: str, kind: str, codecs: str, grid: Grid, size: tuple[int, int] = (0, 0), kbit: int = 0
) -> Track:
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
        kbit=kbit,
    )


def track_line(track: Track, discontinuities: int = 0) -> str:
    """The index's first line; so many discontinuities lie before the part of the next."""
    return _line(asdict(track) | {"discontinuities": discontinuities})


def part_line(part: IndexedPart) -> str:
    """An index line."""
    return _line(asdict(part))


def ended_line() -> str:
    """The line that says the programme was ended; parts after it mean that it went on again."""
    return _line(_ENDED)


def read_track(line: str | bytes) -> tuple[Track, int]:
    """The track of an index's first line, and the discontinuities before its first part.

    Raises ValueError or TypeError where the line is damaged, as `read_entries` does.
    """
    described = dict(json.loads(line))
    discontinuities = int(described.pop("discontinuities", 0))
    # Indexes of versions that knew no other variant.
    if described.pop("is_clean", False):
        described["variant"] = "clean"
    return Track(**described), discontinuities


def read_entries(lines: Iterable[bytes]) -> list[Entry]:
    """What whole lines after the first say."""
    described = json.loads(b"[" + b",".join(lines) + b"]")
    return [None if entry == _ENDED else IndexedPart(**entry) for entry in described]


def read_window(lines: Iterable[str]) -> Window:
    """The window of an index's lines; a last line cut short by a crash is left out."""
    numbered = iter(lines)
    track, discontinuities = read_track(next(numbered))
    entries = read_entries(line.encode() for line in numbered if line.endswith("\n"))
    parts = tuple(entry for entry in entries if entry is not None)
    is_ended = bool(entries) and entries[-1] is None
    return Window(track, parts, discontinuities, is_ended)


def _line(value: object) -> str:
    return json.dumps(value, separators=(",", ":")) + "\n"
