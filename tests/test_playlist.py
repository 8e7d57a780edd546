"""Playlists as a pure function of the index: VOD and multivariant, judged by the checker."""

from dataclasses import replace
from fractions import Fraction

import m3u8
import pytest

from engine import playlist
from engine.playlist import Measured
from engine.segment import VideoGrid
from engine.timebase import RATES
from engine.window import Window
from tests.playlist_media_rules import check_media
from tests.playlist_presentation_rules import check_multivariant, check_presentation
from tests.windows import (
    FILM,
    NTSC,
    PAL,
    PAL_50,
    TRIED_RATES,
    audio,
    first_sequence,
    indexed,
    values,
    video,
)

FAULTY = Measured(peak=0, average=0)


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


@pytest.mark.parametrize(
    ("variant", "uris"),
    [
        pytest.param("", ["360p/index.m3u8"], id="with-graphics"),
        pytest.param("clean", ["clean/index.m3u8"], id="without"),
    ],
)
def test_clean_rungs_stand_apart_with_the_same_sound(variant: str, uris: list[str]) -> None:
    clean = replace(video(PAL).track, name="clean", variant="clean")
    windows = [video(PAL), replace(video(PAL), track=clean), audio(PAL)]
    text = playlist.multivariant(windows, variant=variant)
    assert check_multivariant(text) == []
    read = m3u8.loads(text)
    assert [variant.uri for variant in read.playlists] == uris
    assert [one.uri for one in read.media] == ["audio/index.m3u8"]


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


@pytest.mark.parametrize(
    ("kbit", "peak", "average"),
    [(2800, 3_640_000, 2_940_000), (128, 166_400, 134_400)],
)
def test_declared_bitrates_do_not_depend_on_the_window(kbit: int, peak: int, average: int) -> None:
    bits = playlist.declared(replace(video(PAL).track, kbit=kbit))
    assert bits == Measured(peak=peak, average=average)


def test_nothing_is_declared_where_nothing_was_asked_for() -> None:
    assert playlist.declared(video(PAL).track) is None


def test_the_multivariant_playlist_of_declared_bitrates() -> None:
    tracks = [replace(video(PAL).track, kbit=2800), replace(audio(PAL).track, kbit=128)]
    text = playlist.multivariant_of([(t, playlist.declared(t) or FAULTY) for t in tracks])
    assert check_multivariant(text) == []
    assert "BANDWIDTH=3806400,AVERAGE-BANDWIDTH=3074400," in text
