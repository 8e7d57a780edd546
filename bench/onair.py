"""A channel on air for a minute: its share of a core, its memory, what it missed; a fact's way."""

import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.row import Row
from tests.served import Served, served

_MINUTE_S = 60
_SETTLED_S = 10
_FACTS = 10
_CONFIG = """\
[[channel]]
name = "demo"
[channel.source]
input = "demo:"
[[channel.feed]]
name = "demo"
provider = "demo"
"""


def rows() -> Iterator[Row]:
    """The demo match live in three renditions with sound and score bug, as its operator has it."""
    with tempfile.TemporaryDirectory() as folder, served(_CONFIG, Path(folder)) as server:
        server.on_air("demo")
        pause = threading.Event()
        pause.wait(_SETTLED_S)
        first = _health(server)
        pause.wait(_MINUTE_S)
        last = _health(server)
        frames = last["frames"] - first["frames"]
        missed = sum(last[key] - first[key] for key in ("skipped", "repeated", "dropped"))
        share = (last["cpu_s"] - first["cpu_s"]) / (frames / 25)
        yield Row(
            name="one 720p25 channel on air: share of a core",
            figures=(share,),
            bound=0.55,
            goal=0.48,
        )
        yield Row(
            name="frames skipped, repeated or dropped in a minute",
            figures=(float(missed),),
            bound=0,
            note=f"graphics late on {last['boxes_late'] - first['boxes_late']} of {frames}",
        )
        yield Row(name="its memory, MB", figures=(last["rss_bytes"] / 2**20,), bound=350)
        yield Row(
            name="a fact by hand, now: frames until it is on air",
            figures=tuple(float(_fact(server)) for _ in range(_FACTS)),
            bound=3,
        )


def _health(server: Served) -> dict[str, Any]:
    """The figures of the last second."""
    found: dict[str, Any] = server.get("/api/v1/channels/demo/health").value
    return found


def _fact(server: Served) -> int:
    """How many frames after the press a fact shows; the press is answered when it is committed."""
    before = server.get("/api/v1/channels/demo/state").value["frame"]
    fact = {"type": "stat", "name": "corners", "home": 1, "away": 0}
    told = server.owner("POST", "/channels/demo/facts", {"fact": fact}).value
    return int(told["frame"] - before)
