"""Nobody teleports, nothing depends on what was asked before, the loop closes."""

import numpy as np
import pytest

from feeds.demo_match import GoalCall, Script
from feeds.event_time import MICROSECONDS
from feeds.happening import Side
from overlays.demo_match.motion import motion, scorer

S = MICROSECONDS
# A sprinter's best, m/s.
FASTEST = 12.0

SCRIPTS = [
    *(pytest.param(Script(seed=seed), id=f"seed-{seed}") for seed in (1, 3, 5, 7)),
    pytest.param(Script(injected=(GoalCall(t=100 * S, side=Side.AWAY),)), id="with-a-call"),
    pytest.param(Script(injected=(GoalCall(t=342 * S, side=Side.HOME),)), id="with-a-last-goal"),
]


@pytest.mark.parametrize("script", SCRIPTS)
def test_nobody_runs_faster_than_people_do(script: Script) -> None:
    steps = np.diff(motion(script).people, axis=0)
    assert float(np.hypot(steps[..., 0], steps[..., 1]).max()) * 25 < FASTEST


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_loop_closes(script: Script) -> None:
    people = motion(script).people
    assert np.abs(people[0] - people[-1]).max() < 0.25


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_scorer_is_near_when_he_shoots(script: Script) -> None:
    for goal in script.goals:
        frame = round(goal.t / 40_000)
        x, y = motion(script).people[frame - 20, scorer(goal)]
        line = 52.5 if goal.side is Side.HOME else -52.5
        assert np.hypot(line - x, y) < 40


def test_people_keep_to_the_pitch_in_play() -> None:
    people = motion(Script()).people[: 30 * 25]
    assert np.abs(people[..., 0]).max() < 53
    assert np.abs(people[..., 1]).max() < 34.5


def test_all_stand_in_their_own_half_at_kick_off() -> None:
    people = motion(Script()).people[0]
    assert (people[:11, 0] < 0.5).all()
    assert (people[11:22, 0] > -0.5).all()


def test_half_time_empties_the_pitch() -> None:
    """The camera sees nothing nearer than about 40 m this side of the centre spot."""
    nearest = motion(Script()).people[160 * 25 : 180 * 25, :22, 1].min(axis=0)
    assert np.median(nearest) < -39
