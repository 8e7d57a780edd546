"""A crowd that chats: many sockets in one process, some of which read what they are told.

Run as a program: `python -m bench.chat_crowd PORT CHANNEL VIEWERS LINES_A_SECOND SECONDS`. Prints
a JSON object: how many lines were said, and the ms from saying to reading of each that was read.
"""

import asyncio
import json
import os
import sys
import time
from typing import cast, override

_READERS = 50
_TEXT = 0x81
_MASKED = 0x80
_HEAD = 2
_NETWORKS = 200


class Viewer(asyncio.Protocol):
    """One socket. A reader notes when lines come; others only let them in."""

    def __init__(self, port: int, channel: str, delays: list[float] | None) -> None:
        self._request = (
            f"GET /ws/channels/{channel} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        ).encode()
        self._delays = delays
        self._buffer = b""
        self._is_open = False
        self._said = 0
        self._transport = asyncio.Transport()
        self.refused = 0

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._transport.write(self._request)

    @override
    def data_received(self, data: bytes) -> None:
        if not self._is_open:
            # Only what comes after the handshake's answer is heard.
            self._is_open = True
            self._transport.write(_frame({"type": "hello"}))
            return
        if self._delays is None:
            self.refused += b'"error"' in data
            return
        self._buffer += data
        while (payload := self._next()) is not None:
            self._read(payload)

    def say(self) -> None:
        """A line that tells when it was said."""
        self._said += 1
        text = f"{time.monotonic():.6f} what a match this is, and what a crowd, from end to end"
        message = {"type": "chat.send", "id": f"{id(self)}-{self._said}", "text": text}
        self._transport.write(_frame(message))

    def _next(self) -> bytes | None:
        """The payload of the next whole frame."""
        if len(self._buffer) < _HEAD:
            return None
        size, head = self._buffer[1], _HEAD
        if size >= 126:
            head += 2 if size == 126 else 8
            size = int.from_bytes(self._buffer[_HEAD:head])
        if len(self._buffer) < head + size:
            return None
        payload, self._buffer = self._buffer[head : head + size], self._buffer[head + size :]
        return payload

    def _read(self, payload: bytes) -> None:
        now = time.monotonic()
        for event in json.loads(payload) if payload[:1] == b"[" else []:
            self.refused += event["type"] == "error"
            if event["type"] == "chat.message" and self._delays is not None:
                self._delays.append(1000 * (now - float(event["text"].split()[0])))


def _frame(message: dict[str, str]) -> bytes:
    """A client's text frame, with a mask of zeros."""
    payload = json.dumps(message).encode()
    size = len(payload)
    head = bytes((_TEXT, _MASKED | size)) if size < 126 else _long(size)
    return head + bytes(4) + payload


def _long(size: int) -> bytes:
    return bytes((_TEXT, _MASKED | 126)) + size.to_bytes(2)


async def crowd(
    port: int, channel: str, viewers: int, rate: int, seconds: int
) -> dict[str, object]:
    """Connect all, from many networks; have them say so many lines a second in turn."""
    loop, delays = asyncio.get_running_loop(), list[float]()
    seats = list[Viewer]()
    for number in range(viewers):
        heard = delays if number < _READERS else None
        _, seat = await loop.create_connection(
            lambda heard=heard: Viewer(port, channel, heard),  # type: ignore[misc]
            "127.0.0.1",
            port,
            local_addr=(f"127.0.{1 + number % _NETWORKS}.1", 0),
        )
        seats.append(seat)
    await asyncio.sleep(2)
    began, said = loop.time(), 0
    while loop.time() < began + seconds:
        seats[said % viewers].say()
        said += 1
        await asyncio.sleep(began + said / rate - loop.time())
    await asyncio.sleep(1)
    return {
        "said": said,
        "refused": sum(seat.refused for seat in seats),
        "readers": min(_READERS, viewers),
        "delays": [round(delay, 2) for delay in delays],
    }


if __name__ == "__main__":
    os.nice(1)
    given = sys.argv[1:]
    found = asyncio.run(crowd(int(given[0]), given[1], *map(int, given[2:5])))
    sys.stdout.write(json.dumps(found))
