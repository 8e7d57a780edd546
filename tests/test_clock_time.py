"""Times as people write them, and how what is left until then is read."""

from datetime import UTC, datetime

import pytest

from feeds.event_time import MICROSECONDS
from overlays.clock_time import countdown_text, is_clock_time, moment_of


def at(text: str) -> int:
    """µs since 1970 of a moment in UTC."""
    return round(datetime.fromisoformat(f"{text}+00:00").timestamp()) * MICROSECONDS


@pytest.mark.parametrize(
    ("text", "near", "expected"),
    [
        pytest.param("19:45", "2026-05-30T19:30", "2026-05-30T19:45", id="to-come"),
        pytest.param("19:45", "2026-05-30T19:46", "2026-05-30T19:45", id="just-over"),
        pytest.param("00:10", "2026-05-30T23:50", "2026-05-31T00:10", id="after-midnight"),
        pytest.param("23:50", "2026-05-31T00:10", "2026-05-30T23:50", id="before-midnight"),
        pytest.param("9:05", "2026-05-30T08:00", "2026-05-30T09:05", id="one-digit"),
        pytest.param("19:45:30", "2026-05-30T19:30", "2026-05-30T19:45:30", id="seconds"),
        pytest.param("19:45+02:00", "2026-05-30T17:30", "2026-05-30T17:45", id="elsewhere"),
        pytest.param("2026-06-01T10:00", "2026-05-30T17:30", "2026-06-01T10:00", id="a-date"),
        pytest.param(
            "2026-06-01T10:00-05:00", "2026-05-30T17:30", "2026-06-01T15:00", id="a-date-elsewhere"
        ),
        pytest.param("2026-06-01T10:00Z", "2026-05-30T17:30", "2026-06-01T10:00", id="in-utc"),
    ],
)
def test_the_moment_that_is_meant(text: str, near: str, expected: str) -> None:
    assert moment_of(text, at(near)) == at(expected)


def test_times_without_an_offset_are_those_of_the_programme() -> None:
    near = at("2026-05-30T17:30")
    assert moment_of("19:45", near, utc_minutes=120) == at("2026-05-30T17:45")
    assert moment_of("2026-05-30T19:45", near, utc_minutes=120) == at("2026-05-30T17:45")
    assert moment_of("19:45Z", near, utc_minutes=120) == at("2026-05-30T19:45")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "25:00",
        "19:60",
        "7",
        "19.45",
        "0001-01-01T00:00+14:00",
        "9999-12-31",
        "⚽",
        "::",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert not is_clock_time(text)
    assert moment_of(text, round(datetime.now(UTC).timestamp()) * MICROSECONDS) is None


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        pytest.param(600 * MICROSECONDS, "10:00", id="ten-minutes"),
        pytest.param(600 * MICROSECONDS - 1, "10:00", id="a-second-that-has-begun"),
        pytest.param(599 * MICROSECONDS, "09:59", id="the-next"),
        pytest.param(1, "00:01", id="the-last"),
        pytest.param(0, "00:00", id="over"),
        pytest.param(3600 * MICROSECONDS, "1:00:00", id="an-hour"),
        pytest.param(36_000 * MICROSECONDS, "10:00:00", id="ten-hours"),
        pytest.param(-5, "00:00", id="long-over"),
    ],
)
def test_what_is_left_is_read(left: int, expected: str) -> None:
    assert countdown_text(left) == expected
