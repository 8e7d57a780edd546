"""Files that hold what they promise, and files that do not."""

from fractions import Fraction
from pathlib import Path

import av
import pytest

from engine.errors import SourceError
from engine.ffmpeg.probe import probe
from engine.ffmpeg.whole import read_through
from tests.clips import Clip, joined


def index_first(path: Path) -> Path:
    """The same clip with its index before its media, as it comes from the web."""
    target = path.with_name("first.mp4")
    with (
        av.open(str(path)) as source,
        av.open(str(target), "w", options={"movflags": "faststart"}) as output,
    ):
        streams = {
            stream.index: output.add_stream_from_template(stream) for stream in source.streams
        }
        for packet in source.demux():
            if packet.size:
                packet.stream = streams[packet.stream.index]
                output.mux(packet)
    return target


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv", "a.ts", "a.mov"])
@pytest.mark.parametrize("sound", [None, Fraction(4)], ids=["silent", "with-sound"])
def test_a_whole_file_has_all_its_pictures(
    tmp_path: Path, name: str, sound: Fraction | None
) -> None:
    path = Clip(frames=100, sound=sound).write(tmp_path / name)
    assert read_through(probe(str(path))) == 100


def test_recordings_put_end_to_end_are_whole(tmp_path: Path) -> None:
    clip = Clip(frames=50, sound=Fraction(2))
    path = joined(tmp_path / "two.ts", clip, clip)
    assert read_through(probe(str(path))) == 100


def test_a_file_cut_short_says_where(tmp_path: Path) -> None:
    path = index_first(Clip(frames=200, size=(320, 180)).write(tmp_path / "a.mp4"))
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(SourceError, match=r"ends after [1-6]\.\d s of 8\.0 s; the file is cut"):
        read_through(probe(str(path)))
