"""football-data.org: statuses, scores with the kicks in them, goals where there are any."""

from typing import Any

import pytest

from feeds.fact import MatchStatus
from feeds.happening import Side
from feeds.state import Phase
from tests.checks import checked, news, real, score, told


def match(
    status: str,
    home: int | None = None,
    away: int | None = None,
    goals: list[dict[str, Any]] | None = None,
    **more: Any,
) -> dict[str, Any]:
    said = {"fullTime": {"home": home, "away": away}, "halfTime": {"home": None, "away": None}}
    return {
        "id": more.pop("number", 1),
        "status": status,
        "competition": {"name": "League"},
        "homeTeam": {"id": 11, "name": "Home FC", "tla": "HFC"},
        "awayTeam": {"id": 12, "name": "Away FC", "tla": "AFC"},
        "score": said | more.pop("score", {}),
        "goals": goals or [],
        **more,
    }


def goal(team: int, minute: int, added: int | None = None, kind: str = "REGULAR") -> dict[str, Any]:
    return {
        "minute": minute,
        "injuryTime": added,
        "type": kind,
        "team": {"id": team},
        "scorer": {"id": 5, "name": "Scorer"},
        "assist": None,
    }


@pytest.mark.parametrize(
    ("payload", "phase"),
    [
        pytest.param(match("TIMED"), Phase.PRE_MATCH, id="timed"),
        pytest.param(match("IN_PLAY", 0, 0), Phase.FIRST_HALF, id="played"),
        pytest.param(match("IN_PLAY", 0, 0, minute=62), Phase.SECOND_HALF, id="by-its-minute"),
        pytest.param(match("PAUSED", 0, 0), Phase.HALF_TIME, id="paused"),
        pytest.param(
            match("EXTRA_TIME", 0, 0, minute=107), Phase.EXTRA_SECOND_HALF, id="extra-time"
        ),
        pytest.param(match("PENALTY_SHOOTOUT", 0, 0), Phase.SHOOT_OUT, id="kicks"),
        pytest.param(match("FINISHED", 0, 0), Phase.FULL_TIME, id="finished"),
        pytest.param(match("WHATEVER", 0, 0), Phase.PRE_MATCH, id="unknown"),
    ],
)
def test_phases(payload: dict[str, Any], phase: Phase) -> None:
    assert checked("football_data", {"matches": [payload]}).state.phase is phase


def test_the_second_half_is_known_by_the_first_one_s_result() -> None:
    half = {"halfTime": {"home": 1, "away": 0}}
    payload = match("IN_PLAY", 1, 0, score=half)
    assert checked("football_data", payload).state.phase is Phase.SECOND_HALF


def test_full_time_has_the_kicks_in_it() -> None:
    said = {"duration": "PENALTY_SHOOTOUT", "penalties": {"home": 4, "away": 2}}
    outcome = checked("football_data", match("FINISHED", 5, 3, score=said))
    assert score(outcome) == (1, 1)
    assert (outcome.state.home.shootout, outcome.state.away.shootout) == (4, 2)
    assert outcome.state.phase is Phase.AFTER_SHOOT_OUT


def test_kicks_where_the_plan_has_them() -> None:
    taken = [
        {"team": {"id": team}, "player": {"id": 9, "name": "Nine"}, "scored": scored}
        for team, scored in ((11, True), (12, False), (11, None))
    ]
    state = checked("football_data", match("PENALTY_SHOOTOUT", 1, 1) | {"penalties": taken}).state
    assert [(one.side, one.is_scored, one.player) for one in state.kicks] == [
        (Side.HOME, True, "Nine"),
        (Side.AWAY, False, "Nine"),
    ]
    assert (state.home.shootout, state.away.shootout) == (1, 0)


def test_line_ups_where_the_plan_has_them() -> None:
    payload = match("IN_PLAY", 0, 0)
    payload["homeTeam"] |= {
        "coach": {"name": "Coach"},
        "formation": "4-2-3-1",
        "lineup": [{"id": 5, "name": "Keeper", "position": "Goalkeeper", "shirtNumber": 1}],
        "bench": [{"id": 6, "name": "Sub", "position": None, "shirtNumber": 12}],
    }
    told_of = checked("football_data", payload).state.home.line_up
    assert told_of is not None
    assert (told_of.formation, told_of.coach) == ("4-2-3-1", "Coach")
    assert [(p.name, p.number, p.is_starter) for p in told_of.players] == [
        ("Keeper", "1", True),
        ("Sub", "12", False),
    ]


def test_goals_where_the_plan_has_them() -> None:
    goals = [goal(11, 7), goal(12, 45, 2, "OWN")]
    (facts,) = news("football_data", match("FINISHED", 1, 1, goals))
    found = told(facts, "goal")
    assert [(g.minute, g.added, g.kind.value) for g in found] == [
        (7, None, "play"),
        (45, 2, "own_goal"),
    ]
    assert told(facts, "correction") == []


def test_a_match_held_up_goes_on() -> None:
    polls = match("SUSPENDED", 1, 0), match("IN_PLAY", 1, 0)
    assert checked("football_data", polls[0]).state.status is MatchStatus.SUSPENDED
    assert checked("football_data", *polls).state.status is MatchStatus.AS_PLANNED


def test_what_is_something_else() -> None:
    refused = {"message": "You reached your request limit."}
    assert "no match of football-data.org's" in checked("football_data", refused).warnings[0]


def test_the_real_list() -> None:
    outcome = checked("football_data", *real("football-data.org", "matches.json"), match="538050")
    state = outcome.state
    assert (state.home.team.short, state.away.team.short) == ("EVE", "MUN")
    assert state.phase is Phase.PRE_MATCH
