"""A child process of the supervisor: started, watched, started again, stopped.

Children have process groups of their own, so that a terminal's Ctrl-C reaches the supervisor alone.
"""

import asyncio
import logging
import os
import signal
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from api.life import Ends, Life, State
from feeds.clock import Clock
from feeds.event_time import MICROSECONDS

_STDERR = 2
_NOT_STARTED = 127

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """What a child runs: its name, its command, the line it reads, the files it is handed."""

    name: str
    command: tuple[str, ...]
    ends: Ends
    line: bytes = field(default=b"", repr=False)
    files: tuple[int, ...] = ()


class Child:
    """A child. `run` is its task; what else there is may be called while that runs.

    Its standard input stays open as long as the supervisor lives; what it prints goes to the
    supervisor's standard error.
    """

    def __init__(self, program: Program, clock: Clock) -> None:
        self._program = program
        self._clock = clock
        self._process: asyncio.subprocess.Process | None = None
        self._is_wanted = False
        self._nudge = asyncio.Event()
        self._down = asyncio.Event()
        self._down.set()
        self.life = Life()

    @property
    def name(self) -> str:
        """What it is called."""
        return self._program.name

    def start(self) -> None:
        """Have it run; one that waits to be started again is started now."""
        self._is_wanted = True
        if self.life.state is not State.RUNNING:
            self._nudge.set()

    def stop(self) -> None:
        """Have it run no longer; whoever calls sees to it that it ends."""
        self._is_wanted = False
        if self.life.state in {State.RUNNING, State.WAITING}:
            self.life = self.life.stopping(self._clock.monotonic())
        self._nudge.set()

    def send(self, number: signal.Signals) -> None:
        """Send its process a signal, if it has one."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.send_signal(number)

    async def ended(self) -> None:
        """Wait until it has no process."""
        await self._down.wait()

    async def run(self) -> None:
        """Keep it as it is wanted to be, for ever."""
        while True:
            await self._wait_for_its_turn()
            self._down.clear()
            try:
                self._process = await self._spawn()
            except OSError as error:
                log.error("child cannot start name=%s reason=%s", self.name, error)  # noqa: TRY400
                self.life = self.life.started(self._clock.monotonic(), None)
                self._note_end(_NOT_STARTED)
                self._down.set()
                continue
            self.life = self.life.started(self._clock.monotonic(), self._process.pid)
            if not self._is_wanted:
                self.stop()
                self.send(signal.SIGTERM)
            log.info("child started name=%s pid=%d", self.name, self._process.pid)
            self._hand(self._process)
            code = await self._process.wait()
            self._process = None
            self._note_end(code)
            self._down.set()

    def status(self) -> Mapping[str, Any]:
        """The coded form of how it stands."""
        return {
            "name": self.name,
            "state": self.life.state.value,
            "pid": self.life.pid,
            "restarts": self.life.restarts,
            "code": self.life.code,
        }

    async def _wait_for_its_turn(self) -> None:
        """Wait until it is wanted, and due where it failed before."""
        while True:
            due = self.life.due
            left = None if due is None else (due - self._clock.monotonic()) / MICROSECONDS
            if self._is_wanted and left is not None and left <= 0:
                return
            with suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await self._nudge.wait()
                self._nudge.clear()
                if self._is_wanted:
                    return

    async def _spawn(self) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            *self._program.command,
            stdin=asyncio.subprocess.PIPE,
            stdout=_STDERR,
            pass_fds=self._program.files,
            process_group=0,
            # glibc keeps memory for each thread that allocates: here 40 MB a channel, for nothing.
            env={"MALLOC_ARENA_MAX": "2", **os.environ},
        )

    def _hand(self, process: asyncio.subprocess.Process) -> None:
        """Give it its line. One that does not read holds nobody up."""
        if process.stdin is not None and self._program.line:
            with suppress(OSError):
                process.stdin.write(self._program.line)

    def _note_end(self, code: int) -> None:
        self.life = self.life.ended(self._clock.monotonic(), code, self._program.ends)
        log.info("child ended name=%s code=%d state=%s", self.name, code, self.life.state.value)
        if self.life.state is State.WAITING:
            log.info("child restarts name=%s in=%.1f s", self.name, self.life.pause / MICROSECONDS)
        elif self.life.state is not State.STOPPED:
            self._is_wanted = False
