"""The recorder: a clip that is there whole, or not at all."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from engine.errors import StoreError
from engine.ffmpeg.recorder import Recorder

PAL = Fraction(25)
# Full-range colours and what they are in bt709, limited range (ITU-R BT.709-6).
COLOURS = {
    "white": ((255, 255, 255), (235, 128, 128)),
    "black": ((0, 0, 0), (16, 128, 128)),
    "red": ((255, 0, 0), (63, 102, 240)),
    "green": ((0, 255, 0), (173, 42, 26)),
    "blue": ((0, 0, 255), (32, 240, 118)),
}


def bgra(rgb: tuple[int, int, int]) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.full((48, 64, 4), (*rgb[::-1], 255), np.uint8)


def record(path: Path, frames: int, rgb: tuple[int, int, int] = (255, 0, 0)) -> None:
    with Recorder(path, 64, 48, PAL) as clip:
        for _ in range(frames):
            clip.picture(clip.fitted(bgra(rgb)))
            clip.sound(np.full((2, 1920), 0.25, np.float32))


def test_a_clip_is_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "made" / "clip.mp4"
    record(path, 25)
    with av.open(str(path)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        assert (video.width, video.height, video.average_rate.numerator) == (64, 48, 25)
        assert (audio.rate, audio.channels) == (48_000, 2)
        pictures = list(container.decode(video=0))
    assert [frame.pts for frame in pictures] == [n * (pictures[1].pts or 0) for n in range(25)]
    assert [file.name for file in path.parent.iterdir()] == ["clip.mp4"]


@pytest.mark.parametrize(("rgb", "yuv"), COLOURS.values(), ids=COLOURS)
def test_colours_are_bt709(
    tmp_path: Path, rgb: tuple[int, int, int], yuv: tuple[int, int, int]
) -> None:
    path = tmp_path / "clip.mp4"
    record(path, 2, rgb)
    with av.open(str(path)) as container:
        frame = next(container.decode(video=0))
    rows = frame.to_ndarray(format="yuv420p")
    found = [int(rows[24, 32]), int(rows[48 + 6, 16]), int(rows[48 + 18, 16])]
    assert np.abs(np.subtract(found, yuv)).max() <= 3
    assert frame.colorspace == 1


def test_pixels_may_be_drawn_on_afterwards(tmp_path: Path) -> None:
    path, pixels = tmp_path / "clip.mp4", bgra((255, 255, 255))
    with Recorder(path, 64, 48, PAL) as clip:
        handle = clip.fitted(pixels)
        pixels[:] = 0
        clip.picture(handle)
    with av.open(str(path)) as container:
        assert int(next(container.decode(video=0)).to_ndarray()[24, 32]) > 220


def test_a_failure_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    with pytest.raises(ZeroDivisionError), Recorder(path, 64, 48, PAL):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_a_failure_leaves_the_clip_that_was_there(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"before")
    with pytest.raises(ZeroDivisionError), Recorder(path, 64, 48, PAL):
        raise ZeroDivisionError
    assert path.read_bytes() == b"before"


def test_a_place_that_cannot_be_written_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(StoreError, match=r"clip\.mp4"):
        Recorder(tmp_path / "file" / "clip.mp4", 64, 48, PAL)


def test_two_may_make_the_same_clip_at_once(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    with Recorder(path, 64, 48, PAL) as first, Recorder(path, 64, 48, PAL) as second:
        for number in range(50):
            for clip in (first, second)[: 1 + number % 2]:
                clip.picture(clip.fitted(bgra((255, 0, 0))))
    with av.open(str(path)) as container:
        assert sum(1 for _ in container.decode(video=0)) == 50
    assert [file.name for file in tmp_path.iterdir()] == ["clip.mp4"]
