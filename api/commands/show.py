"""`touchline show`: the deterministic show, from its log."""

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path

from api.arguments import duration
from api.console import Progress, complain, say
from api.exit_code import DONE, FAILED, MISTAKEN
from engine.channel.sponsor_plays import csv_rows
from engine.channel.verify import ShowCheck, Verdict
from engine.errors import EngineError, ShowLogError
from engine.timebase import MICROSECONDS
from overlays.fonts import FontMissingError


def set_up(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parsers = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    purpose = "make the frames that were aired again, from log and kept source, and compare"
    verify = parsers.add_parser("verify", help=purpose, description=purpose)
    add = verify.add_argument
    add("log", type=Path, metavar="LOG", help="a channel's show.db, in the folder the engine left")
    add("--last", metavar="S", help="only the last S seconds of the log")
    add("--json", action="store_true", help="print one JSON object")
    verify.set_defaults(run=run)
    purpose = "tell as CSV whose logo was on air from when to when, exact to the frame"
    sponsors = parsers.add_parser("sponsors", help=purpose, description=purpose)
    sponsors.add_argument("log", type=Path, metavar="LOG", help="a channel's show.db")
    sponsors.set_defaults(run=tell_sponsors)


def tell_sponsors(arguments: argparse.Namespace) -> int:
    """Tell the log's sponsors, a play a line."""
    try:
        for line in csv_rows(arguments.log):
            say(line)
    except ShowLogError as error:
        complain(str(error))
        return MISTAKEN
    return DONE


def run(arguments: argparse.Namespace) -> int:
    """Check the log's segments one by one; 1 where any was not as aired."""
    try:
        check = ShowCheck(arguments.log, duration(arguments.last))
    except ValueError as error:
        complain(f"--last: {error}")
        return MISTAKEN
    except ShowLogError as error:
        complain(str(error))
        return MISTAKEN
    try:
        verdicts = _verdicts(check, as_json=arguments.json)
    except (EngineError, FontMissingError) as error:
        complain(str(error))
        return FAILED
    counts = _counted(verdicts)
    say(json.dumps(counts) if arguments.json else _told(counts, verdicts))
    return FAILED if counts["different"] or not counts["same"] else DONE


def _verdicts(check: ShowCheck, *, as_json: bool) -> list[Verdict]:
    progress, found = Progress(len(check.segments), "segments"), list[Verdict]()
    for verdict in check.verdicts():
        found.append(verdict)
        if verdict.is_same is False and not as_json:
            progress.clear()
            complain(f"{_time(verdict)}: segment {verdict.segment} is not as it was aired")
        progress.show(len(found))
    progress.clear()
    return found


def _counted(verdicts: list[Verdict]) -> dict[str, object]:
    return {
        "segments": len(verdicts),
        "same": sum(verdict.is_same is True for verdict in verdicts),
        "different": [one.segment for one in verdicts if one.is_same is False],
        "not_kept": sum(verdict.is_same is None for verdict in verdicts),
        "first": _time(verdicts[0]),
        "last": _time(verdicts[-1]),
    }


def _told(counts: dict[str, object], verdicts: list[Verdict]) -> str:
    same, kept = counts["same"], [one for one in verdicts if one.is_same is not None]
    lines = []
    if counts["not_kept"]:
        lines.append(
            f"{counts['not_kept']} of {len(verdicts)} segments cannot be made again: "
            "the source's packets of then are not kept any more"
        )
    if kept:
        span = f"{_time(kept[0])} to {_time(kept[-1])}"
        lines.append(f"{same} of {len(kept)} segments are as they were aired: {span}")
    return "\n".join(lines)


def _time(verdict: Verdict) -> str:
    moment = datetime.fromtimestamp(verdict.program_time / MICROSECONDS, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
