"""The overlay's sockets, over a real bus: told first what is shown, bounded, never waited for."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from starlette.websockets import WebSocket

from api.overlay import sockets
from api.overlay.audience import LINE_AT_MOST
from api.overlay.sockets import TOO_SLOW, TRY_LATER, UNKNOWN_CHANNEL, Overlays
from feeds import subjects
from feeds.bus import Bus
from tests.nats import Nats
from tests.test_present import told
from tests.until import until

BOXES = subjects.channel("one", subjects.BOXES)
NOW = subjects.channel("one", subjects.BOXES_NOW)


@dataclass
class Socket:
    """One page's end of a socket; a stuck one takes nothing more once it is accepted."""

    channel: str = "one"
    is_stuck: bool = False
    events: list[dict[str, Any]] = field(default_factory=list)
    code: int | None = None
    gone: asyncio.Event = field(default_factory=asyncio.Event)
    _is_open: bool = False

    async def connect(self, overlays: Overlays) -> None:
        """Be served until it is over."""
        scope = {"type": "websocket", "path_params": {"channel": self.channel}, "headers": []}
        await overlays.serve(WebSocket(scope, self._receive, self._send))

    def boxes(self) -> list[tuple[int, list[str]]]:
        """The frames told of, with the pictures that came along."""
        found = (event for event in self.events if event["type"] == "boxes")
        return [(event["frame"], sorted(event["pictures"])) for event in found]

    async def _receive(self) -> Any:
        if not self._is_open:
            return {"type": "websocket.connect"}
        await self.gone.wait()
        return {"type": "websocket.disconnect", "code": 1005}

    async def _send(self, message: Any) -> None:
        match message["type"]:
            case "websocket.accept":
                self._is_open = True
            case "websocket.close":
                self.code = message["code"]
            case _:
                if self.is_stuck:
                    await asyncio.Event().wait()
                self.events += json.loads(message["text"])


@dataclass
class Channel:
    """A channel's end of the bus: what it answers, and what it was asked."""

    bus: Bus
    answer: dict[str, Any]
    asked: list[list[str]] = field(default_factory=list)

    async def now(self, asked: dict[str, Any]) -> dict[str, Any]:
        self.asked.append(asked["have"])
        known = set(asked["have"])
        pictures = {name: one for name, one in self.answer["pictures"].items() if name not in known}
        return {**self.answer, "pictures": pictures}


class Stage:
    """Overlays that run, with a bus to speak over."""

    def __init__(self, nats: Nats, overlays: Overlays, group: asyncio.TaskGroup, bus: Bus) -> None:
        self.nats, self.overlays, self.group, self.bus = nats, overlays, group, bus
        self._tasks: list[asyncio.Task[None]] = []

    def socket(self, channel: str = "one", *, is_stuck: bool = False) -> Socket:
        """One more that connects."""
        socket = Socket(channel, is_stuck)
        self._tasks.append(self.group.create_task(socket.connect(self.overlays)))
        return socket

    async def channel(self, answer: dict[str, Any]) -> Channel:
        """Put channel one on the bus."""
        channel = Channel(self.bus, answer)
        await self.bus.serve(NOW, channel.now)
        return channel

    def end(self) -> None:
        for task in self._tasks:
            task.cancel()


@asynccontextmanager
async def stage(at_most: int) -> AsyncIterator[Stage]:
    with Nats() as nats:
        async with (
            Bus(nats.url, name="api") as ours,
            Bus(nats.url, name="channel") as theirs,
            asyncio.TaskGroup() as group,
        ):
            await asyncio.gather(ours.connected(), theirs.connected())
            overlays = Overlays(["one", "two"], ours, at_most=at_most)
            running = group.create_task(overlays.run())
            acting = Stage(nats, overlays, group, theirs)
            try:
                yield acting
            finally:
                acting.end()
                running.cancel()


def played(story: Callable[[Stage], Awaitable[None]], *, at_most: int = 3) -> None:
    async def play() -> None:
        async with stage(at_most) as acting:
            await story(acting)

    asyncio.run(play())


def test_a_socket_is_told_what_is_shown_and_what_comes() -> None:
    async def story(acting: Stage) -> None:
        channel = await acting.channel(told(1, "a"))
        first = acting.socket()
        await until(lambda: first.boxes() == [(1, ["a"])])
        assert first.events[-1] == {"type": "alive", "on_air": True}
        await acting.bus.publish(BOXES, told(2, "a", "b", pictures=("b",)))
        await until(lambda: first.boxes()[1:] == [(2, ["b"])])
        channel.answer = told(2, "a", "b")
        second = acting.socket()
        await until(lambda: second.boxes() == [(2, ["a", "b"])])
        await acting.bus.publish(BOXES, told(3, "a", pictures=()))
        await until(lambda: second.boxes()[1:] == first.boxes()[2:] == [(3, [])])

    played(story)


def test_what_was_lost_is_asked_for() -> None:
    """A picture that never came, and then a whole set: the next answer has them."""

    async def story(acting: Stage) -> None:
        channel = await acting.channel(told(1, "a"))
        socket = acting.socket()
        await until(lambda: len(socket.boxes()) == 1)
        channel.answer = told(2, "a", "b")
        await acting.bus.publish(BOXES, told(2, "a", "b", pictures=()))
        await until(lambda: socket.boxes()[1:] == [(2, ["b"])])
        assert channel.asked[-1] == ["a"]
        channel.answer = told(3)
        await until(lambda: socket.boxes()[2:] == [(3, [])])

    played(story)


def test_a_channel_is_asked_only_while_someone_watches() -> None:
    async def story(acting: Stage) -> None:
        channel = await acting.channel(told(1, "a"))
        socket = acting.socket()
        await until(lambda: len(channel.asked) == 1)
        socket.gone.set()
        await until(lambda: not acting.overlays._audiences["one"])
        other = acting.socket("two")
        await until(lambda: {"type": "alive", "on_air": False} in other.events)
        assert len(channel.asked) == 1

    played(story)


def test_a_silent_channel_is_told_of_and_one_that_comes_back_is_shown() -> None:
    async def story(acting: Stage) -> None:
        socket = acting.socket()
        await until(lambda: socket.events == [{"type": "alive", "on_air": False}])
        await acting.channel(told(1, "a"))
        await until(lambda: socket.boxes() == [(1, ["a"])])
        acting.nats.kill()
        await until(lambda: socket.events[-1] == {"type": "alive", "on_air": False})
        acting.nats.start()
        await until(lambda: socket.events[-1] == {"type": "alive", "on_air": True})
        # It might have gone on from another frame: what it says is taken anew.
        assert socket.boxes()[1:] == [(1, ["a"])]

    played(story)


def test_unknown_channels_and_too_many_sockets_are_told_so() -> None:
    async def story(acting: Stage) -> None:
        unknown, *sockets = [acting.socket("nowhere"), *(acting.socket() for _ in range(4))]
        await until(lambda: unknown.code == UNKNOWN_CHANNEL)
        await until(lambda: [socket.code for socket in sockets] == [None, None, None, TRY_LATER])
        sockets[0].gone.set()
        await until(lambda: len(acting.overlays._audiences["one"]) == 2)
        again = acting.socket()
        await until(lambda: len(again.events) > 0)

    played(story)


def test_a_slow_socket_is_closed_and_no_other_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets, "ASK_EVERY_S", 60.0)

    async def story(acting: Stage) -> None:
        await acting.channel(told(0))
        slow, quick = acting.socket(is_stuck=True), acting.socket()
        await until(lambda: len(quick.boxes()) > 0)
        for frame in range(1, LINE_AT_MOST + 3):
            await acting.bus.publish(BOXES, told(frame))
            await until(lambda: len(quick.boxes()) == frame + 1)  # noqa: B023 - awaited at once
        await until(lambda: slow.code == TOO_SLOW)
        assert quick.code is None

    played(story)
