"""Asks an ASGI app as a server would, without a network."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Reply:
    """What came back; status 0 where nothing did."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def text(self) -> str:
        return self.body.decode()


class Client:
    """One request on a connection of its own, which may be closed while it waits."""

    def __init__(self, app: Any, target: str, method: str = "GET", **headers: str) -> None:
        self._app = app
        path, _, query = target.partition("?")
        self._scope = {
            "type": "http",
            "method": method,
            "path": path,
            "raw_path": path.encode("latin-1"),
            "query_string": query.encode(),
            "headers": [
                (name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()
            ],
        }
        self._is_asked = False
        self._gone = asyncio.Event()
        self.reply = Reply()

    def leave(self) -> None:
        """Close the connection."""
        self._gone.set()

    async def ask(self) -> Reply:
        """Send the request; the reply once it is whole."""
        await self._app(self._scope, self._receive, self._send)
        return self.reply

    async def _receive(self) -> Any:
        if self._is_asked:
            await self._gone.wait()
            return {"type": "http.disconnect"}
        self._is_asked = True
        return {"type": "http.request", "body": b"", "more_body": False}

    async def _send(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            assert self.reply.status == 0
            self.reply.status = message["status"]
            pairs = [(name.decode(), value.decode()) for name, value in message["headers"]]
            self.reply.headers = dict(pairs)
            assert len(pairs) == len(self.reply.headers)
        else:
            self.reply.body += message["body"]


async def ask(app: Any, target: str, method: str = "GET", **headers: str) -> Reply:
    """The reply to one request."""
    return await Client(app, target, method, **headers).ask()


async def until(is_so: Callable[[], bool]) -> None:
    """Let the loop run until that is so."""
    while not is_so():  # noqa: ASYNC110
        await asyncio.sleep(0)
