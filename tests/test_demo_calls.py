"""Calls by loop: what a loop's script is with them, which goal can be next, their coded form."""

import pytest

from feeds.demo_calls import KEPT, Called, Calls, calls_of, coded, decoded
from feeds.demo_match import DURATION, AnnulmentCall, GoalCall, Script, ScriptError
from feeds.event_time import MICROSECONDS
from feeds.happening import Side

S = MICROSECONDS
CALLS = Calls(script=Script())


def goal(t: int, side: Side = Side.AWAY, loop: int = 0) -> Called:
    return Called(loop=loop, call=GoalCall(t=t * S, side=side))


def annulment(t: int, loop: int = 0) -> Called:
    return Called(loop=loop, call=AnnulmentCall(t=t * S))


def test_calls_are_of_their_loop_alone() -> None:
    calls = CALLS.with_call(goal(100, loop=3)).with_call(annulment(105, loop=3))
    assert calls.of_loop(2) == calls.of_loop(4) == Script()
    (called,) = (one for one in calls.of_loop(3).goals if one.is_called)
    assert (called.name, called.t, called.annulled_at) == ("i1", 100 * S, 105 * S)
    assert calls.called[0].event_time(7) == 7 + 3 * DURATION + 100 * S
    assert calls.since(4) == ()


def test_what_cannot_be_played_is_refused_and_changes_nothing() -> None:
    with pytest.raises(ScriptError):
        CALLS.with_call(annulment(20))
    assert CALLS.called == ()


def test_the_oldest_go() -> None:
    calls = CALLS
    for loop in range(KEPT + 5):
        calls = calls.with_call(goal(100, loop=loop))
    assert len(calls.called) == KEPT
    assert calls.called[0].loop == 5


@pytest.mark.parametrize(
    ("before", "t", "side", "expected"),
    [
        pytest.param([], 100, Side.HOME, goal(100, Side.HOME), id="at-once"),
        pytest.param([], 100, None, goal(100, Side.AWAY), id="the-side-that-trails"),
        pytest.param([goal(100)], 101, None, goal(122, Side.HOME), id="not-upon-another"),
        pytest.param([], 150, Side.HOME, goal(190, Side.HOME), id="after-half-time"),
        pytest.param([], 345, Side.HOME, goal(10, Side.HOME, loop=1), id="in-the-next-loop"),
    ],
)
def test_the_next_goal_there_can_be(
    before: list[Called], t: int, side: Side | None, expected: Called
) -> None:
    calls = CALLS
    for called in before:
        calls = calls.with_call(called)
    assert calls.chance(0, t * S, side) == expected


@pytest.mark.parametrize("called", [goal(100), annulment(7, loop=4)], ids=["goal", "annulment"])
def test_the_coded_form(called: Called) -> None:
    assert decoded(coded(called)) == called


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"call": "penalty", "loop": 0, "t_us": 1},
        {"call": "goal", "loop": 0, "t_us": 1, "side": "north"},
        {"call": "goal", "loop": "x", "t_us": 1, "side": "home"},
    ],
)
def test_what_is_no_call(given: dict[str, object]) -> None:
    with pytest.raises(ScriptError):
        decoded(given)
    assert calls_of(Script(), [given, coded(goal(100))]).called == (goal(100),)
