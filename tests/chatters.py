"""Viewers who chat through whatever happens to the server: they come back and go on."""

import asyncio
import json
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

type Event = dict[str, Any]
_AGAIN_S = 0.1


class Chatter:
    """One viewer. Says its lines one after the other, each until it is acknowledged.

    `heard` are the lines it was told, by offset, in the order they came in.
    """

    def __init__(self, url: str, cookie: str, lines: Sequence[str]) -> None:
        self.heard: list[tuple[int, str]] = []
        self.returns = 0
        self.restarts = 0
        self._url = url
        self._cookie = cookie
        self._left = list(enumerate(lines))
        self._offset, self._epoch = -1, ""

    @property
    def is_done(self) -> bool:
        """Whether all it has to say is acknowledged."""
        return not self._left

    async def run(self) -> None:
        """Chat, until cancelled."""
        while True:
            with suppress(WebSocketException, OSError, TimeoutError):
                async with connect(
                    self._url,
                    additional_headers={"cookie": self._cookie},
                    open_timeout=5,
                    close_timeout=0.1,
                ) as socket:
                    await self._chat(socket)
            self.returns += 1
            await asyncio.sleep(_AGAIN_S)

    async def _chat(self, socket: ClientConnection) -> None:
        resume = {"resume": {"offset": self._offset, "epoch": self._epoch}} if self._epoch else {}
        await socket.send(json.dumps({"type": "hello", **resume}))
        while True:
            for event in json.loads(await socket.recv()):
                await asyncio.sleep(event.get("retry_after", 0))
                if self._take(event):
                    await self._say(socket)

    def _take(self, event: Event) -> bool:
        """Take an event in; whether it is time to say the next line."""
        match event["type"]:
            case "welcome":
                if self._epoch and not event["resumed"]:
                    self.restarts += 1
                    self.heard.clear()
                self._epoch = event["epoch"]
                return True
            case "chat.message":
                self.heard.append((event["offset"], event["text"]))
                self._offset = event["offset"]
            case "ack":
                del self._left[0]
                return True
            case "error":
                return True
            case _:
                pass
        return False

    async def _say(self, socket: ClientConnection) -> None:
        if self._left:
            number, text = self._left[0]
            message = {"type": "chat.send", "id": f"line-{number}", "text": text}
            await socket.send(json.dumps(message))
