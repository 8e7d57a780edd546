"""Playout: passes of a file in one numbering of frames and samples."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import override

import numpy as np
import pytest

from engine.audio_rung import SoundCut
from engine.channel.playout import Playout
from engine.errors import SourceError
from engine.ffmpeg import picture
from engine.ffmpeg.picture import Handle
from engine.ffmpeg.probe import probe
from engine.ffmpeg.source import FileSource
from engine.frame import AudioFrame
from engine.handoff import Handoff
from tests.clips import Clip, grey, joined

PAL = Fraction(25)
FIRST = 48 * 1_000_000
FIRST_SAMPLE = FIRST * 1920


def playout_of(path: Path) -> Playout:
    return Playout(FileSource(probe(str(path)), 64, 48), PAL, FIRST, (64, 48))


class Stopping[Item](Handoff[Item]):
    """A hand-off that stops the playout with the item that is `last`th of its kind."""

    def __init__(self, playout: Playout, kind: type, last: int) -> None:
        super().__init__(100_000)
        self._playout, self._kind, self._left = playout, kind, last

    @override
    def put(self, item: Item) -> None:
        super().put(item)
        self._left -= isinstance(item, self._kind)
        if not self._left:
            self._playout.stop()


def played(
    playout: Playout,
    loops: int = 0,
    pictures: Handoff[tuple[int, Handle]] | None = None,
    sound: Handoff[AudioFrame | SoundCut] | None = None,
) -> tuple[list[tuple[int, int]], list[AudioFrame], list[int]]:
    """(frame number, luma) of each picture, the sound, and where it was cut."""
    pictures, sound = pictures or Handoff(10_000), sound or Handoff(10_000)
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


SOUND_FIRST = Clip(picture_from=Fraction(1), frames=25, sound=Fraction(2), audio_codec="pcm_s16le")


def test_a_stop_before_a_later_pass_s_first_picture_keeps_what_was_played(tmp_path: Path) -> None:
    path = SOUND_FIRST.write(tmp_path / "clip.mkv")
    once = played(playout_of(path))[1]
    playout = playout_of(path)
    sound: Stopping[AudioFrame | SoundCut] = Stopping(playout, AudioFrame, len(once) + 1)
    shown, _, cuts = played(playout, 5, sound=sound)
    assert len(shown) == 50
    assert cuts == [50 * 1920] * 2


def test_a_stop_before_the_first_picture_of_all_says_so(tmp_path: Path) -> None:
    playout = playout_of(SOUND_FIRST.write(tmp_path / "clip.mkv"))
    playout.stop()
    with pytest.raises(SourceError, match="ended before its first picture, so nothing was made; "):
        played(playout)


HOUR = Fraction(3600)


@pytest.mark.parametrize(
    "clip",
    [
        pytest.param(Clip(picture_from=HOUR, sound=Fraction(1)), id="slate-for-an-hour"),
        pytest.param(Clip(sound=Fraction(60), sample_rate=8000), id="last-picture-for-a-minute"),
    ],
)
def test_a_stop_does_not_wait_for_a_long_run_of_frames(tmp_path: Path, clip: Clip) -> None:
    exact = replace(clip, audio_codec="pcm_s16le")
    playout = playout_of(exact.write(tmp_path / "clip.mkv"))
    shown, _, cuts = played(playout, 0, pictures=Stopping(playout, tuple, 100))
    assert len(shown) == 100
    assert cuts == [100 * 1920]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(Fraction(60), Fraction(0), id="back"),
        pytest.param(Fraction(0), Fraction(0), id="back-to-the-start"),
        pytest.param(Fraction(0), HOUR, id="forward-by-an-hour"),
    ],
)
def test_recordings_put_end_to_end_play_one_after_the_other(
    tmp_path: Path, first: Fraction, second: Fraction
) -> None:
    clips = [Clip(frames=40, picture_from=begin) for begin in (first, second)]
    playout = playout_of(joined(tmp_path / "clip.ts", *clips))
    assert_greys(played(playout)[0], [*range(40), *range(40)])
    assert (playout.dropped, playout.repeated) == (0, 0)


def test_frames_of_the_slate_are_all_the_same(tmp_path: Path) -> None:
    clip = Clip(sound=Fraction(2), picture_from=Fraction(1), frames=5, audio_codec="pcm_s16le")
    pictures: Handoff[tuple[int, Handle]] = Handoff(10_000)
    playout_of(clip.write(tmp_path / "clip.mkv")).run(0, pictures, Handoff(10_000))
    handles = [handle for _, handle in pictures][:25]
    first = picture.planes(handles[0])
    for handle in handles:
        planes = picture.planes(handle)
        assert all(np.array_equal(a, b) for a, b in zip(first, planes, strict=True))
