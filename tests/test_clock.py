"""The machine's clocks."""

from datetime import UTC, datetime

from feeds import event_time
from feeds.clock import SystemClock


def test_now_is_wall_time() -> None:
    clock = SystemClock()
    before = event_time.from_datetime(datetime.now(UTC))
    now = clock.now()
    after = event_time.from_datetime(datetime.now(UTC))
    assert before <= now <= after


def test_monotonic_goes_forwards() -> None:
    clock = SystemClock()
    assert clock.monotonic() <= clock.monotonic()
