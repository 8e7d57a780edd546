"""Games of sets: what hangs on the next point, who serves, which sets there are."""

from typing import Any

import pytest

from feeds.fact import MatchStatus
from feeds.happening import Side
from feeds.marks import PointsMark
from feeds.situation import GamePoints, Serve
from feeds.sport import Sport
from feeds.state import GameState, Phase, SideState
from overlays.boards.sets import server, sets_of, standing_word, winner

AT = 1_800_000_000_000_000
HOME, AWAY = SideState(team=GameState().home.team), SideState(team=GameState().away.team)


def state(score: tuple[int, int], won: tuple[int, int] = (0, 0), **more: Any) -> GameState:
    """In the set that comes after those that were won."""
    said: dict[str, Any] = {
        "sport": Sport.TENNIS,
        "phase": Phase.PLAYING,
        "period": sum(won) + 1,
        "scores": (*[(6, 4)] * won[0], *[(4, 6)] * won[1], score),
    }
    home, away = SideState(team=HOME.team, score=won[0]), SideState(team=AWAY.team, score=won[1])
    return GameState(home=home, away=away, **(said | more))


def tennis(
    games: tuple[int, int], called: str, won: tuple[int, int] = (0, 0), **more: Any
) -> GameState:
    """Points as "40-15", in a tie-break as "6:5"; home serves."""
    home, _, away = called.replace(":", "-").partition("-")
    points = GamePoints(
        event_time=AT,
        received=AT,
        home=home,
        away=away,
        server=Side.HOME,
        is_tie_break=":" in called,
    )
    return state(games, won, situation=points, **more)


def rallies(score: tuple[int, int], won: tuple[int, int] = (0, 0), **more: Any) -> GameState:
    return state(score, won, sport=Sport.VOLLEYBALL, **more)


def badminton(score: tuple[int, int], won: tuple[int, int] = (0, 0)) -> GameState:
    return state(score, won, sport=Sport.BADMINTON)


@pytest.mark.parametrize(
    ("at", "word"),
    [
        pytest.param(tennis((0, 0), "0-0"), "", id="begins"),
        pytest.param(tennis((3, 3), "30-40"), "break_point", id="receiver-at-40"),
        pytest.param(tennis((3, 3), "40-30"), "", id="server-at-40"),
        pytest.param(tennis((3, 3), "40-40"), "", id="deuce"),
        pytest.param(tennis((3, 3), "40-AD"), "break_point", id="advantage-out"),
        pytest.param(tennis((5, 3), "40-30"), "set_point", id="to-win-the-set"),
        pytest.param(tennis((5, 5), "40-30"), "", id="five-all"),
        pytest.param(tennis((6, 5), "AD-40"), "set_point", id="six-five"),
        pytest.param(tennis((6, 6), "3:2"), "tie_break", id="tie-break"),
        pytest.param(tennis((6, 6), "6:2"), "set_point", id="tie-break-at-six"),
        pytest.param(tennis((6, 6), "6:6"), "tie_break", id="tie-break-level"),
        pytest.param(tennis((6, 6), "x:6"), "tie_break", id="tie-break-misspelt"),
        pytest.param(tennis((5, 3), "40-0", (1, 0), best_of=3), "match_point", id="of-three"),
        pytest.param(tennis((5, 3), "40-0", (1, 0), best_of=5), "set_point", id="of-five"),
        pytest.param(tennis((5, 3), "40-0", (1, 0)), "set_point", id="of-nobody-knows"),
        pytest.param(tennis((5, 3), "40-0", (2, 0)), "match_point", id="two-sets-up"),
        pytest.param(tennis((0, 0), "8:6", (1, 1), best_of=3), "tie_break", id="last-goes-to-ten"),
        pytest.param(tennis((0, 0), "9:6", (1, 1), best_of=3), "match_point", id="instead-of-set"),
        pytest.param(rallies((23, 20)), "", id="volleyball"),
        pytest.param(rallies((24, 20)), "set_point", id="at-24"),
        pytest.param(rallies((24, 24)), "", id="24-all"),
        pytest.param(rallies((26, 27)), "set_point", id="beyond-25"),
        pytest.param(rallies((25, 20)), "", id="won-already"),
        pytest.param(rallies((24, 20), (2, 0)), "match_point", id="two-sets-and-24"),
        pytest.param(rallies((20, 24), (2, 0)), "set_point", id="to-stay-in"),
        pytest.param(rallies((12, 14), (2, 2)), "match_point", id="the-fifth-is-to-15"),
        pytest.param(rallies((24, 20), (1, 0), best_of=3), "match_point", id="as-told"),
        pytest.param(badminton((20, 3)), "game_point", id="badminton"),
        pytest.param(badminton((28, 29)), "game_point", id="one-more-is-two-more"),
        pytest.param(badminton((29, 29), (1, 1)), "match_point", id="the-thirtieth-wins"),
        pytest.param(badminton((29, 30)), "", id="won-at-thirty"),
        pytest.param(rallies((24, 20), phase=Phase.BREAK), "", id="between-sets"),
        pytest.param(rallies((24, 20), phase=Phase.FULL_TIME), "final", id="over"),
        pytest.param(rallies((24, 20), status=MatchStatus.DELAYED), "delayed", id="held-up"),
    ],
)
def test_what_hangs_on_the_next_point(at: GameState, word: str) -> None:
    assert standing_word(at) == word


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        pytest.param(tennis((0, 0), "0-0"), Side.HOME, id="as-told"),
        pytest.param(tennis((0, 0), "0-0", phase=Phase.BREAK), None, id="nobody-in-a-break"),
        pytest.param(
            rallies((0, 0), situation=Serve(event_time=AT, received=AT, server=Side.AWAY)),
            Side.AWAY,
            id="volleyball-told",
        ),
        pytest.param(
            rallies((0, 1), points=PointsMark(at=AT, side=Side.AWAY, points=1)),
            Side.AWAY,
            id="who-won-the-rally-before",
        ),
        pytest.param(
            rallies((0, 0), (1, 0), points=PointsMark(at=AT, side=Side.AWAY, points=1)),
            None,
            id="not-by-a-set-before",
        ),
        pytest.param(
            state((3, 2), points=PointsMark(at=AT, side=Side.AWAY, points=1)),
            None,
            id="not-by-games",
        ),
    ],
)
def test_who_serves(at: GameState, expected: Side | None) -> None:
    assert server(at) is expected


@pytest.mark.parametrize(
    ("at", "scores", "is_whole"),
    [
        pytest.param(state((1, 0)), ((1, 0),), True, id="first"),
        pytest.param(state((1, 0), (1, 0)), ((6, 4), (1, 0)), True, id="second"),
        pytest.param(GameState(), ((0, 0),), True, id="nothing-known"),
        pytest.param(state((1, 0), scores=(), period=2), ((0, 0), (0, 0)), True, id="untold"),
        pytest.param(
            state((1, 0), (1, 1), scores=((3, 2),), period=1), ((3, 2),), False, id="part"
        ),
        pytest.param(state((1, 0), scores=((7, 6),) * 99), ((7, 6),) * 5, True, id="absurd"),
    ],
)
def test_the_sets_there_are(
    at: GameState, scores: tuple[tuple[int, int], ...], *, is_whole: bool
) -> None:
    found = sets_of(at)
    assert (found.scores, found.is_whole, found.is_on) == (scores, is_whole, True)


def test_who_won() -> None:
    over = state((6, 4), (1, 1), phase=Phase.FULL_TIME)
    assert winner(over) is None
    won = GameState(home=SideState(team=HOME.team, score=2), phase=Phase.FULL_TIME)
    assert winner(won) is Side.HOME
    assert winner(state((6, 4), (2, 0))) is None
