"""What the API says of the demo match: past goals and called ones, nothing that is to come."""

from typing import Any

import pytest

from api.demo.happenings import Playing
from feeds.demo_calls import Called, coded
from feeds.demo_match import DURATION, SQUADS, AnnulmentCall, GoalCall, Script
from feeds.event_time import MICROSECONDS, from_iso
from feeds.happening import Side

S = MICROSECONDS
ORIGIN = 1_800_000_000 * S
FIRST, SECOND, THIRD = (goal.t for goal in Script().goals)


def playing(*calls: Called, distance: int = 0, latency: int = 0) -> Playing:
    said = {
        "origin_us": ORIGIN,
        "distance_us": distance,
        "latency_us": latency,
        "demo": {"seed": 7, "calls": [coded(one) for one in calls]},
    }
    found = Playing.of(said)
    assert found is not None
    return found


def names(found: Playing, now: int) -> list[str]:
    goals = found.resource(ORIGIN + now).goals
    return [f"{goal.loop}{goal.name}{'-' if goal.annulled_at else ''}" for goal in goals]


def goal(t: int, loop: int = 0) -> Called:
    return Called(loop=loop, call=GoalCall(t=t, side=Side.AWAY))


@pytest.mark.parametrize(
    ("calls", "now", "expected"),
    [
        pytest.param([], FIRST - 1, [], id="nothing-yet"),
        pytest.param([], FIRST, ["0g1"], id="in"),
        pytest.param([], SECOND, ["0g1", "0g2"], id="its-review-is-to-come"),
        pytest.param([], SECOND + 8 * S, ["0g1", "0g2-"], id="reviewed"),
        pytest.param([goal(100 * S)], 0, ["0i1"], id="called-for"),
        pytest.param([goal(10 * S, loop=1)], 345 * S, ["0g1", "0g2-", "0g3", "1i1"], id="next"),
        pytest.param(
            [goal(100 * S), Called(loop=0, call=AnnulmentCall(t=105 * S))], 101 * S,
            ["0g1", "0i1-"], id="an-annulment-called-for",
        ),
        pytest.param([], DURATION, ["0g1", "0g2-", "0g3"], id="the-loop-before"),
        pytest.param([], 3 * DURATION, ["2g1", "2g2-", "2g3"], id="and-none-earlier"),
    ],
)  # fmt: skip
def test_which_goals_are_told(calls: list[Called], now: int, expected: list[str]) -> None:
    assert names(playing(*calls), now) == expected


def test_a_goal_at_the_venue_and_on_the_programme() -> None:
    found = playing(goal(100 * S), distance=5 * S, latency=2 * S).resource(ORIGIN + 103 * S)
    (called,) = (one for one in found.goals if one.is_called)
    assert (called.id, called.side) == ("demo-0-i1", "away")
    assert called.player in SQUADS[Side.AWAY]
    assert from_iso(called.event_time) == ORIGIN + 100 * S
    assert from_iso(called.program_time) == ORIGIN + 105 * S
    assert (found.loop, found.t_us, found.distance_us) == (0, 98 * S, 5 * S)


@pytest.mark.parametrize(
    ("t", "wait"),
    [
        pytest.param(100 * S, 6 * S, id="at-once"),
        pytest.param(THIRD + 16 * S - 1, 6 * S + 1, id="once-another-is-celebrated"),
        pytest.param(345 * S, 25 * S, id="in-the-next-loop"),
    ],
)
def test_how_long_until_a_goal_could_be_in(t: int, wait: int) -> None:
    assert playing().resource(ORIGIN + t).next_chance_us == wait


def test_what_plays_no_demo_match_says_so() -> None:
    said: dict[str, Any] = {"origin_us": ORIGIN, "distance_us": 0, "latency_us": 0}
    assert Playing.of(said) is None
