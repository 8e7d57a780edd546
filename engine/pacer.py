"""Paces a programme: wall time says where it starts, then the monotonic clock alone counts."""

import threading
from fractions import Fraction
from typing import Protocol

from engine.timebase import MICROSECONDS


class Clock(Protocol):
    """What time it is, in µs: `now` since 1970, `monotonic` since some fixed moment."""

    def now(self) -> int:
        """Wall time."""

    def monotonic(self) -> int:
        """Time that never jumps."""


class Pacer:
    """Says when a moment of programme time is due, and waits for it."""

    def __init__(self, clock: Clock, rate: Fraction) -> None:
        self._clock = clock
        self._rate = rate
        self._shift = clock.monotonic() - clock.now()

    def now(self) -> int:
        """Programme time now, µs since 1970: the wall's at the start, monotonic since."""
        return self._clock.monotonic() - self._shift

    def air_time(self, number: int) -> int:
        """P(n) in µs since 1970."""
        return int(number * MICROSECONDS / self._rate)

    def late(self, number: int) -> int:
        """How long ago frame n was due, µs; negative while it is to come."""
        return self.now() - self.air_time(number)

    def wait(self, moment: int, stopping: threading.Event) -> bool:
        """Wait until a moment (µs since 1970); False when told to stop before."""
        while (left := moment - self.now()) > 0:
            if stopping.wait(left / MICROSECONDS):
                return False
        return not stopping.is_set()
