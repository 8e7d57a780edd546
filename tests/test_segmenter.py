"""The segmenter: parts as soon as they are whole, cut by number alone."""

from fractions import Fraction

import pytest

from engine.frame import Packet
from engine.segment import AudioGrid, Grid, Part, VideoGrid
from engine.segmenter import Segmenter
from tests.boxes import chunks

PAL = VideoGrid(rate=Fraction(25))


def packets(numbers: range, keyframes: set[int], grid: Grid = PAL) -> list[Packet]:
    """A packet a number; its payload tells the number."""
    ticks = grid.frame_ticks
    return [
        Packet(
            payload=str(number).encode(),
            number=number,
            pts=number * ticks,
            dts=number * ticks,
            duration=ticks,
            timebase=Fraction(1, grid.timescale),
            is_keyframe=number in keyframes,
        )
        for number in numbers
    ]


def cut(numbers: range, keyframes: set[int], grid: Grid = PAL) -> list[Part]:
    segmenter = Segmenter(grid)
    parts = [p for packet in packets(numbers, keyframes, grid) for p in segmenter.push(packet)]
    return parts + segmenter.finish()


def seen(parts: list[Part]) -> list[str]:
    """Parts as segment.part:frames, and ! where independent."""
    return [
        f"{p.media_sequence}.{p.index}:{p.frames}{'!' if p.is_independent else ''}" for p in parts
    ]


@pytest.mark.parametrize(
    ("numbers", "keyframes", "wanted"),
    [
        pytest.param(range(16), {0}, ["0.0:8!", "0.1:8"], id="two-parts"),
        pytest.param(range(16), {0, 3}, ["0.0:8!", "0.1:8"], id="an-early-keyframe-does-not-cut"),
        pytest.param(range(16), {0, 8}, ["0.0:8!", "0.1:8!"], id="a-keyframe-at-a-part-s-start"),
        pytest.param(range(40, 56), {48}, ["0.5:8", "1.0:8!"], id="over-a-boundary"),
        pytest.param(range(20, 32), {20}, ["0.2:4!", "0.3:8"], id="a-start-mid-segment"),
        pytest.param(range(10), {0}, ["0.0:8!", "0.1:2"], id="a-short-end"),
        pytest.param(range(8), {0}, ["0.0:8!"], id="an-end-on-a-boundary"),
        pytest.param(range(1), {0}, ["0.0:1!"], id="one-frame"),
        pytest.param(range(0), set(), [], id="nothing"),
    ],
)
def test_parts(numbers: range, keyframes: set[int], wanted: list[str]) -> None:
    assert seen(cut(numbers, keyframes)) == wanted


def test_a_part_is_there_with_its_last_packet() -> None:
    segmenter = Segmenter(PAL)
    counts = [len(segmenter.push(packet)) for packet in packets(range(24), {0})]
    assert [number for number, count in enumerate(counts) if count] == [7, 15, 23]
    assert segmenter.finish() == []


def test_a_jump_in_the_numbers_ends_a_part() -> None:
    segmenter = Segmenter(PAL)
    numbered = [*packets(range(4), {0}), *packets(range(50, 52), set())]
    parts = [part for packet in numbered for part in segmenter.push(packet)]
    assert seen(parts + segmenter.finish()) == ["0.0:4!", "1.0:2"]


def test_a_part_holds_its_packets() -> None:
    parts = cut(range(48, 64), {48})
    for part, first in zip(parts, (48, 56), strict=True):
        (chunk,) = chunks(part.payload)
        assert [sample.payload for sample in chunk.samples] == [
            str(number).encode() for number in range(first, first + 8)
        ]
        assert chunk.decode_time == first * 1000
        assert (part.first, part.duration) == (first, 8000)


def test_chunks_are_numbered_from_1() -> None:
    parts = cut(range(40), {0})
    assert [chunks(part.payload)[0].sequence for part in parts] == [1, 2, 3, 4, 5]


def test_sound_at_29_97_has_a_short_seventh_part() -> None:
    grid = AudioGrid(rate=Fraction(30000, 1001))
    first, following = grid.first_of(1000), grid.first_of(1001)
    parts = cut(range(first, following), set(range(first, following)), grid)
    assert [part.frames for part in parts[:6]] == [15] * 6
    assert [part.index for part in parts] == list(range(7))
    assert sum(part.frames for part in parts) == following - first
    assert all(part.is_independent for part in parts)
