"""GOAL and VAR on a real channel: what is decided, what is aired, what a restart makes of it."""

import asyncio
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.channel import demo_desk
from engine.channel.demo_desk import BETWEEN_ANNULMENTS, DemoDesk
from engine.channel.desk import Desk
from engine.channel.known import KnownFacts
from engine.channel.live import Channel
from engine.channel.verify import ShowCheck
from engine.show_log import SHOW_LOG
from feeds import demo_calls
from feeds.bus import RefusedError
from feeds.demo_match import CALL_LEAD, DURATION
from feeds.event_time import MICROSECONDS, from_iso
from tests.channels import aired, on_air, settings, until

S = MICROSECONDS


@pytest.fixture(scope="module")
def channel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Channel]:
    with on_air(settings("demo:"), tmp_path_factory.mktemp("calls") / "tiny") as running:
        aired(running, 3)
        yield running


def press(channel: Channel, kind: str, **more: Any) -> dict[str, Any]:
    return asyncio.run(DemoDesk(channel).answer({"type": kind, "v": 1, **more}))


def refusal(channel: Channel, kind: str, **more: Any) -> str:
    with pytest.raises(RefusedError) as caught:
        press(channel, kind, **more)
    return caught.value.code


@pytest.mark.parametrize(
    ("kind", "asked", "code"),
    [
        pytest.param("goal", {"side": "north"}, "bad_request", id="no-side"),
        pytest.param("goal", {"in_us": 41 * S}, "bad_duration", id="too-far-away"),
        pytest.param("var", {"in_us": "soon"}, "bad_duration", id="no-duration"),
        pytest.param("penalty", {}, "unknown_command", id="no-button"),
    ],
)
def test_what_cannot_be_asked(
    channel: Channel, kind: str, asked: dict[str, Any], code: str
) -> None:
    assert refusal(channel, kind, **asked) == code


def test_another_source_is_no_demo(tmp_path: Path) -> None:
    with on_air(settings(None), tmp_path / "tiny") as other:
        assert refusal(other, "goal") == "not_the_demo"


def test_goals_wait_for_one_another_until_there_are_enough(channel: Channel) -> None:
    """None upon another, none before its attack can still be drawn; a feed can know of all."""
    told = [press(channel, "goal", side=side) for side in ("home", "away", "home")]
    assert refusal(channel, "goal") == "too_many_calls"
    assert [one["side"] for one in told] == ["home", "away", "home"]
    moments = [from_iso(one["event_time"]) for one in told]
    assert all(b - a >= 22 * S for a, b in itertools.pairwise(moments))
    assert all(one["in_us"] >= CALL_LEAD for one in told)
    started = asyncio.run(Desk(channel, KnownFacts()).started({}))
    origin = started["origin_us"]
    calls = started["demo"]["calls"]
    assert [origin + one["loop"] * DURATION + one["t_us"] for one in calls] == moments


def too_slow(channel: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the first decision always come too late: a call that is refused changes nothing."""
    known = channel.match_calls.now
    monkeypatch.setattr(demo_desk, "ANNULLED_IN", 0)
    monkeypatch.setattr(demo_desk, "_PREPARED_WITHIN", (-S,))
    assert refusal(channel, "var") == "busy"
    assert channel.match_calls.now == known
    monkeypatch.setattr(demo_desk, "_PREPARED_WITHIN", (-S, 2 * S))


def test_a_goal_and_its_annulment_are_aired_and_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was drawn before and after each call is what the log alone makes again."""
    folder, wanted = tmp_path / "tiny", settings("demo:", hashes=True, ladder="64x48:200k")
    with on_air(wanted, folder, ends=False) as channel:
        assert refusal(channel, "var") == "no_goal_stands"
        goal = press(channel, "goal", side="away")
        until(channel, lambda: channel.on_air.pacer.now() > from_iso(goal["event_time"]) + S)
        too_slow(channel, monkeypatch)
        annulled = press(channel, "var")
        assert (annulled["name"], annulled["side"]) == (goal["name"], "away")
        assert refusal(channel, "var") == "too_many_calls"
        assert annulled["in_us"] < BETWEEN_ANNULMENTS
        aired(channel, 4 * 48)
        known = channel.match_calls.now
    found = [verdict.is_same for verdict in ShowCheck(folder / SHOW_LOG).verdicts()]
    assert len(found) >= 6
    assert found == [True] * len(found)
    with on_air(wanted, folder) as again:
        assert again.match_calls.now == known
        logged = [e for e in again.log.events() if e.payload["type"] == demo_calls.CALLED]
    assert [e.payload["call"] for e in logged] == ["goal", "annulment"]
    assert {(e.actor, e.event_time) for e in logged} == {("viewer", None)}
