"""Has the demo's simulated viewers talk in a channel's room, while somebody is there to read it."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any

from api.control.problem import ProblemError
from api.demo.happenings import Playing
from api.demo.terrace import FanLine, Terrace
from api.room.entry import said
from api.room.room import Room, RoomError
from api.room.viewer import Viewer
from feeds.clock import Clock
from feeds.event_time import MICROSECONDS

_TICK_S = 0.25
_ASKED_EVERY = MICROSECONDS
_LATE = 2 * MICROSECONDS

type Started = Callable[[str], Awaitable[Mapping[str, Any]]]


class ChatCrowd:
    """The crowds of some rooms. `started` asks a channel how its programme runs.

    Where nobody sits in a room, or its channel is away, nothing is said. Whoever comes back hears
    what was not said before.
    """

    def __init__(self, rooms: Mapping[str, Room], started: Started, clock: Clock) -> None:
        self._talks = [_Talk(room, started, clock) for room in rooms.values()]

    async def run(self) -> None:
        """Talk, until cancelled."""
        while self._talks:
            for talk in self._talks:
                await talk.go_on()
            await asyncio.sleep(_TICK_S)


class _Talk:
    """What goes on in one room."""

    def __init__(self, room: Room, started: Started, clock: Clock) -> None:
        self._room = room
        self._started = started
        self._clock = clock
        self._terrace: Terrace | None = None
        self._playing: Playing | None = None
        self._asked = 0
        self._since = 0

    async def go_on(self) -> None:
        """Say what is due by now."""
        now = self._clock.now()
        if not self._room.is_open or not self._room.viewers:
            self._since = now
            return
        await self._ask(now)
        if self._playing is None:
            return
        if self._terrace is None:
            self._terrace, self._since = Terrace(self._playing.calls.script.seed), now
        since, self._since = max(self._since, now - _LATE), now
        for place, line in enumerate(self._terrace.lines(self._playing, since, now)):
            self._say(line, now, f"{now}-{place}")

    async def _ask(self, now: int) -> None:
        if abs(now - self._asked) < _ASKED_EVERY:
            return
        self._asked = now
        try:
            self._playing = Playing.of(await self._started(self._room.channel))
        except ProblemError:
            self._playing = None

    def _say(self, line: FanLine, now: int, name: str) -> None:
        viewer = Viewer(viewer=line.fan.viewer, name=line.fan.name)
        if self._room.silent_for(viewer.viewer):
            return
        entry = said(viewer, line.text, client_id=name, program_time=line.program_time, at=now)
        with suppress(RoomError):
            self._room.say(entry, lambda _: None)
