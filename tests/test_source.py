"""A file as a source: every picture at its time, sound at its sample, damage passed over."""

import itertools
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from engine.errors import SourceError
from engine.ffmpeg import picture
from engine.ffmpeg.probe import probe
from engine.ffmpeg.source import FileSource, Picture
from engine.frame import AudioFrame
from tests.clips import Clip, grey, joined, turned, with_a_bad_packet


def source_of(path: Path, size: tuple[int, int] = (64, 48)) -> FileSource:
    return FileSource(probe(str(path)), *size)


def played(source: FileSource) -> tuple[list[tuple[Fraction, int]], list[AudioFrame]]:
    """One pass: (time, luma in the middle) of each picture, and the sound."""
    pictures, sound = [], []
    for item in source.play():
        if isinstance(item, Picture):
            luma = picture.planes(item.handle)[0]
            pictures.append((item.time, int(luma[luma.shape[0] // 2, luma.shape[1] // 2])))
        else:
            sound.append(item)
    return pictures, sound


def is_seamless(sound: list[AudioFrame]) -> bool:
    return all(b.position == a.end for a, b in itertools.pairwise(sound))


def loudness(sound: list[AudioFrame]) -> float:
    samples = np.concatenate([frame.samples for frame in sound], axis=1)
    return float(np.sqrt(np.mean(samples**2)))


@pytest.mark.parametrize("name", ["clip.mp4", "clip.mkv", "clip.ts", "clip.mov"])
@pytest.mark.parametrize("bframes", ["0", "2"], ids=["no-b-frames", "b-frames"])
def test_all_pictures_come_in_order_at_their_times(tmp_path: Path, name: str, bframes: str) -> None:
    options = (("preset", "ultrafast"), ("qp", "4"), ("bf", bframes), ("b_strategy", "0"))
    path = Clip(frames=20, sound=Fraction(4, 5), options=options).write(tmp_path / name)
    source = source_of(path)
    pictures, _ = played(source)
    assert source.decoded == 20
    first = pictures[0][0]
    millisecond = Fraction(1, 1000)
    assert first <= 3 * Fraction(1024, 48_000)  # priming may come before the first picture
    for number, (time, luma) in enumerate(pictures):
        assert abs(time - first - Fraction(number, 25)) <= millisecond
        assert abs(luma - grey(number)) <= 3


def test_sound_is_whole_and_seamless(tmp_path: Path) -> None:
    path = Clip(frames=25, sound=Fraction(1)).write(tmp_path / "clip.mp4")
    _, sound = played(source_of(path))
    assert is_seamless(sound)
    assert (sound[0].position, sound[-1].end) == (0, 48_000)
    assert all(frame.samples.dtype == np.float32 for frame in sound)
    assert loudness(sound) == pytest.approx(0.5 / 2**0.5, rel=0.02)


@pytest.mark.parametrize(
    ("clip", "first_picture", "first_sample"),
    [
        pytest.param(Clip(sound=Fraction(2, 5)), Fraction(0), 0, id="together"),
        pytest.param(
            Clip(sound=Fraction(2, 5), sound_from=Fraction(1, 5)),
            Fraction(0),
            9_600,
            id="sound-later",
        ),
        pytest.param(
            Clip(sound=Fraction(2, 5), picture_from=Fraction(1, 5)),
            Fraction(1, 5),
            0,
            id="picture-later",
        ),
        pytest.param(
            Clip(sound=Fraction(2, 5), picture_from=Fraction(10), sound_from=Fraction(101, 10)),
            Fraction(0),
            4_800,
            id="a-recording-that-begins-at-10-s",
        ),
    ],
)
def test_sound_and_picture_keep_their_distance(
    tmp_path: Path, clip: Clip, first_picture: Fraction, first_sample: int
) -> None:
    exact = Clip(
        sound=clip.sound,
        sound_from=clip.sound_from,
        picture_from=clip.picture_from,
        audio_codec="pcm_s16le",
    )
    pictures, sound = played(source_of(exact.write(tmp_path / "clip.mkv")))
    assert pictures[0][0] == first_picture
    assert (sound[0].position, sound[-1].end) == (first_sample, first_sample + 19_200)


@pytest.mark.parametrize("rate", [44_100, 32_000, 16_000])
@pytest.mark.parametrize("channels", ["mono", "stereo"])
def test_any_sound_becomes_48_khz_stereo(tmp_path: Path, rate: int, channels: str) -> None:
    clip = Clip(
        frames=25,
        sound=Fraction(1),
        sample_rate=rate,
        channels=channels,
        audio_codec="pcm_s16le",
    )
    _, sound = played(source_of(clip.write(tmp_path / "clip.mkv")))
    samples = np.concatenate([frame.samples for frame in sound], axis=1)
    assert is_seamless(sound)
    assert samples.shape[0] == 2
    assert abs(samples.shape[1] - 48_000) <= 48
    assert np.allclose(samples[0], samples[1], atol=1e-3)
    crossings = np.count_nonzero(np.diff(np.signbit(samples[0, 4_800:43_200])))
    assert abs(crossings - 2 * 800) <= 4  # a tone of 1 kHz


def test_a_source_plays_as_often_as_asked(tmp_path: Path) -> None:
    source = source_of(Clip(sound=Fraction(2, 5)).write(tmp_path / "clip.mp4"))
    first, second = played(source), played(source)
    assert first[0] == second[0]
    assert [frame.position for frame in first[1]] == [frame.position for frame in second[1]]
    assert source.decoded == 20


def test_pictures_are_fitted(tmp_path: Path) -> None:
    path = turned(Clip(frames=3).write(tmp_path / "clip.mp4"), 90)
    sizes = {
        (item.handle.width, item.handle.height)
        for item in source_of(path, (36, 48)).play()
        if isinstance(item, Picture)
    }
    assert sizes == {(36, 48)}


def test_a_gap_in_the_pictures_keeps_their_times(tmp_path: Path) -> None:
    path = Clip(left_out=frozenset({3, 4, 5})).write(tmp_path / "clip.mkv")
    pictures, _ = played(source_of(path))
    assert [round(time * 25) for time, _ in pictures] == [0, 1, 2, 6, 7, 8, 9]


def test_a_file_cut_short_says_so(tmp_path: Path) -> None:
    path = Clip(frames=150).write(tmp_path / "clip.mkv")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(SourceError, match=r"ends after \d\.\d s of 6\.0 s"):
        played(source_of(path))


def test_damage_is_passed_over_and_counted(tmp_path: Path) -> None:
    options = (("preset", "ultrafast"), ("g", "5"), ("bf", "0"))
    noise = np.random.default_rng(1).integers(16, 236, (48, 64), np.uint8)
    path = Clip(frames=40, options=options, paint=lambda *_: noise).write(tmp_path / "clip.mkv")
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 400] = bytes(400)
    path.write_bytes(content)
    pictures, _ = played(source_of(path))
    assert 20 < len(pictures) <= 40
    times = [time for time, _ in pictures]
    assert times == sorted(times)
    assert times[-1] == Fraction(39, 25)


def test_damage_is_counted_anew_each_pass(tmp_path: Path) -> None:
    source = source_of(with_a_bad_packet(Clip(frames=5).write(tmp_path / "clip.mkv")))
    assert [len(played(source)[0]) for _ in range(102)] == [4] * 102
    assert source.damaged == 102


def test_a_file_cut_short_before_its_second_pass_says_so(tmp_path: Path) -> None:
    path = Clip(frames=150).write(tmp_path / "clip.mkv")
    source = source_of(path)
    played(source)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(SourceError, match="the file is cut short"):
        played(source)


@pytest.mark.parametrize("name", ["clip.mp4", "clip.mkv", "clip.ts"])
def test_a_track_that_is_not_read_may_be_longer(tmp_path: Path, name: str) -> None:
    clip = Clip(frames=25, sound=Fraction(1), other_sound=Fraction(5))
    assert len(played(source_of(clip.write(tmp_path / name)))[0]) == 25


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(
            Clip(channels="mono", sound=Fraction(1)), Clip(sound=Fraction(1)), id="mono-to-stereo"
        ),
        pytest.param(
            Clip(sound=Fraction(1)), Clip(channels="mono", sound=Fraction(1)), id="stereo-to-mono"
        ),
        pytest.param(
            Clip(sample_rate=32_000, sound=Fraction(1)), Clip(sound=Fraction(1)), id="another-rate"
        ),
    ],
)
def test_sound_may_change_its_kind(tmp_path: Path, first: Clip, second: Clip) -> None:
    path = joined(
        tmp_path / "clip.ts",
        first,
        replace(second, picture_from=Fraction(21, 20), sound_from=Fraction(21, 20)),
    )
    _, sound = played(source_of(path))
    samples = np.concatenate([frame.samples for frame in sound], axis=1)
    assert samples.shape[0] == 2
    assert abs(samples.shape[1] - 96_000) < 5 * 1024
    tail = samples[:, -24_000:-4_800]
    assert np.allclose(tail[0], tail[1], atol=1e-3)
    assert np.count_nonzero(np.diff(np.signbit(tail[0]))) == pytest.approx(2 * 400, abs=4)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(Fraction(60), Fraction(0), id="back"),
        pytest.param(Fraction(0), Fraction(3600), id="forward"),
    ],
)
@pytest.mark.parametrize("bframes", ["0", "2"], ids=["no-b-frames", "b-frames"])
def test_sound_and_picture_stay_together_over_a_jump(
    tmp_path: Path, first: Fraction, second: Fraction, bframes: str
) -> None:
    options = (("preset", "ultrafast"), ("qp", "4"), ("bf", bframes), ("b_strategy", "0"))
    clip = Clip(frames=50, sound=Fraction(1), options=options)
    before = replace(clip, picture_from=first, sound_from=first)
    after = replace(clip, picture_from=second, sound_from=second + 1)
    source = source_of(joined(tmp_path / "clip.ts", before, after))
    pictures, sound = played(source)
    assert source.jumps == 1
    steps = [b[0] - a[0] for a, b in itertools.pairwise(pictures)]
    assert 0 < steps.pop(49) < Fraction(4, 25)
    assert steps == pytest.approx([0.04] * 98, abs=0.001)
    heard = [b.position for a, b in itertools.pairwise(sound) if b.position > a.end]
    assert heard == pytest.approx([(pictures[50][0] + 1) * 48_000], abs=1_500)
