"""`touchline serve`: the server, with the channels of the config."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from api import config
from api.console import complain
from api.exit_code import DONE, MISTAKEN
from feeds.mistake import MistakesError


def set_up(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    add = parser.add_argument
    add("--config", type=Path, default=config.DEFAULT_PATH, metavar="FILE", help="the config")
    add("--host", metavar="HOST", help="listen there, whatever the config says")
    add("--port", metavar="P", help="listen at that port, whatever the config says")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serve until SIGINT or SIGTERM."""
    over: config.Arguments = {
        "--host": (("server", "host"), arguments.host),
        "--port": (("server", "port"), config.port_of(arguments.port)),
    }
    try:
        given = config.given(arguments.config, os.environ, over)
    except MistakesError as error:
        complain(str(error))
        return MISTAKEN
    files = sorted({one.overlay for one in given.config.channel if one.overlay})
    if files and not _are_right(files):
        return MISTAKEN
    from api.launch import launch

    return launch(given, str(arguments.config), lambda _: None, ends_playlists=False)


def _are_right(files: list[str]) -> bool:
    """Whether overlay configs are; what is wrong with them is told.

    A process of its own looks: this one is the supervisor, which does not load what draws.
    """
    looked = [
        subprocess.run(
            [sys.executable, "-P", "-m", "api.main", "overlay", "check", file],
            stdout=subprocess.DEVNULL,
            check=False,
        )
        for file in files
    ]
    return all(one.returncode == DONE for one in looked)
