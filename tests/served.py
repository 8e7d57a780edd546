"""Runs `touchline serve` as its user does, and asks it over HTTP."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.hls import COMMAND

DEMO = """\
[[channel]]
name = "demo"
[channel.source]
input = "demo:"
[[channel.feed]]
name = "demo"
provider = "demo"
"""
"""The config of the demo match, as `touchline demo` has it."""
WAIT_S = 60
_LATE = ("boxes_late", "skipped", "repeated", "dropped")
_LOOK_S = 0.05


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def value(self) -> Any:
        """The JSON in it."""
        return json.loads(self.text)


@dataclass(frozen=True, slots=True)
class Served:
    """A server that runs."""

    process: subprocess.Popen[str]
    port: int
    data: Path

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        """All it and its children have logged."""
        return (self.data.parent / "serve.log").read_text()

    def logged(self, pattern: str) -> int:
        """How often something stands in the log."""
        return len(re.findall(pattern, self.log))

    def pid(self, child: str) -> int:
        """The process a child has, or had last."""
        return int(re.findall(rf"child started name={child} pid=(\d+)", self.log)[-1])

    @property
    def token(self) -> str:
        """The owner's."""
        return (self.data / "owner-token").read_text().strip()

    def get(self, path: str) -> Answer:
        """Ask without a token."""
        return self.ask("GET", path)

    def ask(
        self, method: str, path: str, body: object = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Any request, as it is given."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = None if body is None else json.dumps(body)
        json_type = {"content-type": "application/json"} if body is not None else {}
        with closing(connection):
            connection.request(method, path, sent, {**json_type, **(headers or {})})
            answer = connection.getresponse()
            return Answer(
                answer.status, dict(answer.getheaders()), answer.read().decode(errors="replace")
            )

    def send(self, method: str, path: str, body: bytes) -> Answer:
        """Send bytes as they are."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.request(method, path, body)
            answer = connection.getresponse()
            return Answer(
                answer.status, dict(answer.getheaders()), answer.read().decode(errors="replace")
            )

    def media(self, path: str) -> bytes:
        """What stands at a path, which must be there."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.request("GET", path)
            answer = connection.getresponse()
            assert answer.status == 200, (path, answer.status)
            return answer.read()

    def owner(self, method: str, path: str, body: object = None, **headers: str) -> Answer:
        """Ask with the owner's token."""
        authorization = {"authorization": f"Bearer {self.token}", **headers}
        return self.ask(method, f"/api/v1{path}", body, authorization)

    def until(self, claim: Callable[[], bool], what: str, *, within: float = WAIT_S) -> None:
        """Wait until a claim holds; an error of the connection is no yet."""
        waiting = threading.Event()
        for _ in range(int(within / _LOOK_S)):
            with suppress(OSError, http.client.HTTPException, KeyError):
                if claim():
                    return
            if self.process.poll() is not None:
                raise AssertionError(f"the server ended with {self.process.returncode}")
            waiting.wait(_LOOK_S)
        raise AssertionError(f"not so within {within:g} s: {what}")

    def state(self, channel: str) -> str:
        """What a channel is said to be."""
        return str(self.get(f"/api/v1/channels/{channel}").value["state"])

    def late_frames(self, channel: str) -> int:
        """How many frames of a channel, so far, the machine was too busy to draw or air in time."""
        health = self.get(f"/api/v1/channels/{channel}/health").value
        return sum(int(health[what]) for what in _LATE)

    def on_air(self, channel: str) -> None:
        """Wait until a channel is on air and its playlists are there."""
        self.until(lambda: self.state(channel) == "on_air", f"{channel} on air")
        playlist = f"/live/{channel}/index.m3u8"
        self.until(lambda: self.get(playlist).status == 200, f"{playlist} there")


def free_port() -> int:
    """A port nobody listens at just now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def served(config: str, folder: Path, *arguments: str) -> Iterator[Served]:
    """A server with this config for as long as the block lasts."""
    path, port = folder / "config.toml", free_port()
    path.write_text(config)
    command = [*COMMAND, "serve", "--config", str(path), "--port", str(port), *arguments]
    environment = {**os.environ, "TOUCHLINE__SERVER__DATA": str(folder / "data")}
    with (folder / "serve.log").open("w") as log:
        process = subprocess.Popen(command, stderr=log, stdout=log, text=True, env=environment)
        server = Served(process, port, folder / "data")
        try:
            server.until(lambda: server.get("/readyz").status == 200, "ready")
            yield server
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)
