"""The live media store: shelves that go on where they ended and outlive a full disk."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from engine import timebase
from engine.errors import StoreError
from engine.segment import Grid, Part
from engine.store import HEADER, INDEX
from engine.window import (
    IndexedPart,
    Track,
    Window,
    ended_line,
    part_line,
    read_window,
    track_line,
)

_TRIM_EVERY = 30
_FILES_KEPT = _TRIM_EVERY + 12
_HELD_S = 4
_LINES_HELD = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Another header of a track, and the segment from which it holds."""

    payload: bytes
    media_sequence: int


class LiveShelf:
    """One rendition's folder on air. Not for use by two threads at once.

    It takes up the index it finds, so numbering goes on over restarts. Segments older than the
    window go; their files stay a little longer, for players that still hold the old playlist.
    """

    def __init__(self, folder: Path, track: Track, header: bytes, *, grid: Grid, kept: int) -> None:
        self.folder = folder
        self.track = track
        self._grid = grid
        self._kept = kept
        self._breaks = False
        self._segment, self._offset = -1, 0
        self._since_trim = 0
        self._unwritten: deque[str] = deque(maxlen=_LINES_HELD)
        self._coming: Header | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            window = self._taken_up()
            self._parts, self._gone = list(window.parts), window.discontinuities
            self._map = self._header(header)
            self._rewrite()
        except OSError as error:
            raise _failed(folder, error) from error

    @property
    def next_number(self) -> int:
        """The frame after the last that is indexed; 0 where none is."""
        if not self._parts:
            return 0
        last = self._parts[-1]
        return last.first + last.duration // self.track.frame_ticks

    @property
    def last_segment(self) -> int:
        """The last segment that is indexed; -1 where none is."""
        return self._parts[-1].msn if self._parts else -1

    def open_at(self, media_sequence: int) -> None:
        """Go on with that segment: what was missed since the last part is GAPs, then comes a
        discontinuity.

        So times run on without a jump, also in a segment that was cut short; and only one
        discontinuity is to be got over, since players have been seen to stop for good between two.
        After an absence longer than the window nothing of what was before is left.
        """
        if not self._parts:
            return
        self._breaks = True
        if media_sequence - self.last_segment > self._kept:
            self._forget(len(self._parts))
            return
        for gap in self._gaps(self.next_number, self._grid.first_of(media_sequence)):
            self._line(gap)

    @property
    def has_begun(self) -> bool:
        """Whether there was anything of it before this programme went on."""
        return self._breaks

    @property
    def discontinuities(self) -> int:
        """How many came so far."""
        return self._gone + sum(part.discontinuity for part in self._parts)

    def open_beside(self, discontinuities: int) -> None:
        """Begin, with nothing before, beside renditions that go on and had so many already.

        rfc8216bis 4.4.4.3: renditions of one programme count them alike, so it has the next too.
        """
        self._gone, self._breaks = discontinuities, True
        try:
            self._rewrite()
        except OSError as error:
            raise _failed(self.folder, error) from error

    def put(self, item: Part | Header) -> None:
        """Write a part, then its line; or turn to another header, which holds from here on.

        A part without payload, or one that cannot be written, is a GAP; StoreError says why. So are
        all parts behind a header that cannot be written, until it can before a segment.
        """
        if isinstance(item, Header):
            self._turn(item)
        elif item.payload:
            self._append(item)
        else:
            self._note(item, 0)

    def _turn(self, header: Header) -> None:
        """Other parameter sets from a segment on.

        That is no discontinuity: times run on, and the sound has none there. Players that begin
        behind one which not all renditions have wait for ever.
        """
        self._coming = header
        try:
            name = self._header(header.payload, header.media_sequence)
        except OSError as error:
            raise _failed(self.folder, error) from error
        self._map, self._coming = name, None

    def _append(self, part: Part) -> None:
        path = self.folder / f"{part.media_sequence}.m4s"
        is_new = part.media_sequence != self._segment
        if is_new:
            self._segment, self._offset = part.media_sequence, 0
            # First of all, for it may make the room that is wanted.
            self._trim(part.media_sequence)
        length = 0
        try:
            self._turn_before(part, is_first=is_new)
            _append(path, part.payload, self._offset)
            length = len(part.payload)
        except OSError as error:
            raise _failed(path, error) from error
        finally:
            self._note(part, length)
            self._offset += length

    def _turn_before(self, part: Part, *, is_first: bool) -> None:
        """Turn to a header that could not be written before; within a segment it is too late."""
        if self._coming is None:
            return
        if not is_first:
            where = f"{self.folder}: segment {part.media_sequence} lacks its header"
            raise StoreError(f"{where}; free space there, the programme goes on")
        self._turn(self._coming)

    def end(self) -> None:
        """The programme has ended: its playlist ends here."""
        self._write(ended_line())

    def _taken_up(self) -> Window:
        """The window of the index that stands here, if it is of this track."""
        try:
            with (self.folder / INDEX).open(encoding="ascii") as lines:
                window = read_window(lines)
        except (OSError, ValueError, TypeError, StopIteration):
            return Window(self.track, ())
        found = window.track
        same = (found.kind, found.timescale, found.rate) == (
            self.track.kind,
            self.track.timescale,
            self.track.rate,
        )
        return replace(window, track=self.track) if same else Window(self.track, ())

    def _header(self, header: bytes, media_sequence: int | None = None) -> str:
        """The name of a header file of that content, written where there is none yet."""
        for path in sorted(self.folder.glob("init*.mp4")):
            if path.read_bytes() == header:
                return path.name
        taken = (self.folder / HEADER).exists()
        number = media_sequence if media_sequence is not None else self._next_segment()
        name = f"init-{number}.mp4" if taken else HEADER
        (self.folder / name).write_bytes(header)
        return name

    def _next_segment(self) -> int:
        return self._parts[-1].msn + 1 if self._parts else 0

    def _gaps(self, frame: int, end: int) -> Iterator[IndexedPart]:
        """What lies between two frames, part by part."""
        while frame < end:
            place, count = self._grid.place(frame), 1
            while frame + count < end and self._grid.place(frame + count) == place:
                count += 1
            yield IndexedPart(
                msn=place.media_sequence,
                part=place.part,
                offset=0,
                length=0,
                duration=count * self._grid.frame_ticks,
                independent=place.part == 0,
                first=frame,
                discontinuity=False,
                map=self._map,
            )
            frame += count

    def _indexed(self, part: Part, length: int) -> IndexedPart:
        return IndexedPart(
            msn=part.media_sequence,
            part=part.index,
            offset=self._offset,
            length=length,
            duration=part.duration,
            independent=part.is_independent,
            first=part.first,
            discontinuity=self._breaks and part.media_sequence != self.last_segment,
            map=self._map,
        )

    def _note(self, part: Part, length: int) -> None:
        """Its line. A discontinuity stands on the first part of its segment, lost or not."""
        indexed = self._indexed(part, length)
        self._breaks = self._breaks and not indexed.discontinuity
        self._line(indexed)

    def _line(self, part: IndexedPart) -> None:
        self._parts.append(part)
        self._write(part_line(part))

    def _write(self, line: str) -> None:
        """Append lines to the index; those that cannot be written now are tried again later."""
        self._unwritten.append(line)
        text = "".join(self._unwritten).encode()
        try:
            _append(self.folder / INDEX, text, self._index_size)
        except OSError:
            return
        self._index_size += len(text)
        self._unwritten.clear()

    def _trim(self, newest: int) -> None:
        """Now and then: a shorter index in place of the long one, and old files away."""
        self._since_trim += 1
        if self._since_trim < min(_TRIM_EVERY, self._kept):
            return
        self._since_trim = 0
        oldest = newest - self._kept
        self._forget(sum(part.msn < oldest for part in self._parts))
        with suppress(OSError):
            for path in self.folder.glob("*.m4s"):
                if path.stem.isdecimal() and int(path.stem) < oldest - _FILES_KEPT:
                    path.unlink(missing_ok=True)

    def _forget(self, count: int) -> None:
        """Let the oldest parts leave the index; on failure the old one stands a while longer."""
        self._gone += sum(part.discontinuity for part in self._parts[:count])
        del self._parts[:count]
        with suppress(OSError):
            self._rewrite()

    def _rewrite(self) -> None:
        """Put an index of what the window holds in its place."""
        lines = [track_line(self.track, self._gone)]
        lines += [part_line(part) for part in self._parts]
        text = "".join(lines).encode()
        beside = self.folder / "parts.tmp"
        try:
            beside.write_bytes(text)
            beside.replace(self.folder / INDEX)
        except OSError:
            beside.unlink(missing_ok=True)
            raise
        self._index_size = len(text)
        self._unwritten.clear()


class LiveQueue:
    """Parts on their way to the disk. It holds four seconds; then the oldest become GAPs.

    The giver never waits: what is on air does not stop for a slow disk.
    """

    def __init__(self, renditions: int, part_s: float) -> None:
        self._size = max(1, int(_HELD_S / part_s)) * renditions
        self._held: deque[tuple[LiveShelf, Part | Header]] = deque()
        self._overdue: deque[tuple[LiveShelf, Part | Header]] = deque(maxlen=_LINES_HELD)
        self._changed = threading.Condition()
        self._is_ended = False
        self._lost = 0

    def put(self, shelf: LiveShelf, item: Part | Header) -> None:
        """Hand a part or a header on."""
        with self._changed:
            self._held.append((shelf, item))
            if len(self._held) > self._size:
                self._give_up()
            self._changed.notify_all()

    def end(self) -> None:
        """Nothing follows."""
        with self._changed:
            self._is_ended = True
            self._changed.notify_all()

    def losses(self) -> int:
        """How many parts became GAPs since this was last asked."""
        with self._changed:
            lost, self._lost = self._lost, 0
        return lost

    def __iter__(self) -> Iterator[tuple[LiveShelf, Part | Header]]:
        """What was handed on, in order; parts without payload are lost."""
        while True:
            with self._changed:
                while not self._held and not self._overdue and not self._is_ended:
                    self._changed.wait()
                waiting = self._overdue or self._held
                if not waiting:
                    return
                item = waiting.popleft()
            yield item

    def _give_up(self) -> None:
        shelf, oldest = self._held.popleft()
        if isinstance(oldest, Part):
            oldest = replace(oldest, payload=b"")
            self._lost += 1
        self._overdue.append((shelf, oldest))


def discard(folder: Path) -> None:
    """Remove what a shelf wrote into a folder; anything else there stays."""
    for path in [*folder.glob("*.m4s"), *folder.glob("init*.mp4"), *folder.glob("parts.*")]:
        path.unlink(missing_ok=True)
    if not any(folder.iterdir()):
        folder.rmdir()


def segments_in(microseconds: int, track: Track) -> int:
    """How many segments a window of that length holds, at least six."""
    return max(6, -(-microseconds // track.segment_target))


def part_seconds(track: Track) -> float:
    """The part target in seconds."""
    return track.part_target / timebase.MICROSECONDS


def _append(path: Path, payload: bytes, size: int) -> None:
    """Append to a file that is `size` bytes long; a write that fails leaves it as it was."""
    # Unbuffered: what a buffer still holds would be written by the very call that cuts it off.
    with path.open("ab", buffering=0) as file:
        if file.tell() != size:
            file.truncate(size)
        try:
            left = memoryview(payload)
            while left:
                left = left[file.write(left) :]
        except OSError:
            file.truncate(size)
            raise


def _failed(path: Path, error: OSError) -> StoreError:
    reason = (error.strerror or str(error)).lower()
    return StoreError(f"{path}: {reason}; free space there, the programme goes on")
