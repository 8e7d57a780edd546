"""A channel's playlists at one moment: texts rendered once, reports of the same moment."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from api.origin.playlists import Playlists
from engine.shelf_view import ShelfView
from engine.window import Window
from tests.windows import NTSC, audio, video

PICTURE, SOUND = video(NTSC, 12), audio(NTSC, 12)


def ends(window: Window) -> list[int]:
    """Where its parts end, µs rounded up."""
    track = window.track
    ticks = [part.first * track.frame_ticks + part.duration for part in window.parts]
    return [-(-each * 1_000_000 // track.timescale) for each in ticks]


def views(*windows: Window) -> dict[str, ShelfView]:
    found = {window.track.name: ShelfView(window.track) for window in windows}
    for window in windows:
        found[window.track.name].take(window.parts)
    return found


def until(window: Window, moment: int) -> Window:
    """What there was of it at a moment."""
    there = [part for part, end in zip(window.parts, ends(window), strict=True) if end <= moment]
    return replace(window, parts=tuple(there))


MOMENTS = sorted({*ends(PICTURE)[40:52], *ends(SOUND)[47:61]})


@pytest.mark.parametrize("at", range(len(MOMENTS)))
def test_the_past_is_what_the_present_was(at: int) -> None:
    """Its reports too: sound and picture are not due at the same moments."""
    moment = MOMENTS[at]
    then = Playlists(views(until(PICTURE, moment), until(SOUND, moment)), ["360p", "audio"])
    for late in (0, 1):
        past = Playlists(views(PICTURE, SOUND), ["360p", "audio"], moment + late)
        for name in ("360p", "audio"):
            for is_delta in (False, True):
                text = past.text(name, is_delta=is_delta)
                assert text.content == then.text(name, is_delta=is_delta).content
                assert past.text(name, is_delta=is_delta) is text
    assert not then.stood(moment)


def test_it_stood_until_the_next_part_of_any_was_due() -> None:
    both = views(PICTURE, SOUND)
    for moment, following in pairwise(MOMENTS):
        past = Playlists(both, ["360p", "audio"], moment)
        stood = [past.stood(each) for each in (moment - 1, moment, following - 1, following)]
        assert stood == [False, True, True, False]


def test_what_is_not_listed_is_not_reported_on() -> None:
    both = views(PICTURE, SOUND)
    text = Playlists(both, ["audio"]).text("audio", is_delta=False).content.decode()
    assert re.findall("RENDITION-REPORT", text) == []
    text = Playlists(both, ["audio"]).text("360p", is_delta=False).content.decode()
    assert re.findall("RENDITION-REPORT:URI=(.*?),", text) == ['"../audio/index.m3u8"']


def test_without_a_next_part_it_stands_for_good() -> None:
    last = max(ends(PICTURE)[-1], ends(SOUND)[-1])
    past = Playlists(views(PICTURE, SOUND), ["360p", "audio"], last)
    assert past.stood(last + 10**12)
