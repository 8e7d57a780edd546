"""A process that opens nothing that refers to something else."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.clips import Clip

OPEN = """
import sys
from engine.errors import SourceError
from engine.ffmpeg import self_contained
from engine.ffmpeg.probe import probe
self_contained.insist()
try:
    print(probe(sys.argv[1]).video_codec)
except SourceError as error:
    print(error)
"""


def said(path: Path) -> str:
    """What such a process says of a file."""
    run = subprocess.run(
        [sys.executable, "-c", OPEN, str(path)],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1],
    )  # fmt: skip
    return run.stdout.strip()


@pytest.mark.parametrize("suffix", ["mp4", "mov", "mkv", "webm", "ts", "avi", "flv", "mpg"])
def test_what_people_have_is_opened(tmp_path: Path, suffix: str) -> None:
    codec = {"webm": "libvpx", "mpg": "mpeg2video"}.get(suffix, "libx264")
    options = (("qp", "4"),) if codec == "libx264" else ()
    path = tmp_path / f"a.{suffix}"
    Clip(frames=10, video_codec=codec, options=options).write(path)
    assert said(path.rename(tmp_path / "upload")) in {"h264", "vp8", "mpeg2video"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("a", "ffconcat version 1.0\nfile clip.mp4\n", id="list"),
        pytest.param(
            "a.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nclip.mp4\n", id="playlist"
        ),
        pytest.param("a.mpd", '<?xml version="1.0"?><MPD profiles="x" type="static">', id="dash"),
        pytest.param("a", "v=0\nc=IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\n", id="session"),
    ],
)
def test_what_names_other_things_is_not(tmp_path: Path, name: str, text: str) -> None:
    Clip(frames=10).write(tmp_path / "clip.mp4")
    (tmp_path / name).write_text(text)
    assert said(tmp_path / name).startswith(f"{tmp_path / name}: is no ")
