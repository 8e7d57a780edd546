"""The shelves of a channel on air: taken up together, written by one thread, ended together."""

import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from engine.channel.health import Health
from engine.errors import StoreError
from engine.live_store import Header, LiveQueue, LiveShelf, discard, part_seconds, segments_in
from engine.segment import Grid, Part
from engine.window import Track

type Put = Callable[[Part | Header], None]


class Shelves:
    """A folder of renditions. Each has one giver, which never waits, and must say when it is done.

    Parts that cannot be written are counted in the health, which has the reason as an alarm.
    """

    def __init__(self, media: Path, window: int, health: Health) -> None:
        self._media = media
        self._window = window
        self._health = health
        self._shelves: list[LiveShelf] = []
        self._queue: LiveQueue | None = None
        self._giving = 0
        self._lock = threading.Lock()

    def add(self, track: Track, header: bytes, grid: Grid) -> None:
        """Take up a rendition's shelf; StoreError where that cannot be."""
        kept = segments_in(self._window, track)
        folder = self._media / track.name
        self._shelves.append(LiveShelf(folder, track, header, grid=grid, kept=kept))

    @property
    def next_number(self) -> int:
        """The frame after the last that any of them holds."""
        return max(shelf.next_number for shelf in self._shelves)

    def open_at(self, media_sequence: int) -> None:
        """Go on with that segment; renditions of an earlier ladder are on air no more.

        Those of another ladder than before count discontinuities with the ones that go on.
        """
        for shelf in self._shelves:
            shelf.open_at(media_sequence)
        if begun := [shelf for shelf in self._shelves if shelf.has_begun]:
            count = max(shelf.discontinuities for shelf in begun)
            for shelf in self._shelves:
                if not shelf.has_begun:
                    shelf.open_beside(count)
        ours = {shelf.folder for shelf in self._shelves}
        with suppress(OSError):
            for folder in self._media.iterdir():
                if folder.is_dir() and folder not in ours:
                    discard(folder)

    def givers(self) -> list[Put]:
        """Where the parts of each rendition go, in the order they were added."""
        queue = LiveQueue(len(self._shelves), part_seconds(self._shelves[0].track))
        self._queue, self._giving = queue, len(self._shelves)
        return [partial(queue.put, shelf) for shelf in self._shelves]

    def done(self) -> None:
        """One giver has ended; after the last the writing does."""
        with self._lock:
            self._giving -= 1
            if not self._giving:
                self.end()

    def end(self) -> None:
        """Nothing more is given."""
        if self._queue is not None:
            self._queue.end()

    def write(self, on_part: Callable[[str, int, int], None], ends: Callable[[], bool]) -> None:
        """Write what is given, to the end; `on_part` is told (rendition, msn, part) of each part.

        Where it `ends` then, so do the playlists.
        """
        for shelf, item in self._queue or ():
            try:
                shelf.put(item)
            except StoreError as error:
                self._health.alarms["store"] = str(error)
                self._health.parts_lost += 1
            else:
                self._health.alarms.pop("store", None)
            if self._queue is not None:
                self._health.parts_lost += self._queue.losses()
            if isinstance(item, Part):
                on_part(shelf.track.name, item.media_sequence, item.index)
        if ends():
            for shelf in self._shelves:
                shelf.end()
                on_part(shelf.track.name, shelf.last_segment, 0)
