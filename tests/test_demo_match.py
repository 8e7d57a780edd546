"""The script's facts, folded, are what its board shows; its structure survives every seed."""

from itertools import pairwise

import pytest

from feeds.codec import decode_fact, encode_fact
from feeds.demo_match import (
    DURATION,
    AnnulmentCall,
    Board,
    GoalCall,
    Script,
    ScriptError,
    script_of,
)
from feeds.event_time import MICROSECONDS
from feeds.fact import AddedTime, Card, ClockSet, Goal, PeriodEnded, Retraction
from feeds.happening import Side
from feeds.state import GameState, Phase
from feeds.timeline import Timeline

ORIGIN = 1_700_000_000 * MICROSECONDS
FRAME = 40_000
S = MICROSECONDS

SCRIPTS = [
    pytest.param(Script(), id="as-it-is"),
    pytest.param(Script(seed=3), id="another-seed"),
    pytest.param(
        Script(
            injected=(
                GoalCall(t=100 * S + 17, side=Side.AWAY),
                AnnulmentCall(t=103 * S + 5),
                GoalCall(t=270 * S + 1, side=Side.HOME),
                GoalCall(t=297 * S, side=Side.HOME),
            )
        ),
        id="with-calls",
    ),
]


def timeline(*told: Script) -> Timeline:
    found = Timeline()
    for loop, script in enumerate(told):
        for fact in script.facts(origin=ORIGIN, loop=loop):
            found.add(fact, visible_from=fact.received)
    return found


def board_of(state: GameState, at: int) -> Board:
    assert state.clock is not None
    seconds = state.clock.at(at) // MICROSECONDS
    clock = f"{seconds // 60:02d}:{seconds % 60:02d}"
    if state.phase is Phase.HALF_TIME:
        clock = "HT"
    return Board(clock=clock, home=state.home.score, away=state.away.score)


@pytest.mark.parametrize("script", SCRIPTS)
def test_board_is_the_fold_of_the_facts_on_every_frame(script: Script) -> None:
    facts = timeline(script)
    for t in range(0, DURATION, FRAME):
        assert script.board(t) == board_of(facts.as_of(ORIGIN + t), ORIGIN + t)


@pytest.mark.parametrize("script", SCRIPTS)
def test_board_is_the_fold_to_the_microsecond(script: Script) -> None:
    facts = timeline(script)
    moments = {fact.received - ORIGIN for fact in script.facts(origin=ORIGIN)}
    moments |= set(range(0, DURATION, 37 * MICROSECONDS))
    for t in sorted(m + d for m in moments for d in (-1, 0, 1) if 0 <= m + d < DURATION):
        assert script.board(t) == board_of(facts.as_of(ORIGIN + t), ORIGIN + t)


def test_loops_follow_one_another() -> None:
    called = Script(injected=(GoalCall(t=100 * S, side=Side.AWAY),))
    facts = timeline(called, Script())
    for t in range(0, DURATION, 997_000):
        at = ORIGIN + DURATION + t
        assert Script().board(t) == board_of(facts.as_of(at), at)


def test_facts_are_in_order_named_once_and_survive_their_coded_form() -> None:
    script = Script(injected=(GoalCall(t=100 * S, side=Side.HOME),))
    told = [fact for loop in range(3) for fact in script.facts(origin=ORIGIN, loop=loop)]
    assert all(one.received <= other.received for one, other in pairwise(told))
    assert len({fact.id for fact in told}) == len(told)
    assert all(fact.event_time == fact.received for fact in told)
    assert [decode_fact(encode_fact(fact)) for fact in told] == told


@pytest.mark.parametrize("seed", range(20))
def test_structure_holds_for_every_seed(seed: int) -> None:
    script = Script(seed=seed)
    facts = script.facts(origin=0)
    goals = [fact for fact in facts if isinstance(fact, Goal)]
    assert [goal.side for goal in goals] == [Side.HOME, Side.AWAY, Side.AWAY]
    (annulled,) = (fact for fact in facts if isinstance(fact, Retraction))
    assert annulled.retracts == goals[1].id
    assert annulled.reason == "VAR"
    assert annulled.received - goals[1].received == 8 * S
    (half,) = (fact for fact in facts if isinstance(fact, PeriodEnded))
    assert [f.received for f in facts if isinstance(f, ClockSet)] == [0, 180 * S]
    assert [f.received for f in facts if isinstance(f, AddedTime)] == [118 * S]
    assert 158 * S <= half.received <= 162 * S
    assert sum(isinstance(fact, Card) for fact in facts) == 1
    for goal, wanted in zip(goals, (35 * S, 228 * S, 310 * S), strict=True):
        assert abs(goal.received - wanted) <= 3 * S


@pytest.mark.parametrize(
    ("t", "clock"),
    [
        pytest.param(0, "43:00", id="begins"),
        pytest.param(120 * S - 1, "44:59", id="before-45"),
        pytest.param(120 * S, "45:00", id="runs-on-at-45"),
        pytest.param(170 * S, "HT", id="half-time"),
        pytest.param(180 * S - 1, "HT", id="to-the-end-of-half-time"),
        pytest.param(180 * S, "45:00", id="second-half"),
        pytest.param(DURATION - 1, "47:59", id="ends"),
    ],
)
def test_clock(t: int, clock: str) -> None:
    assert Script().board(t).clock == clock


@pytest.mark.parametrize(
    "injected",
    [
        pytest.param((GoalCall(t=S, side=Side.HOME),), id="too-early"),
        pytest.param((GoalCall(t=170 * S, side=Side.HOME),), id="at-half-time"),
        pytest.param((GoalCall(t=40 * S, side=Side.HOME),), id="upon-another-goal"),
        pytest.param((AnnulmentCall(t=20 * S),), id="nothing-to-annul"),
        pytest.param((AnnulmentCall(t=DURATION),), id="after-the-loop"),
    ],
)
def test_a_call_that_cannot_be_played_is_refused(
    injected: tuple[GoalCall | AnnulmentCall, ...],
) -> None:
    with pytest.raises(ScriptError):
        Script(injected=injected)


def test_annulment_takes_the_latest_goal_that_stands() -> None:
    first, second, _ = Script().goals
    early = Script(injected=(AnnulmentCall(t=second.t + 2 * S),))
    assert early.goals[1].annulled_at == second.t + 2 * S
    late = Script(injected=(AnnulmentCall(t=second.t + 20 * S),))
    assert late.goals[0].annulled_at == second.t + 20 * S
    assert late.goals[0].t == first.t


def test_chance_is_the_first_moment_a_goal_can_be_called() -> None:
    script = Script()
    for t in range(0, DURATION, 3 * S):
        chance = script.chance(t, Side.HOME)
        if chance is None:
            assert t > 330 * S
            continue
        assert chance >= t
        called = Script(injected=(GoalCall(t=chance, side=Side.HOME),))
        assert chance in [goal.t for goal in called.goals]


@pytest.mark.parametrize(
    ("before", "names"),
    [
        pytest.param(22 * S, ["i1", "g2", "g3"], id="long-before"),
        pytest.param(22 * S - 1, ["i1", "g3"], id="in-its-place"),
        pytest.param(7 * S, ["i1", "g3"], id="before-its-attack-shows"),
    ],
)
def test_a_called_goal_takes_the_place_of_one_shortly_after(before: int, names: list[str]) -> None:
    _, second, _ = Script().goals
    script = Script(injected=(GoalCall(t=second.t - before, side=Side.AWAY),))
    assert [goal.name for goal in script.goals if goal.name != "g1"] == names


def test_no_goal_may_be_called_once_the_attack_of_another_shows() -> None:
    _, second, _ = Script().goals
    assert Script().chance(second.t - 7 * S + 1, Side.HOME) == second.t + 22 * S


@pytest.mark.parametrize("side", Side)
def test_no_chance_is_given_that_the_board_has_no_digit_for(side: Side) -> None:
    """Every chance of the loop is taken by one side, until it is refused; none fails."""
    script, at = Script(), 0
    while (chance := script.chance(at, side)) is not None:
        call = GoalCall(t=chance, side=side)
        script, at = Script(injected=(*script.injected, call)), chance
    assert sum(goal.side is side for goal in script.goals) == 9


def test_crowd_and_whistle_know_the_goals() -> None:
    script = Script()
    loud = [t for t, strength in script.swells() if strength == 1.0]
    assert loud == [goal.t for goal in script.goals]
    assert list(script.whistles()) == sorted(script.whistles())
    assert script.first_half_ended in script.whistles()


@pytest.mark.parametrize(
    ("text", "script"),
    [
        pytest.param("demo:", Script(), id="the-usual-one"),
        pytest.param("demo:12", Script(seed=12), id="another-seed"),
        pytest.param("demo.mp4", None, id="a-file"),
    ],
)
def test_the_script_an_input_names(text: str, script: Script | None) -> None:
    assert script_of(text) == script


@pytest.mark.parametrize("text", ["demo:x", "demo:-1", "demo:1234567890", "demo: 1"])
def test_what_is_no_seed(text: str) -> None:
    with pytest.raises(ScriptError, match="is no seed; use demo: or demo:NUMBER"):
        script_of(text)
