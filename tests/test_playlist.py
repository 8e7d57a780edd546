"""Playlists as a pure function of the index: VOD and live, judged by the rule checker."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import m3u8
import pytest

from engine import playlist
from engine.playlist import Live
from engine.segment import AudioGrid, Grid, VideoGrid
from engine.timebase import RATES, segment_frames
from engine.window import IndexedPart, Track, Window, track
from tests.playlist_rules import (
    Violation,
    check_media,
    check_multivariant,
    check_presentation,
    check_reload,
)

PAL, PAL_50 = Fraction(25), Fraction(50)
NTSC, FILM = Fraction(30000, 1001), Fraction(24000, 1001)
TRIED_RATES = [PAL, NTSC, PAL_50, FILM]
KICK_OFF_S = 1_790_000_000

type Make = Callable[[Fraction, int], Window]


def first_sequence(rate: Fraction) -> int:
    """The first segment of a programme that begins in 2026."""
    return int(KICK_OFF_S * rate) // segment_frames(rate)


def indexed(grid: Grid, numbers: Iterable[int], length: int) -> tuple[IndexedPart, ...]:
    """Frame by frame, the parts that hold frames of those numbers; a part is `length` bytes."""
    parts: list[IndexedPart] = []
    for number in numbers:
        place = grid.place(number)
        if parts and (parts[-1].msn, parts[-1].part) == (place.media_sequence, place.part):
            last = parts[-1]
            parts[-1] = replace(last, duration=last.duration + grid.frame_ticks)
            continue
        parts.append(
            IndexedPart(
                msn=place.media_sequence,
                part=place.part,
                offset=length * place.part,
                length=length,
                duration=grid.frame_ticks,
                independent=isinstance(grid, AudioGrid) or not place.part,
                first=number,
                discontinuity=False,
                map="init.mp4",
            )
        )
    return tuple(parts)


def video(rate: Fraction, segments: int = 8, *, first: int | None = None) -> Window:
    frames, first = segment_frames(rate), first_sequence(rate) if first is None else first
    described = track("360p", "video", "avc1.64001e", VideoGrid(rate=rate), (640, 360))
    numbers = range(first * frames, (first + segments) * frames)
    return Window(described, indexed(VideoGrid(rate=rate), numbers, 28_000))


def audio(rate: Fraction, segments: int = 8, *, first: int | None = None) -> Window:
    first, grid = first_sequence(rate) if first is None else first, AudioGrid(rate=rate)
    numbers = range(grid.first_of(first), grid.first_of(first + segments))
    return Window(track("audio", "audio", "mp4a.40.2", grid), indexed(grid, numbers, 5_120))


def growing(window: Window) -> Window:
    """The window without its last part, so that it ends within a segment."""
    return Window(window.track, window.parts[:-1])


def lines(text: str, tag: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith(tag)]


def values(text: str, tag: str) -> list[str]:
    return [line.partition(":")[2] for line in lines(text, tag)]


def last_of(window: Window) -> tuple[int, int]:
    return window.parts[-1].msn, window.parts[-1].part


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_vod_of_every_rate_breaks_no_rule(rate: Fraction) -> None:
    windows = [video(rate), audio(rate)]
    media = {f"{w.track.name}/index.m3u8": playlist.media(w) for w in windows}
    assert check_presentation(playlist.multivariant(windows), media) == []


def test_vod_at_25_word_for_word() -> None:
    assert playlist.media(video(PAL, 2, first=0)) == (
        "#EXTM3U\n"
        "#EXT-X-VERSION:6\n"
        "#EXT-X-TARGETDURATION:2\n"
        "#EXT-X-PLAYLIST-TYPE:VOD\n"
        "#EXT-X-MEDIA-SEQUENCE:0\n"
        "#EXT-X-INDEPENDENT-SEGMENTS\n"
        '#EXT-X-MAP:URI="init.mp4"\n'
        "#EXT-X-PROGRAM-DATE-TIME:1970-01-01T00:00:00.000Z\n"
        "#EXTINF:1.92000,\n"
        "0.m4s\n"
        "#EXT-X-PROGRAM-DATE-TIME:1970-01-01T00:00:01.920Z\n"
        "#EXTINF:1.92000,\n"
        "1.m4s\n"
        "#EXT-X-ENDLIST\n"
    )


@pytest.mark.parametrize(
    ("rate", "duration", "target"),
    [
        (PAL, "1.92000", "2"),
        (PAL_50, "1.92000", "2"),
        (NTSC, "2.00200", "2"),
        (FILM, "2.00200", "2"),
    ],
)
def test_segment_durations(rate: Fraction, duration: str, target: str) -> None:
    text = playlist.media(video(rate, 3))
    assert values(text, "#EXTINF") == [f"{duration},"] * 3
    assert values(text, "#EXT-X-TARGETDURATION") == [target]


def test_a_short_last_segment_has_its_own_duration() -> None:
    window = video(PAL, 3)
    text = playlist.media(Window(window.track, window.parts[:14]))
    assert values(text, "#EXTINF") == ["1.92000,", "1.92000,", "0.64000,"]
    assert check_media(text) == []


def test_sound_that_ends_later_than_the_picture_breaks_no_rule() -> None:
    windows = [Window(video(PAL).track, video(PAL).parts[:40]), audio(PAL, 7)]
    media = {f"{w.track.name}/index.m3u8": playlist.media(w) for w in windows}
    assert check_presentation(playlist.multivariant(windows), media) == []


def test_an_independent_reader_finds_the_segments() -> None:
    first = first_sequence(NTSC)
    read = m3u8.loads(playlist.media(video(NTSC, 4)))
    assert [segment.uri for segment in read.segments] == [f"{first + n}.m4s" for n in range(4)]
    assert read.media_sequence == first
    assert read.is_endlist
    assert read.segment_map[0].uri == "init.mp4"


@pytest.mark.parametrize("rate", TRIED_RATES, ids=str)
def test_dates_are_those_of_the_first_frames(rate: Fraction) -> None:
    window = video(rate, 5)
    read = m3u8.loads(playlist.media(window))
    for segment, (_, parts) in zip(read.segments, window.segments(), strict=True):
        date = segment.program_date_time
        micros = Fraction(parts[0].first) / rate * 1_000_000
        assert 0 <= micros - int(date.timestamp()) * 1_000_000 - date.microsecond < 1_000


def test_the_multivariant_playlist() -> None:
    small = replace(video(PAL).track, name="180p", width=320, height=180, codecs="avc1.64000d")
    windows = [
        video(PAL),
        Window(small, indexed(VideoGrid(rate=PAL), range(384), 7_000)),
        audio(PAL),
    ]
    text = playlist.multivariant(windows)
    assert check_multivariant(text) == []
    read = m3u8.loads(text)
    assert [variant.uri for variant in read.playlists] == ["360p/index.m3u8", "180p/index.m3u8"]
    assert [v.stream_info.resolution for v in read.playlists] == [(640, 360), (320, 180)]
    assert [v.stream_info.frame_rate for v in read.playlists] == [25.0, 25.0]
    assert [v.stream_info.codecs for v in read.playlists] == [
        "avc1.64001e,mp4a.40.2",
        "avc1.64000d,mp4a.40.2",
    ]
    # 28,000 and 5,120 bytes every 0.32 s.
    assert read.playlists[0].stream_info.bandwidth == 700_000 + 128_000
    assert read.playlists[0].stream_info.average_bandwidth == 700_000 + 128_000
    assert [(m.type, m.uri, m.group_id) for m in read.media] == [
        ("AUDIO", "audio/index.m3u8", "sound")
    ]


def test_a_picture_without_sound_names_no_group() -> None:
    text = playlist.multivariant([video(PAL)])
    assert check_multivariant(text) == []
    assert "AUDIO" not in text
    assert 'CODECS="avc1.64001e"' in text


@pytest.mark.parametrize(
    ("rate", "printed"),
    [(PAL, "25.000"), (NTSC, "29.970"), (FILM, "23.976"), (Fraction(60000, 1001), "59.940")],
)
def test_frame_rates_have_three_places(rate: Fraction, printed: str) -> None:
    assert f"FRAME-RATE={printed}" in playlist.multivariant([video(rate, 2)])


@pytest.mark.parametrize(
    ("lengths", "peak", "average"),
    [
        pytest.param([240_000] * 3, 1_000_000, 1_000_000, id="even"),
        pytest.param([240_000, 480_000, 240_000], 2_000_000, 1_333_333, id="one-heavy"),
        pytest.param([], 1, 1, id="nothing"),
    ],
)
def test_measured(lengths: list[int], peak: int, average: int) -> None:
    parts = [
        replace(part, part=0, length=length, duration=48_000)
        for part, length in zip(video(PAL, 3).parts[::6], lengths, strict=False)
    ]
    bits = playlist.measured(Window(video(PAL).track, tuple(parts)))
    assert (bits.peak, bits.average) == (peak, average)


def test_a_tiny_last_segment_is_no_peak_by_itself() -> None:
    """rfc8216bis 4.4.6.2: the peak is over runs of 0.5 to 1.5 target durations."""
    window = video(PAL, 2)
    last = replace(window.parts[6], duration=1_000, length=100_000)
    bits = playlist.measured(Window(window.track, (*window.parts[:6], last)))
    assert bits.peak == -(-(6 * 28_000 + 100_000) * 8 * 25 // 49)


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


def restarted(window: Window, at: int) -> Window:
    """A new process opened at segment `at` with another header."""
    first = window.parts[0].msn + at
    parts = tuple(
        replace(
            part,
            discontinuity=part.msn == first and not part.part,
            map="init.mp4" if part.msn < first else "init-1.mp4",
        )
        for part in window.parts
    )
    return Window(window.track, parts)


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


def missed(window: Window, at: int) -> Window:
    """Segment `at` was never made: one part of length 0 in its place."""
    number = window.parts[0].msn + at
    before = tuple(part for part in window.parts if part.msn < number)
    parts = [part for part in window.parts if part.msn == number]
    gap = replace(parts[0], length=0, independent=False)
    rest = tuple(replace(part, length=0, independent=False) for part in parts[1:])
    return Window(window.track, (*before, gap, *rest, *(p for p in window.parts if p.msn > number)))


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
