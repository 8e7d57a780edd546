"""Spells of open play, and the shapes of movement between them."""

from itertools import pairwise

import numpy as np
import pytest

from feeds.demo_match import GoalCall, Script
from feeds.event_time import MICROSECONDS
from feeds.happening import Side
from overlays.demo_match.spells import ease, smoothed, spells

S = MICROSECONDS


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(Script(), id="as-it-is"),
        pytest.param(Script(injected=(GoalCall(t=342 * S, side=Side.HOME),)), id="a-last-goal"),
    ],
)
def test_spells_fill_the_loop(script: Script) -> None:
    found = spells(script)
    assert found[0].begins == 0
    assert found[-1].settled == 360
    assert all(one.settled == other.begins for one, other in pairwise(found))
    assert all(spell.begins < spell.ends < spell.settled for spell in found)
    assert [spell.goal for spell in found if spell.goal is not None] == list(script.goals)


def test_the_side_that_conceded_restarts() -> None:
    found = spells(Script())
    assert [spell.side for spell in found] == [
        Side.HOME,
        Side.AWAY,
        Side.AWAY,
        Side.HOME,
        Side.HOME,
    ]
    assert [spell.is_from_goal for spell in found] == [False, False, False, True, False]


def test_ease_goes_from_0_to_1_and_never_back() -> None:
    eased = ease(np.linspace(-0.5, 1.5, 401))
    assert eased[0] == 0
    assert eased[-1] == pytest.approx(1)
    steps = np.diff(eased)
    assert steps.min() >= -1e-12
    assert steps.max() * 200 == pytest.approx(1.25, abs=0.01)


def test_smoothed_looks_no_further_than_its_window() -> None:
    jump = np.repeat([0.0, 1.0], 100)
    moved = np.flatnonzero(np.diff(smoothed(jump, 0.4)))
    assert moved[0] >= 99 - 0.4 * 25
    assert moved[-1] <= 99 + 0.4 * 25
