"""The supervisor: owns the processes of a server, starts them again, ends them with itself.

It imports no web framework and nothing that draws or encodes.
"""

import asyncio
import json
import logging
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api import listening as port
from api.config import Given
from api.exit_code import DONE, MISTAKEN
from api.life import Ends, State
from api.nats_server import NatsServer
from api.processes import Child, Program
from feeds import subjects
from feeds.bus import Bus, BusError, Message, RefusedError
from feeds.clock import Clock

CHANNEL = "channel "
_STATUS_S = 1.0
_ASK_S = 1.0
_ASK_AGAIN_S = 0.2
_STOP_S = 5.0
_TERMINATE_S = 3.0
# All within the five seconds a server may take to end.
_END_PLAYLISTS_S = 2.0
_FIRST_S = 0.8
_BUS_LAST_S = 3.2
_KILL_S = 3.5
_GIVE_UP_S = 4.3
_ALWAYS = Ends()
_SERVICE = Ends(mistaken=frozenset({MISTAKEN}))
_CHANNEL = Ends(done=frozenset({DONE}), mistaken=frozenset({MISTAKEN}))

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be run: a config, its data folder, the socket of the API, the bus' own server.

    `nats` is None where the config names a bus. `ends_playlists` has every channel's playlists
    ended when the server ends; else they stay open for its next start.
    """

    given: Given
    config_path: str
    data: Path
    listening: socket.socket
    nats: NatsServer | None
    ends_playlists: bool = False
    on_ready: Callable[[str], None] = lambda _: None

    @property
    def bus_url(self) -> str:
        """Where the bus is."""
        return self.given.config.bus.url if self.nats is None else self.nats.url


class Supervisor:
    """Runs a plan until it is told to stop."""

    def __init__(self, plan: Plan, clock: Clock) -> None:
        self._plan = plan
        self._bus = Bus(plan.bus_url, name="supervisor")
        listening = str(plan.listening.fileno())
        self._channels = {
            name: Child(_ours(plan, "channel", name, f"{CHANNEL}{name}", _CHANNEL), clock)
            for name in (channel.name for channel in plan.given.config.channel)
        }
        self._feeds = Child(_ours(plan, "feeds", "", "feeds", _SERVICE), clock)
        self._api = Child(_ours(plan, "api", listening, "api", _SERVICE), clock)
        self._nats = [] if plan.nats is None else [Child(_nats(plan, plan.nats), clock)]
        self._stopping = asyncio.Event()
        self._tasks = asyncio.TaskGroup()

    @property
    def children(self) -> list[Child]:
        """All, in the order they are started in."""
        return [*self._nats, self._api, self._feeds, *self._channels.values()]

    async def run(self) -> None:
        """Start all, keep all running until SIGTERM or SIGINT, end all."""
        with self._signals():
            async with self._bus, self._tasks:
                tasks = [self._tasks.create_task(child.run()) for child in self.children]
                tasks.append(self._tasks.create_task(self._tell()))
                tasks.append(self._tasks.create_task(self._announce()))
                await self._bus.serve(subjects.SUPERVISOR_COMMAND, self._command)
                self._start()
                await self._stopping.wait()
                await self._end()
                for task in tasks:
                    task.cancel()

    def _start(self) -> None:
        for child in [*self._nats, self._api, self._feeds]:
            child.start()
        for channel in self._plan.given.config.channel:
            if channel.autostart:
                self._channels[channel.name].start()

    async def _end(self) -> None:
        """End channels, feeds, API and bus in this order, all within five seconds."""
        log.info("stopping")
        self._plan.listening.close()
        began, channels = asyncio.get_running_loop().time(), list(self._channels.values())
        for child in self.children:
            child.stop()
        if self._plan.ends_playlists:
            async with _until(began + _END_PLAYLISTS_S):
                await asyncio.gather(*map(self._ask_to_end, self._channels))
        _send(channels, signal.SIGTERM)
        await _ended(channels, began + self._plan.ends_playlists * _END_PLAYLISTS_S + _FIRST_S)
        _send([self._feeds, self._api], signal.SIGTERM)
        await _ended([*channels, self._feeds, self._api], began + _BUS_LAST_S)
        _send(self._nats, signal.SIGTERM)
        await _ended(self.children, began + _KILL_S)
        _send(self.children, signal.SIGKILL)
        await _ended(self.children, began + _GIVE_UP_S)
        log.info("stopped")

    async def _command(self, asked: Message) -> Mapping[str, Any]:
        """Start or stop a channel."""
        name, kind = str(asked.get("name")), asked["type"]
        child = self._channels.get(name)
        if kind not in {"start_channel", "stop_channel"}:
            raise RefusedError("unknown_command", "use start_channel or stop_channel")
        if child is None:
            known = ", ".join(self._channels) or "none"
            raise RefusedError("unknown_channel", f"{name} is no channel; there is {known}")
        if self._stopping.is_set():
            raise RefusedError("stopping", "the server is ending")
        if kind == "start_channel":
            child.start()
        else:
            # It is seen through even where the bus goes away over it.
            await asyncio.shield(self._tasks.create_task(self._stop_channel(name, child)))
        return {"type": "done"}

    async def _stop_channel(self, name: str, child: Child) -> None:
        """Have a channel end its playlists and itself; one that does not is made to."""
        now = asyncio.get_running_loop().time
        child.stop()
        async with _until(now() + _STOP_S):
            await self._ask_to_end(name)
        for number in (signal.SIGTERM, signal.SIGKILL):
            if child.life.state is State.STOPPING:
                child.send(number)
                await _ended([child], now() + _TERMINATE_S)

    async def _ask_to_end(self, name: str) -> None:
        """Ask a channel to end its playlists until it has."""
        child, subject = self._channels[name], subjects.channel(name, subjects.COMMAND)
        while child.life.state is State.STOPPING:
            with suppress(BusError):
                answer = await self._bus.request(subject, {"type": "stop"}, within=_ASK_S)
                if answer["type"] == "done":
                    await child.ended()
                    return
            await asyncio.sleep(_ASK_AGAIN_S)

    async def _tell(self) -> None:
        """Publish how the children stand, once a second."""
        while True:
            children = [child.status() for child in self.children]
            status = {"type": "supervisor_status", "children": children}
            await self._bus.publish(subjects.SUPERVISOR_STATUS, status)
            await asyncio.sleep(_STATUS_S)

    async def _announce(self) -> None:
        address = port.address(self._plan.listening)
        await port.ready(self._plan.listening)
        log.info("ready address=%s", address)
        self._plan.on_ready(address)

    @contextmanager
    def _signals(self) -> Iterator[None]:
        """The first signal ends all in order; one more kills them."""

        def told(number: signal.Signals) -> None:
            log.info("signal name=%s", number.name)
            if self._stopping.is_set():
                _send(self.children, signal.SIGKILL)
            self._stopping.set()

        loop, numbers = asyncio.get_running_loop(), (signal.SIGTERM, signal.SIGINT)
        for number in numbers:
            loop.add_signal_handler(number, told, number)
        try:
            yield
        finally:
            for number in numbers:
                loop.remove_signal_handler(number)


def _send(children: Iterable[Child], number: signal.Signals) -> None:
    for child in children:
        child.send(number)


async def _ended(children: Iterable[Child], moment: float) -> None:
    """Wait until these have ended, but no longer than to a moment of the loop's time."""
    async with _until(moment):
        for child in children:
            await child.ended()


@asynccontextmanager
async def _until(moment: float) -> AsyncIterator[None]:
    """Go on when it is done, or at a moment of the loop's time."""
    with suppress(TimeoutError):
        async with asyncio.timeout_at(moment):
            yield


def _ours(plan: Plan, kind: str, argument: str, name: str, ends: Ends) -> Program:
    """A child of ours, which reads the whole config."""
    line = {
        "config": plan.given.values,
        "bus": plan.bus_url,
        "data": str(plan.data),
        "config_path": plan.config_path,
    }
    return Program(
        name=name,
        command=_command_of(kind, argument),
        line=json.dumps(line).encode() + b"\n",
        ends=ends,
        files=(plan.listening.fileno(),) if kind == "api" else (),
    )


def _nats(plan: Plan, server: NatsServer) -> Program:
    return Program(
        name="nats",
        command=_command_of("nats", str(server.binary)),
        ends=_ALWAYS,
        line=json.dumps(server.config(plan.data)).encode() + b"\n",
    )


def _command_of(kind: str, argument: str) -> tuple[str, ...]:
    # -P: what lies in the folder it is started in is no module of ours.
    return (sys.executable, "-P", "-m", "api.child", kind, argument)
