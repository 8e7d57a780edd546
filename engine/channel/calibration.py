"""Calibration: how far a feed's clock, and a source's latency, are off against the picture's clock.

A picture shows that the clock read v at its content time c, by the timings as they are set. Where
the feed says that it did at f, the feed's offset should be c - f. Or else the feed is right, and
the picture is of another moment than c: then it is the source's latency that should differ.
"""

from dataclasses import dataclass

from engine.clock_reading.clock_run import Seen
from engine.timebase import MICROSECONDS
from feeds.clock_history import ClockHistory

REACH = 300 * MICROSECONDS
_AGREE = 300_000
_SPAN = 120 * MICROSECONDS
_SURE_TICKS = 6
# Time zones differ by quarters of an hour; so a clock on the wall tells what is left of that.
_ZONES = 900 * MICROSECONDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A shift of `value` µs, give or take `spread`, as of the content time `at`.

    `confidence` is 0 to 100: how many of the readings agree, less where few seconds were seen.
    """

    value: int
    spread: int
    at: int
    readings: int
    ticks: int
    confidence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Of:
    """What one run of a clock came to."""

    shift: int
    seen: Seen


class Shift:
    """One shift, measured by every run of the clock in the last two minutes of picture."""

    def __init__(self) -> None:
        self._runs: dict[int, _Of] = {}

    def note(self, seen: Seen, shift: int) -> None:
        """A run of the clock, as far as it was seen, says it is this much (µs)."""
        self._runs[seen.run] = _Of(shift=shift, seen=seen)
        self._runs = {n: of for n, of in self._runs.items() if seen.at - of.seen.at <= _SPAN}

    def forget(self) -> None:
        """Measure anew."""
        self._runs.clear()

    def measured(self) -> Measured | None:
        """What most readings agree on; None before there are any."""
        runs = list(self._runs.values())
        if not runs:
            return None

        def agreeing(one: _Of) -> list[_Of]:
            return [other for other in runs if abs(other.shift - one.shift) <= _AGREE]

        best = max(runs, key=lambda one: sum(of.seen.readings for of in agreeing(one)))
        agreed = agreeing(best)
        value = _median(agreed)
        readings = sum(of.seen.readings for of in agreed)
        ticks = sum(of.seen.ticks for of in agreed)
        share = 100 * readings // sum(of.seen.readings for of in runs)
        return Measured(
            value=value,
            spread=max(of.seen.spread + abs(of.shift - value) for of in agreed),
            at=max(of.seen.at for of in agreed),
            readings=readings,
            ticks=ticks,
            confidence=share * min(ticks, _SURE_TICKS) // _SURE_TICKS,
        )


def offset(history: ClockHistory, seen: Seen, now: int) -> int | None:
    """The offset (µs) with which the feed's clock agrees with the one seen.

    `now` is the offset as it is set. None where the feed's clock did not read that anywhere near:
    another period, another clock, a replay.
    """
    if seen.is_time_of_day:
        return None
    found = [seen.at - moment for moment in history.moments(seen.value, seen.rate)]
    nearest = min(found, key=lambda one: abs(one - now), default=None)
    return nearest if nearest is not None and abs(nearest - now) <= REACH else None


def lag(seen: Seen) -> int:
    """By how much (µs) a time of day seen is before that of the content time; of any time zone."""
    return (seen.at - seen.value + _ZONES // 2) % _ZONES - _ZONES // 2


def _median(runs: list[_Of]) -> int:
    """The median of the readings' shifts."""
    ordered = sorted(runs, key=lambda of: of.shift)
    half, counted = sum(of.seen.readings for of in runs) / 2, 0
    for of in ordered:
        counted += of.seen.readings
        if counted >= half:
            return of.shift
    return ordered[-1].shift
