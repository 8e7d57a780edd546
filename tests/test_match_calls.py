"""The fold of calls from a show log, and up to which frame one is in time."""

from fractions import Fraction
from typing import Any

import pytest

from engine.channel.demo_desk import GOAL_IN
from engine.channel.match_calls import MatchCalls, drawn_by, last_frame
from engine.show_log import ShowEvent
from engine.timebase import Timing
from feeds.demo_calls import CALLED, Called, coded
from feeds.demo_match import CALL_LEAD, DURATION, AnnulmentCall, GoalCall, Script
from feeds.event_time import MICROSECONDS
from feeds.happening import Side

S = MICROSECONDS
ORIGIN = 1_800_000_000 * S
GOAL = Called(loop=1, call=GoalCall(t=100 * S + 7, side=Side.AWAY))
ANNULMENT = Called(loop=1, call=AnnulmentCall(t=104 * S))


def event(called: Called, frame: int, last: int, **more: Any) -> ShowEvent:
    payload = {"type": CALLED, "v": 1, **coded(called), "last_frame": last, **more}
    return ShowEvent(
        sequence=0, frame=frame, event_time=None, arrival=0, actor="viewer", payload=payload
    )


def test_calls_of_the_log_make_the_script_of_their_loop() -> None:
    match = MatchCalls(Script(), ORIGIN)
    for called in (GOAL, ANNULMENT):
        match.fold(event(called, 5, 5))
    script, t = match.at(ORIGIN + DURATION + 3)
    assert t == 3
    assert [goal.annulled_at for goal in script.goals if goal.is_called] == [104 * S]
    assert match.at(ORIGIN + 3)[0] == Script()


@pytest.mark.parametrize(
    "logged",
    [
        pytest.param(event(GOAL, 6, 5), id="too-late"),
        pytest.param(event(ANNULMENT, 5, 5, t_us=1), id="nothing-to-annul"),
        pytest.param(event(GOAL, 5, 5, side="north"), id="unreadable"),
        pytest.param(event(GOAL, 5, 5, type="goal"), id="of-another-type"),
    ],
)
def test_what_never_counts(logged: ShowEvent) -> None:
    match = MatchCalls(Script(), ORIGIN)
    match.fold(logged)
    assert match.now.called == ()


def test_what_a_feed_is_told() -> None:
    match = MatchCalls(Script(seed=3), ORIGIN)
    match.fold(event(GOAL, 5, 5))
    assert match.coded(ORIGIN + DURATION) == {"demo": {"seed": 3, "calls": [coded(GOAL)]}}
    assert match.coded(ORIGIN + 3 * DURATION) == {"demo": {"seed": 3, "calls": []}}
    assert MatchCalls(None).coded(ORIGIN) == {}


def test_another_match_knows_no_calls() -> None:
    match = MatchCalls(Script(), ORIGIN)
    assert match.playing(Script()) is match
    other = match.playing(Script(seed=3))
    match.fold(event(GOAL, 5, 5))
    assert other.at(ORIGIN + DURATION) == (Script(seed=3), 0)


@pytest.mark.parametrize("rate", [Fraction(25), Fraction(60000, 1001)])
@pytest.mark.parametrize("distance", [0, 7 * S])
@pytest.mark.parametrize(("called", "lead"), [(GOAL, CALL_LEAD), (ANNULMENT, 0)])
def test_up_to_the_last_frame_nothing_of_a_call_is_drawn(
    rate: Fraction, distance: int, called: Called, lead: int
) -> None:
    timing = Timing(rate=rate, distance=distance)
    last, shows = last_frame(called, ORIGIN, timing), called.event_time(ORIGIN) - lead
    assert drawn_by(last, timing) < shows
    assert drawn_by(last + 2, timing) >= shows


def test_there_is_time_for_a_goal_to_be_in_within_six_seconds() -> None:
    """Half a second of it is left to decide, and to work out who runs where."""
    timing = Timing(rate=Fraction(25))
    soonest = drawn_by(0, timing) - timing.content_time(0) + CALL_LEAD
    assert max(GOAL_IN, soonest) <= 5_500_000
