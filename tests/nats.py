"""A real bus for tests: NATS' own server on a free port."""

import subprocess
from types import TracebackType
from typing import Self

from api import nats_server


class Nats:
    """A server within `with`; it can be killed and started again on its port."""

    def __init__(self) -> None:
        found = nats_server.find()
        self.port, self._binary = found.port, found.binary
        self.url = f"nats://127.0.0.1:{self.port}"
        self._running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; its clients wait for the port."""
        command = [str(self._binary), "-a", "127.0.0.1", "-p", str(self.port), "-l", "/dev/null"]
        self._running = subprocess.Popen(command)

    def kill(self) -> None:
        """Kill it and wait until it is gone."""
        if self._running is not None:
            self._running.kill()
            self._running.wait()
            self._running = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()
