"""Where a source's packets wait, compressed, between their arrival and their decoder."""

import threading
from collections import deque

from engine.ffmpeg.clip import Received
from engine.handoff import AbortedError

BYTES_AT_MOST = 96 * 1024 * 1024


class Hold:
    """Packets in the order of their arrival. A full one (96 MB) makes the giver wait.

    While nobody takes (a warm source) `trim` lets go of what lies before the last keyframe at or
    before the moment due, so that decoding can begin there at any time.
    """

    def __init__(self, byte_limit: int = BYTES_AT_MOST) -> None:
        self._byte_limit = byte_limit
        self._held: deque[tuple[Received, int]] = deque()
        self._bytes = 0
        self._changed = threading.Condition()
        self._is_aborted = False

    @property
    def bytes(self) -> int:
        """What is held now."""
        return self._bytes

    def put(self, received: Received, due: int) -> None:
        """Take a packet that is due at a moment (µs); AbortedError when it will never be taken."""
        with self._changed:
            while self._bytes >= self._byte_limit and self._held and not self._is_aborted:
                self._changed.wait()
            if self._is_aborted:
                raise AbortedError
            self._held.append((received, due))
            self._bytes += received.size
            self._changed.notify_all()

    def take(self) -> tuple[Received, int]:
        """The first packet and its due moment, waiting for one; AbortedError when cut off."""
        with self._changed:
            while not self._held and not self._is_aborted:
                self._changed.wait()
            if self._is_aborted:
                raise AbortedError
            received, due = self._held.popleft()
            self._bytes -= received.size
            self._changed.notify_all()
            return received, due

    def trim(self, now: int) -> None:
        """Let go of what no decoder will need that begins now (µs)."""
        with self._changed:
            opening = 0
            for place, (received, due) in enumerate(self._held):
                if due > now:
                    break
                if received.opens:
                    opening = place
            for _ in range(opening):
                received, _ = self._held.popleft()
                self._bytes -= received.size
            self._changed.notify_all()

    def abort(self) -> None:
        """Let go of all that is held and of whoever waits."""
        with self._changed:
            self._is_aborted = True
            self._held.clear()
            self._bytes = 0
            self._changed.notify_all()
