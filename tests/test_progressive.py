"""One MP4 of a rendition and its sound: nothing lost, nothing encoded anew, index first."""

import math
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from engine import store
from engine.errors import StoreError
from engine.ffmpeg import progressive
from engine.ffmpeg.rational import fraction
from engine.window import Window, read_window
from tests.clips import Clip, grey
from tests.hls import sound, touchline

NTSC = Fraction(30000, 1001)


def made(folder: Path, rate: Fraction, frames: int = 70) -> Path:
    """A programme of one rung whose greys tell the frames, and its MP4."""
    clip = Clip(frames=frames, rate=rate, sound=frames / rate).write(folder / "clip.mp4")
    run = touchline(
        *("encode", clip, "--out", folder / "out", "--ladder", "64x48:300k", "--no-graphics"),
        *("--mp4", folder / "clip dressed.mp4"),
    )
    assert run.code == 0, run.errors
    return folder / "clip dressed.mp4"


def window(folder: Path, name: str) -> Window:
    return read_window((folder / name / "parts.jsonl").read_text().splitlines(keepends=True))


@pytest.mark.parametrize("rate", [Fraction(25), NTSC, Fraction(50)], ids=["25", "29.97", "50"])
def test_every_frame_at_its_time_with_its_sound(tmp_path: Path, rate: Fraction) -> None:
    path = made(tmp_path, rate)
    with av.open(str(path)) as container:
        picture, track = container.streams.video[0], container.streams.audio[0]
        base = fraction(picture.time_base)
        starts = (track.start_time or 0) * fraction(track.time_base)
        frames = list(container.decode(picture))
    assert [(frame.pts or 0) * base * rate for frame in frames] == list(range(70))
    greys = [float(frame.to_ndarray()[:48].mean()) for frame in frames]
    assert greys == pytest.approx([grey(number) for number in range(70)], abs=3)
    # The sound begins with the first AAC frame at or after the picture.
    assert 0 <= starts < Fraction(1024, 48_000)
    heard = np.abs(sound(path, rate=48_000)) > 0.2
    assert heard.sum() / 48_000 > 0.5 * 70 / rate


def test_packets_are_those_of_the_store(tmp_path: Path) -> None:
    path = made(tmp_path, Fraction(25))
    payload = path.read_bytes()
    for name in ("48p", "audio"):
        header, *segments = store.files(tmp_path / "out", window(tmp_path / "out", name))
        assert header.name == "init.mp4"
        kept = []
        for segment in segments:
            (tmp_path / "one.mp4").write_bytes(header.read_bytes() + segment.read_bytes())
            with av.open(str(tmp_path / "one.mp4")) as container:
                kept += [bytes(packet) for packet in container.demux(0) if packet.size]
        assert len(kept) == {"48p": 70, "audio": math.ceil(2.8 * 48_000 / 1024)}[name]
        assert all(packet in payload for packet in kept)


def test_the_index_stands_before_the_media(tmp_path: Path) -> None:
    payload = made(tmp_path, Fraction(25)).read_bytes()
    assert payload.index(b"moov") < payload.index(b"mdat")
    assert b"moof" not in payload[: payload.index(b"mdat")]


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        pytest.param("init.mp4", "no such file", id="no-header"),
        pytest.param("m4s", "no such file", id="no-segment"),
    ],
)
def test_what_cannot_be_read_leaves_nothing(tmp_path: Path, lost: str, said: str) -> None:
    made(tmp_path, Fraction(25)).unlink()
    files = [store.files(tmp_path / "out", window(tmp_path / "out", n)) for n in ("48p", "audio")]
    next(path for path in files[0] if path.name.endswith(lost)).unlink()
    with pytest.raises(StoreError, match=said):
        progressive.write(tmp_path / "again.mp4", *files)
    assert [path.name for path in tmp_path.glob("*again*")] == []
