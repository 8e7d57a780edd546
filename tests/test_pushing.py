"""Pushed feeds in the feeds' process: what arrives is on its way to the channel at once."""

import asyncio
import socket

import pytest

import feeds.feed
from feeds import process, pushing, subjects
from feeds.bus import Bus, RefusedError
from feeds.clock import SystemClock
from feeds.console import SerialConsole, UdpConsole
from feeds.demo_match import Script
from feeds.event_time import MICROSECONDS
from feeds.parsers import parser
from feeds.process import ChannelFeed
from feeds.pushed import Pushed
from feeds.pushing import Handover, Line, Nowhere
from feeds.reporter import Reporter
from feeds.settings import FeedSettings
from feeds.upload import pieces
from feeds.web_socket import WebSocket
from tests.checks import coded
from tests.consoles import Console
from tests.nats import Nats
from tests.test_console import udp_port
from tests.test_espn import SERIES
from tests.test_feeds_process import Listener
from tests.until import until

WEBHOOK = {"name": "scores", "provider": "espn", "push": "webhook", "secret_env": "KEY"}


def settings(**given: object) -> FeedSettings:
    return FeedSettings.model_validate(given)


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        (WEBHOOK, Nowhere),
        ({"name": "a", "provider": "espn", "url": "wss://host/"}, WebSocket),
        ({"name": "a", "provider": "espn", "listen": "udp://127.0.0.1:1"}, UdpConsole),
        (
            {"name": "a", "provider": "daktronics", "path": "/dev/x", "sport": "football"},
            SerialConsole,
        ),
    ],
)
def test_where_payloads_come_from(given: dict[str, object], kind: type) -> None:
    assert isinstance(pushing.receiver(settings(**given), SystemClock()), kind)
    assert pushing.pushed(settings(**given), SystemClock()) is not None


def test_one_that_asks_is_not_pushed() -> None:
    asked = settings(name="a", provider="espn", url="https://host/")
    assert pushing.pushed(asked, SystemClock()) is None


def test_a_handover() -> None:
    async def run() -> None:
        one = Pushed(Reporter(parser("espn"), feed="scores"), SystemClock())
        handover = Handover({"scores": one})
        (piece,) = pieces("scores", coded(SERIES[2]))
        assert await handover.take(piece) == {"type": "payload_taken", "facts": 4, "odd": ""}
        (rubbish,) = pieces("scores", b"<html>")
        with pytest.raises(RefusedError, match="an HTML page"):
            await handover.take(rubbish)
        word = {"type": "payload_refused", "feed": "scores", "reason": "a wrong key"}
        await handover.take(word)
        assert (one.failures, one.error) == (2, "a wrong key")
        with pytest.raises(RefusedError, match="use one of scores"):
            await handover.take({**word, "feed": "nobody"})

    asyncio.run(run())


def test_what_arrives_waits_for_no_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next step by itself is minutes away; a datagram and a webhook come in between."""
    monkeypatch.setattr(feeds.feed, "_LONGEST", 600 * MICROSECONDS)
    port = udp_port()
    board = {"name": "board", "provider": "daktronics", "sport": "basketball"}
    listen = f"udp://127.0.0.1:{port}"
    given = [settings(**board, listen=listen), settings(**WEBHOOK)]
    channel_feeds = [ChannelFeed(channel="main", settings=one, script=Script()) for one in given]

    async def run(nats: Nats) -> None:
        channel, stopping = Listener(), asyncio.Event()
        async with (
            Bus(nats.url, name="far") as far,
            Bus(nats.url, name="api") as api,
            asyncio.TaskGroup() as group,
        ):
            await far.connected()
            await api.connected()
            await far.serve(subjects.channel("main", subjects.STARTED), channel._started)
            await far.serve(subjects.channel("main", subjects.FACTS), channel._facts)
            group.create_task(process.serve(channel_feeds, nats.url, stopping, channel.clock))
            await until(lambda: channel.asked >= 2)
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as console:
                await until(lambda: _sent(console, port, channel))
            (piece,) = pieces("scores", coded(SERIES[2]))
            answer = await api.request(subjects.channel("main", subjects.PAYLOAD), piece, within=5)
            assert answer["facts"] == 4
            await until(lambda: ["match", "score", "status", "clock"] in _kinds(channel))
            stopping.set()

    with Nats() as nats:
        asyncio.run(run(nats))


def _sent(console: socket.socket, port: int, channel: Listener) -> bool:
    """Send until it came: the port may not be open yet."""
    console.sendto(Console().score(1, 0).whole(), ("127.0.0.1", port))
    return bool(channel.batches)


def _kinds(channel: Listener) -> list[list[str]]:
    return [[name.rpartition("/")[2] for name in batch] for batch in channel.batches]


def test_a_receiver_that_fails_is_shown_and_begins_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pushing, "_AGAIN_S", 0.01)
    begun = []

    class Broken:
        async def run(self, _pushed: Pushed) -> None:
            begun.append(1)
            raise ZeroDivisionError

    monkeypatch.setattr(pushing, "receiver", lambda *_: Broken())
    one = Pushed(Reporter(parser("espn"), feed="scores"), SystemClock())
    line = Line(channel="main", settings=settings(**WEBHOOK), pushed=one)

    async def run() -> None:
        clock = SystemClock()
        async with (
            Bus("nats://127.0.0.1:1", name="x") as bus,
            pushing.receiving([line], bus, clock),
        ):
            await until(lambda: len(begun) > 2)
            assert one.error == "failed; see the log"

    asyncio.run(run())
