"""Scores by sport and period: points, sets, corrections, what is brought and what is apart."""

from dataclasses import replace
from typing import Any

import pytest

from feeds.fact import (
    Aggregate,
    Card,
    CardColor,
    Correction,
    Fact,
    Goal,
    PeriodEnded,
    PeriodScores,
    PeriodStarted,
    Points,
    ShootOutScore,
    StatusSet,
)
from feeds.fact import MatchStatus as Status
from feeds.fold import fold
from feeds.happening import Side
from feeds.marks import WicketMark
from feeds.situation import Fouls, Over, Serve
from feeds.sport import Sport
from feeds.squad import LineUp, Player, Standings, TableRow
from feeds.state import GameState
from tests.test_periods import match

SIDES = {"h": Side.HOME, "a": Side.AWAY}


def points(text: str) -> list[Fact]:
    """Periods between bars; in each what is scored: `h2 a3` are two for home and three for away."""
    facts: list[Fact] = []
    for number, period in enumerate(text.split("|"), 1):
        facts.append(PeriodStarted(event_time=0, received=0, period=number))
        for one in period.split():
            side, worth = SIDES[one[0]], int(one[1:])
            facts.append(Points(event_time=0, received=0, side=side, points=worth))
    return facts


def folded(sport: Sport, *facts: Fact) -> GameState:
    state = GameState()
    for fact in (match(sport), *facts):
        state = fold(state, fact, shown_at=0)
    return state


def score(state: GameState) -> tuple[int, int]:
    return state.home.score, state.away.score


@pytest.mark.parametrize(
    ("sport", "text", "total", "scores"),
    [
        pytest.param(Sport.BASKETBALL, "h2 a3 h1 | a2", (3, 5), ((3, 3), (0, 2)), id="basketball"),
        pytest.param(Sport.AMERICAN_FOOTBALL, "h6 h1 || a3", (7, 3), ((7, 0), (0, 0), (0, 3))),
        pytest.param(Sport.VOLLEYBALL, "h1 a1 a1 | h1", (0, 0), ((1, 2), (1, 0)), id="volleyball"),
        pytest.param(Sport.BADMINTON, "a1 a1 | h1", (0, 0), ((0, 2), (1, 0)), id="badminton"),
        pytest.param(Sport.TABLE_TENNIS, "h1 | a1", (0, 0), ((1, 0), (0, 1)), id="table-tennis"),
        pytest.param(Sport.BASEBALL, "| a4", (0, 4), ((0, 0), (0, 4)), id="a-grand-slam"),
    ],
)
def test_points_count_in_their_period(
    sport: Sport, text: str, total: tuple[int, int], scores: tuple[tuple[int, int], ...]
) -> None:
    state = folded(sport, *points(text))
    assert (score(state), state.scores) == (total, scores)


def test_a_goal_counts_in_its_period_as_well() -> None:
    goal = Goal(event_time=0, received=0, side=Side.AWAY)
    state = folded(Sport.ICE_HOCKEY, *points("|"), goal)
    assert (score(state), state.scores) == ((0, 1), ((0, 0), (0, 1)))


def test_what_is_told_of_the_periods_stands() -> None:
    told = PeriodScores(event_time=0, received=0, scores=((25, 20), (7, 9)))
    state = folded(Sport.VOLLEYBALL, *points("h1"), told)
    assert (score(state), state.scores) == ((0, 0), ((25, 20), (7, 9)))


@pytest.mark.parametrize(
    ("sport", "text", "home", "away", "scores"),
    [
        pytest.param(Sport.BASKETBALL, "h2 | h2 a2", 6, 1, ((2, 0), (4, 1)), id="last-takes-it"),
        pytest.param(Sport.BASKETBALL, "h9 | h1", 8, 0, (), id="nobody-knows-where"),
        pytest.param(Sport.VOLLEYBALL, "h1 | h1", 1, 0, ((1, 0), (1, 0)), id="sets"),
    ],
)
def test_a_corrected_score_and_its_periods(
    sport: Sport, text: str, home: int, away: int, scores: tuple[tuple[int, int], ...]
) -> None:
    told = Correction(event_time=0, received=0, home=home, away=away)
    state = folded(sport, *points(text), told)
    assert (score(state), state.scores) == ((home, away), scores)


def test_what_was_brought_and_the_shoot_out_stand_apart() -> None:
    brought = Aggregate(event_time=0, received=0, home=1, away=5)
    kicks = ShootOutScore(event_time=0, received=0, home=4, away=2)
    state = folded(Sport.FOOTBALL, brought, kicks)
    assert (score(state), state.aggregate) == ((0, 0), (1, 5))
    assert (state.home.shootout, state.away.shootout) == (4, 2)


def test_the_latest_situation_stands() -> None:
    fouls = Fouls(event_time=0, received=0, home=4, away=5, away_bonus=True)
    serve = Serve(event_time=0, received=0, server=Side.AWAY)
    assert folded(Sport.BASKETBALL, fouls).situation == fouls
    assert folded(Sport.VOLLEYBALL, fouls, serve).situation == serve


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(((6, 4),), ((6, 5),), (Side.AWAY, 1), id="a-game"),
        pytest.param(((6, 4),), ((6, 4), (1, 0)), (Side.HOME, 1), id="the-first-of-a-set"),
        pytest.param((), ((0, 3),), (Side.AWAY, 3), id="told-late"),
        pytest.param(((6, 4),), ((6, 4),), None, id="the-same"),
        pytest.param(((6, 4),), ((6, 4), (0, 0)), None, id="a-set-begins"),
        pytest.param(((6, 4),), ((6, 3),), None, id="set-right"),
        pytest.param(((6, 4),), ((7, 5),), None, id="both"),
        pytest.param(((6, 4), (2, 2)), ((6, 4),), None, id="a-set-less"),
    ],
)
def test_a_set_s_score_that_rises_is_a_point(
    before: tuple[tuple[int, int], ...],
    after: tuple[tuple[int, int], ...],
    expected: tuple[Side, int] | None,
) -> None:
    told = [PeriodScores(event_time=0, received=0, scores=scores) for scores in (before, after)]
    state = fold(folded(Sport.TENNIS), told[0], shown_at=0)
    mark = fold(replace(state, points=None), told[1], shown_at=7).points
    assert (mark and (mark.at, mark.side, mark.points)) == (expected and (7, *expected))
    assert folded(Sport.BASKETBALL, *told).points is None


def test_a_wicket_is_marked_as_it_falls() -> None:
    def over(wickets: int, batting: Side = Side.HOME) -> Over:
        return Over(event_time=0, received=0, batting=batting, wickets=wickets, balls=1)

    state = folded(Sport.CRICKET, over(0), over(2))
    assert state.wicket == WicketMark(at=0, event_time=0, side=Side.HOME, number=2)
    assert fold(state, over(2), shown_at=9).wicket == state.wicket
    assert fold(state, over(1), shown_at=9).wicket is None
    other = fold(state, over(1, Side.AWAY), shown_at=9).wicket
    assert other == WicketMark(at=9, event_time=0, side=Side.AWAY, number=1)


def test_a_match_is_held_up_and_goes_on() -> None:
    storm = StatusSet(event_time=0, received=0, status=Status.SUSPENDED, reason="storm")
    again = StatusSet(event_time=0, received=0, status=Status.AS_PLANNED)
    assert folded(Sport.FOOTBALL).status is Status.AS_PLANNED
    assert folded(Sport.FOOTBALL, storm).status is Status.SUSPENDED
    assert folded(Sport.FOOTBALL, storm, again).status is Status.AS_PLANNED


def test_line_ups_stand_with_their_side() -> None:
    line_up = LineUp(event_time=0, received=0, side=Side.AWAY, players=(Player(name="One"),))
    booked = Card(event_time=0, received=0, side=Side.AWAY, color=CardColor.RED)
    state = folded(Sport.FOOTBALL, line_up, booked)
    assert (state.away.line_up, state.away.red_cards, state.home.line_up) == (line_up, 1, None)


def test_tables_stand_by_name() -> None:
    def table(name: str, team: str) -> Standings:
        return Standings(
            event_time=0, received=0, name=name, rows=(TableRow(team=team, points=3, played=1),)
        )

    state = folded(Sport.FOOTBALL, table("A", "One"), table("B", "Two"), table("A", "Three"))
    assert state.standings == (table("B", "Two"), table("A", "Three"))


@pytest.mark.parametrize(
    ("now", "minute", "scores"),
    [
        pytest.param("1", 30, ((1, 0),), id="of-this-half"),
        pytest.param("2", 30, ((1, 0), (0, 0)), id="told-late"),
        pytest.param("1", 47, ((1, 0),), id="added-time-as-some-feeds-count-it"),
        pytest.param("1 over", 47, ((0, 0), (1, 0)), id="after-the-interval"),
        pytest.param("1", 61, ((0, 0), (1, 0)), id="the-interval-was-missed"),
        pytest.param("2", 106, ((0, 0), (0, 0), (0, 0), (1, 0)), id="extra-time-was-missed"),
        pytest.param("2 over", 94, ((0, 0), (0, 0), (1, 0)), id="of-extra-time"),
        pytest.param("3", 95, ((0, 0), (0, 0), (1, 0)), id="of-this-half-of-it"),
        pytest.param("2", 90, ((0, 0), (1, 0)), id="the-last-minute"),
    ],
)
def test_a_football_goal_counts_in_the_half_of_its_minute(
    now: str, minute: int, scores: tuple[tuple[int, int], ...]
) -> None:
    number, _, is_over = now.partition(" ")
    by: dict[str, Any] = {"event_time": 0, "received": 0}
    told: list[Fact] = [PeriodStarted(period=one, **by) for one in range(1, int(number) + 1)]
    told += [PeriodEnded(period=int(number), **by)] if is_over else []
    state = folded(Sport.FOOTBALL, *told, Goal(side=Side.HOME, minute=minute, **by))
    padded = (*state.scores, *[(0, 0)] * (int(number) - len(state.scores)))
    assert (padded, score(state)) == (scores, (1, 0))
