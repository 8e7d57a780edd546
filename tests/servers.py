"""Runs `touchline serve` or `demo` as its user would, and reads what it logs."""

import os
import re
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.request
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.hls import COMMAND
from tests.until import wait_until

ROOT = Path(__file__).parents[1]
# A server on a busy machine is not ready sooner.
WAIT_S = 60


class Server:
    """A server within `with`: killed at the end, should it still run."""

    def __init__(self, folder: Path, *arguments: object) -> None:
        self.lines: list[str] = []
        self.out: list[str] = []
        self._running = subprocess.Popen(
            [*COMMAND, *map(str, arguments)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        assert self._running.stdout is not None
        assert self._running.stderr is not None
        self._readers = [
            threading.Thread(target=self.lines.extend, args=(self._running.stderr,)),
            threading.Thread(target=self.out.extend, args=(self._running.stdout,)),
        ]
        for reader in self._readers:
            reader.start()

    @property
    def pid(self) -> int:
        """The supervisor's."""
        return self._running.pid

    def logged(self, pattern: str) -> list[re.Match[str]]:
        """Every line logged so far that has this."""
        return [found for line in list(self.lines) if (found := re.search(pattern, line))]

    def wait_for(self, pattern: str, times: int = 1) -> re.Match[str]:
        """Wait until a line was logged that often; the last of them."""
        try:
            wait_until(lambda: len(self.logged(pattern)) >= times or self.has_ended, within=WAIT_S)
            return self.logged(pattern)[times - 1]
        except (TimeoutError, IndexError):
            raise AssertionError(f"no {pattern!r} in:\n{''.join(self.lines)}") from None

    def between(self, first: str, last: str) -> float:
        """The seconds from one line logged to another."""
        moments = [
            datetime.fromisoformat(found.string.split()[0])
            for found in (self.wait_for(first), self.wait_for(last))
        ]
        return (moments[1] - moments[0]).total_seconds()

    @property
    def has_ended(self) -> bool:
        """Whether it is over."""
        return self._running.poll() is not None

    def pids(self, name: str) -> list[int]:
        """Each process a child has had."""
        return [int(found[1]) for found in self.logged(rf"child started name={name} pid=(\d+)")]

    @property
    def address(self) -> str:
        """Where it listens, once it is ready."""
        return self.wait_for(r"ready address=(\S+)")[1]

    def send(self, number: signal.Signals) -> float:
        """Send it a signal and wait until it is over; how many seconds that took."""
        began = time.monotonic()
        self._running.send_signal(number)
        self.code = self._running.wait(timeout=20)
        took = time.monotonic() - began
        for reader in self._readers:
            reader.join(timeout=20)
        return took

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._running.kill()
        self._running.wait()
        for reader, pipe in zip(
            self._readers, (self._running.stderr, self._running.stdout), strict=True
        ):
            reader.join(timeout=20)
            if pipe is not None:
                pipe.close()


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that is dead and not yet buried does not."""
    return _state(pid) not in {"", "Z", "X"}


def freeze(pid: int) -> None:
    """Have a process hang: it hears nothing but SIGKILL."""
    os.kill(pid, signal.SIGSTOP)
    wait_until(lambda: _state(pid) == "T")


def _state(pid: int) -> str:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return ""
    return stat.rpartition(")")[2].split()[0]


def status(address: str) -> int:
    """The HTTP status of a GET."""
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310 - our own server
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
