"""Football's minutes: the three ways feeds write added time, as a minute and what was added."""

import re

from feeds.event_time import MICROSECONDS

_ENDS = (45, 90, 105, 120)
_TEXT = re.compile(r"(\d{1,3})'?\s*(?:\+\s*(\d{1,2})'?)?", re.ASCII)
_MINUTE = 60 * MICROSECONDS

type Minute = tuple[int | None, int | None]
"""A minute as it is called, and the added one: (45, 2) for 45+2."""

NO_MINUTE: Minute = (None, None)


def from_text(given: str | None) -> Minute:
    """The minute of a text such as "58'", "45'+4'" or "90+3"; none where it says none."""
    match = _TEXT.fullmatch(given.strip()) if given else None
    if match is None:
        return NO_MINUTE
    minute, added = match.groups()
    return int(minute), int(added) if added else None


def from_pair(elapsed: int | None, extra: int | None) -> Minute:
    """The minute of a feed that gives both, with nothing or 0 for no added time."""
    return elapsed, extra or None


def from_clock(clock: int, period: int) -> Minute:
    """The minute that runs at a clock reading (µs) of a period, which may lie past its end."""
    running = clock // _MINUTE + 1
    if not 1 <= period <= len(_ENDS):
        return running, None
    end = _ENDS[period - 1]
    return (end, running - end) if running > end else (running, None)


def period_of(minute: int) -> int:
    """The period of a minute as it is called, which in added time is 45, 90, 105 or 120."""
    return next((n for n, end in enumerate(_ENDS, 1) if minute <= end), len(_ENDS))


def end_of(period: int) -> int:
    """The minute a period ends with; the last one's for a shoot-out."""
    return _ENDS[min(period, len(_ENDS)) - 1]


def clock_of(minute: Minute) -> int | None:
    """The clock reading (µs) at which a minute as told begins, None without any."""
    at, added = minute
    return None if at is None else max(0, at + (added or 0) - 1) * _MINUTE
