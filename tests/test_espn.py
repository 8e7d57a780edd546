"""ESPN's scoreboards and summaries: own payloads of their shape, and theirs where they are."""

import random
from typing import Any

import pytest

from feeds.fact import Goal, GoalKind, MatchStatus
from feeds.happening import Side
from feeds.situation import BatterCount, Down
from feeds.sport import Sport
from feeds.state import Phase
from tests.checks import checked, coded, news, real, score, told

STATES = {"STATUS_SCHEDULED": "pre", "STATUS_FULL_TIME": "post", "STATUS_FINAL_PEN": "post"}
OVER = {"STATUS_POSTPONED": "post", "STATUS_FINAL": "post"}
HOME, AWAY = "501", "502"


def competitor(side: str, number: str, goals: object, **more: Any) -> dict[str, Any]:
    team = {
        "id": number,
        "displayName": f"{side} town",
        "abbreviation": side[:3].upper(),
        "color": "0A3D91",
    }
    return {"id": number, "homeAway": side, "score": goals, "team": team, **more}


def detail(team: str, minute: str, *, kind: str = "goal", who: str = "A. Player") -> dict[str, Any]:
    return {
        "type": {"id": "70", "text": kind},
        "clock": {"value": 1.0, "displayValue": minute},
        "team": {"id": team},
        "scoringPlay": kind in {"goal", "own", "penalty", "kick"},
        "redCard": kind == "red",
        "yellowCard": kind == "yellow",
        "penaltyKick": kind in {"penalty", "kick"},
        "ownGoal": kind == "own",
        "shootout": kind == "kick",
        "athletesInvolved": [{"id": "1", "displayName": who}],
    }


def event(
    status: str,
    clock: str = "",
    period: int = 0,
    goals: tuple[object, object] = ("0", "0"),
    details: list[dict[str, Any]] | None = None,
    **more: Any,
) -> dict[str, Any]:
    sides = more.pop("sides", ({}, {}))
    return {
        "id": more.pop("number", "900"),
        "uid": f"s:{more.pop('sport', 600)}~l:1~e:900",
        "name": "away town at home town",
        "competitions": [
            {
                "status": {
                    "clock": more.pop("seconds", 0),
                    "displayClock": clock,
                    "period": period,
                    "type": {
                        "name": status,
                        "state": (STATES | OVER).get(status, "in"),
                        "detail": more.pop("detail", ""),
                    },
                },
                "competitors": [
                    competitor("home", HOME, goals[0], **sides[0]),
                    competitor("away", AWAY, goals[1], **sides[1]),
                ],
                "details": details or [],
                **more,
            }
        ],
    }


def board(*events: dict[str, Any]) -> dict[str, Any]:
    return {"leagues": [], "events": list(events)}


GOAL, SECOND = detail(HOME, "9'"), detail(AWAY, "45'+4'", kind="own")
SERIES = [
    board(event("STATUS_SCHEDULED")),
    board(event("STATUS_FIRST_HALF", "8'", 1)),
    board(event("STATUS_FIRST_HALF", "10'", 1, ("1", "0"))),
    board(event("STATUS_FIRST_HALF", "11'", 1, ("1", "0"), [GOAL])),
    board(event("STATUS_FIRST_HALF", "45'+4'", 1, ("1", "1"), [GOAL, SECOND])),
    board(event("STATUS_HALFTIME", "HT", 1, ("1", "1"), [GOAL, SECOND])),
    board(event("STATUS_SECOND_HALF", "58'", 2, ("1", "1"), [GOAL, SECOND])),
    board(event("STATUS_FULL_TIME", "90'+6'", 2, ("1", "1"), [GOAL, SECOND])),
]


def test_a_match_poll_by_poll() -> None:
    scores = [(0, 0)] * 2 + [(1, 0)] * 2 + [(1, 1)] * 4
    for polls, wanted in enumerate(scores, 1):
        assert score(checked("espn", *SERIES[:polls])) == wanted
    outcome = checked("espn", *SERIES)
    state = outcome.state
    assert (state.sport, state.phase) == (Sport.FOOTBALL, Phase.FULL_TIME)
    assert (state.home.team.name, state.home.team.short) == ("home town", "HOM")
    assert state.home.team.color == "#0a3d91"
    assert outcome.warnings == ()


def test_a_goal_is_told_with_all_that_is_known() -> None:
    goals = [fact for facts in news("espn", *SERIES) for fact in told(facts, "goal")]
    assert [(g.side, g.minute, g.added, g.kind) for g in goals] == [
        (Side.HOME, 9, None, GoalKind.PLAY),
        (Side.AWAY, 45, 4, GoalKind.OWN_GOAL),
    ]
    assert [g.player for g in goals] == ["A. Player"] * 2


def test_an_unchanged_poll_tells_nothing() -> None:
    assert news("espn", SERIES[4], SERIES[4])[1] == []


def test_renamed_sides_are_the_same_match() -> None:
    later = board(event("STATUS_FIRST_HALF", "11'", 1, ("1", "0"), [GOAL]))
    later["events"][0]["competitions"][0]["competitors"][0]["team"]["displayName"] = "Real Name"
    outcome = checked("espn", SERIES[3], later)
    assert (outcome.state.home.team.name, score(outcome)) == ("Real Name", (1, 0))


def test_a_goal_that_is_annulled_is_taken_back_and_may_come_again() -> None:
    without = board(event("STATUS_FIRST_HALF", "12'", 1, ("0", "0")))
    assert score(checked("espn", SERIES[3], without)) == (0, 0)
    assert score(checked("espn", SERIES[3], without, SERIES[3])) == (1, 0)


def test_a_goal_left_unsaid_is_not_annulled_while_the_score_has_it() -> None:
    trimmed = board(event("STATUS_FULL_TIME", "90'", 2, ("1", "1")))
    outcome = checked("espn", *SERIES[:7], trimmed)
    assert score(outcome) == (1, 1)
    assert outcome.state.annulled is None


def test_a_scoreboard_of_another_day_changes_nothing() -> None:
    other = board(event("STATUS_SCHEDULED", number="901"))
    outcome = checked("espn", *SERIES[:5], other, match="900")
    assert score(outcome) == (1, 1)
    assert "no match 900 in it" in outcome.warnings[0]


def test_a_goal_whose_minute_is_put_right_is_the_same_goal() -> None:
    right = board(event("STATUS_FIRST_HALF", "11'", 1, ("1", "0"), [detail(HOME, "10'")]))
    outcome = checked("espn", SERIES[3], right)
    assert score(outcome) == (1, 0)
    assert outcome.state.annulled is None


@pytest.mark.parametrize(
    ("status", "period", "phase"),
    [
        pytest.param("STATUS_HALFTIME", 1, Phase.HALF_TIME, id="half-time-after-nothing"),
        pytest.param("STATUS_FULL_TIME", 2, Phase.FULL_TIME, id="over-after-nothing"),
        pytest.param("STATUS_END_OF_REGULATION", 2, Phase.FULL_TIME, id="before-extra-time"),
        pytest.param("STATUS_SHOOTOUT", 5, Phase.SHOOT_OUT, id="kicks"),
        pytest.param("STATUS_FINAL_PEN", 5, Phase.AFTER_SHOOT_OUT, id="after-kicks"),
        pytest.param("STATUS_IN_PROGRESS", 2, Phase.SECOND_HALF, id="in-progress"),
        pytest.param("STATUS_SOMETHING_NEW", 1, Phase.FIRST_HALF, id="a-status-nobody-knows"),
    ],
)
def test_a_phase_needs_no_way_there(status: str, period: int, phase: Phase) -> None:
    later = board(event(status, "50'", period))
    assert checked("espn", SERIES[0], later).state.phase is phase


def test_kicks_are_counted_apart() -> None:
    kicks = [GOAL, SECOND, detail(HOME, "120'", kind="kick")]
    last = event(
        "STATUS_FINAL_PEN",
        "120'",
        5,
        ("1", "1"),
        kicks,
        sides=({"shootoutScore": 4}, {"shootoutScore": 3}),
    )
    outcome = checked("espn", *SERIES[:5], board(last))
    assert score(outcome) == (1, 1)
    assert (outcome.state.home.shootout, outcome.state.away.shootout) == (4, 3)
    assert [(one.side, one.is_scored, one.player) for one in outcome.state.kicks] == [
        (Side.HOME, True, "A. Player")
    ]


def test_a_summary_has_misses_too() -> None:
    shots = {HOME: (True, False), AWAY: (True,)}
    summary = {
        "header": event("STATUS_SHOOTOUT", "120'", 5, ("0", "0")),
        "keyEvents": [],
        "shootout": [
            {
                "id": team,
                "shots": [
                    {"shotNumber": number, "didScore": scored, "player": f"P{number}"}
                    for number, scored in enumerate(taken, 1)
                ],
            }
            for team, taken in shots.items()
        ],
    }
    state = checked("espn", summary).state
    assert {(one.side, one.number, one.is_scored) for one in state.kicks} == {
        (Side.HOME, 1, True),
        (Side.HOME, 2, False),
        (Side.AWAY, 1, True),
    }
    assert (state.home.shootout, state.away.shootout) == (1, 1)


def test_legs_before_are_what_the_total_has_beside_this_match() -> None:
    sides = ({"aggregateScore": 3}, {"aggregateScore": 4})
    outcome = checked("espn", board(event("STATUS_FIRST_HALF", "9'", 1, ("1", "0"), sides=sides)))
    assert outcome.state.aggregate == (2, 4)


def test_a_match_that_is_put_off() -> None:
    outcome = checked("espn", board(event("STATUS_POSTPONED")))
    assert outcome.state.status is MatchStatus.POSTPONED
    assert outcome.state.phase is Phase.PRE_MATCH


@pytest.mark.parametrize("seed", range(8))
def test_the_end_holds_whatever_polls_are_lost_doubled_and_late(seed: int) -> None:
    """As long as the last one comes last."""
    chance = random.Random(seed)
    polls = [poll for poll in SERIES[:-1] for _ in range(chance.choice([0, 1, 1, 2]))]
    for place in range(len(polls) - 1):
        if chance.random() < 0.3:
            polls[place : place + 2] = polls[place : place + 2][::-1]
    outcome = checked("espn", *polls, SERIES[-1])
    assert (score(outcome), outcome.state.phase) == ((1, 1), Phase.FULL_TIME)


def test_the_match_that_is_played_is_taken_where_nobody_says_which() -> None:
    over, live = event("STATUS_FULL_TIME", number="1"), event("STATUS_FIRST_HALF", "9'", 1)
    outcome = checked("espn", board(over, live))
    assert outcome.state.phase is Phase.FIRST_HALF
    assert "took 900" in outcome.warnings[0]
    assert [match.id for match in outcome.matches] == ["1", "900"]
    assert checked("espn", board(over, live), match="1").state.phase is Phase.FULL_TIME
    assert "no match 7" in checked("espn", board(over), match="7").warnings[0]


def test_the_match_taken_first_stays() -> None:
    """Another that is played later is not taken for the same one renamed."""
    later = event("STATUS_FIRST_HALF", "9'", 1, ("3", "0"), number="901")
    over = event("STATUS_FULL_TIME", "90'", 2, ("1", "1"), [GOAL, SECOND])
    outcome = checked("espn", *SERIES[:5], board(later, over))
    assert (score(outcome), outcome.state.phase) == ((1, 1), Phase.FULL_TIME)


def test_clocks_that_run_down_and_what_only_one_sport_has() -> None:
    situation = {
        "possession": AWAY,
        "down": 3,
        "distance": 7,
        "possessionText": "HOM 28",
        "isRedZone": True,
        "homeTimeouts": 2,
    }
    linescores = ({"linescores": [{"value": 7}, {"value": 3}]}, {"linescores": [{"value": 0}] * 2})
    outcome = checked(
        "espn",
        board(
            event(
                "STATUS_IN_PROGRESS",
                "0:48",
                2,
                ("10", "0"),
                sport=20,
                seconds=48.0,
                situation=situation,
                sides=linescores,
            )
        ),
    )
    state = outcome.state
    assert (state.sport, outcome.clock, state.period) == (Sport.AMERICAN_FOOTBALL, "00:48", 2)
    assert (score(outcome), state.scores) == ((10, 0), ((7, 0), (3, 0)))
    assert isinstance(state.situation, Down)
    assert (state.situation.possession, state.situation.down) == (Side.AWAY, 3)


def test_baseball_has_a_count_and_no_clock() -> None:
    situation = {"balls": 3, "strikes": 2, "outs": 1, "onFirst": True, "onThird": True}
    outcome = checked(
        "espn",
        board(event("STATUS_IN_PROGRESS", "", 9, sport=1, situation=situation, detail="Top 9th")),
    )
    assert outcome.clock is None
    count = outcome.state.situation
    assert isinstance(count, BatterCount)
    assert (count.batting, count.bases, count.outs) == (Side.AWAY, (True, False, True), 1)


def summary() -> dict[str, Any]:
    one = event("STATUS_FULL_TIME", "90'+6'", 2, ("1", "0"))
    return {
        "header": one,
        "rosters": [
            {
                "homeAway": "home",
                "roster": [
                    {"starter": True, "jersey": "9", "athlete": {"id": "7", "displayName": "Nine"}}
                ],
            }
        ],
        "keyEvents": [
            {
                "id": "1",
                "type": {"type": "kickoff"},
                "period": {"number": 1},
                "wallclock": "2026-06-11T19:05:57Z",
            },
            {
                "id": "2",
                "type": {"type": "goal"},
                "period": {"number": 1},
                "clock": {"displayValue": "9'"},
                "scoringPlay": True,
                "team": {"id": HOME},
                "participants": [
                    {"athlete": {"displayName": "Nine"}},
                    {"athlete": {"displayName": "Ten"}},
                ],
                "wallclock": "2026-06-11T19:14:30Z",
            },
        ],
    }


def test_a_summary_says_when_at_the_venue() -> None:
    (facts,) = news("espn", summary())
    (goal,) = told(facts, "goal")
    assert isinstance(goal, Goal)
    assert goal.event_time == 1_781_205_270_000_000
    assert (goal.player, goal.assist, goal.id) == ("Nine", "Ten", "goal/2")
    (line_up,) = told(facts, "line_up")
    assert [(p.name, p.number) for p in line_up.players] == [("Nine", "9")]
    assert score(checked("espn", summary())) == (1, 0)


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        pytest.param({"error": "no"}, "neither a scoreboard", id="something-else"),
        pytest.param([1, 2], "neither a scoreboard", id="a-list"),
        pytest.param(board(), "no match in it", id="nothing-today"),
        pytest.param(board({"id": "1", "competitions": []}), "without two sides", id="no-sides"),
    ],
)
def test_what_is_odd_is_said(payload: Any, said: str) -> None:
    assert said in checked("espn", payload).warnings[0]


def test_a_number_out_of_bounds_is_left_out_and_said() -> None:
    outcome = checked("espn", board(event("STATUS_FIRST_HALF", "9'", 1, ("99999", "0"))))
    assert score(outcome) == (0, 0)
    assert "correction score: home 99999 is wrong" in outcome.warnings[0]


def test_a_scoreboard_full_of_nothing_is_survived() -> None:
    one = event("STATUS_FIRST_HALF", "9'", 1)
    for key in ("status", "details", "venue", "situation"):
        one["competitions"][0][key] = None
    outcome = checked("espn", coded(board(one)))
    assert outcome.state.home.team.name == "home town"


def test_the_real_series_ends_as_the_matches_did() -> None:
    polls = real("espn", "series_wc2026/*.json.gz")
    quarter = checked("espn", *polls, match="760489")
    assert (score(quarter), quarter.state.phase) == ((1, 1), Phase.AFTER_SHOOT_OUT)
    assert (quarter.state.home.shootout, quarter.state.away.shootout) == (3, 4)
    assert quarter.unreadable == 0
    # Of its extra time there is no poll but the last.
    final = checked("espn", *polls, match="760517")
    assert (final.state.scores, final.clock) == (((0, 0), (0, 0), (0, 0), (1, 0)), "120:00")
    for match in quarter.matches:
        outcome = checked("espn", *polls, match=match.id)
        assert outcome.warnings == ()


def test_the_real_summary_is_mexico_s() -> None:
    outcome = checked("espn", *real("espn", "summary_soccer_fifa.world.json"))
    state = outcome.state
    assert (state.home.team.name, state.away.team.name) == ("Mexico", "South Africa")
    assert (score(outcome), state.phase) == ((2, 0), Phase.FULL_TIME)
    assert state.home.red_cards + state.away.red_cards == 3
