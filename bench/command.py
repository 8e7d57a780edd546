"""Runs a whole command and measures it from outside."""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
CLIP = SHARED / "data" / "video" / "football_inter-napoli_720p25_33s.mp4"
PEER = SHARED / "peers" / "ffmpeg_ladder.py"
LADDER = "1280x720:2800k,854x480:1200k,640x360:700k"
_OURS = "import sys; from api.main import main; sys.exit(main())"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A finished command: wall and CPU seconds (children included), peak memory, its JSON."""

    wall_s: float
    cpu_s: float
    peak_mb: float
    report: dict[str, Any]


def run(command: list[str]) -> Measured:
    """Run it to its end; its stdout must be one JSON object. Raises where it fails."""
    with tempfile.TemporaryFile() as out:
        began = time.monotonic()
        with subprocess.Popen(command, stdout=out, cwd=ROOT) as process:
            _, status, use = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.monotonic() - began
        out.seek(0)
        text = out.read().decode()
    if process.returncode:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}: {text}")
    return Measured(
        wall_s=wall,
        cpu_s=use.ru_utime + use.ru_stime,
        peak_mb=use.ru_maxrss / 1024,
        report=json.loads(text),
    )


def ours(out: Path, preset: str, *options: object) -> Measured:
    """`touchline encode` on the main clip."""
    arguments = ["encode", CLIP, "--out", out, "--ladder", LADDER, "--preset", preset, "--json"]
    return run([sys.executable, "-c", _OURS, *map(str, [*arguments, *options])])


def peer(
    out: Path, scene: str, loops: int, *, clip: Path = CLIP, preset: str = "veryfast"
) -> Measured:
    """The peer's command on a clip, the main one at first, at its best: one thread a rendition."""
    options = ["--threads", "1", "--loops", str(loops), "--scene", scene, "--preset", preset]
    return run([sys.executable, str(PEER), str(clip), str(out), "--ladder", LADDER, *options])
