"""Where a child of the supervisor begins: `python -P -m api.child KIND ARGUMENT`.

It reads a line of JSON from standard input, which stays open as long as the supervisor lives: when
that ends, or the supervisor dies, the child gets SIGTERM. What it runs ends on SIGTERM, cleanly.
"""

import asyncio
import ctypes
import json
import os
import resource
import select
import signal
import sys
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.exit_code import DONE, FAILED, MISTAKEN, TERMINATED
from feeds.mistake import MistakesError

_PR_SET_PDEATHSIG = 1
_STDIN = 0
_PATIENCE_S = 10
_LAST = 19
_BEHIND_CHANNELS = 5
_FIRST_TO_GO = "1000"
_BYTES_AT_MOST = 4 * 2**30


@dataclass(frozen=True, slots=True)
class _Given:
    """What the supervisor hands a child."""

    values: dict[str, Any]

    @property
    def data(self) -> Path:
        return Path(self.values["data"])

    @property
    def bus(self) -> str:
        return str(self.values["bus"])


def main(arguments: list[str]) -> int:
    """Run one kind of child; return its exit code: 0 done, 2 the user's mistake, 143 told to end.

    Anything else is a failure, after which it is started again.
    """
    kind, argument = arguments[0], arguments[1] if len(arguments) > 1 else ""
    _die_with_parent(signal.SIGKILL if kind in _UNWATCHED else signal.SIGTERM)
    given = _given()
    if given is None:
        return TERMINATED
    try:
        return _KINDS[kind](given, argument)
    except MistakesError as error:
        sys.stderr.write(f"{error}\n")
        return MISTAKEN


def _die_with_parent(number: signal.Signals) -> None:
    """Have the kernel send this signal when the supervisor dies; it outlives exec."""
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, int(number))


def _given() -> _Given | None:
    """The line on standard input; None where the supervisor has gone meanwhile."""
    line = b""
    while not line.endswith(b"\n"):
        read = os.read(_STDIN, 65_536)
        if not read:
            return None
        line += read
    asked = select.poll()
    asked.register(_STDIN, select.POLLHUP)
    return None if asked.poll(0) else _Given(json.loads(line))


def _watch_parent() -> None:
    """End when standard input does."""

    def watch() -> None:
        while os.read(_STDIN, 65_536):
            pass
        os.kill(os.getpid(), signal.SIGTERM)
        threading.Event().wait(_PATIENCE_S)
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=watch, name="parent", daemon=True).start()


def _prepare(given: _Given, name: str) -> Any:
    """Watch the parent, log, and read the config: what every kind of ours begins with."""
    from api import logs
    from api.config import Config

    # The supervisor alone answers a terminal.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _watch_parent()
    logs.set_up(name)
    return Config.model_validate(given.values["config"])


def _channel(given: _Given, name: str) -> int:
    config = _prepare(given, f"channel {name}")
    from engine.channel import process
    from engine.errors import EngineError

    try:
        return _run(
            lambda stopping: process.serve(config.named(name), given.data, given.bus, stopping)
        )
    except EngineError as error:
        sys.stderr.write(f"{error}\n")
        return FAILED


def _feeds(given: _Given, _argument: str) -> int:
    config = _prepare(given, "feeds")
    # What parses must not take the processor from a programme that is due.
    os.nice(_BEHIND_CHANNELS)
    import uvloop

    from feeds import process
    from feeds.clock import SystemClock
    from feeds.demo_match import Script, script_among

    feeds = [
        process.ChannelFeed(
            channel=channel.name,
            settings=settings,
            script=script_among(_inputs(channel)) or Script(),
        )
        for channel in config.channel
        for settings in channel.feed
    ]
    return _run(
        lambda stopping: process.serve(feeds, given.bus, stopping, SystemClock(), given.data),
        # Many small requests: each costs a quarter less.
        uvloop.new_event_loop,
    )


def _run(
    serve: Callable[[asyncio.Event], Coroutine[Any, Any, None]],
    loop: Callable[[], asyncio.AbstractEventLoop] | None = None,
) -> int:
    """Run until it is done or, told by SIGTERM to stop, has stopped; the exit code tells which."""

    async def until_told() -> int:
        stopping = asyncio.Event()
        is_told = False

        def tell() -> None:
            nonlocal is_told
            is_told = True
            stopping.set()

        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, tell)
        await serve(stopping)
        return TERMINATED if is_told else DONE

    return asyncio.run(until_told(), loop_factory=loop)


def _inputs(channel: Any) -> list[str]:
    return [source.input for source in channel.sources.values()]


def _api(given: _Given, listening: str) -> int:
    config = _prepare(given, "api")
    import socket

    from api import server

    return server.run(config, given.data, given.bus, socket.socket(fileno=int(listening)))


def _nats(given: _Given, binary: str) -> int:
    """Become NATS' server; its config stands in memory alone, for it holds the token."""
    config = os.memfd_create("nats.conf", 0)
    os.write(config, json.dumps(given.values).encode())
    os.execv(binary, ["nats-server", "-c", f"/proc/self/fd/{config}"])  # noqa: S606


def _command(given: _Given, _argument: str) -> int:
    """A command on a file of unknown origin: behind all else, the first to go where memory ends."""
    os.nice(_LAST)
    resource.setrlimit(resource.RLIMIT_AS, (_BYTES_AT_MOST, _BYTES_AT_MOST))
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(_FIRST_TO_GO, encoding="ascii")
    from api.main import main as touchline
    from engine.ffmpeg import self_contained

    self_contained.insist()
    return touchline(given.values["arguments"])


_UNWATCHED = {"nats", "command"}
_KINDS: dict[str, Callable[[_Given, str], int]] = {
    "channel": _channel,
    "feeds": _feeds,
    "api": _api,
    "nats": _nats,
    "command": _command,
}

if __name__ == "__main__":
    code = main(sys.argv[1:])
    # A log that cannot be written changes nothing about how this ended.
    with suppress(OSError):
        sys.stderr.flush()
    # Not sys.exit: a thread still inside a C++ library as the interpreter ends aborts the process.
    os._exit(code)
