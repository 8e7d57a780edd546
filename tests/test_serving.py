"""The rules of blocking, asked of the whole app without a network."""

import asyncio
from pathlib import Path

import pytest

from api.origin.origin import Origin
from tests.asgi import ask
from tests.on_air import FIRST, OnAir
from tests.origin_story import LIST, POLLED_S, TOP, Held, tell
from tests.playlist_media_rules import check_media


@pytest.mark.parametrize("is_woken", [True, False], ids=["woken", "polled"])
def test_a_blocked_playlist_goes_out_with_its_part(tmp_path: Path, is_woken: bool) -> None:  # noqa: FBT001
    on_air = OnAir(tmp_path)
    on_air.air(4)

    async def story(origin: Origin) -> None:
        async with asyncio.TaskGroup() as group:
            held = await Held(origin, group).ask(f"{LIST}?_HLS_msn={FIRST}&_HLS_part=4")
            on_air.air()
            if is_woken:
                origin.wake("demo")
            reply = await held
        assert reply.status == 200
        assert f'URI="{FIRST}.4.m4s"' in reply.text
        assert reply.headers["cache-control"] == "public, max-age=12, immutable"

    tell(tmp_path, story)


def test_a_segment_asked_for_without_a_part_is_waited_for_to_its_end(tmp_path: Path) -> None:
    on_air = OnAir(tmp_path)
    on_air.air(7)

    async def story(origin: Origin) -> None:
        async with asyncio.TaskGroup() as group:
            held = await Held(origin, group).ask(f"{LIST}?_HLS_msn={FIRST + 1}")
            on_air.air(4)
            await asyncio.sleep(POLLED_S)
            assert not held.done()
            on_air.air()
            assert f"\n{FIRST + 1}.m4s\n" in (await held).text

    tell(tmp_path, story)


def test_a_part_past_the_segment_s_last_is_part_0_of_the_next(tmp_path: Path) -> None:
    on_air = OnAir(tmp_path)
    on_air.air(6)

    async def story(origin: Origin) -> None:
        async with asyncio.TaskGroup() as group:
            held = await Held(origin, group).ask(f"{LIST}?_HLS_msn={FIRST}&_HLS_part=6")
            on_air.air()
            assert f'URI="{FIRST + 1}.0.m4s"' in (await held).text

    tell(tmp_path, story)


@pytest.mark.parametrize(
    "query",
    [
        "_HLS_msn=-1",
        "_HLS_msn=abc",
        "_HLS_msn=1000000000",
        f"_HLS_msn={'9' * 400}",
        f"_HLS_msn={FIRST + 2}",
        f"_HLS_msn={FIRST}&_HLS_part=1000000000",
        f"_HLS_msn={FIRST}&_HLS_part=14",
        "_HLS_part=0",
        f"_HLS_msn={FIRST}&_HLS_msn={FIRST}",
    ],
)
def test_what_cannot_be_waited_for_is_refused_at_once(tmp_path: Path, query: str) -> None:
    on_air = OnAir(tmp_path)
    on_air.air(4)

    async def story(origin: Origin) -> None:
        loop = asyncio.get_running_loop()
        at = loop.time()
        reply = await ask(origin, f"{LIST}?{query}")
        assert (reply.status, reply.headers["cache-control"]) == (400, "no-store")
        # To be waited for, it would take as long as three target durations.
        assert loop.time() - at < 3

    tell(tmp_path, story)


@pytest.mark.parametrize(
    "target",
    [
        pytest.param(f"{LIST}?_HLS_msn={FIRST}&_HLS_part=4", id="playlist"),
        pytest.param(f"{TOP}/{FIRST}.4.m4s", id="hinted-part"),
    ],
)
def test_what_never_comes_is_given_up_after_three_targets(tmp_path: Path, target: str) -> None:
    on_air = OnAir(tmp_path)
    on_air.air(4)

    async def story(origin: Origin) -> None:
        loop = asyncio.get_running_loop()
        at = loop.time()
        reply = await ask(origin, target)
        assert (reply.status, reply.headers["retry-after"]) == (503, "1")
        assert reply.headers["cache-control"] == "no-store"
        assert 6 <= loop.time() - at < 6.5

    tell(tmp_path, story)


def test_after_the_end_nothing_is_waited_for(tmp_path: Path) -> None:
    on_air = OnAir(tmp_path)
    on_air.air(4)

    async def story(origin: Origin) -> None:
        async with asyncio.TaskGroup() as group:
            held = Held(origin, group)
            waiting = await held.ask(f"{LIST}?_HLS_msn={FIRST}&_HLS_part=4")
            hinted = await held.ask(f"{TOP}/{FIRST}.4.m4s")
            on_air.end()
            assert "#EXT-X-ENDLIST" in (await waiting).text
            assert (await hinted).status == 404
        for query in ("", "?_HLS_msn=1000000000&_HLS_skip=YES", f"?_HLS_msn={FIRST}&_HLS_part=4"):
            reply = await ask(origin, LIST + query)
            assert (reply.status, reply.headers["cache-control"]) == (200, "public, max-age=1")
            assert reply.text.endswith(f"\n{FIRST}.m4s\n#EXT-X-ENDLIST\n")
            assert check_media(reply.text, starting=True) == []
        assert (await ask(origin, f"{LIST}?_HLS_msn=x")).status == 400
        assert (await ask(origin, f"{TOP}/{FIRST}.m4s")).status == 200

    tell(tmp_path, story)
