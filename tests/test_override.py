"""Overrides: what an operator holds stands over what feeds say, until it is let go."""

from typing import Any

import pytest

from feeds.marks import DelayMark
from feeds.override import Hold, OverrideError, Overrides, checked, names
from feeds.state import Clock, GameState, Phase, StatLine

SECOND = 1_000_000


def held(field: str, value: object, at: int = 10, until: int | None = None) -> Overrides:
    overrides = Overrides()
    overrides.take(Hold(field=field, at=at, is_held=True, value=value, until=until))
    return overrides


@pytest.mark.parametrize("field", names())
def test_every_field_shows_what_is_held(field: str) -> None:
    values: dict[str, Any] = {
        "clock": {"clock": "12:34", "running": False},
        "clock.hidden": True,
        "phase": "half_time",
        "status": "suspended",
        "competition": "Cup",
        "venue": "Ground",
    }
    value = values.get(field, 7)
    if field.endswith((".name", ".short")):
        value = "North"
    if field.endswith(".color"):
        value = "#102030"
    overrides = held(field, value)
    state = GameState(clock=Clock(anchor=0, value=0))
    assert overrides.over(state, 9) == state
    shown = overrides.over(state, 10)
    assert shown != state
    overrides.take(Hold(field=field, at=20, is_held=False))
    assert overrides.over(state, 19) == shown
    assert overrides.over(state, 20) == state


def test_a_clock_that_is_held_runs_on_from_its_moment() -> None:
    overrides = held("clock", {"clock": "10:00"}, at=0)
    before = GameState(clock=Clock(anchor=0, value=0, rate=-1))
    shown = overrides.over(before, 30 * SECOND)
    assert shown.clock is not None
    assert shown.clock.at(30 * SECOND) == 570 * SECOND


def test_a_hold_lets_go_by_itself() -> None:
    overrides = held("phase", Phase.HALF_TIME.value, until=30)
    assert overrides.over(GameState(), 29).phase is Phase.HALF_TIME
    assert overrides.over(GameState(), 30).phase is Phase.PRE_MATCH
    assert overrides.standing(30) == []


def hidden(at: int, *, is_held: bool = True, is_by_rule: bool = False) -> Hold:
    value = True if is_held else None
    return Hold(field="clock.hidden", at=at, is_held=is_held, value=value, is_by_rule=is_by_rule)


@pytest.mark.parametrize(
    ("holds", "at", "expected"),
    [
        pytest.param([], 50, None, id="never"),
        pytest.param([hidden(10)], 50, None, id="hidden-by-hand"),
        pytest.param([hidden(10, is_by_rule=True)], 9, None, id="not-yet"),
        pytest.param([hidden(10, is_by_rule=True)], 50, DelayMark(at=10), id="hidden-by-rule"),
        pytest.param(
            [hidden(10, is_by_rule=True), hidden(40, is_held=False)],
            50,
            DelayMark(at=10, until=40),
            id="back-just-now",
        ),
        pytest.param(
            [hidden(10, is_by_rule=True), hidden(40, is_held=False)],
            40 + 10 * SECOND,
            None,
            id="back-for-long",
        ),
        pytest.param(
            [hidden(10, is_by_rule=True), hidden(40)],
            50,
            DelayMark(at=10, until=40),
            id="then-hidden-by-hand",
        ),
        pytest.param(
            [
                hidden(10, is_by_rule=True),
                hidden(40, is_held=False),
                hidden(60, is_by_rule=True),
            ],
            70,
            DelayMark(at=60),
            id="away-again",
        ),
    ],
)
def test_a_clock_that_nobody_knows_is_data_that_is_late(
    holds: list[Hold], at: int, expected: DelayMark | None
) -> None:
    overrides = Overrides()
    for hold in holds:
        overrides.take(hold)
    assert overrides.over(GameState(), at).data_delayed == expected


def test_a_statistic_is_held_by_its_name() -> None:
    feed = GameState(stats=(StatLine(name="corners", home=1, away=1),))
    shown = held("stats.corners", {"home": 4, "away": 2}).over(feed, 10)
    assert shown.stats == (StatLine(name="corners", home=4, away=2),)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("home.goals", 1, "use one of"),
        ("home.score", -1, "home.score: it should be greater"),
        ("home.score", True, "home.score: it should be"),
        ("clock", {"clock": "4711"}, 'clock.clock: a clock reads "MM:SS"'),
        ("clock", 12, 'clock: it should be written like {"clock": "12:34", "running": true}'),
        ("stats.corners", 4, 'stats.corners: it should be written like {"home": 4, "away": 2}'),
        ("phase", "tea", "phase: it should be 'pre_match'"),
        ("stats.corners", {"home": 1}, "stats.corners.away"),
        ("home.color", "red", 'home.color: it should be a colour such as "#0a3d91"'),
        ("clock", {"clock": "10:00", "runing": False}, "clock.runing: is not known; take it out"),
        ("stats.corners", {"home": 1, "away": 2, "z": 3}, "stats.corners.z: "),
    ],
)
def test_what_can_not_be_held_is_told(field: str, value: object, says: str) -> None:
    with pytest.raises(OverrideError) as told:
        checked(field, value)
    assert says in str(told.value)
