"""Puts a server on its way: checks all that may be wrong before anything is started."""

import asyncio
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from api import data_folder, listening, logs, nats_server
from api.config import Given
from api.console import complain, say
from api.exit_code import DONE, FAILED, MISTAKEN
from api.nats_server import NoServerError
from api.supervisor import Plan, Supervisor
from feeds.clock import SystemClock
from feeds.mistake import Mistake, MistakesError


def launch(
    given: Given, config_path: str, on_ready: Callable[[str], None], *, ends_playlists: bool
) -> int:
    """Run a server until it is told to stop; `on_ready` is told its address. Return the exit code.

    `ends_playlists` has all playlists ended with it; else they stay open for its next start.
    """
    logs.set_up("supervisor")
    try:
        with ExitStack() as held:
            plan = _plan(given, config_path, on_ready, held, ends_playlists=ends_playlists)
            _greet(plan.data)
            asyncio.run(Supervisor(plan, SystemClock()).run())
    except MistakesError as error:
        complain(str(error))
        return MISTAKEN
    except (NoServerError, OSError) as error:
        complain(str(error))
        return FAILED
    return DONE


def _plan(
    given: Given,
    config_path: str,
    on_ready: Callable[[str], None],
    held: ExitStack,
    *,
    ends_playlists: bool,
) -> Plan:
    """What is to be run; MistakesError with all that stands in its way."""
    server, mistakes = given.config.server, list[Mistake]()
    data, socket = Path(server.data).absolute(), None
    try:
        socket = held.enter_context(listening.listen(server.host, server.port))
    except MistakesError as error:
        mistakes += error.mistakes
    try:
        held.enter_context(data_folder.taken(data))
    except MistakesError as error:
        mistakes += error.mistakes
    if mistakes or socket is None:
        raise MistakesError(mistakes)
    return Plan(
        given=given,
        config_path=config_path,
        data=data,
        listening=socket,
        nats=None if given.config.bus.url else nats_server.find(),
        ends_playlists=ends_playlists,
        on_ready=on_ready,
    )


def _greet(data: Path) -> None:
    """Show the owner's token, the once it is new."""
    token = data_folder.new_owner_token(data)
    if token is not None:
        say(f"owner token, shown this once and kept in {data / data_folder.OWNER_TOKEN}: {token}")
