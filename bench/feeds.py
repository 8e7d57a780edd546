"""A hundred matches in the feeds process: what polls cost, what all take, how soon a fact is in."""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from bench.clip_source import write_clip
from bench.minute import SETTLED_S, pause
from bench.row import Row
from bench.scoreboard_server import MATCHES
from feeds import subjects
from feeds.bus import Bus
from tests.nats import Nats
from tests.served import Served, served
from tests.until import until

_EVERY_S = 10
_MEASURED_S = 30
_FACTS = 20
_CHANNEL = """\
[[channel]]
name = "one"
[channel.source]
input = "{clip}"
[[channel.feed]]
name = "scores"
provider = "espn"
url = "http://127.0.0.1:{port}/shot"
private = true
every = 1
"""


@dataclass(slots=True)
class _Channels:
    """The far end of all channels: what came from their feeds."""

    facts: int = 0
    states: set[str] = field(default_factory=set)

    async def on(self, bus: Bus, origin: int) -> None:
        """Answer for each, as a channel on air does."""

        async def started(_asked: Mapping[str, Any]) -> Mapping[str, Any]:
            return {"type": "started", "origin_us": origin}

        async def facts(asked: Mapping[str, Any]) -> Mapping[str, Any]:
            self.facts += len(asked["facts"])
            return {"type": "accepted", "sequences": []}

        async def status(_subject: str, told: Mapping[str, Any]) -> None:
            self.states = {feed["state"] for feed in told["feeds"]}

        await bus.connected()
        await bus.subscribe(subjects.FEEDS_STATUS, status)
        for number in range(MATCHES):
            await bus.serve(subjects.channel(f"c{number}", subjects.STARTED), started)
            await bus.serve(subjects.channel(f"c{number}", subjects.FACTS), facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measured:
    share: float
    memory_mb: float
    facts: int
    load: str


def rows() -> Iterator[Row]:
    """A vendor in a process of its own, a bus, the feeds process, and the channels' far end."""
    with vendor() as port:
        same = _measured(port, "/same/{}", every=1)
        yield Row(
            name="CPU of an unchanged poll, ms",
            figures=(same.share * 1000 / MATCHES,),
            bound=2,
            note=f"{MATCHES} addresses each second, {same.load}",
        )
        yield Row(name="facts sent after unchanged polls", figures=(float(same.facts),), bound=0)
        yield from _hundred("an address each", _measured(port, "/match/{}", every=_EVERY_S))
        yield from _hundred("one scoreboard", _measured(port, "/all", every=_EVERY_S))
        yield from _latency(port)


def _hundred(how: str, measured: _Measured) -> Iterator[Row]:
    yield Row(
        name=f"{MATCHES} matches, {how}: share of a core",
        figures=(measured.share,),
        bound=0.15,
        note=f"{measured.facts} facts, {measured.load}",
    )
    yield Row(name=f"their memory, MB, {how}", figures=(measured.memory_mb,), bound=300)


@contextmanager
def vendor() -> Iterator[int]:
    """The vendor's port."""
    command = [sys.executable, "-m", "bench.scoreboard_server"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as running:
        try:
            yield int(running.stdout.readline() if running.stdout else "")
        finally:
            running.kill()


def _measured(port: int, path: str, *, every: int) -> _Measured:
    channels = [
        {
            "name": f"c{number}",
            "source": {"input": "test:"},
            "feed": [
                {
                    "name": "scores",
                    "provider": "espn",
                    "url": f"http://127.0.0.1:{port}{path.format(number)}",
                    "match": str(number),
                    "private": True,
                    "every": every,
                }
            ],
        }
        for number in range(MATCHES)
    ]
    with tempfile.TemporaryDirectory() as folder, Nats() as nats:
        line = json.dumps({"config": {"channel": channels}, "bus": nats.url, "data": folder})
        return asyncio.run(_run(line, nats.url))


async def _run(line: str, bus_url: str) -> _Measured:
    channels = _Channels()
    async with Bus(bus_url, name="far") as bus:
        await channels.on(bus, origin=1_700_000_000_000_000)
        running = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "api.child", "feeds"),
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        if running.stdin is not None:
            running.stdin.write(line.encode() + b"\n")
        try:
            await until(lambda: channels.states == {"sending"})
            await asyncio.sleep(SETTLED_S)
            facts, before = channels.facts, _cpu_s(running.pid)
            await asyncio.sleep(_MEASURED_S)
            return _Measured(
                share=(_cpu_s(running.pid) - before) / _MEASURED_S,
                memory_mb=_memory_mb(running.pid),
                facts=channels.facts - facts,
                load=f"load {os.getloadavg()[0]:.1f}",
            )
        finally:
            running.kill()
            await running.wait()


def _cpu_s(pid: int) -> float:
    """The CPU a process has used, user and system."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory_mb(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _latency(port: int) -> Iterator[Row]:
    """Goals one after the other; the log says when the channel took each up."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        config = _CHANNEL.format(clip=write_clip(folder), port=port)
        with served(config, folder) as server:
            server.on_air("one")
            pause(SETTLED_S)
            found = tuple(_taken_up(server, port) for _ in range(_FACTS))
    worst = f"{max(found):.1f} at most, load {os.getloadavg()[0]:.1f}"
    yield Row(name="from a payload's sending to the log, ms", figures=found, bound=50, note=worst)


def _taken_up(server: Served, port: int) -> float:
    """How long the next goal took, ms."""
    before = _sent(port)
    while (sent := _sent(port)) == before:
        pause(0.02)
    pause(0.6)
    entries = server.owner("GET", "/channels/one/log").value["items"]
    moments = [datetime.fromisoformat(one["arrival"]).timestamp() * 1e6 for one in entries]
    return min(moment - sent for moment in moments if moment >= sent) / 1000


def _sent(port: int) -> int:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/sent") as answer:
        return int(answer.read())
