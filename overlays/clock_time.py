"""Times as people write them: a time of day such as 19:45, or a moment in ISO 8601."""

from datetime import UTC, datetime, time, timedelta, timezone

from feeds.event_time import MICROSECONDS

_HALF_A_DAY = timedelta(hours=12)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = datetime(9990, 1, 1, tzinfo=UTC)


def is_clock_time(text: str) -> bool:
    """Whether it is either of the two."""
    return _read(text) is not None


def moment_of(text: str, near: int, *, utc_minutes: int = 0) -> int | None:
    """The event time (µs since 1970) that is meant; None where it is no time.

    A time of day is the one nearest to `near` (µs). Without an offset of its own it is that of a
    zone so many minutes ahead of UTC.
    """
    read, zone = _read(text), timezone(timedelta(minutes=utc_minutes))
    around = _EPOCH + timedelta(microseconds=near)
    if read is None:
        return None
    if isinstance(read, datetime):
        found = read if read.tzinfo else read.replace(tzinfo=zone)
    else:
        its = read if read.tzinfo else read.replace(tzinfo=zone)
        found = datetime.combine(around.astimezone(its.tzinfo).date(), its)
        if found - around > _HALF_A_DAY:
            found -= timedelta(days=1)
        elif around - found > _HALF_A_DAY:
            found += timedelta(days=1)
    return round((found - _EPOCH) / timedelta(microseconds=1))


def _read(text: str) -> time | datetime | None:
    text = text.strip()
    try:
        if ":" in text[:3]:
            return time.fromisoformat(f"0{text}" if text[1] == ":" else text)
        read = datetime.fromisoformat(text)
    except ValueError:
        return None
    aware = read if read.tzinfo else read.replace(tzinfo=UTC)
    return read if _EPOCH < aware < _LATEST else None


def countdown_text(left: int) -> str:
    """So many µs as MM:SS, or H:MM:SS from an hour on; a second that has begun is shown whole."""
    seconds = -(-max(0, left) // MICROSECONDS)
    hours, rest = divmod(seconds, 3600)
    minutes = f"{rest // 60:02d}:{rest % 60:02d}"
    return f"{hours}:{minutes}" if hours else minutes
