"""Where children begin: they end with their input, and with whoever started them."""

import asyncio
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest

from api import nats_server
from api.exit_code import TERMINATED
from feeds.bus import Bus
from tests.nats import Nats
from tests.servers import is_alive
from tests.until import wait_until

CHILD = (sys.executable, "-P", "-m", "api.child")


class Started:
    """A child with its input at hand; killed in the end."""

    def __init__(self, kind: str, argument: str = "") -> None:
        self.process = subprocess.Popen(
            [*CHILD, kind, argument], stdin=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert self.process.stdin is not None
        assert self.process.stderr is not None
        self.input: IO[bytes] = self.process.stdin
        self.said: IO[bytes] = self.process.stderr

    def give(self, line: dict[str, Any]) -> None:
        self.input.write(json.dumps(line).encode() + b"\n")
        self.input.flush()

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self.input.close()
        self.said.close()


@pytest.fixture
def feeds() -> Iterator[Started]:
    """A feeds process that met its bus."""
    child = Started("feeds")
    with Nats() as nats:
        child.give({"config": {}, "bus": nats.url, "data": "/", "config_path": ""})
        assert b"[feeds] bus connected" in child.said.readline()
        yield child
    child.end()


def test_it_ends_when_its_input_ends(feeds: Started) -> None:
    feeds.input.close()
    assert feeds.process.wait(timeout=20) == TERMINATED


def test_it_ends_on_sigterm(feeds: Started) -> None:
    feeds.process.send_signal(signal.SIGTERM)
    assert feeds.process.wait(timeout=20) == TERMINATED


def test_a_terminal_s_interrupt_is_not_for_it(feeds: Started) -> None:
    feeds.process.send_signal(signal.SIGINT)
    feeds.input.close()
    assert feeds.process.wait(timeout=20) == TERMINATED


def test_one_that_is_given_nothing_ends() -> None:
    child = Started("feeds")
    child.input.close()
    assert child.process.wait(timeout=20) == TERMINATED
    child.end()


def test_nats_takes_only_those_who_know_the_token(tmp_path: Path) -> None:
    server = nats_server.find()

    async def meet() -> None:
        stranger = Bus(f"nats://127.0.0.1:{server.port}", name="stranger")
        async with asyncio.timeout(20), Bus(server.url, name="friend") as friend:
            await friend.connected()
            async with stranger:
                with pytest.raises(TimeoutError):
                    async with asyncio.timeout(0.3):
                        await stranger.connected()

    child = Started("nats", str(server.binary))
    try:
        child.give(server.config(tmp_path))
        asyncio.run(meet())
        assert server.token not in Path(f"/proc/{child.process.pid}/cmdline").read_text()
        assert (tmp_path / "nats.log").exists()
    finally:
        child.end()


def test_nats_dies_with_whoever_started_it(tmp_path: Path) -> None:
    """A parent that is killed cannot tell its children; the kernel does."""
    server = nats_server.find()
    line = json.dumps(server.config(tmp_path))
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, *CHILD, "nats", str(server.binary)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdin is not None
    assert parent.stdout is not None
    try:
        parent.stdin.write(f"{line}\n")
        parent.stdin.flush()
        nats = int(parent.stdout.readline())
        wait_until((tmp_path / "nats.log").exists)
        assert is_alive(nats)
    finally:
        parent.kill()
        parent.wait()
        parent.stdin.close()
        parent.stdout.close()
    wait_until(lambda: not is_alive(nats))


PARENT = """\
import subprocess, sys
child = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, text=True)
child.stdin.write(sys.stdin.readline())
child.stdin.flush()
print(child.pid, flush=True)
child.wait()
"""
