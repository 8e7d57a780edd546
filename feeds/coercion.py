"""Coercion: values as people and plain feeds write them, read as what they should be.

Each reader takes what is there, never nothing, and raises ValueError with what would be right.
"""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from feeds import event_time, football_clock
from feeds.event_time import MICROSECONDS
from feeds.football_clock import Minute
from feeds.happening import Side
from feeds.sport import Sport

_TEXT_AT_MOST = 200
_BLANK = {"", "-", "\u2013", "\u2014", "null", "none", "n/a"}
_YES = {"true", "yes", "y", "on", "1", "x", "running", "started", "ticking"}
_NO = {"false", "no", "n", "off", "0", "stopped", "paused", "standing"}
_SIDES = {"home": Side.HOME, "h": Side.HOME, "away": Side.AWAY, "a": Side.AWAY}
_SIDES |= {"visitor": Side.AWAY, "visitors": Side.AWAY, "guest": Side.AWAY, "guests": Side.AWAY}
_NUMBER = re.compile(r"[+-]?\d{1,18}([.,]\d{1,9})?", re.ASCII)
_COLOR = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})", re.ASCII)
_READS = re.compile(r"(?:(\d{1,3}):)?(\d{1,4}):([0-5]\d)(?:[.,](\d{1,6}))?", re.ASCII)
_ISO = re.compile(
    r"PT(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:(\d{1,5})(?:\.(\d{1,6}))?S)?", re.ASCII | re.IGNORECASE
)
_MINUTE = 60 * MICROSECONDS
_LONGEST = 9_999 * _MINUTE
# No match lasts so many hours: what stands there is minutes, by a spreadsheet's hand.
_HOURS_TO_BE_MINUTES = 4


class ClockUnit(StrEnum):
    """What a clock told as a number counts."""

    SECONDS = "seconds"
    MINUTES = "minutes"
    MILLISECONDS = "milliseconds"


_UNITS = {
    ClockUnit.SECONDS: MICROSECONDS,
    ClockUnit.MINUTES: _MINUTE,
    ClockUnit.MILLISECONDS: MICROSECONDS // 1000,
}


def is_blank(given: object) -> bool:
    """Whether nothing is said by it."""
    return given is None or (isinstance(given, str) and given.strip().casefold() in _BLANK)


def text(given: object) -> str:
    """A text, cut to 200 characters."""
    if isinstance(given, float) and given.is_integer():
        given = int(given)
    if isinstance(given, str | int | float) and not isinstance(given, bool):
        return str(given).strip()[:_TEXT_AT_MOST]
    raise ValueError("is no text")


def short(given: object) -> str:
    """The letters on the bug, eight at most."""
    return text(given)[:8]


def amount(given: object) -> int | float:
    """A number, of a text such as "54%" or "54,5" as well."""
    written = "" if isinstance(given, bool) else str(given).strip().removesuffix("%").strip()
    if not _NUMBER.fullmatch(written):
        raise ValueError("is no number")
    value = float(written.replace(",", "."))
    return int(value) if value.is_integer() else value


def whole(least: int, most: int) -> Callable[[object], int]:
    """A reader of whole numbers from `least` to `most`."""

    def read(given: object) -> int:
        value = amount(given)
        if not isinstance(value, int) or not least <= value <= most:
            raise ValueError(f"is no whole number from {least} to {most}")
        return value

    return read


count, period, few = whole(0, 999), whole(1, 99), whole(0, 9)


def flag(given: object) -> bool:
    """Yes or no."""
    if isinstance(given, bool):
        return given
    word = text(given).casefold()
    if word not in _YES | _NO:
        raise ValueError("is neither yes nor no")
    return word in _YES


def color(given: object) -> str:
    """A colour as `#rrggbb`, of three digits as well."""
    found = _COLOR.fullmatch(text(given).casefold())
    if found is None:
        raise ValueError('is no colour; write it like "#0a3d91"')
    digits = found[1]
    return "#" + (digits if len(digits) == 6 else "".join(one * 2 for one in digits))


def numbers(given: object) -> list[int]:
    """Whole numbers: a list of them, or a text with anything between them."""
    if isinstance(given, str):
        given = [one for one in re.split(r"[\s,;/|]+", given) if one]
    values = given if isinstance(given, list) else [given]
    return [count(one) for one in values if not is_blank(one)]


def sport(given: object) -> Sport:
    """A sport by name."""
    word = key(text(given))
    if word not in {*Sport}:
        raise ValueError(f"is no sport; use {', '.join(Sport)}")
    return Sport(word)


def side_by(names: Mapping[str, Side]) -> Callable[[object], Side]:
    """A reader of sides: home or away, or what `names` (in small letters) calls them."""

    def read(given: object) -> Side:
        if isinstance(given, bool):
            return Side.HOME if given else Side.AWAY
        word = text(given).casefold()
        found = names.get(word) or _SIDES.get(word)
        if found is None:
            raise ValueError("is neither side")
        return found

    return read


def clock_in(unit: ClockUnit) -> Callable[[object], int]:
    """A reader of clocks, in µs: "12:34.5", "1:02:03", "PT11M38.00S", "45+2'", or so many units."""

    def read(given: object) -> int:
        written = "" if isinstance(given, bool) else str(given).strip()
        if _NUMBER.fullmatch(written):
            value = event_time.from_seconds(written.replace(",", "."))
            value = value * _UNITS[unit] // MICROSECONDS
        else:
            value = _clock(written)
        if not 0 <= value <= _LONGEST:
            raise ValueError("is no clock within 9999 minutes")
        return value

    return read


def minute(given: object) -> Minute:
    """The minute of a happening, and the added one: "45+2'", "58'", 58."""
    written = "" if isinstance(given, bool) else str(given).strip()
    found = football_clock.from_text(written.removesuffix(".0"))
    if found[0] is None:
        raise ValueError("is no minute")
    return found


def moment(given: object) -> int:
    """A time, µs since 1970: ISO 8601 with a zone, or seconds, milliseconds or µs since then."""
    written = "" if isinstance(given, bool) else str(given).strip()
    if _NUMBER.fullmatch(written):
        value = float(written.replace(",", "."))
        scale = next((one for limit, one in ((1e11, 1_000_000), (1e14, 1000)) if value < limit), 1)
        return round(value * scale)
    try:
        return event_time.from_iso(written)
    except ValueError:
        raise ValueError("is no time with a zone, such as 2026-11-23T18:30:00Z") from None


def key(given: str) -> str:
    """A word in small letters, with underscores between its parts."""
    return re.sub(r"[\s_\-]+", "_", given.strip().casefold()).strip("_")


def _clock(written: str) -> int:
    if found := _READS.fullmatch(written):
        hours, minutes, seconds = int(found[1] or 0), int(found[2]), int(found[3])
        if hours >= _HOURS_TO_BE_MINUTES and not seconds:
            hours, minutes, seconds = 0, hours, minutes
        return _micros(hours, minutes, seconds, found[4])
    found = _ISO.fullmatch(written)
    if found is not None and any(found.groups()):
        parts = [int(one or 0) for one in found.groups()[:3]]
        return _micros(parts[0], parts[1], parts[2], found[4])
    value = football_clock.clock_of(football_clock.from_text(written))
    if value is None:
        raise ValueError('is no clock; it reads like "12:34"')
    return value


def _micros(hours: int, minutes: int, seconds: int, decimals: str | None) -> int:
    whole_seconds = (hours * 60 + minutes) * 60 + seconds
    return whole_seconds * MICROSECONDS + int((decimals or "").ljust(6, "0"))


class Values:
    """Values by name as they were given; what does not fit is noted in `odd` and left out.

    `called` says how a name is told to the user.
    """

    def __init__(
        self,
        given: Mapping[str, Any],
        odd: list[str],
        called: Callable[[str], str] = str,
    ) -> None:
        self.given = given
        self.odd = odd
        self._called = called

    def says(self, *names: str) -> bool:
        """Whether anything is said of one of these."""
        return any(not is_blank(self.given.get(name)) for name in names)

    def get[Read](self, name: str, read: Callable[[Any], Read]) -> Read | None:
        """The value of a name as read, None where nothing is said or it does not fit."""
        given = self.given.get(name)
        if is_blank(given):
            return None
        try:
            return read(given)
        except ValueError as error:
            self.note(name, f"{_shown(given)} {error}")
            return None

    def note(self, name: str, wrong: str) -> None:
        """Note what is odd about a name's value."""
        self.odd.append(f"{self._called(name)}: {wrong}")


def _shown(given: object) -> str:
    """A value, of a length fit for a line."""
    written = repr(given)
    return written if len(written) <= 60 else f"{written[:57]}..."
