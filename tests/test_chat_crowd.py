"""The crowd in a real room: it talks while somebody sits there, of what the channel plays."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from api.control.problem import ProblemError
from api.demo.chat_crowd import ChatCrowd
from api.demo.fans import FANS
from api.room.room import Room
from api.room.seat import Seat
from api.room.viewer import Viewer
from feeds.event_time import MICROSECONDS, from_iso
from tests.databases import opened
from tests.test_room import Way
from tests.until import until

S = MICROSECONDS
ORIGIN = 1_800_000_000 * S


class HandClock:
    """Goes on when it is told to."""

    at = ORIGIN + 60 * S

    def now(self) -> int:
        return self.at

    def monotonic(self) -> int:
        return self.at


class Hall:
    """A room, its crowd and their clock; the channel that plays, or is away."""

    def __init__(self, room: Room, clock: HandClock) -> None:
        self.room = room
        self.clock = clock
        self.is_away = False
        self.asked = 0
        self.crowd = ChatCrowd({"demo": room}, self._started, clock)

    async def _started(self, channel: str) -> Mapping[str, Any]:
        self.asked += 1
        if self.is_away:
            raise ProblemError("not_on_air")
        assert channel == "demo"
        timing = {"origin_us": ORIGIN, "distance_us": 0, "latency_us": 0}
        return {**timing, "demo": {"seed": 7, "calls": []}}

    async def go_on(self, seconds: int) -> None:
        """Let so much time pass, a quarter of a second at a time."""
        for _ in range(4 * seconds):
            self.clock.at += S // 4
            await self.crowd._talks[0].go_on()

    async def settle(self) -> None:
        """Wait until all that was said is told."""
        await until(lambda: not self.room._waiting)

    def sit(self) -> tuple[Seat, Way]:
        way = Way()
        seat = Seat(Viewer(viewer="b", name="Ben"), "", way)
        self.room.join(seat, None)
        return seat, way


def in_hall(folder: Path, work: Callable[[Hall], Awaitable[None]]) -> None:
    async def run() -> None:
        clock = HandClock()
        async with opened(folder) as database, asyncio.TaskGroup() as group:
            room = Room("demo", database, clock)
            running = group.create_task(room.run())
            await until(lambda: room.is_open)
            await work(Hall(room, clock))
            running.cancel()

    asyncio.run(run())


def test_it_talks_while_somebody_is_there(tmp_path: Path) -> None:
    async def work(hall: Hall) -> None:
        seat, way = hall.sit()
        await hall.go_on(30)
        await until(lambda: len(way.told()) >= 3)
        for told in way.told():
            fan = next(fan for fan in FANS if fan.viewer == told["author"]["id"])
            assert told["author"]["name"] == fan.name
            assert 0 <= from_iso(told["at"]) - from_iso(told["program_time"]) - fan.lag < S // 4
        hall.room.leave(seat)
        await hall.settle()
        said, asked = len(await hall.room.history.lines(100)), hall.asked
        await hall.go_on(60)
        await hall.settle()
        assert (len(await hall.room.history.lines(100)), hall.asked) == (said, asked)

    in_hall(tmp_path, work)


def test_whoever_comes_back_hears_something_else(tmp_path: Path) -> None:
    async def work(hall: Hall) -> None:
        heard: list[str] = []
        for _ in range(4):
            seat, way = hall.sit()
            await hall.go_on(10)
            await hall.settle()
            heard += [told["text"] for told in way.told()]
            hall.room.leave(seat)
            await hall.go_on(1)
        assert len(heard) >= 4
        assert len(set(heard)) == len(heard)

    in_hall(tmp_path, work)


def test_an_idle_server_writes_nothing(tmp_path: Path) -> None:
    async def work(hall: Hall) -> None:
        await hall.go_on(120)
        assert hall.asked == 0
        assert await hall.room.history.lines(10) == []

    in_hall(tmp_path, work)


def test_it_is_silent_while_its_channel_is_away(tmp_path: Path) -> None:
    async def work(hall: Hall) -> None:
        _, way = hall.sit()
        hall.is_away = True
        await hall.go_on(30)
        await hall.settle()
        assert way.told() == []
        hall.is_away = False
        await hall.go_on(30)
        await until(lambda: way.told() != [])

    in_hall(tmp_path, work)


def test_whom_a_moderator_silences_is_silent(tmp_path: Path) -> None:
    async def work(hall: Hall) -> None:
        _, way = hall.sit()
        for fan in FANS[1:]:
            await hall.room.silence(fan.viewer, ORIGIN + 900 * S, clears=False)
        await hall.go_on(120)
        await until(lambda: way.told() != [])
        assert {told["author"]["name"] for told in way.told()} == {FANS[0].name}

    in_hall(tmp_path, work)
