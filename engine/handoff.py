"""The bounded hand-off between two threads of a job."""

import threading
from collections import deque
from collections.abc import Iterator


class AbortedError(Exception):
    """The other end is gone; whoever waits here should stop as well."""


class Handoff[Item]:
    """First in, first out, at most `size` items. A full one makes the giver wait.

    The giver calls `end` after its last item; either side, or a third, may `abort`.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._items: deque[Item] = deque()
        self._changed = threading.Condition()
        self._is_ended = False
        self._is_aborted = False

    def put(self, item: Item) -> None:
        """Hand an item on, waiting for room; AbortedError when it will never be taken."""
        with self._changed:
            while len(self._items) >= self._size and not self._is_aborted:
                self._changed.wait()
            if self._is_aborted:
                raise AbortedError
            self._items.append(item)
            self._changed.notify_all()

    def end(self) -> None:
        """Nothing follows."""
        with self._changed:
            self._is_ended = True
            self._changed.notify_all()

    def abort(self) -> None:
        """Let go of what is held and of whoever waits."""
        with self._changed:
            self._is_aborted = True
            self._items.clear()
            self._changed.notify_all()

    def __iter__(self) -> Iterator[Item]:
        """The items as they come, to the end; AbortedError when cut off."""
        while True:
            with self._changed:
                while not self._items and not self._is_ended and not self._is_aborted:
                    self._changed.wait()
                if self._is_aborted:
                    raise AbortedError
                if not self._items:
                    return
                item = self._items.popleft()
                self._changed.notify_all()
            yield item
