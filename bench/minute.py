"""A minute of channels on air, by what their health says before and after it."""

import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.served import Served

SETTLED_S = 10
_MINUTE_S = 60
_RATE = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Minute:
    """What a channel did in a minute: its CPU as a share of a core, the frames it missed.

    `given_up` is what of its ladder it gave up since it went on air.
    """

    share: float
    frames: int
    missed: int
    boxes_late: int
    given_up: tuple[str, ...]
    memory_mb: float
    load: str


def minute(server: Served, names: Sequence[str]) -> list[Minute]:
    """The next minute of these channels."""
    first = [health(server, name) for name in names]
    pause(_MINUTE_S)
    last = [health(server, name) for name in names]
    load = f"load {os.getloadavg()[0]:.1f}"
    return [_told(before, after, load) for before, after in zip(first, last, strict=True)]


def health(server: Served, name: str) -> dict[str, Any]:
    """A channel's figures of the last second."""
    found: dict[str, Any] = server.get(f"/api/v1/channels/{name}/health").value
    return found


def pause(seconds: float) -> None:
    """Let a server run on its own."""
    threading.Event().wait(seconds)


def _told(first: dict[str, Any], last: dict[str, Any], load: str) -> Minute:
    frames = last["frames"] - first["frames"]
    # An alarm of the encoder stands as long as something is given up.
    told = last["alarms"].get("encoder")
    return Minute(
        share=(last["cpu_s"] - first["cpu_s"]) / (frames / _RATE),
        frames=frames,
        missed=sum(last[key] - first[key] for key in ("skipped", "repeated", "dropped")),
        boxes_late=last["boxes_late"] - first["boxes_late"],
        given_up=(told,) if told else (),
        memory_mb=last["rss_bytes"] / 2**20,
        load=load,
    )
