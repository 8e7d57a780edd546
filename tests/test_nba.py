"""The NBA's liveData: points and a clock that runs down, from actions told out of order."""

import random
from typing import Any

import pytest

from feeds.event_time import from_iso
from feeds.happening import Side
from feeds.parsers import parser
from feeds.situation import Fouls
from feeds.state import Phase
from feeds.timeline import Timeline
from tests.checks import checked, coded, real, score, told

HOME, AWAY = 11, 22
S = 1_000_000


def action(
    number: int, kind: str, clock: str, at: str, team: int = 0, period: int = 1, **more: Any
) -> dict[str, Any]:
    return {
        "actionNumber": number,
        "orderNumber": number * 10,
        "actionType": kind,
        "subType": more.pop("sub", None),
        "clock": f"PT{clock}S",
        "timeActual": f"2020-12-23T00:{at}Z",
        "period": period,
        "teamId": team or None,
        "teamTricode": {HOME: "HOM", AWAY: "AWY"}.get(team),
        "playerNameI": "P. Layer",
        **more,
    }


def score_of(home: int, away: int) -> dict[str, Any]:
    return {"scoreHome": str(home), "scoreAway": str(away)}


ACTIONS = [
    action(2, "period", "12M00.00", "06:19.0", sub="start", **score_of(0, 0)),
    action(4, "3pt", "11M38.00", "06:41.0", HOME, shotResult="Made", **score_of(3, 0)),
    action(7, "2pt", "11M20.00", "06:59.0", AWAY, shotResult="Missed", **score_of(3, 0)),
    action(8, "rebound", "11M18.00", "07:01.0", AWAY, sub="offensive", **score_of(3, 0)),
    action(9, "2pt", "11M15.00", "07:04.0", AWAY, shotResult="Made", **score_of(3, 2)),
    action(10, "foul", "11M15.00", "07:05.0", HOME, sub="personal", **score_of(3, 2)),
    action(11, "freethrow", "11M15.00", "07:30.0", AWAY, shotResult="Made", **score_of(3, 3)),
    action(20, "period", "00M00.00", "30:00.0", sub="end", **score_of(3, 3)),
]
OVER = action(21, "game", "00M00.00", "30:10.0", sub="end", **score_of(3, 3))


def plays(*actions: dict[str, Any]) -> dict[str, Any]:
    return {"game": {"gameId": "0022000001", "actions": list(actions)}}


def box(home: int = 3, away: int = 3, *, status: int = 2, period: int = 1) -> dict[str, Any]:
    def team(number: int, name: str, points: int) -> dict[str, Any]:
        return {
            "teamId": number,
            "teamCity": name,
            "teamName": "Nets",
            "teamTricode": name[:3].upper(),
            "score": points,
            "inBonus": "1" if number == HOME else "0",
            "timeoutsRemaining": 2,
            "periods": [{"period": 1, "score": points}],
            "players": [{"personId": 7, "name": "A. Starter", "jerseyNum": "00", "starter": "1"}],
        }

    return {
        "game": {
            "gameId": "0022000001",
            "gameStatus": status,
            "period": period,
            "gameClock": "PT04M05.10S",
            "arena": {"arenaName": "The Dome"},
            "homeTeam": team(HOME, "Brook", home),
            "awayTeam": team(AWAY, "Gold", away),
        }
    }


@pytest.mark.parametrize("order", ["p", "bp", "pb", "bpb"])
def test_both_files_in_any_order_count_no_point_twice(order: str) -> None:
    outcome = checked("nba", *[box() if one == "b" else plays(*ACTIONS) for one in order])
    assert (score(outcome), outcome.state.scores) == ((3, 3), ((3, 3),))
    assert outcome.state.phase is Phase.BREAK
    assert outcome.state.home.team.name == ("HOM" if order == "p" else "Brook Nets")


def test_who_is_at_home_follows_from_whose_score_rose() -> None:
    assert checked("nba", plays(*ACTIONS[:3])).state.sport is None
    assert "who is at home" in checked("nba", plays(*ACTIONS[:3])).warnings[0]
    assert checked("nba", plays(*ACTIONS)).state.away.team.short == "AWY"


def test_points_and_when() -> None:
    facts = parser("nba").parse(coded(plays(*ACTIONS)), 0).facts
    found = told(facts, "points")
    assert [(p.side, p.points, p.way, p.id) for p in found] == [
        (Side.HOME, 3, "3pt", "points/4"),
        (Side.AWAY, 2, "2pt", "points/9"),
        (Side.AWAY, 1, "freethrow", "points/11"),
    ]
    assert found[0].event_time == from_iso("2020-12-23T00:06:41Z")


def test_the_clock_runs_down_and_stands_at_whistles() -> None:
    timeline = Timeline()
    for fact in parser("nba").parse(coded(plays(*ACTIONS)), 0).facts:
        timeline.add(fact, visible_from=fact.event_time or 0)

    def clock(stamp: str) -> float:
        at = from_iso(f"2020-12-23T00:{stamp}Z")
        state = timeline.as_of(at)
        assert state.clock is not None
        return state.clock.at(at) / S

    assert clock("06:19.0") == 720
    assert clock("06:29.0") == 710
    assert clock("06:41.0") == 698
    assert clock("07:05.0") == 675
    assert clock("07:29.0") == 675


def test_the_box_score_alone() -> None:
    outcome = checked("nba", box(61, 58, period=3))
    state = outcome.state
    assert (score(outcome), outcome.clock, state.period) == ((61, 58), "04:05.1", 3)
    assert (state.venue, state.phase) == ("The Dome", Phase.PLAYING)
    assert isinstance(state.situation, Fouls)
    assert (state.situation.home_bonus, state.situation.away_timeouts) == (True, 2)
    assert state.home.line_up is not None
    assert state.home.line_up.players[0].number == "00"
    assert checked("nba", box(status=3, period=5)).state.phase is Phase.AFTER_EXTRA_TIME


def test_a_basket_put_right() -> None:
    two = ACTIONS[1] | {"actionType": "2pt"}
    outcome = checked("nba", box(), plays(*ACTIONS), plays(two, *ACTIONS[2:]))
    assert score(outcome) == (2, 3)


def test_a_basket_that_was_none() -> None:
    outcome = checked("nba", box(), plays(*ACTIONS), plays(*ACTIONS[:4], *ACTIONS[5:]))
    assert score(outcome) == (3, 1)


@pytest.mark.parametrize("payload", [{"a": 1}, [], {"game": {}}, {"game": None}])
def test_what_is_something_else(payload: Any) -> None:
    assert "neither a box score nor a play-by-play" in checked("nba", payload).warnings[0]


@pytest.mark.parametrize("seed", range(5))
def test_polls_lost_doubled_and_late(seed: int) -> None:
    chance = random.Random(seed)
    polls: list[Any] = [plays(*ACTIONS[: n + 1]) for n in range(1, len(ACTIONS))]
    polls = [poll for poll in polls for _ in range(chance.choice([0, 1, 2]))]
    chance.shuffle(polls)
    outcome = checked("nba", box(), *polls, plays(*ACTIONS, OVER))
    assert (score(outcome), outcome.state.phase) == ((3, 3), Phase.FULL_TIME)


def test_the_real_game() -> None:
    (actions,), (sheet,) = real("nba", "*playbyplay*"), real("nba", "*boxscore*")
    for payloads in ((actions,), (sheet, actions), (actions, sheet), (sheet,)):
        outcome = checked("nba", *payloads)
        assert score(outcome) == (125, 99)
        assert outcome.state.scores == ((40, 25), (23, 20), (36, 26), (26, 28))
        assert outcome.state.phase is Phase.FULL_TIME
        assert outcome.warnings == ()


def test_the_real_score_at_every_basket_s_time() -> None:
    import json

    (raw,) = real("nba", "*playbyplay*")
    timeline = Timeline()
    for fact in parser("nba").parse(raw, 0).facts:
        timeline.add(fact, visible_from=fact.event_time or 0)
    right = 0
    actions = [a for a in json.loads(raw)["game"]["actions"] if a.get("shotResult") == "Made"]
    for one in sorted(actions, key=lambda a: from_iso(a["timeActual"])):
        state = timeline.as_of(from_iso(one["timeActual"]))
        right += (state.home.score, state.away.score) == (
            int(one["scoreHome"]),
            int(one["scoreAway"]),
        )
    # Three actions go back in time: there alone the order of telling and of events differ.
    assert right >= len(actions) - 3
