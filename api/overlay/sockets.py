"""The overlay pages' sockets: `/ws/overlay/{channel}`, read-only and open to any origin."""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from starlette.routing import BaseRoute, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from api.overlay.audience import Audience, Listener
from api.overlay.present import events
from feeds import subjects
from feeds.bus import Bus, BusError

UNKNOWN_CHANNEL, TRY_LATER, TOO_SLOW = 4404, 1013, 1008
SOCKETS_AT_MOST = 1000
ASK_EVERY_S = 2.0
_SOONEST_S = 0.05
_ANSWERS_WITHIN_S = 1.5

log = logging.getLogger(__name__)

type Message = dict[str, Any]


class Overlays:
    """Every channel's audience, told what the bus brings.

    Channels with sockets are asked every two seconds what they show, which also keeps them telling;
    then each socket hears `alive`, so that a page knows a dead line from a quiet match.
    """

    def __init__(self, names: Sequence[str], bus: Bus, *, at_most: int = SOCKETS_AT_MOST) -> None:
        self._bus = bus
        self._at_most = at_most
        self._audiences = {name: Audience() for name in names}
        self._wanted = asyncio.Event()

    def routes(self) -> list[BaseRoute]:
        """The sockets' address."""
        return [WebSocketRoute("/ws/overlay/{channel}", self.serve)]

    async def serve(self, websocket: WebSocket) -> None:
        """One socket, until it goes or is too slow."""
        with suppress(WebSocketDisconnect):
            # Only an accepted socket can be told why it is closed.
            await websocket.accept()
            await self._serve(websocket)

    async def _serve(self, websocket: WebSocket) -> None:
        audience = self._audiences.get(websocket.path_params["channel"])
        if audience is None:
            await websocket.close(UNKNOWN_CHANNEL, "no such channel")
        elif sum(map(len, self._audiences.values())) >= self._at_most:
            await websocket.close(TRY_LATER, "too many sockets")
        else:
            with audience.joined() as listener:
                self._wanted.set()
                await _attend(websocket, listener)

    async def run(self) -> None:
        """Listen to the bus and ask for what lacks, until cancelled."""
        await self._bus.subscribe(subjects.channel(subjects.ANY, subjects.BOXES), self._take)
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(ASK_EVERY_S):
                    await self._wanted.wait()
            self._wanted.clear()
            async with asyncio.TaskGroup() as asking:
                for name, audience in self._audiences.items():
                    if audience:
                        asking.create_task(self._ask(name, audience))
            await asyncio.sleep(_SOONEST_S)

    async def _take(self, subject: str, message: Message) -> None:
        audience = self._audiences.get(subjects.channel_of(subject))
        if audience:
            self._tell(audience, message)

    async def _ask(self, name: str, audience: Audience) -> None:
        subject = subjects.channel(name, subjects.BOXES_NOW)
        asked = {"type": "boxes_now", "have": audience.present.have}
        try:
            answer = await self._bus.request(subject, asked, within=_ANSWERS_WITHIN_S)
        except BusError:
            answer = {"type": "refused"}
        is_on_air = answer["type"] == "boxes"
        if is_on_air:
            self._tell(audience, answer)
        else:
            audience.present.forget()
        audience.tell(events([{"type": "alive", "on_air": is_on_air}]))

    def _tell(self, audience: Audience, message: Message) -> None:
        try:
            audience.tell(audience.present.take(message))
        except (KeyError, TypeError, AttributeError):
            log.warning("boxes not understood type=%s", message.get("type"))
            return
        if audience.present.is_lacking:
            self._wanted.set()


async def _attend(websocket: WebSocket, listener: Listener) -> None:
    """Send to it until it goes; what it says is not heard."""
    async with asyncio.TaskGroup() as group:
        tasks = [
            group.create_task(work)
            for work in (_send(websocket, listener), _gone(websocket), listener.slow.wait())
        ]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            task.cancel()
    if listener.slow.is_set():
        with suppress(TimeoutError, WebSocketDisconnect, RuntimeError):
            async with asyncio.timeout(_ANSWERS_WITHIN_S):
                await websocket.close(TOO_SLOW, "too slow")


async def _send(websocket: WebSocket, listener: Listener) -> None:
    with suppress(WebSocketDisconnect):
        while True:
            await websocket.send_text(await listener.next())


async def _gone(websocket: WebSocket) -> None:
    while (await websocket.receive())["type"] != "websocket.disconnect":
        pass
