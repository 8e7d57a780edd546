"""Following show logs: each event once, in order, whatever the bus says or loses."""

import asyncio
from pathlib import Path

from api.show_follower import ShowFollower
from engine.show_log import SHOW_LOG, ShowEvent, ShowLog
from feeds import subjects
from feeds.bus import Bus
from tests.nats import Nats
from tests.until import until


def put(log: ShowLog, kind: str) -> None:
    log.append({"type": kind, "v": 1}, frame=0, event_time=None, arrival=0, actor="")


def test_events_are_told_once_and_in_order(tmp_path: Path) -> None:
    told: list[tuple[str, str, int]] = []
    is_ready = {"cup": True, "final": False, "none": True}

    def take(channel: str, event: ShowEvent) -> None:
        told.append((channel, event.payload["type"], event.sequence))

    async def run(log: ShowLog) -> None:
        with Nats() as nats:
            async with Bus(nats.url, name="api") as bus, asyncio.TaskGroup() as group:
                await bus.connected()
                follower = ShowFollower(
                    tmp_path, is_ready, ["goal", "card"], take, is_ready.__getitem__
                )
                running = group.create_task(follower.run(bus))
                await until(lambda: len(told) == 2)
                put(log, "card")
                message = {"type": "show_event", "payload": {"type": "card"}}
                await bus.publish(subjects.channel("cup", subjects.EVENT), message)
                await until(lambda: len(told) == 3)
                put(log, "goal")
                is_ready["final"] = True
                await until(lambda: len(told) == 5)
                running.cancel()

    for channel in ("cup", "final"):
        (tmp_path / channel).mkdir()
    with ShowLog(tmp_path / "final" / SHOW_LOG) as final:
        put(final, "goal")
    with ShowLog(tmp_path / "cup" / SHOW_LOG) as log:
        for kind in ("goal", "stat", "card"):
            put(log, kind)
        asyncio.run(run(log))
    ours = [("cup", "goal", 0), ("cup", "card", 2), ("cup", "card", 3), ("cup", "goal", 4)]
    assert [one for one in told if one[0] == "cup"] == ours
    assert ("final", "goal", 0) in told
