"""The feeds process: its feeds scheduled against the real clock, its status told each second."""

import asyncio
import json
from pathlib import Path

from feeds import event_time, process, subjects
from feeds.bus import Bus, Message
from feeds.clock import SystemClock
from feeds.demo_match import Script
from feeds.event_time import MICROSECONDS
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

    async def on(self, bus: Bus) -> None:
        await bus.connected()
        await bus.subscribe(subjects.FEEDS_STATUS, self._hear)
        await bus.serve(subjects.channel("main", subjects.STARTED), self._started)
        await bus.serve(subjects.channel("main", subjects.FACTS), self._facts)

    async def _started(self, _asked: Message) -> Message:
        return {"type": "started", "origin_us": self.origin}

    async def _facts(self, asked: Message) -> Message:
        self.came += [self.clock.now() for _ in asked["facts"]]
        self.known += [event_time.from_iso(fact["received"]) for fact in asked["facts"]]
        return {"type": "accepted", "sequences": []}

    async def _hear(self, _subject: str, message: Message) -> None:
        (self.status,) = message["feeds"]


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
