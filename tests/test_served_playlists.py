"""Every playlist the origin serves keeps the rules, from before the first part on."""

import asyncio
from itertools import pairwise
from pathlib import Path

from api.origin.origin import Origin
from engine.window import ended_line
from tests.asgi import ask
from tests.on_air import FIRST, OnAir
from tests.origin_story import LIST, Held, tell
from tests.playlist_media_rules import check_media
from tests.playlist_parser import Violation
from tests.playlist_presentation_rules import check_presentation
from tests.playlist_reload_rules import check_reload


def test_every_playlist_of_a_growing_programme_keeps_the_rules(tmp_path: Path) -> None:
    on_air = OnAir(tmp_path, segments=14)
    faults: list[Violation] = []
    texts: dict[str, list[str]] = {name: [] for name in on_air.names}

    async def story(origin: Origin) -> None:
        while not on_air.is_over:
            part = on_air.air()
            query = f"?_HLS_msn={part.media_sequence}&_HLS_part={part.index}"
            multivariant = await ask(origin, "/live/demo/index.m3u8")
            media = {}
            for name in on_air.names:
                reply = await ask(origin, f"/live/demo/{name}/index.m3u8{query}")
                media[f"{name}/index.m3u8"] = reply.text
                texts[name].append(reply.text)
                delta = await ask(origin, f"/live/demo/{name}/index.m3u8{query}&_HLS_skip=YES")
                faults.extend(check_media(delta.text, starting=True))
                faults.extend(check_reload(reply.text, delta.text))
            starting = on_air.aired < 36
            faults.extend(check_presentation(multivariant.text, media, starting=starting))

    tell(tmp_path, story)
    for readings in texts.values():
        for older, newer in pairwise(readings):
            faults += check_reload(older, newer)
    assert faults == []
    assert "#EXT-X-SKIP" not in texts["96p"][-1]


def test_a_delta_only_where_it_is_asked_for(tmp_path: Path) -> None:
    on_air = OnAir(tmp_path, segments=14)
    on_air.air(80)

    async def story(origin: Origin) -> None:
        for value, is_delta in (("YES", True), ("v2", True), ("NO", False), ("", False)):
            reply = await ask(origin, f"{LIST}?_HLS_skip={value}")
            assert ("#EXT-X-SKIP:SKIPPED-SEGMENTS=7\n" in reply.text) == is_delta

    tell(tmp_path, story)


def test_a_programme_that_is_about_to_start_is_waited_for(tmp_path: Path) -> None:
    on_air = OnAir(tmp_path)

    async def story(origin: Origin) -> None:
        async with asyncio.TaskGroup() as group:
            held = Held(origin, group)
            top = await held.ask("/live/demo/index.m3u8")
            first = await held.ask(LIST)
            on_air.air()
            assert (await top).text.count("#EXT-X-STREAM-INF") == 2
            assert f'URI="{FIRST}.0.m4s"' in (await first).text
            assert (await top).headers["cache-control"] == "public, max-age=1"

    tell(tmp_path, story)


def test_a_programme_that_never_starts(tmp_path: Path) -> None:
    OnAir(tmp_path)

    async def story(origin: Origin) -> None:
        for target in ("/live/demo/index.m3u8", LIST):
            assert (await ask(origin, target)).status == 503

    tell(tmp_path, story)


def test_ended_before_it_began(tmp_path: Path) -> None:
    on_air = OnAir(tmp_path)
    on_air.write("96p", ended_line())

    async def story(origin: Origin) -> None:
        reply = await ask(origin, LIST)
        assert (reply.status, "#EXT-X-ENDLIST" in reply.text) == (200, True)

    tell(tmp_path, story)


def test_the_multivariant_playlist_does_not_change_while_the_programme_runs(tmp_path: Path) -> None:
    on_air = OnAir(tmp_path, segments=14)
    texts = set()

    async def story(origin: Origin) -> None:
        while not on_air.is_over:
            on_air.air(7)
            origin.wake("demo")
            texts.add((await ask(origin, "/live/demo/index.m3u8")).text)

    tell(tmp_path, story)
    assert len(texts) == 1


def test_a_rendition_taken_away_ends_its_waits(tmp_path: Path) -> None:
    on_air = OnAir(tmp_path)
    on_air.air(4)

    async def story(origin: Origin) -> None:
        async with asyncio.TaskGroup() as group:
            held = await Held(origin, group).ask(f"{LIST}?_HLS_msn={FIRST}&_HLS_part=4")
            (on_air.media / "96p").rename(tmp_path / "away")
            assert (await held).status == 404
        assert (await ask(origin, LIST)).status == 404
        assert "96p" not in (await ask(origin, "/live/demo/index.m3u8")).text

    tell(tmp_path, story)
