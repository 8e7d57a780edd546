"""The window index: written a line a part, read back, whatever a crash cut off."""

from dataclasses import replace
from fractions import Fraction

import pytest

from engine.segment import AudioGrid, VideoGrid
from engine.timebase import RATES
from engine.window import IndexedPart, Window, part_line, read_window, track, track_line

PAL = VideoGrid(rate=Fraction(25))
VIDEO = track("360p", "video", "avc1.64001e", PAL, (640, 360))
PART = IndexedPart(
    msn=100,
    part=0,
    offset=0,
    length=9,
    duration=8000,
    independent=True,
    first=4800,
    discontinuity=False,
    map="init.mp4",
)
PARTS = (PART, replace(PART, part=1, offset=9), replace(PART, msn=101, first=4848))


def test_lines_and_back() -> None:
    lines = [track_line(VIDEO), *(part_line(part) for part in PARTS)]
    assert read_window(lines) == Window(VIDEO, PARTS)
    assert all(line.endswith("\n") and line.count("\n") == 1 for line in lines)


@pytest.mark.parametrize("kept", [1, 20, -1], ids=["a-byte", "some-bytes", "all-but-the-newline"])
def test_a_last_line_cut_short_is_left_out(kept: int) -> None:
    lines = [track_line(VIDEO), part_line(PARTS[0]), part_line(PARTS[1])[:kept]]
    assert read_window(lines).parts == PARTS[:1]


def test_an_index_without_parts() -> None:
    assert read_window([track_line(VIDEO)]) == Window(VIDEO, ())


def test_parts_by_segment() -> None:
    assert Window(VIDEO, PARTS).segments() == [(100, [*PARTS[:2]]), (101, [PARTS[2]])]


@pytest.mark.parametrize(
    ("rate", "part", "segment"),
    [
        (Fraction(25), 320_000, 1_920_000),
        (Fraction(50), 320_000, 1_920_000),
        (Fraction(24), 333_334, 2_000_000),
        (Fraction(30), 333_334, 2_000_000),
        (Fraction(60), 333_334, 2_000_000),
        (Fraction(24000, 1001), 333_667, 2_002_000),
        (Fraction(30000, 1001), 333_667, 2_002_000),
        (Fraction(60000, 1001), 333_667, 2_002_000),
    ],
    ids=str,
)
def test_targets_are_rounded_up_and_the_same_for_sound(
    rate: Fraction, part: int, segment: int
) -> None:
    picture = track("v", "video", "avc1", VideoGrid(rate=rate), (2, 2))
    sound = track("a", "audio", "mp4a", AudioGrid(rate=rate))
    assert (picture.part_target, picture.segment_target) == (part, segment)
    assert (sound.part_target, sound.segment_target) == (part, segment)


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_a_track_s_own_ticks(rate: Fraction) -> None:
    picture = track("v", "video", "avc1", VideoGrid(rate=rate), (640, 360))
    sound = track("a", "audio", "mp4a", AudioGrid(rate=rate))
    assert Fraction(picture.rate) == Fraction(picture.timescale, picture.frame_ticks) == rate
    assert (sound.timescale, sound.frame_ticks, sound.width, sound.height) == (48_000, 1024, 0, 0)
