"""The app as a whole: channels that come and go, methods, bounds, its end."""

import asyncio
import gzip
from pathlib import Path
from typing import Any

import pytest

from api.origin.origin import Origin, beside
from tests.asgi import Client, Reply, ask
from tests.on_air import FIRST, OnAir
from tests.origin_story import LIST, POLLED_S, TOP, Held, tell
from tests.virtual_time import run


def test_a_channel_that_comes_later(tmp_path: Path) -> None:
    async def story(origin: Origin) -> None:
        origin.wake("late")
        assert (await ask(origin, "/live/late/index.m3u8")).status == 404
        on_air = OnAir(tmp_path, name="late")
        on_air.air()
        await asyncio.sleep(POLLED_S)
        assert (await ask(origin, "/live/late/index.m3u8")).status == 200
        (tmp_path / "late").rename(tmp_path / "gone")
        await asyncio.sleep(POLLED_S)
        assert (await ask(origin, "/live/late/96p/index.m3u8")).status == 404
        assert (await ask(origin, "/live/gone/96p/index.m3u8")).status == 200

    tell(tmp_path, story)


def test_channels_do_not_wait_for_each_other(tmp_path: Path) -> None:
    first, second = OnAir(tmp_path, name="first"), OnAir(tmp_path, name="second")
    first.air()
    second.air()

    async def story(origin: Origin) -> None:
        async with asyncio.TaskGroup() as group:
            held = Held(origin, group)
            tasks = [
                await held.ask(f"/live/{name}/96p/index.m3u8?_HLS_msn={FIRST}&_HLS_part=1")
                for name in ("first", "second")
            ]
            second.air()
            assert (await tasks[1]).status == 200
            assert not tasks[0].done()
            first.air()

    tell(tmp_path, story)


@pytest.mark.parametrize(
    "path",
    [
        "/live/demo/%2e%2e/demo/96p/index.m3u8",
        "/live/demo/../demo/96p/index.m3u8",
        "/live/demo%2f96p%2findex.m3u8",
        "/live/demo\\96p\\index.m3u8",
        "/live/demo/96p/..%5c..%5cshow.db",
        "/live/demo/96p/index.m3u8%00",
        "/live/demo/96p/\0",
        "/live//demo/96p/index.m3u8",
        "/live/demo/96p/parts.jsonl",
        "/live/demo/media/96p/index.m3u8",
        "/live/nobody/96p/index.m3u8",
        "/live/demo/97p/index.m3u8",
        "/live/demo/97p/7.m4s",
        "/live/demo/97p/7.0.m4s",
        "/live/demo/97p/init.mp4",
        "/live/",
        "/",
    ],
)
def test_nothing_else_is_found(tmp_path: Path, path: str) -> None:
    OnAir(tmp_path).air()
    (tmp_path / "demo" / "show.db").write_text("secret")

    async def story(origin: Origin) -> None:
        for method in ("GET", "HEAD"):
            reply = await ask(origin, path, method)
            assert (reply.status, reply.body) == (404, b"")
            assert reply.headers["access-control-allow-origin"] == "*"

    tell(tmp_path, story)


def test_methods(tmp_path: Path) -> None:
    OnAir(tmp_path).air()

    async def story(origin: Origin) -> None:
        got, head = await ask(origin, LIST), await ask(origin, LIST, "HEAD")
        assert head == Reply(200, got.headers, b"")
        options = await ask(origin, LIST, "OPTIONS")
        assert (options.status, options.body) == (204, b"")
        for method in ("POST", "PUT", "DELETE", "PATCH"):
            reply = await ask(origin, LIST, method)
            assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD, OPTIONS")

    tell(tmp_path, story)


def test_gzip_only_if_accepted(tmp_path: Path) -> None:
    OnAir(tmp_path).air()

    async def story(origin: Origin) -> None:
        for target in ("/live/demo/index.m3u8", LIST):
            plain = await ask(origin, target)
            packed = await ask(origin, target, accept_encoding="br, gzip")
            assert "content-encoding" not in plain.headers
            assert packed.headers["content-encoding"] == "gzip"
            assert gzip.decompress(packed.body) == plain.body
        media = await ask(origin, f"{TOP}/{FIRST}.0.m4s", accept_encoding="gzip")
        assert "content-encoding" not in media.headers

    tell(tmp_path, story)


def test_no_more_wait_than_there_are_seats(tmp_path: Path) -> None:
    on_air = OnAir(tmp_path)
    on_air.air()
    target = f"{LIST}?_HLS_msn={FIRST}&_HLS_part=1"

    async def story(origin: Origin) -> None:
        async with asyncio.TaskGroup() as group:
            waiting = [Client(origin, target) for _ in range(3)]
            tasks = [group.create_task(client.ask()) for client in waiting]
            await asyncio.sleep(POLLED_S)
            full = await ask(origin, target)
            assert (full.status, full.headers["retry-after"]) == (503, "1")
            assert (await ask(origin, LIST)).status == 200
            waiting[0].leave()
            assert (await tasks[0]).status == 0
            last = await Held(origin, group).ask(target)
            on_air.air()
            assert [(await task).status for task in (*tasks[1:], last)] == [200] * 3

    tell(tmp_path, story, seats=3)


def test_told_to_stop_all_who_wait_are_answered(tmp_path: Path) -> None:
    OnAir(tmp_path).air()

    async def story(origin: Origin) -> None:
        async with asyncio.TaskGroup() as group:
            task = await Held(origin, group).ask(f"{LIST}?_HLS_msn={FIRST}&_HLS_part=1")
            origin.release()
            assert (await task).status == 503
            assert (await ask(origin, f"{LIST}?_HLS_msn={FIRST}&_HLS_part=1")).status == 503
            assert (await ask(origin, LIST)).status == 200

    tell(tmp_path, story)


def test_a_restarted_origin_serves_the_same(tmp_path: Path) -> None:
    on_air = OnAir(tmp_path)
    on_air.air(20)
    replies: list[list[Reply]] = []

    async def story(origin: Origin) -> None:
        names = ["index.m3u8", *(f"{name}/index.m3u8" for name in on_air.names)]
        replies.append([await ask(origin, f"/live/demo/{name}") for name in names])

    async def grown(origin: Origin) -> None:
        await ask(origin, LIST)
        on_air.air()
        await asyncio.sleep(POLLED_S)
        await story(origin)

    tell(tmp_path, grown)
    tell(tmp_path, story)
    assert replies[0] == replies[1]


def test_the_server_s_start_and_end() -> None:
    async def story() -> list[str]:
        told = iter(["lifespan.startup", "lifespan.shutdown"])
        sent: list[str] = []

        async def receive() -> Any:
            return {"type": next(told)}

        async def send(message: Any) -> None:
            sent.append(message["type"])

        await Origin(Path("nowhere"))({"type": "lifespan"}, receive, send)
        return sent

    assert run(story()) == ["lifespan.startup.complete", "lifespan.shutdown.complete"]


@pytest.mark.parametrize(
    ("kind", "path", "is_rest"),
    [
        ("http", "/live/demo/index.m3u8", False),
        ("http", "/livestock", True),
        ("http", "/", True),
        ("websocket", "/live/demo", True),
    ],
)
def test_beside_other_pages(tmp_path: Path, kind: str, path: str, is_rest: bool) -> None:  # noqa: FBT001
    async def story() -> bool:
        asked = []

        async def rest(scope: Any, receive: Any, send: Any) -> None:
            asked.append((scope["path"], receive, send))

        origin = Origin(tmp_path)
        scope = {"type": kind, "path": path, "method": "GET", "headers": [], "query_string": b""}
        await beside(origin, rest)(scope, _nothing, _nothing)
        origin.close()
        return bool(asked)

    assert run(story()) == is_rest


async def _nothing(*_: Any) -> None:
    """Nothing comes, nothing goes."""
