"""Playout: passes of a file in one numbering of frames and samples."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from engine.audio_rung import SoundCut
from engine.channel.playout import Playout
from engine.ffmpeg import picture
from engine.ffmpeg.picture import Handle
from engine.ffmpeg.probe import probe
from engine.ffmpeg.source import FileSource
from engine.frame import AudioFrame
from engine.handoff import Handoff
from tests.clips import Clip, grey

PAL = Fraction(25)
FIRST = 48 * 1_000_000
FIRST_SAMPLE = FIRST * 1920


def playout_of(path: Path) -> Playout:
    return Playout(FileSource(probe(str(path)), 64, 48), PAL, FIRST, (64, 48))


def played(
    playout: Playout, loops: int = 0
) -> tuple[list[tuple[int, int]], list[AudioFrame], list[int]]:
    """(frame number, luma) of each picture, the sound, and where it was cut."""
    pictures: Handoff[tuple[int, Handle]] = Handoff(10_000)
    sound: Handoff[AudioFrame | SoundCut] = Handoff(10_000)
    playout.run(loops, pictures, sound)
    shown = [(n - FIRST, int(picture.planes(h)[0][24, 32])) for n, h in pictures]
    items = list(sound)
    cuts = [item.sample - FIRST_SAMPLE for item in items if isinstance(item, SoundCut)]
    return shown, [item for item in items if isinstance(item, AudioFrame)], cuts


def assert_greys(shown: list[tuple[int, int]], wanted: list[int]) -> None:
    assert [number for number, _ in shown] == list(range(len(wanted)))
    for (_, luma), number in zip(shown, wanted, strict=True):
        assert abs(luma - grey(number)) <= 3


@pytest.mark.parametrize("loops", [0, 1, 3])
def test_passes_follow_each_other(tmp_path: Path, loops: int) -> None:
    path = Clip(sound=Fraction(2, 5)).write(tmp_path / "clip.mp4")
    playout = playout_of(path)
    shown, sound, cuts = played(playout, loops)
    assert_greys(shown, [*range(10)] * (loops + 1))
    assert cuts == [19_200 * (number + 1) for number in range(loops + 1)]
    assert {frame.position - FIRST_SAMPLE for frame in sound} >= {
        19_200 * number for number in range(loops + 1)
    }
    assert (playout.dropped, playout.repeated) == (0, 0)


def test_a_gap_is_repeated_and_counted(tmp_path: Path) -> None:
    playout = playout_of(Clip(left_out=frozenset({3, 4})).write(tmp_path / "clip.mkv"))
    assert_greys(played(playout)[0], [0, 1, 2, 2, 2, 5, 6, 7, 8, 9])
    assert (playout.dropped, playout.repeated) == (0, 2)


@pytest.mark.parametrize(
    ("sound", "frames"),
    [
        pytest.param(Fraction(2, 5), 10, id="as-long"),
        pytest.param(Fraction(48, 100), 10, id="longer-by-less-than-a-tenth"),
        pytest.param(Fraction(1), 25, id="longer-holds-the-last-picture"),
        pytest.param(Fraction(1, 5), 10, id="shorter"),
    ],
)
def test_a_pass_ends_with_its_picture_or_long_sound(
    tmp_path: Path, sound: Fraction, frames: int
) -> None:
    path = Clip(sound=sound, audio_codec="pcm_s16le").write(tmp_path / "clip.mkv")
    shown, _, cuts = played(playout_of(path))
    assert_greys(shown, [min(number, 9) for number in range(frames)])
    assert cuts == [frames * 1920]


def test_a_late_picture_is_awaited_by_the_slate(tmp_path: Path) -> None:
    clip = Clip(sound=Fraction(2), picture_from=Fraction(1), frames=25, audio_codec="pcm_s16le")
    shown, _, _ = played(playout_of(clip.write(tmp_path / "clip.mkv")))
    assert len(shown) == 50
    assert {luma for _, luma in shown[:25]}.isdisjoint({16})
    assert_greys([(n - 25, luma) for n, luma in shown[25:]], list(range(25)))


def test_a_stop_ends_with_what_was_read(tmp_path: Path) -> None:
    path = Clip(frames=50, sound=Fraction(2)).write(tmp_path / "clip.mp4")
    playout = playout_of(path)
    playout.stop()
    shown, _, cuts = played(playout, loops=5)
    assert playout.is_stopped
    assert 1 <= len(shown) < 50
    assert cuts == [len(shown) * 1920]


def test_frames_of_the_slate_are_all_the_same(tmp_path: Path) -> None:
    clip = Clip(sound=Fraction(2), picture_from=Fraction(1), frames=5, audio_codec="pcm_s16le")
    pictures: Handoff[tuple[int, Handle]] = Handoff(10_000)
    playout_of(clip.write(tmp_path / "clip.mkv")).run(0, pictures, Handoff(10_000))
    handles = [handle for _, handle in pictures][:25]
    first = picture.planes(handles[0])
    for handle in handles:
        planes = picture.planes(handle)
        assert all(np.array_equal(a, b) for a, b in zip(first, planes, strict=True))
