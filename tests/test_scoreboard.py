"""Plain scoreboards: what values by well-known names come to, sport by sport."""

from typing import Any

import pytest

from feeds.coercion import ClockUnit, Values
from feeds.fact import CardColor, ClockSet, Fact, GoalKind, InningHalf
from feeds.happening import Side
from feeds.reading import Reading, Voice
from feeds.scoreboard import Scoreboard, Terms
from feeds.situation import BatterCount, Down, Fouls, GamePoints, Over, Serve, Strength
from feeds.sport import Direction, Sport
from tests.checks import told

S = 1_000_000


def reading(
    given: dict[str, Any],
    terms: Terms | None = None,
    board: Scoreboard | None = None,
    **lists: list[dict[str, Any]],
) -> Reading:
    odd: list[str] = []
    rows = {name: [Values(row, odd) for row in found] for name, found in lists.items()}
    voice = Voice(provider="p", received=1)
    values = Values(given, odd)
    return (board or Scoreboard()).reading(values, rows, terms or Terms(), voice)


def facts(given: dict[str, Any], sport: Sport = Sport.FOOTBALL, **lists: Any) -> tuple[Fact, ...]:
    return reading(given, Terms(sport=sport), **lists).facts


def spoken(given: dict[str, Any], sport: Sport = Sport.FOOTBALL) -> list[str]:
    """What is told but the match itself: types and ids."""
    return [f"{fact.type} {fact.id}" for fact in facts(given, sport)[1:]]


def test_the_match() -> None:
    (match,) = facts(
        {"home_name": "Foxes", "home_short": "fox", "home_color": "c8102e", "venue": "Rink"}
    )
    assert match.type == "match"
    assert (match.home.name, match.home.short, match.home.color) == ("Foxes", "fox", "#c8102e")
    assert (match.away.name, match.venue, match.competition) == ("Away", "Rink", None)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        pytest.param({"phase": "scheduled"}, [], id="scheduled"),
        pytest.param({"phase": "First half"}, ["status status", "period_started period/1"], id="1"),
        pytest.param(
            {"phase": "live", "period": 2, "clock": "46:10"},
            ["status status", "clock_set clock"],
            id="clock",
        ),
        pytest.param({"clock": "46:10", "period": 2}, ["clock_set clock"], id="no-phase"),
        pytest.param(
            {"phase": "HT"}, ["status status", "period_ended period/1/end"], id="interval"
        ),
        pytest.param({"phase": "break"}, ["status status"], id="a-break-after-nothing"),
        pytest.param({"phase": "postponed"}, ["status status"], id="status"),
        pytest.param(
            {"phase": "ended 4"},
            ["status status", "period_ended period/4/end", "match_ended end"],
            id="ended",
        ),
        pytest.param({"phase": "penalties"}, ["status status", "period_started period/5"], id="so"),
        pytest.param(
            {"phase": "playing", "added": 3}, ["status status", "added_time added"], id="+"
        ),
        pytest.param({"phase": "5th of never", "clock": "1:00"}, [], id="unknown"),
    ],
)
def test_where_it_stands(given: dict[str, Any], wanted: list[str]) -> None:
    assert spoken(given) == wanted


def test_an_unknown_phase_is_odd_once() -> None:
    odd = reading({"phase": "5th of never"}).warnings
    assert len(odd) == 1
    assert "phase: '5th of never' is no phase; it is one of scheduled, playing" in odd[0]


def test_a_shoot_out_elsewhere_has_a_period_of_its_own() -> None:
    (fact,) = told(facts({"phase": "shoot_out", "period": 5}, Sport.ICE_HOCKEY), "period_started")
    assert (fact.period, fact.is_shoot_out) == (5, True)
    assert "period: says nothing" in reading({"phase": "shoot_out"}).warnings[0]


def test_clocks_by_their_terms() -> None:
    terms = Terms(
        sport=Sport.BASKETBALL, clock_unit=ClockUnit.MILLISECONDS, clock_counts=Direction.UP
    )
    given = {"clock": 61_500, "running": "no", "period": 4, "shot_clock": 9_000}
    clock, shot = reading(given, terms).facts[1:]
    assert isinstance(clock, ClockSet)
    assert (clock.clock, clock.running, clock.period) == (61_500_000, False, 4)
    assert (clock.counts, getattr(shot, "clock", None)) == (Direction.UP, 9 * S)


@pytest.mark.parametrize(
    ("sport", "given", "goals", "wanted"),
    [
        pytest.param(Sport.FOOTBALL, {"home_score": "1", "away_score": 0}, 0, "1:0", id="score"),
        pytest.param(Sport.FOOTBALL, {"home_score": "1", "away_score": 0}, 1, "", id="as-listed"),
        pytest.param(Sport.FOOTBALL, {"home_score": "1"}, 0, "", id="half-a-score"),
        pytest.param(Sport.VOLLEYBALL, {"home_score": 1, "away_score": 0}, 0, "1:0", id="sets"),
    ],
)
def test_scores(sport: Sport, given: dict[str, Any], goals: int, wanted: str) -> None:
    found = told(facts(given, sport, goals=[{"side": "home"}] * goals), "correction")
    assert "".join(f"{fact.home}:{fact.away}" for fact in found) == wanted


def test_what_stands_beside_the_score() -> None:
    given = {
        "home_periods": "1 0", "away_periods": [0, "2"], "home_shootout": 3, "away_shootout": 4,
        "home_aggregate": 1, "away_aggregate": 2,
    }  # fmt: skip
    periods, kicks, brought = facts(given)[1:]
    assert getattr(periods, "scores", None) == ((1, 0), (0, 2))
    assert (getattr(kicks, "home", None), getattr(brought, "away", None)) == (3, 2)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        pytest.param({"period": 2, "home_periods": 25, "away_periods": "23"}, 3, id="in-a-set"),
        pytest.param({"period": 3, "home_periods": 25, "away_periods": 23}, None, id="untold"),
    ],
)
def test_points_of_a_set_go_behind_the_sets_before(given: Any, wanted: int | None) -> None:
    for sport in (Sport.VOLLEYBALL, Sport.BADMINTON, Sport.TABLE_TENNIS):
        found = facts({**given, "home_points": 3, "away_points": 9}, sport)
        last = [fact.scores[-1] for fact in told(found, "period_scores")]
        assert last == ([] if wanted is None else [(3, 9)])


BY: dict[str, Any] = {"event_time": None, "received": 1, "id": "situation", "provider": "p"}


@pytest.mark.parametrize(
    ("sport", "given", "wanted"),
    [
        pytest.param(
            Sport.BASKETBALL,
            {"home_fouls": 4, "away_bonus": "yes", "possession": "away", "home_timeouts": "2"},
            Fouls(home=4, away_bonus=True, possession=Side.AWAY, home_timeouts=2, **BY),
            id="basketball",
        ),
        pytest.param(
            Sport.ICE_HOCKEY,
            {"away_skaters": 4, "home_empty": True},
            Strength(home=5, away=4, is_home_empty=True, **BY),
            id="ice-hockey",
        ),
        pytest.param(
            Sport.BASEBALL,
            {"half": "Top", "balls": 3, "outs": "2", "second": "x", "pitcher": "A. B."},
            BatterCount(
                batting=Side.AWAY,
                balls=3,
                strikes=0,
                outs=2,
                bases=(False, True, False),
                pitcher="A. B.",
                **BY,
            ),
            id="baseball",
        ),
        pytest.param(
            Sport.AMERICAN_FOOTBALL,
            {"possession": "h", "down": 3, "distance": 8, "spot": "OAK 28", "red_zone": "no"},
            Down(possession=Side.HOME, down=3, distance=8, spot="OAK 28", **BY),
            id="american-football",
        ),
        pytest.param(
            Sport.TENNIS,
            {"home_points": 40, "away_points": "AD", "server": "away"},
            GamePoints(home="40", away="AD", server=Side.AWAY, **BY),
            id="tennis",
        ),
        pytest.param(
            Sport.VOLLEYBALL, {"server": "home"}, Serve(server=Side.HOME, **BY), id="volleyball"
        ),
        pytest.param(
            Sport.BADMINTON, {"server": "away"}, Serve(server=Side.AWAY, **BY), id="badminton"
        ),
        pytest.param(
            Sport.CRICKET,
            {"batting": "home", "wickets": 3, "overs": "12.4", "target": 180, "max_overs": 20},
            Over(batting=Side.HOME, wickets=3, balls=76, target=180, limit=120, **BY),
            id="cricket",
        ),
        pytest.param(Sport.BASEBALL, {"balls": 3}, None, id="nobody-bats"),
        pytest.param(Sport.TENNIS, {"home_points": 15}, None, id="half-a-point"),
        pytest.param(Sport.FOOTBALL, {"balls": 3}, None, id="another-sport-s"),
    ],
)
def test_situations(sport: Sport, given: dict[str, Any], wanted: Any) -> None:
    found = [fact for fact in facts(given, sport) if fact.id == "situation"]
    assert found == ([] if wanted is None else [wanted])


def test_how_many_sets_there_are() -> None:
    for given, expected in ((5, 5), (None, None), ("many", None)):
        (match,) = told(facts({"home_name": "A", "best_of": given}, Sport.TENNIS), "match")
        assert match.best_of == expected


def test_an_inning_s_half() -> None:
    (fact,) = told(facts({"half": "bottom", "period": 3}, Sport.BASEBALL), "period_started")
    assert (fact.id, fact.half) == ("period/3/bottom", InningHalf.BOTTOM)


def test_lists() -> None:
    found = facts(
        {"home_name": "Foxes", "away_name": "Rams", "home_id": "17"},
        goals=[
            {"side": 17, "player": "A", "minute": "45+2'", "kind": "Penalty", "id": 5},
            {"side": "Rams", "player": "B", "minute": "58", "kind": "OWN_GOAL"},
            {"side": "rams", "kind": "OPEN_PLAY", "time": "2026-11-28T19:00:00Z"},
        ],
        cards=[{"side": "home", "color": "Yellow-Red"}, {"side": "away", "color": "red card"}],
        substitutions=[{"side": "home", "in": "C", "out": "D", "minute": 60, "added": 0}],
        points=[{"side": "away", "points": "3", "way": "3pt"}, {"side": "away"}],
        kicks=[
            {"side": "home", "scored": "Saved", "player": "A", "number": 1},
            {"side": "away", "scored": True},
            {"side": "away"},
        ],
        penalties=[
            {"side": "away", "minutes": 2, "infraction": "hooking", "clock": "12:34", "period": 2},
            {"side": "home", "minutes": 0},
        ],
        players=[{"side": "home", "name": "A", "number": 9, "captain": True}, {"name": "E"}],
        stats=[{"name": "shots", "home": "7", "away": 4}, {"name": "half", "home": 1}],
    )
    goals = told(found, "goal")
    assert [(goal.side, goal.kind, goal.minute, goal.added) for goal in goals] == [
        (Side.HOME, GoalKind.PENALTY, 45, 2),
        (Side.AWAY, GoalKind.OWN_GOAL, 58, None),
        (Side.AWAY, GoalKind.PLAY, None, None),
    ]
    assert goals[0].id == "goal/5"
    assert goals[2].event_time == 1_795_892_400 * S
    assert [card.color for card in told(found, "card")] == [CardColor.SECOND_YELLOW, CardColor.RED]
    (change,) = told(found, "substitution")
    assert (change.player_in, change.player_out, change.minute) == ("C", "D", 60)
    assert [(fact.points, fact.way) for fact in told(found, "points")] == [(3, "3pt"), (1, None)]
    assert [(fact.side, fact.is_scored, fact.number) for fact in told(found, "kick")] == [
        (Side.HOME, False, 1),
        (Side.AWAY, True, None),
    ]
    assert [(fact.minutes, fact.clock, fact.period) for fact in told(found, "penalty")] == [
        (2, 754 * S, 2)
    ]
    (line_up,) = told(found, "line_up")
    assert [(one.name, one.number, one.is_captain) for one in line_up.players] == [("A", "9", True)]
    assert [(fact.name, fact.home, fact.away) for fact in told(found, "stat")] == [("shots", 7, 4)]


def test_words_of_the_feed_s() -> None:
    words = {
        "phase": {"P2": "playing 2"}, "side": {"W": "away"}, "goals": {"PS": "penalty"},
        "cards": {"2": "red"}, "stats": {"sog": "shots on goal"},
    }  # fmt: skip
    terms = Terms(words=words, is_own_by=True)
    found = reading(
        {"phase": "P2"},
        terms,
        goals=[{"side": "W", "kind": "PS"}, {"side": "w", "kind": "own goal"}],
        cards=[{"side": "W", "color": 2}],
        stats=[{"name": "sog", "home": 1, "away": 2}],
    ).facts
    assert [(goal.side, goal.kind) for goal in told(found, "goal")] == [
        (Side.AWAY, GoalKind.PENALTY),
        (Side.HOME, GoalKind.OWN_GOAL),
    ]
    assert [card.color for card in told(found, "card")] == [CardColor.RED]
    assert [stat.name for stat in told(found, "stat")] == ["shots on goal"]
    assert [fact.period for fact in told(found, "period_started")] == [2]


def test_a_row_without_an_id_goes_by_what_it_says() -> None:
    row = {"side": "home", "player": "A", "minute": "9"}
    first = told(facts({}, goals=[row, row]), "goal")
    later = told(facts({}, goals=[{"side": "away"}, row, row]), "goal")
    assert [goal.id for goal in first] == ["goal/home/A/9", "goal/home/A/9/2"]
    assert [goal.id for goal in later][1:] == [goal.id for goal in first]


@pytest.mark.parametrize(
    ("lists", "said"),
    [
        pytest.param({"goals": [{"player": "A"}]}, "side: says nothing", id="no-side"),
        pytest.param({"goals": [{"side": "Rams"}]}, "side: 'Rams' is neither side", id="side"),
        pytest.param(
            {"cards": [{"side": "home", "color": "green"}]}, "color: 'green' is no card", id="card"
        ),
    ],
)
def test_odd_rows_are_left_out(lists: dict[str, Any], said: str) -> None:
    found = reading({}, **lists)
    assert [fact.type for fact in found.facts] == ["match"]
    assert said in found.warnings[0]


def test_what_was_there_before_and_is_not_now_takes_nothing_back() -> None:
    board = Scoreboard()
    whole = [
        reading(given, board=board, **lists).is_whole
        for given, lists in (
            ({}, {}),
            ({"home_score": 1}, {"goals": [{"side": "home"}]}),
            ({"home_score": 1}, {"goals": []}),
            ({"home_score": ""}, {"goals": []}),
            ({"home_score": 1}, {}),
            ({"home_score": 1}, {"goals": []}),
        )
    ]
    assert whole == [True, True, True, False, False, True]


def test_a_typed_clock_is_said_as_it_stands_or_stood() -> None:
    board = Scoreboard(is_typed=True)
    clocks = [
        [fact.clock // S for fact in told(reading(given, board=board).facts, "clock_set")]
        for given in (
            {"clock": "12:34", "home_score": 0},
            {"clock": "12:34", "home_score": 1},
            {"clock": ""},
            {"clock": "13:30"},
            {"running": "no"},
        )
    ]
    assert clocks == [[754], [754], [754], [810], [810]]
