"""A live media playlist as it grows: parts in, text out; what is finished is told once."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, takewhile

from engine import tags
from engine.segment import Place
from engine.window import IndexedPart, Track

SEGMENTS = 940
"""Half an hour of segments of 1.92 s: as far back as a live playlist reaches."""

type Others = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """How far a playlist is.

    Its last part, its last whole segment, and the part to come next: none after the end.
    """

    msn: int
    part: int
    whole: int
    following: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A segment as text: what stands before its parts, its parts, and what closes it."""

    number: int
    is_break: bool
    names_map: bool
    map: str
    before: str
    parts: str
    after: str
    duration: int


class LivePlaylist:
    """The live playlist of a window that grows, the same text as `playlist.media` of the window.

    It keeps the text of the last `segments` whole segments and of their parts, so that the next
    text costs as much for half an hour as for ten seconds.
    """

    def __init__(self, track: Track, discontinuities: int = 0, segments: int = SEGMENTS) -> None:
        self.track = track
        self.is_ended = False
        self._segments = segments
        self._gone = discontinuities
        self._closed: deque[_Told] = deque()
        self._open: list[IndexedPart] = []
        self._edge: Edge | None = None

    @property
    def edge(self) -> Edge | None:
        """How far it is; None while there is no part."""
        if self._edge is None and self._open:
            last = self._open[-1]
            following = tags.following(self.track, last)
            is_whole = self.is_ended or following.media_sequence != last.msn
            self._edge = Edge(
                msn=last.msn,
                part=last.part,
                whole=last.msn if is_whole else last.msn - 1,
                following=None if self.is_ended else following,
            )
        return self._edge

    def push(self, part: IndexedPart) -> None:
        """Take the next part of the index."""
        if self._open and self._open[0].msn != part.msn:
            self._closed.append(self._told(is_whole=True))
            # A playlist cannot skip a number: where one is missing, it begins after it.
            is_next = part.msn == self._open[0].msn + 1
            self._drop_to(self._segments if is_next else 0)
            self._open = []
        self._open.append(part)
        self._is_now(ended=False)

    def end(self) -> None:
        """The programme has ended; a part after this says that it goes on."""
        self._is_now(ended=True)

    def text(self, others: Others = (), *, is_delta: bool = False) -> str:
        """The playlist now; `others` are the playlists to report on: (URI, last msn, last part)."""
        shown, gone = self._shown()
        pieces = ["\n".join(tags.live_head(self.track)), "\n"]
        pieces += _lines(tags.sequence(shown[0].number if shown else 0, gone))
        skipped = self._skipped(shown) if is_delta and not self.is_ended else 0
        if skipped:
            pieces += _lines([tags.skip(skipped)])
        elif shown and not shown[0].names_map:
            pieces += _lines([tags.header(shown[0].map)])
        pieces += self._bodies(shown, skipped)
        pieces += _lines(self._ending(others))
        return "".join(pieces)

    def _drop_to(self, count: int) -> None:
        while len(self._closed) > count:
            self._gone += self._closed.popleft().is_break

    def _is_now(self, *, ended: bool) -> None:
        self.is_ended = ended
        self._edge = None

    def _shown(self) -> tuple[list[_Told], int]:
        """The segments in the playlist, and the discontinuities before them."""
        shown, gone = list(self._closed), self._gone
        if edge := self.edge:
            is_whole = edge.whole == edge.msn
            if is_whole and len(shown) == self._segments:
                gone += shown.pop(0).is_break
            shown.append(self._told(is_whole=is_whole))
        return shown, gone

    def _told(self, *, is_whole: bool) -> _Told:
        """The last segment's text, as it is now."""
        parts, first = self._open, self._open[0]
        before = self._closed[-1].map if self._closed else ""
        names_map = first.discontinuity or first.map != before
        opening = [tags.DISCONTINUITY] if first.discontinuity else []
        opening += [tags.header(first.map)] if names_map else []
        opening += [tags.date(self.track, first.first)]
        return _Told(
            number=first.msn,
            is_break=first.discontinuity,
            names_map=names_map,
            map=first.map,
            before="".join(_lines(opening)),
            parts="".join(_lines([tags.part(self.track, part) for part in parts])),
            after="".join(_lines(tags.segment(self.track, parts))) if is_whole else "",
            duration=sum(part.duration for part in parts),
        )

    def _bodies(self, shown: list[_Told], skipped: int) -> Iterator[str]:
        reach = self._ticks(tags.PARTS_KEPT_TARGETS)
        near = sum(1 for _ in takewhile(lambda since: since <= reach, _since(shown)))
        for place in range(skipped, len(shown)):
            told = shown[place]
            yield told.before
            if place >= len(shown) - near:
                yield told.parts
            yield told.after

    def _skipped(self, shown: list[_Told]) -> int:
        """How many segments lie wholly beyond the skip boundary."""
        boundary = self._ticks(tags.SKIP_TARGETS)
        near = sum(1 for _ in takewhile(lambda since: since < boundary, _since(shown)))
        return max(0, len(shown) - near - 1)

    def _ticks(self, targets: int) -> int:
        return targets * tags.target(self.track) * self.track.timescale

    def _ending(self, others: Others) -> list[str]:
        if self.is_ended:
            return [tags.END]
        edge = self.edge
        hints = [tags.hint(edge.following)] if edge and edge.following else []
        return [*hints, *tags.reports(others)]


def _lines(lines: list[str]) -> list[str]:
    return [f"{line}\n" for line in lines]


def _since(shown: list[_Told]) -> Iterator[int]:
    """From the last segment back: the ticks from its begin to the end of the playlist."""
    return accumulate(told.duration for told in reversed(shown))
