"""Offsets and latencies from what a clock in the picture read and what a feed says of it."""

from dataclasses import replace

import pytest

from engine.channel.calibration import Shift, lag, offset
from engine.clock_reading.clock_run import Seen
from feeds.clock_history import ClockHistory
from tests.test_clock_history import BASKETBALL, MATCH, clock, history

S = 1_000_000
SEEN = Seen(
    at=20 * S, value=380 * S, spread=20_000, rate=1, run=0, readings=60, ticks=8,
    is_time_of_day=False,
)  # fmt: skip


@pytest.mark.parametrize(
    ("told", "seen", "now", "found"),
    [
        pytest.param(history(MATCH, clock(5, "06:10")), SEEN, 0, 5, id="feed-behind"),
        pytest.param(history(MATCH, clock(5, "06:00")), SEEN, 0, -5, id="feed-before"),
        pytest.param(history(MATCH, clock(5, "16:10")), SEEN, 0, None, id="another-clock"),
        pytest.param(history(MATCH, clock(-900, "06:10")), SEEN, 0, None, id="too-far-off"),
        pytest.param(history(MATCH, clock(-900, "06:10")), SEEN, 800 * S, 910, id="near-as-set"),
        pytest.param(history(BASKETBALL, clock(5, "06:30")), SEEN, 0, None, id="the-other-way"),
        pytest.param(ClockHistory(), SEEN, 0, None, id="no-facts"),
        pytest.param(
            history(MATCH, clock(5, "00:05")),
            replace(SEEN, is_time_of_day=True, value=20 * S),
            0,
            None,
            id="the-time-of-day",
        ),
    ],
)
def test_offset(told: ClockHistory, seen: Seen, now: int, found: int | None) -> None:
    assert offset(told, seen, now) == (None if found is None else found * S)


@pytest.mark.parametrize("zone", [0, 2, 5.75, -9.5])
def test_the_time_of_day_tells_how_late_a_picture_is_in_any_zone(zone: float) -> None:
    at = (1_900_000_000 + 7) * S
    day = (at + int(zone * 3600) * S) % (86_400 * S)
    seen = replace(SEEN, at=at, value=day - 4_300_000, is_time_of_day=True)
    assert lag(seen) == 4_300_000


def test_most_readings_are_believed_and_the_rest_told_by_the_confidence() -> None:
    shift = Shift()
    shift.note(replace(SEEN, run=1, readings=70), 5 * S)
    shift.note(replace(SEEN, run=2, readings=20), 65 * S)
    shift.note(replace(SEEN, run=3, readings=10), 5 * S + 100_000)
    found = shift.measured()
    assert found is not None
    assert (found.value, found.readings, found.confidence) == (5 * S, 80, 80)
    assert found.spread == 120_000


def test_few_ticks_are_little_confidence() -> None:
    shift = Shift()
    assert shift.measured() is None
    shift.note(replace(SEEN, ticks=2), 0)
    found = shift.measured()
    assert found is not None
    assert found.confidence == 33


def test_what_was_seen_long_ago_no_longer_counts() -> None:
    shift = Shift()
    shift.note(SEEN, 5 * S)
    shift.note(replace(SEEN, run=1, at=200 * S, readings=12), 9 * S)
    found = shift.measured()
    assert found is not None
    assert (found.value, found.readings) == (9 * S, 12)
    shift.forget()
    assert shift.measured() is None
