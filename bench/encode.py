"""The main job beside the newest ffmpeg command doing the same."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from bench.command import Measured, ours, peer
from bench.row import Row
from engine.rendition import DEFAULT_PRESET
from tests.rich_overlay import RICH

PAIRS = 5
LOOPS = 4
_CODEC_STAGES = ("source", "audio", "720p", "480p", "360p")
_FACTS = (
    {
        "t": 0,
        "type": "match",
        "home": {"name": "Home Town", "short": "HOM", "color": "#0a3d91"},
        "away": {"name": "Away City", "short": "AWY", "color": "#c8141e"},
    },
    {"t": 0, "type": "clock_set", "period": 1, "clock": "06:10"},
    {"t": 12.4, "type": "goal", "id": "g1", "side": "home", "player": "No. 10", "minute": 7},
    {"t": 60, "type": "goal", "id": "g2", "side": "away", "player": "No. 9", "minute": 8},
    {"t": 68, "type": "retraction", "retracts": "g2", "reason": "VAR"},
)

_CHANNEL = """\
[[channel]]
name = "rich"
overlay = "{overlay}"
[channel.source]
input = "demo:"
"""


def rows(folder: Path) -> Iterator[Row]:
    """Peer, ours at its preset, ours at our default: in turn, five times over."""
    facts = folder / "facts.jsonl"
    facts.write_text("\n".join(json.dumps(fact) for fact in _FACTS))
    options = ("--loops", LOOPS, "--facts", facts)
    rounds: list[tuple[Measured, Measured, Measured]] = []
    for _ in range(PAIRS):
        outs = [folder / name for name in ("peer", "same", "default")]
        rounds.append(
            (
                peer(outs[0], "lean", LOOPS),
                ours(outs[1], "veryfast", *options),
                ours(outs[2], DEFAULT_PRESET, *options),
            )
        )
        for out in outs:
            shutil.rmtree(out)
    yield from _rich(folder, facts)
    yield Row(
        name="encode, veryfast on both sides: CPU against ffmpeg",
        figures=tuple(same.cpu_s / other.cpu_s for other, same, _ in rounds),
        bound=1.08,
        goal=1.03,
    )
    yield Row(
        name="encode, veryfast on both sides: wall against ffmpeg",
        figures=tuple(same.wall_s / other.wall_s for other, same, _ in rounds),
        bound=1.0,
    )
    yield Row(
        name=f"encode, our {DEFAULT_PRESET} against its veryfast: CPU",
        figures=tuple(default.cpu_s / other.cpu_s for other, _, default in rounds),
        bound=0.76,
    )
    for name, place in (("veryfast", 1), (DEFAULT_PRESET, 2)):
        yield Row(
            name=f"share of CPU that neither decodes, scales nor encodes, {name}",
            figures=tuple(_other_share(one[place]) for one in rounds),
            bound=0.08,
        )
    yield Row(
        name="peak memory at 720p, MB",
        figures=tuple(one.peak_mb for round_ in rounds for one in round_[1:]),
        bound=300,
    )


def _rich(folder: Path, facts: Path) -> Iterator[Row]:
    """Bug, crawling ticker and moving straps on every rung, beside ffmpeg's own of that kind."""
    (folder / "overlay.yaml").write_text(RICH)
    config = folder / "config.toml"
    config.write_text(_CHANNEL.format(overlay=folder / "overlay.yaml"))
    options = ("--loops", LOOPS, "--facts", facts, "--config", config, "--channel", "rich")
    ratios = []
    for _ in range(PAIRS):
        theirs = peer(folder / "peer", "rich", LOOPS)
        mine = ours(folder / "mine", "veryfast", *options)
        ratios.append(mine.cpu_s / theirs.cpu_s)
        for out in ("peer", "mine"):
            shutil.rmtree(folder / out)
    yield Row(
        name="encode with a rich scene, veryfast on both sides: CPU against ffmpeg",
        figures=tuple(ratios),
        bound=1.08,
        goal=1.02,
    )


def _other_share(measured: Measured) -> float:
    """Everything but the codec threads, start-up and the main thread included."""
    stages = measured.report["stages"]
    return 1 - sum(float(stages[name]) for name in _CODEC_STAGES) / measured.cpu_s
