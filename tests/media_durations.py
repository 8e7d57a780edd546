"""Sums what media last and holds it against what their playlist says."""

import struct
from collections.abc import Iterator
from decimal import Decimal
from itertools import zip_longest
from posixpath import dirname, join

from tests.boxes import boxes, chunks
from tests.edges import ticks
from tests.playlist_media_rules import HALF_DIGIT
from tests.playlist_parser import Playlist, Segment, Tag
from tests.served import Served
from tests.served_rules import parsed


class Scales:
    """Weighs a channel's media, each segment once when it is whole."""

    def __init__(self, server: Served) -> None:
        self.weighed = 0
        self._server = server
        self._done: set[str] = set()
        self._timescales: dict[str, int] = {}
        self._parts: dict[tuple[str, int], dict[str, Decimal]] = {}

    def hear(self, path: str, text: str) -> None:
        """Note the parts of each segment: they are told at the edge alone."""
        for segment in parsed(text).segments:
            parts = self._parts.setdefault((dirname(path), segment.msn), {})
            parts |= {
                part.text("URI"): part.number("DURATION")
                for part in segment.parts
                if not _is_lost(part)
            }

    def faults(self, path: str, text: str) -> list[str]:
        """Where the parts and segments of a playlist last longer or shorter than it says."""
        playlist, folder = parsed(text), dirname(path)
        timescale = self._timescale(folder, playlist)
        found: list[str] = []
        for segment, following in zip_longest(playlist.segments, playlist.segments[1:]):
            if not segment.named("EXT-X-GAP"):
                parts = self._parts.get((folder, segment.msn), {})
                told = sum(parts.values()) if _is_cut(segment, following) else segment.duration
                found += self._segment(folder, segment, told, timescale)
        return found

    def _segment(
        self, folder: str, segment: Segment, told: Decimal | int, timescale: int
    ) -> Iterator[str]:
        for part in segment.parts:
            if not _is_lost(part):
                path = join(folder, part.text("URI"))
                yield from self._weigh(path, part.number("DURATION"), timescale)
        if segment.uri is not None:
            yield from self._weigh(join(folder, segment.uri.value), told, timescale)

    def _weigh(self, path: str, told: Decimal | int, timescale: int) -> Iterator[str]:
        if path in self._done:
            return
        self._done.add(path)
        self.weighed += 1
        lasts = sum(map(ticks, chunks(self._server.media(path))))
        if abs(Decimal(lasts) / timescale - told) > HALF_DIGIT:
            yield f"{path} lasts {lasts}/{timescale} s, is told to last {told} s"

    def _timescale(self, folder: str, playlist: Playlist) -> int:
        """That of the header, which all headers of a rendition share."""
        if folder not in self._timescales:
            header: Tag = playlist.first["EXT-X-MAP"]
            media = self._server.media(join(folder, header.text("URI")))
            self._timescales[folder] = timescale_of(media)
        return self._timescales[folder]


def _is_cut(segment: Segment, following: Segment | None) -> bool:
    """Whether a process may have ended within a segment: then it lasts as long as its parts do.

    What was lost of it is told as gaps for a while, and stays a part of its duration.
    """
    tags = () if following is None else following.tags
    is_lost = any(_is_lost(part) for part in segment.parts)
    return is_lost or any(tag.name in {"EXT-X-GAP", "EXT-X-DISCONTINUITY"} for tag in tags)


def _is_lost(part: Tag) -> bool:
    return part.text("GAP") == "YES"


def timescale_of(header: bytes) -> int:
    """The ticks a second of a header's track (ISO 14496-12, 8.4.2)."""
    body = next(body for name, _, body in boxes(header) if name == "mdhd")
    (timescale,) = struct.unpack_from(">I", body, 20 if body[0] else 12)
    return int(timescale)
