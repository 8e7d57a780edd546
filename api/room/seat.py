"""A viewer's seat in a room: what they are sent, what they hold up, where their playhead is."""

from typing import Protocol

from api.room.frames import Event, coded, frame
from api.room.playhead import Playhead
from api.room.viewer import Viewer

SLOW_BYTES = 64 * 1024
FULL_BYTES = 512 * 1024
SLOW_US = 10_000_000
TRY_LATER = 1013


class Line(Protocol):
    """The way to a viewer: takes whole frames at once and never waits."""

    @property
    def waiting(self) -> int:
        """Bytes taken and not sent yet."""

    def put(self, frame: bytes) -> None:
        """Send this after all that waits."""

    def close(self, code: int, reason: str) -> None:
        """Say goodbye and be gone soon, read or not."""


class Seat:
    """One socket in a room.

    Its line is the one queue: with over 64 KiB in it ticks are left out, and made known as a `gap`
    once it is empty enough; over 512 KiB, or after ten seconds of that, it is closed.
    """

    def __init__(self, viewer: Viewer, network: str, line: Line) -> None:
        self.viewer = viewer
        self.network = network
        self.playhead = Playhead()
        self._line = line
        self._missed: int | None = None
        self._slow_since = 0

    def tell(self, tick: bytes, first: int | None, now: int) -> None:
        """A tick's frame; `first` is the offset of its first event that has one, now monotonic."""
        if self._line.waiting > SLOW_BYTES:
            self._miss(first, now)
            return
        if self._missed is not None and first is not None:
            self._line.put(frame([coded({"type": "gap", "from": self._missed, "to": first - 1})]))
        self._slow_since, self._missed = 0, None if first is not None else self._missed
        self._line.put(tick)

    def answer(self, event: Event) -> None:
        """An event for this viewer alone, at once."""
        if self._line.waiting > FULL_BYTES:
            self._line.close(TRY_LATER, "too slow")
        else:
            self._line.put(frame([coded(event)]))

    def close(self, code: int, reason: str) -> None:
        """Show it the door."""
        self._line.close(code, reason)

    def _miss(self, first: int | None, now: int) -> None:
        if self._missed is None:
            self._missed = first
        self._slow_since = self._slow_since or now
        if self._line.waiting > FULL_BYTES or now - self._slow_since > SLOW_US:
            self._line.close(TRY_LATER, "too slow")
