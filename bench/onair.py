"""A channel on air for a minute: its share of a core, its memory, what it missed; a fact's way."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import clip_source
from bench.minute import SETTLED_S, Minute, minute, pause
from bench.row import Row
from tests.served import DEMO, Served, served

_FACTS = 10


@dataclass(frozen=True, slots=True)
class _Measured:
    minute: Minute
    facts: tuple[float, ...]


def rows() -> Iterator[Row]:
    """A channel in three renditions with sound and score bug, as its operator has it.

    First the demo match, which it draws itself; then a clip of it, so that drawing is not counted.
    """
    with tempfile.TemporaryDirectory() as folder:
        yield from _rows("demo match", _measured(DEMO, Path(folder)))
    with tempfile.TemporaryDirectory() as folder:
        config = clip_source.config(clip_source.write_clip(Path(folder)), ["demo"])
        yield from _rows("clip", _measured(config, Path(folder)))


def _rows(source: str, measured: _Measured) -> Iterator[Row]:
    found = measured.minute
    yield Row(
        name=f"one 720p25 channel on air, {source}: share of a core",
        figures=(found.share,),
        bound=0.55,
        goal=0.48,
        note=found.load,
    )
    yield Row(
        name=f"frames skipped, repeated or dropped in a minute, {source}",
        figures=(float(found.missed),),
        bound=0,
        note=f"graphics late on {found.boxes_late} of {found.frames}",
    )
    yield Row(name=f"its memory, MB, {source}", figures=(found.memory_mb,), bound=350)
    yield Row(
        name=f"a fact by hand, now: frames until it is on air, {source}",
        figures=measured.facts,
        bound=3,
    )


def _measured(config: str, folder: Path) -> _Measured:
    with served(config, folder) as server:
        server.on_air("demo")
        pause(SETTLED_S)
        (found,) = minute(server, ["demo"])
        return _Measured(found, tuple(float(_fact(server)) for _ in range(_FACTS)))


def _fact(server: Served) -> int:
    """How many frames after the press a fact shows; the press is answered when it is committed."""
    before = server.get("/api/v1/channels/demo/state").value["frame"]
    fact = {"type": "stat", "name": "corners", "home": 1, "away": 0}
    told = server.owner("POST", "/channels/demo/facts", {"fact": fact}).value
    return int(told["frame"] - before)
