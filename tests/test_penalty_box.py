"""The penalty box: clocks that run with the game's, and goals that let somebody out."""

import pytest

from feeds.fact import (
    ClockSet,
    Fact,
    Goal,
    Match,
    MatchEnded,
    PeriodEnded,
    PeriodStarted,
    Retraction,
    Team,
)
from feeds.happening import Side
from feeds.penalty import Penalty
from feeds.penalty_box import PENALTIES_AT_MOST, left
from feeds.sport import Direction, Sport
from feeds.state import GameState
from feeds.timeline import Timeline

S = 1_000_000
TEAM = Team(name="T")
MATCH = Match(event_time=0, received=0, sport=Sport.ICE_HOCKEY, home=TEAM, away=TEAM)
SIDES = {"h": Side.HOME, "a": Side.AWAY}


def clock(at: int, text: int, *, running: bool = True, period: int | None = None) -> ClockSet:
    return ClockSet(event_time=at * S, received=0, clock=text * S, running=running, period=period)


def begins(at: int, period: int = 1) -> PeriodStarted:
    return PeriodStarted(event_time=at * S, received=0, period=period)


def ends(at: int, period: int = 1) -> PeriodEnded:
    return PeriodEnded(event_time=at * S, received=0, period=period)


def penalty(
    at: int,
    side: str = "h",
    minutes: int = 2,
    clock: int | None = None,
    period: int | None = None,
) -> Penalty:
    return Penalty(
        event_time=at * S,
        received=0,
        id=f"p{at}{side}{minutes}",
        side=SIDES[side],
        minutes=minutes,
        period=period,
        clock=None if clock is None else clock * S,
    )


def goal(at: int, side: str = "a") -> Goal:
    return Goal(event_time=at * S, received=0, id=f"g{at}", side=SIDES[side])


def state(*facts: Fact, at: int) -> GameState:
    timeline = Timeline()
    for fact in (MATCH, *facts):
        timeline.add(fact, visible_from=fact.event_time or 0)
    return timeline.as_of(at * S)


def seconds(*facts: Fact, at: int) -> list[int | None]:
    """What each penalty has left, in whole seconds."""
    now = state(*facts, at=at)
    rests = [left(one, now, at * S) for one in now.penalties]
    return [None if rest is None else rest // S for rest in rests]


@pytest.mark.parametrize(
    ("facts", "at", "wanted"),
    [
        pytest.param([begins(0), penalty(100)], 100, 120, id="begins"),
        pytest.param([begins(0), penalty(100)], 130, 90, id="runs"),
        pytest.param([begins(0), penalty(100)], 220, 0, id="to-nothing"),
        pytest.param([begins(0), penalty(100)], 260, 0, id="and-no-further"),
        pytest.param(
            [begins(0), clock(110, 1090, running=False), penalty(110)], 400, 120, id="stands"
        ),
        pytest.param(
            [
                begins(0),
                penalty(100),
                clock(130, 1070, running=False),
                clock(500, 1070),
            ],
            520,
            70,
            id="goes-on-at-the-face-off",
        ),
        pytest.param(
            [begins(0), penalty(100), clock(110, 1087)], 110, 107, id="a-clock-put-right-moves-it"
        ),
        pytest.param(
            [begins(0), penalty(1150), ends(1200), begins(2000, 2)], 1900, 70, id="the-interval"
        ),
        pytest.param(
            [begins(0), penalty(1150), ends(1200), begins(2000, 2)], 2010, 60, id="the-next-period"
        ),
        pytest.param(
            [begins(0, 3), penalty(1150), ends(1200, 3), begins(2000, 4)], 2010, 60, id="overtime"
        ),
        pytest.param(
            [begins(0), clock(60, 1120, running=False), penalty(60, clock=1150, period=1)],
            60,
            90,
            id="told-late-by-the-game-s-clock",
        ),
        pytest.param(
            [begins(2000, 2), penalty(2000, clock=30, period=1)], 2010, 80, id="of-the-one-before"
        ),
        pytest.param(
            [begins(0, 4), clock(0, 1200, period=4), penalty(100)],
            160,
            60,
            id="overtime-of-a-play-off",
        ),
    ],
)
def test_what_is_left(facts: list[Fact], at: int, wanted: int) -> None:
    assert seconds(*facts, at=at) == [wanted]


def test_a_clock_that_counts_up() -> None:
    up = ClockSet(event_time=0, received=0, clock=1100 * S, counts=Direction.UP, period=1)
    assert seconds(up, penalty(50), at=80) == [90]
    on = ClockSet(event_time=200 * S, received=0, clock=1210 * S, counts=Direction.UP, period=2)
    assert seconds(up, penalty(50), on, at=200) == [60]


def test_without_a_clock_nobody_knows() -> None:
    assert seconds(penalty(50), at=80) == [None]
    assert seconds(penalty(50), goal(60), at=80) == [None]


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        pytest.param([penalty(100), goal(130)], [0], id="a-minor-ends"),
        pytest.param([penalty(100), goal(130, "h")], [80], id="not-by-their-own-goal"),
        pytest.param([penalty(100, minutes=5), goal(130)], [260], id="a-major-does-not"),
        pytest.param([penalty(100, minutes=10), goal(130)], [560], id="nor-a-misconduct"),
        pytest.param(
            [penalty(100, minutes=4), goal(130)], [110], id="of-a-double-minor-the-first-half"
        ),
        pytest.param([penalty(10, minutes=4), goal(139)], [0], id="and-the-second-in-its-turn"),
        pytest.param(
            [penalty(100), penalty(110), goal(130)], [0, 90], id="of-two-the-one-with-least-left"
        ),
        pytest.param(
            [penalty(100), penalty(100, "a"), goal(130)],
            [80, 80],
            id="none-with-as-many-on-the-ice",
        ),
        pytest.param(
            [penalty(100), penalty(100, "a", 10), goal(130)],
            [0, 560],
            id="a-misconduct-leaves-nobody-short",
        ),
        pytest.param([penalty(10), goal(135)], [0], id="one-that-was-over-is-over"),
        pytest.param([penalty(100), goal(130), goal(135)], [0], id="a-second-goal-ends-nothing"),
    ],
)
def test_a_goal_against_lets_one_out(facts: list[Fact], wanted: list[int]) -> None:
    assert seconds(begins(0), *facts, at=140) == wanted


def test_a_goal_taken_back_sends_them_in_again() -> None:
    back = Retraction(event_time=135 * S, received=0, retracts="g130")
    assert seconds(begins(0), penalty(100), goal(130), back, at=140) == [80]


def test_a_penalty_taken_back_is_gone() -> None:
    back = Retraction(event_time=135 * S, received=0, retracts="p100h2")
    assert seconds(begins(0), penalty(100), back, at=140) == []


def test_it_is_marked_as_news() -> None:
    now = state(begins(0), penalty(100), at=110)
    assert ("penalty", 100 * S) in now.news
    assert now.without(now.news).penalties[0].at < 0


def test_what_is_long_over_is_forgotten() -> None:
    told: list[Fact] = [begins(0), penalty(100), penalty(150, "a"), clock(300, 900)]
    assert [one.side for one in state(*told, at=300).penalties] == [Side.AWAY]
    assert state(*told, MatchEnded(event_time=900 * S, received=0), at=900).penalties == ()


def test_only_so_many_are_kept() -> None:
    many = [penalty(at) for at in range(100, 100 + PENALTIES_AT_MOST + 3)]
    assert len(state(begins(0), *many, at=130).penalties) == PENALTIES_AT_MOST
