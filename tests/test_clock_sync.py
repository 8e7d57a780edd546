"""A polled clock: what it reads each time, and what of that is told."""

import pytest

from feeds.clock_sync import ClockSync
from feeds.fact import ClockSet
from feeds.sport import Direction, Sport

S = 1_000_000


def reading(
    clock: float, *, period: int = 1, running: bool = True, counts: Direction | None = None
) -> ClockSet:
    return ClockSet(
        event_time=None,
        received=0,
        clock=round(clock * S),
        period=period,
        running=running,
        counts=counts,
    )


def told(sport: Sport, *polls: tuple[float, ClockSet]) -> list[float | None]:
    """What is told of each poll at so many seconds: the clock in seconds, None for nothing."""
    sync = ClockSync()
    found = [sync.news(fact, sport, round(at * S), 2 * S) for at, fact in polls]
    return [None if one is None else one.clock / S for one in found]


@pytest.mark.parametrize(
    ("sport", "polls", "wanted"),
    [
        pytest.param(
            Sport.BASKETBALL, [(0, 600), (10, 591), (20, 578.5)], [600, None, None], id="runs-down"
        ),
        pytest.param(Sport.BASKETBALL, [(0, 600), (10, 600)], [600, 600], id="it-stood"),
        pytest.param(Sport.GENERIC, [(0, 5), (10, 14), (20, 29)], [5, None, 29], id="it-was-set"),
        pytest.param(
            Sport.FOOTBALL,
            [(0, 3421), (10, 3430), (20, 3441)],
            [3421, None, None],
            id="to-a-second",
        ),
        pytest.param(
            Sport.FOOTBALL,
            [(0, 3420), (10, 3420), (25, 3480), (35, 3480), (95, 3540)],
            [3420, None, 3480, None, None],
            id="whole-minutes",
        ),
        pytest.param(
            Sport.FOOTBALL, [(0, 3420), (70, 3420), (80, 3420)], [3420, None, 3479], id="ran-ahead"
        ),
    ],
)
def test_a_clock_that_is_polled(
    sport: Sport, polls: list[tuple[float, float]], wanted: list[float | None]
) -> None:
    assert told(sport, *[(at, reading(clock)) for at, clock in polls]) == wanted


def test_a_clock_of_another_period_or_that_stops_is_told() -> None:
    polls = [
        (0.0, reading(100)),
        (1.0, reading(101, period=2)),
        (2.0, reading(102, period=2, running=False)),
        (3.0, reading(102, period=2, running=False)),
        (4.0, reading(103, period=2)),
    ]
    assert told(Sport.GENERIC, *polls) == [100, 101, 102, 102, 103]


def test_a_clock_may_count_otherwise_than_its_sport() -> None:
    up = Direction.UP
    polls = [(0.0, reading(100, counts=up)), (10.0, reading(110, counts=up))]
    assert told(Sport.ICE_HOCKEY, *polls) == [100, None]
