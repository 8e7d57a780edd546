"""The window index: written a line a part, read back, whatever a crash cut off."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest

from engine.segment import AudioGrid, VideoGrid
from engine.timebase import RATES
from engine.window import (
    Entry,
    IndexedPart,
    Window,
    ended_line,
    part_line,
    read_entries,
    read_track,
    read_window,
    track,
    track_line,
)

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


def test_discontinuities_that_left_stand_in_the_first_line() -> None:
    lines = [track_line(VIDEO, 7), part_line(PART)]
    assert read_window(lines) == Window(VIDEO, (PART,), discontinuities=7)
    assert read_track(lines[0]) == (VIDEO, 7)


def test_a_first_line_of_older_indexes_counts_none() -> None:
    line = json.dumps({**json.loads(track_line(VIDEO, 7)), "discontinuities": 0, "kbit": 0})
    older = line.replace(', "discontinuities": 0', "").replace(', "kbit": 0', "")
    assert "discontinuities" not in older
    assert "kbit" not in older
    assert read_track(older) == (VIDEO, 0)


@pytest.mark.parametrize(
    ("entries", "is_ended"),
    [
        pytest.param([PART, None], True, id="ended"),
        pytest.param([PART, None, PARTS[2]], False, id="went-on-again"),
        pytest.param([PART, None, PARTS[2], None], True, id="ended-again"),
        pytest.param([None], True, id="before-the-first-part"),
    ],
)
def test_the_end_and_after(entries: list[Entry], is_ended: bool) -> None:  # noqa: FBT001
    written = [ended_line() if entry is None else part_line(entry) for entry in entries]
    parts = tuple(entry for entry in entries if entry is not None)
    window = read_window([track_line(VIDEO), *written])
    assert window == Window(VIDEO, parts, is_ended=is_ended)
    assert read_entries(line.encode() for line in written) == entries


@pytest.mark.parametrize(
    "line",
    [b"\0\0\0\n", b'{"msn":1}\n', b'{"ended":false}\n', b"[]\n", b"\n"],
    ids=["zeros", "half-a-part", "not-ended", "no-object", "empty"],
)
def test_damaged_lines_are_refused(line: bytes) -> None:
    with pytest.raises((ValueError, TypeError)):
        read_entries([part_line(PART).encode(), line])
