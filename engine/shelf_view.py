"""What a rendition's index says so far: its playlist, and where the bytes of its media stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

from engine.live_playlist import SEGMENTS, Edge, LivePlaylist
from engine.segment import Place
from engine.window import Entry, IndexedPart, Track, Window

_SEGMENTS_BEHIND = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """Bytes of a file in a rendition's folder; without a length all from the offset on."""

    name: str
    offset: int = 0
    length: int | None = None


class ShelfView:
    """A window that grows, entry by entry.

    It knows the parts of the segments its playlist shows and of some that left it: players may
    still ask for those.
    """

    def __init__(self, track: Track, discontinuities: int = 0, segments: int = SEGMENTS) -> None:
        self.track = track
        self.playlist = LivePlaylist(track, discontinuities, segments)
        self._kept = segments + _SEGMENTS_BEHIND
        self._gone = discontinuities
        self._segments: dict[int, list[IndexedPart]] = {}

    @property
    def edge(self) -> Edge | None:
        """How far it is; None while there is no part."""
        return self.playlist.edge

    @property
    def is_ended(self) -> bool:
        """Whether the programme was ended, and did not go on."""
        return self.playlist.is_ended

    @property
    def is_whole(self) -> bool:
        """Whether there is a whole segment."""
        return self.edge is not None and self.edge.whole in self._segments

    def lost_last(self) -> list[Place]:
        """Where the parts of its last two segments stand that are lost, back from its edge."""
        last = [part for msn in list(self._segments)[-2:] for part in self._segments[msn]]
        lost = takewhile(lambda part: not part.length, reversed(last))
        return [Place(media_sequence=part.msn, part=part.part) for part in lost]

    def take(self, entries: Iterable[Entry]) -> None:
        """Take what the index says next."""
        for entry in entries:
            if entry is None:
                self.playlist.end()
            else:
                self._take(entry)

    def _take(self, part: IndexedPart) -> None:
        self.playlist.push(part)
        self._segments.setdefault(part.msn, []).append(part)
        if len(self._segments) > self._kept:
            oldest = self._segments.pop(next(iter(self._segments)))
            self._gone += oldest[0].discontinuity

    def window(self) -> Window:
        """The window as a value."""
        parts = tuple(part for parts in self._segments.values() for part in parts)
        return Window(self.track, parts, self._gone, self.is_ended)

    def part(self, msn: int, number: int) -> Slice | None:
        """A part's bytes; None where there is no such part or its media is lost."""
        for part in self._segments.get(msn, ()):
            if part.part == number and part.length:
                return Slice(name=_file(msn), offset=part.offset, length=part.length)
        return None

    def segment(self, msn: int) -> Slice | None:
        """A whole segment's bytes; None while it grows, where it never was, or is a gap.

        One older than the index may still stand on the disk.
        """
        edge = self.edge
        if edge is None or msn > edge.whole:
            return None
        parts = self._segments.get(msn)
        if parts is None:
            is_old = msn < next(iter(self._segments))
            return Slice(name=_file(msn)) if is_old else None
        if not parts[0].length:
            return None
        end = max(part.offset + part.length for part in parts)
        return Slice(name=_file(msn), offset=parts[0].offset, length=end - parts[0].offset)


def _file(msn: int) -> str:
    return f"{msn}.m4s"
