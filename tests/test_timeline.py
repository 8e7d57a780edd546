"""The timeline: what is known as of a moment, whatever the order in which facts came."""

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from feeds.fact import (
    AddedTime,
    Card,
    CardColor,
    ClockSet,
    Correction,
    Fact,
    Goal,
    GoalKind,
    Kick,
    Match,
    PeriodEnded,
    PeriodStarted,
    Points,
    Retraction,
    Stat,
    Substitution,
    Team,
)
from feeds.fold import fold
from feeds.happening import Side
from feeds.state import GameState, Phase
from feeds.timeline import Timeline, TimelineFullError

type Scores = list[tuple[int, int]]
type Arrival = tuple[int, Fact]


def goal(
    at: int, name: str | None = None, side: Side = Side.HOME, *, corrects: str | None = None
) -> Goal:
    return Goal(event_time=at, received=at, id=name, side=side, corrects=corrects)


def retraction(at: int, of: str, name: str | None = None) -> Retraction:
    return Retraction(event_time=at, received=at, id=name, retracts=of)


def correction(at: int, home: int, away: int, name: str | None = None) -> Correction:
    return Correction(event_time=at, received=at, id=name, home=home, away=away)


def match(at: int | None, name: str | None = None, home: str = "Inter") -> Match:
    away = Team(name="Napoli")
    return Match(event_time=at, received=0, id=name, home=Team(name=home), away=away)


def stat(at: int, home: int, name: str | None = None) -> Stat:
    return Stat(event_time=at, received=at, id=name, name="shots", home=home, away=0)


def filled(*arrivals: Arrival | Fact) -> Timeline:
    """A timeline of facts in the order in which they came, each known in time or from a moment."""
    timeline = Timeline()
    for arrival in arrivals:
        visible, fact = arrival if isinstance(arrival, tuple) else (arrival.event_time, arrival)
        assert visible is not None
        timeline.add(fact, visible_from=visible)
    return timeline


def score(state: GameState) -> tuple[int, int]:
    return state.home.score, state.away.score


@pytest.mark.parametrize(
    ("moment", "home"),
    [
        pytest.param(0, 0, id="before"),
        pytest.param(99, 0, id="one-microsecond-before"),
        pytest.param(100, 1, id="at"),
        pytest.param(101, 1, id="after"),
    ],
)
def test_a_fact_shows_from_its_time_on(moment: int, home: int) -> None:
    assert filled(goal(100)).as_of(moment).home.score == home


def test_a_late_fact_shows_on_arrival() -> None:
    timeline = filled((130, goal(100)))
    assert [timeline.as_of(t).home.score for t in (100, 129, 130)] == [0, 0, 1]


def test_a_fact_without_a_time_shows_from_when_it_was_known() -> None:
    timeline = filled((130, Goal(event_time=None, received=7, side=Side.AWAY)))
    assert [timeline.as_of(t).away.score for t in (129, 130)] == [0, 1]


@pytest.mark.parametrize(
    ("arrivals", "moment", "wanted"),
    [
        pytest.param([], 1000, (0, 0), id="nothing"),
        pytest.param([goal(20), goal(10)], 15, (1, 0), id="out-of-order-arrival"),
        pytest.param(
            [goal(10), correction(30, 4, 4), (40, goal(20))],
            50,
            (4, 4),
            id="a-goal-before-the-correction-that-comes-after-it-counts-nothing",
        ),
        pytest.param(
            [goal(10), correction(30, 4, 4), (50, goal(40))],
            50,
            (5, 4),
            id="a-goal-after-the-correction-counts",
        ),
        pytest.param(
            [goal(10, "g"), (20, goal(10, "g", Side.AWAY))], 15, (1, 0), id="upsert-not-yet"
        ),
        pytest.param(
            [goal(10, "g"), (20, goal(10, "g", Side.AWAY))], 20, (0, 1), id="same-id-upserts"
        ),
        pytest.param(
            [goal(10, "g"), (20, goal(10, "h", Side.AWAY, corrects="g"))],
            20,
            (0, 1),
            id="corrects-takes-the-earlier-s-place",
        ),
        pytest.param(
            [
                goal(10, "g"),
                (20, goal(10, "h", Side.AWAY, corrects="g")),
                (30, goal(10, "i", corrects="h")),
            ],
            30,
            (1, 0),
            id="a-chain-of-corrections",
        ),
        pytest.param(
            [
                goal(10, "g"),
                (20, goal(10, "h", Side.AWAY, corrects="g")),
                (30, goal(10, "i", corrects="g")),
            ],
            30,
            (1, 0),
            id="two-corrections-of-the-first",
        ),
        pytest.param([goal(10, "g"), retraction(20, "g")], 19, (1, 0), id="before-retraction"),
        pytest.param([goal(10, "g"), retraction(20, "g")], 20, (0, 0), id="after-retraction"),
        pytest.param(
            [goal(10, "g"), goal(15, "h"), retraction(20, "g")], 20, (1, 0), id="only-the-one-named"
        ),
        pytest.param([goal(10, "g"), retraction(20, "x")], 20, (1, 0), id="of-an-unknown-id"),
        pytest.param(
            [goal(10, "g"), retraction(20, "g"), retraction(25, "g")], 30, (0, 0), id="twice"
        ),
        pytest.param(
            [
                goal(10, "g"),
                (20, goal(10, "h", Side.AWAY, corrects="g")),
                retraction(30, "h"),
            ],
            30,
            (0, 0),
            id="of-a-correction-takes-the-whole-chain",
        ),
        pytest.param(
            [
                goal(10, "g"),
                (20, goal(10, "h", Side.AWAY, corrects="g")),
                retraction(30, "g"),
            ],
            30,
            (0, 0),
            id="of-the-first-takes-the-whole-chain",
        ),
        pytest.param(
            [goal(10, "g"), (30, goal(10, "g", Side.AWAY)), retraction(40, "g")],
            40,
            (0, 0),
            id="of-an-upserted-fact",
        ),
        pytest.param(
            [goal(100, "g"), retraction(95, "g")],
            100,
            (0, 0),
            id="timed-before-what-it-takes-back",
        ),
        pytest.param(
            [goal(10, "g"), correction(20, 3, 3, "c"), retraction(30, "c")],
            30,
            (1, 0),
            id="of-a-score-correction-brings-the-count-back",
        ),
        pytest.param(
            [(20, goal(10, "h", corrects="never-seen")), retraction(30, "never-seen")],
            30,
            (0, 0),
            id="by-the-id-of-a-fact-that-only-its-correction-told-of",
        ),
        pytest.param(
            [goal(10, "g"), retraction(20, "g"), (30, goal(10, "g"))],
            30,
            (1, 0),
            id="told-again-after-it-was-taken-back",
        ),
        pytest.param(
            [goal(10, "g"), retraction(20, "g"), (30, goal(10, corrects="g"))],
            30,
            (1, 0),
            id="corrected-after-it-was-taken-back",
        ),
        pytest.param(
            [goal(10, "g"), retraction(20, "g"), (30, goal(10, "g")), retraction(40, "g")],
            40,
            (0, 0),
            id="taken-back-again",
        ),
        pytest.param(
            [goal(10, "g"), retraction(20, "g", "r"), retraction(30, "r")],
            30,
            (1, 0),
            id="a-retraction-taken-back",
        ),
        pytest.param(
            [
                goal(10, "g"),
                retraction(20, "g", "r"),
                retraction(30, "r", "s"),
                retraction(40, "s"),
            ],
            40,
            (0, 0),
            id="a-retraction-of-a-retraction-taken-back",
        ),
        pytest.param(
            [
                goal(10, "g"),
                goal(12, "h", Side.AWAY),
                retraction(20, "g", "r"),
                retraction(30, "h", "r"),
            ],
            30,
            (1, 0),
            id="a-retraction-told-anew-of-another",
        ),
        pytest.param(
            [goal(10, "g"), goal(12, "h"), (20, goal(12, "h", corrects="g"))],
            20,
            (1, 0),
            id="two-known-that-were-one",
        ),
        pytest.param(
            [goal(10, "g"), goal(12, "h"), (20, goal(12, "h", corrects="g")), retraction(30, "g")],
            30,
            (0, 0),
            id="two-that-were-one-taken-back-by-either",
        ),
        pytest.param(
            [goal(10, "g"), retraction(20, "g", "g")],
            20,
            (0, 0),
            id="taken-back-under-its-own-id",
        ),
        pytest.param(
            [goal(10, "g"), correction(20, 3, 3, "c"), goal(30), (40, correction(40, 2, 3, "c"))],
            40,
            (2, 3),
            id="a-correction-told-anew-stands-where-it-is",
        ),
        pytest.param(
            [match(0), (0, goal(-600))], 0, (1, 0), id="a-goal-from-before-its-match-was-known"
        ),
        pytest.param(
            [
                (0, match(None)),
                (0, PeriodStarted(event_time=-1200, received=0, period=1)),
                (0, goal(-600)),
            ],
            0,
            (1, 0),
            id="joined-in-mid-match",
        ),
        pytest.param(
            [(20, match(20)), (10, goal(-600))], 20, (1, 0), id="which-waits-while-its-goal-shows"
        ),
        pytest.param([goal(10), match(20)], 20, (0, 0), id="a-match-begins-from-nothing"),
        pytest.param(
            [(20, goal(15)), (20, match(10))], 20, (1, 0), id="unless-it-only-came-in-behind"
        ),
        pytest.param(
            [match(0), goal(10, "g1"), match(20), goal(30, "g1", Side.AWAY)],
            30,
            (0, 1),
            id="an-id-used-again-in-the-next-match",
        ),
        pytest.param(
            [match(0), goal(10, "g1"), match(20), goal(30, "g1"), retraction(40, "g1")],
            40,
            (0, 0),
            id="and-taken-back-there",
        ),
        pytest.param(
            [match(0, "m"), goal(10), (20, match(0, "m", home="Milan"))],
            20,
            (1, 0),
            id="a-match-named-anew-goes-on",
        ),
        pytest.param(
            [match(0, "m"), match(10, "n"), goal(20), (30, match(0, "m", home="Milan"))],
            30,
            (1, 0),
            id="a-past-match-named-anew-does-not-come-back",
        ),
    ],
)
@pytest.mark.parametrize("step", [1000, 1], ids=["asked-once", "asked-on-the-way"])
def test_score_as_of(
    arrivals: Sequence[Arrival | Fact], moment: int, wanted: tuple[int, int], step: int
) -> None:
    timeline = filled(*arrivals)
    for on_the_way in range(0, moment, step):
        timeline.as_of(on_the_way)
    assert score(timeline.as_of(moment)) == wanted


def test_a_goal_taken_back_leaves_its_mark() -> None:
    state = filled(goal(10, "g", Side.AWAY), retraction(20, "g")).as_of(30)
    assert state.annulled is not None
    assert (state.annulled.side, state.annulled.at) == (Side.AWAY, 20)
    assert state.goal is None


@pytest.mark.parametrize(
    ("arrivals", "moment", "at"),
    [
        pytest.param([(12, goal(10, "g")), (90, goal(10, "g"))], 100, 12, id="told-late-told-anew"),
        pytest.param([goal(100, "g"), (98, goal(98, "g"))], 99, 98, id="dated-back"),
        pytest.param([goal(100, "g"), (98, goal(98, "g"))], 101, 98, id="and-shown-once"),
        pytest.param(
            [goal(10, "g"), retraction(20, "g"), (30, goal(10, "g"))], 31, 10, id="stands-again"
        ),
    ],
)
def test_a_corrected_goal_keeps_the_moment_it_was_first_shown(
    arrivals: Sequence[Arrival | Fact], moment: int, at: int
) -> None:
    """Its strap does not come up a second time."""
    state = filled(*arrivals).as_of(moment)
    assert state.goal is not None
    assert state.goal.at == at


@pytest.mark.parametrize(
    ("arrivals", "moment", "at"),
    [
        pytest.param([goal(10, "g"), retraction(20, "g")], 20, 20, id="at-its-moment"),
        pytest.param([goal(10, "g"), (25, retraction(20, "g"))], 30, 25, id="late"),
        pytest.param(
            [goal(10, "g"), retraction(20, "g"), retraction(25, "g")], 30, 20, id="by-the-first"
        ),
        pytest.param(
            [goal(10, "g"), retraction(20, "g", "r"), (40, retraction(20, "g", "r"))],
            50,
            20,
            id="told-anew",
        ),
        pytest.param(
            [
                goal(10, "g"),
                retraction(20, "g", "r"),
                (30, goal(10, "g")),
                (40, retraction(40, "g", "r")),
            ],
            50,
            40,
            id="told-anew-after-it-stood-again",
        ),
        pytest.param([(0, goal(-600, "g")), (0, retraction(-590, "g"))], 0, None, id="never-shown"),
        pytest.param([goal(100, "g"), retraction(95, "g")], 100, None, id="before-it-was-shown"),
        pytest.param(
            [goal(10, "g"), retraction(20, "g", "r"), retraction(30, "r")], 30, None, id="undone"
        ),
        pytest.param(
            [goal(10, "g"), retraction(20, "g"), (30, goal(10, "g"))], 30, None, id="stands-again"
        ),
    ],
)
def test_what_was_seen_and_taken_back_is_marked(
    arrivals: Sequence[Arrival | Fact], moment: int, at: int | None
) -> None:
    annulled = filled(*arrivals).as_of(moment).annulled
    assert (annulled and annulled.at) == at


MINUTE = 60_000_000


@pytest.mark.parametrize(
    ("arrivals", "moment", "phase", "reading"),
    [
        pytest.param(
            [
                ClockSet(event_time=0, received=0, id="c", clock=40 * MINUTE, period=1),
                PeriodEnded(event_time=6 * MINUTE, received=0, period=1),
                ClockSet(event_time=20 * MINUTE, received=0, id="c", clock=45 * MINUTE, period=2),
            ],
            21 * MINUTE,
            Phase.SECOND_HALF,
            46 * MINUTE,
            id="a-clock-of-the-next-half",
        ),
        pytest.param(
            [
                (0, ClockSet(event_time=None, received=0, id="c", clock=0)),
                (MINUTE, ClockSet(event_time=None, received=0, id="c", clock=3 * MINUTE // 2)),
            ],
            2 * MINUTE,
            Phase.PRE_MATCH,
            5 * MINUTE // 2,
            id="a-clock-without-a-time",
        ),
        pytest.param(
            [
                PeriodStarted(event_time=0, received=0, id="p", period=1),
                (MINUTE, PeriodStarted(event_time=MINUTE // 2, received=0, id="p", period=1)),
            ],
            2 * MINUTE,
            Phase.FIRST_HALF,
            3 * MINUTE // 2,
            id="a-period-that-began-later",
        ),
        pytest.param(
            [
                PeriodStarted(event_time=0, received=0, id="p", period=1),
                PeriodEnded(event_time=MINUTE, received=0, id="e", period=1),
                PeriodEnded(event_time=2 * MINUTE, received=0, id="e", period=2),
            ],
            2 * MINUTE,
            Phase.FULL_TIME,
            90 * MINUTE,
            id="an-end-of-the-other-half",
        ),
    ],
)
def test_a_clock_or_period_told_anew_stands_at_its_own_moment(
    arrivals: Sequence[Arrival | Fact], moment: int, phase: Phase, reading: int
) -> None:
    state = filled(*arrivals).as_of(moment)
    assert state.clock is not None
    assert (state.phase, state.clock.at(moment)) == (phase, reading)


def test_added_time_and_statistics_told_anew_stand_at_their_own_moment() -> None:
    """The earlier board was of the half before, the earlier number of another moment."""
    period = PeriodStarted(event_time=20, received=20, period=2)
    boards = [AddedTime(event_time=at, received=at, id="a", minutes=at) for at in (10, 30)]
    state = filled(boards[0], period, boards[1], stat(5, 1, "s"), stat(15, 2), stat(35, 3, "s"))
    assert state.as_of(40).added_minutes == 30
    assert [line.home for line in state.as_of(20).stats] == [2]
    assert [line.home for line in state.as_of(40).stats] == [3]


@pytest.mark.parametrize(
    ("arrivals", "home"),
    [
        pytest.param([stat(20, 2), (30, stat(10, 1))], 2, id="the-later-event-without-an-id"),
        pytest.param(
            [stat(20, 2, "s"), (30, stat(10, 1, "s"))], 1, id="the-later-telling-of-an-id"
        ),
    ],
)
def test_which_statistic_stands(arrivals: Sequence[Arrival | Fact], home: int) -> None:
    assert [line.home for line in filled(*arrivals).as_of(40).stats] == [home]


def sent(*facts: Fact) -> list[Fact]:
    """Facts as a provider sends them."""
    return [replace(fact, provider="opta") for fact in facts]


MATCH_SO_FAR = sent(
    match(0, "m"),
    ClockSet(event_time=None, received=0, id="c", clock=0, period=1),
    goal(10, "g"),
    goal(20, "h", Side.AWAY),
    retraction(30, "g", "r"),
    replace(goal(20, "h"), revision=1),
    correction(40, 2, 2, "k"),
    Card(event_time=45, received=45, id="y", side=Side.HOME, color=CardColor.RED),
    goal(50, "i"),
)


NEXT_MATCH = sent(match(60, "n"), replace(goal(70, "n-1"), kind=GoalKind.PENALTY))


@pytest.mark.parametrize("limit", [6, 1000])
@pytest.mark.parametrize(
    "facts",
    [
        pytest.param(MATCH_SO_FAR, id="in-the-match"),
        pytest.param(MATCH_SO_FAR + NEXT_MATCH, id="and-in-the-next"),
        pytest.param(sent(match(None), goal(10, "g")), id="a-match-without-an-id"),
    ],
)
def test_facts_sent_again_after_a_restart_change_nothing(facts: list[Fact], limit: int) -> None:
    """Not even for a moment, as they come in again one by one."""
    timeline = Timeline(limit=limit)
    for at, fact in enumerate(facts):
        timeline.add(fact, visible_from=at)
        timeline.as_of(at)
    before = timeline.as_of(99)
    for at, fact in enumerate(facts, start=100):
        timeline.add(replace(fact, received=at), visible_from=at)
        assert timeline.as_of(at) == before


@pytest.mark.parametrize(
    ("again", "wanted"),
    [
        pytest.param(goal(10, "g"), (0, 0), id="the-same"),
        pytest.param(replace(goal(10, "g"), revision=1), (1, 0), id="a-revision"),
        pytest.param(goal(10, "g", Side.AWAY), (0, 1), id="another-side"),
    ],
)
def test_a_provider_s_retelling_counts_where_it_says_something_new(
    again: Fact, wanted: tuple[int, int]
) -> None:
    timeline = filled(*sent(goal(10, "g"), retraction(20, "g")))
    for fact in sent(again):
        timeline.add(fact, visible_from=30)
    assert score(timeline.as_of(30)) == wanted


def test_going_back_in_time() -> None:
    timeline = filled(goal(10), goal(20), goal(30))
    wanted: Scores = [(3, 0), (1, 0), (2, 0), (0, 0), (3, 0)]
    assert [score(timeline.as_of(t)) for t in (35, 10, 29, 9, 30)] == wanted


def test_a_fact_added_for_a_moment_already_asked_for() -> None:
    timeline = filled(goal(10))
    assert score(timeline.as_of(50)) == (1, 0)
    timeline.add(goal(40), visible_from=40)
    assert score(timeline.as_of(50)) == (2, 0)
    assert score(timeline.as_of(39)) == (1, 0)


def test_facts_of_one_moment_go_by_arrival() -> None:
    state = filled(correction(10, 1, 1), correction(10, 2, 2)).as_of(10)
    assert score(state) == (2, 2)


def test_a_period_and_its_clock() -> None:
    timeline = filled(PeriodStarted(event_time=1_000_000, received=0, period=2))
    clock = timeline.as_of(61_000_000).clock
    assert clock is not None
    assert clock.at(61_000_000) == 46 * 60 * 1_000_000


def test_a_full_timeline_keeps_what_is_shown() -> None:
    timeline = Timeline(limit=10)
    for at in range(100):
        timeline.add(goal(at), visible_from=at)
        assert score(timeline.as_of(at)) == (at + 1, 0)
        assert len(timeline) <= 10


def test_before_the_oldest_kept_the_oldest_state_answers() -> None:
    timeline = Timeline(limit=4)
    for at in range(8):
        timeline.as_of(at)
        timeline.add(goal(at), visible_from=at)
    timeline.as_of(7)
    oldest = score(timeline.as_of(0))
    assert oldest == (8 - len(timeline), 0)


def test_a_full_timeline_of_facts_that_wait() -> None:
    timeline = Timeline(limit=3)
    timeline.as_of(5)
    for at in (10, 11, 12):
        timeline.add(goal(at), visible_from=at)
    with pytest.raises(TimelineFullError, match="3 facts wait"):
        timeline.add(goal(13), visible_from=13)
    assert len(timeline) == 3
    assert score(timeline.as_of(20)) == (3, 0)


def test_a_burst_for_moments_already_shown_is_never_refused() -> None:
    """All of them were shown: there is always something to fold away."""
    timeline = Timeline(limit=8)
    timeline.as_of(100)
    for at in range(50):
        timeline.add(goal(at), visible_from=100)
    assert score(timeline.as_of(100)) == (50, 0)


def test_a_late_fact_does_not_make_shown_facts_wait_again() -> None:
    timeline = Timeline(limit=8)
    for at in range(8):
        timeline.add(goal(at), visible_from=at)
        timeline.as_of(at)
    timeline.add(goal(3), visible_from=7)
    for at in (8, 9, 10):
        timeline.add(goal(at), visible_from=7)
    assert score(timeline.as_of(10)) == (12, 0)


@pytest.mark.parametrize(
    ("later", "home"),
    [
        pytest.param(retraction(10, "g0"), 4, id="taken-back"),
        pytest.param(goal(3, "g0"), 4, id="told-anew"),
        pytest.param(goal(3, "x", corrects="g0"), 4, id="corrected"),
        pytest.param(goal(3, "x"), 5, id="another"),
        pytest.param(retraction(10, "g3"), 3, id="one-that-was-not-folded-away"),
    ],
)
def test_what_was_folded_away_stands_as_it_is(later: Fact, home: int) -> None:
    timeline = Timeline(limit=4)
    for at in range(4):
        timeline.add(goal(at, f"g{at}"), visible_from=at)
        timeline.as_of(at)
    timeline.add(later, visible_from=10)
    assert timeline.as_of(10).home.score == home


SHOWN_FIRST: list[list[Arrival | Fact]] = [
    [goal(1, "g"), *(goal(at) for at in range(2, 7)), retraction(7, "g")],
    [goal(1, "g"), *(goal(at) for at in range(2, 7)), (7, goal(1, "g", Side.AWAY))],
    [goal(1, "g"), retraction(2, "g", "r"), *(goal(at) for at in range(3, 7)), retraction(7, "r")],
    [goal(1, "g"), goal(2, "h"), *(goal(at) for at in range(3, 7)), goal(1, "h", corrects="g")],
    [match(0, "m"), *(goal(at) for at in range(1, 6)), (6, match(0, "m", home="Milan"))],
    [match(0, "m"), goal(1, "g"), match(2, "n"), *(goal(at) for at in range(3, 7))],
    [correction(5, 3, 3, "c"), *(goal(at) for at in range(4)), (6, correction(6, 1, 1, "c"))],
    [*(stat(at, at, "s") for at in range(3)), *(stat(at, at) for at in range(3, 7))],
]


@pytest.mark.parametrize("arrivals", SHOWN_FIRST, ids=range(len(SHOWN_FIRST)))
def test_making_room_changes_nothing_on_show(arrivals: list[Arrival | Fact]) -> None:
    """Whatever of a happening was shown is folded away together."""
    timeline, wide = Timeline(limit=8), Timeline()
    for fact in (arrival[1] if isinstance(arrival, tuple) else arrival for arrival in arrivals):
        for into in (timeline, wide):
            into.add(fact, visible_from=7)
    for at in range(8, 30):
        assert timeline.as_of(at) == wide.as_of(at)
        for into in (timeline, wide):
            into.add(goal(at), visible_from=at)
        assert len(timeline) <= 8


def test_room_is_made_of_what_was_told_anew_first() -> None:
    """A feed that counts each second under one id folds nothing away."""
    timeline = Timeline(limit=20)
    timeline.add(goal(0, "g"), visible_from=0)
    for at in range(1, 100):
        timeline.add(stat(at, at, "shots"), visible_from=at)
        timeline.add(stat(at, at), visible_from=at)
        timeline.as_of(at)
    timeline.add(retraction(100, "g"), visible_from=100)
    assert timeline.as_of(100).home.score == 0


def test_what_waits_for_its_moment_still_finds_what_it_speaks_of() -> None:
    timeline = Timeline(limit=8)
    for at in range(3):
        timeline.add(goal(at, f"g{at}"), visible_from=at)
    timeline.add(retraction(90, "g1"), visible_from=90)
    for at in range(3, 8):
        timeline.as_of(at)
        timeline.add(goal(at), visible_from=at)
    assert len(timeline) < 9
    assert timeline.as_of(89).home.score == 8
    assert timeline.as_of(90).home.score == 7


@pytest.mark.parametrize("named", [True, False], ids=["named", "unnamed"])
def test_many_tellings_are_folded_once_each(
    monkeypatch: pytest.MonkeyPatch, *, named: bool
) -> None:
    """Three statistics a second for a quarter of an hour, and a goal told anew at its end."""
    folded = 0

    def counted(*given: object, **named: object) -> GameState:
        nonlocal folded
        folded += 1
        return fold(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr("feeds.timeline.fold", counted)
    timeline = Timeline()
    timeline.add(goal(0, "g"), visible_from=0)
    for at in range(1, 900):
        for name in ("shots", "corners", "fouls"):
            fact = replace(stat(at, at, name if named else None), name=name)
            timeline.add(fact, visible_from=at)
        timeline.as_of(at)
    timeline.add(goal(0, "g", Side.AWAY), visible_from=900)
    assert score(timeline.as_of(900)) == (0, 1)
    assert folded <= 3 * 900 + 10


def random_arrivals(seed: int) -> list[Arrival]:
    """Facts in the order of their arrival, with times that run ahead of it or lag behind."""
    dice = random.Random(seed)
    known, arrivals = 0, []
    for number in range(40):
        known += dice.choice((0, 0, 1, 5, 20))
        at = None if dice.random() < 0.1 else max(0, known + dice.randint(-40, 40))
        names = [f"f{dice.randint(0, max(1, number))}" for _ in range(3)]
        arrivals.append((known if at is None else max(at, known), random_fact(dice, at, names)))
    return arrivals


def random_fact(  # noqa: C901, PLR0911 - a return for each kind of fact
    dice: random.Random, at: int | None, names: list[str]
) -> Fact:
    name = names[0] if dice.random() < 0.7 else None
    corrects = names[1] if dice.random() < 0.3 else None
    side, kind = dice.choice((Side.HOME, Side.AWAY)), dice.randrange(18)
    if kind < 5:
        return Goal(event_time=at, received=0, id=name, corrects=corrects, side=side)
    if kind < 8:
        return Retraction(event_time=at, received=0, id=name, retracts=names[2])
    if kind == 8:
        home, away = dice.randint(0, 5), dice.randint(0, 5)
        return Correction(
            event_time=at, received=0, id=name, corrects=corrects, home=home, away=away
        )
    if kind == 9:
        return PeriodStarted(event_time=at, received=0, id=name, period=dice.randint(1, 5))
    if kind == 10:
        return ClockSet(event_time=at, received=0, id=name, clock=dice.randint(0, 9) * MINUTE)
    if kind == 11 and dice.random() < 0.3:
        return match(at, name and f"m{name}")
    if kind == 12:
        card = dice.choice(list(CardColor))
        return Card(event_time=at, received=0, id=name, corrects=corrects, side=side, color=card)
    if kind == 13:
        return Substitution(event_time=at, received=0, id=name, corrects=corrects, side=side)
    if kind == 14:
        is_scored = dice.random() < 0.5
        return Kick(
            event_time=at, received=0, id=name, corrects=corrects, side=side, is_scored=is_scored
        )
    if kind == 15:
        return Points(event_time=at, received=0, id=name, corrects=corrects, side=side, points=2)
    return Stat(event_time=at, received=0, id=name, name="shots", home=dice.randint(0, 9), away=0)


@pytest.mark.parametrize("seed", range(150))
def test_a_timeline_that_was_asked_on_the_way_answers_like_a_fresh_one(seed: int) -> None:
    """Facts are added as they come and asked for as time goes on, now and then a step back."""
    dice, arrivals = random.Random(1000 + seed), random_arrivals(seed)
    timeline, given = Timeline(), 0
    for now in range(0, 300, 3):
        while given < len(arrivals) and arrivals[given][0] <= now + dice.choice((0, 30)):
            visible, fact = arrivals[given]
            timeline.add(fact, visible_from=visible)
            given += 1
        asked = max(0, now - (dice.randint(0, 60) if dice.random() < 0.1 else 0))
        assert timeline.as_of(asked) == filled(*arrivals[:given]).as_of(asked)


@pytest.mark.parametrize("seed", range(60))
def test_a_small_timeline_answers_like_a_wide_one(seed: int) -> None:
    """As long as nobody speaks of what was folded away: here, only the last few are spoken of."""
    dice, small, wide = random.Random(seed), Timeline(limit=24), Timeline()
    for at in range(200):
        names = [f"f{at // 4}{dice.choice('abcd')}" for _ in range(3)]
        fact = random_fact(dice, max(0, at - dice.randint(0, 2)), names)
        for timeline in (small, wide):
            timeline.add(fact, visible_from=at)
        assert small.as_of(at) == wide.as_of(at)
        assert len(small) <= 24
