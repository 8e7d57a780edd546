"""Cricsheet: runs and wickets ball by ball; wides and no-balls are bowled again."""

from typing import Any

import pytest

from feeds.parsers import parser
from feeds.situation import Over
from feeds.state import Phase
from tests.checks import checked, coded, real, score, told


def ball(runs: int = 0, wicket: str = "", **extras: int) -> dict[str, Any]:
    one: dict[str, Any] = {"batter": "A", "bowler": "B", "runs": {"total": runs}}
    if extras:
        one["extras"] = extras
    if wicket:
        one["wickets"] = [{"kind": wicket, "player_out": "A"}]
    return one


def innings(team: str, *overs: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {
        "team": team,
        "overs": [{"over": n, "deliveries": o} for n, o in enumerate(overs)],
        **more,
    }


FIRST = innings(
    "Sun", [ball(4), ball(2, wides=2), ball(0, "bowled"), ball(1, noballs=1)], [ball(6)]
)
SECOND = innings("Moon", [ball(1), ball(0, "retired hurt")], target={"runs": 14, "overs": 20})


def match(*played: dict[str, Any], **more: Any) -> dict[str, Any]:
    info = {
        "teams": ["Sun", "Moon"],
        "venue": "Ground",
        "event": {"name": "League"},
        "players": {"Sun": ["A", "C"], "Moon": ["B"]},
        "registry": {"people": {"A": "18e6906e"}},
    }
    return {"info": info | more, "innings": list(played)}


def test_runs_wickets_and_balls() -> None:
    outcome = checked("cricsheet", match(FIRST))
    state = outcome.state
    assert (score(outcome), state.scores, state.phase) == ((13, 0), ((13, 0),), Phase.PLAYING)
    over = state.situation
    assert isinstance(over, Over)
    assert (over.wickets, over.balls, over.target, over.limit) == (1, 3, None, None)
    assert state.home.line_up is not None
    assert state.home.line_up.players[0].provider_id == "18e6906e"


def test_the_second_innings_chases() -> None:
    outcome = checked("cricsheet", match(FIRST, SECOND, outcome={"winner": "Sun"}))
    assert (score(outcome), outcome.state.phase) == ((13, 1), Phase.FULL_TIME)
    over = outcome.state.situation
    assert isinstance(over, Over)
    assert (over.batting.value, over.wickets, over.target) == ("away", 0, 14)
    assert over.limit == 120


def test_runs_before_the_first_ball_count_and_a_super_over_does_not() -> None:
    given = innings("Sun", [ball(1)], penalty_runs={"pre": 5})
    extra = innings("Sun", [ball(6)], super_over=True)
    assert score(checked("cricsheet", match(given, extra))) == (6, 0)


@pytest.mark.parametrize("payload", [{"a": 1}, {"info": {"teams": ["one"]}}, []])
def test_what_is_something_else(payload: Any) -> None:
    assert "no match of Cricsheet's" in checked("cricsheet", payload).warnings[0]


def test_the_real_match() -> None:
    (raw,) = real("cricsheet", "*.json")
    outcome = checked("cricsheet", raw)
    state = outcome.state
    assert (state.home.team.name, score(outcome)) == ("Sunrisers Hyderabad", (207, 172))
    overs = told(parser("cricsheet").parse(raw, 0).facts, "over")
    ended = [[o for o in overs if o.batting.value == side][-1] for side in ("home", "away")]
    assert [(one.wickets, one.target) for one in ended] == [(4, None), (10, 208)]
    assert ended[0].balls == 120
    assert checked("cricsheet", coded({"info": 5})).unreadable == 1
