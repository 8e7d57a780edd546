"""A thousand viewers chat beside a channel on air: what it costs, how soon a line is read."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles
from typing import Any

from bench import clip_source
from bench.minute import SETTLED_S, health, pause
from bench.row import Row
from tests.served import Served, served

_VIEWERS, _LINES_A_SECOND, _SECONDS = 1000, 100, 30
_JOINED_S = 8.0
_MEASURED_S = 20.0


def rows() -> Iterator[Row]:
    """The API's share of a core while they chat, and the milliseconds from saying to reading."""
    with tempfile.TemporaryDirectory() as folder:
        clip = clip_source.write_clip(Path(folder))
        with served(clip_source.config(clip, ["demo"]), Path(folder)) as server:
            server.on_air("demo")
            pause(SETTLED_S)
            before = health(server, "demo")
            share, told = _chat(server)
            after = health(server, "demo")
    delays = told["delays"]
    missed = sum(after[key] - before[key] for key in ("skipped", "repeated", "dropped"))
    crowd = f"{_VIEWERS} viewers, {_LINES_A_SECOND} lines a second"
    load = f"load {os.getloadavg()[0]:.1f}"
    yield Row(name=f"chat, {crowd}: share of a core", figures=(share,), bound=0.25, note=load)
    yield Row(
        name="ms from saying to reading, p99",
        figures=(quantiles(delays, n=100)[98],),
        bound=80,
        note=f"p50 {quantiles(delays, n=100)[49]:.0f}; {len(delays)} read",
    )
    lost = told["said"] * told["readers"] - len(delays)
    yield Row(name="lines refused or not read", figures=(float(told["refused"] + lost),), bound=0)
    yield Row(name="frames the channel beside missed", figures=(float(missed),), bound=0)


def _chat(server: Served) -> tuple[float, dict[str, Any]]:
    command = [sys.executable, "-m", "bench.chat_crowd", str(server.port), "demo"]
    counts = map(str, (_VIEWERS, _LINES_A_SECOND, _SECONDS))
    with subprocess.Popen([*command, *counts], stdout=subprocess.PIPE, text=True) as crowd:
        pause(_JOINED_S)
        first = _cpu_s(server)
        pause(_MEASURED_S)
        share = (_cpu_s(server) - first) / _MEASURED_S
        out, _ = crowd.communicate()
    return share, json.loads(out)


def _cpu_s(server: Served) -> float:
    """What the API's process has used of the CPU."""
    fields = Path(f"/proc/{server.pid('api')}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
