"""Predictions at the desk of a channel on air: by hand, by a fact, in time, after a restart."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.channel.desk import Desk
from engine.channel.known import KnownFacts
from engine.channel.live import Channel
from engine.channel.prediction import Prediction, Stage
from engine.show_log import SHOW_LOG, ShowLog
from feeds import event_time
from tests.channels import aired, clip, on_air, settings, until

S = 1_000_000
MATCH = {"type": "match", "home": {"name": "North"}, "away": {"name": "South"}}
ASKED = {"question": "Who scores next?", "outcomes": ["North", "South"], "mode": "media"}
BY_GOAL = [
    {"title": "North", "when": {"type": "goal", "side": "home"}},
    {"title": "South", "when": {"type": "goal", "side": "away"}},
]


@pytest.fixture(scope="module")
def channel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Channel]:
    folder = tmp_path_factory.mktemp("predictions")
    with on_air(settings(clip(folder / "a.mp4"), distance=2), folder / "tiny") as running:
        aired(running, 3)
        yield running


def ask(channel: Channel, kind: str, **more: Any) -> dict[str, Any]:
    desk = Desk(channel, KnownFacts())
    return asyncio.run(desk.command({"type": kind, "v": 1, **more}))


def opened(channel: Channel, **more: Any) -> str:
    done = ask(channel, "open_prediction", **{**ASKED, **more})
    assert done["type"] == "done", done
    return str(done["id"])


def known(channel: Channel, name: str) -> Prediction:
    return channel.predictions.by_id[name]


def goal(channel: Channel, **more: Any) -> dict[str, Any]:
    return ask(channel, "fact", fact={"type": "goal", "side": "home", **more})


def test_by_hand(channel: Channel) -> None:
    name = opened(channel)
    found = known(channel, name)
    assert [choice.title for choice in found.outcomes] == ["North", "South"]
    assert abs(found.opens_at - channel.on_air.pacer.now()) < 5 * S
    done = ask(channel, "lock_prediction", prediction=name)
    locks_at = known(channel, name).locks_at
    assert locks_at == event_of(channel, done["sequence"]).event_time + 2 * S
    ask(channel, "resolve_prediction", prediction=name, outcome="1")
    assert (known(channel, name).stage, known(channel, name).outcome) == (Stage.RESOLVED, "1")
    ask(channel, "resolve_prediction", prediction=name, outcome="2")
    assert known(channel, name).outcome == "2"
    ask(channel, "void_prediction", prediction=name, reason="abandoned")
    assert known(channel, name).stage is Stage.VOIDED


def event_of(channel: Channel, sequence: int) -> Any:
    return next(event for event in channel.log.events() if event.sequence == sequence)


def test_a_lock_at_the_picture_the_operator_saw(channel: Channel) -> None:
    name = opened(channel)
    at = event_time.to_iso(channel.on_air.pacer.now() - 3 * S)
    ask(channel, "lock_prediction", prediction=name, basis="monitor", at=at)
    locks_at = known(channel, name).locks_at
    assert locks_at is not None
    assert abs(locks_at - event_time.from_iso(at)) <= S // 25


def test_nothing_opens_in_the_past(channel: Channel) -> None:
    before = channel.next_program_time
    at = event_time.to_iso(channel.on_air.pacer.now() - 60 * S)
    name = opened(channel, basis="monitor", at=at)
    assert known(channel, name).opens_at >= before


def test_what_is_resolved_while_it_is_open_is_locked_by_that(channel: Channel) -> None:
    name = opened(channel)
    ask(channel, "resolve_prediction", prediction=name, outcome="2")
    assert known(channel, name).stage is Stage.RESOLVED
    assert known(channel, name).locks_at is not None


def test_a_goal_locks_and_resolves_and_VAR_takes_that_back(channel: Channel) -> None:  # noqa: N802
    ask(channel, "fact", fact=MATCH)
    name = opened(channel, outcomes=BY_GOAL)
    opens_at = known(channel, name).opens_at
    until(channel, lambda: channel.next_program_time > opens_at + S // 5)
    told = goal(channel)
    until(channel, lambda: known(channel, name).stage is Stage.RESOLVED)
    found = known(channel, name)
    assert (found.outcome, found.fact) == ("1", told["id"])
    assert found.locks_at == event_of(channel, told["sequence"]).event_time + 2 * S
    ask(channel, "undo", sequence=told["sequence"])
    until(channel, lambda: known(channel, name).stage is Stage.LOCKED)
    goal(channel, side="away")
    until(channel, lambda: known(channel, name).outcome == "2")


def test_a_lock_set_for_a_time(channel: Channel) -> None:
    name = opened(channel, locks_after_s=5)
    found = known(channel, name)
    assert found.locks_at == found.opens_at + 5 * S
    assert found.stage is Stage.OPEN
    channel.cue()
    aired(channel, 2)
    assert known(channel, name).stage is Stage.OPEN

    def due() -> bool:
        channel.cue()
        return known(channel, name).stage is Stage.LOCKED

    until(channel, due)
    assert known(channel, name).locks_at == found.locks_at


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        pytest.param({"question": ""}, "question", id="no-question"),
        pytest.param({"question": "?" * 121}, "120", id="a-long-question"),
        pytest.param({"question": "a\u202eb"}, "question", id="turned-round"),
        pytest.param({"question": 5}, "question", id="a-number"),
        pytest.param({"outcomes": ["North"]}, "2 to 10", id="one-outcome"),
        pytest.param({"outcomes": [str(n) for n in range(11)]}, "2 to 10", id="eleven"),
        pytest.param({"outcomes": "North"}, "2 to 10", id="no-list"),
        pytest.param({"outcomes": ["North", "north"]}, "same title", id="twice"),
        pytest.param({"outcomes": ["North", " "]}, "outcome 2", id="an-empty-one"),
        pytest.param(
            {"outcomes": ["a", {"title": "b", "when": {"type": "joy"}}]}, "when", id="no-fact"
        ),
        pytest.param(
            {"outcomes": ["a", {"title": "b", "when": {"type": "goal", "side": []}}]},
            *("when",),
            id="no-plain-fact",
        ),
        pytest.param({"mode": "luck"}, "wall, media, frontier", id="no-mode"),
        pytest.param({"locks_after_s": 4}, "5 to", id="too-soon"),
        pytest.param({"locks_after_s": True}, "5 to", id="no-seconds"),
    ],
)
def test_what_is_no_prediction(channel: Channel, asked: dict[str, Any], says: str) -> None:
    before = dict(channel.predictions.by_id)
    refused = ask(channel, "open_prediction", **{**ASKED, **asked})
    assert (refused["type"], refused["code"]) == ("refused", "bad_prediction")
    assert says in refused["detail"]
    assert channel.predictions.by_id == before


@pytest.mark.parametrize(
    ("steps", "kind", "code"),
    [
        ([], "lock_prediction", "unknown_prediction"),
        (["open"], "resolve_prediction", "unknown_outcome"),
        (["open", "lock"], "lock_prediction", "wrong_stage"),
        (["open", "void"], "void_prediction", "wrong_stage"),
        (["open", "void"], "lock_prediction", "wrong_stage"),
    ],
)
def test_steps_that_cannot_come(channel: Channel, steps: list[str], kind: str, code: str) -> None:
    name = "nothing"
    for step in steps:
        if step == "open":
            name = opened(channel)
        else:
            ask(channel, f"{step}_prediction", prediction=name)
    refused = ask(channel, kind, prediction=name, outcome="7")
    assert (refused["type"], refused["code"]) == ("refused", code)


def test_a_channel_killed_before_what_follows_from_a_goal_makes_good_for_it(
    tmp_path: Path,
) -> None:
    wanted, folder = settings(clip(tmp_path / "a.mp4")), tmp_path / "tiny"
    with on_air(wanted, folder, ends=False) as first:
        aired(first, 3)
        name = opened(first, outcomes=BY_GOAL)
        aired(first, 10)
    with ShowLog(folder / SHOW_LOG) as log:
        now = first.on_air.pacer.now()
        coded = {"t": event_time.to_iso(now), "type": "goal", "v": 1, "side": "away", "id": "g"}
        log.append(coded, frame=now // 40_000, event_time=now, arrival=now, actor="feed")
    with on_air(wanted, folder) as second:
        found = known(second, name)
        assert (found.stage, found.outcome, found.fact) == (Stage.RESOLVED, "2", "g")


def test_a_restart_after_var_tells_nothing_again(tmp_path: Path) -> None:
    wanted, folder = settings(clip(tmp_path / "a.mp4")), tmp_path / "tiny"
    with on_air(wanted, folder, ends=False) as first:
        aired(first, 3)
        ask(first, "fact", fact=MATCH)
        name = opened(first, outcomes=BY_GOAL)
        aired(first, 10)
        told = goal(first)
        until(first, lambda: known(first, name).stage is Stage.RESOLVED)
        ask(first, "undo", sequence=told["sequence"])
        until(first, lambda: known(first, name).stage is Stage.LOCKED)
        before = first.predictions
    with on_air(wanted, folder) as second:
        assert second.predictions == before
