"""A channel on air for a minute: its share of a core, its memory, what it missed; a fact's way."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import clip_source
from bench.command import PEER, peer
from bench.minute import SETTLED_S, Minute, minute, pause
from bench.row import Row
from engine.rendition import DEFAULT_PRESET
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
        clip = clip_source.write_clip(Path(folder))
        measured = _measured(clip_source.config(clip, ["demo"]), Path(folder))
        yield from _rows("clip", measured)
        if PEER.exists():
            yield _beside_peer(measured.minute.share, clip)
        else:
            print(f"skip on air beside ffmpeg: needs {PEER}")


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


def _beside_peer(share: float, clip: Path) -> Row:
    """What a second on air costs beside ffmpeg's job on the same clip: machines differ, it not.

    The bound is 0.55 of a core beside the 0.41 of one ffmpeg took where that bound was set.
    """
    loops = 1
    theirs = peer(clip.parent / "peer", "lean", loops, clip=clip, preset=DEFAULT_PRESET)
    of_a_core = theirs.cpu_s / (clip_source.SECONDS * (loops + 1))
    return Row(
        name="one 720p25 channel on air, clip: CPU against ffmpeg's job",
        figures=(share / of_a_core,),
        bound=1.34,
        goal=1.17,
        note=f"ffmpeg takes {of_a_core:.3f} of a core",
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
