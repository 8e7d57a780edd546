"""A WebSocket that is pushed over: a real server with good and bad days."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from http import HTTPStatus
from typing import Any

import pytest
from websockets.asyncio.server import ServerConnection, serve
from websockets.datastructures import Headers
from websockets.http11 import Request, Response

from feeds import web_socket
from feeds.clock import SystemClock
from feeds.parsers import parser
from feeds.pushed import Pushed
from feeds.reporter import Reporter
from feeds.web_socket import Terms, WebSocket
from tests.checks import coded
from tests.test_espn import SERIES
from tests.until import until
from tests.web_feeds import closed_port

S = 1_000_000
type Speaks = Callable[[ServerConnection], Awaitable[None]]


class Vendor:
    """What it says on each connection, one after the other, the last again and again."""

    def __init__(self, *days: Speaks) -> None:
        self.days = list(days)
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.heard: list[str | bytes] = []
        self.answers: list[Response] = []

    async def speak(self, socket: ServerConnection) -> None:
        assert socket.request is not None
        day = self.days.pop(0) if len(self.days) > 1 else self.days[0]
        await day(socket)

    def answer(self, _socket: ServerConnection, request: Request) -> Response | None:
        self.asked.append((request.path, {k.lower(): v for k, v in request.headers.raw_items()}))
        return self.answers.pop(0) if self.answers else None


async def says(socket: ServerConnection, *payloads: Any) -> None:
    for one in payloads:
        await socket.send(one if isinstance(one, bytes | str) else coded(one).decode())


def telling(
    vendor: Vendor,
    story: Callable[[Pushed, int], Awaitable[None]],
    *,
    url: str = "ws://127.0.0.1:{port}/scores?key=secret",
    subscribe: Sequence[str] = (),
    headers: Mapping[str, str] | None = None,
    silence: int | None = None,
    private: bool = True,
) -> None:
    """Tell a story of a vendor, and of what came of it."""

    async def run() -> None:
        pushed = Pushed(Reporter(parser("espn"), feed="scores"), SystemClock(), silence=silence)
        terms = Terms(
            headers=lambda: headers or {},
            subscribe=subscribe,
            silence=silence,
            may_be_private=private,
        )
        async with serve(vendor.speak, "127.0.0.1", 0, process_request=vendor.answer) as server:
            port = next(iter(server.sockets)).getsockname()[1]
            socket = WebSocket(url.format(port=port), terms, soonest_s=0.01)
            async with asyncio.timeout(20), asyncio.TaskGroup() as group:
                task = group.create_task(socket.run(pushed))
                await story(pushed, port)
                task.cancel()

    with suppress(asyncio.CancelledError):
        asyncio.run(run())


def told(pushed: Pushed) -> list[str]:
    return [fact.type for fact in pushed.take(SystemClock().now(), 1000)]


def test_what_is_pushed_is_told() -> None:
    async def day(socket: ServerConnection) -> None:
        vendor.heard += [await socket.recv(), await socket.recv()]
        await says(socket, SERIES[2], b"<html>", coded(SERIES[3]))
        await socket.wait_closed()

    async def story(pushed: Pushed, _port: int) -> None:
        await until(lambda: pushed.last_result == "3 facts")
        assert told(pushed).count("clock_set") == 2
        assert (pushed.connected, pushed.failures, pushed.error) == (True, 1, "")

    vendor = Vendor(day)
    telling(vendor, story, subscribe=['{"op": "a"}', "b"], headers={"X-Auth-Token": "T"})
    assert vendor.heard == ['{"op": "a"}', "b"]
    ((path, headers),) = vendor.asked
    assert (path, headers["x-auth-token"]) == ("/scores?key=secret", "T")
    assert headers["user-agent"] == "touchline"
    assert headers["host"].startswith("127.0.0.1:")


def test_a_connection_that_is_lost_is_made_again() -> None:
    async def cut(socket: ServerConnection) -> None:
        await says(socket, SERIES[2])
        socket.transport.abort()

    async def closed(socket: ServerConnection) -> None:
        await socket.close(1012, "back soon")

    async def good(socket: ServerConnection) -> None:
        await says(socket, SERIES[3])
        await socket.wait_closed()

    async def story(pushed: Pushed, _port: int) -> None:
        vendor.answers.append(Response(503, "Away", Headers()))
        errors = set()

        def is_over() -> bool:
            errors.add(pushed.error)
            return pushed.last_result == "3 facts"

        await until(is_over)
        assert "HTTP 503" in errors
        assert any("no close frame received" in error for error in errors)
        assert any("1012" in error for error in errors)
        assert (pushed.connected, pushed.error, pushed.failures) == (True, "", 3)
        assert not any("secret" in error for error in errors)

    vendor = Vendor(cut, closed, good)
    telling(vendor, story)


def test_one_that_is_silent_is_connected_anew() -> None:
    async def quiet(socket: ServerConnection) -> None:
        await says(socket, SERIES[2])
        await socket.wait_closed()

    async def story(pushed: Pushed, _port: int) -> None:
        await until(lambda: pushed.error == "no word for 0.05 s; connecting anew")
        await until(lambda: len(vendor.asked) >= 3)

    vendor = Vendor(quiet)
    telling(vendor, story, silence=50_000)


def test_a_message_that_is_too_large_ends_the_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_socket, "BYTES_AT_MOST", 100_000)

    async def flood(socket: ServerConnection) -> None:
        # Compressed it is small.
        await says(socket, "x" * 200_000)

    async def story(pushed: Pushed, _port: int) -> None:
        await until(lambda: "1009" in pushed.error)
        assert pushed.connected is False

    telling(Vendor(flood), story)


async def good(socket: ServerConnection) -> None:
    await says(socket, SERIES[2])
    await socket.wait_closed()


def moved(where: str) -> Response:
    return Response(HTTPStatus.FOUND, "Found", Headers({"Location": where}))


@pytest.mark.parametrize("where", ["/b", "ws://127.0.0.1:{port}/b", "http://127.0.0.1:{port}/b"])
def test_redirects_are_followed(where: str) -> None:
    async def story(pushed: Pushed, port: int) -> None:
        vendor.answers.append(moved(where.format(port=port)))
        await until(lambda: pushed.connected is True)

    vendor = Vendor(good)
    telling(vendor, story)
    assert [path for path, _ in vendor.asked] == ["/scores?key=secret", "/b"]


@pytest.mark.parametrize(
    ("where", "headers", "said"),
    [
        pytest.param("/b", {}, "more than 3 redirects", id="round-and-round"),
        pytest.param("file:///etc/passwd", {}, "not safe to follow", id="elsewhere"),
        pytest.param(
            "ws://localhost:1/b", {"X-Key": "k"}, "where our token must not go", id="with-a-token"
        ),
    ],
)
def test_redirects_that_are_not_followed(where: str, headers: dict[str, str], said: str) -> None:
    async def story(pushed: Pushed, _port: int) -> None:
        vendor.answers += [moved(where)] * 10
        await until(lambda: said in pushed.error)

    vendor = Vendor(good)
    telling(vendor, story, headers=headers)


@pytest.mark.parametrize(
    ("url", "private", "said"),
    [
        pytest.param("ws://127.0.0.1:{port}/", False, "set private = true", id="private"),
        pytest.param("ws://nowhere.invalid/", True, "nowhere.invalid: ", id="no-such-name"),
        pytest.param("ws://127.0.0.1:{closed}/", True, "no connection: ", id="nobody-there"),
        pytest.param("wss://127.0.0.1:{port}/", True, "no connection", id="no-tls"),
    ],
)
def test_addresses_that_lead_nowhere(url: str, *, private: bool, said: str) -> None:
    async def story(pushed: Pushed, _port: int) -> None:
        await until(lambda: said in pushed.error)
        assert pushed.is_failing

    telling(Vendor(good), story, url=url.replace("{closed}", str(closed_port())), private=private)
