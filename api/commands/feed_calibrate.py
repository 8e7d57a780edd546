"""`touchline feed calibrate`: the clock burnt into a clip, and how far a facts file is off it."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from api.arguments import Checks, moment
from api.console import complain, say
from api.exit_code import DONE, FAILED, MISTAKEN
from engine.channel.clip_calibration import Calibrated, ClipCalibration
from engine.clock_reading.share import Share
from engine.errors import EngineError
from engine.ffmpeg.probe import SourceInfo, probe
from feeds import facts_file
from feeds.clock_text import clock_to_text
from feeds.event_time import MICROSECONDS
from feeds.fact import Fact
from feeds.settings import seconds

_START = "2000-01-01T00:00:00Z"
_SECONDS = "60"
_MILLISECOND = MICROSECONDS // 1000


def set_up(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    add = parser.add_argument
    add("clip", metavar="CLIP", help="a media file with a clock in its pictures")
    add("--facts", type=Path, metavar="FILE", help="a facts file, times from the first frame")
    add("--region", metavar="L,T,W,H", help="where the clock stands, in parts of the picture")
    add("--start", default=_START, metavar="TIME", help=f"when the clip began; default: {_START}")
    add("--seconds", default=_SECONDS, metavar="S", help="of the clip to look at; default: 60")
    add("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Look at the clip; 1 where no clock was seen, or none of which the facts say anything."""
    checks = Checks()
    start = checks.value("--start", lambda: moment(arguments.start, like=_START), 0)
    length = checks.value("--seconds", lambda: seconds(arguments.seconds), 0)
    region = checks.value("--region", lambda: _region(arguments.region), None)
    none: Sequence[Fact] = ()
    facts = checks.value("--facts", lambda: _facts(arguments.facts, start), none)
    info = checks.value(arguments.clip, lambda: _info(arguments.clip), None)
    for mistake in checks.mistakes:
        complain(str(mistake))
    if info is None or checks.mistakes:
        return MISTAKEN
    try:
        found = ClipCalibration(info, facts, start=start, region=region).run(length)
    except EngineError as error:
        complain(str(error))
        return FAILED
    wrong = _wrong(found, has_file=arguments.facts is not None)
    if arguments.json:
        say(json.dumps(_coded(found, info, wrong)))
    else:
        _say_all(found, wrong)
    return FAILED if wrong else DONE


def _region(text: str | None) -> Share | None:
    return None if text is None else Share.parse(text)


def _facts(path: Path | None, start: int) -> Sequence[Fact]:
    if path is None:
        return ()
    facts_file.check(path, origin=start)
    return tuple(facts_file.facts(path, origin=start))


def _info(path: str) -> SourceInfo | None:
    return probe(path)


def _wrong(found: Calibrated, *, has_file: bool) -> str:
    """Why there is no offset, in words; empty where there is one, or none was asked for."""
    if found.seen is None:
        return "no clock seen: nothing in the pictures ticks and reads as a clock"
    if has_file and not found.has_facts:
        return "the facts tell no clock that runs; add a clock_set"
    if has_file and found.offset is None and not found.seen.is_time_of_day:
        reads = clock_to_text(found.seen.value // MICROSECONDS * MICROSECONDS)
        return f"the facts' clock never read {reads} within five minutes of the picture"
    return ""


def _coded(found: Calibrated, info: SourceInfo, wrong: str) -> dict[str, Any]:
    offset = found.offset
    return {
        "picture_s": _s(found.looked),
        "clock": None if found.seen is None else _clock(found, info),
        "offset_s": None if offset is None else _s(offset.value),
        "skew_s": None if offset is None else _s(-offset.value),
        "spread_s": None if offset is None else _s(offset.spread),
        "confidence": 0 if offset is None else offset.confidence,
        "readings": 0 if offset is None else offset.readings,
        "ticks": 0 if offset is None else offset.ticks,
        "error": wrong,
    }


def _clock(found: Calibrated, info: SourceInfo) -> dict[str, Any]:
    seen, region = found.seen, found.region
    assert seen is not None  # noqa: S101 - who asks has seen one
    width, height = info.display
    share = None
    if region is not None:
        parts = region.left / width, region.top / height, region.width / width
        share = ",".join(f"{part:.3f}" for part in (*parts, region.height / height))
    return {
        "reads": clock_to_text(max(0, seen.value) // _MILLISECOND * _MILLISECOND),
        "at_s": _s(found.last or 0),
        "counts": "up" if seen.rate > 0 else "down",
        "is_time_of_day": seen.is_time_of_day,
        "seen_after_s": _s(found.first or 0),
        "region": share,
    }


def _s(micros: int) -> float:
    return round(micros / MICROSECONDS, 3)


def _say_all(found: Calibrated, wrong: str) -> None:
    seen, offset = found.seen, found.offset
    if seen is not None:
        reads = clock_to_text(max(0, seen.value) // _MILLISECOND * _MILLISECOND)
        way = "up" if seen.rate > 0 else "down"
        say(f"clock   {reads} at {_s(found.last or 0)} s, counts {way}")
        say(f"        first seen to tick after {_s(found.first or 0)} s")
    if offset is not None:
        say(f"offset  {_s(offset.value):+} s, give or take {_s(offset.spread)} s")
        say(f"        {offset.readings} readings, confidence {offset.confidence} %")
    if wrong:
        complain(wrong)
