"""The real server on real sockets: what a network adds to the origin's rules."""

import asyncio
import gzip
import socket
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from api.connection import Connection, Server, raise_file_limit, server
from api.origin.origin import Origin
from tests.on_air import FIRST, OnAir

LIST = "/live/demo/96p/index.m3u8"
HALF_OPEN = 1000


class Hasty(Connection):
    """Waits for no head longer than a moment."""

    head_s = 0.25


@dataclass
class Served:
    """A running origin."""

    origin: Origin
    server: Server
    port: int

    async def connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.open_connection("127.0.0.1", self.port)

    async def get(self, target: str, *headers: str) -> tuple[int, bytes, bytes]:
        """Status, head and body of one request on a connection of its own."""
        reader, writer = await self.connect()
        await send(writer, target, *headers, "Connection: close")
        found = await reader.read()
        writer.close()
        head, _, body = found.partition(b"\r\n\r\n")
        return int(head.split()[1]), head.lower(), body


async def send(writer: asyncio.StreamWriter, target: str, *headers: str) -> None:
    lines = [f"GET {target} HTTP/1.1", "Host: touchline", *headers, "", ""]
    writer.write("\r\n".join(lines).encode("latin-1"))
    await writer.drain()


@asynccontextmanager
async def served(
    root: Path, connection: type[Connection] = Connection, seats: int = 2000
) -> AsyncIterator[Served]:
    origin = Origin(root, seats=seats)
    running = server(origin, "127.0.0.1", 0, stopping=origin.release)
    running.config.http = connection
    with socket.create_server(("127.0.0.1", 0), backlog=4096) as listening:
        async with asyncio.TaskGroup() as group:
            group.create_task(running.serve([listening]))
            await until_started(running)
            yield Served(origin, running, listening.getsockname()[1])
            running.should_exit = True


async def until_started(running: Server) -> None:
    while not running.started:  # noqa: ASYNC110
        await asyncio.sleep(0.001)


def tell(
    root: Path,
    story: Callable[[Served], Coroutine[Any, Any, None]],
    connection: type[Connection] = Connection,
    seats: int = 2000,
) -> None:
    async def whole() -> None:
        async with asyncio.timeout(30), served(root, connection, seats) as running:
            await story(running)

    asyncio.run(whole())


def test_a_blocked_playlist_is_answered_when_its_part_is_there(tmp_path: Path) -> None:
    on_air = OnAir(tmp_path)
    on_air.air(4)

    async def story(running: Served) -> None:
        reader, writer = await running.connect()
        await send(
            writer, f"{LIST}?_HLS_part=4&_HLS_msn={FIRST}", "Accept-Encoding: gzip, deflate, br"
        )
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await reader.read(1)
        on_air.air()
        running.origin.wake("demo")
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        assert head.startswith(b"http/1.1 200 ")
        assert b"content-encoding: gzip" in head
        length = int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0])
        text = gzip.decompress(await reader.readexactly(length)).decode()
        assert f'URI="{FIRST}.4.m4s"' in text
        # The same connection goes on.
        await send(writer, f"/live/demo/96p/{FIRST}.4.m4s")
        assert b" 200 " in await reader.readuntil(b"\r\n\r\n")
        writer.close()

    tell(tmp_path, story)


def test_half_open_connections_keep_nobody_out(tmp_path: Path) -> None:
    raise_file_limit()
    on_air = OnAir(tmp_path)
    on_air.air(4)
    half = f"GET {LIST} HTTP/1.1\r\nHost: touch".encode()

    async def story(running: Served) -> None:
        opened = [await running.connect() for _ in range(HALF_OPEN)]
        for _, writer in opened:
            writer.write(half)
        async with asyncio.TaskGroup() as group:
            blocked = group.create_task(running.get(f"{LIST}?_HLS_msn={FIRST}&_HLS_part=4"))
            async with asyncio.timeout(2):
                assert (await running.get(LIST))[0] == 200
                assert (await running.get(f"/live/demo/96p/{FIRST}.0.m4s"))[0] == 200
            on_air.air()
            assert (await blocked)[0] == 200
        for _, writer in opened:
            writer.close()

    tell(tmp_path, story)


def test_a_player_that_goes_away_frees_its_seat(tmp_path: Path) -> None:
    on_air = OnAir(tmp_path)
    on_air.air()
    target = f"{LIST}?_HLS_msn={FIRST}&_HLS_part=1"

    async def story(running: Served) -> None:
        async with asyncio.TaskGroup() as group:
            reader, writer = await running.connect()
            await send(writer, target)
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.2):
                    await reader.read(1)
            assert (await running.get(target))[0] == 503
            writer.close()
            waiting = await seated(running, target, group)
            on_air.air()
            assert (await waiting)[0] == 200

    tell(tmp_path, story, seats=1)


async def seated(
    running: Served, target: str, group: asyncio.TaskGroup
) -> asyncio.Task[tuple[int, bytes, bytes]]:
    """A request that waits, asked again as long as there is no seat for it."""
    while True:
        task = group.create_task(running.get(target))
        if not (await asyncio.wait([task], timeout=0.2))[0]:
            return task


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"GET /live/demo/index.m3u8 HTTP/1.1\r\nHo", id="half-a-head"),
        pytest.param(b"G", id="a-byte"),
    ],
)
def test_who_does_not_say_what_it_wants_is_closed(tmp_path: Path, sent: bytes) -> None:
    async def story(running: Served) -> None:
        reader, writer = await running.connect()
        writer.write(sent)
        assert await reader.read() == b""
        writer.close()

    tell(tmp_path, story, Hasty)


def test_a_second_request_must_be_whole_as_well(tmp_path: Path) -> None:
    OnAir(tmp_path).air()

    async def story(running: Served) -> None:
        reader, writer = await running.connect()
        await send(writer, LIST)
        head = await reader.readuntil(b"\r\n\r\n")
        await reader.readexactly(int(head.lower().partition(b"content-length: ")[2].split()[0]))
        writer.write(b"GET /live")
        assert await reader.read() == b""
        writer.close()

    tell(tmp_path, story, Hasty)


def test_who_waits_for_a_part_may_take_longer(tmp_path: Path) -> None:
    on_air = OnAir(tmp_path)
    on_air.air()

    async def story(running: Served) -> None:
        async with asyncio.TaskGroup() as group:
            blocked = group.create_task(running.get(f"{LIST}?_HLS_msn={FIRST}&_HLS_part=1"))
            # The other one is closed for its slowness meanwhile.
            reader, writer = await running.connect()
            assert await reader.read() == b""
            writer.close()
            on_air.air()
            assert (await blocked)[0] == 200

    tell(tmp_path, story, Hasty)


def test_an_endless_head_is_closed(tmp_path: Path) -> None:
    async def story(running: Served) -> None:
        reader, writer = await running.connect()
        writer.write(b"GET / HTTP/1.1\r\n")
        await pour(reader, writer)
        writer.close()

    tell(tmp_path, story)


async def pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Send headers until the other side has enough of them."""
    try:
        while not reader.at_eof():
            writer.write(b"X-More: " + b"x" * 8000 + b"\r\n")
            await writer.drain()
            await asyncio.sleep(0)
    except ConnectionError:
        return


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/live/demo/../demo/96p/index.m3u8", 404),
        ("/live/demo/%2e%2e/demo/index.m3u8", 404),
        ("/live/demo%2f96p%2findex.m3u8", 404),
        ("/live/demo/..\\index.m3u8", 404),
        ("/live/demo/index.m3u8%00", 404),
        ("//etc/passwd", 404),
        ("/live/demo/\xff", 400),
        (f"{LIST}?_HLS_msn=-1", 400),
        (f"{LIST}?_HLS_msn=abc", 400),
        (f"{LIST}?_HLS_msn=1000000000", 400),
        (f"{LIST}?_HLS_msn={'9' * 5000}", 400),
        (LIST, 200),
    ],
)
def test_targets_on_the_wire(tmp_path: Path, target: str, status: int) -> None:
    OnAir(tmp_path).air()

    async def story(running: Served) -> None:
        assert (await running.get(target))[0] == status

    tell(tmp_path, story)


def test_the_server_ends_while_a_player_waits(tmp_path: Path) -> None:
    on_air = OnAir(tmp_path)
    on_air.air()

    async def story(running: Served) -> None:
        reader, writer = await running.connect()
        await send(writer, f"{LIST}?_HLS_msn={FIRST}&_HLS_part=1")
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await reader.read(1)
        running.server.should_exit = True
        assert b" 503 " in await reader.readuntil(b"\r\n\r\n")
        writer.close()

    tell(tmp_path, story)
