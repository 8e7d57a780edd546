"""What time it is: the wall's and one that never jumps, both ints of µs."""

import time
from typing import Protocol


class Clock(Protocol):
    """Tells the time in µs; tests have clocks of their own."""

    def now(self) -> int:
        """Wall time: µs since 1970 (UTC). It may be set forwards and back."""

    def monotonic(self) -> int:
        """µs since some fixed moment; it only goes forwards."""


class SystemClock:
    """The machine's clocks."""

    def now(self) -> int:
        """Wall time: µs since 1970 (UTC)."""
        return time.clock_gettime_ns(time.CLOCK_REALTIME) // 1000

    def monotonic(self) -> int:
        """µs since some fixed moment."""
        return time.monotonic_ns() // 1000
