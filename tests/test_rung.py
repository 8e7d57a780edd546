"""A rung, from clean frames to parts that decode to what was keyed."""

import io
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import av
import numpy as np
import pytest

from engine import keyer
from engine.crew import Crew
from engine.ffmpeg import picture
from engine.frame import Frame
from engine.handoff import Handoff
from engine.keyer import KeyedBox
from engine.rendition import Rendition
from engine.rung import Dressed, Rung
from engine.segment import Part
from engine.timebase import RATES, first_frame, part_frames, segment_frames
from tests.boxes import chunks

PAL, NTSC = Fraction(25), Fraction(30000, 1001)
KICK_OFF = 1_790_000_000_000_000
TOP = Rendition(name="64p", width=64, height=64, kbit=400)
SMALL = Rendition(name="32p", width=32, height=32, kbit=200)
WHITE = keyer.whole(keyer.plate(np.full((16, 16, 4), 255, np.uint8)), 0, 0)


def dressed(number: int, boxes: Sequence[Sequence[KeyedBox]]) -> Dressed:
    handle = picture.filled(64, 64, (80, 128, 128))
    frame = Frame(handle=handle, width=64, height=64, number=number, content_time=0)
    return Dressed(frame=frame, boxes=boxes)


def run(rung: Rung, frames: Sequence[Dressed]) -> tuple[list[Part], list[Dressed]]:
    above: Handoff[Dressed] = Handoff(1000)
    below: Handoff[Dressed] = Handoff(1000)
    for frame in frames:
        above.put(frame)
    above.end()
    parts: list[Part] = []
    rung.run(above, below, parts.append, None)
    return parts, list(below)


def lumas(header: bytes, parts: Sequence[Part]) -> list[tuple[int, int]]:
    """Decode a file of header and parts: luma in the box's corner and in the opposite one."""
    content = header + b"".join(part.payload for part in parts)
    with av.open(io.BytesIO(content), "r") as container:
        frames = [frame.to_ndarray(format="yuv420p") for frame in container.decode(video=0)]
    return [(int(rows[4, 4]), int(rows[-40, -4])) for rows in frames]


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_header_and_parts_decode_to_as_many_frames(rate: Fraction) -> None:
    first, count = first_frame(KICK_OFF, rate), 2 * part_frames(rate) + 3
    rung = Rung(0, TOP, rate, "ultrafast")
    parts, _ = run(rung, [dressed(first + n, [()]) for n in range(count)])
    assert [part.frames for part in parts] == [part_frames(rate)] * 2 + [3]
    assert len(lumas(rung.header, parts)) == count
    for part in parts:
        (chunk,) = chunks(part.payload)
        assert Fraction(chunk.decode_time, rung.track().timescale) == part.first / rate
        assert [sample.flags >> 16 & 1 for sample in chunk.samples].count(0) == part.is_independent


def test_boxes_are_keyed_and_the_frame_below_is_clean() -> None:
    rung = Rung(0, TOP, PAL, "ultrafast")
    parts, below = run(rung, [dressed(n, [[WHITE], []]) for n in range(8)])
    for corner, opposite in lumas(rung.header, parts):
        assert abs(corner - 235) <= 4
        assert abs(opposite - 80) <= 4
    assert len(below) == 8
    for frame in below:
        assert (picture.planes(picture.handle_of(frame.frame))[0] == 80).all()


def test_a_clean_rung_takes_no_boxes() -> None:
    rung = Rung(0, replace(TOP, variant="clean"), PAL, "ultrafast")
    parts, _ = run(rung, [dressed(n, [[WHITE]]) for n in range(8)])
    assert {abs(corner - 80) <= 4 for corner, _ in lumas(rung.header, parts)} == {True}
    assert rung.track().variant
    assert not Rung(0, TOP, PAL, "ultrafast").track().variant


def test_a_rung_scales_and_takes_its_own_boxes() -> None:
    rung = Rung(1, SMALL, PAL, "ultrafast")
    parts, below = run(rung, [dressed(n, [[], [WHITE]]) for n in range(8)])
    assert {(d.frame.width, d.frame.height, len(d.boxes)) for d in below} == {(32, 32, 2)}
    with av.open(io.BytesIO(rung.header + parts[0].payload), "r") as container:
        frame = next(container.decode(video=0))
    assert (frame.width, frame.height) == (32, 32)
    assert abs(int(frame.to_ndarray()[4, 4]) - 235) <= 4


def test_frames_with_and_without_boxes_in_turn() -> None:
    rung = Rung(0, TOP, PAL, "ultrafast")
    boxes: list[list[KeyedBox]] = [[], [WHITE]]
    parts, _ = run(rung, [dressed(n, [boxes[n % 2]]) for n in range(8)])
    for number, (corner, _) in enumerate(lumas(rung.header, parts)):
        assert abs(corner - (235 if number % 2 else 80)) <= 12


def test_rungs_of_one_size_and_a_picture_that_stands_on_several_frames() -> None:
    """Nothing is scaled and nothing keyed, so both rungs are given the very same pictures."""
    segment, count = segment_frames(PAL), 60 * segment_frames(PAL)
    handles = [picture.filled(64, 64, (luma, 128, 128)) for luma in (80, 160)]
    rungs = [Rung(0, TOP, PAL, "ultrafast"), Rung(1, TOP, PAL, "ultrafast")]
    crew = Crew()
    top: Handoff[Dressed] = crew.handoff(8)
    below: Handoff[Dressed] = crew.handoff(8)
    made: list[list[Part]] = [[], []]

    def give() -> None:
        for number in range(count):
            handle = handles[number // segment % 2]
            frame = Frame(handle=handle, width=64, height=64, number=number, content_time=0)
            top.put(Dressed(frame=frame, boxes=[(), ()]))
        top.end()

    crew.start("give", give)
    crew.start("first", lambda: rungs[0].run(top, below, made[0].append, None))
    crew.start("second", lambda: rungs[1].run(below, None, made[1].append, None))
    crew.join(lambda: None)
    for parts in made:
        firsts = [part_frames(PAL) * index for index in range(count // part_frames(PAL))]
        assert [(part.first, part.frames) for part in parts] == [(n, 8) for n in firsts]
        keys = [part.first for part in parts if part.is_independent]
        assert keys == list(range(0, count, segment))


def test_the_track() -> None:
    described = Rung(0, TOP, NTSC, "ultrafast").track()
    assert (described.name, described.kind, described.rate) == ("64p", "video", "30000/1001")
    assert (described.width, described.height) == (64, 64)
    assert described.codecs.startswith("avc1.")


def test_a_rung_given_up_makes_gaps_and_hands_on_until_it_comes_back() -> None:
    first, segment = first_frame(KICK_OFF, PAL), segment_frames(PAL)
    rung = Rung(0, TOP, PAL, "ultrafast")
    rung.turn_at(first + segment, is_on_air=False)
    rung.turn_at(first + 2 * segment, is_on_air=True)
    parts, below = run(rung, [dressed(first + n, [()]) for n in range(3 * segment)])
    assert len(below) == 3 * segment
    assert [bool(part.payload) for part in parts] == [True] * 6 + [False] * 6 + [True] * 6
    assert [part.first for part in parts] == [first + n * part_frames(PAL) for n in range(18)]
    assert {part.duration for part in parts} == {parts[0].duration}
    assert [part.is_independent for part in parts] == ([True] + [False] * 5) * 3
    assert len(lumas(rung.header, parts[12:])) == segment
