"""The lines of a scoreboard console's real-time data (RTD): bytes in, what stands at which place.

A line is SYN, a header, SOH, a control code with the place, STX, the text, EOT, a checksum, ETB.
The sum is of all bytes from the header to EOT, its lowest byte as two hex digits.
"""

import re
from dataclasses import dataclass

_SYN, _ETB = b"\x16", b"\x17"
_LINE_AT_MOST = 4096
_PLACES = 1024
_LINE = re.compile(
    rb"(?P<summed>[\x20-\x7e]*\x01(?P<control>[^\x00-\x1f]*)(\x02(?P<text>[^\x00-\x1f]*))?\x04)"
    rb"(?P<sum>[0-9A-Fa-f]{2})"
)
# What puts text at a place; there are lines of other kinds.
_PUTS = re.compile(rb"004[0-9]10(?P<place>[0-9]{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Text that stands at a place of the board from now on; places count from 0."""

    place: int
    text: bytes


class Board:
    """What stands at each place of a console's board, as far as it was sent. Items count from 1."""

    def __init__(self) -> None:
        self._places = bytearray(_PLACES)

    def put(self, placed: Placed) -> None:
        """Take what stands there from now on; what is beyond the board is left out."""
        text = placed.text[: max(0, _PLACES - placed.place)]
        self._places[placed.place : placed.place + len(text)] = text

    def text(self, item: int, length: int) -> str | None:
        """The text of an item, "" where it is blank; None where it was not sent yet."""
        raw = self._places[item - 1 : item - 1 + length]
        return None if 0 in raw else raw.decode("latin-1").strip()

    def number(self, item: int, length: int) -> int | None:
        """The number of an item; None where it is blank or was not sent yet."""
        text = self.text(item, length)
        return int(text) if text and text.isascii() and text.isdecimal() else None

    def is_lit(self, item: int) -> bool:
        """Whether an indicator is on."""
        return bool(self.text(item, 1))


class RtdLines:
    """Puts lines together, wherever they were split. Holds 4 KB of one at most.

    What is no line of ours is skipped and counted: in `garbage` the bytes, in `broken` the lines
    with a wrong checksum.
    """

    def __init__(self) -> None:
        self._rest = b""
        self.garbage = 0
        self.broken = 0

    def put(self, arrived: bytes) -> list[Placed]:
        """Take the next bytes; return what the lines they completed say."""
        found = []
        *ended, rest = (self._rest + arrived).split(_ETB)
        for one in ended:
            before, _, line = one.rpartition(_SYN)
            self.garbage += len(before)
            placed = self._read(line)
            if placed is not None:
                found.append(placed)
        # Of what has not ended only the last that begins can become a line.
        before, begins, line = rest.rpartition(_SYN)
        is_too_long = len(line) > _LINE_AT_MOST
        self._rest = begins + line if begins and not is_too_long else b""
        self.garbage += len(rest) - len(self._rest)
        return found

    def _read(self, line: bytes) -> Placed | None:
        match = _LINE.fullmatch(line)
        if match is None:
            self.garbage += len(line)
            return None
        if sum(match["summed"]) % 256 != int(match["sum"], 16):
            self.broken += 1
            return None
        puts = _PUTS.fullmatch(match["control"])
        if puts is None or match["text"] is None:
            return None
        return Placed(place=int(puts["place"]), text=match["text"])
