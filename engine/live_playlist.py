"""A live media playlist as it grows: parts in, text out; what is finished is told once.

It also says what it was a while ago, for those who are to be told no more than that.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice, takewhile

from engine import tags, timebase
from engine.segment import Place
from engine.window import IndexedPart, Track

SEGMENTS = 940
"""Half an hour of segments of 1.92 s: as far back as a live playlist reaches."""
_LOOKED_BACK = 20
"""Segments kept besides: a playlist of 38 s ago reaches back as far as it did then."""

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
    """A segment as text: what stands before its parts, its parts, and what closes it.

    `there` is the end, in ticks, of the last part up to here that is no gap; 0 where all are.
    """

    number: int
    is_break: bool
    names_map: bool
    map: str
    before: str
    parts: str
    after: str
    duration: int
    there: int
    indexed: tuple[IndexedPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A playlist as it stands, or stood, with some part as its last.

    `shown` are its segments, `gone` the discontinuities before them. `next_due` is the programme
    time (µs) at which the part after it ends, None where there is no such part yet.
    """

    track: Track
    shown: tuple[_Told, ...]
    gone: int
    edge: Edge | None
    is_ended: bool
    next_due: int | None = None

    @property
    def there(self) -> int | None:
        """The programme time (µs) at which its last part that is no gap ends; None without one."""
        ticks = self.shown[-1].there if self.shown else 0
        return ticks * timebase.MICROSECONDS // self.track.timescale if ticks else None

    def text(self, others: Others = (), *, is_delta: bool = False) -> str:
        """The playlist; `others` are the playlists to report on: (URI, last msn, last part)."""
        shown = self.shown
        pieces = ["\n".join(tags.live_head(self.track)), "\n"]
        pieces += _lines(tags.sequence(shown[0].number if shown else 0, self.gone))
        skipped = self._skipped() if is_delta and not self.is_ended else 0
        if skipped:
            pieces += _lines([tags.skip(skipped)])
        elif shown and not shown[0].names_map:
            pieces += _lines([tags.header(shown[0].map)])
        pieces += self._bodies(skipped)
        pieces += _lines(self._ending(others))
        return "".join(pieces)

    def _bodies(self, skipped: int) -> Iterator[str]:
        reach = self._ticks(tags.PARTS_KEPT_TARGETS)
        near = sum(1 for _ in takewhile(lambda since: since <= reach, self._since()))
        for place in range(skipped, len(self.shown)):
            told = self.shown[place]
            yield told.before
            if place >= len(self.shown) - near:
                yield told.parts
            yield told.after

    def _skipped(self) -> int:
        """How many segments lie wholly beyond the skip boundary."""
        boundary = self._ticks(tags.SKIP_TARGETS)
        near = sum(1 for _ in takewhile(lambda since: since < boundary, self._since()))
        return max(0, len(self.shown) - near - 1)

    def _since(self) -> Iterator[int]:
        """From the last segment back: the ticks from its begin to the end of the playlist."""
        return accumulate(told.duration for told in reversed(self.shown))

    def _ticks(self, targets: int) -> int:
        return targets * tags.target(self.track) * self.track.timescale

    def _ending(self, others: Others) -> list[str]:
        if self.is_ended:
            return [tags.END]
        hints = [tags.hint(self.edge.following)] if self.edge and self.edge.following else []
        return [*hints, *tags.reports(others)]


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
        self._ends: set[tuple[int, int]] = set()
        self._edge: Edge | None = None
        self._now: Standing | None = None

    @property
    def edge(self) -> Edge | None:
        """How far it is; None while there is no part."""
        if self._edge is None:
            self._edge = _edge(self.track, self._open, is_ended=self.is_ended)
        return self._edge

    def push(self, part: IndexedPart) -> None:
        """Take the next part of the index."""
        if self._open and self._open[0].msn != part.msn:
            self._close()
        self._open.append(part)
        self._is_now(ended=False)

    def end(self) -> None:
        """The programme has ended; a part after this says that it goes on."""
        if self._open:
            self._ends.add((self._open[0].msn, len(self._open)))
        self._is_now(ended=True)

    def text(self, others: Others = (), *, is_delta: bool = False) -> str:
        """The playlist now; `others` are the playlists to report on: (URI, last msn, last part)."""
        return self.now().text(others, is_delta=is_delta)

    def now(self) -> Standing:
        """The playlist as it stands."""
        if self._now is None:
            self._now = self._standing(len(self._closed), self._open)
        return self._now

    def at(self, moment: int) -> Standing:
        """The playlist as it stood when its last part was the last to end by a programme time (µs).

        It reaches back no further than there still is something of the window.
        """
        due = moment * self.track.timescale // timebase.MICROSECONDS
        place, parts = len(self._closed), self._ending_by(due, self._open)
        while not parts and place:
            place -= 1
            parts = self._ending_by(due, self._closed[place].indexed)
        return self._standing(place, parts)

    def _ending_by(self, due: int, parts: Sequence[IndexedPart]) -> Sequence[IndexedPart]:
        return [part for part in parts if _end_of(self.track, part) <= due]

    def _close(self) -> None:
        before = self._closed[-1] if self._closed else None
        self._closed.append(_told(self.track, self._open, before, is_whole=True))
        self._open = []
        if len(self._closed) > self._segments + _LOOKED_BACK:
            oldest = self._closed.popleft()
            self._gone += oldest.is_break
            self._ends = {end for end in self._ends if end[0] > oldest.number}

    def _is_now(self, *, ended: bool) -> None:
        self.is_ended = ended
        self._edge = self._now = None

    def _standing(self, place: int, parts: Sequence[IndexedPart]) -> Standing:
        """With these as the last segment's parts and so many closed segments before it."""
        following = self._following(place, len(parts))
        is_ended = self.is_ended
        if following is not None:
            is_ended = bool(parts) and (parts[0].msn, len(parts)) in self._ends
        edge = _edge(self.track, parts, is_ended=is_ended)
        before = list(islice(self._closed, place))
        shown = self._shown(before, edge) if edge else []
        gone = self._gone + sum(told.is_break for told in before[: len(before) - len(shown)])
        if edge:
            is_whole = edge.whole == edge.msn
            previous = before[-1] if before else None
            shown.append(_told(self.track, parts, previous, is_whole=is_whole))
        return Standing(
            track=self.track,
            shown=tuple(shown),
            gone=gone,
            edge=edge,
            is_ended=is_ended,
            next_due=None if following is None else self._due(following),
        )

    def _following(self, place: int, count: int) -> IndexedPart | None:
        """The part after so many closed segments and so many parts."""
        while place <= len(self._closed):
            parts = self._closed[place].indexed if place < len(self._closed) else self._open
            if count < len(parts):
                return parts[count]
            place, count = place + 1, 0
        return None

    def _shown(self, before: list[_Told], edge: Edge) -> list[_Told]:
        """The segments that are listed before the last one."""
        count = self._segments - (edge.whole == edge.msn)
        shown = before[max(0, len(before) - count) :]
        # A playlist cannot skip a number: where one is missing, it begins after it.
        while shown and shown[0].number != edge.msn - len(shown):
            del shown[0]
        return shown

    def _due(self, part: IndexedPart) -> int:
        """When a part ends, in µs, rounded up."""
        return -(-_end_of(self.track, part) * timebase.MICROSECONDS // self.track.timescale)


def _edge(track: Track, parts: Sequence[IndexedPart], *, is_ended: bool) -> Edge | None:
    if not parts:
        return None
    last = parts[-1]
    following = tags.following(track, last)
    is_whole = is_ended or following.media_sequence != last.msn
    return Edge(
        msn=last.msn,
        part=last.part,
        whole=last.msn if is_whole else last.msn - 1,
        following=None if is_ended else following,
    )


def _told(
    track: Track, parts: Sequence[IndexedPart], previous: _Told | None, *, is_whole: bool
) -> _Told:
    """A segment's text with these parts."""
    first = parts[0]
    names_map = previous is None or first.discontinuity or first.map != previous.map
    opening = [tags.DISCONTINUITY] if first.discontinuity else []
    opening += [tags.header(first.map)] if names_map else []
    opening += [tags.date(track, first.first)]
    ends = [_end_of(track, part) for part in parts if part.length]
    return _Told(
        number=first.msn,
        is_break=first.discontinuity,
        names_map=names_map,
        map=first.map,
        before="".join(_lines(opening)),
        parts="".join(_lines([tags.part(track, part) for part in parts])),
        after="".join(_lines(tags.segment(track, parts))) if is_whole else "",
        duration=sum(part.duration for part in parts),
        there=ends[-1] if ends else (previous.there if previous else 0),
        indexed=tuple(parts),
    )


def _end_of(track: Track, part: IndexedPart) -> int:
    """In ticks since 1970."""
    return part.first * track.frame_ticks + part.duration


def _lines(lines: list[str]) -> list[str]:
    return [f"{line}\n" for line in lines]
