"""The config: what it takes, and every mistake with its file, line, key and remedy."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from api import config
from engine.rendition import Rendition
from feeds.mistake import MistakesError

RATES = "23.976, 24, 25, 29.97, 30, 50, 59.9401, 60"
PRESETS = "ultrafast, superfast, veryfast, faster, fast, medium, slow, slower, veryslow"
SHIFT = "use seconds from -86400 to 86400"
ODD = "641x360: both sides must be even for yuv420p; use 640x360"
WRONG = """\
[[channel]]
name = "a"

[[channel]]
name = "b"
rate = 26
preset = "slowest"
colour = 1
ladder = "641x360:700k"
"""
FEEDS = """\
[[channel]]
name = "a"

[[channel.feed]]
name = "x"
provider = "demo"
[[channel.feed]]
name = "x"
provider = "demo"
[[channel]]
name = "b"
[[channel.feed]]
name = "y"
provider = "demo"
offset = "soon"
[[channel.feed]]
name = "z"
provider = "facts_file"
"""
GOOD = """\
[[channel]]
name = "main"
rate = 29.97
ladder = "640x360:700k,320x180:200k"
distance = 2.5

[[channel]]
name = "second"
"""


def read(folder: Path, text: str, **environment: str) -> config.Config:
    path = folder / "c.toml"
    path.write_text(text, encoding="utf-8")
    return config.read(path, environment)


def mistakes(folder: Path, text: str, **environment: str) -> list[str]:
    with pytest.raises(MistakesError) as told:
        read(folder, text, **environment)
    return [line.replace(f"{folder}/", "") for line in told.value.lines()]


def test_a_channel_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, GOOD)
    main = found.named("main")
    assert main.rate == Fraction(30000, 1001)
    assert main.distance == 2_500_000
    assert main.preset == "superfast"
    assert main.ladder is not None
    assert main.ladder[1] == Rendition(name="180p", width=320, height=180, kbit=200)
    assert found.named("second").ladder is None


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("third", "has no channel third; name one of main, second", id="unknown"),
        pytest.param(None, "has several channels; name one of main, second", id="several"),
    ],
)
def test_a_channel_that_is_not_there(tmp_path: Path, name: str | None, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read(tmp_path, GOOD).named(name)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            WRONG,
            [
                f"c.toml:6: channel.2.rate: 26 is no rate; use one of {RATES}",
                f"c.toml:7: channel.2.preset: 'slowest' is no preset of x264; use one of {PRESETS}",
                "c.toml:8: channel.2.colour: unknown key; take it out or correct its spelling",
                f"c.toml:9: channel.2.ladder: {ODD}",
            ],
            id="all-at-once",
        ),
        pytest.param(
            "# first\n[[channel]]\nrate = 25\n",
            ["c.toml:2: channel.1.name: missing; it must be given"],
            id="a-missing-key-names-its-table",
        ),
        pytest.param(
            '[[channel]]\nname = "a"\n[[channel]]\nname = "a"\n',
            ["c.toml:1: channel: a stands there twice; give every channel its own name"],
            id="a-name-twice",
        ),
        pytest.param(
            FEEDS,
            [
                "c.toml:4: channel.1.feed: x stands there twice; give every feed its own name",
                f"c.toml:15: channel.2.feed.1.offset: 'soon' is no shift; {SHIFT}",
                "c.toml:16: channel.2.feed.2: has no path; a facts_file has one, the file's",
            ],
            id="feeds-of-several-channels",
        ),
        pytest.param(
            '[server]\nport = 65536\ndata = ""\n[bus]\nurl = "localhost"\n',
            [
                "c.toml:2: server.port: 65536 is wrong; it should be less than or equal to 65535",
                "c.toml:3: server.data: '' is wrong; it should not be empty",
                "c.toml:5: bus.url: is no address of a NATS server; write it like nats://host:4222",
            ],
            id="server-and-bus",
        ),
        pytest.param(
            '[[channel]]\nname = "a\n',
            ["c.toml:2: no TOML (illegal character '\\n'); correct it"],
            id="no-toml",
        ),
        pytest.param(
            "a = 1\na = 2\n",
            ["c.toml:2: no TOML (cannot overwrite a value); correct it"],
            id="a-key-twice",
        ),
        pytest.param(
            '[[channel]]\nname = "a"\ndistance = -1\n',
            ["c.toml:3: channel.1.distance: -1 is no duration; use seconds from 0 to 86400"],
            id="a-negative-distance",
        ),
    ],
)
def test_mistakes(tmp_path: Path, text: str, told: list[str]) -> None:
    assert mistakes(tmp_path, text) == told


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        pytest.param("every = 0.2", "every: 0.2 is too short; use seconds from 1 to 86400", id="s"),
        pytest.param('record = "yes"', "record: 'yes' is wrong; use true or false", id="flag"),
        pytest.param(
            'replay_from = "yesterday"',
            "replay_from: 'yesterday' is no point of it; use seconds since it began, "
            "0 to 31622400, or a moment like 2026-07-12T19:15:00Z",
            id="point",
        ),
        pytest.param("match = 7", "match: 7 is wrong; write it as a text in quotes", id="text"),
        pytest.param(
            'token_env = "tok"',
            "token_env: 'tok' is no variable; use capital letters, digits and _",
            id="variable",
        ),
    ],
)
def test_mistakes_of_a_feed(tmp_path: Path, lines: str, told: str) -> None:
    feed = '[[channel]]\nname = "a"\n[[channel.feed]]\nname = "f"\nprovider = "espn"\npath = "f"\n'
    assert mistakes(tmp_path, f"{feed}{lines}\n") == [f"c.toml:7: channel.1.feed.1.{told}"]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        pytest.param(
            '[channel.feed]\nname = "f"\n',
            "c.toml:3: channel.1.feed: that is wrong; write it as [[channel.feed]]",
            id="a-table-for-a-list",
        ),
        pytest.param(
            '[channel.priority]\nclock = "b"\n',
            "c.toml:4: channel.1.priority.clock: 'b' is wrong; write it as a list, [\"b\"]",
            id="a-text-for-a-list",
        ),
        pytest.param(
            'source = "match.mp4"\n',
            "c.toml:3: channel.1.source: 'match.mp4' is wrong; write it as a table, "
            "[channel.source]",
            id="a-text-for-a-table",
        ),
    ],
)
def test_mistakes_of_form(tmp_path: Path, lines: str, told: str) -> None:
    assert mistakes(tmp_path, f'[[channel]]\nname = "a"\n{lines}') == [told]


def test_a_feed_is_read(tmp_path: Path) -> None:
    feed = '[[channel.feed]]\nname = "f"\nprovider = "facts_file"\npath = "f.jsonl"\n'
    times = "lateness = 2.5\noffset = -0.4\n"
    (found,) = read(tmp_path, GOOD + feed + times).named("second").feed
    assert (found.lateness, found.offset, found.path) == (2_500_000, -400_000, "f.jsonl")


def test_arguments_go_over_the_environment_and_that_over_the_file(tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_text('[server]\nhost = "a"\nport = 1\ndata = "file"\n')
    environment = {"TOUCHLINE__SERVER__HOST": "b", "TOUCHLINE__SERVER__PORT": "2"}
    arguments: config.Arguments = {
        "--port": (("server", "port"), 3),
        "--host": (("server", "host"), None),
    }
    given = config.given(path, environment, arguments)
    server = given.config.server
    assert (server.host, server.port, server.data) == ("b", 3, "file")
    assert config.Config.model_validate(json.loads(json.dumps(given.values))) == given.config


def test_a_wrong_argument_is_named(tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_text("")
    arguments: config.Arguments = {"--port": (("server", "port"), config.port_of("http"))}
    with pytest.raises(MistakesError) as told:
        config.given(path, {}, arguments)
    assert str(told.value).startswith("--port: 'http' is wrong; it should be a whole number")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(MistakesError, match="no such file or directory; name a config"):
        config.read(tmp_path / "none.toml", {})


def test_a_wrong_variable_is_named(tmp_path: Path) -> None:
    told = mistakes(tmp_path, GOOD, TOUCHLINE__CHANEL="x")
    assert told == ["TOUCHLINE__CHANEL: unknown key; take it out or correct its spelling"]


def test_other_variables_are_left_alone(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD, HOME="/root").named("main").name == "main"
