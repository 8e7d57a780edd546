"""The ball's way: without jumps, in the net at a goal's very moment."""

import numpy as np
import pytest

from feeds.demo_match import GoalCall, Script
from feeds.event_time import MICROSECONDS
from feeds.happening import Side
from overlays.demo_match.passing import ball_path
from overlays.demo_match.projection import GOAL_HALF_WIDTH, GOAL_HEIGHT, HALF_LENGTH
from overlays.demo_match.spells import TIMES

S = MICROSECONDS
SCRIPTS = [
    *(pytest.param(Script(seed=seed), id=f"seed-{seed}") for seed in (1, 3, 7)),
    pytest.param(Script(injected=(GoalCall(t=100 * S + 17, side=Side.AWAY),)), id="with-a-call"),
]


@pytest.mark.parametrize("script", SCRIPTS)
def test_ball_is_in_at_the_goals_very_moment(script: Script) -> None:
    path = ball_path(script)
    for goal in script.goals:
        sign = 1 if goal.side is Side.HOME else -1
        before, at = path.at(np.array([goal.t / S - 0.04, goal.t / S]))
        assert sign * before[0] < HALF_LENGTH
        assert sign * at[0] == pytest.approx(HALF_LENGTH + 0.22)
        assert abs(at[1]) < GOAL_HALF_WIDTH
        assert 0 < at[2] < GOAL_HEIGHT


@pytest.mark.parametrize("script", SCRIPTS)
def test_ball_never_jumps(script: Script) -> None:
    """A hard shot is 40 m/s; a long ball for a goal called from the far end a little more."""
    places = ball_path(script).at(TIMES)
    assert np.linalg.norm(np.diff(places, axis=0), axis=1).max() * 25 < 60
    assert np.linalg.norm(places[0] - places[-1]) < 0.01


@pytest.mark.parametrize("script", SCRIPTS)
def test_ball_crosses_the_goal_lines_for_goals_only(script: Script) -> None:
    places = ball_path(script).at(TIMES)
    for time in TIMES[np.abs(places[:, 0]) > HALF_LENGTH + 0.2]:
        assert any(-0.04 <= time - goal.t / S < 10 for goal in script.goals)


def test_asked_for_one_or_many_the_ball_is_where_it_is() -> None:
    path, times = ball_path(Script()), np.array([12.34, 40.0, 165.2, 301.07])
    alone = np.concatenate([path.at(times[n : n + 1]) for n in range(len(times))])
    assert np.array_equal(path.at(times), alone)
