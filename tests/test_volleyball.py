"""Volleyball's scouting files: points by the score, sets as they end, a match past midnight."""

from typing import Any

import pytest

from feeds.event_time import from_iso
from feeds.happening import Side
from feeds.parsers import parser
from feeds.state import Phase
from tests.checks import checked, coded, real, score, told

HEAD = """[3DATAVOLLEYSCOUT]
FILEFORMAT: 2.0
[3MATCH]
12/28/2012;23.30.00;2012/2013;Cup;
[3TEAMS]
67;Heim Köln;3;;;1;
71;Gäste;0;;;2;
[3PLAYERS-H]
0;1;1;6;5;6;;;96;Flajs;Andrej;;C;2;False;96;;
0;13;9;*;*;*;;;146;Libero;Žan;;L;1;False;146;;
[3PLAYERS-V]
[3SCOUT]
*P15>LUp;;;;;;;;1;0;0;;;;
"""


def rally(side: str, home: int, away: int, time: str) -> str:
    return f"{side}p{home:02d}:{away:02d};;;;;;;{time};1;2;1;;;;\n"


def a_set(number: int, wins: Side, time: str = "23.40.00") -> str:
    """A set of three points: to nothing but for the first, which the loser makes."""
    points = [("a", 0, 1), ("*", 1, 1), ("*", 2, 1)]
    if wins is Side.AWAY:
        points = [("*" if side == "a" else "a", away, home) for side, home, away in points]
    return "".join(rally(*point, time) for point in points) + f"**{number}set;;;;;;;{time};\n"


def dvw(*parts: str, encoding: str = "cp1250") -> bytes:
    return (HEAD + "".join(parts)).encode(encoding)


@pytest.mark.parametrize("encoding", ["cp1250", "utf-8", "utf-8-sig"])
def test_data_volley(encoding: str) -> None:
    sets = a_set(1, Side.HOME), a_set(2, Side.AWAY), a_set(3, Side.HOME), a_set(4, Side.HOME)
    outcome = checked("volleyball", dvw(*sets, encoding=encoding))
    state = outcome.state
    assert (score(outcome), state.phase) == ((3, 1), Phase.FULL_TIME)
    assert state.scores == ((2, 1), (1, 2), (2, 1), (2, 1))
    assert (state.home.team.name, state.away.team.name) == ("Heim Köln", "Gäste")
    assert state.home.line_up is not None
    assert [(p.name, p.number, p.is_starter) for p in state.home.line_up.players] == [
        ("Andrej Flajs", "1", True),
        ("Žan Libero", "13", False),
    ]


def test_points_are_told_as_they_were_made() -> None:
    played = (
        rally("*", 1, 0, "23.59.50"),
        rally("a", 1, 1, "00.00.10"),
        rally("*", 3, 1, "00.00.40"),
    )
    facts = parser("volleyball").parse(dvw(*played), 0).facts
    points = told(facts, "points")
    assert [point.side.value for point in points] == ["home", "away", "home", "home"]
    assert points[0].event_time == from_iso("2012-12-28T23:59:50Z")
    assert points[1].event_time == from_iso("2012-12-29T00:00:10Z")


def test_a_match_that_grows() -> None:
    first = a_set(1, Side.HOME)
    outcome = checked("volleyball", dvw(), dvw(first), dvw(first, rally("a", 0, 1, "23.50.00")))
    assert (score(outcome), outcome.state.scores) == ((1, 0), ((2, 1), (0, 1)))
    assert outcome.state.phase is Phase.PLAYING


def vsm(*sets: list[tuple[int, int]]) -> dict[str, Any]:
    return {
        "team": {
            "home": {
                "name": "Heim",
                "players": [{"shirtNumber": 1, "code": "M", "firstName": "M", "lastName": "B"}],
            },
            "away": {"name": "Gast"},
        },
        "scout": {
            "sets": [
                {
                    "score": {},
                    "events": [
                        # Who won it is said wrongly: the score stands.
                        {"exchange": {"point": "*"}, "score": {"home": home, "away": away}}
                        for home, away in points
                    ],
                }
                for points in sets
            ]
        },
    }


def straight(home: int, away: int) -> list[tuple[int, int]]:
    loser = [(min(n, home), 0) for n in range(1, home + 1)] if home < away else []
    start = (home, 0) if home < away else (0, 0)
    if home < away:
        return loser + [(start[0], n) for n in range(1, away + 1)]
    return [(0, n) for n in range(1, away + 1)] + [(n, away) for n in range(1, home + 1)]


def test_volley_station() -> None:
    outcome = checked(
        "volleyball", vsm(straight(7, 25), straight(25, 20), straight(11, 25), straight(24, 26))
    )
    state = outcome.state
    assert (score(outcome), state.phase) == ((1, 3), Phase.FULL_TIME)
    assert state.scores == ((7, 25), (25, 20), (11, 25), (24, 26))
    assert state.home.team.name == "Heim"


@pytest.mark.parametrize(
    ("points", "sets"),
    [
        pytest.param(straight(24, 24), 0, id="level"),
        pytest.param(straight(25, 24), 0, id="by-one"),
        pytest.param(straight(25, 23), 1, id="won"),
    ],
)
def test_when_a_set_is_won(points: list[tuple[int, int]], sets: int) -> None:
    assert score(checked("volleyball", vsm(points))) == (sets, 0)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        pytest.param(coded({"scout": 1}), "neither a Data Volley", id="something-else"),
        pytest.param(b"[3DATAVOLLEYSCOUT]\n[3TEAMS]\n", "without two teams", id="no-teams"),
    ],
)
def test_what_is_no_match(raw: bytes, said: str) -> None:
    assert said in checked("volleyball", raw).warnings[0]


@pytest.mark.parametrize(
    ("pattern", "sets", "scores"),
    [
        ("PM06.dvw", (3, 0), ((25, 12), (25, 17), (25, 14))),
        ("*.vsm", (0, 3), ((7, 25), (11, 25), (14, 25))),
    ],
)
def test_real_matches(
    pattern: str, sets: tuple[int, int], scores: tuple[tuple[int, int], ...]
) -> None:
    outcome = checked("volleyball", *real("volleyball", pattern))
    assert (score(outcome), outcome.state.scores) == (sets, scores)
    assert (outcome.state.phase, outcome.warnings) == (Phase.FULL_TIME, ())
