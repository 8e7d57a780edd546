"""Scenes are pure values: any order, calls change nothing before their attack, all is in view."""

import random

import pytest

from feeds.demo_match import CALL_LEAD, DURATION, AnnulmentCall, GoalCall, Script
from feeds.event_time import MICROSECONDS
from feeds.happening import Side
from overlays.demo_match.projection import PAN_LIMIT, PANORAMA_WIDTH, VIEW_WIDTH, project
from overlays.demo_match.scene import Pose, scene

S = MICROSECONDS
FRAME = 40_000


def test_order_of_asking_does_not_matter() -> None:
    times = list(range(0, DURATION, 3_300_000))
    in_order = {t: scene(Script(), t) for t in times}
    random.Random(1).shuffle(times)
    assert all(scene(Script(seed=7), t) == in_order[t] for t in times)


@pytest.mark.parametrize("seed", [1, 7])
@pytest.mark.parametrize("t", [100 * S, 131 * S + 17, 271 * S, 296 * S, 302 * S])
@pytest.mark.parametrize("side", Side)
def test_a_called_goal_changes_nothing_until_its_attack(seed: int, t: int, side: Side) -> None:
    without = Script(seed=seed)
    chance = without.chance(t, side)
    assert chance is not None
    called = Script(seed=seed, injected=(GoalCall(t=chance, side=side),))
    lead = chance - CALL_LEAD
    for at in (*range(chance - 20 * S, lead - S, 5 * FRAME), *range(lead - S, lead, FRAME)):
        assert scene(called, at) == scene(without, at)
    assert scene(called, chance).board != scene(without, chance).board


@pytest.mark.parametrize("after", [2 * S, 4_700_000, 5 * S, 8 * S, 30 * S])
def test_an_annulment_changes_nothing_before_it(after: int) -> None:
    goal = GoalCall(t=100 * S, side=Side.AWAY)
    counted = Script(injected=(goal,))
    annulled = Script(injected=(goal, AnnulmentCall(t=goal.t + after)))
    for at in range(98 * S, goal.t + after, FRAME):
        assert scene(annulled, at) == scene(counted, at)
    assert scene(annulled, goal.t + after).board.away == 0


def test_ball_is_in_view_but_at_half_time() -> None:
    script = Script()
    for t in range(0, DURATION, FRAME):
        if script.first_half_ended < t < 180 * S:
            continue
        found = scene(script, t)
        x, y = project(found.ball.x, found.ball.y, found.ball.height)
        assert 40 < x - PAN_LIMIT - found.pan < VIEW_WIDTH - 40
        assert 0 < y < 720


def test_camera_moves_smoothly_and_within_the_panorama() -> None:
    pans = [scene(Script(), t).pan for t in range(0, DURATION, FRAME)]
    assert all(0 <= PAN_LIMIT + pan <= PANORAMA_WIDTH - VIEW_WIDTH for pan in pans)
    steps = [abs(pan - before) for before, pan in zip(pans, pans[1:] + pans[:1], strict=True)]
    assert max(steps) <= 20


def test_scorers_side_cheers_until_the_var_speaks() -> None:
    goal = Script().goals[1]
    assert scene(Script(), goal.t - FRAME).celebrating is None
    cheering = scene(Script(), goal.t + S)
    assert cheering.celebrating is Side.AWAY
    assert {person.number for person in cheering.people if person.pose is Pose.CHEERS} == set(
        range(11, 22)
    )
    assert goal.annulled_at is not None
    assert scene(Script(), goal.annulled_at).celebrating is None


def test_crowd_rises_at_a_goal() -> None:
    goal = Script().goals[0]
    assert scene(Script(), goal.t - 5 * S).excitement < 0.2
    assert scene(Script(), goal.t + S).excitement == pytest.approx(1, abs=0.01)
