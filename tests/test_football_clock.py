"""Football's minutes in the three ways feeds write what was added."""

import pytest

from feeds.football_clock import (
    NO_MINUTE,
    Minute,
    clock_of,
    end_of,
    from_clock,
    from_pair,
    from_text,
    period_of,
)

S = 1_000_000


@pytest.mark.parametrize(
    ("given", "minute"),
    [
        ("58'", (58, None)),
        ("45'+4'", (45, 4)),
        ("90+3", (90, 3)),
        ("90'+10", (90, 10)),
        ("7", (7, None)),
        ("HT", NO_MINUTE),
        ("", NO_MINUTE),
        (None, NO_MINUTE),
        ("45'+x'", NO_MINUTE),
    ],
)
def test_texts(given: str | None, minute: Minute) -> None:
    assert from_text(given) == minute


@pytest.mark.parametrize(
    ("elapsed", "extra", "minute"),
    [(45, 2, (45, 2)), (45, 0, (45, None)), (45, None, (45, None)), (None, None, NO_MINUTE)],
)
def test_pairs(elapsed: int | None, extra: int | None, minute: Minute) -> None:
    assert from_pair(elapsed, extra) == minute


@pytest.mark.parametrize(
    ("seconds", "period", "minute"),
    [
        pytest.param(0, 1, (1, None), id="kick-off"),
        pytest.param(2699, 1, (45, None), id="the-last-second"),
        pytest.param(2700, 1, (45, 1), id="added"),
        pytest.param(2785, 1, (45, 2), id="second-minute-added"),
        pytest.param(2785, 2, (47, None), id="the-same-clock-later"),
        pytest.param(5531, 2, (90, 3), id="at-the-end"),
        pytest.param(6337, 4, (106, None), id="extra-time"),
        pytest.param(7300, 4, (120, 2), id="extra-time-added"),
        pytest.param(7300, 5, (122, None), id="shoot-out"),
    ],
)
def test_clocks_past_a_half(seconds: int, period: int, minute: Minute) -> None:
    assert from_clock(seconds * S, period) == minute


@pytest.mark.parametrize(
    ("minute", "seconds"), [((58, None), 3420), ((45, 4), 2880), ((0, None), 0), (NO_MINUTE, None)]
)
def test_the_clock_of_a_minute(minute: Minute, seconds: int | None) -> None:
    assert clock_of(minute) == (None if seconds is None else seconds * S)


def test_the_half_of_a_minute() -> None:
    halves = {1: 1, 45: 1, 46: 2, 90: 2, 91: 3, 105: 3, 106: 4, 120: 4, 121: 4}
    assert {minute: period_of(minute) for minute in halves} == halves
    assert [end_of(period) for period in range(1, 6)] == [45, 90, 105, 120, 120]
