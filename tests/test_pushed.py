"""Payloads that come by themselves: told at once, the last good state kept, silence shown."""

import asyncio
from pathlib import Path
from typing import override

import pytest

from feeds import subjects
from feeds.bus import Bus, Message
from feeds.demo_match import Script
from feeds.fact import Correction, Fact
from feeds.feed import Feed, FeedState
from feeds.parsers import parser
from feeds.payload import PayloadError
from feeds.process import ChannelFeed
from feeds.pushed import Pushed
from feeds.recording import Recording
from feeds.recordings import Recordings
from feeds.reporter import Reporter
from feeds.settings import FeedSettings
from feeds.sport import Sport
from tests.checks import coded
from tests.consoles import Console
from tests.nats import Nats
from tests.test_espn import SERIES
from tests.test_feed import Channel, HandClock, opened
from tests.test_reporter import LARGE, Slow

S = 1_000_000


def espn(clock: HandClock, silence: int | None = None) -> Pushed:
    return Pushed(Reporter(parser("espn"), feed="scores"), clock, silence=silence)


def types(facts: list[Fact]) -> list[str]:
    return [fact.type for fact in facts]


def test_what_is_new_wakes_and_is_taken() -> None:
    clock = HandClock()
    pushed, woken = espn(clock), []
    pushed.wakes(lambda: woken.append(clock.at))
    assert pushed.deliver(coded(SERIES[2])).told == 4
    assert (len(woken), pushed.next_due()) == (1, clock.now())
    facts = pushed.take(clock.now(), 1000)
    assert types(facts) == ["match", "correction", "status", "clock_set"]
    assert {fact.provider for fact in facts} == {"scores"}
    assert pushed.deliver(coded(SERIES[2])).told == 0
    assert (len(woken), pushed.next_due(), pushed.last_result) == (1, None, "4 facts")


def test_what_cannot_be_read_is_counted_and_changes_nothing() -> None:
    clock = HandClock()
    pushed = espn(clock)
    pushed.deliver(coded(SERIES[2]))
    for _ in range(5):
        with pytest.raises(PayloadError):
            pushed.deliver(b"<html>")
    assert (pushed.failures, pushed.is_failing) == (5, True)
    assert "an HTML page" in pushed.error
    pushed.deliver(coded(SERIES[3]))
    assert (pushed.is_failing, pushed.error) == (False, "")


def test_what_strangers_send_is_shown_and_fails_nothing() -> None:
    pushed = espn(HandClock())
    for _ in range(100):
        pushed.refused("the signature is wrong")
    assert (pushed.failures, pushed.error) == (100, "the signature is wrong")
    assert not pushed.is_failing


def test_others_go_on_while_a_large_payload_is_read_and_the_next_waits_for_it() -> None:
    slow = Slow()
    pushed = Pushed(Reporter(slow, feed="scores"), HandClock())

    async def run() -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(pushed.deliver_aside(LARGE))
            group.create_task(pushed.deliver_aside(b"small"))
            await asyncio.to_thread(slow.begun.wait, 5)
            slow.passed.set()

    asyncio.run(run())
    assert slow.read == [LARGE, b"small"]
    assert slow.waited == [True]


def test_silence_is_shown() -> None:
    clock = HandClock()
    pushed = espn(clock, silence=30 * S)
    clock.go_on(30)
    assert (pushed.error, pushed.is_failing) == ("", False)
    clock.go_on(12)
    assert (pushed.error, pushed.is_failing) == ("no word for 42 s", True)
    pushed.deliver(coded(SERIES[2]))
    assert (pushed.error, pushed.is_failing) == ("", False)


def test_a_connection_that_is_lost_is_shown() -> None:
    pushed = espn(HandClock())
    said = [pushed.connected]
    pushed.came_on()
    said.append(pushed.connected)
    pushed.went_off("HTTP 503")
    assert [*said, pushed.connected] == [None, True, False]
    assert (pushed.error, pushed.is_failing) == ("HTTP 503", True)


def test_a_flood_waits_in_bounded_memory_and_ends_as_it_was_told_last() -> None:
    clock = HandClock()
    pushed = Pushed(Reporter(parser("daktronics", Sport.BASKETBALL), feed="board"), clock)
    console = Console()
    for number in range(3000):
        clock.go_on(0.1)
        pushed.deliver(console.score(number % 200, number // 200).whole())
    waiting = pushed.take(clock.now(), 10_000)
    assert len(waiting) <= 1_000
    last = [fact for fact in waiting if isinstance(fact, Correction)][-1]
    assert (last.home, last.away) == (199, 14)
    assert types(waiting)[0] in {"match", "correction"}


def test_a_channel_that_begins_anew_is_told_what_stands() -> None:
    clock = HandClock()
    pushed = espn(clock)
    for payload in SERIES[2:5]:
        pushed.deliver(coded(payload))
        clock.go_on(10)
    first = pushed.take(clock.now(), 1000)
    assert "retraction" in types(first)
    pushed.again()
    again = pushed.take(clock.now(), 1000)
    assert types(again)[0] == "match"
    assert "retraction" not in types(again)
    # Each as it was told last, at its own moment.
    stood = {fact.id: fact for fact in first if fact.id in {one.id for one in again}}
    assert [fact.event_time for fact in again] == [stood[fact.id].event_time for fact in again]
    assert types(again).count("goal") == 2


def test_a_feed_waits_for_its_channel_and_is_open_for_ever() -> None:
    settings = FeedSettings.model_validate(
        {"name": "scores", "provider": "espn", "push": "webhook", "secret_env": "KEY"}
    )

    async def run(nats: Nats) -> None:
        clock, channel = HandClock(), Channel()
        pushed = espn(clock)
        async with (
            Bus(nats.url, name="feeds") as near,
            Bus(nats.url, name="channel") as far,
            asyncio.TaskGroup() as group,
        ):
            await near.connected()
            await far.connected()
            given = ChannelFeed(channel="main", settings=settings, script=Script())
            feed: Feed = opened(given, near, clock, pushed)
            asks = group.create_task(feed.renaming.run())
            pushed.deliver(coded(SERIES[2]))
            await feed.step()
            assert feed.state is FeedState.WAITING
            clock.go_on(1)
            await channel.on(far)
            assert await feed.step() == 0
            assert len(channel.ids) == 4
            async with asyncio.timeout(10):
                while await feed.step() != 10 * S:
                    assert feed.renaming.is_asking
            asks.cancel()
            status = feed.status()
            assert (status["state"], status["next_due"]) == ("sending", None)
            assert (status["connected"], status["failures"]) == (None, 0)
            assert (status["last_result"], status["silent_us"]) == ("4 facts", 1 * S)

    with Nats() as nats:
        asyncio.run(run(nats))


class Remembering(Channel):
    """One that says what it was told, and calls everybody by the same name."""

    def __init__(self) -> None:
        super().__init__()
        self.name = ""

    @override
    async def on(self, bus: Bus) -> None:
        await super().on(bus)
        await bus.serve(subjects.NAMES, self._names)

    @override
    async def _started(self, asked: Message) -> Message:
        told = {fact["id"]: fact for batch in self.batches for fact in batch["facts"]}
        return await super()._started(asked) | {"told": list(told.values())}

    async def _names(self, asked: Message) -> Message:
        ids = [one | {"name": self.name} for one in asked.get("ids", ())]
        return {"type": "names", "ids": ids}


async def life(near: Bus, clock: HandClock) -> None:
    """A process of feeds that reads one payload."""
    settings = FeedSettings.model_validate(
        {"name": "scores", "provider": "espn", "push": "webhook", "secret_env": "KEY"}
    )
    pushed = espn(clock)
    feed = opened(
        ChannelFeed(channel="main", settings=settings, script=Script()), near, clock, pushed
    )
    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        asks = group.create_task(feed.renaming.run())
        await feed.step()
        pushed.deliver(coded(SERIES[3]))
        while await feed.step() != 10 * S:
            pass
        asks.cancel()


def test_a_process_that_begins_again_tells_only_what_is_called_otherwise() -> None:
    async def run(nats: Nats) -> list[list[str]]:
        channel, clock, news = Remembering(), HandClock(), []
        async with Bus(nats.url, name="feeds") as near, Bus(nats.url, name="channel") as far:
            await near.connected()
            await far.connected()
            await channel.on(far)
            for channel.name in ("One", "One", "Two"):
                before = len(channel.ids)
                await life(near, clock)
                news.append(channel.ids[before:])
        return news

    with Nats() as nats:
        first, again, renamed = asyncio.run(run(nats))
    goal, *_ = (name for name in first if name.startswith("goal"))
    assert "match" in first
    assert again == []
    assert renamed == ["match", goal]


def test_what_is_sent_is_recorded_be_it_read_or_not_and_said_again_or_not(tmp_path: Path) -> None:
    """A console's line may be split anywhere, and both halves be the same."""
    recordings = Recordings(tmp_path, provider="espn", source="")
    clock = HandClock()
    reporter = Reporter(parser("espn"), feed="scores", recordings=recordings)
    pushed = Pushed(reporter, clock)
    pushed.deliver(coded(SERIES[2]))
    for _ in range(2):
        with pytest.raises(PayloadError):
            pushed.deliver(b"{")
    recordings.close()
    recording = Recording(tmp_path)
    came = [recording.payload(entry) for entry in recording.payloads()]
    assert came == [coded(SERIES[2]), b"{", b"{"]
    assert pushed.recording() == recordings.status()
