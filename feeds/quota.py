"""Quotas: what a vendor says may still be asked, spread over the time it is to last.

The names are those of API-Football (`x-ratelimit-requests-remaining` of the day,
`X-RateLimit-Remaining` of the minute), football-data.org (`X-Requests-Available-Minute`,
`X-RequestCounter-Reset`) and draft-ietf-httpapi-ratelimit-headers (`RateLimit`,
`RateLimit-Remaining`, `RateLimit-Reset`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from feeds import event_time
from feeds.event_time import MICROSECONDS

_MINUTE = 60 * MICROSECONDS
_DAY = 86_400 * MICROSECONDS
_NUMBER = re.compile(r"\s*(\d{1,12})\b", re.ASCII)
_LEFT = re.compile(r"\b(?:r|remaining)=(\d{1,12})\b", re.ASCII)
_RESET = re.compile(r"\b(?:t|reset)=(\d{1,12})\b", re.ASCII)
# Above this a reset is no number of seconds from now but a moment, in seconds since 1970.
_MOMENT_S = 1_000_000_000
# A moment further away is not meant as one, such as one in milliseconds.
_FURTHEST = 32 * _DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """So many requests are `left` until a moment (µs since 1970), when they are counted anew."""

    left: int
    until: int


class Quota:
    """What is left of one vendor's, for all addresses that are asked for with one token.

    `sharers` is how many those are: each may ask for its part alone.
    """

    def __init__(self) -> None:
        self.sharers = 0
        self._windows: dict[str, Window] = {}

    def hear(self, headers: Mapping[str, str], now: int) -> None:
        """Take up what an answer that came at `now` (µs since 1970) says, in small letters."""
        self._windows |= {name: found for name, found in _said(headers, now) if found is not None}

    def gap(self, now: int) -> int:
        """µs between two requests of one address by which what is left lasts; 0 without a quota."""
        return max((self._spread(one, now) for one in self._left(now).values()), default=0)

    def _spread(self, window: Window, now: int) -> int:
        rest = window.until - now
        return rest * max(1, self.sharers) // window.left if window.left else rest

    def _left(self, now: int) -> dict[str, Window]:
        """The windows that last at `now`; what is left of another nobody knows."""
        return {name: one for name, one in self._windows.items() if one.until > now}

    def coded(self, now: int) -> list[dict[str, Any]]:
        """What is left, as the status has it."""
        return [
            {"per": name, "left": one.left, "until": event_time.to_iso(one.until)}
            for name, one in self._left(now).items()
        ]


def _said(headers: Mapping[str, str], now: int) -> list[tuple[str, Window | None]]:
    """The windows that headers speak of, by name."""
    tomorrow, minute = (now // _DAY + 1) * _DAY, now + _MINUTE
    day = _window(headers.get("x-ratelimit-requests-remaining"), None, now, tomorrow)
    counter = headers.get("x-requestcounter-reset")
    reset = headers.get("x-ratelimit-reset")
    limit = headers.get("ratelimit", "")
    left, until = _LEFT.search(limit), _RESET.search(limit)
    return [
        ("day", day),
        ("minute", _window(headers.get("x-ratelimit-remaining"), reset, now, minute)),
        ("minute", _window(headers.get("x-requests-available-minute"), counter, now, minute)),
        (
            "window",
            _window(
                headers.get("ratelimit-remaining"), headers.get("ratelimit-reset"), now, minute
            ),
        ),
        (
            "window",
            _window(left and left[1], until and until[1], now, minute),
        ),
    ]


def _window(left: str | None, reset: str | None, now: int, otherwise: int) -> Window | None:
    """The window of two headers; it ends at `otherwise` where the second says nothing."""
    found = _NUMBER.match(left or "")
    if found is None:
        return None
    said = _NUMBER.match(reset or "")
    seconds = int(said[1]) if said else 0
    until = seconds * MICROSECONDS + (0 if seconds > _MOMENT_S else now)
    is_near = now < until <= now + _FURTHEST
    return Window(left=int(found[1]), until=until if is_near else otherwise)
