"""What can be seen of a loop, in order; a late VAR is checked first, an early one is not."""

from itertools import pairwise

import pytest

from api.demo.seen import Kind, seen
from feeds.demo_match import AnnulmentCall, GoalCall, Script
from feeds.event_time import MICROSECONDS
from feeds.happening import Side

S = MICROSECONDS


def test_a_loop_in_order_of_time() -> None:
    kinds = [one.kind for one in seen(Script())]
    goal = [Kind.ATTACK, Kind.GOAL]
    reviewed = [*goal, Kind.CHECK, Kind.ANNULLED]
    half_time = [Kind.CARD, Kind.HALF_TIME, Kind.RESTART]
    assert kinds == [*goal, *half_time, *reviewed, *goal, Kind.FULL_TIME]
    assert all(one.t <= other.t for one, other in pairwise(seen(Script())))


@pytest.mark.parametrize(
    ("after", "checked"),
    [
        pytest.param(2 * S, None, id="at-once"),
        pytest.param(4 * S, 2 * S, id="once-they-have-cheered"),
        pytest.param(20 * S, 17 * S, id="three-seconds-of-waiting"),
    ],
)
def test_when_the_var_is_seen_to_check(after: int, checked: int | None) -> None:
    t = 100 * S
    calls = (GoalCall(t=t, side=Side.HOME), AnnulmentCall(t=t + after))
    found = [one for one in seen(Script(injected=calls)) if t <= one.t <= t + after]
    checks = [one.t - t for one in found if one.kind is Kind.CHECK]
    assert checks == ([] if checked is None else [checked])
    assert found[-1].kind is Kind.ANNULLED
    assert {one.player for one in found} == {found[0].player}
