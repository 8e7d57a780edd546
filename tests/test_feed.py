"""A feed: facts brought to a channel over a real bus, in order, until they are accepted."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from feeds import event_time, subjects
from feeds.bus import Bus, Message, RefusedError
from feeds.demo_match import Script
from feeds.event_time import MICROSECONDS
from feeds.feed import Feed, FeedState
from feeds.process import ChannelFeed, open_feed
from feeds.pushed import Pushed
from feeds.settings import FeedSettings
from feeds.vendors import Vendors
from tests.nats import Nats

ORIGIN = 1_800_000_000 * MICROSECONDS
S = MICROSECONDS


class HandClock:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.at = ORIGIN

    def now(self) -> int:
        return self.at

    def monotonic(self) -> int:
        return self.at

    def go_on(self, seconds: float) -> None:
        self.at += int(seconds * S)


class Channel:
    """The far end: what a channel's process answers."""

    def __init__(self) -> None:
        self.origin = ORIGIN
        self.refuses = False
        self.batches: list[Message] = []
        self.asked_for_told: list[bool] = []

    @property
    def ids(self) -> list[str]:
        return [fact["id"] for batch in self.batches for fact in batch["facts"]]

    async def on(self, bus: Bus) -> None:
        await bus.serve(subjects.channel("main", subjects.STARTED), self._started)
        await bus.serve(subjects.channel("main", subjects.FACTS), self._facts)

    async def _started(self, asked: Message) -> dict[str, Any]:
        self.asked_for_told.append("feed" in asked)
        return {"type": "started", "origin_us": self.origin}

    async def _facts(self, asked: Message) -> dict[str, Any]:
        if self.refuses:
            raise RefusedError("busy", "try again in a moment")
        self.batches.append(asked)
        return {"type": "accepted", "sequences": list(range(len(asked["facts"])))}


@pytest.fixture(scope="module")
def nats() -> Iterator[Nats]:
    with Nats() as server:
        yield server


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "facts.jsonl"


def stats(count: int, *, name: str = "shots", every: float = 1) -> str:
    """A stat a line, one each `every` seconds from 0 on."""
    told = (
        {"t": n * every, "type": "stat", "name": name, "home": n, "away": 0} for n in range(count)
    )
    return "".join(json.dumps(line) + "\n" for line in told)


type Story = Callable[[Feed, Channel, HandClock, Bus], Awaitable[None]]


def opened(given: ChannelFeed, bus: Bus, clock: HandClock, pushed: Pushed | None = None) -> Feed:
    """A feed that asks nobody."""
    return open_feed(given, bus, clock, Vendors(clock), lambda _: None, pushed)


def play(nats: Nats, path: Path, story: Story, **more: Any) -> None:
    """Tell a story of one feed and one channel, which is not on the bus yet."""
    settings = FeedSettings.model_validate(
        {"name": "file", "provider": "facts_file", "path": str(path), **more}
    )

    async def run() -> None:
        clock = HandClock()
        async with (
            asyncio.timeout(20),
            Bus(nats.url, name="feeds") as near,
            Bus(nats.url, name="channel") as far,
        ):
            await near.connected()
            await far.connected()
            given = ChannelFeed(channel="main", settings=settings, script=Script())
            await story(opened(given, near, clock), Channel(), clock, far)

    asyncio.run(run())


def test_facts_reach_the_channel_in_order_with_lateness(nats: Nats, path: Path) -> None:
    path.write_text(stats(5))

    async def story(feed: Feed, channel: Channel, clock: HandClock, far: Bus) -> None:
        await channel.on(far)
        assert await feed.step() == 2 * S
        clock.go_on(1.9)
        assert await feed.step() == S // 10
        assert channel.ids == []
        clock.go_on(0.1)
        assert await feed.step() == 0
        assert await feed.step() == 1 * S
        assert channel.ids == ["file:1"]
        clock.go_on(100)
        await feed.step()
        assert channel.ids == [f"file:{n}" for n in range(1, 6)]
        told = channel.batches[0]
        assert told["feed"] == "file"
        assert told["facts"][0]["t"] == event_time.to_iso(ORIGIN)
        assert told["facts"][0]["received"] == event_time.to_iso(ORIGIN + 2 * S)
        assert feed.state is FeedState.ENDED

    play(nats, path, story, lateness=2)


def test_what_is_due_at_the_start_comes_at_once_in_batches(nats: Nats, path: Path) -> None:
    path.write_text(stats(450))

    async def story(feed: Feed, channel: Channel, clock: HandClock, far: Bus) -> None:
        clock.go_on(1000)
        await channel.on(far)
        for _ in range(3):
            assert await feed.step() == 0
        await feed.step()
        assert [len(batch["facts"]) for batch in channel.batches] == [200, 200, 50]
        assert channel.ids == [f"file:{n}" for n in range(1, 451)]
        assert feed.status()["lateness_us"] is None
        assert feed.status()["facts"] == 450

    play(nats, path, story)


def test_long_facts_make_short_batches(nats: Nats, path: Path) -> None:
    stat = {"t": 0, "type": "match", "competition": "é" * 200}
    sides = {"home": {"name": "H" * 200}, "away": {"name": "A" * 200}}
    path.write_text(f"{json.dumps({**stat, **sides}, ensure_ascii=False)}\n" * 400)

    async def story(feed: Feed, channel: Channel, _clock: HandClock, far: Bus) -> None:
        await channel.on(far)
        while await feed.step() == 0:
            pass
        assert sum(len(batch["facts"]) for batch in channel.batches) == 400
        assert max(len(json.dumps(batch)) for batch in channel.batches) < 1_000_000

    play(nats, path, story)


def test_an_absent_channel_is_tried_again(nats: Nats, path: Path) -> None:
    path.write_text(stats(3))

    async def story(feed: Feed, channel: Channel, clock: HandClock, far: Bus) -> None:
        assert await feed.step() == 1 * S
        assert feed.state is FeedState.WAITING
        assert feed.status()["error"] == "touchline.channel.main.started: nobody is there"
        clock.go_on(10)
        await channel.on(far)
        assert await feed.step() == 0
        assert channel.ids == ["file:1", "file:2", "file:3"]
        assert feed.status()["error"] == ""

    play(nats, path, story)


def test_facts_not_accepted_are_late_and_brought_again(nats: Nats, path: Path) -> None:
    path.write_text(stats(300, every=0))

    async def story(feed: Feed, channel: Channel, clock: HandClock, far: Bus) -> None:
        await channel.on(far)
        channel.refuses = True
        for _ in range(4):
            assert await feed.step() == 1 * S
            clock.go_on(1)
        status = feed.status()
        assert (status["state"], status["waiting"]) == ("late", 200)
        assert status["error"].endswith("refused: try again in a moment")
        channel.refuses = False
        while await feed.step() == 0:
            pass
        assert channel.ids == [f"file:{n}" for n in range(1, 301)]
        assert feed.state is FeedState.ENDED

    play(nats, path, story)


def test_a_channel_that_began_anew_is_told_all_anew(nats: Nats, path: Path) -> None:
    path.write_text(stats(3))

    async def story(feed: Feed, channel: Channel, clock: HandClock, far: Bus) -> None:
        await channel.on(far)
        await feed.step()
        assert channel.ids == ["file:1"]
        channel.refuses = True
        clock.go_on(1)
        await feed.step()
        channel.refuses, channel.origin = False, ORIGIN + 1 * S
        await feed.step()
        assert channel.ids == ["file:1", "file:1"]
        assert channel.batches[1]["facts"][0]["t"] == event_time.to_iso(ORIGIN + 1 * S)

    play(nats, path, story)


def test_facts_are_brought_whatever_goes_wrong_with_names(
    nats: Nats, path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    path.write_text(stats(1))

    async def story(feed: Feed, channel: Channel, _clock: HandClock, far: Bus) -> None:
        monkeypatch.setattr(feed.renaming, "named", None)
        await channel.on(far)
        await feed.step()
        assert channel.ids == ["file:1"]
        assert "names failed channel=main feed=file" in caplog.text

    play(nats, path, story)


def test_what_was_told_is_asked_for_where_the_feed_begins(nats: Nats, path: Path) -> None:
    path.write_text(stats(1))

    async def story(feed: Feed, channel: Channel, _clock: HandClock, far: Bus) -> None:
        await channel.on(far)
        channel.refuses = True
        for _ in range(3):
            await feed.step()
        assert channel.asked_for_told == [True, False, False]
        channel.origin += 1
        await feed.step()
        assert channel.asked_for_told[3:] == [False, True]

    play(nats, path, story)


def test_lateness_is_measured(nats: Nats, path: Path) -> None:
    path.write_text(stats(3))

    async def story(feed: Feed, channel: Channel, clock: HandClock, far: Bus) -> None:
        await channel.on(far)
        await feed.step()
        for _ in range(2):
            clock.go_on(1.5)
            await feed.step()
        assert feed.status()["lateness_us"] == 1_500_000
        assert feed.status()["last_received"] == event_time.to_iso(ORIGIN + 3 * S)

    play(nats, path, story, lateness=0.5)


def test_a_file_that_vanished_is_a_status_and_is_tried_again(nats: Nats, path: Path) -> None:
    async def story(feed: Feed, channel: Channel, _clock: HandClock, far: Bus) -> None:
        await channel.on(far)
        assert await feed.step() == 5 * S
        status = feed.status()
        assert status["state"] == "failed"
        assert "no such file or directory" in status["error"]
        await asyncio.to_thread(path.write_text, stats(1))
        assert await feed.step() == 0
        assert channel.ids == ["file:1"]
        await feed.step()
        assert feed.state is FeedState.ENDED

    play(nats, path, story)


def test_a_broken_line_is_told_and_the_rest_goes_on(nats: Nats, path: Path) -> None:
    path.write_text(stats(1) + "{broken\n" + stats(1, name="corners"))

    async def story(feed: Feed, channel: Channel, _clock: HandClock, far: Bus) -> None:
        await channel.on(far)
        await feed.step()
        assert channel.ids == ["file:1", "file:3"]
        assert f"{path}:2: no JSON" in feed.status()["error"]
        assert feed.state is FeedState.ENDED

    play(nats, path, story)


def test_what_it_lacks_is_logged_at_the_start_and_stands_in_its_status(
    nats: Nats, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def story(feed: Feed, channel: Channel, _clock: HandClock, far: Bus) -> None:
        await channel.on(far)
        await feed.step()
        assert "TOUCHLINE_TEST_TOKEN is not set" in feed.status()["error"]
        assert feed.state is not FeedState.FAILED

    path.write_text(stats(1))
    about = {"token_header": "X-Token", "token_env": "TOUCHLINE_TEST_TOKEN"}
    play(nats, path, story, **about)
    assert "feed lacks channel=main feed=file: token_env: TOUCHLINE_TEST_TOKEN" in caplog.text


def test_the_demo_feed_brings_its_loop(nats: Nats) -> None:
    settings = FeedSettings.model_validate({"name": "demo", "provider": "demo"})

    async def run() -> None:
        clock, channel = HandClock(), Channel()
        async with Bus(nats.url, name="feeds") as near, Bus(nats.url, name="channel") as far:
            await near.connected()
            await far.connected()
            await channel.on(far)
            given = ChannelFeed(channel="main", settings=settings, script=Script())
            feed = opened(given, near, clock)
            clock.go_on(50)
            assert await feed.step() == 0
            assert channel.ids[0] == "demo-0-match"
            assert channel.batches[0]["facts"][0]["type"] == "match"

    asyncio.run(run())
