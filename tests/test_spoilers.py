"""What rooms are told of: goals and the like, from the show log, with the picture they are on."""

import asyncio
from pathlib import Path
from typing import Any, override

import pytest

from api import show_follower
from api.config import Config
from api.control.directory import Directory
from api.room.hold import Moment
from api.room.room import Room
from api.room.spoilers import Spoilers, moment_of
from engine.show_log import SHOW_LOG, ShowEvent, ShowLog
from feeds import subjects
from feeds.bus import Bus
from feeds.clock import SystemClock
from tests.databases import opened
from tests.nats import Nats
from tests.until import until

S = 1_000_000
E, ARRIVAL = 100 * S, 103 * S
GOAL = {"type": "goal", "side": "home"}


def event(payload: dict[str, Any], *, event_time: int | None = E) -> ShowEvent:
    """A fact as the log has it, known 3 s after it happened."""
    times = {} if event_time is None else {"t": "1970-01-01T00:01:40Z"}
    return ShowEvent(
        sequence=7,
        frame=0,
        event_time=event_time,
        arrival=ARRIVAL,
        actor="feed",
        payload={"v": 1, "received": "1970-01-01T00:01:43Z", **times, **payload},
    )


@pytest.mark.parametrize(
    ("payload", "spoils"),
    [
        (GOAL, True),
        ({"type": "retraction", "id": "r", "retracts": "g"}, True),
        ({"type": "correction", "home": 1, "away": 0}, True),
        ({"type": "card", "side": "home", "color": "red"}, True),
        ({"type": "card", "side": "home", "color": "second_yellow"}, True),
        ({"type": "card", "side": "home", "color": "yellow"}, False),
        ({"type": "stat", "name": "corners", "home": 1, "away": 0}, False),
        ({"type": "program_started"}, False),
    ],
)
def test_what_nobody_wants_to_read_of_first(payload: dict[str, Any], *, spoils: bool) -> None:
    assert (moment_of(event(payload), 7 * S, {}) is not None) is spoils


def test_its_picture_is_the_distance_later_and_the_feed_s_offset() -> None:
    goal = event({**GOAL, "provider": "feed"})
    assert moment_of(goal, 7 * S, {"feed": 2 * S, "other": 9 * S}) == Moment(
        event_time=E + 2 * S, program_time=E + 9 * S
    )


def test_what_has_no_time_of_its_own_is_on_the_next_picture() -> None:
    undone = event({"type": "retraction", "id": "r", "retracts": "g"}, event_time=None)
    assert moment_of(undone, 7 * S, {}) == Moment(event_time=ARRIVAL - 7 * S, program_time=ARRIVAL)


class Listening(Room):
    """A room that notes what it is told of."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.told: list[Moment] = []

    @override
    def happened(self, moment: Moment) -> None:
        self.told.append(moment)


def test_the_log_is_followed_from_its_beginning_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(show_follower, "LOOK_EVERY_S", 60)
    config = Config.model_validate({"channel": [{"name": "cup"}, {"name": "never"}]})

    async def run() -> list[Moment]:
        with Nats() as nats:
            async with (
                opened(tmp_path) as database,
                Bus(nats.url, name="api") as bus,
                asyncio.TaskGroup() as group,
            ):
                await bus.connected()
                rooms = {
                    name: Listening(name, database, SystemClock()) for name in ("cup", "never")
                }
                tasks = [group.create_task(room.run()) for room in rooms.values()]
                await until(lambda: all(room.is_open for room in rooms.values()))
                directory = Directory(config, SystemClock())
                await directory.follow(bus)
                health = {"channel": "cup", "distance_us": 7 * S, "offsets_us": {}}
                told_health = subjects.channel("cup", subjects.HEALTH)
                await bus.publish(told_health, {"type": "health", **health})
                await until(lambda: directory.health("cup") is not None)
                follower = Spoilers(rooms, tmp_path, directory)
                tasks.append(group.create_task(follower.run(bus)))
                told = rooms["cup"].told
                await until(lambda: len(told) == 1)
                append(log, event({**GOAL, "id": "b"}))
                subject = subjects.channel("cup", subjects.EVENT)
                await bus.publish(subject, {"type": "show_event", "payload": GOAL})
                await until(lambda: len(told) == 2)
                for task in tasks:
                    task.cancel()
                return told

    (tmp_path / "cup").mkdir()
    with ShowLog(tmp_path / "cup" / SHOW_LOG) as log:
        append(log, event(GOAL))
        append(log, event({"type": "program_started"}))
        told = asyncio.run(run())
    assert told == [Moment(event_time=E, program_time=E + 7 * S)] * 2


def append(log: ShowLog, given: ShowEvent) -> None:
    log.append(
        given.payload,
        frame=0,
        event_time=given.event_time,
        arrival=given.arrival,
        actor=given.actor,
    )
