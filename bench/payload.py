"""A large file of facts parsed beside a channel on air: how late that makes its frames."""

import json
import os
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bench.clip_source import write_clip
from bench.minute import SETTLED_S, health
from bench.row import Row
from tests.served import Served, served

_BYTES = 3_400_000
_QUIET_S = 20
_PARSES = 5
_ROUNDS = 3
_LOOK_S = 0.3
_CONFIG = """\
[[channel]]
name = "one"
[channel.source]
input = "{clip}"
[[channel.feed]]
name = "large"
provider = "facts_file"
path = "{facts}"
"""


def rows() -> Iterator[Row]:
    """The feeds' process killed again and again: each new one parses the file and tells it all."""
    with tempfile.TemporaryDirectory() as folder:
        clip = write_clip(Path(folder))
        facts = _write(Path(folder) / "large.jsonl")
        with served(_CONFIG.format(clip=clip, facts=facts), Path(folder)) as server:
            server.on_air("one")
            _until_told(server)
            threading.Event().wait(SETTLED_S)
            quiet = _latest(server, lambda: threading.Event().wait(_QUIET_S))
            parsing = [_latest(server, lambda: _parse_again(server)) for _ in range(_ROUNDS)]
    yield Row(
        name=f"ms a frame is late at most, {_PARSES} times 3.4 MB of facts parsed",
        figures=tuple(latest / 1000 for latest in parsing),
        bound=10,
        note=f"{quiet / 1000:.1f} ms in quiet, load {os.getloadavg()[0]:.1f}",
    )


def _write(path: Path) -> Path:
    """Facts enough, all due from the first picture on."""
    with path.open("w") as file:
        number = 0
        while file.tell() < _BYTES:
            name = f"a fact of some length, as vendors' facts are {number % 8} {'.' * 160}"
            fact = {"t": 0, "type": "stat", "name": name[:190], "home": number, "away": 0}
            file.write(json.dumps(fact) + "\n")
            number += 1
    return path


def _parse_again(server: Served) -> None:
    """Have the file parsed and told so many times more."""
    for _ in range(_PARSES):
        count = server.logged("child started name=feeds")
        os.kill(server.pid("feeds"), signal.SIGKILL)
        server.until(partial(_has_started, server, count), "feeds again")
        _until_told(server)


def _has_started(server: Served, count: int) -> bool:
    return server.logged("child started name=feeds") > count


def _until_told(server: Served) -> None:
    """Wait until the feed has told all of its file."""

    def is_told() -> bool:
        found = server.get("/api/v1/feeds").value["items"]
        return [feed["state"] for feed in found] == ["ended"]

    # What is known of the feeds is a second old: what came before the last kill must go first.
    threading.Event().wait(2)
    server.until(is_told, "all facts told")


def _latest(server: Served, work: Callable[[], object]) -> int:
    """The greatest lateness (µs) of a frame while some work is done."""
    found: list[int] = []
    done = threading.Event()

    def look() -> None:
        while not done.wait(_LOOK_S):
            found.append(health(server, "one")["latest_us"])

    looking = threading.Thread(target=look)
    looking.start()
    try:
        work()
    finally:
        done.set()
        looking.join()
    return max(found)
