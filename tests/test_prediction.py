"""Predictions as a fold of show events: every step that may come, and those that may not."""

from typing import Any

import pytest

from engine.channel.prediction import Choice, Mode, Prediction, Predictions, Stage
from engine.show_log import ShowEvent

S = 1_000_000
OPENED = {
    "type": "prediction_opened",
    "prediction": "p",
    "question": "Who scores next?",
    "outcomes": [{"id": "1", "title": "North"}, {"id": "2", "title": "South"}],
    "mode": "media",
    "program_time": "1970-01-01T00:00:10Z",
}


def event(sequence: int, kind: str, **more: Any) -> ShowEvent:
    """An event of a prediction, an hour later by the wall's clock than by its number."""
    named = OPENED if kind == "opened" else {"type": f"prediction_{kind}", "prediction": "p"}
    timed = {"program_time": f"1970-01-01T00:00:{10 + sequence}Z"}
    return ShowEvent(
        sequence=sequence,
        frame=0,
        event_time=None,
        arrival=3600 * S + sequence,
        actor="operator",
        payload={"v": 1, **timed, **named, **more},
    )


def folded(*kinds: str) -> Prediction:
    """The prediction after events of these types, a resolution with its outcome."""
    found = Predictions()
    for sequence, kind in enumerate(kinds):
        name, _, outcome = kind.partition(":")
        found = found.after(event(sequence, name, **({"outcome": outcome} if outcome else {})))
    return found.by_id["p"]


@pytest.mark.parametrize(
    ("kinds", "stage", "outcome", "changed"),
    [
        pytest.param(["opened"], "open", None, 0, id="open"),
        pytest.param(["opened", "locked"], "locked", None, 1, id="locked"),
        pytest.param(["opened", "locked", "resolved:1"], "resolved", "1", 2, id="resolved"),
        pytest.param(
            ["opened", "locked", "resolved:1", "resolved:2"], "resolved", "2", 3, id="anew"
        ),
        pytest.param(
            ["opened", "locked", "resolved:1", "unresolved"], "locked", None, 3, id="in-doubt"
        ),
        pytest.param(
            ["opened", "locked", "resolved:1", "unresolved", "resolved:2"],
            *("resolved", "2", 4),
            id="VAR",
        ),
        pytest.param(["opened", "voided"], "voided", None, 1, id="voided"),
        pytest.param(["opened", "locked", "voided"], "voided", None, 2, id="voided-when-locked"),
        pytest.param(["opened", "locked", "resolved:1", "voided"], "voided", None, 3, id="late"),
        pytest.param(["opened", "resolved:1"], "open", None, 0, id="no-lock-before"),
        pytest.param(["opened", "unresolved"], "open", None, 0, id="nothing-to-doubt"),
        pytest.param(["opened", "locked", "locked"], "locked", None, 1, id="locked-once"),
        pytest.param(["opened", "voided", "resolved:1"], "voided", None, 1, id="void-for-good"),
        pytest.param(["opened", "locked", "opened"], "locked", None, 1, id="opened-once"),
    ],
)
def test_steps(kinds: list[str], stage: str, outcome: str | None, changed: int) -> None:
    found = folded(*kinds)
    assert (found.stage, found.outcome, found.changed) == (Stage(stage), outcome, changed)


def test_what_its_events_say() -> None:
    found = folded("opened", "locked")
    assert found == Prediction(
        id="p",
        sequence=0,
        changed=1,
        question="Who scores next?",
        outcomes=(Choice(id="1", title="North"), Choice(id="2", title="South")),
        mode=Mode.MEDIA,
        opens_at=10 * S,
        stage=Stage.LOCKED,
        locks_at=11 * S,
        locked=3600 * S + 1,
    )


def test_a_lock_that_was_set_holds_until_another_comes() -> None:
    opened = event(0, "opened", locks_at="1970-01-01T00:01:00Z")
    assert Predictions.of([opened]).by_id["p"].locks_at == 60 * S
    assert Predictions.of([opened, event(1, "locked")]).by_id["p"].locks_at == 11 * S


def test_events_of_others_and_of_none_known_change_nothing() -> None:
    stray = [event(1, "locked", prediction="q"), event(2, "locked", type="goal")]
    assert Predictions.of([event(0, "opened"), *stray]) == Predictions.of([event(0, "opened")])
