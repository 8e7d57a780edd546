"""Quality without graphics: VMAF of our default rungs beside the peer's at the same bitrates."""

import gc
import io
import json
import re
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import av
from av.filter import Graph

from bench.command import CLIP, ours, peer
from bench.row import Row
from engine.rendition import DEFAULT_PRESET

_SIZE = (1280, 720)
_RUNGS = ("720p", "480p", "360p")


def rows(folder: Path) -> Iterator[Row]:
    """For each rung, how much lower ours is and how far the bitrates are apart."""
    ours(folder / "ours", DEFAULT_PRESET)
    peer(folder / "peer", "none", 0)
    for number, name in enumerate(_RUNGS):
        mine = _joined(folder / "ours" / name / "index.m3u8")
        theirs = _joined(folder / "peer" / f"v{number}.m3u8")
        scores = vmaf(mine), vmaf(theirs)
        yield Row(
            name=f"VMAF the peer's {name} is ahead of our default's",
            figures=(scores[1] - scores[0],),
            bound=0.3,
            note=f"ours {scores[0]:.2f}, its veryfast {scores[1]:.2f}",
        )
        yield Row(
            name=f"bitrates of {name} apart, per cent",
            figures=(abs(len(mine) / len(theirs) - 1) * 100,),
            bound=3,
        )


def _joined(playlist: Path) -> bytes:
    """A fragmented MP4 rendition as one file."""
    text = playlist.read_text()
    header = re.findall(r'#EXT-X-MAP:URI="([^"]+)"', text)[0]
    files = [header, *(line for line in text.splitlines() if line and not line.startswith("#"))]
    return b"".join((playlist.parent / file).read_bytes() for file in files)


def vmaf(made: bytes) -> float:
    """Mean VMAF of a clip scaled back to the source's size, bicubic."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "vmaf.json"
        _compare(made, log)
        gc.collect()
        return float(json.loads(log.read_text())["pooled_metrics"]["vmaf"]["mean"])


def _compare(made: bytes, log: Path) -> None:
    """The log is complete once the graph and all its filters, a circle, are collected."""
    with av.open(io.BytesIO(made), "r") as distorted, av.open(str(CLIP), "r") as reference:
        graph = Graph()
        video = distorted.streams.video[0]
        first = graph.add_buffer(
            width=video.width, height=video.height, format="yuv420p", time_base=video.time_base
        )
        source = reference.streams.video[0]
        second = graph.add_buffer(
            width=source.width, height=source.height, format="yuv420p", time_base=video.time_base
        )
        scale = graph.add("scale", f"{_SIZE[0]}:{_SIZE[1]}:flags=bicubic")
        measure = graph.add("libvmaf", f"log_fmt=json:log_path={log}:n_threads=2")
        sink = graph.add("buffersink")
        first.link_to(scale)
        scale.link_to(measure, 0, 0)
        second.link_to(measure, 0, 1)
        measure.link_to(sink)
        graph.configure()
        pairs = zip(distorted.decode(video=0), reference.decode(video=0), strict=True)
        for number, (one, other) in enumerate(pairs):
            one.pts = other.pts = number
            one.time_base = other.time_base = video.time_base
            first.push(one)
            second.push(other)
            _drain(graph)
        for buffer in (first, second):
            buffer.push(None)
        _drain(graph)


def _drain(graph: Graph) -> None:
    """Take the measured pictures off the graph; it measures no further than they are taken."""
    with suppress(av.error.BlockingIOError, av.error.EOFError):
        while True:
            graph.pull()
