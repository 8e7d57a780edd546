"""`touchline probe`: what a source is and how it will be fitted."""

import argparse
import json
from typing import Any

from api.console import complain, say
from api.exit_code import DONE, MISTAKEN
from engine import timebase
from engine.errors import EngineError
from engine.ffmpeg.probe import SourceInfo, probe
from engine.ffmpeg.whole import read_through
from engine.rendition import default_ladder


def set_up(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("input", metavar="INPUT", help="a media file")
    parser.add_argument("--whole", action="store_true", help="read it to its end: is it all there")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print what was found."""
    try:
        info = probe(arguments.input)
        found = describe(info)
        if arguments.whole:
            found["picture"]["frames"] = read_through(info)
    except EngineError as error:
        complain(str(error))
        return MISTAKEN
    if arguments.json:
        say(json.dumps(found))
        return DONE
    for part, lines in found.items():
        say(part)
        for name, value in lines.items():
            say(f"  {name:<12} {value}")
    return DONE


def describe(info: SourceInfo) -> dict[str, dict[str, Any]]:
    """The source as found, and what the fit will do with it, in words."""
    start = info.audio_start
    sound: dict[str, Any] = {"none": "silence will stand for it"}
    if info.audio_codec:
        sound = {
            "codec": info.audio_codec,
            "rate": info.audio_rate,
            "channels": info.audio_channels,
            "starts_s": None if start is None else float(start - info.start),
        }
    return {
        "source": {
            "path": info.path,
            "container": info.container,
            "duration_s": None if info.duration is None else float(info.duration),
        },
        "picture": {
            "codec": info.video_codec,
            "size": f"{info.width}x{info.height}",
            "display": "{}x{}".format(*info.display),
            "format": info.pixel_format,
            "frame_rate": round(float(info.average_rate), 4),
            "colour": _color(info),
            "scan": "interlaced" if info.is_interlaced else "progressive",
            "rotation": info.rotation,
            "starts_s": float(info.video_start - info.start),
        },
        "sound": sound,
        "fit": _fit(info),
    }


def _color(info: SourceInfo) -> str:
    color = info.color
    spread = "full" if color.is_full_range else "limited"
    assumed = " (not tagged; assumed by its size)" if color.is_assumed else ""
    return f"{color.matrix} {spread}{' ' + color.hdr if color.hdr else ''}{assumed}"


def _fit(info: SourceInfo) -> dict[str, Any]:
    ladder = default_ladder(*info.display, info.rate)
    steps = []
    if info.is_interlaced:
        steps.append("deinterlaced")
    if info.rotation:
        steps.append(f"turned by {info.rotation} degrees")
    if info.sample_aspect != 1:
        steps.append("made square")
    if info.color.matrix != "bt709" or info.color.is_full_range:
        steps.append("converted to bt709 limited")
    part = timebase.part_frames(info.rate) / info.rate
    return {
        "frame_rate": round(float(info.rate), 4),
        "part_s": round(float(part), 5),
        "segment_s": round(float(part * timebase.SEGMENT_PARTS), 5),
        "picture": ", ".join(steps) or "as it is",
        "ladder": ",".join(f"{rung.width}x{rung.height}:{rung.kbit}k" for rung in ladder),
        "warnings": "; ".join(info.warnings) or "none",
    }
