"""The overlay config of a channel on air: its file followed, another put in its place, restarts."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.channel import events
from engine.channel.desk import Desk
from engine.channel.known import KnownFacts
from engine.channel.live import Channel
from tests.channels import aired, on_air, settings

LIGHT, DARK = "theme: daylight\n", "# at night\ntheme: house\n"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("overlay") / "o.yaml"
    made.write_text(LIGHT, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def channel(path: Path) -> Iterator[Channel]:
    with on_air(settings(None, overlay=str(path)), path.parent / "tiny") as running:
        aired(running, 3)
        yield running


@pytest.fixture
def desk(channel: Channel, path: Path) -> Desk:
    path.write_text(LIGHT, encoding="utf-8")
    made = Desk(channel, KnownFacts())
    asyncio.run(made.overlay.look())
    return made


def told(desk: Desk) -> dict[str, Any]:
    return asyncio.run(desk.overlay.told({}))


def put(desk: Desk, text: Any) -> dict[str, Any]:
    return asyncio.run(desk.command({"type": "set_overlay", "text": text, "actor": "owner"}))


def set_events(channel: Channel) -> list[tuple[str, str]]:
    logged = (one for one in channel.log.events() if one.payload["type"] == events.OVERLAY)
    return [(one.actor, one.payload["text"]) for one in logged]


def test_the_file_is_followed(desk: Desk, channel: Channel, path: Path) -> None:
    assert told(desk)["text"] == channel.dressing.overlay["text"] == LIGHT
    before = len(set_events(channel))
    path.write_text(DARK, encoding="utf-8")
    asyncio.run(desk.overlay.look())
    asyncio.run(desk.overlay.look())
    assert channel.dressing.overlay["text"] == DARK
    assert set_events(channel)[before:] == [("overlay file", DARK)]
    found = told(desk)
    assert (found["file"], found["text"], found["errors"]) == (str(path), DARK, [])
    assert found["loaded_at"].endswith("Z")


def test_a_wrong_file_stays_off_air_and_is_told(desk: Desk, channel: Channel, path: Path) -> None:
    path.write_text("\ntheme: dusk\n", encoding="utf-8")
    asyncio.run(desk.overlay.look())
    found = told(desk)
    assert found["text"] == channel.dressing.overlay["text"] == LIGHT
    assert found["errors"] == [
        {
            "line": 2,
            "key": "theme",
            "text": "'dusk' is wrong; it should be 'house' or 'daylight'",
        }
    ]


def test_another_is_put_in_its_place(desk: Desk, channel: Channel, path: Path) -> None:
    done = put(desk, DARK)
    assert done["type"] == "done"
    assert done["frame"] <= channel.on_air.next_number + 2
    assert channel.dressing.overlay["text"] == path.read_text(encoding="utf-8") == DARK
    assert set_events(channel)[-1] == ("owner", DARK)


def test_a_wrong_one_is_refused_with_all_its_mistakes(desk: Desk, path: Path) -> None:
    refused = put(desk, "theme: dusk\nlook: {radius: 99}\n")
    assert (refused["type"], refused["code"]) == ("refused", "bad_overlay")
    assert [(one["line"], one["key"]) for one in refused["errors"]] == [
        (1, "theme"), (2, "look.radius"),
    ]  # fmt: skip
    assert path.read_text(encoding="utf-8") == LIGHT
    assert put(desk, 7)["code"] == "bad_request"


def test_a_restart_has_what_the_file_says_or_else_what_was_shown(tmp_path: Path) -> None:
    path, folder = tmp_path / "o.yaml", tmp_path / "tiny"
    path.write_text(LIGHT, encoding="utf-8")
    wanted = settings(None, overlay=str(path))
    shown = []
    for text in (LIGHT, DARK, "theme: dusk\n"):
        path.write_text(text, encoding="utf-8")
        with on_air(wanted, folder) as channel:
            aired(channel, 2)
            shown.append(channel.dressing.overlay["text"])
    with on_air(settings(None), folder) as channel:
        desk = Desk(channel, KnownFacts())
        shown.append(channel.dressing.overlay["text"])
        assert set_events(channel) == [("engine", LIGHT), ("engine", DARK), ("engine", "")]
        assert told(desk)["file"] is None
        assert put(desk, LIGHT)["code"] == "no_overlay"
    assert shown == [LIGHT, DARK, DARK, ""]


def test_a_file_that_is_wrong_is_an_alarm_until_it_is_right(
    desk: Desk, channel: Channel, path: Path
) -> None:
    alarms = channel.on_air.health.alarms
    assert "overlay" not in alarms
    path.write_text("theme: house\nlok: 3\nlanguage: xx\n", encoding="utf-8")
    asyncio.run(desk.overlay.look())
    assert "o.yaml:2: lok" in alarms["overlay"]
    assert alarms["overlay"].endswith("; and 1 more")
    path.write_text(LIGHT, encoding="utf-8")
    asyncio.run(desk.overlay.look())
    assert "overlay" not in alarms
