"""A circuit breaker: who fails again and again is left alone for longer each time, then tried."""

from enum import StrEnum

from feeds.event_time import MICROSECONDS

_OPEN_AFTER = 5
_LONGEST = 60 * MICROSECONDS


class BreakerState(StrEnum):
    """All is well enough; left alone; tried again, and nobody knows yet."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


class Breaker:
    """One address'. It opens after five failures in a row and closes with the first success."""

    def __init__(self) -> None:
        self._failures = 0
        self._is_tried = False

    @property
    def state(self) -> BreakerState:
        """How it stands."""
        if self._failures < _OPEN_AFTER:
            return BreakerState.CLOSED
        return BreakerState.HALF_OPEN if self._is_tried else BreakerState.OPEN

    @property
    def has_failed(self) -> bool:
        """Whether what came last was a failure."""
        return self._failures > 0

    def tries(self) -> None:
        """A request goes out."""
        self._is_tried = True

    def succeeded(self) -> None:
        """Something good came."""
        self._failures, self._is_tried = 0, False

    def failed(self, every: int, asked: int | None) -> int:
        """Nothing good came; how long (µs) to leave it alone that is asked `every` so many µs.

        `asked` is for how long the other end asks to be left alone, where it does.
        """
        self._failures, self._is_tried = self._failures + 1, False
        if asked is not None:
            return max(asked, every)
        longer: int = every * 2 ** min(self._failures - 1, 10)
        return min(longer, max(_LONGEST, every))
