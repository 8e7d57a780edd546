"""`touchline serve` and `demo`: what is said at the start, and what is a mistake."""

import json
import signal
import stat
from pathlib import Path

import pytest

from api.commands import demo
from api.config import built_in
from api.listening import listen
from tests.servers import Server, status
from tests.until import wait_until

THREE = """\
[server]
port = 99999
[[channel]]
name = "Main"
[[channel]]
name = "b"
[[channel.feed]]
name = "x"
provider = "facts_file"
"""


def run(folder: Path, *arguments: object) -> Server:
    """A server that ends by itself."""
    with Server(folder, *arguments) as server:
        server._running.wait(timeout=20)
        server.code = server._running.returncode
    return server


def config(folder: Path, text: str) -> Path:
    path = folder / "c.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_three_mistakes_are_three_lines(tmp_path: Path) -> None:
    server = run(tmp_path, "serve", "--config", config(tmp_path, THREE))
    assert server.code == 2
    assert [line.replace(f"{tmp_path}/", "").split("; ")[0] for line in server.lines] == [
        "c.toml:2: server.port: 99999 is wrong",
        "c.toml:4: channel.1.name: 'Main' is no name",
        "c.toml:7: channel.2.feed.1: has no path",
    ]
    assert not (tmp_path / "data").exists()


def test_a_wrong_overlay_config_is_told_before_anything_is_started(tmp_path: Path) -> None:
    overlay = tmp_path / "o.yaml"
    overlay.write_text("theme: dusk\nlook: {radius: 99}\n", encoding="utf-8")
    named = f'[[channel]]\nname = "a"\noverlay = "{overlay}"\n'
    server = run(tmp_path, "serve", "--config", config(tmp_path, named))
    assert server.code == 2
    assert [line.partition(": ")[0] for line in server.lines] == [f"{overlay}:1", f"{overlay}:2"]
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["serve"], "config.toml: no such file or directory; name a", id="no-config"),
        pytest.param(["serve", "--port", "http"], "--port: 'http' is wrong; it should", id="port"),
        pytest.param(["demo", "--port", "70000"], "--port: 70000 is wrong; it should", id="range"),
        pytest.param(["serve", "--host", ""], "--host: '' is wrong; ", id="host"),
    ],
)
def test_a_mistake_is_a_line(tmp_path: Path, arguments: list[str], said: str) -> None:
    if arguments != ["serve"]:
        (tmp_path / "config.toml").write_text("")
    server = run(tmp_path, *arguments)
    assert server.code == 2
    assert len(server.lines) == 1
    assert said in server.lines[0]


def test_a_port_in_use_is_a_line_and_nothing_is_started(tmp_path: Path) -> None:
    path = config(tmp_path, '[server]\ndata = "c.toml/under-a-file"\n')
    with listen("127.0.0.1", 0) as listening:
        port = listening.getsockname()[1]
        server = run(tmp_path, "serve", "--config", path, "--port", port)
    assert server.code == 2
    in_use, folder = server.lines
    assert in_use.startswith(f"server.port: {port} is in use; stop what listens there")
    assert "name a folder that can be written" in folder
    assert server.pids(".*") == []


def test_arguments_go_before_the_config(tmp_path: Path) -> None:
    path = config(tmp_path, '[server]\nport = 1\nhost = "203.0.113.1"\n')
    with Server(
        tmp_path, "serve", "--config", path, "--host", "127.0.0.1", "--port", "0"
    ) as server:
        assert status(f"{server.address}/healthz") == 200
        token = tmp_path / "data" / "owner-token"
        assert stat.S_IMODE(token.stat().st_mode) == 0o600
        (line,) = server.out
        assert line.endswith(f": {token.read_text()}")


def test_the_demo_goes_on_air_and_ends_its_playlists(tmp_path: Path) -> None:
    with Server(tmp_path, "demo", "--port", "0", "--data", tmp_path / "kept") as server:
        index = tmp_path / "kept" / "channels" / "demo" / "media" / "audio" / "parts.jsonl"
        address = server.address
        wait_until(lambda: index.exists() and len(index.read_bytes().splitlines()) > 2)
        assert server.send(signal.SIGINT) < 5
        assert server.code == 0
        assert server.out[-1] == f"the demo match is on air: {address}\n"
        assert server.logged("child ended name=channel demo code=0 ")
        assert json.loads(index.read_text().splitlines()[-1]) == {"ended": True}


def test_the_demo_s_config_is_right() -> None:
    given = built_in(demo.CONFIG, {}, {})
    (channel,) = given.config.channel
    assert channel.autostart
    assert channel.feed[0].provider == "demo"
    assert built_in(demo.CONFIG, {}, {"--port": (("server", "port"), 9)}).config.server.port == 9
    assert demo.CONFIG["server"].keys() == {"host"}
