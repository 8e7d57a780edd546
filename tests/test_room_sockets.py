"""The viewers' sockets, over real connections: who is let in, what they say, what they hear."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from api.room import sockets
from api.room.limits import Limit
from api.room.seat import TRY_LATER
from api.room.sockets import NO_HELLO, UNKNOWN_CHANNEL
from api.room.speaker import TOO_MUCH
from api.room.viewer import COOKIE, Viewer
from feeds import event_time
from feeds.clock import SystemClock
from tests.room_server import RoomServer, room_server
from tests.until import until

S = 1_000_000


def run(folder: Path, work: Callable[[RoomServer], Awaitable[None]], *channels: str) -> None:
    """Do this with a server."""

    async def served() -> None:
        async with room_server(folder, *channels) as server:
            await work(server)

    asyncio.run(served())


def limit(burst: int) -> Limit:
    """So many in all."""
    return Limit(burst=burst, every=60 * S)


def iso(ago: int) -> str:
    return event_time.to_iso(SystemClock().now() - ago)


def test_a_line_is_heard_by_all_and_acknowledged(tmp_path: Path) -> None:
    async def work(server: RoomServer) -> None:
        async with server.viewer("Anna") as (anna, _), server.viewer("Ben") as (ben, welcome):
            assert welcome["viewer"] == {"id": "ben", "name": "Ben"}
            assert (welcome["room"], welcome["offset"], welcome["resumed"]) == ("cup", -1, False)
            ack = await anna.ask("chat.send", text="What a <b>goal</b>!")
            heard = await ben.hear("chat.message")
            assert heard["author"] == {"id": "anna", "name": "Anna"}
            assert heard["text"] == "What a <b>goal</b>!"
            assert (ack["type"], ack["message_id"]) == ("ack", heard["message_id"])
            assert heard["program_time"] == heard["at"]

    run(tmp_path, work)


def test_a_line_bears_its_author_s_picture_s_time(tmp_path: Path) -> None:
    async def work(server: RoomServer) -> None:
        async with server.viewer() as (page, _):
            moment = iso(8 * S)
            await page.say("playhead", program_time=moment, buffer=2, rate=1)
            await page.say("chat.send", text="as I see it", program_time=moment)
            assert (await page.hear("chat.message"))["program_time"] == moment
            await page.say("chat.send", text="forged", program_time=iso(300 * S))
            forged = event_time.from_iso((await page.hear("chat.message"))["program_time"])
            assert abs(forged - event_time.from_iso(moment)) < 3 * S

    run(tmp_path, work)


def test_who_comes_back_misses_nothing_and_hears_nothing_twice(tmp_path: Path) -> None:
    async def work(server: RoomServer) -> None:
        async with server.viewer("Ben") as (ben, _):
            async with server.viewer("Anna") as (anna, welcome):
                for text in "abc":
                    await ben.ask("chat.send", text=text)
                assert await anna.lines(2) == ["a", "b"]
            for text in "de":
                await ben.ask("chat.send", text=text)
            resume = {"offset": 1, "epoch": welcome["epoch"]}
            async with server.viewer("Anna", resume=resume) as (anna, welcome):
                assert (welcome["resumed"], welcome["offset"]) == (True, 4)
                assert await anna.lines(3) == ["c", "d", "e"]
                await ben.ask("chat.send", text="f")
                assert await anna.lines(1) == ["f"]

    run(tmp_path, work)


@pytest.mark.parametrize(
    "resume", [{"offset": 1, "epoch": "other"}, {"offset": 99, "epoch": None}, None]
)
def test_who_cannot_resume_begins_with_the_last_lines(
    tmp_path: Path, resume: dict[str, Any] | None
) -> None:
    async def work(server: RoomServer) -> None:
        async with server.viewer("Ben") as (ben, first):
            for text in "abc":
                await ben.ask("chat.send", text=text)
            wanted = resume and {**resume, "epoch": resume["epoch"] or first["epoch"]}
            async with server.viewer("Anna", resume=wanted) as (anna, welcome):
                assert welcome["resumed"] is False
                assert await anna.lines(3) == ["a", "b", "c"]

    run(tmp_path, work)


def test_a_restarted_server_knows_all_that_was_said(tmp_path: Path) -> None:
    epochs = []

    async def before(server: RoomServer) -> None:
        async with server.viewer() as (page, welcome):
            epochs.append(welcome["epoch"])
            for text in "abc":
                await page.ask("chat.send", text=text, id=f"said {text}")

    async def after(server: RoomServer) -> None:
        resume = {"offset": 0, "epoch": epochs[0]}
        async with server.viewer(resume=resume) as (page, welcome):
            assert (welcome["resumed"], welcome["offset"]) == (True, 2)
            assert await page.lines(2) == ["b", "c"]
            # What was sent before the restart and sent again after it stays one line.
            await page.say("chat.send", text="a", id="said a")
            again = await page.hear(lambda event: event.get("id") == "said a")
            assert again["message_id"] == "0"
            await page.ask("chat.send", text="d", id="new")
            assert await page.lines(1) == ["d"]

    run(tmp_path, before)
    run(tmp_path, after)


def test_history_goes_back_line_by_line_and_to_a_picture(tmp_path: Path) -> None:
    async def work(server: RoomServer) -> None:
        async with server.viewer() as (page, _):
            for text in "abcd":
                await page.ask("chat.send", text=text)
            heard = [await page.hear("chat.message") for _ in range(4)]
            older = await page.ask("history", before=3, limit=2)
            assert [event["text"] for event in older["events"]] == ["b", "c"]
            asked = heard[1]["program_time"]
            then = await page.ask("history", program_time=asked, limit=9)
            assert [event["text"] for event in then["events"]] == ["a", "b"]

    run(tmp_path, work)


def test_the_cookie_says_who_it_is_and_without_one_it_is_a_guest(tmp_path: Path) -> None:
    async def work(server: RoomServer) -> None:
        cookie = server.rooms.sessions.cookie(Viewer(viewer="z", name="Zoë"))
        names = []
        for headers in ({"cookie": f"{COOKIE}={cookie}"}, {"cookie": f"{COOKIE}=forged"}, {}):
            async with server.connected(headers=headers) as page:
                await page.say("hello")
                names.append((await page.hear("welcome"))["viewer"]["name"])
        assert names[0] == "Zoë"
        assert all(name.startswith("Guest ") for name in names[1:])

    run(tmp_path, work)


@pytest.mark.parametrize(
    ("origin", "is_let_in"),
    [
        (None, True),
        ("http://127.0.0.1:PORT", True),
        ("http://evil.example", False),
        ("null", False),
    ],
)
def test_pages_of_other_sites_are_not_let_in(
    tmp_path: Path, origin: str | None, *, is_let_in: bool
) -> None:
    async def work(server: RoomServer) -> None:
        given = origin and origin.replace("PORT", str(server.port))
        let_in = server.connected(origin=given)
        if not is_let_in:
            with pytest.raises(InvalidStatus, match="403"):
                await let_in.__aenter__()
            return
        async with let_in as page:
            await page.say("hello")
            await page.hear("welcome")

    run(tmp_path, work)


@pytest.mark.parametrize(
    ("channel", "first", "code"),
    [
        pytest.param("none", '{"type":"hello"}', UNKNOWN_CHANNEL, id="no-such-channel"),
        pytest.param("cup", '{"type":"ping"}', NO_HELLO, id="something-else-first"),
        pytest.param("cup", "[" * 10_000, NO_HELLO, id="ten-thousand-deep"),
        pytest.param("cup", '{"type":"hello","ticket":"no"}', NO_HELLO, id="a-wrong-ticket"),
        pytest.param("cup", "x" * 1_000_000, 1009, id="a-megabyte"),
        pytest.param("cup", b"\xff\x00", NO_HELLO, id="bytes"),
    ],
)
def test_who_does_not_say_hello_is_shown_out(
    tmp_path: Path, channel: str, first: str | bytes, code: int
) -> None:
    async def work(server: RoomServer) -> None:
        async with server.viewer("Ben") as (ben, _), server.connected(channel) as page:
            with suppress(ConnectionClosed):
                await page.socket.send(first)
            assert await page.closed() == code
            await ben.ask("chat.send", text="all is well")

    run(tmp_path, work)


def test_who_says_nothing_is_shown_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets, "HELLO_S", 0.05)

    async def work(server: RoomServer) -> None:
        async with server.connected() as page:
            assert await page.closed() == NO_HELLO

    run(tmp_path, work)


@pytest.mark.parametrize(
    ("message", "code"),
    [
        pytest.param({"text": "x" * 501}, "too_long", id="a-long-line"),
        pytest.param({"text": "x" * 3000}, "too_long", id="a-long-message"),
        pytest.param({"text": "\u202e\u0000"}, "empty", id="nothing-to-read"),
        pytest.param({"text": "a", "program_time": "yesterday"}, "bad_time", id="no-time"),
        pytest.param({"text": "a", "program_time": "2026-01-01"}, "bad_time", id="no-zone"),
        pytest.param({}, "bad_message", id="no-text"),
    ],
)
def test_what_is_wrong_is_told_to_its_author_alone(
    tmp_path: Path, message: dict[str, Any], code: str
) -> None:
    async def work(server: RoomServer) -> None:
        async with server.viewer("Anna") as (anna, _), server.viewer("Ben") as (ben, _):
            await anna.say("chat.send", **message)
            assert (await anna.hear("error"))["code"] == code
            await anna.ask("chat.send", text="right")
            assert await ben.lines(1) == ["right"]

    run(tmp_path, work)


def test_a_second_hello_is_refused(tmp_path: Path) -> None:
    async def work(server: RoomServer) -> None:
        async with server.viewer() as (page, _):
            assert (await page.ask("hello"))["code"] == "bad_message"
            assert (await page.ask("ping"))["type"] == "pong"

    run(tmp_path, work)


def test_a_thousand_lines_at_once_are_not_heard(tmp_path: Path) -> None:
    async def work(server: RoomServer) -> None:
        async with server.viewer("Anna") as (anna, _), server.viewer("Ben") as (ben, _):
            for number in range(1000):
                await anna.say("chat.send", text=str(number))
            error = await anna.hear("error")
            assert error["code"] == "too_fast"
            assert 0 < error["retry_after"] <= 1.5
            assert await anna.closed() == TOO_MUCH
            assert await ben.lines(1) == ["0"]
            said = await server.rooms.rooms["cup"].history.lines(1000)
            assert 1 <= len(said) < 20
            await ben.ask("chat.send", text="peace")

    run(tmp_path, work)


def test_a_network_has_a_limit_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def work(server: RoomServer) -> None:
        codes = set()
        async with server.viewer("a") as (one, _), server.viewer("b") as (other, _):
            for page in (one, other) * 3:
                codes.add((await page.ask("chat.send", text="x")).get("code"))
        assert codes == {None, "too_fast"}

    monkeypatch.setattr("api.room.speaker.NETWORK_LINES", limit(3))
    run(tmp_path, work)


def test_a_slow_reader_holds_nobody_up_and_is_shown_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.room.seat.SLOW_US", S)
    monkeypatch.setattr("api.room.speaker.LINES", limit(10_000))
    monkeypatch.setattr("api.room.speaker.MESSAGES", limit(10_000))
    monkeypatch.setattr("api.room.speaker.NETWORK_LINES", limit(10_000))

    async def work(server: RoomServer) -> None:
        with socket.create_connection(("127.0.0.1", server.port)) as slow:
            slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            slow.sendall(upgrade(server.port))
            await asyncio.to_thread(slow.recv, 1)
            slow.sendall(masked(b'{"type":"hello"}'))
            async with server.viewer("Ben") as (ben, _):
                room = server.rooms.rooms["cup"]
                await until(lambda: room.viewers == 2)
                async with asyncio.timeout(20):
                    while room.viewers > 1:
                        for _ in range(40):
                            await ben.say("chat.send", text="x" * 500)
                        await ben.lines(40)

    run(tmp_path, work)


def upgrade(port: int) -> bytes:
    return (
        f"GET /ws/channels/cup HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        "Sec-WebSocket-Version: 13\r\n\r\n"
    ).encode()


def masked(payload: bytes) -> bytes:
    """A short text frame of a client, with a mask of zeros."""
    return bytes((0x81, 0x80 | len(payload))) + bytes(4) + payload


def test_too_many_sockets_are_told_to_come_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sockets, "SOCKETS_AT_MOST", 1)

    async def work(server: RoomServer) -> None:
        async with server.viewer() as (page, _), server.connected() as other:
            assert await other.closed() == TRY_LATER
            await page.ask("chat.send", text="hi")

    run(tmp_path, work)


def test_viewers_are_counted_once_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.room.room.PRESENCE_S", 0.05)

    async def work(server: RoomServer) -> None:
        async with server.viewer("Anna") as (anna, _):
            async with server.viewer("Anna"), server.viewer("Ben"):
                await anna.hear(lambda event: event.get("viewers") == 2)
            await anna.hear(lambda event: event.get("viewers") == 1)

    run(tmp_path, work)


def test_rooms_do_not_hear_each_other(tmp_path: Path) -> None:
    async def work(server: RoomServer) -> None:
        async with (
            server.viewer("Anna", channel="cup") as (anna, _),
            server.viewer("Ben", channel="league") as (ben, _),
        ):
            await anna.ask("chat.send", text="cup")
            await ben.ask("chat.send", text="league")
            assert await ben.lines(1) == ["league"]
            assert await anna.lines(1) == ["cup"]

    run(tmp_path, work, "cup", "league")


@pytest.mark.parametrize(
    ("host", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2ff::1", "2001:db8:1:200::/56"),
        ("testclient", "testclient"),
        (None, ""),
    ],
)
def test_networks(host: str | None, network: str) -> None:
    assert sockets.network_of(host) == network
