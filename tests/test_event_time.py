"""Event time: decimals read exactly, zones demanded, text and back."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from feeds import event_time


@pytest.mark.parametrize(
    ("seconds", "micros"),
    [
        pytest.param(12.4, 12_400_000, id="12.4"),
        pytest.param("12.4", 12_400_000, id="text"),
        pytest.param(0, 0, id="0"),
        pytest.param(-0.5, -500_000, id="before"),
        pytest.param(0.1 + 0.2, 300_000, id="a-float-s-last-digits"),
        pytest.param(1.000001, 1_000_001, id="a-microsecond"),
        pytest.param("0.0000004", 0, id="less-than-half-a-microsecond"),
        pytest.param("0.0000006", 1, id="more-than-half"),
        pytest.param(5400, 5_400_000_000, id="an-int"),
        pytest.param(1e-7, 0, id="exponent"),
        pytest.param(1e9, 10**15, id="many"),
        pytest.param(99_999_999_999, 99_999_999_999_000_000, id="nearly-the-furthest"),
    ],
)
def test_seconds_are_read_as_decimals(seconds: str | float, micros: int) -> None:
    assert event_time.from_seconds(seconds) == micros


@pytest.mark.parametrize("step", range(0, 10_000, 37))
def test_tenths_and_hundredths_are_exact(step: int) -> None:
    assert event_time.from_seconds(step / 100) == step * 10_000


@pytest.mark.parametrize(
    "seconds",
    [
        "",
        "soon",
        "1,5",
        "nan",
        "inf",
        "-inf",
        float("nan"),
        float("inf"),
        1e12,
        "1e999999",
        "12:30",
    ],
    ids=repr,
)
def test_no_number_of_seconds(seconds: str | float) -> None:
    with pytest.raises(ValueError, match="is not a number of seconds"):
        event_time.from_seconds(seconds)


@pytest.mark.parametrize(
    ("text", "micros"),
    [
        pytest.param("1970-01-01T00:00:00Z", 0, id="1970"),
        pytest.param("1970-01-01T01:00:00+01:00", 0, id="a-zone"),
        pytest.param("2026-11-23T18:30:00.5Z", 1_795_458_600_500_000, id="half-a-second"),
        pytest.param("2000-01-01T00:00:00Z", 946_684_800_000_000, id="2000"),
        pytest.param("1969-12-31T23:59:59.999999Z", -1, id="before-1970"),
        pytest.param("20261123T183000Z", 1_795_458_600_000_000, id="basic-form"),
    ],
)
def test_iso(text: str, micros: int) -> None:
    assert event_time.from_iso(text) == micros


@pytest.mark.parametrize("text", ["2026-11-23T18:30:00", "2026-11-23", "soon", "", "18:30Z"])
def test_no_time_with_a_zone(text: str) -> None:
    with pytest.raises(ValueError, match=r"time zone|isoformat"):
        event_time.from_iso(text)


def test_a_naive_datetime_is_refused() -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        event_time.from_datetime(datetime(2026, 1, 1))  # noqa: DTZ001 - that is what is refused


def test_a_datetime_of_another_zone() -> None:
    tokyo = timezone(timedelta(hours=9))
    moment = datetime(2026, 11, 24, 3, 30, tzinfo=tokyo)
    assert event_time.from_datetime(moment) == 1_795_458_600_000_000
    assert event_time.from_datetime(moment.astimezone(UTC)) == 1_795_458_600_000_000


@pytest.mark.parametrize(
    ("micros", "text"),
    [
        (0, "1970-01-01T00:00:00.000000Z"),
        (12_400_000, "1970-01-01T00:00:12.400000Z"),
        (-1, "1969-12-31T23:59:59.999999Z"),
        (1_795_458_600_500_001, "2026-11-23T18:30:00.500001Z"),
        (event_time.FIRST, "0001-01-01T00:00:00.000000Z"),
        (event_time.LAST, "9999-12-31T23:59:59.999999Z"),
    ],
)
def test_to_iso_and_back(micros: int, text: str) -> None:
    assert event_time.to_iso(micros) == text
    assert event_time.from_iso(text) == micros
