"""Marks: what lately happened, since when it shows, and what takes it away."""

from dataclasses import replace

import pytest

from feeds.fact import (
    Card,
    CardColor,
    ClockSet,
    Correction,
    Fact,
    Goal,
    InningHalf,
    Kick,
    Match,
    MatchEnded,
    PeriodEnded,
    PeriodStarted,
    Points,
    Retraction,
    ShootOutScore,
    Substitution,
    Team,
)
from feeds.fold import fold
from feeds.happening import Side
from feeds.marks import (
    CardMark,
    KickMark,
    PeriodMark,
    PeriodStep,
    PointsMark,
    ScoredMark,
    SubstitutionMark,
)
from feeds.scoring import MARKS_AT_MOST
from feeds.sport import Sport
from feeds.state import GameState
from feeds.timeline import Timeline

MINUTE = 60_000_000
CARD = Card(
    event_time=10,
    received=0,
    id="c",
    side=Side.AWAY,
    color=CardColor.SECOND_YELLOW,
    player="Roe",
    minute=45,
    added=2,
)
CHANGE = Substitution(
    event_time=20, received=0, id="s", side=Side.HOME, player_in="In", player_out="Out", minute=60
)
BASKET = Points(event_time=30, received=0, id="p", side=Side.HOME, points=3, player="X", way="3pt")
GOAL = Goal(event_time=40, received=0, id="g", side=Side.HOME, player="Nine", minute=7)
KICK = Kick(
    event_time=50, received=0, id="k", side=Side.AWAY, is_scored=False, player="Roe", number=2
)


def shown(*facts: Fact, at: int = MINUTE, late: int = 0) -> GameState:
    """The state at `at`, each fact known `late` after it happened."""
    timeline = Timeline()
    for fact in facts:
        timeline.add(fact, visible_from=(fact.event_time or 0) + late)
    return timeline.as_of(at)


def taken_back(name: str) -> Retraction:
    return Retraction(event_time=100, received=0, retracts=name)


def test_a_card_is_marked_from_when_it_shows() -> None:
    mark = CardMark(
        at=15,
        event_time=10,
        side=Side.AWAY,
        color=CardColor.SECOND_YELLOW,
        player="Roe",
        minute=45,
        added=2,
    )
    state = shown(CARD, late=5)
    assert (state.card, state.cards, mark.minute_text) == (mark, (mark,), "45+2'")


def test_a_change_of_players_is_marked() -> None:
    mark = SubstitutionMark(
        at=20, event_time=20, side=Side.HOME, player_in="In", player_out="Out", minute=60
    )
    assert shown(CHANGE).substitution == mark


def test_points_are_marked() -> None:
    mark = PointsMark(at=30, event_time=30, side=Side.HOME, points=3, player="X", way="3pt")
    assert shown(BASKET).points == mark


@pytest.mark.parametrize("fact", [CARD, CHANGE, BASKET, GOAL, KICK], ids=lambda fact: fact.type)
def test_what_is_taken_back_leaves_what_was_before(fact: Fact) -> None:
    """The mark before it is there again, with its own moment."""
    before = replace(fact, id="before", event_time=1)
    alone = shown(before)
    both = shown(before, fact)
    state = shown(before, fact, taken_back(fact.id or ""))
    marks = [(one.card, one.substitution, one.points, one.kicks) for one in (state, alone)]
    assert marks[0] == marks[1]
    assert state.goals == alone.goals
    assert both.news - alone.news


def test_what_is_told_anew_keeps_its_moment() -> None:
    named = replace(CARD, player="Roe Two", revision=1)
    timeline = Timeline()
    timeline.add(CARD, visible_from=10)
    timeline.add(named, visible_from=500)
    card = timeline.as_of(600).card
    assert card is not None
    assert (card.player, card.at) == ("Roe Two", 10)


def test_all_stand_in_the_order_of_events_and_the_last_are_kept() -> None:
    cards = [
        replace(CARD, id=f"c{at}", event_time=at, minute=at) for at in range(MARKS_AT_MOST + 6)
    ]
    state = shown(*reversed(cards))
    assert [card.minute for card in state.cards] == list(range(6, MARKS_AT_MOST + 6))
    assert state.away.red_cards == MARKS_AT_MOST + 6


def correction(home: int, away: int) -> Correction:
    return Correction(event_time=90, received=0, home=home, away=away)


@pytest.mark.parametrize(
    ("truth", "scorers"),
    [
        pytest.param(correction(2, 1), ["A", "B", "C"], id="as-told"),
        pytest.param(correction(1, 1), ["A", "B"], id="the-latest-of-the-side-goes"),
        pytest.param(correction(0, 1), ["B"], id="all-of-it"),
        pytest.param(correction(5, 0), ["A", "C"], id="the-other-s"),
    ],
)
def test_no_more_scorers_than_goals(truth: Correction, scorers: list[str]) -> None:
    told = [
        replace(GOAL, id=name, event_time=at, side=side, player=name)
        for at, (name, side) in enumerate((("A", Side.HOME), ("B", Side.AWAY), ("C", Side.HOME)))
    ]
    assert [goal.player for goal in shown(*told, truth).goals] == scorers


@pytest.mark.parametrize(
    ("truth", "is_there"),
    [
        pytest.param(correction(0, 0), False, id="its-side-s-score-falls"),
        pytest.param(correction(3, 2), True, id="it-does-not"),
    ],
)
def test_points_are_no_news_once_the_score_falls(truth: Correction, *, is_there: bool) -> None:
    assert (shown(BASKET, truth).points is not None) == is_there


def started(period: int, at: int | None, half: InningHalf | None = None) -> PeriodStarted:
    return PeriodStarted(event_time=at, received=0, period=period, half=half)


def clock(at: int, minutes: int, period: int | None = None) -> ClockSet:
    return ClockSet(event_time=at, received=0, clock=minutes * MINUTE, period=period)


ENDED = PeriodEnded(event_time=50 * MINUTE, received=0, period=1)
OVER = MatchEnded(event_time=99 * MINUTE, received=0)


@pytest.mark.parametrize(
    ("facts", "step", "period", "event_time", "at"),
    [
        pytest.param([started(1, 5)], PeriodStep.STARTED, 1, 5, 7, id="started"),
        pytest.param(
            [started(1, 5), ENDED], PeriodStep.ENDED, 1, 50 * MINUTE, 50 * MINUTE + 2, id="ended"
        ),
        pytest.param(
            [started(2, 5), OVER], PeriodStep.OVER, 2, 99 * MINUTE, 99 * MINUTE + 2, id="over"
        ),
        pytest.param(
            [clock(60 * MINUTE, 50, 2)],
            PeriodStep.STARTED,
            2,
            55 * MINUTE,
            60 * MINUTE + 2,
            id="as-long-ago-as-its-clock-has-run",
        ),
        pytest.param(
            [started(1, 5), clock(9, 0), clock(11, 1, 1)],
            PeriodStep.STARTED,
            1,
            5,
            7,
            id="a-clock-of-the-same-period-begins-nothing",
        ),
        pytest.param(
            [ENDED, clock(60 * MINUTE, 45)],
            PeriodStep.STARTED,
            2,
            60 * MINUTE,
            60 * MINUTE + 2,
            id="a-clock-that-runs-in-the-interval",
        ),
        pytest.param(
            [clock(60 * MINUTE, 45, 2), started(2, 61 * MINUTE)],
            PeriodStep.STARTED,
            2,
            60 * MINUTE,
            60 * MINUTE + 2,
            id="told-twice-keeps-its-moment",
        ),
    ],
)
def test_what_became_of_a_period(
    facts: list[Fact], step: PeriodStep, period: int, event_time: int, at: int
) -> None:
    assert shown(*facts, at=100 * MINUTE, late=2).period_mark == PeriodMark(
        at=at, event_time=event_time, step=step, period=period
    )


def test_each_half_of_an_inning_is_one() -> None:
    top, bottom = started(1, 5, InningHalf.TOP), started(1, 9, InningHalf.BOTTOM)
    mark = shown(top, bottom).period_mark
    assert mark is not None
    assert (mark.half, mark.at) == (InningHalf.BOTTOM, 9)


def test_a_clock_that_counts_down_says_when_its_period_began() -> None:
    team = Team(name="A")
    match = Match(event_time=0, received=0, sport=Sport.BASKETBALL, home=team, away=team)
    mark = shown(match, clock(10 * MINUTE, 9, 3), at=20 * MINUTE).period_mark
    assert mark is not None
    assert mark.event_time == 7 * MINUTE


def kicks(state: GameState) -> str:
    """Each kick by its side, in capitals where it was scored; and what they come to."""
    taken = [kick.side.value[0] for kick in state.kicks]
    letters = "".join(
        one.upper() if kick.is_scored else one for one, kick in zip(taken, state.kicks, strict=True)
    )
    return f"{letters} {state.home.shootout}-{state.away.shootout}"


def kick(at: int, side: str, *, is_in: bool = True) -> Kick:
    return Kick(
        event_time=at, received=0, id=f"k{at}", side=Side.HOME if side == "h" else Side.AWAY,
        is_scored=is_in,
    )  # fmt: skip


SHOOT_OUT = started(5, 1)


@pytest.mark.parametrize(
    ("facts", "taken"),
    [
        pytest.param([SHOOT_OUT], " 0-0", id="none"),
        pytest.param(
            [SHOOT_OUT, kick(2, "h"), kick(3, "a", is_in=False), kick(4, "h")],
            "HaH 2-0",
            id="three",
        ),
        pytest.param([SHOOT_OUT, kick(3, "a"), kick(2, "h")], "HA 1-1", id="in-their-order"),
        pytest.param([SHOOT_OUT, GOAL, kick(60, "a")], "HA 1-1", id="a-goal-is-one-scored"),
        pytest.param([kick(2, "h")], "H 1-0", id="of-a-shoot-out-nobody-began"),
        pytest.param(
            [SHOOT_OUT, kick(2, "h"), kick(3, "a"), taken_back("k3")], "H 1-0", id="taken-back"
        ),
        pytest.param(
            [
                SHOOT_OUT,
                kick(2, "h"),
                ShootOutScore(event_time=3, received=0, home=3, away=2),
                kick(4, "a"),
            ],
            "HA 3-3",
            id="a-score-stands-for-all-before-it",
        ),
    ],
)
def test_kicks(facts: list[Fact], taken: str) -> None:
    state = shown(*facts)
    assert kicks(state) == taken
    assert (state.home.score, state.away.score, state.goal) == (0, 0, None)


def test_a_kick_is_marked() -> None:
    assert shown(KICK, late=3).kicks == (
        KickMark(at=53, event_time=50, side=Side.AWAY, is_scored=False, player="Roe", number=2),
    )


def test_news_is_no_news_after_a_jump() -> None:
    """All that was shown before stands as of long ago; what comes later is news."""
    told: list[Fact] = [CARD, CHANGE, BASKET, GOAL, KICK, started(2, 60)]
    before = shown(*told)
    fresh = replace(CARD, id="c2", event_time=70)
    after = shown(*told, fresh).without(before.news)
    assert {kind for kind, _ in before.news} == {
        "card", "goal", "kick", "period", "points", "substitution",
    }  # fmt: skip
    assert not after.news & before.news
    assert {news for news in after.news if news[1] > 0} == {("card", 70)}
    assert after.goals == ((after.goal,) if after.goal else ())
    assert replace(after, cards=()) == replace(after.without(frozenset()), cards=())


def test_a_state_of_which_nothing_is_news_stays_itself() -> None:
    state = shown(CARD)
    assert state.without(frozenset({("card", 9)})) is state


@pytest.mark.parametrize(
    ("minute", "added", "text"),
    [(None, None, ""), (7, None, "7'"), (45, 2, "45+2'"), (90, 0, "90'")],
)
def test_a_minute_as_it_is_written(minute: int | None, added: int | None, text: str) -> None:
    assert ScoredMark(at=0, side=Side.HOME, minute=minute, added=added).minute_text == text


def test_a_yellow_card_counts_as_one() -> None:
    state = fold(GameState(), replace(CARD, color=CardColor.YELLOW), shown_at=1)
    assert (state.away.yellow_cards, state.away.red_cards) == (1, 0)
