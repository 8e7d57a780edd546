"""A room: ticks, what is at hand, a database that goes away, lines held and moved."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from api.room import room as module
from api.room.entry import Entry, said
from api.room.hold import Moment
from api.room.messages import Resume
from api.room.room import Outcome, Room, RoomError
from api.room.seat import Seat
from api.room.viewer import Viewer
from api.storage.database import AwayError
from feeds import event_time
from tests.databases import opened
from tests.until import until

S = 1_000_000
NOW = 1_700_000_000 * S


class StillClock:
    """Stands where the test puts it."""

    def now(self) -> int:
        return NOW

    def monotonic(self) -> int:
        return 0


class Way:
    """A viewer's line that takes everything."""

    waiting = 0

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []
        self.frames = 0

    def put(self, frame: bytes) -> None:
        self.frames += 1
        self.events += json.loads(frame[frame.index(b"[") :])

    def close(self, code: int, reason: str) -> None:
        raise AssertionError((code, reason))

    def told(self, kind: str = "chat.message") -> list[dict[str, Any]]:
        return [event for event in self.events if event["type"] == kind]

    def texts(self) -> list[str]:
        return [event["text"] for event in self.told()]


def line(text: str, *, picture: int = 0, at: int = 0) -> Entry:
    """A line said at a picture, both in seconds from NOW."""
    viewer = Viewer(viewer="a", name="Anna")
    return said(viewer, text, client_id=text, program_time=NOW + picture * S, at=NOW + at * S)


def sit(room: Room, offset: int | None = None, epoch: str = "") -> tuple[Way, list[Any]]:
    """Take a seat; its line, and what it is told first."""
    way = Way()
    resume = None if offset is None else Resume(offset=offset, epoch=epoch)
    begins = room.join(Seat(Viewer(viewer="b", name="Ben"), "", way), resume)
    return way, [json.loads(text) for text in begins]


async def speak(room: Room, *lines: Entry) -> list[Outcome]:
    """Say these; what came of each."""
    outcomes = list[Outcome]()
    for one in lines:
        room.say(one, outcomes.append)
    await until(lambda: len(outcomes) == len(lines))
    return outcomes


def in_room(folder: Path, work: Callable[[Room], Awaitable[None]]) -> None:
    """Do this with a room that is open."""

    async def run() -> None:
        async with opened(folder) as database, asyncio.TaskGroup() as group:
            room = Room("cup", database, StillClock())
            running = group.create_task(room.run())
            await until(lambda: room.is_open)
            await work(room)
            running.cancel()

    asyncio.run(run())


def test_what_is_said_within_a_tick_goes_out_in_one_frame(tmp_path: Path) -> None:
    async def work(room: Room) -> None:
        way, _ = sit(room)
        await until(lambda: way.told("presence") != [])
        frames = way.frames
        await speak(room, *(line(str(n)) for n in range(30)))
        await until(lambda: len(way.texts()) == 30)
        assert way.frames == frames + 1
        assert [event["offset"] for event in way.told()] == list(range(30))

    in_room(tmp_path, work)


def test_the_author_knows_before_the_others(tmp_path: Path) -> None:
    async def work(room: Room) -> None:
        way, _ = sit(room)
        read = list[list[str]]()
        room.say(line("a"), lambda _: read.append(way.texts()))
        await until(lambda: way.texts() == ["a"])
        assert read == [[]]

    in_room(tmp_path, work)


def test_a_new_seat_begins_with_the_last_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SNAPSHOT", 2)

    async def work(room: Room) -> None:
        await speak(room, *map(line, "abc"))
        welcome, *events = sit(room)[1]
        assert (welcome["offset"], welcome["resumed"]) == (2, False)
        assert [event.get("text") for event in events] == ["b", "c", None]

    in_room(tmp_path, work)


def test_only_the_last_are_at_hand_to_come_back_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "KEPT", 4)

    async def work(room: Room) -> None:
        epoch = sit(room)[1][0]["epoch"]
        await speak(room, *map(line, "abcdefg"))
        found = {}
        for offset in (1, 2, 6, 7):
            welcome, *events = sit(room, offset, epoch)[1]
            found[offset] = (welcome["resumed"], [event.get("text") for event in events[:-1]])
        assert found == {
            1: (False, ["d", "e", "f", "g"]),
            2: (True, ["d", "e", "f", "g"]),
            6: (True, []),
            7: (False, ["d", "e", "f", "g"]),
        }

    in_room(tmp_path, work)


def test_too_much_to_come_back_to_is_not_replayed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "REPLAYED_AT_MOST", 3)

    async def work(room: Room) -> None:
        epoch = sit(room)[1][0]["epoch"]
        await speak(room, *map(line, "abcdefg"))
        assert [sit(room, offset, epoch)[1][0]["resumed"] for offset in (2, 3)] == [False, True]

    in_room(tmp_path, work)


def test_a_full_room_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WAITING_AT_MOST", 2)

    async def work(room: Room) -> None:
        outcomes = list[Outcome]()
        room.say(line("a"), outcomes.append)
        room.say(line("b"), outcomes.append)
        with pytest.raises(RoomError) as refused:
            room.say(line("c"), outcomes.append)
        assert (refused.value.code, refused.value.retry_after) == ("busy", 1.0)
        await until(lambda: len(outcomes) == 2)
        await speak(room, line("c"))

    in_room(tmp_path, work)


def test_without_its_database_a_room_refuses_and_numbers_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def work(room: Room) -> None:
        way, _ = sit(room)
        begin = room.history._database.begin

        def away() -> None:
            raise AwayError("disk full")

        monkeypatch.setattr(room.history._database, "begin", away)
        (refused,) = await speak(room, line("a"))
        assert isinstance(refused, RoomError)
        assert refused.code == "unavailable"
        monkeypatch.setattr(room.history._database, "begin", begin)
        (entry,) = await speak(room, line("b"))
        assert isinstance(entry, Entry)
        assert entry.offset == 0
        await until(lambda: way.texts() == ["b"])

    in_room(tmp_path, work)


def test_before_it_is_open_nobody_is_let_in(tmp_path: Path) -> None:
    async def run() -> None:
        async with opened(tmp_path) as database:
            room = Room("cup", database, StillClock())
            with pytest.raises(RoomError, match="not open yet"):
                sit(room)
            with pytest.raises(RoomError, match="not open yet"):
                room.say(line("a"), lambda _: None)

    asyncio.run(run())


def test_a_deleted_line_is_gone_for_all_who_are_here_or_come(tmp_path: Path) -> None:
    async def work(room: Room) -> None:
        way, welcome = sit(room)
        await speak(room, *map(line, "abc"))
        assert [await room.delete(name) for name in ("1", "1", "9", "x", "-1")] == [True] + [
            False
        ] * 4
        await until(lambda: way.told("chat.deleted") != [])
        assert way.told("chat.deleted")[0]["message_id"] == "1"
        assert [event["text"] for event in sit(room)[1][1:-1]] == ["a", "c"]
        resumed = sit(room, -1, welcome[0]["epoch"])[1]
        assert [event["type"] for event in resumed[1:-1]] == ["chat.message"] * 2 + ["chat.deleted"]

    in_room(tmp_path, work)


def test_a_silenced_viewer_and_their_lines(tmp_path: Path) -> None:
    async def work(room: Room) -> None:
        way, _ = sit(room)
        await speak(room, *map(line, "abc"))
        assert room.silent_for("a") == 0
        await room.silence("a", NOW + 60 * S, clears=True)
        assert (room.silent_for("a"), room.silent_for("b")) == (60 * S, 0)
        await until(lambda: way.told("chat.cleared") != [])
        assert sit(room)[1][1]["type"] == "presence"
        await room.silence("a", 0, clears=False)
        assert room.silent_for("a") == 0

    in_room(tmp_path, work)
    in_room(tmp_path, check_silence)


async def check_silence(room: Room) -> None:
    """What was ended before a restart stays ended; what was not goes on."""
    assert room.silent_for("a") == 0
    await room.silence("a", NOW + 60 * S, clears=False)


GOAL = Moment(event_time=NOW, program_time=NOW + 7 * S)


def test_a_line_that_tells_is_held_until_its_picture(tmp_path: Path) -> None:
    async def work(room: Room) -> None:
        way, _ = sit(room)
        room.happened(GOAL)
        await speak(room, line("GOAL", picture=3, at=4), line("nice pass", picture=3, at=4))
        await until(lambda: len(way.told()) == 2)
        times = [event_time.from_iso(event["program_time"]) for event in way.told()]
        assert times == [NOW + 7 * S, NOW + 3 * S]

    in_room(tmp_path, work)


def test_a_fact_that_comes_while_a_line_is_written_down_holds_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before it is written, or after: no line slips through between."""

    async def work(room: Room) -> None:
        way, _ = sit(room)
        add = room.history.add

        async def knows_after(entries: Sequence[Entry], first: int) -> list[Entry]:
            added = await add(entries, first)
            monkeypatch.setattr(room.history, "add", add)
            room.happened(GOAL)
            return added

        monkeypatch.setattr(room.history, "add", knows_after)
        await speak(room, line("goool", picture=3, at=4))
        await until(lambda: way.told("chat.moved") != [])
        assert way.told("chat.moved")[0]["message_ids"] == ["0"]
        await room.delete("0")

        late = Moment(event_time=NOW + 10 * S, program_time=NOW + 17 * S)
        room.say(line("GOAL", picture=13, at=14), lambda _: None)
        room.happened(late)
        await until(lambda: len(way.told()) == 2)
        assert event_time.from_iso(way.told()[1]["program_time"]) == late.program_time

    in_room(tmp_path, work)


def test_lines_said_before_the_fact_is_known_are_moved(tmp_path: Path) -> None:
    async def work(room: Room) -> None:
        way, _ = sit(room)
        spoken = [
            line("GOAL", picture=3, at=4),
            line("hm", picture=3, at=4),
            line("1-0", picture=9, at=9),
        ]
        await speak(room, *spoken)
        room.happened(GOAL)
        await until(lambda: way.told("chat.moved") != [])
        notice = way.told("chat.moved")[0]
        assert notice["message_ids"] == ["0"]
        assert event_time.from_iso(notice["to"]) == NOW + 7 * S
        (first, *_) = await room.history.lines(9, before=1)
        assert first.program_time == NOW + 7 * S
        snapshot = sit(room)[1][1]
        assert event_time.from_iso(snapshot["program_time"]) == NOW + 7 * S

    in_room(tmp_path, work)
