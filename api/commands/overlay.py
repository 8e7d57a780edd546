"""`touchline overlay`: an overlay config checked, and what its graphics look like."""

import argparse
import json
from pathlib import Path

from api.commands import overlay_render, overlay_sheet
from api.console import complain, say
from api.exit_code import DONE, FAILED, MISTAKEN
from engine.errors import EngineError
from feeds.mistake import MistakesError
from overlays.config import reading
from overlays.config.json_schema import json_schema
from overlays.fonts import FontMissingError


def set_up(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parsers = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    for name, purpose, set_up_one, run_one in (
        ("check", "say all that is wrong with a config, and what would be right", _file, _check),
        ("render", "draw one picture of a match", overlay_render.set_up, overlay_render.run),
        ("sheet", "draw every graphic on sample matches", overlay_sheet.set_up, overlay_sheet.run),
        ("schema", "print the JSON Schema of a config", _nothing, _schema),
    ):
        one = parsers.add_parser(name, help=purpose, description=purpose)
        set_up_one(one)
        one.set_defaults(work=run_one)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do what is asked; mistakes of the user are told all at once."""
    try:
        arguments.work(arguments)
    except MistakesError as error:
        complain(str(error))
        return MISTAKEN
    except (EngineError, FontMissingError) as error:
        complain(str(error))
        return FAILED
    return DONE


def _file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="an overlay config (YAML)")


def _check(arguments: argparse.Namespace) -> None:
    for note in reading.read_file(arguments.file).notes:
        complain(f"note: {note}")
    say(f"{arguments.file} is right")


def _nothing(_parser: argparse.ArgumentParser) -> None:
    """No arguments."""


def _schema(_arguments: argparse.Namespace) -> None:
    say(json.dumps(json_schema(), indent=2, ensure_ascii=False))
