"""The tags of media playlists, one by one."""

from dataclasses import replace
from fractions import Fraction

import pytest

from engine import tags
from engine.segment import Place
from engine.timebase import RATES
from tests.windows import FILM, NTSC, PAL, Make, audio, video


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        pytest.param(Fraction(0), "0.00000", id="nothing"),
        pytest.param(Fraction(8, 25), "0.32000", id="exact"),
        pytest.param(Fraction(1, 3), "0.33333", id="down"),
        pytest.param(Fraction(2, 3), "0.66667", id="up"),
        pytest.param(Fraction(1, 200_000), "0.00001", id="half-up"),
    ],
)
def test_seconds(value: Fraction, printed: str) -> None:
    assert tags.seconds(value) == printed


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_a_segment_rounds_to_its_target(rate: Fraction) -> None:
    assert tags.target(video(rate, 1).track) == 2


def test_a_target_is_at_least_a_second() -> None:
    assert tags.target(replace(video(PAL, 1).track, segment_target=300_000)) == 1


def test_a_part_s_line() -> None:
    track, part = video(PAL, 1).track, video(PAL, 1, first=7).parts[0]
    line = '#EXT-X-PART:DURATION=0.32000,URI="7.0.m4s",INDEPENDENT=YES'
    assert tags.part(track, part) == line
    assert tags.part(track, replace(part, length=0)) == line + ",GAP=YES"


@pytest.mark.parametrize(
    ("lost", "is_gap"),
    [
        pytest.param([], False, id="all-there"),
        pytest.param([3], False, id="a-part-lost"),
        pytest.param([0], True, id="the-first-lost-and-its-keyframe"),
        pytest.param(range(6), True, id="all-lost"),
    ],
)
def test_a_segment_that_cannot_begin_is_a_gap(lost: list[int], is_gap: bool) -> None:  # noqa: FBT001
    window = video(PAL, 1, first=7)
    parts = [replace(p, length=0 if p.part in lost else p.length) for p in window.parts]
    gap = ["#EXT-X-GAP"] if is_gap else []
    assert tags.segment(window.track, parts) == [*gap, "#EXTINF:1.92000,", "7.m4s"]


@pytest.mark.parametrize("make", [video, audio], ids=["video", "audio"])
@pytest.mark.parametrize("rate", [PAL, NTSC, FILM], ids=str)
def test_what_follows_a_part_is_the_next(rate: Fraction, make: Make) -> None:
    window = make(rate, 3)
    for part, after in zip(window.parts, window.parts[1:], strict=False):
        place = Place(media_sequence=after.msn, part=after.part)
        assert tags.following(window.track, part) == place


def test_the_date_is_rounded_down_to_milliseconds() -> None:
    tag = "#EXT-X-PROGRAM-DATE-TIME:1970-01-01T00:00:"
    assert tags.date(video(NTSC, 1).track, 30) == f"{tag}01.001Z"
    assert tags.date(audio(PAL, 1).track, 1) == f"{tag}00.021Z"


def test_reports_and_the_rest() -> None:
    assert tags.reports([("../a/index.m3u8", 7, 2)]) == [
        '#EXT-X-RENDITION-REPORT:URI="../a/index.m3u8",LAST-MSN=7,LAST-PART=2'
    ]
    assert tags.hint(Place(media_sequence=7, part=3)) == (
        '#EXT-X-PRELOAD-HINT:TYPE=PART,URI="7.3.m4s"'
    )
    assert tags.skip(12) == "#EXT-X-SKIP:SKIPPED-SEGMENTS=12"
    assert tags.header("init-7.mp4") == '#EXT-X-MAP:URI="init-7.mp4"'
    assert tags.sequence(7, 0) == ["#EXT-X-MEDIA-SEQUENCE:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    assert tags.sequence(7, 2)[-1] == "#EXT-X-DISCONTINUITY-SEQUENCE:2"
