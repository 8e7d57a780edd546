"""Clips of a server as its owner runs it: who may, and what its end leaves behind."""

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.commands import demo
from api.config import Config
from tests.clip_server import FACTS, children
from tests.clips import Clip
from tests.served import Served, served
from tests.servers import is_alive
from tests.until import wait_until


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Served]:
    with served("[clips]\nanyone = true\n", tmp_path) as running:
        yield running


def making(server: Served, folder: Path) -> tuple[str, int]:
    """A clip that is being made, and the process that makes it."""
    path = Clip(frames=4000, size=(320, 180)).write(folder / "long.mp4")
    brought = server.send("POST", "/api/v1/clips?name=long.mp4", path.read_bytes())
    assert brought.status == 201, brought.text
    clip = str(brought.value["id"])
    facts = json.dumps({"facts": FACTS}).encode()
    assert server.send("POST", f"/api/v1/clips/{clip}/dress", facts).status == 202
    state = f"/api/v1/clips/{clip}"
    server.until(lambda: bool(server.get(state).value["progress"]["done"]), "frames")
    (child,) = children(server.pid("api"))
    return clip, child


def test_it_dies_with_the_api_and_nothing_is_left(server: Served, tmp_path: Path) -> None:
    clip, child = making(server, tmp_path)
    count = server.logged("child started name=api")
    os.kill(server.pid("api"), signal.SIGKILL)
    wait_until(lambda: not is_alive(child))
    server.until(lambda: server.logged("child started name=api") > count, "the API again")
    state = f"/api/v1/clips/{clip}"
    server.until(lambda: server.get(state).value["code"] == "unknown_clip", "an answer")
    assert list((server.data / "clips").iterdir()) == []


def test_the_server_s_end_ends_it(server: Served, tmp_path: Path) -> None:
    _, child = making(server, tmp_path)
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(20) == 0
    assert not is_alive(child)


def test_who_may() -> None:
    assert Config().clips.anyone is False
    assert Config.model_validate(demo.CONFIG).clips.anyone is True
