"""MLB's live feed: runs by runner, innings in halves, a count, and patches to the feed before."""

import json
from typing import Any

import pytest

from feeds.event_time import from_iso
from feeds.fact import InningHalf, MatchStatus
from feeds.happening import Side
from feeds.parsers import parser
from feeds.situation import BatterCount
from feeds.state import Phase
from feeds.timeline import Timeline
from tests.checks import checked, coded, news, real, score, told


def runner(end: str | None, at: int = 0, name: str = "Runner") -> dict[str, Any]:
    details = {"event": "Single", "playIndex": at, "runner": {"fullName": name}}
    return {"movement": {"end": end}, "details": details}


def play(
    number: int, inning: int, *runners: dict[str, Any], top: bool = True, minute: int = 0
) -> dict[str, Any]:
    return {
        "about": {
            "atBatIndex": number,
            "inning": inning,
            "isTopInning": top,
            "startTime": f"2025-06-01T18:{minute:02d}:00.000Z",
            "endTime": f"2025-06-01T18:{minute:02d}:50.000Z",
        },
        "runners": list(runners),
        "playEvents": [{"endTime": f"2025-06-01T18:{minute:02d}:20.500Z"}],
    }


PLAYS = [
    play(0, 1, minute=1),
    play(1, 1, runner("1B"), minute=2),
    play(2, 1, runner("score"), runner("2B"), top=False, minute=5),
    play(3, 2, runner("score"), runner("score", 9, "Other"), minute=9),
]


def feed(
    home: int = 1,
    away: int = 2,
    state: str = "Live",
    detail: str = "In Progress",
    plays: list[dict[str, Any]] | None = None,
) -> dict[str, Any]:
    def team(name: str) -> dict[str, str]:
        return {"name": name, "abbreviation": name[:3].upper()}

    return {
        "gamePk": 777,
        "metaData": {"wait": 10},
        "gameData": {
            "status": {"abstractGameState": state, "detailedState": detail},
            "teams": {"home": team("Cubs"), "away": team("Reds")},
            "venue": {"name": "Field"},
        },
        "liveData": {
            "plays": {"allPlays": PLAYS if plays is None else plays},
            "linescore": {
                "balls": 3,
                "strikes": 2,
                "outs": 1,
                "isTopInning": True,
                "innings": [{"home": {"runs": 1}, "away": {"runs": 0}}, {"home": {}, "away": {}}],
                "teams": {"home": {"runs": home}, "away": {"runs": away}},
                "offense": {"batter": {"fullName": "Batter"}, "third": {"id": 1}},
                "defense": {"pitcher": {"fullName": "Pitcher"}},
            },
        },
    }


def test_a_game() -> None:
    outcome = checked("mlb", feed())
    state = outcome.state
    assert (score(outcome), state.phase, outcome.clock) == ((1, 2), Phase.PLAYING, None)
    assert (state.period, state.half) == (2, InningHalf.TOP)
    assert (state.home.team.short, state.venue) == ("CUB", "Field")
    count = state.situation
    assert isinstance(count, BatterCount)
    assert (count.balls, count.strikes, count.outs) == (3, 2, 1)
    assert (count.batting, count.bases) == (Side.AWAY, (False, False, True))
    assert (count.batter, count.pitcher) == ("Batter", "Pitcher")


def test_runs_and_when_they_came_home() -> None:
    (facts,) = news("mlb", feed())
    runs = told(facts, "points")
    assert [(run.side, run.player) for run in runs] == [
        (Side.HOME, "Runner"),
        (Side.AWAY, "Runner"),
        (Side.AWAY, "Other"),
    ]
    assert runs[0].event_time == from_iso("2025-06-01T18:05:20.5Z")
    assert runs[2].event_time == from_iso("2025-06-01T18:09:50Z")
    halves = told(facts, "period_started")
    assert [(one.period, one.half) for one in halves] == [
        (1, InningHalf.TOP),
        (1, InningHalf.BOTTOM),
        (2, InningHalf.TOP),
    ]


def test_the_line_score_stands_where_the_plays_do_not_come_to_it() -> None:
    assert score(checked("mlb", feed(4, 2))) == (4, 2)


@pytest.mark.parametrize(
    ("state", "detail", "status", "phase"),
    [
        ("Preview", "Scheduled", MatchStatus.AS_PLANNED, Phase.PRE_MATCH),
        ("Live", "Delayed: Rain", MatchStatus.DELAYED, Phase.PRE_MATCH),
        ("Final", "Final", MatchStatus.AS_PLANNED, Phase.FULL_TIME),
        ("Final", "Postponed", MatchStatus.POSTPONED, Phase.PRE_MATCH),
    ],
)
def test_how_it_stands(state: str, detail: str, status: MatchStatus, phase: Phase) -> None:
    outcome = checked("mlb", feed(0, 0, state, detail, []))
    assert (outcome.state.status, outcome.state.phase) == (status, phase)


def patches(*steps: tuple[str, str, Any]) -> list[dict[str, Any]]:
    return [{"diff": [{"op": op, "path": path, "value": value}]} for op, path, value in steps]


MORE = patches(
    ("add", "/liveData/plays/allPlays/-", play(4, 2, runner("score"), top=False, minute=12)),
    ("replace", "/liveData/linescore/teams/home/runs", 2),
    ("replace", "/liveData/linescore/isTopInning", False),
)


def test_patches_go_on_from_the_feed_before() -> None:
    outcome = checked("mlb", feed(), MORE)
    assert (score(outcome), outcome.state.half) == ((2, 2), InningHalf.BOTTOM)
    assert outcome.warnings == ()


@pytest.mark.parametrize(
    ("payloads", "said"),
    [
        pytest.param([MORE], "was not there", id="nothing-to-patch"),
        pytest.param([feed(), patches(("remove", "/no/such", 0))], "do not fit", id="elsewhere"),
        pytest.param([feed(), patches(("jump", "/gamePk", 0))], "do not fit", id="no-operation"),
        pytest.param([feed(), patches(("replace", "", 5))], "leave no feed", id="all-gone"),
        pytest.param([{"a": 1}], "neither a live feed", id="something-else"),
        pytest.param([[]], "neither a live feed", id="no-patches"),
    ],
)
def test_what_cannot_be_patched(payloads: list[Any], said: str) -> None:
    outcome = checked("mlb", *payloads)
    assert said in outcome.warnings[0]
    assert score(outcome) == ((1, 2) if len(payloads) > 1 else (0, 0))


def test_after_patches_that_did_not_fit_a_whole_feed_mends_all() -> None:
    broken = patches(("remove", "/no/such", 0))
    assert score(checked("mlb", feed(), broken, feed(1, 2), MORE)) == (2, 2)


def test_the_real_game() -> None:
    (raw,) = real("mlb", "feed_live_*.json")
    outcome = checked("mlb", raw)
    assert (score(outcome), outcome.state.phase) == ((7, 3), Phase.FULL_TIME)
    assert outcome.warnings == ()
    timeline = Timeline()
    for fact in parser("mlb").parse(raw, 0).facts:
        timeline.add(fact, visible_from=fact.event_time or 0)
    for one in json.loads(raw)["liveData"]["plays"]["allPlays"]:
        state = timeline.as_of(from_iso(one["about"]["endTime"]))
        wanted = one["result"]["homeScore"], one["result"]["awayScore"]
        assert (state.home.score, state.away.score) == wanted


def test_the_real_game_grows_by_patches() -> None:
    """The feed of a game that is played, and each play after it as a patch."""
    whole = json.loads(real("mlb", "feed_live_*.json")[0])
    plays = whole["liveData"]["plays"]["allPlays"]
    whole["liveData"]["plays"]["allPlays"] = plays[:1]
    added = [patches(("add", "/liveData/plays/allPlays/-", one)) for one in plays[1:]]
    outcome = checked("mlb", coded(whole), *added)
    assert (score(outcome), outcome.unreadable) == ((7, 3), 0)
