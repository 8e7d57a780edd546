"""A channel on air, in this process and in real time: seconds of tiny pictures, read back."""

import json
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from engine.channel import events, moves
from engine.channel.inbox import Offer
from engine.channel.live import Channel
from engine.channel.settings import ChannelSettings
from engine.errors import EncoderError, ShowLogError
from engine.frame import Packet
from engine.timebase import segment_frames
from feeds.clock import SystemClock
from feeds.codec import encode_fact
from feeds.fact import Match, Team
from overlays.stage import names
from tests.channels import aired, clip, greys, on_air, settings, until, window

GREY_OFF = 2


def picture_numbers(shown: dict[int, int]) -> dict[int, int]:
    """Which picture of the clip stands on each frame that shows one (its greys are 4 apart)."""
    return {
        n: round((grey - 32) / 4)
        for n, grey in sorted(shown.items())
        if grey >= 30 and abs((grey - 32) / 4 - round((grey - 32) / 4)) * 4 <= GREY_OFF
    }


def test_every_frame_shows_its_content_time(tmp_path: Path) -> None:
    """Frame n shows the source's picture of c(n), over the loop's seam as well."""
    path = clip(tmp_path / "clip.mp4")
    folder = tmp_path / "tiny"
    with on_air(settings(path), folder) as channel:
        aired(channel, 60)
        origin, timing = channel.begun.origin, channel.dressing.timing
        health = channel.on_air.health
    assert origin is not None
    first = -(-(origin + timing.behind) * 25 // 1_000_000)
    shown = picture_numbers(greys(folder))
    assert len(shown) >= 50
    # On a busy machine frames are skipped, that is, show the picture before; each is counted.
    others = [n for n, number in shown.items() if number != (n - first) % 25]
    assert len(others) <= health.skipped + health.repeated
    assert window(folder).is_ended


def test_parts_are_whole_and_numbered_by_the_frame(tmp_path: Path) -> None:
    folder = tmp_path / "tiny"
    with on_air(settings(clip(tmp_path / "clip.mp4")), folder) as channel:
        aired(channel, 50)
    for name, ticks in (("48p", 8000), ("audio", 15 * 1024)):
        parts = window(folder, name).parts
        assert [p.duration for p in parts[:-1]] == [ticks] * (len(parts) - 1)
        assert all(p.length for p in parts)
        assert parts[0].part == 0
    video = window(folder).parts
    assert all(p.first == p.msn * 48 + p.part * 8 for p in video)
    assert [a.first + 8 for a in video[:-1]] == [b.first for b in video[1:]]


def test_a_restart_continues_the_numbering_and_the_match(tmp_path: Path) -> None:
    path, folder = clip(tmp_path / "clip.mp4"), tmp_path / "tiny"
    with on_air(settings(path), folder, ends=False) as channel:
        aired(channel, 20)
        origin = channel.begun.origin
    assert not window(folder).is_ended
    before = len(window(folder).parts)
    with on_air(settings(path), folder) as again:
        assert again.begun.origin == origin
        aired(again, 20)
    parts = window(folder).parts
    assert parts[before].first % segment_frames(again.plan.rate) == 0 or not parts[before].length
    fresh = [p for p in parts[before:] if p.length]
    assert [p.discontinuity for p in fresh] == [True] + [False] * (len(fresh) - 1)
    assert all(0 <= b.msn - a.msn <= 1 for a, b in pairwise(parts))


def test_graphics_by_hand_survive_a_restart(tmp_path: Path) -> None:
    folder, path = tmp_path / "tiny", clip(tmp_path / "clip.mp4")
    fields = {"title": "Ada Quist"}
    given: list[Mapping[str, Any]] = [
        encode_fact(Match(event_time=None, received=0, home=Team(name="A"), away=Team(name="B"))),
        moves.taken({"graphic": "lower_third", "fields": fields}),
        moves.cleared({"graphic": "score_bug"}),
    ]
    offers = [Offer(payload=one, event_time=None, arrival=0, actor="t") for one in given]

    def standing(channel: Channel) -> frozenset[str]:
        timing = channel.dressing.timing
        now = timing.content_time(channel.on_air.next_number)
        return names(channel.dressing.stands(now))

    with on_air(settings(path), folder, ends=False) as channel:
        channel.on_air.inbox.offer(offers, lambda _: None)
        until(channel, lambda: standing(channel) == {"lower_third"})
    with on_air(settings(path), folder) as again:
        aired(again, 3)
        assert standing(again) == {"lower_third"}
        until(again, lambda: len(again.dressing.top) == 2)


def test_a_thread_that_fails_ends_the_whole_channel(tmp_path: Path) -> None:
    """So that its supervisor can start it again, rather than have it hang."""
    channel = Channel(settings(None), tmp_path / "tiny", SystemClock())

    def fail(handle: object, number: int) -> list[Packet]:
        raise EncoderError(f"{number} of {handle}: refused")

    channel.on_air._rungs[0]._encoder.encode = fail  # type: ignore[method-assign]
    channel.start()
    with pytest.raises(EncoderError):
        channel.on_air.join(lambda: None)
    channel.close()


def test_a_second_process_is_refused_the_lease(tmp_path: Path) -> None:
    wanted, folder = settings(None), tmp_path / "tiny"
    with on_air(wanted, folder), pytest.raises(ShowLogError, match="another process"):
        Channel(wanted, folder, SystemClock())


def test_a_channel_without_a_source_shows_the_slate(tmp_path: Path) -> None:
    folder = tmp_path / "tiny"
    with on_air(settings(None), folder) as channel:
        aired(channel, 10)
        assert channel.mixer.is_slate
    assert len(greys(folder)) >= 8


def test_a_source_that_vanishes_goes_to_slate_and_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    folder = tmp_path / "tiny"
    with on_air(settings(path), folder) as channel:
        until(channel, lambda: "no such file" in channel.mixer.decks["source"].trouble)
        assert channel.mixer.is_slate
        clip(path)
        until(channel, lambda: not channel.mixer.is_slate)
        assert channel.mixer.decks["source"].trouble == ""


def test_a_feed_s_offset_of_the_config_holds_from_the_start(tmp_path: Path) -> None:
    feed = {"name": "espn", "provider": "demo", "offset": -2.5}
    with on_air(settings(None, feed=[feed]), tmp_path / "tiny") as channel:
        assert channel.dressing.offsets == {"espn": -2_500_000}


def hashes(folder: Path, wanted: ChannelSettings, frames: int) -> dict[int, str]:
    with on_air(wanted, folder) as channel:
        aired(channel, frames)
        logged = [e.payload for e in channel.log.events() if e.payload["type"] == events.HASHED]
    return {payload["first_frame"]: payload["sha256"] for payload in logged}


def test_frame_hashes_are_logged_on_request(tmp_path: Path) -> None:
    """A segment's hash each; the slate looks the same in every segment, and in another run."""
    first = hashes(tmp_path / "a", settings(None, hashes=True), 110)
    assert len(first) >= 2
    assert all(number % 48 == 0 for number in first)
    assert len(set(first.values())) == 1
    other = hashes(tmp_path / "b", settings(None, hashes=True), 110)
    assert set(other.values()) == set(first.values())
    assert hashes(tmp_path / "c", settings(None), 10) == {}


def test_the_log_says_how_the_programme_began(tmp_path: Path) -> None:
    folder = tmp_path / "tiny"
    with on_air(settings(None, distance=3), folder) as channel:
        started = next(channel.log.events())
        assert started.payload["type"] == events.STARTED
        assert started.payload["distance_us"] == 3_000_000
        assert started.payload["origin_us"] == channel.begun.origin
        assert json.dumps(started.payload)
