"""Events as they go over a socket: a JSON array in one text frame, made once for all."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

_TEXT = 0x81
_TWO_BYTES, _EIGHT_BYTES = 126, 127

type Event = Mapping[str, Any]


def coded(event: Event) -> bytes:
    """One event's JSON."""
    return msgspec.json.encode(event)


def frame(events: Sequence[bytes]) -> bytes:
    """A server's text frame (RFC 6455 5.2) of coded events, whole: unmasked, so fit for anyone."""
    payload = b"[" + b",".join(events) + b"]"
    size = len(payload)
    if size < _TWO_BYTES:
        head = bytes((_TEXT, size))
    elif size < 1 << 16:
        head = bytes((_TEXT, _TWO_BYTES)) + size.to_bytes(2)
    else:
        head = bytes((_TEXT, _EIGHT_BYTES)) + size.to_bytes(8)
    return head + payload
