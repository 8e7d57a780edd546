"""`touchline demo`: everything on, with the demo match."""

import argparse
import os
from pathlib import Path
from typing import Any

from api import config
from api.console import complain, say
from api.exit_code import MISTAKEN
from feeds.mistake import MistakesError

CONFIG: dict[str, Any] = {
    # So that a phone beside it finds the match.
    "server": {"host": "0.0.0.0"},  # noqa: S104 # that is the point
    "clips": {"anyone": True},
    "channel": [
        {
            "name": "demo",
            "title": "Port Arden against Northmere",
            "ladder": "1280x720:2800k,854x480:1250k,640x360:700k,640x360:500k:clean",
            "source": {"input": "demo:"},
            "chat_crowd": True,
            "feed": [{"name": "demo", "provider": "demo"}],
        }
    ],
}


def set_up(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    add = parser.add_argument
    add("--port", metavar="P", help="listen at that port (default 8000)")
    add("--data", metavar="DIR", help=f"keep all state there (default {_folder()})")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Play the demo match until SIGINT or SIGTERM."""
    over: config.Arguments = {
        "--port": (("server", "port"), config.port_of(arguments.port)),
        "--data": (("server", "data"), arguments.data or str(_folder())),
    }
    try:
        given = config.built_in(CONFIG, os.environ, over)
    except MistakesError as error:
        complain(str(error))
        return MISTAKEN
    from api.launch import launch

    return launch(
        given, "", lambda address: say(f"the demo match is on air: {address}"), ends_playlists=True
    )


def _folder() -> Path:
    """Where state is kept for a user."""
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(state) / "touchline" / "demo"
