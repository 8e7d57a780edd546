"""Runs: readings of a clock that ticked on without a break, and what it read at any moment of them.

A clock that shows v reads from v to just under v + its step. So each reading of a clock that runs
says what it read at source time 0, to within a step; many of them, taken at other parts of the
second each, say it to the time between two pictures.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from engine.timebase import MICROSECONDS

# A digit that is mixed over from the last one, or a picture taken late, may be off by this much.
_SLACK = 60_000
_KEPT = 120
_TICKS_FROM = 3
_LATELY = 10 * MICROSECONDS
_RUNS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A clock showed `value` (µs), in steps of `step`, on the picture of the source time `at`."""

    at: int
    value: int
    step: int = MICROSECONDS
    is_time_of_day: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A clock that runs: it read `value` (µs, give or take `spread`) at the source time `at`.

    `rate` is +1 or -1; `run` numbers the runs, `readings` counts those that agree, `ticks` the
    seconds it was seen to tick on.
    """

    at: int
    value: int
    spread: int
    rate: int
    run: int
    readings: int
    ticks: int
    is_time_of_day: bool


class Run:
    """Readings that agree on a clock which runs up or down, one second a second.

    Keeps the last hundred and twenty.
    """

    def __init__(self, number: int, first: Reading) -> None:
        self.number = number
        self._first = first
        self._kept: deque[Reading] = deque([first], maxlen=_KEPT)
        self._values = {first.value // MICROSECONDS}
        self._bounds = {rate: _bounds(first, rate) for rate in (1, -1)}
        self.readings = 1

    def take(self, reading: Reading) -> bool:
        """Whether the reading goes on with this run; then it is part of it."""
        if reading.is_time_of_day != self._first.is_time_of_day:
            return False
        fitting = [rate for rate, bounds in self._bounds.items() if _fits(reading, rate, bounds)]
        if not fitting:
            return False
        self._kept.append(reading)
        self._values.add(reading.value // MICROSECONDS)
        self._bounds = {rate: _agreed(self._kept, rate) for rate in fitting}
        self.readings += 1
        return True

    @property
    def is_ticking(self) -> bool:
        """Whether the clock was seen to go on by whole seconds, one way."""
        return len(self._bounds) == 1 and len(self._values) >= _TICKS_FROM

    @property
    def last(self) -> int:
        """The source time of its last reading."""
        return self._kept[-1].at

    def lately(self, now: int) -> int:
        """How many of its readings are of the last ten seconds."""
        return sum(1 for reading in self._kept if now - reading.at <= _LATELY)

    def seen(self) -> Seen:
        """What it comes to, at its last reading; of a run that is ticking."""
        ((rate, (low, high)),) = self._bounds.items()
        return Seen(
            at=self.last,
            value=(low + high) // 2 + rate * self.last,
            spread=(high - low) // 2,
            rate=rate,
            run=self.number,
            readings=self.readings,
            ticks=len(self._values) - 1,
            is_time_of_day=self._first.is_time_of_day,
        )


class Runs:
    """Readings as they come, in runs.

    A reading belongs to every run it goes on with, so a misreading ends none; a clock that stands
    begins none that ticks. `numbers` are those of the runs.
    """

    def __init__(self, numbers: Iterator[int]) -> None:
        self._numbers = numbers
        self._runs: list[Run] = []

    def take(self, reading: Reading) -> None:
        """Take the next reading."""
        taken = [run.take(reading) for run in self._runs]
        if not any(taken):
            self._runs.append(Run(next(self._numbers), reading))
        self._runs = [run for run in self._runs if run.lately(reading.at)]
        if len(self._runs) > _RUNS:
            self._runs.remove(min(self._runs, key=lambda run: (run.is_ticking, run.last)))

    def current(self, now: int) -> Run | None:
        """The ticking run most readings of late are of."""
        ticking = [run for run in self._runs if run.is_ticking]
        return max(ticking, key=lambda run: (run.lately(now), run.last), default=None)


def _bounds(reading: Reading, rate: int) -> tuple[int, int]:
    """What the clock, run back or on to source time 0, may have read then."""
    low = reading.value - rate * reading.at
    return low, low + reading.step


def _fits(reading: Reading, rate: int, bounds: tuple[int, int]) -> bool:
    low, high = _bounds(reading, rate)
    return low <= bounds[1] + _SLACK and high >= bounds[0] - _SLACK


def _agreed(readings: deque[Reading], rate: int) -> tuple[int, int]:
    """The bounds within which most of the readings agree."""
    lows = np.array([reading.value - rate * reading.at for reading in readings])
    highs = lows + np.array([reading.step for reading in readings])
    within = (lows[:, None] >= lows) & (lows[:, None] < highs)
    low = int(lows[within.sum(axis=1).argmax()])
    return low, int(highs[(lows <= low) & (highs > low)].min())
