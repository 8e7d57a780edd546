"""How often someone may do something: a bucket each, that fills again as time goes."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

MICROSECONDS = 1_000_000
KEPT = 65_536


@dataclass(frozen=True, slots=True)
class Limit:
    """`burst` at once, then one each `every` µs."""

    burst: int
    every: int


class Limits:
    """Keeps a limit for each of many (GCRA: one moment a bucket, no timers). For one thread.

    Holds 65,536 buckets; beyond, those unused for the longest go, which by then are mostly full.
    """

    def __init__(self, limit: Limit) -> None:
        self._limit = limit
        self._due: OrderedDict[Hashable, int] = OrderedDict()

    def take(self, who: Hashable, now: int) -> int:
        """0 where it may be done now; else in how many µs it may be tried again."""
        every, burst = self._limit.every, self._limit.burst
        due = max(self._due.get(who, now), now)
        wait = due - now - every * (burst - 1)
        if wait > 0:
            return wait
        self._due[who] = due + every
        self._due.move_to_end(who)
        if len(self._due) > KEPT:
            self._due.popitem(last=False)
        return 0
