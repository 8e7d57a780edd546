"""The NHL's api-web: goals by period, strength by code, a shoot-out that stands apart."""

from typing import Any

import pytest

from feeds.happening import Side
from feeds.penalty_box import left
from feeds.situation import Strength
from feeds.state import Phase
from tests.checks import checked, news, real, score, told

HOME, AWAY = 10, 20


def period(number: int, kind: str = "REG") -> dict[str, Any]:
    return {"periodDescriptor": {"number": number, "periodType": kind}}


def play(order: int, kind: str, number: int, **more: Any) -> dict[str, Any]:
    return {
        "eventId": 1000 - order,
        "sortOrder": order,
        "typeDescKey": kind,
        "situationCode": "1551",
        **period(number, more.pop("of", "REG")),
        **more,
    }


def goal(order: int, number: int, team: int, time: str = "15:22", **more: Any) -> dict[str, Any]:
    details = {"eventOwnerTeamId": team, "scoringPlayerId": 7, "assist1PlayerId": 8}
    return play(order, "goal", number, timeInPeriod=time, details=details, **more)


def game(
    state: str, home: int, away: int, number: int = 1, kind: str = "REG", **more: Any
) -> dict[str, Any]:
    return {
        "id": 2024021015,
        "gameState": state,
        "venue": {"default": "Rink"},
        "homeTeam": team(HOME, "HOM", home),
        "awayTeam": team(AWAY, "AWY", away),
        "clock": {"secondsRemaining": 62, "running": False, "inIntermission": False},
        **period(number, kind),
        **more,
    }


def team(number: int, letters: str, points: int) -> dict[str, Any]:
    return {
        "id": number,
        "abbrev": letters,
        "placeName": {"default": letters.title()},
        "commonName": {"default": "Wild", "fr": "Sauvage"},
        "score": points,
        "sog": 20 + points,
    }


ROSTER = [
    {"teamId": HOME, "playerId": 7, "firstName": {"default": "A"}, "lastName": {"default": "B"}},
    {"teamId": AWAY, "playerId": 8, "firstName": {"default": "C"}, "lastName": {"default": "D"}},
]
PLAYS = [
    goal(30, 2, AWAY),
    play(10, "period-start", 1),
    play(20, "period-end", 1),
    play(25, "period-start", 2),
    play(31, "hit", 2, situationCode="1460"),
]


def test_a_game_that_is_played() -> None:
    outcome = checked("nhl", game("LIVE", 0, 1, 2, plays=PLAYS, rosterSpots=ROSTER))
    state = outcome.state
    assert (score(outcome), state.phase, outcome.clock) == ((0, 1), Phase.PLAYING, "01:02")
    assert state.home.team.name == "Hom Wild"
    assert (state.scores, state.period) == (((0, 0), (0, 1)), 2)
    assert isinstance(state.situation, Strength)
    assert (state.situation.home, state.situation.away) == (6, 4)
    assert (state.situation.is_home_empty, state.situation.is_away_empty) == (True, False)
    assert (state.stats[0].home, state.stats[0].away) == (20, 21)


def test_goals_have_names_and_minutes() -> None:
    (facts,) = news("nhl", game("LIVE", 0, 1, 2, plays=PLAYS, rosterSpots=ROSTER))
    (found,) = told(facts, "goal")
    assert (found.side, found.player, found.assist) == (Side.AWAY, "A B", "C D")
    assert (found.minute, found.id) == (36, "goal/970")


@pytest.mark.parametrize(
    ("payload", "phase"),
    [
        pytest.param(game("FUT", 0, 0), Phase.PRE_MATCH, id="to-come"),
        pytest.param(game("CRIT", 0, 0, 3), Phase.PLAYING, id="critical"),
        pytest.param(
            game("LIVE", 0, 0, 1, clock={"secondsRemaining": 900, "inIntermission": True}),
            Phase.BREAK,
            id="intermission",
        ),
        pytest.param(game("LIVE", 0, 0, 5, "SO"), Phase.SHOOT_OUT, id="shoot-out"),
        pytest.param(game("OFF", 1, 0, 3), Phase.FULL_TIME, id="over"),
        pytest.param(game("FINAL", 1, 0, 4, "OT"), Phase.AFTER_EXTRA_TIME, id="overtime"),
    ],
)
def test_phases(payload: dict[str, Any], phase: Phase) -> None:
    assert checked("nhl", payload).state.phase is phase


def test_a_shoot_out_counts_apart_and_its_winner_has_one_more() -> None:
    plays = [
        play(10, "period-start", 3),
        goal(11, 3, HOME),
        goal(12, 3, AWAY),
        play(20, "period-start", 5, of="SO"),
        play(21, "shot-on-goal", 5, of="SO", details={"eventOwnerTeamId": AWAY}),
        goal(22, 5, HOME, of="SO"),
        play(30, "period-end", 5, of="SO"),
    ]
    outcome = checked("nhl", game("OFF", 2, 1, 5, "SO", plays=plays))
    assert (score(outcome), outcome.state.phase) == ((2, 1), Phase.AFTER_SHOOT_OUT)
    assert (outcome.state.home.shootout, outcome.state.away.shootout) == (1, 0)
    assert [(one.side, one.is_scored) for one in outcome.state.kicks] == [
        (Side.AWAY, False),
        (Side.HOME, True),
    ]


def penalty(order: int, number: int, team: int, time: str, minutes: int) -> dict[str, Any]:
    details = {
        "eventOwnerTeamId": team,
        "committedByPlayerId": 7,
        "duration": minutes,
        "descKey": "hooking",
    }
    return play(order, "penalty", number, timeInPeriod=time, details=details)


def test_penalties_run_with_the_game_s_clock() -> None:
    """The clock stands at 1:02 of the second period."""
    plays = [
        *PLAYS,
        penalty(32, 2, HOME, "18:30", 2),
        penalty(33, 2, AWAY, "18:30", 5),
        penalty(34, 2, AWAY, "18:40", 0),
    ]
    state = checked("nhl", game("LIVE", 0, 1, 2, plays=plays, rosterSpots=ROSTER)).state
    first, second = state.penalties
    assert (first.side, first.minutes, first.player, first.infraction) == (
        Side.HOME,
        2,
        "A B",
        "hooking",
    )
    assert [left(one, state, 0) for one in (first, second)] == [92_000_000, 272_000_000]


def test_a_landing_page_calls_a_penalty_the_same() -> None:
    told_before = {
        **period(2),
        "penalties": [
            {
                "timeInPeriod": "18:30",
                "duration": 2,
                "teamAbbrev": {"default": "HOM"},
                "committedByPlayer": {"default": "A. B"},
                "descKey": "hooking",
            }
        ],
    }
    page = game("LIVE", 0, 0, 2, summary={"penalties": [told_before]})
    plays = game("LIVE", 0, 0, 2, plays=[penalty(32, 2, HOME, "18:30", 2)], rosterSpots=ROSTER)
    (found,) = checked("nhl", page, plays).state.penalties
    assert (found.player, found.began) == ("A B", (20 * 60 + 18 * 60 + 30) * 1_000_000)


def test_a_goal_that_is_taken_back() -> None:
    with_goal = game("LIVE", 0, 1, 2, plays=PLAYS)
    without = game("LIVE", 0, 0, 2, plays=PLAYS[1:])
    assert score(checked("nhl", with_goal, without)) == (0, 0)


@pytest.mark.parametrize("payload", [{"a": 1}, [], {"homeTeam": {"id": 1}}])
def test_what_is_something_else(payload: Any) -> None:
    assert "no game of the NHL's" in checked("nhl", payload).warnings[0]


@pytest.mark.parametrize(
    ("file", "wanted", "phase", "clock"),
    [
        ("api-web_play-by-play.json", (1, 3), Phase.FULL_TIME, "00:00"),
        ("api-web_landing-2023020206.json", (2, 4), Phase.PLAYING, "01:02"),
        ("api-web_landing-2023020207.json", (5, 4), Phase.AFTER_SHOOT_OUT, None),
        ("api-web_landing-2023020208.json", (3, 6), Phase.FULL_TIME, "00:00"),
    ],
)
def test_real_games(file: str, wanted: tuple[int, int], phase: Phase, clock: str | None) -> None:
    outcome = checked("nhl", *real("nhl", file))
    assert (score(outcome), outcome.state.phase, outcome.clock) == (wanted, phase, clock)
    assert outcome.warnings == ()
