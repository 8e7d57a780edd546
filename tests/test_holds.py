"""Holds: what an operator held, from the show log to the state and back."""

from typing import Any

import pytest

from engine.channel import events, holds
from feeds.bus import RefusedError
from feeds.override import Overrides
from feeds.state import GameState, Phase

HELD: dict[str, Any] = {"type": events.HELD, "v": 1, "field": "phase", "value": "half_time"}
YEAR_2026 = 1_767_225_600_000_000


def folded(*payloads: dict[str, Any]) -> Overrides:
    overrides = Overrides()
    for at, payload in enumerate(payloads, start=10):
        holds.fold(overrides, payload, at)
    return overrides


def test_what_is_asked_becomes_what_is_folded() -> None:
    asked = {"field": "phase", "value": "half_time", "until": "2026-01-01T00:00:00Z", "more": 1}
    payload = holds.held(asked)
    assert payload == {**HELD, "until": "2026-01-01T00:00:00.000000Z"}
    (hold,) = folded(payload).standing(10)
    assert holds.coded(hold)["until"] == "2026-01-01T00:00:00.000000Z"
    assert hold.until == YEAR_2026


def test_let_go_the_feeds_state_shows() -> None:
    overrides = folded(HELD, holds.released("phase"))
    assert overrides.over(GameState(), 10).phase is Phase.HALF_TIME
    assert overrides.over(GameState(), 11).phase is Phase.PRE_MATCH


@pytest.mark.parametrize(
    "payload",
    [
        {**HELD, "field": "weather"},
        {**HELD, "value": 4711},
        {**HELD, "until": "soon"},
        {"type": events.HELD, "v": 1},
        {"type": "goal", "v": 1, "field": "phase"},
    ],
)
def test_what_is_unknown_changes_nothing(payload: dict[str, Any]) -> None:
    assert folded(payload).standing(20) == []


@pytest.mark.parametrize(
    ("asked", "code"),
    [({"field": "weather", "value": 1}, "bad_override"), ({**HELD, "until": 5}, "bad_time")],
)
def test_what_is_wrong_is_refused(asked: dict[str, Any], code: str) -> None:
    with pytest.raises(RefusedError) as refused:
        holds.held(asked)
    assert refused.value.code == code


def test_what_is_no_field_is_not_let_go() -> None:
    with pytest.raises(RefusedError, match="use one of"):
        holds.released("weather")
