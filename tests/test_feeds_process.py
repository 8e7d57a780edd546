"""The feeds process: its feeds scheduled against the real clock, its status told each second."""

import asyncio
import json
from pathlib import Path
from typing import Literal, override

import pytest

import feeds.feed
from feeds import event_time, process, subjects
from feeds.bus import Bus, Message
from feeds.clock import SystemClock
from feeds.demo_calls import CALLED, Called, coded
from feeds.demo_match import GoalCall, Script
from feeds.event_time import MICROSECONDS
from feeds.happening import Side
from feeds.process import ChannelFeed
from feeds.settings import FeedSettings
from tests.nats import Nats
from tests.until import until

TENTH = MICROSECONDS // 10


class Listener:
    """A channel that notes when each fact came, and the status the process tells."""

    def __init__(self) -> None:
        self.clock = SystemClock()
        self.origin = self.clock.now()
        self.came: list[int] = []
        self.known: list[int] = []
        self.status: Message = {}
        self.asked = 0
        self.calls: list[Message] = []
        self.batches: list[list[str]] = []

    async def on(self, bus: Bus) -> None:
        await bus.connected()
        await bus.subscribe(subjects.FEEDS_STATUS, self._hear)
        await bus.serve(subjects.channel("main", subjects.STARTED), self._started)
        await bus.serve(subjects.channel("main", subjects.FACTS), self._facts)

    async def _started(self, _asked: Message) -> Message:
        self.asked += 1
        demo = {"seed": 7, "calls": list(self.calls)}
        return {"type": "started", "origin_us": self.origin, "demo": demo}

    async def _facts(self, asked: Message) -> Message:
        self.batches.append([fact["id"] for fact in asked["facts"]])
        self.came += [self.clock.now() for _ in asked["facts"]]
        self.known += [
            event_time.from_iso(fact.get("received", fact["t"])) for fact in asked["facts"]
        ]
        return {"type": "accepted", "sequences": []}

    async def _hear(self, _subject: str, message: Message) -> None:
        (self.status,) = message["feeds"]


class SetSoon(asyncio.Event):
    """An event that comes after so many turns of the loop."""

    def __init__(self, turns: int) -> None:
        super().__init__()
        self.turns = turns

    @override
    async def wait(self) -> Literal[True]:
        for _ in range(self.turns):
            await asyncio.sleep(0)
        return True


def test_facts_come_when_they_are_known_and_the_status_is_told(tmp_path: Path) -> None:
    """One was due before, then there is one each tenth of a second."""
    path = tmp_path / "facts.jsonl"
    told = [{"t": n / 10, "type": "stat", "name": "n", "home": n, "away": 0} for n in range(-1, 8)]
    path.write_text("".join(json.dumps(line) + "\n" for line in told))
    settings = {"name": "file", "provider": "facts_file", "path": str(path), "lateness": 0.2}
    feed = ChannelFeed(
        channel="main", settings=FeedSettings.model_validate(settings), script=Script()
    )

    async def run(nats: Nats) -> Listener:
        channel, stopping = Listener(), asyncio.Event()
        async with Bus(nats.url, name="far") as far, asyncio.TaskGroup() as group:
            await channel.on(far)
            group.create_task(process.serve([feed], nats.url, stopping, channel.clock))
            await until(lambda: channel.status.get("state") == "ended")
            stopping.set()
        return channel

    with Nats() as nats:
        channel = asyncio.run(run(nats))
    assert channel.known == [channel.origin + (n + 2) * TENTH for n in range(-1, 8)]
    assert all(came >= known for came, known in zip(channel.came, channel.known, strict=True))
    assert channel.status["facts"] == len(told)


def test_a_goal_called_for_is_told_before_what_happens_after_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What comes next is due a quarter of a minute later; the goal does not wait for that step."""
    monkeypatch.setattr(feeds.feed, "_FOLLOWED", 60 * MICROSECONDS)
    settings = FeedSettings.model_validate({"name": "demo", "provider": "demo"})
    feed = ChannelFeed(channel="main", settings=settings, script=Script())

    async def run(nats: Nats) -> Listener:
        channel, stopping = Listener(), asyncio.Event()
        channel.origin -= 88 * MICROSECONDS
        async with Bus(nats.url, name="far") as far, asyncio.TaskGroup() as group:
            await channel.on(far)
            group.create_task(process.serve([feed], nats.url, stopping, channel.clock))
            # Once it has told what has been, it asks once more and then waits.
            await until(lambda: channel.asked == 2)
            t = channel.clock.now() + MICROSECONDS // 2 - channel.origin
            goal = Called(loop=0, call=GoalCall(t=t, side=Side.AWAY))
            channel.calls.append(coded(goal))
            happened = {"type": "show_event", "payload": {"type": CALLED}}
            await far.publish(subjects.channel("main", subjects.EVENT), happened)
            await until(lambda: len(channel.batches) == 2)
            stopping.set()
        return channel

    with Nats() as nats:
        channel = asyncio.run(run(nats))
    assert channel.batches[1] == ["demo-0-i1"]


@pytest.mark.parametrize("turns", range(6))
def test_jobs_cut_short_by_the_end_are_no_failures(
    turns: int, caplog: pytest.LogCaptureFixture
) -> None:
    settings = FeedSettings.model_validate({"name": "demo", "provider": "demo"})
    feed = ChannelFeed(channel="main", settings=settings, script=Script())
    with Nats() as nats:
        asyncio.run(process.serve([feed], nats.url, SetSoon(turns), SystemClock()))
    assert [record.getMessage() for record in caplog.records if record.exc_info] == []
