"""The supervisor with its real children: killed, and killed with it; the bus in between."""

import asyncio
import os
import signal
from contextlib import suppress
from pathlib import Path

from feeds import subjects
from feeds.bus import Bus, BusError, Message
from tests.nats import Nats
from tests.servers import Server, freeze, is_alive, status
from tests.until import until, wait_until

CONFIG = '[server]\nport = 0\ndata = "kept"\n'
CHANNEL = """\
[[channel]]
name = "tiny"
autostart = false
ladder = "64x36:60k"

[channel.source]
input = "demo:"

[[channel.feed]]
name = "demo"
provider = "demo"
"""
SERVICES = ("nats", "api", "feeds")


def serve(folder: Path, config: str = CONFIG) -> Server:
    (folder / "config.toml").write_text(config, encoding="utf-8")
    return Server(folder, "serve")


def test_every_child_killed_comes_back_and_all_end_with_it(tmp_path: Path) -> None:
    with serve(tmp_path) as server:
        address = server.address
        place = server.wait_for(r"\[api\] bus connected server=(\S+)")[1]
        for name in SERVICES:
            os.kill(server.pids(name)[0], signal.SIGKILL)
            server.wait_for(rf"child ended name={name} code=-9 state=waiting")
            server.wait_for(rf"child restarts name={name} in=0\.5 s")
            server.wait_for(rf"child started name={name}", times=2)
        for client in ("api", "supervisor", "feeds"):
            found = server.wait_for(rf"\[{client}\] bus connected server=(\S+)", times=2)
            assert found[1] == place
        assert status(f"{address}/readyz") == 200
        assert status(f"{address}/healthz") == 200
        pids = [pid for name in SERVICES for pid in server.pids(name)]
        assert server.send(signal.SIGTERM) < 5
        assert server.code == 0
        assert [pid for pid in pids if is_alive(pid)] == []
        ended = [found[1] for found in server.logged(r"child ended name=(\S+) .*state=stopped")]
        assert sorted(ended[:2]) == ["api", "feeds"]
        assert ended[2:] == ["nats"]


def test_children_that_hang_are_killed_within_five_seconds(tmp_path: Path) -> None:
    with serve(tmp_path) as server:
        pids = frozen(server)
        server.send(signal.SIGTERM)
        assert server.code == 0
        assert 3 < server.between("stopping", r"\] stopped") < 5
        assert [pid for pid in pids if is_alive(pid)] == []


def test_a_second_signal_kills_at_once(tmp_path: Path) -> None:
    with serve(tmp_path) as server:
        pids = frozen(server)
        os.kill(server.pid, signal.SIGINT)
        server.wait_for("stopping")
        server.send(signal.SIGINT)
        assert server.between("stopping", r"\] stopped") < 3
        assert [pid for pid in pids if is_alive(pid)] == []


def frozen(server: Server) -> list[int]:
    """All its services, hanging."""
    server.wait_for(r"child started name=feeds")
    pids = [server.pids(name)[0] for name in SERVICES]
    for pid in pids:
        freeze(pid)
    return pids


def test_children_die_with_a_supervisor_that_is_killed(tmp_path: Path) -> None:
    with serve(tmp_path) as server:
        assert server.address
        pids = [server.pids(name)[0] for name in SERVICES]
        os.kill(server.pid, signal.SIGKILL)
        wait_until(lambda: not any(map(is_alive, pids)), within=10)


class Caller:
    """Someone on the bus who asks the supervisor and hears what it tells."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._told: Message = {}

    async def listen(self) -> None:
        await self._bus.connected()
        await self._bus.subscribe(subjects.SUPERVISOR_STATUS, self._hear)
        await until(lambda: self._told != {})

    async def ask(self, kind: str, name: str = "tiny") -> Message:
        asked = {"type": kind, "name": name}
        return await self._bus.request(subjects.SUPERVISOR_COMMAND, asked, within=10)

    async def on_air(self) -> None:
        subject = subjects.channel("tiny", subjects.STARTED)
        async with asyncio.timeout(30):
            while True:
                with suppress(BusError):
                    await self._bus.request(subject, {"type": "started"}, within=1)
                    return
                await asyncio.sleep(0.05)

    @property
    def state(self) -> str:
        """The channel's, as told last."""
        children = {child["name"]: child for child in self._told["children"]}
        return str(children["channel tiny"]["state"])

    async def _hear(self, _subject: str, message: Message) -> None:
        self._told = message


def test_a_channel_is_started_and_stopped_over_the_bus(tmp_path: Path) -> None:
    async def story(url: str) -> None:
        async with Bus(url, name="test") as bus:
            caller = Caller(bus)
            await caller.listen()
            assert caller.state == "stopped"
            assert (await caller.ask("start_channel"))["type"] == "done"
            await until(lambda: caller.state == "running")
            await caller.on_air()
            assert (await caller.ask("stop_channel"))["type"] == "done"
            await until(lambda: caller.state == "stopped")
            assert (await caller.ask("stop_channel"))["type"] == "done"
            unknown = await caller.ask("start_channel", "other")
            assert unknown["code"] == "unknown_channel"
            assert unknown["detail"] == "other is no channel; there is tiny"
            assert (await caller.ask("dance"))["code"] == "unknown_command"

    with Nats() as nats, serve(tmp_path, f'{CONFIG}[bus]\nurl = "{nats.url}"\n{CHANNEL}') as server:
        server.wait_for(r"\[supervisor\] bus connected")
        asyncio.run(story(nats.url))
        assert server.pids("nats") == []
        # It was asked to end its playlists, and did, before anything was sent to end it.
        ended = server.wait_for(r"child ended name=channel tiny code=(\S+) state=stopped")
        assert ended[1] == "0", "".join(server.lines)
        assert server.send(signal.SIGTERM) < 5
