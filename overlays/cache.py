"""A bounded cache: what was made once is not made again while there is room for it."""

import threading
from collections import OrderedDict
from collections.abc import Iterable

# Far more than is on air or comes next; else every second's clock would be kept for a match.
_MOST = 160


class Cache[Name, Thing]:
    """Things by name, for any thread; when they come to too much the least lately used go.

    It holds at most `byte_limit` bytes, and at most `most` things. A thing larger than that is not
    kept.
    """

    def __init__(self, byte_limit: int, *, most: int = _MOST) -> None:
        self._byte_limit = byte_limit
        self._most = most
        self._bytes = 0
        self._kept: OrderedDict[Name, tuple[Thing, int]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, name: Name) -> Thing | None:
        """What is kept of that name, which is used with that."""
        with self._lock:
            found = self._kept.get(name)
            if found is None:
                return None
            self._kept.move_to_end(name)
            return found[0]

    def put(self, name: Name, thing: Thing, size: int) -> Thing:
        """Keep a thing of so many bytes; where another thread was first, that one's is answered."""
        with self._lock:
            first = self._kept.get(name)
            if first is not None:
                return first[0]
            if size <= self._byte_limit:
                self._kept[name] = thing, size
                self._bytes += size
            while self._bytes > self._byte_limit or len(self._kept) > self._most:
                _, (_, oldest) = self._kept.popitem(last=False)
                self._bytes -= oldest
            return thing

    def touch(self, names: Iterable[Name]) -> bool:
        """Have these used; whether all of them are kept."""
        with self._lock:
            missing = 0
            for name in names:
                if name in self._kept:
                    self._kept.move_to_end(name)
                else:
                    missing += 1
            return missing == 0
