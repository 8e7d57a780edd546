"""OpenLigaDB: running scores instead of sides, minutes that are missing, goals that never were."""

from typing import Any

import pytest

from feeds.fact import GoalKind
from feeds.happening import Side
from feeds.state import Phase
from tests.checks import checked, news, real, score, told


def goal(number: int, home: int, away: int, minute: int | None = 10, **more: Any) -> dict[str, Any]:
    return {
        "goalID": number,
        "scoreTeam1": home,
        "scoreTeam2": away,
        "matchMinute": minute,
        "goalGetterName": " B. Kicker",
        "isPenalty": False,
        "isOwnGoal": False,
        "isOvertime": False,
        **more,
    }


def match(
    *goals: dict[str, Any], final: tuple[int, int] | None = None, number: int = 7
) -> dict[str, Any]:
    results = [] if final is None else [{"resultTypeID": 2, "pointsTeam1": 0, "pointsTeam2": 0}]
    for result in results:
        result["pointsTeam1"], result["pointsTeam2"] = final or (0, 0)
    return {
        "matchID": number,
        "leagueName": "Liga",
        "team1": {"teamId": 1, "teamName": "Heim", "shortName": "Heim"},
        "team2": {"teamId": 2, "teamName": "Gäste", "shortName": None},
        "matchIsFinished": final is not None,
        "matchResults": results,
        "goals": list(goals),
        "location": None,
    }


def test_whose_goal_it_was_follows_from_the_score() -> None:
    payload = match(
        goal(3, 1, 1, 95), goal(1, 1, 0, isPenalty=True), goal(4, 1, 2, 45, isOwnGoal=True)
    )
    (facts,) = news("openligadb", payload)
    goals = told(facts, "goal")
    assert [(g.id, g.side, g.minute, g.added) for g in goals] == [
        ("goal/1", Side.HOME, 10, None),
        ("goal/3", Side.AWAY, 90, 5),
        ("goal/4", Side.AWAY, 45, None),
    ]
    assert [g.kind for g in goals] == [GoalKind.PENALTY, GoalKind.PLAY, GoalKind.OWN_GOAL]
    assert goals[0].player == "B. Kicker"


@pytest.mark.parametrize(
    ("payload", "wanted", "odd"),
    [
        pytest.param(match(goal(1, 1, 0), final=(1, 0)), (1, 0), 0, id="as-it-is"),
        pytest.param(match(goal(1, 1, 0), final=(2, 0)), (2, 0), 0, id="a-goal-is-missing"),
        pytest.param(match(goal(1, 0, 2)), (0, 0), 1, id="a-score-out-of-nothing"),
        pytest.param(
            match(goal(1, 1, 0), goal(2, 2, 0, None), final=(1, 0)), (1, 0), 1, id="one-too-many"
        ),
    ],
)
def test_the_score(payload: dict[str, Any], wanted: tuple[int, int], odd: int) -> None:
    outcome = checked("openligadb", payload)
    assert (score(outcome), len(outcome.warnings)) == (wanted, odd)


def test_phases() -> None:
    half = match(goal(1, 1, 0)) | {"matchResults": [{"resultTypeID": 1}]}
    assert checked("openligadb", match(goal(1, 1, 0))).state.phase is Phase.PRE_MATCH
    assert checked("openligadb", half).state.phase is Phase.HALF_TIME
    assert checked("openligadb", match(final=(0, 0))).state.phase is Phase.FULL_TIME


def test_a_match_day_holds_many() -> None:
    day = [match(final=(0, 0), number=1), match(goal(1, 0, 1), number=2)]
    assert score(checked("openligadb", day)) == (0, 1)
    assert score(checked("openligadb", day, match="1")) == (0, 0)


def test_latin_1_as_one_capture_has_it() -> None:
    import json

    raw = json.dumps(match(final=(0, 0)), ensure_ascii=False).encode("latin-1")
    assert checked("openligadb", raw).state.away.team.name == "Gäste"


def test_what_is_something_else() -> None:
    assert "no match of OpenLigaDB's" in checked("openligadb", {"a": 1}).warnings[0]


@pytest.mark.parametrize(
    ("pattern", "number", "wanted"),
    [
        ("bundesliga-2020-03.json", "58603", (4, 0)),
        ("bundesliga-2022-01.json", "63864", (1, 6)),
        ("match-72395.json", None, (2, 0)),
    ],
)
def test_real_results(pattern: str, number: str | None, wanted: tuple[int, int]) -> None:
    outcome = checked("openligadb", *real("openligadb", pattern), match=number)
    assert (score(outcome), outcome.state.phase) == (wanted, Phase.FULL_TIME)


@pytest.mark.parametrize("pattern", ["bundesliga-2020-03.json", "bundesliga-2022-01.json"])
def test_every_real_match_ends_at_its_result(pattern: str) -> None:
    import json

    (raw,) = real("openligadb", pattern)
    for one in json.loads(raw.decode("utf-8", errors="replace")):
        results = {result["resultTypeID"]: result for result in one["matchResults"]}
        wanted = results[2]["pointsTeam1"], results[2]["pointsTeam2"]
        assert score(checked("openligadb", raw, match=str(one["matchID"]))) == wanted
