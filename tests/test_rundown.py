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


def nothing(_: int) -> tuple[str, ...]:
    """Nothing stands."""
    return ()


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
    due = list(firing.in_time(plan, GameState(), AT + now, BEHIND, nothing))
    assert told(due) == expected
    if due:
        assert due[0].payload.get("late_us", 0) == max(0, now - 53 * S)
        assert not list(firing.in_time(took(plan, due[0]), GameState(), AT + now, BEHIND, nothing))


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
    assert told(firing.in_time(plan, state, AT + now, BEHIND, nothing)) == expected


def test_a_reading_passed_before_the_cue_was_planned_sets_nothing_off() -> None:
    plan = planned(cue("a", Trigger(when="clock", at=600 * S)), at=AT + 700 * S)
    assert not list(firing.in_time(plan, PLAYING, AT + 701 * S, BEHIND, nothing))
    other = planned(cue("a", Trigger(when="clock", at=600 * S, period=2)))
    assert not list(firing.in_time(other, PLAYING, AT + 601 * S, BEHIND, nothing))


def test_a_fact_sets_a_cue_off_once_from_its_own_picture_on() -> None:
    plan = planned(GOAL_CUE)
    due = list(firing.after_fact(plan, goal(10), AT + 10 * S, AT + 4 * S, nothing))
    assert told(due) == [("goal", 10.0)]
    plan = took(plan, due[0])
    assert not list(firing.after_fact(plan, goal(10), AT + 10 * S, AT + 12 * S, nothing))
    second = list(firing.after_fact(plan, goal(40, "g2"), AT + 40 * S, AT + 43 * S, nothing))
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
    assert not list(firing.after_fact(planned(GOAL_CUE), fact, happened, AT + known * S, nothing))


def test_what_a_fact_brought_leaves_when_it_is_taken_back() -> None:
    plan = planned(GOAL_CUE)
    plan = took(plan, next(firing.after_fact(plan, goal(10), AT + 10 * S, AT, nothing)))
    var = Retraction(event_time=AT + 14 * S, received=AT, retracts="g1")
    (due,) = firing.after_fact(plan, var, AT + 14 * S, AT, nothing)
    assert (due.payload["type"], due.at) == (events.CLEARED, AT + 14 * S)
    assert not list(firing.after_fact(plan, var, AT + 19 * S, AT, nothing))


def test_not_over_what_stands_is_told() -> None:
    one = cue("goal", GOAL_CUE.trigger, not_over=("full",))
    plan = planned(one)
    (due,) = firing.after_fact(plan, goal(10), AT + 10 * S, AT, lambda _: {"full"})
    assert due.payload["type"] == events.SKIPPED
    plan = plan.after(event(3, due.payload), due.at)
    assert "full" in plan.fates["goal"].skipped
    assert not list(firing.after_fact(plan, goal(10), AT + 10 * S, AT, nothing))


def following(plan: Rundown, now: int) -> list[Due]:
    return list(firing.following(plan, AT + now * S, nothing))


@pytest.mark.parametrize(
    ("stays", "leaves", "clears", "expected"),
    [
        pytest.param(False, False, None, [("b", 13.0)], id="after-it-came"),
        pytest.param(True, True, None, [("b", 21.0)], id="after-it-leaves-by-itself"),
        pytest.param(True, True, 14, [("b", 17.0)], id="after-it-was-cleared-before-that"),
        pytest.param(False, True, 30, [("b", 33.0)], id="after-it-was-cleared"),
        pytest.param(False, True, None, [], id="nobody-knows-when"),
    ],
)
def test_after_another_cue(
    *, stays: bool, leaves: bool, clears: int | None, expected: list[tuple[str, float]]
) -> None:
    first = cue("a", stays=stays)
    then = cue("b", Trigger(when="after", after="a", delay=3 * S, leaves=leaves))
    plan = took(planned(first, then), Due(payload=firing.taken(first), at=AT + 10 * S))
    if clears is not None:
        plan = cleared(plan, AT + clears * S)
    assert following(plan, 11) == []
    due = following(plan, 12 if not leaves else 32)
    moments = [(name, max(at, 0 if not leaves else 32.0)) for name, at in expected]
    assert told(due) == moments
    for one in due:
        assert one.payload.get("late_us", 0) == max(0, one.at - AT - int(expected[0][1] * S))
        plan = took(plan, one)
        assert following(plan, 40) == []
        plan = cleared(plan, AT + 41 * S)
        assert following(plan, 60) == []


def cleared(plan: Rundown, at: int, graphic: str = "lower_third") -> Rundown:
    return plan.after(event(9, {"type": events.CLEARED, "v": 1, "graphic": graphic}), at)


def test_after_what_another_took_the_place_of_nothing_follows() -> None:
    first = cue("a", stays=True)
    then = cue("b", Trigger(when="after", after="a", leaves=True))
    plan = took(planned(first, then), Due(payload=firing.taken(first), at=AT))
    plan = took(plan, Due(payload=firing.taken(cue("c")), at=AT + 2 * S))
    assert following(plan, 30) == []


def test_what_follows_comes_again_each_time_and_not_on_what_came_before_it_was_planned() -> None:
    first, then = cue("a"), cue("b", Trigger(when="after", after="a", delay=S))
    plan = took(planned(first), Due(payload=firing.taken(first), at=AT))
    plan = with_cues(plan, [first, then], 3, AT + S)
    assert following(plan, 2) == []
    for at in (10, 20):
        plan = took(plan, Due(payload=firing.taken(first), at=AT + at * S))
        (due,) = following(plan, at)
        assert told([due]) == [("b", at + 1)]
        plan = took(plan, due)


def test_a_time_long_gone_by_is_told_and_brings_nothing() -> None:
    plan = planned(cue("a", Trigger(when="program_time", at=AT)), at=AT)
    (due,) = firing.in_time(plan, GameState(), AT, BEHIND, nothing)
    assert due.payload["reason"] == "its time had gone by when it was planned"
    plan = planned(cue("a", Trigger(when="program_time", at=AT + 10 * S)))
    (due,) = firing.in_time(plan, GameState(), AT + 3600 * S, BEHIND, nothing)
    assert due.payload["reason"] == "its time had long gone by"
    plan = plan.after(event(2, due.payload), due.at)
    assert not list(firing.in_time(plan, GameState(), AT + 3601 * S, BEHIND, nothing))


def test_what_comes_by_itself_leaves_next_where_it_was_and_others_on_air() -> None:
    corner = Cue(id="c", name="c", graphic="ticker", fields={})
    plan = planned(cue("a"), GOAL_CUE, cue("b"), corner)
    plan = took(plan, Due(payload=firing.taken(cue("a")), at=AT))
    plan = took(plan, Due(payload=firing.taken(corner), at=AT + S))
    assert (plan.bears("lower_third"), plan.bears("ticker")) == ("a", "c")
    plan = took(plan, Due(payload=firing.taken(GOAL_CUE), at=AT + 3 * S))
    assert plan.bears("lower_third", AT + 2 * S) == "a"
    assert (plan.bears("lower_third"), plan.last) == ("goal", "c")


def test_next_goes_on_where_the_last_one_was_deleted() -> None:
    cues = [cue(name) for name in "abcd"]
    plan = took(planned(*cues), Due(payload=firing.taken(cues[1]), at=AT))
    plan = with_cues(plan, [cues[0], *cues[2:]], 3, AT + S)
    assert plan.next == cues[2]


def test_a_plan_is_undone_step_by_step_and_done_again() -> None:
    plan = Rundown()
    for number, names in enumerate(["a", "ab", "abc"]):
        plan = with_cues(plan, [cue(name) for name in names], number, AT)

    def turned(how: str, cues: Iterable[Cue]) -> Rundown:
        coded = [rundown.coded(one) for one in cues]
        return plan.after(event(9, {"type": events.PLANNED, "v": 1, "cues": coded, how: True}), AT)

    seen = []
    for how in ("undoes", "undoes", "redoes", "undoes", "undoes"):
        plan = turned(how, plan.before[-1] if how == "undoes" else plan.undone[-1])
        seen.append("".join(one.id for one in plan.cues))
    assert (seen, plan.before, len(plan.undone)) == (["ab", "a", "ab", "a", ""], (), 3)
    assert with_cues(plan, [cue("x")], 10, AT).undone == ()


def test_slots_are_told_by_name() -> None:
    assert firing.slots(frozenset({"score_bug", "lower_third", "gone"})) == {"bug", "lower"}
