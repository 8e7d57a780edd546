"""Cues: what facts and time do to predictions by themselves."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from engine.channel import cues
from engine.channel.prediction import Choice, Mode, Prediction, Predictions, Stage
from engine.show_log import ShowEvent
from engine.timebase import Timing
from feeds.codec import decode_fact

S = 1_000_000
HOME, AWAY = {"type": "goal", "side": "home"}, {"type": "goal", "side": "away"}
OPEN = Prediction(
    id="p",
    sequence=0,
    changed=0,
    question="Who scores next?",
    outcomes=(
        Choice(id="1", title="North", when=HOME),
        Choice(id="2", title="South", when=AWAY),
        Choice(id="3", title="Nobody", when={"type": "period_ended", "period": 1}),
        Choice(id="4", title="Something else"),
    ),
    mode=Mode.MEDIA,
    opens_at=10 * S,
)
LOCKED = {"stage": Stage.LOCKED, "locks_at": 15 * S}
RESOLVED = {**LOCKED, "stage": Stage.RESOLVED, "outcome": "1", "fact": "g1"}


def kinds(given: dict[str, Any], fact: dict[str, Any], at: int = 20 * S) -> list[str]:
    """What follows from a fact: locked, resolved with its outcome, unresolved."""
    one = replace(OPEN, **given)
    coded = decode_fact({"t": "1970-01-01T00:00:13Z", "v": 1, **fact})
    return [
        ":".join(
            filter(None, (payload["type"].removeprefix("prediction_"), payload.get("outcome")))
        )
        for payload in cues.after_fact(Predictions({"p": one}), coded, at)
    ]


@pytest.mark.parametrize(
    ("given", "fact", "expected"),
    [
        pytest.param({}, HOME, ["locked", "resolved:1"], id="a-goal"),
        pytest.param({}, AWAY, ["locked", "resolved:2"], id="the-other-side-s"),
        pytest.param({}, {"type": "period_ended", "period": 1}, ["locked", "resolved:3"], id="end"),
        pytest.param({}, {"type": "period_ended", "period": 2}, [], id="another-period"),
        pytest.param({}, {"type": "card", "side": "home", "color": "red"}, [], id="a-card"),
        pytest.param(LOCKED, HOME, ["resolved:1"], id="locked-already"),
        pytest.param(RESOLVED, AWAY, [], id="the-next-goal"),
        pytest.param(RESOLVED, {**HOME, "id": "g1"}, [], id="told-again"),
        pytest.param(RESOLVED, {**AWAY, "id": "g1"}, ["resolved:2"], id="told-otherwise"),
        pytest.param(
            RESOLVED, {**AWAY, "id": "x", "corrects": "g1"}, ["resolved:2"], id="corrected"
        ),
        pytest.param(
            RESOLVED, {"type": "retraction", "retracts": "g1"}, ["unresolved"], id="taken-back"
        ),
        pytest.param(RESOLVED, {"type": "retraction", "retracts": "g2"}, [], id="another-is"),
        pytest.param({"stage": Stage.VOIDED}, HOME, [], id="voided"),
        pytest.param({"opens_at": 20 * S}, HOME, [], id="not-open-on-its-picture"),
    ],
)
def test_what_follows_from_a_fact(
    given: dict[str, Any], fact: dict[str, Any], expected: list[str]
) -> None:
    assert kinds(given, fact) == expected


def test_a_fact_in_the_log_is_on_its_picture() -> None:
    timing = Timing(rate=Fraction(25), distance=7 * S)
    goal = {**HOME, "v": 1, "t": "1970-01-01T00:00:13Z", "id": "g", "provider": "feed"}
    event = ShowEvent(
        sequence=4, frame=500, event_time=13 * S, arrival=19 * S, actor="feed", payload=goal
    )
    found = cues.after_event(Predictions({"p": OPEN}), event, timing, {"feed": 2 * S}, frame=501)
    assert [(one.frame, one.event_time, one.actor) for one in found] == [(501, 15 * S, "cue")] * 2
    assert found[1].payload == {
        "type": "prediction_resolved",
        "v": 1,
        "prediction": "p",
        "program_time": "1970-01-01T00:00:22.000000Z",
        "outcome": "1",
        "fact": "g",
    }


@pytest.mark.parametrize(
    ("locks_at", "stage", "due"),
    [
        (None, Stage.OPEN, False),
        (29 * S, Stage.OPEN, True),
        (30 * S, Stage.OPEN, True),
        (31 * S, Stage.OPEN, False),
        (29 * S, Stage.LOCKED, False),
    ],
)
def test_what_was_set_for_a_time(locks_at: int | None, stage: Stage, *, due: bool) -> None:
    one = replace(OPEN, locks_at=locks_at, stage=stage)
    found = list(cues.in_time(Predictions({"p": one}), 30 * S))
    assert bool(found) is due
    if due:
        assert found[0]["type"] == "prediction_locked"
