"""Delivery directives, `_HLS_msn`, `_HLS_part`, `_HLS_skip` (rfc8216bis 6.2.5), and `s`."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl

from engine import timebase
from engine.live_playlist import Edge

_NUMBER = re.compile(r"[0-9]{1,15}")
_LONGEST = 2048
_MOST_FIELDS = 32
_NAMES = ("_HLS_msn", "_HLS_part", "_HLS_skip")
_AHEAD_SEGMENTS = 2
_AHEAD_S = 3


class DirectiveError(ValueError):
    """Directives no server can follow: 400."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a request waits for: a part, or a whole segment where `part` is None."""

    msn: int
    part: int | None = None

    def is_met(self, edge: Edge) -> bool:
        """Whether it is there, or something later is.

        A part index past a segment's last stands for part 0 of the next, which comes next in order.
        """
        if self.part is None:
            return edge.whole >= self.msn
        return (edge.msn, edge.part) >= (self.msn, self.part)

    def is_too_far(self, edge: Edge, part_target: int) -> bool:
        """Whether it is beyond what a player can have heard of; the part target is in µs."""
        if self.msn > edge.whole + _AHEAD_SEGMENTS:
            return True
        if self.part is None or self.msn < edge.msn:
            return False
        last = edge.part if self.msn == edge.msn else -1
        # The advance part limit: three seconds of parts, or three parts of a second or more.
        part_target = min(part_target, timebase.MICROSECONDS)
        return (self.part - last) * part_target > _AHEAD_S * timebase.MICROSECONDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Directives:
    """What a playlist request asks for beyond the playlist."""

    wanted: Wanted | None = None
    is_delta: bool = False


def parse(query: bytes) -> Directives:
    """The directives of a query, in any order among other keys.

    Raises DirectiveError: no numbers, a key twice, a part without its segment, or too much of it.
    """
    if not query:
        return Directives()
    given = [(key, value) for key, value in _pairs(query) if key in _NAMES]
    values = dict(given)
    if len(values) < len(given):
        raise DirectiveError("a directive twice")
    wanted = _wanted(values.get("_HLS_msn"), values.get("_HLS_part"))
    return Directives(wanted=wanted, is_delta=values.get("_HLS_skip") in {"YES", "v2"})


def has_session(query: bytes) -> bool:
    """Whether `session` may find one; most often there is none, and this says so at once."""
    return b"s=" in query


def session(query: bytes) -> str | None:
    """The token of a playlist of the viewer's own, the key `s`; None where there is none.

    Raises DirectiveError: two of them, or too much of it.
    """
    if not has_session(query):
        return None
    found = [value for key, value in _pairs(query) if key == "s"]
    if len(found) > 1:
        raise DirectiveError("two sessions")
    return found[0] if found else None


def _pairs(query: bytes) -> list[tuple[str, str]]:
    if len(query) > _LONGEST:
        raise DirectiveError("query too long")
    try:
        return parse_qsl(query.decode("ascii"), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise DirectiveError(str(error)) from error


def _wanted(msn: str | None, part: str | None) -> Wanted | None:
    if msn is None:
        if part is not None:
            raise DirectiveError("_HLS_part without _HLS_msn")
        return None
    return Wanted(_number(msn), None if part is None else _number(part))


def _number(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise DirectiveError("no number")
    return int(text)
