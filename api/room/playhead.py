"""Where a viewer's playhead is, and which programme time a line of theirs bears."""

from dataclasses import dataclass

from feeds.event_time import MICROSECONDS

SLACK = 2 * MICROSECONDS
_FASTEST = 2.0


@dataclass(slots=True)
class Playhead:
    """What a viewer's page said last: programme time (µs) of its picture, when (monotonic µs)."""

    program_time: int | None = None
    said: int = 0
    rate: float = 0.0

    def hear(self, program_time: int, rate: float, now: int) -> None:
        """A heartbeat."""
        self.program_time, self.said = program_time, now
        self.rate = min(max(rate, 0.0), _FASTEST)

    def at(self, now: int) -> int | None:
        """The programme time it should show by now; None where it never said."""
        if self.program_time is None:
            return None
        return self.program_time + int((now - self.said) * self.rate)


def stamp(playhead: Playhead, claimed: int | None, *, now: int, live: int, window: int) -> int:
    """The programme time a line bears: what was claimed, where that can be (all times µs).

    Never later than `live`, the newest picture there is, and never older than the window. Earlier
    than the viewer's own playhead it would be seen by people who have not seen what its author has,
    so it is not: without a playhead it bears the newest picture's time.
    """
    shown = playhead.at(now)
    if claimed is None or shown is None:
        return live
    return min(live, max(claimed, shown - SLACK, live - window))
