"""The timeline: what is known as of a moment, whatever the order in which facts came."""

import random
from collections.abc import Sequence

import pytest

from feeds.fact import Correction, Fact, Goal, PeriodStarted, Retraction, Side, Stat
from feeds.state import GameState
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


def test_a_corrected_goal_keeps_the_moment_it_was_first_shown() -> None:
    """Its strap does not come up a second time."""
    state = filled((12, goal(10, "g")), (90, goal(10, "g", Side.AWAY))).as_of(100)
    assert state.goal is not None
    assert (state.goal.at, state.goal.side) == (12, Side.AWAY)


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


def test_a_fact_of_a_folded_id_is_a_fact_of_its_own() -> None:
    """What was folded away cannot be taken back any more."""
    timeline = Timeline(limit=4)
    for at in range(4):
        timeline.add(goal(at, f"g{at}"), visible_from=at)
        timeline.as_of(at)
    timeline.add(goal(9), visible_from=9)
    timeline.add(retraction(10, "g0"), visible_from=10)
    assert score(timeline.as_of(10)) == (5, 0)


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


def random_fact(dice: random.Random, at: int | None, names: list[str]) -> Fact:
    name = names[0] if dice.random() < 0.7 else None
    corrects = names[1] if dice.random() < 0.3 else None
    side, kind = dice.choice((Side.HOME, Side.AWAY)), dice.randrange(10)
    if kind < 5:
        return Goal(event_time=at, received=0, id=name, corrects=corrects, side=side)
    if kind < 8:
        return Retraction(event_time=at, received=0, id=name, retracts=names[2])
    if kind == 8:
        home, away = dice.randint(0, 5), dice.randint(0, 5)
        return Correction(
            event_time=at, received=0, id=name, corrects=corrects, home=home, away=away
        )
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
