"""Cricket's innings: runs as they are called, overs, rates, what is needed, who won."""

from typing import Any

import pytest

from feeds.happening import Side
from feeds.situation import Over
from feeds.sport import Sport
from feeds.state import GameState, Phase, SideState
from overlays.boards.innings import (
    Chase,
    Result,
    chase,
    lead,
    over_of,
    overs_text,
    per_over,
    result,
    run_rate,
    runs,
    score_text,
)

AT = 1_800_000_000_000_000
HOME, AWAY = GameState().home.team, GameState().away.team


def over(batting: Side, wickets: int, balls: int, **more: Any) -> Over:
    return Over(event_time=AT, received=AT, batting=batting, wickets=wickets, balls=balls, **more)


def match(*scores: tuple[int, int], bowled: Over | None = None, **more: Any) -> GameState:
    said: dict[str, Any] = {"phase": Phase.PLAYING, "period": len(scores), "scores": scores}
    return GameState(
        sport=Sport.CRICKET,
        home=SideState(team=HOME, score=sum(home for home, _ in scores)),
        away=SideState(team=AWAY, score=sum(away for _, away in scores)),
        situation=bowled,
        **(said | more),
    )


CHASED = {"limit": 120, "target": 208}
SECOND = match((207, 0), (0, 136), bowled=over(Side.AWAY, 7, 92, **CHASED))


@pytest.mark.parametrize(
    ("state", "texts"),
    [
        pytest.param(match((86, 0), bowled=over(Side.HOME, 2, 61)), ("86-2", "0"), id="first"),
        pytest.param(SECOND, ("207", "136-7"), id="second"),
        pytest.param(
            match((207, 0), (0, 172), bowled=over(Side.AWAY, 10, 118)), ("207", "172"), id="all-out"
        ),
        pytest.param(
            match((200, 0), (0, 150), (30, 0), bowled=over(Side.HOME, 1, 40)),
            ("30-1", "150"),
            id="the-third-is-its-own",
        ),
        pytest.param(
            match((200, 0), (0, 150), period=3, bowled=over(Side.HOME, 0, 1)),
            ("0-0", "150"),
            id="no-run-yet",
        ),
        pytest.param(match((0, 0)), ("0", "0"), id="no-ball-yet"),
        pytest.param(
            match((50, 0), scores=(), bowled=over(Side.HOME, 3, 40)), ("50-3", "0"), id="untold"
        ),
    ],
)
def test_scores_as_they_are_called(state: GameState, texts: tuple[str, str]) -> None:
    assert tuple(score_text(state, side) for side in Side) == texts


@pytest.mark.parametrize(
    ("balls", "an_over", "text"), [(0, 6, "0.0"), (92, 6, "15.2"), (120, 6, "20.0"), (7, 5, "1.2")]
)
def test_overs_as_they_are_called(balls: int, an_over: int, text: str) -> None:
    assert overs_text(over(Side.HOME, 0, balls, balls_an_over=an_over)) == text


@pytest.mark.parametrize(
    ("scored", "balls", "text"),
    [(136, 92, "8.87"), (0, 5, "0.00"), (36, 1, "216.00"), (1, 9, "0.67")],
)
def test_runs_an_over(scored: int, balls: int, text: str) -> None:
    assert per_over(scored, balls, 6) == text


def test_the_rate_of_the_innings() -> None:
    bowled = over_of(SECOND)
    assert bowled is not None
    assert run_rate(SECOND, bowled) == "8.87"
    assert run_rate(SECOND, over(Side.AWAY, 0, 0)) is None
    assert runs(SECOND, Side.HOME) == 207


@pytest.mark.parametrize(
    ("bowled", "needed", "rate"),
    [
        pytest.param(over(Side.AWAY, 7, 92, **CHASED), Chase(runs=72, balls=28), "15.43", id="on"),
        pytest.param(over(Side.AWAY, 7, 121, **CHASED), Chase(runs=72, balls=0), None, id="late"),
        pytest.param(
            over(Side.AWAY, 7, 92, target=208), Chase(runs=72, balls=None), None, id="no-limit"
        ),
        pytest.param(
            over(Side.AWAY, 7, 92, limit=120, target=90), Chase(runs=0, balls=28), None, id="won"
        ),
        pytest.param(over(Side.AWAY, 7, 92), None, None, id="no-target"),
    ],
)
def test_what_is_needed(bowled: Over, needed: Chase | None, rate: str | None) -> None:
    found = chase(SECOND, bowled)
    assert found == needed
    assert (found and found.rate(6)) == rate


@pytest.mark.parametrize(
    ("state", "ahead"),
    [
        pytest.param(match((86, 0)), None, id="first"),
        pytest.param(match((86, 0), (0, 100)), 14, id="second"),
        pytest.param(match((86, 0), (0, 60)), -26, id="behind"),
        pytest.param(match((86, 0), (0, 60), (30, 0)), -56, id="all-innings-count"),
    ],
)
def test_who_is_ahead(state: GameState, ahead: int | None) -> None:
    assert lead(state, over(Side.AWAY, 0, 1)) == ahead


@pytest.mark.parametrize(
    ("scored", "wickets", "expected"),
    [
        pytest.param(172, 10, Result(side=Side.HOME, runs=35), id="short"),
        pytest.param(208, 4, Result(side=Side.AWAY, wickets=6), id="chased"),
        pytest.param(212, 9, Result(side=Side.AWAY, wickets=1), id="by-one"),
        pytest.param(207, 8, None, id="tied"),
    ],
)
def test_who_won(scored: int, wickets: int, expected: Result | None) -> None:
    bowled = over(Side.AWAY, wickets, 118, **CHASED)
    over_now = match((207, 0), (0, scored), bowled=bowled, phase=Phase.FULL_TIME)
    assert result(over_now) == expected
    assert result(match((207, 0), (0, scored), bowled=bowled)) is None
    drawn = over(Side.AWAY, wickets, 118)
    assert result(match((207, 0), (0, scored), bowled=drawn, phase=Phase.FULL_TIME)) is None
