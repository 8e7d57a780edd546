"""Payloads that come over the bus, which are cut there: its messages are short."""

import base64
import binascii
import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from feeds.bus import RefusedError
from feeds.payload import BYTES_AT_MOST

PIECE = 512 * 1024


def pieces(feed: str, payload: bytes) -> Iterator[dict[str, Any]]:
    """The messages that bring a payload to a feed, to be sent one after the other."""
    name, count = uuid.uuid4().hex, max(1, -(-len(payload) // PIECE))
    for number in range(count):
        piece = payload[number * PIECE : (number + 1) * PIECE]
        yield {
            "type": "payload",
            "feed": feed,
            "upload": name,
            "number": number,
            "of": count,
            "piece": base64.b64encode(piece).decode(),
        }


class Upload:
    """Puts one feed's payloads together. Holds one, of 32 MB at most; a new one takes its place."""

    def __init__(self) -> None:
        self._name = ""
        self._of = 0
        self._pieces: list[bytes] = []

    def take(self, message: Mapping[str, Any]) -> bytes | None:
        """The whole payload with its last piece, else None; RefusedError where it cannot be."""
        name, number, count = (message.get(key) for key in ("upload", "number", "of"))
        piece = _decoded(message.get("piece"))
        if number == 0 and isinstance(name, str) and isinstance(count, int) and count > 0:
            self._name, self._of, self._pieces = name, count, []
        is_next = name == self._name and number == len(self._pieces) and count == self._of
        size = sum(map(len, self._pieces)) + len(piece)
        if not is_next or size > BYTES_AT_MOST:
            self._name, self._pieces = "", []
            raise RefusedError("bad_request", "a piece out of order; send the payload again")
        self._pieces.append(piece)
        if len(self._pieces) < self._of:
            return None
        whole, self._name, self._pieces = b"".join(self._pieces), "", []
        return whole


def _decoded(piece: object) -> bytes:
    if not isinstance(piece, str):
        raise RefusedError("bad_request", "a piece that is no text")
    try:
        return base64.b64decode(piece, validate=True)
    except (binascii.Error, ValueError) as error:
        raise RefusedError("bad_request", "a piece that is no base64") from error
