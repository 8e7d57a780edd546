"""A live channel made of a short encoded programme: it is played for ever, in real time, as an
engine would write it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction
from itertools import count
from pathlib import Path

from engine import timebase
from engine.window import IndexedPart, Window, ended_line, part_line, read_window, track_line
from feeds.clock import SystemClock

INDEX = "parts.jsonl"
TICK_S = 0.02


class Growing:
    """Writes the parts of a programme of whole segments at 25 or 50 pictures a second into
    `target`, each when its time comes; at the start what the last `back` µs would have brought.
    """

    def __init__(self, source: Path, target: Path, *, back: int) -> None:
        since = SystemClock().now() - back
        indexes = sorted(source.glob(f"*/{INDEX}"))
        self._shelves = [_Shelf(index.parent, target, since) for index in indexes]
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def start(self) -> None:
        """Put what is due there now, then go on by itself."""
        self._grow()
        self._thread.start()

    def stop(self, *, ends: bool = False) -> None:
        """Grow no more; with `ends` the programme has ended."""
        self._ending.set()
        self._thread.join()
        for shelf in self._shelves if ends else []:
            shelf.end()

    def _run(self) -> None:
        while not self._ending.wait(TICK_S):
            self._grow()

    def _grow(self) -> None:
        now = SystemClock().now()
        for shelf in self._shelves:
            shelf.grow(now)


class _Shelf:
    def __init__(self, source: Path, target: Path, since: int) -> None:
        with (source / INDEX).open() as lines:
            window = read_window(lines)
        self._folder = target / source.name
        self._due = _due(source, window, since)
        self._next = next(self._due)
        self._folder.mkdir(parents=True)
        (self._folder / "init.mp4").write_bytes((source / "init.mp4").read_bytes())
        self._write(INDEX, track_line(window.track).encode())

    def grow(self, now: int) -> None:
        """Put there what is due at `now`, in µs since 1970."""
        while self._next[0] <= now:
            _, part, media = self._next
            self._write(f"{part.msn}.m4s", media)
            self._write(INDEX, part_line(part).encode())
            self._next = next(self._due)

    def end(self) -> None:
        """The programme has ended."""
        self._write(INDEX, ended_line().encode())

    def _write(self, name: str, content: bytes) -> None:
        with (self._folder / name).open("ab") as file:
            file.write(content)


def _due(source: Path, window: Window, since: int) -> Iterator[tuple[int, IndexedPart, bytes]]:
    """The parts from `since` on, for ever: when each is whole, its line, its media."""
    track, segments = window.track, window.segments()[:-1]
    length = Fraction(sum(part.duration for part in segments[0][1]), track.timescale)
    loop = length * len(segments)
    moved = int(since / timebase.MICROSECONDS / length) - segments[0][0]
    for turn in count():
        shift = (moved * length + turn * loop) * track.timescale
        for number, parts in segments:
            media = (source / f"{number}.m4s").read_bytes()
            for part in parts:
                ticks = part.first * track.frame_ticks + shift
                due = (ticks + part.duration) * timebase.MICROSECONDS // track.timescale
                msn = number + moved + turn * len(segments)
                first = int(ticks / track.frame_ticks)
                chunk = media[part.offset : part.offset + part.length]
                yield due, replace(part, msn=msn, first=first), _retimed(chunk, int(shift))


def _retimed(chunk: bytes, shift: int) -> bytes:
    """A chunk that begins so many ticks later (ISO 14496-12, 8.8.12, version 1)."""
    at = chunk.index(b"tfdt") + 8
    begins = int.from_bytes(chunk[at : at + 8], "big") + shift
    return chunk[:at] + begins.to_bytes(8, "big") + chunk[at + 8 :]


@contextmanager
def growing(source: Path, target: Path, *, back: int) -> Iterator[Growing]:
    """A programme that grows for as long as the block lasts."""
    grower = Growing(source, target, back=back)
    grower.start()
    try:
        yield grower
    finally:
        grower.stop()
