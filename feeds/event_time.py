"""Event time: the venue's clock, an int of µs since 1970 (UTC); read exactly."""

from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation

MICROSECONDS = 1_000_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_FURTHEST_S = Decimal(10) ** 11
FIRST = (datetime.min.replace(tzinfo=UTC) - EPOCH) // _MICROSECOND
LAST = (datetime.max.replace(tzinfo=UTC) - EPOCH) // _MICROSECOND


def from_datetime(moment: datetime) -> int:
    """µs since 1970 of an aware datetime; a naive one is a ValueError."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone")
    return (moment - EPOCH) // _MICROSECOND


def from_iso(text: str) -> int:
    """µs since 1970 of an ISO 8601 time with a zone, such as 2026-11-23T18:30:00.5Z."""
    return from_datetime(datetime.fromisoformat(text))


def to_datetime(event_time: int) -> datetime:
    """The aware datetime, in UTC, from FIRST to LAST; `from_datetime` gives the same int back."""
    return EPOCH + timedelta(microseconds=event_time)


def to_iso(event_time: int) -> str:
    """ISO 8601 in UTC to the µs, from FIRST to LAST; `from_iso` gives the same int back."""
    return to_datetime(event_time).isoformat(timespec="microseconds").replace("+00:00", "Z")


def from_seconds(seconds: str | int | float) -> int:
    """µs of a number of seconds read as a decimal: 12.4 is 12,400,000 and nothing beside it."""
    try:
        value = Decimal(str(seconds))
    except InvalidOperation:
        raise ValueError(f"{seconds!r} is not a number of seconds") from None
    if not value.is_finite() or abs(value) > _FURTHEST_S:
        raise ValueError(f"{seconds!r} is not a number of seconds")
    return int((value * MICROSECONDS).to_integral_value(ROUND_HALF_EVEN))
