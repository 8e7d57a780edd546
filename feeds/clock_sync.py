"""A polled clock: told anew only where it is elsewhere than the one that runs on by itself.

Polls come when they come, so what each reads is off by as much; followed to the letter the clock on
air would jump at every poll, and back. A feed that tells whole minutes says in which minute the
clock is, and no more.
"""

from dataclasses import dataclass, replace

from feeds.event_time import MICROSECONDS
from feeds.fact import ClockSet, ShotClockSet
from feeds.sport import RULES, Direction, Sport

_MINUTE = 60 * MICROSECONDS
# By so much a feed of minutes may be late with the next one.
_LATE_MINUTE = 15 * MICROSECONDS

type Reads = ClockSet | ShotClockSet


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """The reading told last, and when."""

    fact: Reads
    at: int


class ClockSync:
    """One feed's clock. Readings that have a time of their own are none of its business."""

    def __init__(self) -> None:
        self._told: _Told | None = None

    def news(self, fact: Reads, sport: Sport, now: int, step: int) -> Reads | None:
        """The reading to tell of what was read at `now` (µs); None where the clock runs on well.

        What is off by a `step` (µs) at most is well.
        """
        told = self._told
        if told is not None and _goes_on(told.fact, fact):
            runs = running_to(told.fact, sport, now - told.at)
            if isinstance(fact, ClockSet) and _is_of_minutes(fact, sport, step):
                fits = _fitting(fact, runs)
                if fits is None:
                    return None
                fact = fits
            elif abs(fact.clock - runs) <= step:
                return None
        self._told = _Told(fact=fact, at=now)
        return fact


def _goes_on(before: Reads, now: Reads) -> bool:
    """Whether both are readings of one clock that runs."""
    return before.running and now.running and _way(before) == _way(now)


def _way(fact: Reads) -> tuple[int | None, Direction | None]:
    """In which period a clock runs, and which way, where that is said."""
    return (fact.period, fact.counts) if isinstance(fact, ClockSet) else (None, Direction.DOWN)


def running_to(told: Reads, sport: Sport, after: int) -> int:
    """What a clock reads so many µs after it was told."""
    if not told.running:
        return told.clock
    counts = _way(told)[1] or RULES[sport].clock
    way = -1 if counts is Direction.DOWN else 1
    return max(0, told.clock + way * after)


def _is_of_minutes(fact: ClockSet, sport: Sport, step: int) -> bool:
    is_rough = step >= MICROSECONDS
    return is_rough and sport is Sport.FOOTBALL and fact.clock % _MINUTE == 0


def _fitting(fact: ClockSet, runs: int) -> ClockSet | None:
    """None where the clock is in the minute told; else the minute's edge that is nearer."""
    last = fact.clock + _MINUTE - MICROSECONDS
    if runs < fact.clock:
        return fact
    return replace(fact, clock=last) if runs > last + _LATE_MINUTE else None
