"""A channel's room: what viewers say is remembered, numbered and told to all, a tick at a time."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from api.room.entry import MESSAGE, Entry, cleared, deleted, moved
from api.room.frames import Event, coded, frame
from api.room.history import History
from api.room.hold import Hold, Moment, tells
from api.room.messages import Resume
from api.room.seat import Seat
from api.storage.database import AwayError, Database
from feeds import event_time
from feeds.clock import Clock

TICK_S = 0.05
WAITING_AT_MOST = 2048
KEPT = 4096
REPLAYED_AT_MOST = 2000
SNAPSHOT = 50
_SLICE = 500
PRESENCE_S = 5.0
_AGAIN_S = 1.0

log = logging.getLogger(__name__)

type Outcome = Entry | RoomError
type Told = Callable[[Outcome], None]


class RoomError(Exception):
    """It cannot be done: `code` is stable; `retry_after` (s) says when trying again may help."""

    def __init__(self, code: str, text: str, retry_after: float | None = None) -> None:
        super().__init__(text)
        self.code = code
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An entry to come; who is told of it before all: of its offset, or why there is none."""

    entry: Entry
    told: Told = lambda _: None
    is_telling: bool = False


@dataclass(frozen=True, slots=True)
class _Kept:
    """An entry at hand, its JSON, and whether it reads like news."""

    entry: Entry
    text: bytes
    is_telling: bool


class Room:
    """One channel's. `run` is its task; all its methods belong to the event loop.

    What is said is in the database before anyone sees it: a killed server has told nothing it does
    not know when it is back. At most 2,048 entries wait; a full room refuses. The last 4,096 are
    kept at hand, so that who comes back, or new, waits for no database. `standing` gives the coded
    events that who comes new must know beside the last lines.
    """

    def __init__(self, channel: str, database: Database, clock: Clock) -> None:
        self.channel = channel
        self.history = History(database, channel)
        self._database = database
        self._clock = clock
        self._epoch = ""
        self._next = 0
        self._kept: dict[int, _Kept] = {}
        self._hold = Hold()
        self._silences: dict[str, int] = {}
        self._seats: set[Seat] = set()
        self._waiting: list[_Waiting] = []
        self._moves: dict[int, dict[int, Entry]] = {}
        self._wanted = asyncio.Event()
        self.standing: Callable[[], Sequence[bytes]] = lambda: ()

    @property
    def is_open(self) -> bool:
        """Whether its memory is there."""
        return bool(self._epoch)

    @property
    def viewers(self) -> int:
        """How many different viewers are here."""
        return len({seat.viewer.viewer for seat in self._seats})

    @property
    def silences(self) -> dict[str, int]:
        """Who must be silent now, and until when (µs)."""
        now = self._clock.now()
        return {viewer: until for viewer, until in self._silences.items() if until > now}

    async def run(self) -> None:
        """Open the room's memory and tell what happens, until cancelled."""
        await self._open()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._tell())
            group.create_task(self._count())

    def join(self, seat: Seat, resume: Resume | None) -> list[bytes]:
        """Give a seat its place; return the coded events it begins with.

        From its own offset on where it comes back and not too much has happened; else the last
        lines. RoomError where the room is not open yet.
        """
        self._require_open()
        self._seats.add(seat)
        resumes = resume is not None and self._can_replay(resume)
        if resume is not None and resumes:
            events = [kept.text for at, kept in self._kept.items() if at > resume.offset]
        else:
            lines = [kept.text for kept in self._kept.values() if kept.entry.type == MESSAGE]
            events = [*lines[-SNAPSHOT:], *self.standing()]
        welcome = {
            "type": "welcome",
            "viewer": {"id": seat.viewer.viewer, "name": seat.viewer.name},
            "room": self.channel,
            "server_time": event_time.to_iso(self._clock.now()),
            "epoch": self._epoch,
            "offset": self._next - 1,
            "resumed": resumes,
        }
        return [coded(welcome), *events, coded(self._presence())]

    def leave(self, seat: Seat) -> None:
        """It is gone."""
        self._seats.discard(seat)

    def say(self, line: Entry, told: Told) -> None:
        """Have a line said with the next tick; RoomError where it cannot wait.

        One that tells of what its own picture does not show yet is held until that is on it.
        """
        self._add(_Waiting(line, told, is_telling=self._hold.heard(line)))

    def note(self, entry: Entry, told: Told) -> None:
        """Have something that is no line remembered and told with the next tick."""
        self._add(_Waiting(entry, told))

    async def tell(self, event: Event) -> None:
        """Tell all who are here of what need not be remembered."""
        await self._publish([coded(event)], None)

    def seats(self) -> list[Seat]:
        """All who are here."""
        return list(self._seats)

    def happened(self, moment: Moment) -> None:
        """Something nobody wants to read of first: from now on, and in the last lines said."""
        self._hold.happened(moment)
        for kept in self._kept.values():
            self._hold_back(kept)

    def _hold_back(self, kept: _Kept) -> None:
        """Have a line that everyone has been sent be moved, where it tells too early."""
        until = self._hold.until(kept.entry) if kept.is_telling else None
        if until is not None:
            self._moves.setdefault(until, {})[kept.entry.offset] = kept.entry
            self._wanted.set()

    async def delete(self, message_id: str) -> bool:
        """Take a line away from everyone; whether there was one. AwayError as of the database."""
        offset = int(message_id) if message_id.isascii() and message_id.isdecimal() else -1
        if not await self.history.hide(offset):
            return False
        self._kept.pop(offset, None)
        self._add(_Waiting(deleted(message_id, self._clock.now())))
        return True

    async def silence(self, viewer: str, until: int, *, clears: bool) -> None:
        """Have a viewer be silent until then (µs); a moment in the past ends it.

        `clears` takes away all they said here as well.
        """
        await self.history.silenced(viewer, until)
        self._silences[viewer] = until
        if clears and await self.history.hide_of(viewer):
            gone = [at for at, kept in self._kept.items() if kept.entry.viewer == viewer]
            for offset in gone:
                del self._kept[offset]
            self._add(_Waiting(cleared(viewer, self._clock.now())))

    def silent_for(self, viewer: str) -> int:
        """For how many µs a viewer must be silent yet; 0: they may speak."""
        return max(0, self._silences.get(viewer, 0) - self._clock.now())

    def _add(self, waiting: _Waiting) -> None:
        self._require_open()
        if len(self._waiting) >= WAITING_AT_MOST:
            raise RoomError("busy", "too much is said at once; try again", _AGAIN_S)
        self._waiting.append(waiting)
        self._wanted.set()

    def _require_open(self) -> None:
        if not self.is_open:
            raise RoomError("unavailable", "the room is not open yet; try again", _AGAIN_S)

    def _can_replay(self, resume: Resume) -> bool:
        first = max(next(iter(self._kept), self._next), self._next - REPLAYED_AT_MOST)
        return resume.epoch == self._epoch and first - 1 <= resume.offset < self._next

    async def _open(self) -> None:
        await self._database.ready()
        while True:
            try:
                epoch, number = await self.history.open()
                kept = await self.history.since(number - KEPT, KEPT)
                self._silences = await self.history.silences(self._clock.now())
            except AwayError:
                await asyncio.sleep(_AGAIN_S)
                continue
            for entry in kept:
                self._keep(entry, is_telling=_tells(entry))
            self._epoch, self._next = epoch, number
            return

    def _keep(self, entry: Entry, *, is_telling: bool) -> _Kept:
        kept = self._kept[entry.offset] = _Kept(entry, coded(entry.event()), is_telling)
        if len(self._kept) > KEPT:
            del self._kept[next(iter(self._kept))]
        return kept

    async def _tell(self) -> None:
        """A tick whenever there is something to tell, twenty times a second at most."""
        loop = asyncio.get_running_loop()
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            due = loop.time() + TICK_S
            await self._tick()
            await asyncio.sleep(due - loop.time())

    async def _tick(self) -> None:
        await self._move()
        waiting, self._waiting = [self._held(one) for one in self._waiting], []
        if not waiting:
            return
        first = self._next
        try:
            entries = await self.history.add([one.entry for one in waiting], first)
        except AwayError as error:
            refused = RoomError("unavailable", str(error), _AGAIN_S)
            for one in waiting:
                one.told(refused)
            return
        texts = []
        for one, entry in zip(waiting, entries, strict=True):
            one.told(entry)
            if entry.offset == self._next:
                kept = self._keep(entry, is_telling=one.is_telling)
                texts.append(kept.text)
                self._next += 1
                # A goal may have become known while the line was written down.
                self._hold_back(kept)
        if texts:
            await self._publish(texts, first)

    def _held(self, waiting: _Waiting) -> _Waiting:
        """One that tells of what its own picture does not show yet: until that is on it."""
        until = self._hold.until(waiting.entry) if waiting.is_telling else None
        return waiting if until is None else replace(waiting, entry=waiting.entry.moved(until))

    async def _move(self) -> None:
        """Have lines that told too early be read later, by those who have not read them yet."""
        moves, self._moves = self._moves, {}
        for program_time, lines in moves.items():
            entries = list(lines.values())
            try:
                await self.history.move([entry.offset for entry in entries], program_time)
            except AwayError:
                log.warning("lines not moved channel=%s count=%d", self.channel, len(entries))
            for entry in entries:
                if entry.offset in self._kept:
                    self._keep(entry.moved(program_time), is_telling=True)
            notice = moved(entries, program_time, self._clock.now())
            self._waiting.append(_Waiting(notice))

    async def _publish(self, texts: Sequence[bytes], first: int | None) -> None:
        """The same bytes to all; between slices others have their turn."""
        tick, now = frame(texts), self._clock.monotonic()
        seats = list(self._seats)
        for start in range(0, len(seats), _SLICE):
            for seat in seats[start : start + _SLICE]:
                seat.tell(tick, first, now)
            await asyncio.sleep(0)

    async def _count(self) -> None:
        """Tell how many are here, when that has changed."""
        told = -1
        while True:
            if self.viewers != told:
                told = self.viewers
                await self._publish([coded(self._presence())], None)
            await asyncio.sleep(PRESENCE_S)

    def _presence(self) -> dict[str, object]:
        return {"type": "presence", "viewers": self.viewers}


def _tells(entry: Entry) -> bool:
    return entry.type == MESSAGE and tells(str(entry.body["text"]))
