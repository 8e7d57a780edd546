"""What is made of a clip: one rung with its graphics on, as HLS and as one MP4."""

import json
import shutil
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from api.clips import command
from api.clips.clip import Clip, ClipError, Made, Source
from api.clips.source import reason
from engine.rendition import Rendition, default_ladder

UPLOAD = "upload"
FACTS = "facts.jsonl"
FOLDER = "hls"
MP4 = "dressed.mp4"
_WITHIN_S = 3600.0
_SHORT_SIDE, _LONG_SIDE = 1080, 1920
# It is kept as a file and sent over no thin line, so it may have twice what a channel spends.
_GENEROUS = 2
_KBIT_AT_MOST = 40_000


def rung(source: Source) -> Rendition:
    """The one size it is made in: the source's, up to 1080p."""
    short, long = sorted((source.width, source.height))
    scale = min(Fraction(1), Fraction(_SHORT_SIDE, short), Fraction(_LONG_SIDE, long))
    width, height = int(source.width * scale), int(source.height * scale)
    top = default_ladder(width, height, source.rate)[0]
    kbit = min(_KBIT_AT_MOST, _GENEROUS * top.kbit)
    return Rendition(name=top.name, width=top.width, height=top.height, kbit=kbit)


def bytes_of(source: Source) -> int:
    """What making it will take of the disk at most, as HLS and as MP4."""
    return int(2 * rung(source).kbit * 1100 / 8 * (source.duration or 0))


def clear(folder: Path) -> None:
    """Take away what was made before."""
    shutil.rmtree(folder / FOLDER, ignore_errors=True)
    (folder / MP4).unlink(missing_ok=True)


async def make(clip: Clip, on_progress: command.Progress) -> dict[str, Any]:
    """Run `touchline encode` on it; return its report. ClipError where it fails."""
    size, folder = rung(clip.source), clip.folder
    ended = await command.run(
        [
            *("encode", str(folder / UPLOAD), "--out", str(folder / FOLDER)),
            *("--facts", str(folder / FACTS), "--mp4", str(folder / MP4)),
            *("--ladder", f"{size.width}x{size.height}:{size.kbit}k", "--json", "--progress"),
        ],
        on_progress,
        within_s=_WITHIN_S,
    )
    if ended.code:
        raise ClipError("failed", reason(ended.complaints, folder / UPLOAD, clip.name))
    report: dict[str, Any] = json.loads(ended.result)
    return report


def described(clip: Clip, report: Mapping[str, Any], wall_s: float) -> Made:
    """What `encode` reported, with the time it took in all."""
    (made,) = report["renditions"]
    return Made(
        width=made["width"],
        height=made["height"],
        frames=report["frames"],
        media_s=report["media_s"],
        wall_s=wall_s,
        size=(clip.folder / MP4).stat().st_size,
    )
