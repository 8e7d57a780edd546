"""Live playlists as a pure function of the index, judged by the rule checker."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest

from engine import playlist
from engine.playlist import Live
from engine.timebase import RATES
from engine.window import Track, Window
from tests.playlist_media_rules import check_media
from tests.playlist_parser import Violation
from tests.playlist_presentation_rules import check_presentation
from tests.playlist_reload_rules import check_reload
from tests.windows import (
    PAL,
    TRIED_RATES,
    Make,
    audio,
    first_sequence,
    growing,
    last_of,
    lines,
    missed,
    restarted,
    values,
    video,
)


@pytest.mark.parametrize("rate", TRIED_RATES, ids=str)
def test_live_breaks_no_rule(rate: Fraction) -> None:
    windows = [growing(video(rate)), growing(audio(rate))]
    media = {}
    for window, other in zip(windows, reversed(windows), strict=True):
        live = Live(others=((f"../{other.track.name}/index.m3u8", *last_of(other)),))
        media[f"{window.track.name}/index.m3u8"] = playlist.media(window, live)
    assert check_presentation(playlist.multivariant(windows), media) == []


def test_the_head_of_a_live_playlist() -> None:
    text = playlist.media(growing(video(PAL)), Live())
    assert values(text, "#EXT-X-VERSION") == ["9"]
    assert values(text, "#EXT-X-PART-INF") == ["PART-TARGET=0.32000"]
    assert values(text, "#EXT-X-SERVER-CONTROL") == [
        "CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=0.96000,HOLD-BACK=6,CAN-SKIP-UNTIL=12"
    ]
    assert "#EXT-X-ENDLIST" not in text
    assert "#EXT-X-PLAYLIST-TYPE" not in text


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_sound_and_picture_print_the_same_targets(rate: Fraction) -> None:
    texts = [playlist.media(w, Live()) for w in (growing(video(rate)), growing(audio(rate)))]
    for tag in ("#EXT-X-PART-INF", "#EXT-X-TARGETDURATION", "#EXT-X-SERVER-CONTROL"):
        assert values(texts[0], tag) == values(texts[1], tag)


def cuts(window: Window, live: Live) -> list[str]:
    """The live playlist after each part."""
    return [
        playlist.media(Window(window.track, window.parts[:count]), live)
        for count in range(1, len(window.parts) + 1)
    ]


@pytest.mark.parametrize("make", [video, audio], ids=["video", "audio"])
@pytest.mark.parametrize("rate", TRIED_RATES, ids=str)
def test_thirty_live_segments_part_by_part(rate: Fraction, make: Make) -> None:
    window = make(rate, 30)
    texts = cuts(window, Live(segments=10))
    faults: list[Violation] = []
    for text in texts:
        starting = len(lines(text, "#EXTINF")) < 6
        faults += check_media(text, starting=starting)
    for older, newer in pairwise(texts):
        faults += check_reload(older, newer)
    assert faults == []


@pytest.mark.parametrize("make", [video, audio], ids=["video", "audio"])
@pytest.mark.parametrize("rate", TRIED_RATES, ids=str)
def test_the_hint_names_the_very_next_part(rate: Fraction, make: Make) -> None:
    window = make(rate, 4)
    texts = cuts(window, Live())
    hinted = [values(text, "#EXT-X-PRELOAD-HINT")[0].partition("URI=")[2] for text in texts[:-1]]
    assert hinted == [f'"{part.msn}.{part.part}.m4s"' for part in window.parts[1:]]


@pytest.mark.parametrize("make", [video, audio], ids=["video", "audio"])
@pytest.mark.parametrize("rate", TRIED_RATES, ids=str)
def test_a_segment_is_listed_with_its_last_part(rate: Fraction, make: Make) -> None:
    """A reader of the last part may not be left to ask for one more part of that segment."""
    window = make(rate, 4)
    for text, (part, following) in zip(cuts(window, Live()), pairwise(window.parts), strict=False):
        assert (f"\n{part.msn}.m4s\n" in text) == (part.msn != following.msn)


def test_a_live_playlist_shows_so_many_whole_segments() -> None:
    text = playlist.media(growing(video(PAL, 30)), Live(segments=10))
    first = first_sequence(PAL)
    assert values(text, "#EXT-X-MEDIA-SEQUENCE") == [str(first + 19)]
    assert len(lines(text, "#EXTINF")) == 10


def test_parts_stand_in_the_last_three_targets_only() -> None:
    text = playlist.media(growing(video(PAL, 30)), Live(segments=10))
    first = first_sequence(PAL)
    listed = {part.partition('URI="')[2].partition(".")[0] for part in values(text, "#EXT-X-PART:")}
    assert listed == {str(first + n) for n in (27, 28, 29)}


@pytest.mark.parametrize(
    ("at", "gone"),
    [
        pytest.param(25, 0, id="in-the-window"),
        pytest.param(19, 0, id="at-the-window-s-first"),
        pytest.param(18, 1, id="just-left-the-window"),
        pytest.param(3, 1, id="long-gone"),
    ],
)
def test_discontinuities_are_counted_when_they_leave(at: int, gone: int) -> None:
    window = restarted(video(PAL, 30), at)
    text = playlist.media(growing(window), Live(segments=10))
    assert len(lines(text, "#EXT-X-DISCONTINUITY\n".strip())) - len(
        lines(text, "#EXT-X-DISCONTINUITY-SEQUENCE")
    ) == (0 if gone else 1)
    assert values(text, "#EXT-X-DISCONTINUITY-SEQUENCE") == (["1"] if gone else [])
    assert check_media(text) == []


@pytest.mark.parametrize("rate", TRIED_RATES, ids=str)
def test_a_restart_passing_through_the_window_breaks_no_rule(rate: Fraction) -> None:
    texts = cuts(restarted(video(rate, 30), 12), Live(segments=10))
    faults = [fault for text in texts[40:] for fault in check_media(text)]
    for older, newer in pairwise(texts):
        faults += check_reload(older, newer)
    assert faults == []


def test_the_new_header_is_named_where_it_begins() -> None:
    text = playlist.media(restarted(video(PAL, 6), 3))
    assert check_media(text) == []
    assert values(text, "#EXT-X-MAP") == ['URI="init.mp4"', 'URI="init-1.mp4"']
    following = text.partition("#EXT-X-DISCONTINUITY\n")[2].splitlines()
    assert following[0] == '#EXT-X-MAP:URI="init-1.mp4"'
    assert following[3] == f"{first_sequence(PAL) + 3}.m4s"


@pytest.mark.parametrize("make", [video, audio], ids=["video", "audio"])
@pytest.mark.parametrize("rate", TRIED_RATES, ids=str)
def test_a_missed_segment_is_a_gap(rate: Fraction, make: Make) -> None:
    window = missed(make(rate, 12), 9)
    vod, live = playlist.media(window), playlist.media(growing(window), Live())
    for text in (vod, live):
        assert check_media(text) == []
        gap = text.partition("#EXT-X-GAP\n")[2].splitlines()
        assert gap[1] == f"{first_sequence(rate) + 9}.m4s"
        assert text.count("#EXT-X-GAP\n") == 1
    assert ",GAP=YES" in live


def test_a_segment_cut_short_by_a_crash_keeps_its_parts() -> None:
    window = restarted(video(PAL, 12), 10)
    number = window.parts[0].msn + 9
    kept = tuple(p for p in window.parts if p.msn != number or p.part < 2)
    text = playlist.media(Window(window.track, kept[:-1]), Live())
    assert check_media(text) == []
    assert "#EXTINF:0.64000," in text


def test_reports_name_the_others() -> None:
    live = Live(others=(("../audio/index.m3u8", 77, 3), ("../180p/index.m3u8", 77, 4)))
    assert values(playlist.media(growing(video(PAL)), live), "#EXT-X-RENDITION-REPORT") == [
        'URI="../audio/index.m3u8",LAST-MSN=77,LAST-PART=3',
        'URI="../180p/index.m3u8",LAST-MSN=77,LAST-PART=4',
    ]


def test_an_empty_index_gives_a_playlist_without_media() -> None:
    described: Track = video(PAL).track
    text = playlist.media(Window(described, ()), Live())
    assert check_media(text, starting=True) == []
    assert "#EXTINF" not in text


@pytest.mark.parametrize("make", [video, audio], ids=["video", "audio"])
@pytest.mark.parametrize("rate", TRIED_RATES, ids=str)
def test_an_ended_programme(rate: Fraction, make: Make) -> None:
    window = growing(make(rate, 12))
    before = playlist.media(window, Live())
    text = playlist.media(replace(window, is_ended=True), Live(others=(("../a", 1, 2),)))
    assert text.endswith(f"\n{window.parts[-1].msn}.m4s\n#EXT-X-ENDLIST\n")
    assert lines(text, "#EXT-X-PRELOAD-HINT") == lines(text, "#EXT-X-RENDITION-REPORT") == []
    assert check_media(text) == []
    assert check_reload(before, text) == []


def test_discontinuities_before_the_index_count() -> None:
    window = replace(restarted(video(PAL, 30), 3), discontinuities=4)
    text = playlist.media(growing(window), Live(segments=10))
    assert values(text, "#EXT-X-DISCONTINUITY-SEQUENCE") == ["5"]
    assert values(playlist.media(window), "#EXT-X-DISCONTINUITY-SEQUENCE") == ["4"]


@pytest.mark.parametrize(
    ("segments", "skipped"),
    [(6, []), (7, []), (8, ["1"]), (30, ["23"])],
)
def test_a_delta_skips_what_lies_beyond_twelve_seconds(segments: int, skipped: list[str]) -> None:
    """Seven whole segments last 13.44 s: the oldest of them reaches over the boundary."""
    window = Window(video(PAL, 30).track, video(PAL, 31).parts[:-6])
    text = playlist.media(window, Live(segments=segments, is_delta=True))
    assert values(text, "#EXT-X-SKIP") == [f"SKIPPED-SEGMENTS={count}" for count in skipped]
    assert len(values(text, "#EXTINF")) == min(segments, 7)
    assert check_media(text) == []


def test_a_delta_of_an_ended_programme_is_all_of_it() -> None:
    window = replace(video(PAL, 30), is_ended=True)
    live = Live(segments=30)
    assert playlist.media(window, replace(live, is_delta=True)) == playlist.media(window, live)
