"""The demo feed: the loop now played at once, then each fact as it becomes known."""

from typing import Any

from feeds.demo_calls import Called, coded
from feeds.demo_feed import DemoFeed
from feeds.demo_match import DURATION, AnnulmentCall, GoalCall, Script
from feeds.event_time import MICROSECONDS
from feeds.fact import Fact, Goal, Match, Stat
from feeds.happening import Side

ORIGIN = 1_000_000 * MICROSECONDS
S = MICROSECONDS


def feed(now: int, lateness: int = 0) -> DemoFeed:
    return DemoFeed(Script(), feed="demo", origin=ORIGIN, lateness=lateness, now=ORIGIN + now)


def loops(demo: DemoFeed, now: int) -> set[str]:
    return {str(fact.id).split("-")[1] for fact in demo.take(ORIGIN + now, 200)}


def test_past_facts_of_the_loop_come_at_once_and_the_rest_in_time() -> None:
    now = 2 * DURATION + 60 * S
    demo = feed(now)
    told = demo.take(ORIGIN + now, 200)
    assert isinstance(told[0], Match)
    assert all(fact.event_time is not None for fact in told)
    assert all(ORIGIN + 2 * DURATION <= fact.received <= ORIGIN + now for fact in told)
    due = demo.next_due()
    assert due > ORIGIN + now
    assert demo.take(due - 1, 200) == []
    assert demo.take(due, 200)[0].received == due


def test_all_facts_of_all_loops_come_once_and_in_order() -> None:
    demo, told = feed(0), []
    for now in range(0, 2 * DURATION, 7 * S):
        told += demo.take(ORIGIN + now, 200)
    expected = [fact for loop in range(2) for fact in Script().facts(origin=ORIGIN, loop=loop)]
    assert [fact.id for fact in told] == [fact.id for fact in expected]
    assert {fact.provider for fact in told} == {"demo"}


def test_lateness_holds_the_end_of_a_loop_into_the_next() -> None:
    demo = feed(DURATION - S, lateness=5 * S)
    goal = next(f for f in demo.take(ORIGIN + DURATION - S, 200) if isinstance(f, Goal))
    assert goal.event_time is not None
    assert goal.received == goal.event_time + 5 * S
    assert demo.next_due() == ORIGIN + DURATION + 5 * S
    assert demo.take(ORIGIN + DURATION + 4 * S, 200) == []


def test_loops_nobody_took_are_left_out() -> None:
    demo = feed(0)
    demo.take(ORIGIN, 200)
    assert loops(demo, 10 * DURATION + S) == {"10"}
    assert loops(demo, 10 * DURATION + 60 * S) == {"10"}


def test_before_the_channel_began_nothing_is_known() -> None:
    demo = feed(-10 * S)
    assert demo.take(ORIGIN - 1, 200) == []
    assert demo.next_due() == ORIGIN


def test_no_more_are_taken_than_asked_for() -> None:
    demo = feed(DURATION - S)
    assert len(demo.take(ORIGIN + DURATION - S, 3)) == 3


def called(*calls: Called) -> dict[str, Any]:
    return {"demo": {"seed": 7, "calls": [coded(one) for one in calls]}}


def kinds(facts: list[Fact]) -> list[str]:
    return [str(fact.id).removeprefix("demo-0-") for fact in facts if not isinstance(fact, Stat)]


GOAL = Called(loop=0, call=GoalCall(t=100 * S, side=Side.AWAY))
ANNULMENT = Called(loop=0, call=AnnulmentCall(t=104 * S))


def test_a_called_goal_is_told_when_it_has_happened_and_is_known() -> None:
    demo = feed(90 * S, lateness=3 * S)
    demo.take(ORIGIN + 95 * S, 200)
    demo.follow(called(GOAL))
    demo.follow(called(GOAL, ANNULMENT))
    assert kinds(demo.take(ORIGIN + 103 * S - 1, 200)) == []
    assert kinds(demo.take(ORIGIN + 103 * S, 200)) == ["i1"]
    demo.follow(called(GOAL, ANNULMENT))
    assert kinds(demo.take(ORIGIN + 107 * S, 200)) == ["i1-annulled"]


def test_a_call_learned_late_is_told_at_once() -> None:
    demo = feed(90 * S)
    demo.take(ORIGIN + 101 * S, 200)
    demo.follow(called(GOAL))
    assert kinds(demo.take(ORIGIN + 101 * S, 200)) == ["i1"]


def test_a_feed_that_starts_again_knows_the_calls() -> None:
    demo = feed(110 * S)
    demo.follow(called(GOAL))
    assert "i1" in kinds(demo.take(ORIGIN + 110 * S, 200))


def test_what_no_longer_happens_is_not_told() -> None:
    (first, *_) = Script().goals
    instead = Called(loop=0, call=GoalCall(t=first.t - 10 * S, side=Side.AWAY))
    demo = feed(0)
    demo.take(ORIGIN + S, 200)
    demo.follow(called(instead))
    assert kinds(demo.take(ORIGIN + 60 * S, 200)) == ["i1"]


def test_calls_of_the_next_loop_wait_for_it() -> None:
    demo = feed(340 * S)
    demo.follow(called(Called(loop=1, call=GoalCall(t=10 * S, side=Side.HOME))))
    told = [str(fact.id) for fact in demo.take(ORIGIN + 340 * S, 200)]
    told += [str(fact.id) for fact in demo.take(ORIGIN + DURATION + 12 * S, 200)]
    assert [one for one in told if "-i" in one] == ["demo-1-i1"]
