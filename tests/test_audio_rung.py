"""The sound's rung, from pieces of sound to parts that decode to as much."""

import io
from fractions import Fraction

import av
import numpy as np
import pytest

from engine.audio_rung import AudioRung, SoundCut
from engine.frame import AudioFrame, Samples
from engine.handoff import Handoff
from engine.segment import AudioGrid, Part
from engine.timebase import RATES, segment_frames
from tests.boxes import chunks

PAL, NTSC = Fraction(25), Fraction(30000, 1001)


def sequence_of(rate: Fraction) -> int:
    """The first segment from a moment of 2026 on."""
    return -(-1_790_000_000 * rate.numerator // (rate.denominator * segment_frames(rate)))


def tone(position: int, count: int) -> AudioFrame:
    wave = np.sin(np.arange(position, position + count) * (2 * np.pi * 1000 / 48_000)) * 0.5
    return AudioFrame(samples=np.tile(wave.astype(np.float32), (2, 1)), position=position)


def run(rung: AudioRung, items: list[AudioFrame | SoundCut]) -> list[Part]:
    sound: Handoff[AudioFrame | SoundCut] = Handoff(1000)
    for item in items:
        sound.put(item)
    sound.end()
    parts: list[Part] = []
    rung.run(sound, parts.append)
    return parts


def heard(header: bytes, parts: list[Part]) -> list[Samples]:
    content = header + b"".join(part.payload for part in parts)
    with av.open(io.BytesIO(content), "r") as container:
        return [frame.to_ndarray().astype(np.float32) for frame in container.decode(audio=0)]


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_header_and_parts_decode_to_as_many_frames(rate: Fraction) -> None:
    sequence, grid = sequence_of(rate), AudioGrid(rate=rate)
    start = grid.first_of(sequence) * 1024
    end = grid.first_of(sequence + 1) * 1024
    rung = AudioRung(rate, sequence)
    parts = run(rung, [tone(start, end - start), SoundCut(end)])
    assert sum(part.frames for part in parts) * 1024 == end - start
    assert len(heard(rung.header, parts)) * 1024 == end - start
    assert {part.media_sequence for part in parts} == {sequence}
    for part in parts:
        (chunk,) = chunks(part.payload)
        assert chunk.decode_time == part.first * 1024
        assert all(sample.flags >> 16 & 1 == 0 for sample in chunk.samples)


@pytest.mark.parametrize(
    ("length", "cut", "frames"),
    [
        pytest.param(10_240, 10_240, 10, id="as-long-as-the-picture"),
        pytest.param(9_000, 10_240, 10, id="shorter-is-filled-with-silence"),
        pytest.param(11_000, 10_240, 10, id="longer-is-cut"),
        pytest.param(0, 10_240, 10, id="no-sound-at-all"),
        pytest.param(10_000, 10_000, 10, id="to-a-whole-block"),
    ],
)
def test_the_sound_ends_with_the_picture(length: int, cut: int, frames: int) -> None:
    begin = AudioGrid(rate=PAL).first_of(100) * 1024
    items: list[AudioFrame | SoundCut] = [tone(begin, length)] if length else []
    parts = run(AudioRung(PAL, 100), [*items, SoundCut(begin + cut)])
    assert sum(part.frames for part in parts) == frames
    assert parts[0].first == begin // 1024


def test_a_cut_on_the_way_makes_room_for_the_next_pass() -> None:
    """A pass whose sound outlasts its picture by 50 ms: the next one's sound is in its place."""
    begin = AudioGrid(rate=PAL).first_of(100) * 1024
    rung = AudioRung(PAL, 100)
    loud, silent = tone(begin, 12_400), np.zeros((2, 10_000), np.float32)
    second = AudioFrame(samples=silent, position=begin + 10_000)
    parts = run(rung, [loud, SoundCut(begin + 10_000), second, SoundCut(begin + 20_000)])
    samples = np.concatenate(heard(rung.header, parts), axis=1)[0]
    assert np.abs(samples[2_000:9_500]).max() > 0.45
    assert np.abs(samples[11_100:]).max() < 0.05


def test_the_track() -> None:
    described = AudioRung(NTSC, 5).track()
    assert (described.name, described.kind, described.codecs) == ("audio", "audio", "mp4a.40.2")
    assert (described.timescale, described.frame_ticks, described.rate) == (
        48_000,
        1024,
        "30000/1001",
    )
