"""A channel's views: how they are renewed, in which order they stand, what they say."""

import asyncio
import re
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from api.origin.live_channel import POLL_S, LiveChannel
from api.origin.media_cache import MediaCache
from api.origin.waiting import Seats
from engine import playlist
from engine.playlist import Live
from engine.shelf_view import ShelfView, Slice
from engine.store import INDEX
from engine.window import Window, part_line, track_line
from tests import virtual_time
from tests.on_air import FIRST, OnAir, written
from tests.windows import PAL, audio, video

type Story = Callable[[LiveChannel], Coroutine[Any, Any, None]]


def tell(media: Path, story: Story) -> None:
    async def whole() -> None:
        with ThreadPoolExecutor(2) as executor:
            channel = LiveChannel(media, executor, MediaCache(executor, 10**6), Seats(9))
            await story(channel)
            channel.close()

    virtual_time.run(whole())


def view_of(channel: LiveChannel, rendition: str) -> ShelfView:
    view = channel.view(rendition)
    assert view is not None
    return view


def last(channel: LiveChannel, rendition: str = "96p") -> tuple[int, int]:
    edge = view_of(channel, rendition).edge
    assert edge is not None
    return edge.msn, edge.part


def test_a_view_is_renewed_once_it_is_old(tmp_path: Path) -> None:
    on_air = OnAir(tmp_path)
    on_air.air(2)

    async def story(channel: LiveChannel) -> None:
        await channel.renew()
        assert last(channel) == (FIRST, 1)
        on_air.air()
        await asyncio.sleep(POLL_S * 1.5)
        await channel.renew()
        assert last(channel) == (FIRST, 2)

    tell(on_air.media, story)


def test_who_asks_while_it_is_read_sees_what_was_read(tmp_path: Path) -> None:
    on_air = OnAir(tmp_path)
    on_air.air(7)

    async def ask(channel: LiveChannel, turns: int) -> None:
        for _ in range(turns):
            await asyncio.sleep(0)
        await channel.renew()
        assert last(channel) == (FIRST + 1, 0)

    async def story(channel: LiveChannel) -> None:
        await asyncio.gather(*(ask(channel, turns) for turns in range(400)))

    tell(on_air.media, story)


def test_a_rendition_given_up_is_listed_no_more_unless_all_are_lost(tmp_path: Path) -> None:
    """Where the others have what it lacks, though not its last gaps; not where the disk is full."""
    on_air = OnAir(tmp_path)
    on_air.air(8)
    indexes = {name: on_air.media / name / INDEX for name in on_air.names}
    lines = {name: index.read_text().splitlines(keepends=True) for name, index in indexes.items()}
    gaps = {
        name: [part_line(replace(part, length=0)) for part in written(on_air.media / name).parts]
        for name in on_air.names
    }
    listed: list[list[str]] = []

    async def story(channel: LiveChannel) -> None:
        await channel.renew()
        listed.append(channel.on_air())

    for names in ((), ("96p",), ("96p", "64p", "audio")):
        for name, index in indexes.items():
            # Gaps are there before the others have encoded that time.
            lost = [*lines[name][:-4], *gaps[name][4:]]
            index.write_text("".join(lost if name in names else lines[name][:-2]))
        tell(on_air.media, story)
    assert listed == [["96p", "64p", "audio"], ["64p", "audio"], ["96p", "64p", "audio"]]


def test_wake_ups_are_not_lost(tmp_path: Path) -> None:
    """Whoever asks after a wake-up sees what it told of, though a read was under way."""
    on_air = OnAir(tmp_path)

    async def story(channel: LiveChannel) -> None:
        async with asyncio.TaskGroup() as group:
            for count in range(1, 20):
                under_way = group.create_task(channel.renew())
                for _ in range(count % 4):
                    await asyncio.sleep(0)
                on_air.air()
                channel.wake()
                await channel.renew()
                assert last(channel) == place(count)
                await under_way

    tell(on_air.media, story)


def place(count: int) -> tuple[int, int]:
    """The last place when so many parts are there."""
    return FIRST + (count - 1) // 6, (count - 1) % 6


def test_texts_are_those_of_the_indexes(tmp_path: Path) -> None:
    on_air = OnAir(tmp_path)
    on_air.air(20)

    async def story(channel: LiveChannel) -> None:
        await channel.renew()
        windows = {name: written(on_air.media / name) for name in on_air.names}
        assert channel.on_air() == on_air.names == ["96p", "64p", "audio"]
        for name, window in windows.items():
            assert view_of(channel, name).window() == window
            others = tuple(
                (f"../{other}/index.m3u8", *place(20)) for other in windows if other != name
            )
            for is_delta in (False, True):
                live = Live(segments=940, others=others, is_delta=is_delta)
                text = channel.present().text(name, is_delta=is_delta)
                assert text.content.decode() == playlist.media(window, live)
                assert channel.present().text(name, is_delta=is_delta) is text
        ladder = [(w.track, playlist.declared(w.track)) for w in windows.values()]
        multivariant = channel.multivariant()
        assert multivariant is not None
        assert multivariant.content.decode() == playlist.multivariant_of(
            [(track, bits) for track, bits in ladder if bits]
        )

    tell(on_air.media, story)


def test_one_rendition_s_part_is_news_in_all_texts(tmp_path: Path) -> None:
    on_air = OnAir(tmp_path)
    on_air.air(3)

    async def story(channel: LiveChannel) -> None:
        await channel.renew()
        assert b"LAST-PART=2" in channel.present().text("64p", is_delta=False).content
        part = replace(view_of(channel, "96p").window().parts[-1], part=3, first=0)
        on_air.write("96p", part_line(part))
        await asyncio.sleep(POLL_S * 1.5)
        await channel.renew()
        assert b"LAST-PART=3" in channel.present().text("64p", is_delta=False).content

    tell(on_air.media, story)


@pytest.mark.parametrize(
    ("parts", "stays"),
    [
        pytest.param(19, True, id="it-only-grew"),
        pytest.param(20, False, id="its-next-part-came"),
    ],
)
def test_the_past_stays_what_it_was(
    tmp_path: Path,
    parts: int,
    stays: bool,  # noqa: FBT001
) -> None:
    """But where it was the present, or the index was written anew."""
    on_air = OnAir(tmp_path)
    on_air.air(20)
    moment = (FIRST * 6 + parts) * 320_000

    async def story(channel: LiveChannel) -> None:
        await channel.renew()
        past = channel.past(3, moment)
        assert channel.past(3, moment + 1) is past
        assert channel.past(4, moment) is not past
        on_air.air()
        channel.wake()
        await channel.renew()
        assert (channel.past(3, moment) is past) == stays
        past = channel.past(3, moment)
        index = on_air.media / "96p" / INDEX
        (tmp_path / "anew").write_bytes(index.read_bytes())
        (tmp_path / "anew").replace(index)
        channel.wake()
        await channel.renew()
        again = channel.past(3, moment)
        assert again is not past
        for name in on_air.names:
            text = again.text(name, is_delta=False)
            assert text.content == past.text(name, is_delta=False).content

    tell(on_air.media, story)


def write(media: Path, window: Window) -> None:
    folder = media / window.track.name
    folder.mkdir(parents=True)
    lines = [track_line(window.track), *(part_line(part) for part in window.parts)]
    (folder / INDEX).write_text("".join(lines))


def named(window: Window, name: str, **changed: Any) -> Window:
    return replace(window, track=replace(window.track, name=name, **changed))


@pytest.mark.parametrize(
    ("behind", "is_listed"),
    [
        pytest.param(0, True, id="level"),
        pytest.param(29, True, id="a-minute-behind"),
        pytest.param(32, False, id="more-than-a-minute-behind"),
    ],
)
def test_a_rendition_that_stopped_is_not_listed(
    tmp_path: Path,
    behind: int,
    is_listed: bool,  # noqa: FBT001
) -> None:
    whole = video(PAL, 40)
    stopped = replace(whole, parts=whole.parts[: len(whole.parts) - 6 * behind])
    for window in (whole, audio(PAL, 40), named(stopped, "180p", width=320, height=180)):
        write(tmp_path, window)

    async def story(channel: LiveChannel) -> None:
        await channel.renew()
        listed = ["360p", "180p", "audio"] if is_listed else ["360p", "audio"]
        assert channel.on_air() == listed
        reports = channel.present().text("360p", is_delta=False).content
        assert (b'"../180p/index.m3u8"' in reports) == is_listed
        assert channel.view("180p") is not None

    tell(tmp_path, story)


@pytest.mark.parametrize(
    ("parts", "first_empty"),
    [
        pytest.param(0, "180p", id="nobody-has-one"),
        pytest.param(3, "180p", id="the-others-have-just-begun"),
        pytest.param(6, None, id="the-others-have-a-segment"),
    ],
)
def test_a_rendition_without_parts_is_waited_for_at_the_start(
    tmp_path: Path, parts: int, first_empty: str | None
) -> None:
    begun = video(PAL, 3)
    write(tmp_path, named(replace(begun, parts=()), "180p", width=320))
    write(tmp_path, named(replace(begun, parts=begun.parts[:parts]), "90p", width=160))

    async def story(channel: LiveChannel) -> None:
        await channel.renew()
        assert channel.first_empty() == first_empty

    tell(tmp_path, story)


def test_rungs_of_one_size_stand_by_bitrate(tmp_path: Path) -> None:
    window = video(PAL, 2)
    for name, kbit in (("360p", 700), ("640x360", 900), ("640x360-1200k", 1200)):
        write(tmp_path, named(window, name, kbit=kbit))

    async def story(channel: LiveChannel) -> None:
        await channel.renew()
        assert channel.on_air() == ["640x360-1200k", "640x360", "360p"]

    tell(tmp_path, story)


def clean_channel(media: Path) -> None:
    """A channel of one rung with graphics, one without, and sound."""
    window = video(PAL, 2)
    for one in (window, named(window, "clean", variant="clean", kbit=500), audio(PAL, 2)):
        write(media, one)


def test_clean_rungs_are_offered_apart(tmp_path: Path) -> None:
    clean_channel(tmp_path)

    async def story(channel: LiveChannel) -> None:
        await channel.renew()
        texts = [channel.multivariant(variant) for variant in ("", "clean")]
        uris = [
            re.findall(rb"^\w+/index|(?<=URI=.)\w+", one.content, re.MULTILINE)
            for one in texts
            if one
        ]
        assert uris == [[b"audio", b"360p/index"], [b"audio", b"clean/index"]]

    tell(tmp_path, story)


@pytest.mark.parametrize(
    ("rendition", "others"),
    [
        pytest.param("360p", {"audio"}, id="with-graphics"),
        pytest.param("clean", {"audio"}, id="without"),
        pytest.param("audio", {"360p", "clean"}, id="sound"),
    ],
)
def test_reports_are_of_those_one_may_go_over_to(
    tmp_path: Path, rendition: str, others: set[str]
) -> None:
    clean_channel(tmp_path)

    async def story(channel: LiveChannel) -> None:
        await channel.renew()
        text = channel.present().text(rendition, is_delta=False).content.decode()
        assert set(re.findall(r'RENDITION-REPORT:URI="../(\w+)/', text)) == others

    tell(tmp_path, story)


def test_without_clean_rungs_there_is_no_playlist_of_them(tmp_path: Path) -> None:
    write(tmp_path, video(PAL, 2))

    async def story(channel: LiveChannel) -> None:
        await channel.renew()
        assert channel.multivariant("clean") is None
        assert channel.multivariant() is not None

    tell(tmp_path, story)


def test_what_was_not_declared_is_measured(tmp_path: Path) -> None:
    write(tmp_path, video(PAL, 3))

    async def story(channel: LiveChannel) -> None:
        await channel.renew()
        text = channel.multivariant()
        assert text is not None
        assert b"BANDWIDTH=700000,AVERAGE-BANDWIDTH=700000," in text.content

    tell(tmp_path, story)


def test_sound_alone_is_no_programme(tmp_path: Path) -> None:
    write(tmp_path, audio(PAL, 3))

    async def story(channel: LiveChannel) -> None:
        await channel.renew()
        assert channel.multivariant() is None

    tell(tmp_path, story)


def test_a_channel_that_is_not_there(tmp_path: Path) -> None:
    async def story(channel: LiveChannel) -> None:
        await channel.renew()
        assert channel.is_gone

    tell(tmp_path / "nobody", story)


def test_content(tmp_path: Path) -> None:
    on_air = OnAir(tmp_path)
    part = on_air.air()

    async def story(channel: LiveChannel) -> None:
        await channel.renew()
        found = view_of(channel, "96p").part(FIRST, 0)
        assert found is not None
        assert await channel.content("96p", found) == part.payload
        assert await channel.content("96p", Slice(name="init.mp4")) == on_air.made[0].header
        assert await channel.content("96p", Slice(name="9.m4s")) is None

    tell(on_air.media, story)
