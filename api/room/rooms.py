"""Every channel's room, with what they share: the database, who viewers are, what they may say."""

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path

from starlette.routing import BaseRoute

from api.predictions.bank import Bank
from api.predictions.book import Book
from api.predictions.counter import Counter, Frontier
from api.room.limits import Limit, Limits
from api.room.names import Names
from api.room.room import Room
from api.room.sockets import RoomSockets
from api.room.speaker import Speaker
from api.room.viewer import Sessions
from api.storage.database import Database
from feeds.clock import Clock

_NAMES = Limit(burst=50, every=5_000_000)


class Rooms:
    """The rooms of a server, and the book of predictions each has.

    `windows` are the channels, and how far back (µs) each can be seen; `frontier` says which media
    a viewer was given.
    """

    def __init__(
        self,
        windows: Mapping[str, int],
        data: Path,
        sessions: Sessions,
        clock: Clock,
        frontier: Frontier = lambda *_: None,
    ) -> None:
        self.clock = clock
        self.database = Database(data)
        self.names = Names(self.database)
        self._names_limit = Limits(_NAMES)
        self.sessions = sessions
        self.rooms = {name: Room(name, self.database, clock) for name in windows}
        turn = asyncio.Lock()
        self.books = {
            name: Book(room, Bank(self.database, name, turn), clock)
            for name, room in self.rooms.items()
        }
        counter = Counter(self.books, frontier, clock)
        speaker = Speaker(windows, counter, clock)
        self._sockets = RoomSockets(self.rooms, self.sessions, speaker, counter)

    def may_rename(self, network: str) -> bool:
        """Whether one more from a network may take a name just now."""
        return not self._names_limit.take(network, self.clock.monotonic())

    def routes(self) -> Sequence[BaseRoute]:
        """The viewers' sockets."""
        return self._sockets.routes()

    async def run(self) -> None:
        """Keep them, until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self.database.run())
            for room in self.rooms.values():
                group.create_task(room.run())
            for book in self.books.values():
                group.create_task(book.run())
