"""Readings in runs: what a clock read between its ticks, and what belongs to no run."""

from collections.abc import Iterator
from itertools import count

import pytest

from engine.clock_reading.clock_run import Reading, Runs, Seen

S = 1_000_000
LOOK = 160_000


def readings(start: int, rate: int, since: int, until: int, *, step: int = S) -> Iterator[Reading]:
    """Those of a clock that read `start` (µs) at time 0, six a second."""
    for at in range(since, until, LOOK):
        yield Reading(at=at, value=(start + rate * at) // step * step, step=step)


def seen(runs: Runs, now: int) -> Seen | None:
    run = runs.current(now)
    return None if run is None else run.seen()


def take(*told: Iterator[Reading] | Reading) -> Runs:
    runs = Runs(count())
    for one in told:
        for reading in [one] if isinstance(one, Reading) else one:
            runs.take(reading)
    return runs


@pytest.mark.parametrize(
    ("start", "rate", "step"),
    [
        pytest.param(370_660_000, 1, S, id="up"),
        pytest.param(675_700_000, -1, S, id="down"),
        pytest.param(45_330_000, -1, S // 10, id="down-with-tenths"),
        pytest.param(0, 1, S, id="from-nothing"),
    ],
)
def test_it_is_known_to_the_time_between_two_looks(start: int, rate: int, step: int) -> None:
    found = seen(take(readings(start, rate, 0, 9 * S, step=step)), 9 * S)
    assert found is not None
    assert found.rate == rate
    assert abs(found.value - rate * found.at - start) <= found.spread <= LOOK // 2
    assert found.ticks >= 8


def test_misreadings_of_a_second_end_nothing() -> None:
    """One digit is read as another for as long as it stands."""
    good = list(readings(100_300_000, 1, 0, 9 * S))
    told = [
        Reading(at=one.at, value=one.value + 2 * S) if one.value % (6 * S) == 0 else one
        for one in good
    ]
    runs = take(iter(told))
    found = seen(runs, 9 * S)
    assert found is not None
    assert (found.run, found.readings) == (0, sum(a == b for a, b in zip(told, good, strict=True)))
    assert abs(found.value - found.at - 100_300_000) <= found.spread


def test_a_clock_that_stands_does_not_tick() -> None:
    stands = (Reading(at=at, value=90 * S) for at in range(0, 20 * S, LOOK))
    assert seen(take(stands), 20 * S) is None


def test_a_clock_that_stood_goes_on_as_another_run() -> None:
    stands = (Reading(at=at, value=105 * S) for at in range(5 * S, 25 * S, LOOK))
    runs = take(readings(100 * S, 1, 0, 5 * S), stands, readings(80 * S, 1, 25 * S, 30 * S))
    found = seen(runs, 30 * S)
    assert found is not None
    assert found.run > 0
    assert abs(found.value - found.at - 80 * S) <= found.spread


def test_another_half_is_another_run() -> None:
    runs = take(readings(100 * S, 1, 0, 5 * S), readings(2700 * S, 1, 5 * S, 18 * S))
    found = seen(runs, 18 * S)
    assert found is not None
    assert found.value // S == 2717


def test_slow_motion_ticks_at_no_second() -> None:
    slow = (Reading(at=at, value=(50 * S + at // 3) // S * S) for at in range(0, 30 * S, LOOK))
    assert seen(take(slow), 30 * S) is None


def test_the_time_of_day_is_not_the_clock() -> None:
    day = Reading(at=9 * S, value=109 * S, is_time_of_day=True)
    runs = take(readings(100 * S, 1, 0, 9 * S), day)
    found = seen(runs, 9 * S)
    assert found is not None
    assert not found.is_time_of_day
    assert found.at < 9 * S
