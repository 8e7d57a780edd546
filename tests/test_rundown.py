"""The rundown as a fold of the log, and which of its cues are due when."""

from collections.abc import Iterable
from typing import Any

import pytest

from engine.channel import events, firing, rundown
from engine.channel.firing import Due
from engine.channel.rundown import Cue, Rundown, Trigger
from engine.show_log import ShowEvent
from feeds.event_time import MICROSECONDS
from feeds.fact import Goal, Retraction
from feeds.happening import Side
from feeds.sport import Sport
from feeds.state import Clock, GameState

S = MICROSECONDS
AT = 1_800_000_000 * S
BEHIND = 7 * S
PLAYING = GameState(sport=Sport.FOOTBALL, clock=Clock(anchor=AT, value=0), period=1)


HAND = Trigger()


def cue(name: str, trigger: Trigger = HAND, **more: Any) -> Cue:
    fields = {"title": name, **({"seconds": "8"} if more.pop("stays", False) else {})}
    return Cue(id=name, name=name, graphic="lower_third", fields=fields, trigger=trigger, **more)


def event(sequence: int, payload: dict[str, Any]) -> ShowEvent:
    return ShowEvent(
        sequence=sequence, frame=0, event_time=None, arrival=AT, actor="t", payload=payload
    )


def planned(*cues: Cue, at: int = AT) -> Rundown:
    return with_cues(Rundown(), cues, 1, at)


def with_cues(plan: Rundown, cues: Iterable[Cue], sequence: int, at: int) -> Rundown:
    payload = {"type": events.PLANNED, "v": 1, "cues": [rundown.coded(one) for one in cues]}
    return plan.after(event(sequence, payload), at)


def took(plan: Rundown, due: Due, sequence: int = 2) -> Rundown:
    return plan.after(event(sequence, due.payload), due.at)


def told(due: Iterable[Due]) -> list[tuple[str, float]]:
    """Which cues are due, and how many seconds after AT."""
    return [(str(one.payload.get("cue")), (one.at - AT) / S) for one in due]


GOAL_CUE = cue("goal", Trigger(when="fact", fact={"type": "goal", "side": "home"}), stays=True)


def goal(at: int, name: str = "g1", side: Side = Side.HOME) -> Goal:
    return Goal(event_time=AT + at * S, received=AT, id=name, side=side)


@pytest.mark.parametrize(
    "trigger",
    [
        Trigger(),
        Trigger(when="program_time", at=AT),
        Trigger(when="clock", at=45 * 60 * S, period=2),
        Trigger(when="fact", fact={"type": "goal"}),
        Trigger(when="after", after="a", delay=3 * S, leaves=True),
    ],
    ids=lambda trigger: trigger.when,
)
def test_a_cue_comes_back_from_the_log_as_it_was(trigger: Trigger) -> None:
    one = cue("a", trigger, not_over=("full",))
    assert rundown.decoded(rundown.coded(one)) == one


def test_next_is_the_one_after_the_last_taken_and_skips_what_comes_by_itself() -> None:
    plan = planned(cue("a"), GOAL_CUE, cue("b"), cue("c"))
    order = []
    while plan.next is not None:
        order.append(plan.next.id)
        plan = took(plan, Due(payload=firing.taken(plan.next), at=AT))
    assert order == ["a", "b", "c"]


def test_what_became_of_a_cue_is_kept_until_it_is_set_off_by_something_else() -> None:
    plan = took(planned(cue("a"), cue("b")), Due(payload=firing.taken(cue("a")), at=AT))
    renamed = Cue(id="a", name="anew", graphic="lower_third", fields={"title": "x"})
    plan = with_cues(plan, [cue("b"), renamed], 3, AT + S)
    assert plan.fates["a"].at == AT
    assert [one.id for one in plan.before[-1]] == ["a", "b"]
    plan = with_cues(plan, [cue("a", Trigger(when="program_time", at=AT))], 4, AT + S)
    assert "a" not in plan.fates


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param(30 * S, [], id="long-before"),
        pytest.param(53 * S - firing.AHEAD, [("a", 53.0)], id="ahead-for-its-very-frame"),
        pytest.param(60 * S, [("a", 60.0)], id="late-at-once"),
    ],
)
def test_a_programme_time(now: int, expected: list[tuple[str, float]]) -> None:
    plan = planned(cue("a", Trigger(when="program_time", at=AT + 60 * S)))
    due = list(firing.in_time(plan, GameState(), AT + now, BEHIND))
    assert told(due) == expected
    if due:
        assert due[0].payload.get("late_us", 0) == max(0, now - 53 * S)
        assert not list(firing.in_time(took(plan, due[0]), GameState(), AT + now, BEHIND))


@pytest.mark.parametrize(
    ("state", "now", "expected"),
    [
        pytest.param(PLAYING, 599 * S, [], id="before"),
        pytest.param(PLAYING, 600 * S - 100_000, [("a", 600.0)], id="to-the-frame"),
        pytest.param(PLAYING, 601 * S, [("a", 601.0)], id="crossed"),
        pytest.param(GameState(), 601 * S, [], id="no-clock"),
        pytest.param(
            GameState(clock=Clock(anchor=AT, value=601 * S, running=False)),
            601 * S,
            [],
            id="a-clock-that-stands",
        ),
        pytest.param(
            GameState(clock=Clock(anchor=AT, value=660 * S, rate=-1)),
            61 * S,
            [("a", 61.0)],
            id="down",
        ),
    ],
)
def test_the_match_clock(state: GameState, now: int, expected: list[tuple[str, float]]) -> None:
    plan = planned(cue("a", Trigger(when="clock", at=600 * S)))
    assert told(firing.in_time(plan, state, AT + now, BEHIND)) == expected


def test_a_reading_passed_before_the_cue_was_planned_sets_nothing_off() -> None:
    plan = planned(cue("a", Trigger(when="clock", at=600 * S)), at=AT + 700 * S)
    assert not list(firing.in_time(plan, PLAYING, AT + 701 * S, BEHIND))
    other = planned(cue("a", Trigger(when="clock", at=600 * S, period=2)))
    assert not list(firing.in_time(other, PLAYING, AT + 601 * S, BEHIND))


def test_a_fact_sets_a_cue_off_once_from_its_own_picture_on() -> None:
    plan = planned(GOAL_CUE)
    due = list(firing.after_fact(plan, goal(10), AT + 10 * S, AT + 4 * S, ()))
    assert told(due) == [("goal", 10.0)]
    plan = took(plan, due[0])
    assert not list(firing.after_fact(plan, goal(10), AT + 10 * S, AT + 12 * S, ()))
    second = list(firing.after_fact(plan, goal(40, "g2"), AT + 40 * S, AT + 43 * S, ()))
    assert told(second) == [("goal", 43.0)]


@pytest.mark.parametrize(
    ("fact", "known"),
    [
        pytest.param(goal(10, side=Side.AWAY), 10, id="not-what-it-waits-for"),
        pytest.param(goal(10), 71, id="no-news"),
        pytest.param(goal(-5), -5, id="before-it-was-planned"),
    ],
)
def test_what_sets_nothing_off(fact: Goal, known: int) -> None:
    happened = fact.event_time or 0
    assert not list(firing.after_fact(planned(GOAL_CUE), fact, happened, AT + known * S, ()))


def test_what_a_fact_brought_leaves_when_it_is_taken_back() -> None:
    plan = planned(GOAL_CUE)
    plan = took(plan, next(firing.after_fact(plan, goal(10), AT + 10 * S, AT, ())))
    var = Retraction(event_time=AT + 14 * S, received=AT, retracts="g1")
    (due,) = firing.after_fact(plan, var, AT + 14 * S, AT, ())
    assert (due.payload["type"], due.at) == (events.CLEARED, AT + 14 * S)
    assert not list(firing.after_fact(plan, var, AT + 19 * S, AT, ()))


def test_not_over_what_stands_is_told() -> None:
    one = cue("goal", GOAL_CUE.trigger, not_over=("full",))
    plan = planned(one)
    (due,) = firing.after_fact(plan, goal(10), AT + 10 * S, AT, {"full"})
    assert due.payload["type"] == events.SKIPPED
    plan = plan.after(event(3, due.payload), due.at)
    assert "full" in plan.fates["goal"].skipped
    assert not list(firing.after_fact(plan, goal(10), AT + 10 * S, AT, ()))


@pytest.mark.parametrize(
    ("stays", "leaves", "expected"),
    [
        pytest.param(False, False, [("b", 13.0)], id="after-it-came"),
        pytest.param(True, True, [("b", 21.0)], id="after-it-leaves-by-itself"),
        pytest.param(False, True, [], id="nobody-knows-when"),
    ],
)
def test_after_another_cue(*, stays: bool, leaves: bool, expected: list[tuple[str, float]]) -> None:
    first = cue("a", stays=stays)
    then = cue("b", Trigger(when="after", after="a", delay=3 * S, leaves=leaves))
    plan, payload = planned(first, then), firing.taken(first)
    plan = took(plan, Due(payload=payload, at=AT + 10 * S))
    due = list(firing.after_cue(plan, payload, AT + 10 * S, AT + 10 * S))
    assert told(due) == expected
    for one in due:
        assert not list(firing.after_cue(took(plan, one), payload, AT + 10 * S, AT + 10 * S))
    cleared = {"type": events.CLEARED, "v": 1, "graphic": "lower_third"}
    on_clear = told(firing.after_cue(plan, cleared, AT + 30 * S, AT + 30 * S))
    assert on_clear == ([] if expected else [("b", 33.0)])


def test_slots_are_told_by_name() -> None:
    assert firing.slots(frozenset({"score_bug", "lower_third", "gone"})) == {"bug", "lower"}
