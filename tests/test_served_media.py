"""Parts, hinted parts, segments and headers, as the origin serves them."""

import asyncio
import io
from dataclasses import replace
from pathlib import Path

import av
import pytest

from api.origin.origin import Origin
from engine.window import part_line
from tests.asgi import Client, Reply, ask
from tests.on_air import FIRST, OnAir, written
from tests.origin_story import LIST, POLLED_S, TOP, Held, tell
from tests.playlist_media_rules import check_media


def test_a_hinted_part_goes_out_whole_once_it_is_there(tmp_path: Path) -> None:
    on_air = OnAir(tmp_path)
    on_air.air(4)

    async def story(origin: Origin) -> None:
        async with asyncio.TaskGroup() as group:
            client = Client(origin, f"{TOP}/{FIRST}.4.m4s")
            task = group.create_task(client.ask())
            # The bytes come before the line, and are no part before it.
            with (on_air.media / "96p" / f"{FIRST}.m4s").open("ab") as segment:
                segment.write(b"half a part")
            await asyncio.sleep(POLLED_S)
            assert client.reply == Reply()
            with (on_air.media / "96p" / f"{FIRST}.m4s").open("r+b") as segment:
                segment.truncate(sum(len(part.payload) for part in on_air.made[0].parts[:4]))
            part = on_air.air()
            reply = await task
        assert (reply.status, reply.body) == (200, part.payload)
        assert reply.headers["content-type"] == "video/mp4"
        assert reply.headers["cache-control"] == "public, max-age=86400, immutable"

    tell(tmp_path, story)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(f"{FIRST}.5.m4s", id="after-the-hinted-part"),
        pytest.param(f"{FIRST + 1}.0.m4s", id="in-the-next-segment"),
        pytest.param(f"{FIRST - 1}.0.m4s", id="before-the-first"),
        pytest.param(f"{FIRST}.m4s", id="a-segment-that-grows"),
        pytest.param(f"{FIRST - 1}.m4s", id="a-segment-that-never-was"),
        pytest.param("init-7.mp4", id="a-header-that-never-was"),
        pytest.param("../97p/index.m3u8", id="a-way-out"),
    ],
)
def test_what_is_neither_there_nor_hinted(tmp_path: Path, name: str) -> None:
    on_air = OnAir(tmp_path)
    on_air.air(4)

    async def story(origin: Origin) -> None:
        reply = await ask(origin, f"{TOP}/{name}")
        assert (reply.status, reply.headers["cache-control"]) == (404, "no-store")

    tell(tmp_path, story)


def test_when_the_plan_changes_the_hinted_part_is_not_found(tmp_path: Path) -> None:
    """A process died in the segment; another opened with a later one."""
    on_air = OnAir(tmp_path)
    on_air.air(4)
    part = written(on_air.media / "96p").parts[0]
    later = replace(part, msn=FIRST + 2, first=part.first + 96, discontinuity=True)

    async def story(origin: Origin) -> None:
        async with asyncio.TaskGroup() as group:
            held = Held(origin, group)
            hinted = await held.ask(f"{TOP}/{FIRST}.4.m4s")
            waiting = await held.ask(f"{LIST}?_HLS_msn={FIRST}&_HLS_part=4")
            gap = replace(part, msn=FIRST + 1, length=0)
            gaps = [
                replace(gap, part=n, first=part.first + 48 + 8 * n, discontinuity=n == 0)
                for n in range(6)
            ]
            on_air.write("96p", "".join(map(part_line, [*gaps, later])))
            assert (await hinted).status == 404
            text = (await waiting).text
        assert f"{FIRST}.m4s\n" in text
        # What is left of the segment cut short would be another moment: so a break there, too.
        assert f"\n{FIRST}.m4s\n#EXT-X-DISCONTINUITY\n" in text
        assert f"#EXT-X-GAP\n#EXTINF:1.92000,\n{FIRST + 1}.m4s\n#EXT-X-DISCONTINUITY\n" in text
        assert check_media(text, starting=True) == []
        for lost in (f"{FIRST + 1}.3.m4s", f"{FIRST + 1}.m4s"):
            assert (await ask(origin, f"{TOP}/{lost}")).status == 404

    tell(tmp_path, story)


def test_media_are_what_was_made(tmp_path: Path) -> None:
    on_air = OnAir(tmp_path)
    on_air.air(24)
    on_air.end()

    async def story(origin: Origin) -> None:
        for made in on_air.made:
            folder = f"/live/demo/{made.track.name}"
            header = await ask(origin, f"{folder}/init.mp4")
            whole = [await ask(origin, f"{folder}/{FIRST + n}.m4s") for n in range(4)]
            parts = [await ask(origin, f"{folder}/{FIRST + n // 6}.{n % 6}.m4s") for n in range(24)]
            replies = [header, *whole, *parts]
            assert {reply.headers["content-type"] for reply in replies} == {
                f"{made.track.kind}/mp4"
            }
            content = b"".join(reply.body for reply in whole)
            assert content == b"".join(reply.body for reply in parts)
            assert header.body == made.header
            with av.open(io.BytesIO(header.body + content), "r") as container:
                ticks = sum(packet.duration or 0 for packet in container.demux())
            assert ticks == sum(part.duration for part in made.parts)

    tell(tmp_path, story)


def test_ranges_of_media(tmp_path: Path) -> None:
    on_air = OnAir(tmp_path)
    part = on_air.air()

    async def story(origin: Origin) -> None:
        target = f"{TOP}/{FIRST}.0.m4s"
        some = await ask(origin, target, range="bytes=8-15")
        assert (some.status, some.body) == (206, part.payload[8:16])
        head = await ask(origin, target, "HEAD", range="bytes=8-15")
        assert (head.status, head.body, head.headers["content-length"]) == (206, b"", "8")
        assert (await ask(origin, target, range="bytes=99999-")).status == 416
        conditional = await ask(origin, target, range="bytes=8-15", if_range='"tag"')
        assert (conditional.status, conditional.body) == (200, part.payload)

    tell(tmp_path, story)
