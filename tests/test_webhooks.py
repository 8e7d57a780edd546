"""Payloads sent to a real server: signed, handed over, told on air; and a console beside it."""

import asyncio
import http.client
import os
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, suppress
from typing import Any

import pytest

from api.config import Config
from api.control import webhooks
from api.control.problem import ProblemError
from api.control.signature import signed
from api.control.webhooks import Webhooks
from feeds.bus import Bus
from feeds.clock import SystemClock
from tests.channels import clip
from tests.checks import coded
from tests.consoles import Console
from tests.served import Answer, Served, served
from tests.test_console import udp_port
from tests.test_espn import SERIES
from tests.test_live_feeds import feed, score, state

pytestmark = pytest.mark.timeout(180)
KEY = "of-the-club-and-of-nobody-else"
CONFIG = """\
[[channel]]
name = "cup"
rate = 25
shedding = "nothing"
ladder = "64x48:100k"
[channel.source]
input = "{clip}"
[[channel.feed]]
name = "scores"
provider = "espn"
push = "webhook"
secret_env = "CLUB_KEY"
[[channel.feed]]
name = "nokey"
provider = "espn"
push = "webhook"
secret_env = "NO_SUCH_KEY"
[[channel]]
name = "hall"
autostart = false
[[channel.feed]]
name = "board"
provider = "daktronics"
sport = "basketball"
listen = "udp://127.0.0.1:{port}"
"""
MEGABYTE = 2**20


@pytest.fixture(scope="module")
def port() -> int:
    return udp_port()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, port: int) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("webhooks")
    os.environ["CLUB_KEY"] = KEY
    try:
        with served(CONFIG.format(clip=clip(folder / "clip.mp4"), port=port), folder) as found:
            found.on_air("cup")
            yield found
    finally:
        del os.environ["CLUB_KEY"]


def now_s() -> int:
    return SystemClock().now() // 1_000_000


def post(
    server: Served, body: bytes, header: str | None = None, *, name: str = "scores", key: str = KEY
) -> Answer:
    """Send a payload, signed now unless a header is given."""
    header = signed(body, key.encode(), now_s()) if header is None else header
    path = f"/api/v1/feeds/cup/{name}/payload"
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)) as connection:
        with suppress(BrokenPipeError, ConnectionResetError):
            connection.request("POST", path, body, {"X-Touchline-Signature": header})
        answer = connection.getresponse()
        return Answer(answer.status, dict(answer.getheaders()), answer.read().decode())


def code(answer: Answer) -> tuple[int, Any]:
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.status, answer.value["code"]


def test_what_is_sent_is_told_on_air(server: Served) -> None:
    answer = post(server, coded(SERIES[2]))
    assert (answer.status, answer.value["odd"]) == (202, "")
    server.until(lambda: state(server)["phase"] == "first_half", "kick-off")
    facts = post(server, coded(SERIES[3])).value["facts"]
    # How many depends on what was sent before.
    assert facts >= 1
    server.until(lambda: score(server) == (1, 0), "a goal")
    server.until(lambda: feed(server, "scores")["last_result"] == f"{facts} facts", "its status")
    told = feed(server, "scores")
    assert (told["state"], told["connected"], told["error"]) == ("sending", None, "")


def test_a_bad_signature_is_told_counted_and_takes_nothing(server: Served) -> None:
    body = coded(SERIES[4])
    before = feed(server, "scores")["failures"]
    assert code(post(server, body, key="another")) == (401, "bad_signature")
    assert code(post(server, body, "t=1,v1=")) == (401, "bad_signature")
    old = signed(body, KEY.encode(), now_s() - 1000)
    assert code(post(server, body, old)) == (401, "bad_signature")
    header = signed(body, KEY.encode(), now_s())
    assert post(server, body, header).status == 202
    again = post(server, body, header)
    assert code(again) == (401, "bad_signature")
    assert "www-authenticate" not in again.headers
    server.until(lambda: feed(server, "scores")["failures"] >= before + 4, "four counted")
    assert "was used before" in feed(server, "scores")["error"]
    assert KEY not in server.log


def test_what_cannot_be_read_or_is_too_large(server: Served) -> None:
    unread = post(server, b"<html>maintenance")
    assert code(unread) == (422, "bad_payload")
    assert "an HTML page" in unread.value["detail"]
    assert code(post(server, b"x" * (32 * MEGABYTE + 1))) == (413, "payload_too_large")
    # The largest that may be comes through, in pieces.
    whole = post(server, b" " * (32 * MEGABYTE))
    assert (code(whole), whole.value["detail"]) == ((422, "bad_payload"), "empty")


def test_who_is_not_there(server: Served) -> None:
    assert code(post(server, b"{}", name="nobody")) == (404, "unknown_feed")
    assert code(post(server, b"{}", name="nokey")) == (503, "unavailable")
    server.until(
        lambda: "NO_SUCH_KEY is not set" in feed(server, "nokey")["error"], "what is missing"
    )
    described = server.get("/api/openapi.json").value["paths"]
    how = described["/api/v1/feeds/{channel}/{feed}/payload"]["post"]
    assert "202" in how["responses"]
    assert "x-touchline-signature" in {one["name"].lower() for one in how["parameters"]}


HOOKS = {
    "channel": [
        {
            "name": "cup",
            "source": {"input": "demo:"},
            "feed": [
                {"name": name, "provider": "espn", "push": "webhook", "secret_env": "CLUB_KEY"}
                for name in ("one", "two", "three")
            ],
        }
    ]
}


class Slowly:
    """Bodies that come piece by piece, and never end."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, still_s: float) -> None:
        monkeypatch.setenv("CLUB_KEY", KEY)
        monkeypatch.setattr(webhooks, "_STILL_S", still_s)
        bus = Bus("nats://127.0.0.1:1", name="test")
        self._hooks = Webhooks(Config.model_validate(HOOKS), bus, SystemClock())
        self.pieces = 0

    async def code(self, feed: str, network: str, *, pause_s: float = 60) -> str:
        """What becomes of one."""
        try:
            header = signed(b"", KEY.encode(), now_s())
            await self._hooks.take("cup", feed, header, self._body(pause_s), network)
        except ProblemError as error:
            return error.code
        return ""

    async def _body(self, pause_s: float) -> AsyncIterator[bytes]:
        while True:
            self.pieces += 1
            yield b"x"
            await asyncio.sleep(pause_s)


def test_slow_bodies_hold_the_places_of_one_feed_and_one_network(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slowly = Slowly(monkeypatch, still_s=1)

    async def run() -> list[str]:
        async with asyncio.TaskGroup() as group:
            held = [group.create_task(slowly.code("one", f"of-{n}")) for n in range(16)]
            held += [group.create_task(slowly.code("two", "near")) for _ in range(15)]
            held += [group.create_task(slowly.code("three", "near"))]
            await asyncio.sleep(0)
            assert slowly.pieces == len(held)
            asked = [("one", "far"), ("three", "near")]
            refused = [await slowly.code(feed, network) for feed, network in asked]
            last = group.create_task(slowly.code("three", "far"))
        assert {one.result() for one in held} == {last.result()} == {"upload_stalled"}
        return refused

    assert asyncio.run(run()) == ["busy", "busy"]
    assert asyncio.run(slowly.code("one", "far")) == "upload_stalled"


def test_a_body_that_goes_on_coming_too_slowly_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slowly = Slowly(monkeypatch, still_s=0.2)
    assert asyncio.run(slowly.code("one", "far", pause_s=0.01)) == "upload_stalled"
    assert slowly.pieces > 1


def test_a_console_tells_while_its_channel_is_off(server: Served, port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as console:
        line = Console().score(71, 70).period(4).clock("00:31").whole()

        console.sendto(line, ("127.0.0.1", port))
        server.until(lambda: feed(server, "board")["last_result"] != "", "what it sent")
    told = feed(server, "board")
    assert (told["state"], told["connected"], told["failures"]) == ("waiting", True, 0)
    assert told["last_result"] == "4 facts"


def test_while_the_feeds_process_is_away_it_is_asked_to_come_again(server: Served) -> None:
    body = coded(SERIES[4])
    os.kill(server.pid("feeds"), 9)
    away = post(server, body, header := signed(body, KEY.encode(), now_s() + 1))
    if away.status != 202:
        assert code(away) == (503, "feeds_away")
        assert int(away.headers["retry-after"]) >= 1
        # The same signature holds until it was taken.
        server.until(lambda: post(server, body, header).status == 202, "taken at last")
    server.until(lambda: score(server) == (1, 1), "what was sent last")
