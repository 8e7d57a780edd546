"""What goes wrong around a real server: a full disk, files that vanish. No channel goes off air."""

import json
import os
import re
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.channels import clip
from tests.hls import COMMAND
from tests.on_small_disk import SEGMENT_FRAMES, Tight, tight
from tests.served import Served, free_port, served
from tests.servers import is_alive
from tests.small_disk import small_disk

FULL = "no space left on device; free space there"
OFF = """\
[[channel]]
name = "one"
rate = 25
shedding = "nothing"
ladder = "64x48:100k"
"""
FILES = """\
[[channel]]
name = "one"
rate = 25
shedding = "nothing"
ladder = "64x48:100k"
[channel.source]
input = "{folder}/one.mp4"
[[channel.feed]]
name = "told"
provider = "facts_file"
path = "{folder}/told.jsonl"
[[channel.feed]]
name = "missing"
provider = "facts_file"
path = "{folder}/missing.jsonl"

[[channel]]
name = "later"
rate = 25
shedding = "nothing"
ladder = "64x48:100k"
[channel.source]
input = "{folder}/later.mp4"
"""


@pytest.mark.timeout(300)
def test_a_disk_that_is_full_under_a_channel_on_air(tmp_path: Path) -> None:
    with tight(tmp_path) as on_air:
        server = on_air.server
        assert on_air.goal("home").status == 200
        server.until(lambda: len(on_air.segments()) > 2, "some segments")
        assert on_air.faults() == []
        on_air.disk.fill()
        server.until(lambda: bool(on_air.alarm()), "the alarm")
        media = re.escape(f"{server.data}/channels/one/media/")
        assert re.match(rf"{media}\S+\.m4s: {FULL}", on_air.alarm())
        on_air.goes_on()
        refuses_facts(on_air)
        api = server.pid("api")
        os.kill(api, signal.SIGKILL)
        server.until(lambda: not is_alive(api) and bool(on_air.alarm()), "the API back")
        refuses_facts(on_air)
        on_air.goes_on()
        on_air.disk.free()
        comes_back(on_air)


def refuses_facts(on_air: Tight) -> None:
    """A fact is refused in words, and what was told before still stands."""
    answer = on_air.goal("away")
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status, answer.value["code"]) == (503, "log_failed")
    assert (
        f"{on_air.server.data}/channels/one/show.db: database or disk is full; free space"
        in answer.text
    )
    assert on_air.score() == (1, 0)


def comes_back(on_air: Tight) -> None:
    """Media, the source's picture and its packets, facts: all by itself; what is lost is gaps."""
    server, kept = on_air.server, on_air.kept()
    server.until(lambda: on_air.alarm() == "", "no alarm any more")
    on_air.goes_on()
    greys = on_air.pictures_after_the_gap()
    assert len(greys) == SEGMENT_FRAMES
    assert all(80 < grey < 170 for grey in greys), greys
    assert on_air.health()["is_slate"] is False
    assert on_air.goal("away").status == 200
    server.until(lambda: on_air.score() == (1, 1), "the goal")
    server.until(lambda: on_air.kept() > kept, "packets kept again")
    assert on_air.health()["parts_lost"] > 0
    assert on_air.faults() == []
    assert "Traceback" not in server.log


def test_a_start_on_a_full_disk_says_so_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(OFF)
    with small_disk(tmp_path / "disk", 1) as disk:
        disk.fill()
        data = disk.folder / "data"
        arguments = ["--config", str(tmp_path / "config.toml"), "--port", str(free_port())]
        done = subprocess.run(
            [*COMMAND, "serve", *arguments],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            env={**os.environ, "TOUCHLINE__SERVER__DATA": str(data)},
        )
    assert done.stderr == f"{data}: data: {FULL}, or name a folder that can be written\n"
    assert (done.returncode, done.stdout) == (2, "")


@pytest.mark.timeout(300)
def test_a_channel_started_on_a_full_disk_comes_once_there_is_room(tmp_path: Path) -> None:
    with small_disk(tmp_path / "data", 16) as disk:
        (disk.folder / "owner-token").write_text("known\n")
        disk.fill()
        with served(OFF, tmp_path) as server:
            told = rf"(?m)^{disk.folder}/channels/one/show.db: database or disk is full"
            server.until(lambda: server.logged(told) > 0, "the error told")
            server.until(lambda: server.state("one") == "starting", "said to be starting")
            disk.free()
            server.on_air("one")
        assert "Traceback" not in server.log


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server of files in its folder; `later.mp4` and `missing.jsonl` are not there yet."""
    folder = tmp_path_factory.mktemp("files")
    clip(folder / "one.mp4", frames=40)
    write_facts(folder / "told.jsonl", "corners")
    with served(FILES.format(folder=folder), folder) as running:
        for name in ("one", "later"):
            running.on_air(name)
        yield running


def write_facts(path: Path, *names: str) -> None:
    """A facts file that tells these statistics at once."""
    facts = [{"t": 0, "type": "stat", "name": name, "home": 3, "away": 1} for name in names]
    path.write_text("".join(json.dumps(fact) + "\n" for fact in facts))


def health(server: Served, name: str) -> dict[str, Any]:
    found: dict[str, Any] = server.get(f"/api/v1/channels/{name}/health").value
    return found


def trouble(server: Served, name: str) -> str:
    """What a channel says of its source."""
    return str(health(server, name)["sources"]["source"]["trouble"])


def shows(server: Served, name: str, *, is_slate: bool) -> None:
    """Wait until a channel shows the slate, or its source's picture without trouble."""

    def is_shown() -> bool:
        found = health(server, name)
        said = found["sources"]["source"]["trouble"]
        return found["is_slate"] is is_slate and bool(said) is is_slate

    server.until(is_shown, f"{name} on slate" if is_slate else f"{name} with its picture")


def gone(path: Path) -> None:
    path.unlink()


def garbage(path: Path) -> None:
    """Others' bytes in the file that is being read."""
    path.write_bytes(bytes(range(256)) * 64)


def cut_short(path: Path) -> None:
    """The half of it: an MP4's index stands at the end."""
    os.truncate(path, path.stat().st_size // 2)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("befall", [gone, garbage, cut_short])
def test_a_channel_s_file_that_vanishes_on_air(
    files: Served, befall: Callable[[Path], None]
) -> None:
    path, pid = files.data.parent / "one.mp4", files.pid("channel one")
    content = path.read_bytes()
    shows(files, "one", is_slate=False)
    befall(path)
    shows(files, "one", is_slate=True)
    assert str(path) in trouble(files, "one")
    assert files.get("/api/v1/channels/one/program").value["is_slate"] is True
    frames = health(files, "one")["frames"]
    files.until(lambda: health(files, "one")["frames"] > frames + 25, "frames go on")
    beside = path.with_suffix(".again")
    beside.write_bytes(content)
    beside.replace(path)
    shows(files, "one", is_slate=False)
    assert files.pid("channel one") == pid
    assert is_alive(pid)
    assert files.logged("Traceback") == 0


def test_a_file_that_comes_after_its_channel(files: Served) -> None:
    path, pid = files.data.parent / "later.mp4", files.pid("channel later")
    shows(files, "later", is_slate=True)
    assert trouble(files, "later").startswith(f"{path}: no such file")
    clip(path.with_suffix(".new.mp4"), frames=40).replace(path)
    shows(files, "later", is_slate=False)
    assert files.pid("channel later") == pid


def test_a_feed_s_file_that_is_missing_or_vanishes(files: Served) -> None:
    path = files.data.parent / "missing.jsonl"
    files.until(lambda: feed(files, "missing")["state"] == "failed", "the feed failed")
    assert str(path) in feed(files, "missing")["error"]
    assert "name a facts file that can be read" in feed(files, "missing")["error"]
    files.until(lambda: told(files) == {"corners"}, "the other feed's facts")
    write_facts(path, "shots")
    files.until(lambda: told(files) == {"corners", "shots"}, "the facts of the file now there")
    path.unlink()
    path.mkdir()
    os.kill(files.pid("feeds"), signal.SIGKILL)
    files.until(lambda: "is a directory" in feed(files, "missing")["error"], "unreadable")
    files.until(lambda: feed(files, "told")["state"] == "ended", "the other feed is well")
    assert told(files) == {"corners", "shots"}
    path.rmdir()
    write_facts(path, "shots", "fouls")
    files.until(lambda: told(files) == {"corners", "shots", "fouls"}, "the facts of the new file")
    files.until(lambda: feed(files, "missing")["error"] == "", "no error any more")


def feed(server: Served, name: str) -> dict[str, Any]:
    """How a feed stands."""
    items = server.get("/api/v1/feeds").value["items"]
    found: dict[str, Any] = next(item for item in items if item["feed"] == name)
    return found


def told(server: Served) -> set[str]:
    """The names of the statistics in the programme."""
    return {line["name"] for line in server.get("/api/v1/channels/one/state").value["stats"]}
