"""Clock texts: how a match clock is written, as "06:10" or "06:10.6", and read to the µs."""

import re
from typing import Annotated

from pydantic import PlainSerializer, PlainValidator

from feeds.event_time import MICROSECONDS

_CLOCK = re.compile(r"(\d{1,4}):([0-5]\d)(?:\.(\d{1,6}))?", re.ASCII)


def clock_from_text(text: object) -> int:
    """µs of a clock text such as "06:10" or "06:10.6"; up to six decimals."""
    match = _CLOCK.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise ValueError('a clock reads "MM:SS" or "MM:SS.t", with up to six decimals')
    minutes, seconds, decimals = match.groups(default="")
    whole = int(minutes) * 60 + int(seconds)
    return whole * MICROSECONDS + int(decimals.ljust(6, "0"))


def clock_to_text(value: int) -> str:
    """The text of a clock value in µs, with as many decimals as it takes to be exact."""
    seconds, rest = divmod(value, MICROSECONDS)
    decimals = f".{rest:06d}".rstrip("0") if rest else ""
    return f"{seconds // 60:02d}:{seconds % 60:02d}{decimals}"


type ClockValue = Annotated[
    int,
    PlainValidator(clock_from_text),
    PlainSerializer(clock_to_text, return_type=str),
]
