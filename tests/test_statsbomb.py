"""StatsBomb: times from each period's start, names from the line-ups, and what cannot be."""

from typing import Any

import pytest

from feeds.fact import CardColor, GoalKind
from feeds.happening import Side
from feeds.providers import statsbomb
from feeds.state import Phase
from tests.checks import checked, news, real, score, told

MINUTE = 60_000_000
STARTS = (0, 45, 90, 105, 120)


def event(
    kind: str, period: int, stamp: str, team: int = 1, minute: int | None = None, **more: Any
) -> dict[str, Any]:
    minutes = int(stamp[:2]) * 60 + int(stamp[3:5])
    return {
        "id": more.pop("id", f"{kind}-{period}-{stamp}-{team}"),
        "type": {"name": kind},
        "period": period,
        "timestamp": f"{stamp}.500",
        "minute": STARTS[period - 1] + minutes if minute is None else minute,
        "second": int(stamp[6:8]),
        "team": {"id": team, "name": {1: "Heim", 2: "Gast"}[team]},
        "player": {"id": 10 * team, "name": f"Player of {team}"},
        **more,
    }


def both(kind: str, period: int, stamp: str) -> list[dict[str, Any]]:
    return [event(kind, period, stamp, team) for team in (1, 2)]


def eleven(team: int) -> dict[str, Any]:
    lineup = [{"player": {"id": 10 * team, "name": "Long Name"}, "position": {"name": "Striker"}}]
    return event("Starting XI", 1, "00:00:00", team, tactics={"formation": 442, "lineup": lineup})


GOAL = event(
    "Shot",
    2,
    "00:18:11",
    shot={"outcome": {"name": "Goal"}, "type": {"name": "Open Play"}, "key_pass_id": "pass"},
)
MISS = event("Shot", 2, "00:20:00", shot={"outcome": {"name": "Saved"}})
PASS = event("Pass", 2, "00:18:10", id="pass", player={"id": 77, "name": "Passer"})
MATCH = [
    eleven(1),
    eleven(2),
    *both("Half Start", 1, "00:00:00"),
    event("Foul Committed", 1, "00:09:15", 2, foul_committed={"card": {"name": "Yellow Card"}}),
    *both("Half End", 1, "00:46:05"),
    *both("Half Start", 2, "00:00:00"),
    PASS,
    GOAL,
    MISS,
    event("Bad Behaviour", 2, "00:30:00", 2, bad_behaviour={"card": {"name": "Second Yellow"}}),
    event(
        "Substitution", 2, "00:40:00", substitution={"replacement": {"id": 12, "name": "Comes On"}}
    ),
    event("Own Goal For", 2, "00:46:30", 2, related_events=["against"]),
    event("Own Goal Against", 2, "00:46:30", id="against", player={"id": 14, "name": "Unlucky"}),
    *both("Half End", 2, "00:48:00"),
]
LINE_UPS = [
    {
        "team_id": team,
        "team_name": name,
        "lineup": [
            {
                "player_id": 10 * team,
                "player_name": "Long Name",
                "player_nickname": f"Short {team}",
                "jersey_number": 9,
            },
            {"player_id": 99 * team, "player_name": "On The Bench", "player_nickname": None},
        ],
    }
    for team, name in ((2, "Gast"), (1, "Heim"))
]


def test_a_match() -> None:
    outcome = checked("statsbomb", MATCH)
    state = outcome.state
    assert (score(outcome), state.phase) == ((1, 1), Phase.FULL_TIME)
    assert (state.home.team.name, state.away.team.name) == ("Heim", "Gast")
    assert (state.away.yellow_cards, state.away.red_cards) == (1, 1)
    assert outcome.clock == "93:00"
    assert outcome.warnings == ()


def test_when_things_happened() -> None:
    (facts,) = news("statsbomb", MATCH)
    kick_off = statsbomb._KICK_OFF
    (goal, own_goal) = told(facts, "goal")
    half = kick_off + 46 * MINUTE + 5_500_000 + 15 * MINUTE
    assert goal.event_time == half + 18 * MINUTE + 11_500_000
    assert (goal.minute, goal.added, goal.side, goal.assist) == (64, None, Side.HOME, "Passer")
    assert (own_goal.minute, own_goal.added, own_goal.side) == (90, 2, Side.AWAY)
    assert (own_goal.kind, own_goal.player) == (GoalKind.OWN_GOAL, "Unlucky")
    cards = told(facts, "card")
    assert [card.color for card in cards] == [CardColor.YELLOW, CardColor.SECOND_YELLOW]


def test_kicks_of_a_shoot_out() -> None:
    kicks = [
        event("Shot", 5, f"00:0{minute}:00", team, shot={"outcome": {"name": outcome}})
        for minute, team, outcome in ((1, 1, "Goal"), (2, 2, "Saved"), (3, 1, "Off T"))
    ]
    state = checked("statsbomb", [*MATCH, *both("Half Start", 5, "00:00:00"), *kicks]).state
    assert [(one.side, one.is_scored) for one in state.kicks] == [
        (Side.HOME, True),
        (Side.AWAY, False),
        (Side.HOME, False),
    ]
    assert (state.home.score, state.home.shootout, state.away.shootout) == (1, 1, 0)


@pytest.mark.parametrize("order", [[MATCH, LINE_UPS], [LINE_UPS, MATCH]])
def test_line_ups_give_the_names_in_either_order(order: list[Any]) -> None:
    outcome = checked("statsbomb", *order)
    state = outcome.state
    assert score(outcome) == (1, 1)
    assert state.home.line_up is not None
    assert state.home.line_up.formation == "4-4-2"
    starter, bench = state.home.line_up.players
    assert (starter.name, starter.number, starter.position) == ("Short 1", "9", "Striker")
    assert (bench.name, bench.is_starter) == ("On The Bench", False)
    goals = [fact for facts in news("statsbomb", *order) for fact in told(facts, "goal")]
    assert [goal.player for goal in goals if goal.side is Side.HOME][-1] == "Short 1"


@pytest.mark.parametrize(
    ("odd", "said"),
    [
        pytest.param(
            event("Own Goal For", 2, "00:44:51", 2, minute=44), "is of minute 44", id="by-hand"
        ),
        pytest.param(event("Own Goal For", 1, "00:10:00") | {"period": 9}, "no time", id="ninth"),
        pytest.param(
            event("Own Goal For", 1, "00:10:00") | {"timestamp": "soon"}, "no time", id="no-stamp"
        ),
    ],
)
def test_what_cannot_be_is_left_out(odd: dict[str, Any], said: str) -> None:
    outcome = checked("statsbomb", [*MATCH, odd])
    assert score(outcome) == (1, 1)
    assert said in outcome.warnings[0]


def test_line_ups_alone_do_not_say_who_is_at_home() -> None:
    outcome = checked("statsbomb", LINE_UPS)
    assert outcome.state.sport is None
    assert "who is at home" in outcome.warnings[0]


def test_a_match_that_is_played() -> None:
    outcome = checked("statsbomb", MATCH[:9])
    assert (score(outcome), outcome.state.phase) == ((0, 0), Phase.SECOND_HALF)


@pytest.mark.parametrize("payload", [{"a": 1}, [], [{"b": 2}]])
def test_what_is_something_else(payload: Any) -> None:
    assert "neither events nor line-ups" in checked("statsbomb", payload).warnings[0]


@pytest.mark.parametrize(
    ("match", "names", "wanted", "goals"),
    [
        pytest.param(
            "15946", ("Barcelona", "Deportivo Alavés"), (3, 0), [64, 83, 92], id="barcelona"
        ),
        pytest.param("3788741", ("Turkey", "Italy"), (0, 3), [53, 66, 79], id="italy"),
    ],
)
def test_real_matches_end_as_they_did_goal_by_goal(
    match: str, names: tuple[str, str], wanted: tuple[int, int], goals: list[int]
) -> None:
    line_ups, events = real("statsbomb", f"*_{match}.json")[::-1]
    outcome = checked("statsbomb", line_ups, events)
    state = outcome.state
    assert (state.home.team.name, state.away.team.name) == names
    assert (score(outcome), state.phase) == (wanted, Phase.FULL_TIME)
    from feeds.parsers import parser

    told_by = parser("statsbomb").parse(events, 0).facts
    found = told(told_by, "goal")
    assert [goal.minute + (goal.added or 0) for goal in found] == goals
