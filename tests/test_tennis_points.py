"""Tennis point by point: points as they are called, games a set, sets in the score."""

import csv
import io
from typing import Any

import pytest

from feeds.happening import Side
from feeds.situation import GamePoints
from feeds.state import Phase
from tests.checks import checked, real, score

FIELDS = [
    "match_id",
    "ElapsedTime",
    "SetNo",
    "P1GamesWon",
    "P2GamesWon",
    "SetWinner",
    "GameNo",
    "GameWinner",
    "PointNumber",
    "PointWinner",
    "PointServer",
    "P1Score",
    "P2Score",
]


def point(
    time: str, set_number: int, games: tuple[int, int], points: tuple[str, str], **more: Any
) -> dict[str, str]:
    return {
        "match_id": more.pop("match", "2024-usopen-2101"),
        "ElapsedTime": time,
        "SetNo": str(set_number),
        "P1GamesWon": str(games[0]),
        "P2GamesWon": str(games[1]),
        "SetWinner": str(more.pop("wins_set", 0)),
        "GameNo": str(more.pop("game", 1)),
        "GameWinner": str(more.pop("wins_game", 0)),
        "PointNumber": more.pop("number", "1"),
        "PointWinner": "1",
        "PointServer": str(more.pop("server", 1)),
        "P1Score": points[0],
        "P2Score": points[1],
    }


def table(*rows: dict[str, str]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, FIELDS)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


NAMES = (
    b"match_id,player1,player2,partner1,partner2\r\n"
    b"2024-usopen-2101,Ann One,Bea Two,,\r\n2024-usopen-5101,C,D,E,F\r\n"
)
SET = [
    point("0:00:00", 1, (0, 0), ("0", "0"), number="0X"),
    point("0:00:30", 1, (0, 0), ("15", "0")),
    point("0:20:00", 1, (5, 0), ("40", "30"), game=6),
    point("0:21:00", 1, (6, 0), ("0", "0"), game=6, wins_game=1, wins_set=1),
]
SECOND = [
    point("0:22:00", 2, (0, 0), ("0", "15"), server=2),
    point("0:40:00", 2, (6, 2), ("0", "0"), game=8, wins_game=1, wins_set=1),
]


def test_a_match() -> None:
    outcome = checked("tennis_points", NAMES, table(*SET, *SECOND))
    state = outcome.state
    assert (score(outcome), state.scores) == ((2, 0), ((6, 0), (6, 2)))
    assert (state.phase, outcome.clock, state.best_of) == (Phase.FULL_TIME, None, 3)
    assert (state.home.team.name, state.away.team.name) == ("Ann One", "Bea Two")


def test_points_as_they_are_called() -> None:
    outcome = checked("tennis_points", table(*SET, SECOND[0]))
    state = outcome.state
    assert (score(outcome), state.period, state.phase) == ((1, 0), 2, Phase.PLAYING)
    assert isinstance(state.situation, GamePoints)
    assert (state.situation.home, state.situation.away) == ("0", "15")
    assert (state.situation.server, state.situation.is_tie_break) == (Side.AWAY, False)
    assert state.home.team.name == "Player 1"


def test_a_tie_break_instead_of_the_last_set_decides_it() -> None:
    both = {"match": "2024-usopen-5101"}
    lost = point("0:40:00", 2, (4, 6), ("0", "0"), game=10, wins_game=2, wins_set=2)
    rows = [row | {"match_id": both["match"]} for row in (*SET, lost)]
    rows += [
        point("0:50:00", 3, (0, 0), ("8", "9"), **both),
        point("0:51:00", 3, (0, 1), ("0", "0"), wins_game=2, **both),
    ]
    tie_break = checked("tennis_points", table(*rows[:-1])).state.situation
    assert isinstance(tie_break, GamePoints)
    assert tie_break.is_tie_break
    outcome = checked("tennis_points", NAMES, table(*rows), match="2024-usopen-5101")
    assert (score(outcome), outcome.state.phase) == ((1, 2), Phase.FULL_TIME)
    assert outcome.state.home.team.name == "C / E"


def test_men_s_singles_take_three_sets() -> None:
    rows = [row | {"match_id": "2024-usopen-1101"} for row in (*SET, *SECOND)]
    assert checked("tennis_points", table(*rows)).state.phase is Phase.BREAK


@pytest.mark.parametrize("raw", [b"a,b\r\n1,2\r\n", b"{}", b"match_id\r\n"])
def test_what_is_something_else(raw: bytes) -> None:
    assert "neither a table of points" in checked("tennis_points", raw).warnings[0]


def test_the_real_tables() -> None:
    matches, points = real("tennis_slam", "*.csv")
    outcome = checked("tennis_points", matches, points, match="2024-usopen-5101")
    assert (score(outcome), outcome.state.phase) == ((1, 2), Phase.FULL_TIME)
    assert outcome.state.scores == ((6, 4), (6, 7), (0, 1))
    assert outcome.state.away.team.name == "Anna Danilina / Harri Heliovaara"
    for match in outcome.matches[:12]:
        found = checked("tennis_points", matches, points, match=match.id)
        assert found.unreadable == 0
        assert max(score(found)) == 2
