"""Pulses: whether what a vendor says of a match that is played still changes.

Some go on answering with what was true an hour ago, under a fresh date; only the content shows it.
"""

from feeds.event_time import MICROSECONDS
from feeds.fact import ClockSet
from feeds.reading import Reading
from feeds.rhythm import Pace, pace_of

# A clock told in whole minutes is another once a minute.
_CLOCK_STANDS = 150 * MICROSECONDS


class Pulse:
    """One feed's. After `after` µs without anything new while it is played, it is stale.

    Without that only a clock tells: one that is said to run and reads the same. One that a person
    typed tells nothing.
    """

    def __init__(self, after: int | None = None) -> None:
        self._after = after
        self._pace = Pace.IDLE
        self._clocks: list[int] = []
        self._changed: int | None = None

    def beat(self, reading: Reading, now: int, *, is_news: bool) -> None:
        """What a payload said at `now` (µs), and whether anything of it was told on."""
        self._pace = pace_of(reading, self._pace)
        clocks = [
            fact.clock
            for fact in reading.facts
            if isinstance(fact, ClockSet) and fact.running and fact.event_time is None
            if not reading.is_typed
        ]
        if is_news or clocks != self._clocks or self._changed is None:
            self._changed = now
        self._clocks = clocks

    def stands(self, now: int) -> int | None:
        """For how long (µs) nothing has changed, where that is too long; else None."""
        if self._changed is None or self._pace is not Pace.LIVE:
            return None
        longest = self._after or (_CLOCK_STANDS if self._clocks else None)
        still = now - self._changed
        return still if longest is not None and still > longest else None
