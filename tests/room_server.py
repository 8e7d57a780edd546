"""Rooms on a real server and socket, with viewers as websockets' own client makes them."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any, override

from starlette.applications import Starlette
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from api import connection
from api.room.rooms import Rooms
from api.room.viewer import Sessions, Viewer
from feeds.clock import SystemClock
from tests.until import until

WINDOW = 600_000_000

type Event = dict[str, Any]

# What a viewer sends has a name of its own, whichever of their pages it is from.
_numbers = count()


class Page:
    """A viewer's page: what it says, and all it was told, in order."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self._waiting: list[Event] = []

    async def say(self, kind: str, **more: Any) -> str:
        """Send a message; return its id."""
        message = {"type": kind, "id": str(next(_numbers)), **more}
        await self.socket.send(json.dumps(message))
        return str(message["id"])

    async def ask(self, kind: str, **more: Any) -> Event:
        """Send a message; return its answer."""
        message = await self.say(kind, **more)
        return await self.hear(lambda event: event.get("id") == message)

    async def hear(self, which: str | Callable[[Event], bool]) -> Event:
        """The next event of a type, or that a claim holds for; others wait to be asked for."""
        claim = which if callable(which) else lambda event: event["type"] == which
        async with asyncio.timeout(20):
            while True:
                for event in self._waiting:
                    if claim(event):
                        self._waiting.remove(event)
                        return event
                self._waiting += json.loads(await self.socket.recv())

    async def lines(self, count: int) -> list[str]:
        """The texts of the next so many lines."""
        return [(await self.hear("chat.message"))["text"] for _ in range(count)]

    async def closed(self) -> int:
        """The code the server closes with."""
        async with asyncio.timeout(20):
            while True:
                try:
                    await self.socket.recv()
                except ConnectionClosed:
                    return self.socket.close_code or 0


class ShiftedClock(SystemClock):
    """The machine's clock, which a test may set forwards."""

    def __init__(self) -> None:
        self.shift = 0

    @override
    def now(self) -> int:
        return super().now() + self.shift


class RoomServer:
    """Rooms that are served. `frontiers` are the viewers' latest media (programme time, µs)."""

    def __init__(
        self, rooms: Rooms, port: int, clock: ShiftedClock, frontiers: dict[str, int]
    ) -> None:
        self.rooms = rooms
        self.port = port
        self.clock = clock
        self.frontiers = frontiers

    def ticket(self, name: str = "Anna") -> str:
        """One for a viewer of that name."""
        return self.rooms.sessions.ticket(Viewer(viewer=name.lower(), name=name))

    @asynccontextmanager
    async def connected(
        self, channel: str = "cup", *, headers: Mapping[str, str] | None = None, **more: Any
    ) -> AsyncIterator[Page]:
        """A page with a socket that has said nothing yet."""
        url = f"ws://127.0.0.1:{self.port}/ws/channels/{channel}"
        async with connect(url, additional_headers=headers, **more) as socket:
            yield Page(socket)

    @asynccontextmanager
    async def viewer(
        self, name: str = "Anna", *, resume: Event | None = None, **more: Any
    ) -> AsyncIterator[tuple[Page, Event]]:
        """A page that has said hello, and its welcome."""
        async with self.connected(**more) as page:
            resumed = {} if resume is None else {"resume": resume}
            await page.say("hello", ticket=self.ticket(name), **resumed)
            yield page, await page.hear("welcome")


@asynccontextmanager
async def room_server(folder: Path, *channels: str) -> AsyncIterator[RoomServer]:
    """A server with rooms, whose memory is in a folder."""
    windows = dict.fromkeys(channels or ("cup",), WINDOW)
    clock, frontiers = ShiftedClock(), dict[str, int]()
    rooms = Rooms(
        windows, folder, Sessions("secret"), clock, lambda _, viewer: frontiers.get(viewer)
    )
    server = connection.server(Starlette(routes=list(rooms.routes())), "127.0.0.1", 0)
    async with asyncio.TaskGroup() as group:
        running = group.create_task(rooms.run())
        serving = group.create_task(server.serve())
        await until(lambda: server.started and all(r.is_open for r in rooms.rooms.values()))
        port = server.servers[0].sockets[0].getsockname()[1]
        try:
            yield RoomServer(rooms, port, clock, frontiers)
        finally:
            server.should_exit = True
            await serving
            running.cancel()
