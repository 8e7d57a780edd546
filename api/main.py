"""The `touchline` command: finds the subcommand, turns mistakes into lines and exit codes."""

import argparse
import sys
from importlib import import_module
from typing import NoReturn, override

from api.exit_code import FAILED, MISTAKEN

_COMMANDS = {
    "demo": "put the demo match on air, with everything on",
    "serve": "run the server with the channels of the config",
    "encode": "make a graphics-dressed ladder of a file, as fast as the machine goes",
    "probe": "say what a source is and how it will be fitted",
    "feed": "check, record, replay or import a provider's payloads; calibrate by the picture",
    "overlay": "check an overlay config, and see what its graphics look like",
    "show": "make a show again from its log, and compare",
    "doctor": "check this machine and say what to do",
}


class _Parser(argparse.ArgumentParser):
    """A parser whose complaint is one line with a remedy."""

    @override
    def error(self, message: str) -> NoReturn:
        self.exit(MISTAKEN, f"{self.prog}: {message}; see {self.prog} --help\n")


def main(arguments: list[str] | None = None) -> int:
    """Run a subcommand; return 0 done, 1 failed at work, 2 the user's mistake."""
    given = sys.argv[1:] if arguments is None else arguments
    parser = _Parser(prog="touchline", description="A self-hosted sports broadcasting engine.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, purpose in _COMMANDS.items():
        command = commands.add_parser(name, help=purpose, description=purpose)
        if given[:1] == [name]:
            import_module(f"api.commands.{name}").set_up(command)
    chosen = parser.parse_args(given)
    try:
        return int(chosen.run(chosen))
    except KeyboardInterrupt:
        return FAILED
    except BrokenPipeError:
        return FAILED


if __name__ == "__main__":
    sys.exit(main())
