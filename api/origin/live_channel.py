"""One channel as the origin sees it: its renditions' windows, their playlists, who waits."""

import asyncio
from concurrent.futures import Executor
from pathlib import Path

from api.origin.answer import Text
from api.origin.directives import Wanted
from api.origin.media_cache import MediaCache
from api.origin.playlists import Playlists
from api.origin.waiting import Receive, Seats, Waiters
from engine import playlist
from engine.shelf_reader import Change, MediaReader, read_slice
from engine.shelf_view import ShelfView, Slice
from engine.window import Track

POLL_S = 0.08
"""How old a view may be when it is asked, and how often it is renewed while someone waits."""
_STOPPED_SEGMENTS = 30
_LOST_PARTS = 2

type _Changes = dict[str, Change | None]


class LiveChannel:
    """A channel's views, renewed by wake-ups, by requests that find them old, and by polling
    while anyone waits. All but the reading itself happens in the event loop.
    """

    def __init__(self, media: Path, executor: Executor, cache: MediaCache, seats: Seats) -> None:
        self._media = media
        self._executor = executor
        self._cache = cache
        self._seats = seats
        self._reader = MediaReader(media)
        self._views: dict[str, ShelfView] = {}
        self._waiters: dict[str, Waiters] = {}
        self._paused = Waiters(seats)
        self._multivariant: dict[str, Text] = {}
        self._present: Playlists | None = None
        self._past: dict[int, Playlists] = {}
        self._reading: asyncio.Future[None] | None = None
        self._read_at: float | None = None
        self._is_behind = False
        self._is_released = False
        self._is_closed = False
        self._timer: asyncio.TimerHandle | None = None

    @property
    def is_gone(self) -> bool:
        """Whether there is nothing to serve and nobody waits."""
        return not self._views and not any(self._waiters.values())

    def wake(self) -> None:
        """What was read is old: look again, at once if anyone waits, else when it is asked for."""
        if self._is_closed:
            return
        self._read_at = None
        if self._reading is not None:
            self._is_behind = True
        elif any(self._waiters.values()):
            self._reading = self._read()

    async def renew(self) -> None:
        """Return once the views are hardly older than this call."""
        while not self._is_closed and self._is_old:
            self._reading = self._reading or self._read()
            await asyncio.shield(self._reading)

    @property
    def _is_old(self) -> bool:
        now = asyncio.get_running_loop().time()
        return self._read_at is None or now - self._read_at > POLL_S

    def view(self, rendition: str) -> ShelfView | None:
        """What the index of a rendition says; None where there is none."""
        return self._views.get(rendition)

    def on_air(self) -> list[str]:
        """The renditions in the order of the multivariant playlist, those that stopped left out.

        One has stopped when others are more than a minute further, one without any part when
        others have whole segments. One is given up when its last parts are lost, some of which
        another of its kind has.
        """
        edges = [view.edge for view in self._views.values()]
        oldest = max((edge.msn for edge in edges if edge), default=0) - _STOPPED_SEGMENTS
        has_begun = any(view.is_whole for view in self._views.values())
        names = [
            name
            for name, view in self._views.items()
            if (view.edge.msn >= oldest if view.edge else not has_begun)
        ]
        names = [name for name in names if not self._is_given_up(self._views[name])]
        return sorted(names, key=self._rank)

    def _is_given_up(self, view: ShelfView) -> bool:
        lost = view.lost_last()
        others = [one for one in self._views.values() if _serves_for(one.track, view.track)]
        # Gaps are there at once; the other's parts of that time are still being encoded.
        return any(
            sum(other.part(place.media_sequence, place.part) is not None for place in lost)
            >= _LOST_PARTS
            for other in others
        )

    def first_empty(self) -> str | None:
        """A rendition that is about to start: there is no part of it yet."""
        return next((name for name in self.on_air() if self._views[name].edge is None), None)

    def multivariant(self, variant: str = "") -> Text | None:
        """The multivariant playlist, or that of a variant; None without a picture."""
        tracks = [self._views[name].track for name in self.on_air()]
        if not any(track.kind == "video" and track.variant == variant for track in tracks):
            return None
        if variant not in self._multivariant:
            ladder = [
                (view.track, playlist.declared(view.track) or playlist.measured(view.window()))
                for view in map(self._views.__getitem__, self.on_air())
            ]
            text = playlist.multivariant_of(ladder, variant=variant)
            self._multivariant[variant] = Text(text.encode())
        return self._multivariant[variant]

    def present(self) -> Playlists:
        """The media playlists as they are."""
        if self._present is None:
            self._present = Playlists(self._views, self.on_air())
        return self._present

    def past(self, lag_s: int, moment: int) -> Playlists:
        """The media playlists as they were at a programme time (µs).

        One for all who are so many seconds behind.
        """
        found = self._past.get(lag_s)
        if found is None or not found.stood(moment):
            found = self._past[lag_s] = Playlists(self._views, self.on_air(), moment)
        return found

    async def content(self, rendition: str, wanted: Slice) -> bytes | None:
        """Bytes of a file of a rendition; None where they are not there."""
        folder = self._media / rendition
        return await self._cache.get((folder, wanted), lambda: read_slice(folder, wanted))

    async def wait(self, rendition: str, wanted: Wanted, receive: Receive, seconds: float) -> bool:
        """Wait until a part or segment may be there: False when the time, or all, is over.

        Raises as `Waiters.wait` does.
        """
        if self._is_released:
            return False
        waiters = self._waiters.setdefault(rendition, Waiters(self._seats))
        if self._reading is None and self._read_at is None:
            self._reading = self._read()
        else:
            self._poll_later()
        return await waiters.wait(wanted, receive, seconds)

    async def pause(self, receive: Receive, seconds: float) -> bool:
        """Wait for what is there and not due yet: False where nobody may wait any more.

        Raises as `Waiters.wait` does.
        """
        if self._is_released:
            return False
        await self._paused.wait(Wanted(0), receive, seconds)
        return True

    def release(self) -> None:
        """Let all who wait go on, and let nobody wait any more."""
        self._is_released = True
        self._paused.release()
        for waiters in self._waiters.values():
            waiters.release()

    def close(self) -> None:
        """Stop looking, and let the files go."""
        self.release()
        self._is_closed = True
        if self._timer is not None:
            self._timer.cancel()
        if self._reading is None:
            self._reader.close()

    def _rank(self, name: str) -> tuple[bool, int, int, str]:
        track = self._views[name].track
        return track.kind != "video", -track.width * track.height, -track.kbit, name

    def _read(self) -> asyncio.Future[None]:
        """Begin to read; the future is done when what was read is taken."""
        loop = asyncio.get_running_loop()
        self._is_behind = False
        taken = loop.create_future()
        reading = loop.run_in_executor(self._executor, self._reader.read)
        reading.add_done_callback(lambda done: self._take(done, taken))
        return taken

    def _take(self, done: asyncio.Future[_Changes], taken: asyncio.Future[None]) -> None:
        taken.set_result(None)
        self._reading = None
        if done.cancelled() or self._is_closed:
            self._reader.close()
            return
        if not self._is_behind:
            self._read_at = asyncio.get_running_loop().time()
        changes = done.result()
        if changes:
            # Each playlist reports on the others, so all are another text now.
            self._multivariant.clear()
            self._present = None
            self._forget_past(changes)
        for name, change in changes.items():
            self._change(name, change)
        for name in changes:
            self._wake(name)
        if not any(self._waiters.values()):
            return
        if self._is_behind:
            self._reading = self._read()
        else:
            self._poll_later()

    def _forget_past(self, changes: _Changes) -> None:
        """What only grew was the same a while ago, but where the next part was not there yet."""
        if any(change is None or change.view for change in changes.values()):
            self._past.clear()
        self._past = {lag_s: past for lag_s, past in self._past.items() if not past.is_open}

    def _change(self, name: str, change: Change | None) -> None:
        if change is None:
            self._views.pop(name, None)
        elif change.view is not None:
            self._views[name] = change.view
        else:
            self._views[name].take(change.entries)

    def _wake(self, name: str) -> None:
        waiters, view = self._waiters.get(name), self._views.get(name)
        if waiters is None:
            return
        if view is None or view.is_ended or view.edge is None:
            waiters.release()
        else:
            waiters.reached(view.edge)

    def _poll_later(self) -> None:
        """Look again soon if no wake-up comes before."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(POLL_S, self.wake)


def _serves_for(one: Track, other: Track) -> bool:
    """Whether who watches the other can go over to it: never from the ordinary to a variant."""
    return one.kind == other.kind and one.variant in {"", other.variant}
