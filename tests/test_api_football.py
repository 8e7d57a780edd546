"""API-Football: a clock to the second from two kick-offs, events without ids."""

from typing import Any

import pytest

from feeds.fact import CardColor, GoalKind, MatchStatus
from feeds.happening import Side
from feeds.state import Phase
from tests.checks import checked, news, real, score, told

KICK_OFF, SECOND = 1_714_413_600, 1_714_417_500


def event(kind: str, detail: str, team: int = 1, minute: int = 10, **more: Any) -> dict[str, Any]:
    return {
        "time": {"elapsed": minute, "extra": more.pop("extra", None)},
        "team": {"id": team},
        "player": {"id": 5, "name": more.pop("player", "P. Player")},
        "assist": {"id": None, "name": more.pop("assist", None)},
        "type": kind,
        "detail": detail,
        "comments": more.pop("comments", None),
    }


def fixture(
    status: str,
    elapsed: int | None = None,
    goals: tuple[int | None, int | None] = (0, 0),
    *events: dict[str, Any],
    **more: Any,
) -> dict[str, Any]:
    periods = more.pop("periods", {"first": KICK_OFF, "second": None})
    one = {
        "fixture": {
            "id": more.pop("number", 3),
            "periods": periods,
            "venue": {"name": "Ground"},
            "status": {"short": status, "elapsed": elapsed},
        },
        "league": {"name": "Divisie"},
        "teams": {"home": {"id": 1, "name": "One"}, "away": {"id": 2, "name": "Two"}},
        "goals": {"home": goals[0], "away": goals[1]},
        "score": {"penalty": more.pop("penalty", {"home": None, "away": None})},
        "events": list(events),
    }
    return {"errors": [], "results": 1, "response": [one]}


GOAL = event("Goal", "Normal Goal", assist="A. Helper")


def test_the_clock_needs_no_polling() -> None:
    payload = fixture("2H", 61, (1, 0), GOAL, periods={"first": KICK_OFF, "second": SECOND})
    outcome = checked("api_football", payload)
    assert (outcome.state.phase, outcome.clock) == (Phase.SECOND_HALF, "61:00")
    assert outcome.state.clock is not None
    assert outcome.state.clock.anchor == SECOND * 1_000_000


def test_events() -> None:
    payload = fixture(
        "2H",
        80,
        (1, 2),
        GOAL,
        event("Goal", "Own Goal", 2, 45, extra=2),
        event("Goal", "Penalty", 2, 60),
        event("Goal", "Missed Penalty", 2, 61),
        event("Card", "Yellow Card"),
        event("Card", "Red Card", 2),
        event("subst", "Substitution 1", assist="Comes", player="Goes"),
        event("Var", "Goal Disallowed - offside"),
    )
    (facts,) = news("api_football", payload)
    goals, cards = told(facts, "goal"), told(facts, "card")
    assert [(g.side, g.kind) for g in goals] == [
        (Side.HOME, GoalKind.PLAY),
        (Side.AWAY, GoalKind.OWN_GOAL),
        (Side.AWAY, GoalKind.PENALTY),
    ]
    assert (goals[0].assist, goals[1].minute, goals[1].added) == ("A. Helper", 45, 2)
    assert [card.color for card in cards] == [CardColor.YELLOW, CardColor.RED]
    (change,) = told(facts, "substitution")
    assert (change.player_in, change.player_out) == ("Comes", "Goes")
    assert told(facts, "correction") == []


def test_a_scorer_put_right_is_no_new_goal() -> None:
    right = fixture("1H", 12, (1, 0), event("Goal", "Normal Goal", player="Right", minute=11))
    outcome = checked("api_football", fixture("1H", 11, (1, 0), GOAL), right)
    assert score(outcome) == (1, 0)
    assert outcome.state.goal is not None
    assert (outcome.state.goal.player, outcome.state.goal.minute) == ("Right", 11)


def test_the_score_goes_before_its_events() -> None:
    polls = [fixture("1H", 11, (1, 0)), fixture("1H", 12, (1, 0), GOAL)]
    assert [score(checked("api_football", *polls[:n])) for n in (1, 2)] == [(1, 0), (1, 0)]


@pytest.mark.parametrize(
    ("status", "phase"),
    [
        ("NS", Phase.PRE_MATCH),
        ("HT", Phase.HALF_TIME),
        ("BT", Phase.FULL_TIME),
        ("FT", Phase.FULL_TIME),
        ("AET", Phase.AFTER_EXTRA_TIME),
        ("PEN", Phase.AFTER_SHOOT_OUT),
        ("P", Phase.SHOOT_OUT),
        ("ET", Phase.EXTRA_SECOND_HALF),
        ("???", Phase.PRE_MATCH),
    ],
)
def test_phases(status: str, phase: Phase) -> None:
    none = {"first": None, "second": None}
    assert checked("api_football", fixture(status, 110, periods=none)).state.phase is phase


@pytest.mark.parametrize(
    ("status", "said"),
    [("SUSP", MatchStatus.SUSPENDED), ("PST", MatchStatus.POSTPONED), ("1H", "as_planned")],
)
def test_statuses(status: str, said: MatchStatus) -> None:
    assert checked("api_football", fixture(status, 10)).state.status == said


def test_kicks_are_counted_apart() -> None:
    kick = event("Goal", "Penalty", comments="Penalty Shootout", minute=120)
    payload = fixture("PEN", 120, (1, 1), GOAL, kick, penalty={"home": 4, "away": 3})
    outcome = checked("api_football", payload)
    assert (score(outcome), outcome.state.home.shootout) == ((1, 1), 4)


def test_kicks_make_the_shoot_out_s_score_where_nobody_tells_it() -> None:
    scored, missed = (
        event("Goal", detail, team, comments="Penalty Shootout", minute=120)
        for detail, team in (("Penalty", 1), ("Missed Penalty", 2))
    )
    state = checked("api_football", fixture("P", 120, (0, 0), scored, missed, scored)).state
    assert [(one.side, one.is_scored, one.number) for one in state.kicks] == [
        (Side.HOME, True, 1),
        (Side.AWAY, False, 1),
        (Side.HOME, True, 2),
    ]
    assert (state.home.score, state.home.shootout, state.away.shootout) == (0, 2, 0)


def test_line_ups_say_where_players_stand() -> None:
    payload = fixture("1H", 11)
    payload["response"][0]["lineups"] = [
        {
            "team": {"id": 2},
            "coach": {"name": "C. Oach"},
            "formation": "4-4-2",
            "startXI": [
                {"player": {"id": 5, "name": "K. Eeper", "number": 1, "pos": "G", "grid": "1:1"}}
            ],
            "substitutes": [
                {"player": {"id": 6, "name": "S. Ub", "number": 12, "pos": "M", "grid": None}}
            ],
        }
    ]
    told_of = checked("api_football", payload).state.away.line_up
    assert told_of is not None
    assert (told_of.formation, told_of.coach) == ("4-4-2", "C. Oach")
    assert [(p.name, p.number, p.position, p.is_starter, p.row) for p in told_of.players] == [
        ("K. Eeper", "1", "G", True, 1),
        ("S. Ub", "12", "M", False, None),
    ]


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        pytest.param(
            {"errors": {"token": "missing"}, "response": []}, "refuses", id="without-a-key"
        ),
        pytest.param({"errors": []}, "no response", id="something-else"),
        pytest.param({"errors": [], "response": []}, "no match in it", id="nothing-is-played"),
    ],
)
def test_what_is_odd_is_said(payload: Any, said: str) -> None:
    assert said in checked("api_football", payload).warnings[0]


def test_the_real_fixtures_stand_at_their_scores() -> None:
    import json

    (raw,) = real("api-football", "fixtures_live_all_45.json")
    for one in json.loads(raw)["response"]:
        outcome = checked("api_football", raw, match=str(one["fixture"]["id"]))
        assert score(outcome) == (one["goals"]["home"], one["goals"]["away"])
        wanted = {"1H": Phase.FIRST_HALF, "2H": Phase.SECOND_HALF, "HT": Phase.HALF_TIME}
        assert outcome.state.phase is wanted[one["fixture"]["status"]["short"]]
        assert outcome.warnings == ()
