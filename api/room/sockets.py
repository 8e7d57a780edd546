"""The viewers' sockets: `/ws/channels/{channel}`."""

import asyncio
import ipaddress
from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from starlette.routing import BaseRoute, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from api.connection import SocketConnection
from api.predictions.counter import Counter
from api.room.frames import frame
from api.room.messages import Hello, MessageError, decode
from api.room.room import Room, RoomError
from api.room.seat import TRY_LATER, Line, Seat
from api.room.speaker import Speaker
from api.room.viewer import COOKIE, Sessions, Viewer, guest
from api.storage.database import AwayError

UNKNOWN_CHANNEL, NO_HELLO = 4404, 4400
SOCKETS_AT_MOST = 20_000
HELLO_S = 10.0


class RoomSockets:
    """Takes viewers in: who they are, where they come from, and to which room they go."""

    def __init__(
        self,
        rooms: Mapping[str, Room],
        sessions: Sessions,
        speaker: Speaker,
        counter: Counter,
    ) -> None:
        self._rooms = rooms
        self._sessions = sessions
        self._speaker = speaker
        self._counter = counter
        self._open = 0

    def routes(self) -> list[BaseRoute]:
        """The sockets' address."""
        return [WebSocketRoute("/ws/channels/{channel}", self.serve)]

    async def serve(self, websocket: WebSocket) -> None:
        """One socket, until it goes, is told to, or is too slow."""
        if not is_of_our_pages(websocket):
            await websocket.close()  # before it is accepted: 403
            return
        self._open += 1
        try:
            with suppress(WebSocketDisconnect):
                await websocket.accept()
                await self._serve(websocket)
        finally:
            self._open -= 1

    async def _serve(self, websocket: WebSocket) -> None:
        line: Line = websocket.scope["extensions"][SocketConnection.LINE]
        room = self._rooms.get(websocket.path_params["channel"])
        if room is None:
            line.close(UNKNOWN_CHANNEL, "no such channel")
        elif self._open > SOCKETS_AT_MOST:
            line.close(TRY_LATER, "too many sockets")
        else:
            await self._attend(websocket, line, room)

    async def _attend(self, websocket: WebSocket, line: Line, room: Room) -> None:
        hello = await _hello(websocket)
        if hello is None:
            line.close(NO_HELLO, "say hello first")
            return
        viewer = self._viewer(websocket, hello)
        if viewer is None:
            line.close(NO_HELLO, "the ticket is not valid; ask for a new one")
            return
        seat = Seat(viewer, network_of(websocket.client and websocket.client.host), line)
        try:
            begins = room.join(seat, hello.resume)
        except RoomError as error:
            line.close(TRY_LATER, str(error))
            return
        try:
            line.put(frame(begins))
            with suppress(AwayError):
                if points := await self._counter.points(room.channel, viewer):
                    seat.answer(points)
            await self._hear(websocket, room, seat)
        finally:
            room.leave(seat)

    def _viewer(self, websocket: WebSocket, hello: Hello) -> Viewer | None:
        """Whom the ticket names, or the cookie; without either someone new."""
        if hello.ticket is not None:
            return self._sessions.of_ticket(hello.ticket)
        return self._sessions.of_cookie(websocket.cookies.get(COOKIE)) or guest()

    async def _hear(self, websocket: WebSocket, room: Room, seat: Seat) -> None:
        while (payload := await _text(websocket)) is not None:
            await self._speaker.hear(room, seat, payload)


async def _hello(websocket: WebSocket) -> Hello | None:
    """What the page says first; None where that is anything else, or nothing for 10 s."""
    with suppress(TimeoutError, MessageError):
        async with asyncio.timeout(HELLO_S):
            said = decode(await _text(websocket) or b"")
        if isinstance(said, Hello):
            return said
    return None


async def _text(websocket: WebSocket) -> bytes | None:
    """The next frame's bytes; None once it is gone."""
    heard = await websocket.receive()
    if heard["type"] == "websocket.disconnect":
        return None
    text = heard.get("text")
    return heard.get("bytes") or b"" if text is None else text.encode()


def is_of_our_pages(asked: HTTPConnection) -> bool:
    """Whether it comes from a page of this very server, or from no page at all.

    Browsers send cookies with sockets of any page, and its Origin.
    """
    origin = asked.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == asked.headers.get("host")


def network_of(host: str | None) -> str:
    """The network an address is of: a /24 of IPv4, a /56 of IPv6, where one person may have all."""
    try:
        address = ipaddress.ip_address(host or "")
    except ValueError:
        return host or ""
    size = 24 if address.version == 4 else 56
    return str(ipaddress.ip_network((address, size), strict=False))
