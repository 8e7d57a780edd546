"""Sheets people fill in: both layouts, events, what Excel makes of a clock, and odd names."""

from collections.abc import Sequence
from datetime import time, timedelta
from typing import Any

import pytest

from feeds.check import Check, Outcome
from feeds.parsers import parser
from feeds.payload import PayloadError
from feeds.rhythm import Pace, pace_of
from feeds.sport import Sport
from feeds.state import Phase
from tests.checks import checked, score, told
from tests.test_table import workbook

BOARD: list[list[Any]] = [
    ["Touchline scoreboard"],
    ["Sport", "football"],
    ["Home Name", "Northfield"],
    ["away  name", "Riverton"],
    ["HOME_SCORE", 2],
    ["away score", "1"],
    ["clock", "12:34"],
    ["Period", 1],
    [],
    ["# typed by", "Ann"],
]
EVENTS: list[list[Any]] = [
    ["Time", "Side", "Type", "Player", "Minute", "Out"],
    ["", "home", "Goal", "A. Ash", 3, ""],
    ["", "Riverton", "Own goal", "B. Birch", "9", ""],
    ["10:20", "home", "penalty goal", "C. Cedar", "", ""],
    ["", "away", "Yellow card", "D. Dogwood", 11, ""],
    ["", "away", "sub", "E. Elm", 12, "F. Fir"],
    [],
]


def csv(rows: Sequence[Sequence[object]], between: str = ",") -> bytes:
    return "\n".join(between.join(map(str, row)) for row in rows).encode()


def after(*payloads: bytes) -> Outcome:
    return checked("sheet", *payloads)


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(csv(BOARD), id="csv"),
        pytest.param(csv(BOARD, ";"), id="semicolons"),
        pytest.param("\ufeff".encode() + csv(BOARD, "\t"), id="tabs-and-a-mark"),
        pytest.param(workbook(Board=BOARD), id="excel"),
        pytest.param(workbook(Notes=[["hello", "world"]], Board=BOARD), id="another-sheet-first"),
        pytest.param(
            csv([["sport", "home", "away", "home goals", "away goals", "time", "half", "quarter"],
                 ["football", "old", "older", 0, 0, "1:00", "", 1],
                 ["football", "Northfield", "Riverton", 2, 1, "12:34:00", "", 1]]),
            id="a-row-of-names",
        ),
        pytest.param(
            workbook(Board=[[row[0] for row in BOARD[1:8]], [row[1] for row in BOARD[1:8]]]),
            id="a-row-of-names-in-excel",
        ),
    ],
)  # fmt: skip
def test_layouts(payload: bytes) -> None:
    outcome = after(payload)
    state = outcome.state
    assert (state.sport, state.home.team.name, state.away.team.name) == (
        Sport.FOOTBALL,
        "Northfield",
        "Riverton",
    )
    assert (score(outcome), state.phase, outcome.clock) == ((2, 1), Phase.FIRST_HALF, "12:34")
    assert outcome.warnings == ()


def test_the_next_match_on_the_same_sheet_kicks_off() -> None:
    def sheet(home: str, score: int, phase: str) -> bytes:
        rows = [["sport", "football"], ["home", home], ["away", "Riverton"]]
        return csv([*rows, ["home score", score], ["away score", 0], ["phase", phase]])

    first = [sheet("Northfield", n, phase) for n, phase in enumerate(("playing 1", "playing 2"))]
    outcome = after(*first, sheet("Northfield", 1, "ended 2"), sheet("Westbrook", 0, "playing 1"))
    state = outcome.state
    assert (state.home.team.name, score(outcome)) == ("Westbrook", (0, 0))
    assert (state.phase, state.goal, outcome.clock) == (Phase.FIRST_HALF, None, "00:00")


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(workbook(Board=BOARD, Events=EVENTS), id="on-a-sheet-of-its-own"),
        pytest.param(workbook(Board=[*BOARD, [], *EVENTS]), id="below"),
        pytest.param(csv([*BOARD, [], *EVENTS]), id="below-in-csv"),
    ],
)
def test_events(payload: bytes) -> None:
    check = Check(parser("sheet"))
    facts = check.take("sheet", payload)
    goals = [(goal.side, goal.player, goal.kind, goal.minute) for goal in told(facts, "goal")]
    assert goals == [
        ("home", "A. Ash", "play", 3),
        ("away", "B. Birch", "own_goal", 9),
        ("home", "C. Cedar", "penalty", 11),
    ]
    assert [(card.player, card.color) for card in told(facts, "card")] == [("D. Dogwood", "yellow")]
    (change,) = told(facts, "substitution")
    assert (change.player_in, change.player_out) == ("E. Elm", "F. Fir")
    assert told(facts, "correction") == []
    assert check.outcome().warnings == ()


def test_points_of_other_sports() -> None:
    rows: list[list[Any]] = [["sport", "basketball"], ["home score", 5], ["away score", 0], [],
            ["time", "side", "type", "points"], ["09:58", "home", "3pt", ""],
            ["9:31", "home", "basket", 2]]  # fmt: skip
    check = Check(parser("sheet"))
    points = told(check.take("sheet", csv(rows)), "points")
    assert [(one.points, one.way) for one in points] == [(3, "3pt"), (2, "basket")]
    assert score(check.outcome()) == (5, 0)


@pytest.mark.parametrize(
    ("cell", "clock"),
    [
        pytest.param(time(12, 34), "12:34", id="taken-for-a-time"),
        pytest.param(time(3, 20), "03:20", id="in-the-morning"),
        pytest.param(timedelta(hours=67, minutes=5), "67:05", id="past-a-day"),
        pytest.param(time(0, 12, 34), "12:34", id="with-hours-before"),
        pytest.param("12:34", "12:34", id="text"),
        pytest.param("3:20:00", "03:20", id="text-of-a-time"),
        pytest.param(754, "12:34", id="seconds"),
    ],
)
def test_what_a_spreadsheet_makes_of_a_clock(cell: Any, clock: str) -> None:
    payload = workbook(Board=[["home score", 0], ["clock", cell], ["running", "no"]])
    assert after(payload).clock == clock


@pytest.mark.parametrize(
    ("row", "said"),
    [
        pytest.param(
            ["hom scor", 1], "hom scor: unknown name; did you mean home score?", id="near"
        ),
        pytest.param(["kiosk", "open"], "kiosk: unknown name; it is left out", id="far"),
        pytest.param(["home fouls", "many"], "home fouls: 'many' is no number", id="value"),
        pytest.param(["sport", "chess"], "sport: 'chess' is no sport; use football", id="sport"),
        pytest.param(["clock counts", "over"], "clock counts: 'over' is neither up", id="counts"),
        pytest.param(["clock unit", "hours"], "clock unit: 'hours' is no unit; use s", id="unit"),
    ],
)
def test_odd_rows_are_told_and_left_out(row: list[Any], said: str) -> None:
    outcome = after(csv([["sport", "basketball"], ["home score", 1], ["away score", 0], row]))
    assert said in outcome.warnings[0]
    assert score(outcome) == (1, 0)


def test_an_odd_event_is_told() -> None:
    rows: list[list[Any]] = [
        ["home score", 1],
        [],
        ["side", "type", "player"],
        ["home", "corner", "A"],
    ]
    assert after(csv(rows)).warnings == (
        "0: event 1: 'corner' is no goal, card, substitution or points",
    )


def test_sets_as_a_volunteer_writes_them() -> None:
    rows: list[list[Any]] = [
        ["sport", "volleyball"],
        ["home score", 1],
        ["away score", 0],
        ["set", 2],
        ["home sets", 25],
        ["away sets", 23],
        ["home points", 3],
        ["away points", 4],
        ["serving", "away"],
    ]
    outcome = after(csv(rows))
    assert (score(outcome), outcome.state.scores) == ((1, 0), ((25, 23), (3, 4)))
    assert outcome.state.situation is not None


def test_a_cell_that_is_empty_for_a_moment_changes_nothing() -> None:
    empty = [row if row[:1] != ["HOME_SCORE"] else ["HOME_SCORE", ""] for row in BOARD]
    assert score(after(csv(BOARD), csv(empty))) == (2, 1)


def board(*changes: tuple[str, str | None]) -> bytes:
    """A sheet of rows, some changed; without a row that is changed to None."""
    rows: dict[str, str | None] = {"sport": "football", "home name": "Northfield"}
    rows |= {"away name": "Riverton", "period": "2", "clock": "50:00", **dict(changes)}
    return csv([[name, value] for name, value in rows.items() if value is not None])


@pytest.mark.parametrize(
    ("after_it", "clock", "said"),
    [
        pytest.param([("clock", "abc")], "50:00", "clock: 'abc' is no clock", id="typo"),
        pytest.param([("clock", "")], "50:00", "clock: says nothing; it runs on", id="emptied"),
        pytest.param([("clock", ""), ("period", "3")], "90:00", None, id="the-next-period"),
        pytest.param([("running", "maybe")], "50:00", "running: 'maybe' is", id="running"),
    ],
)
def test_a_clock_that_does_not_fit_leaves_the_one_before(
    after_it: list[tuple[str, str]], clock: str, said: str | None
) -> None:
    outcome = after(board(("running", "no")), board(("running", "no"), *after_it))
    assert outcome.clock == clock
    assert outcome.state.clock is not None
    assert outcome.state.clock.running is (said is None)
    assert [said in one for one in outcome.warnings if said] == [True] * bool(said)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param([("home naem", "Northfield"), ("home name", None)], id="label"),
        pytest.param([("home name", None)], id="row-deleted"),
        pytest.param([("sport", "footbal")], id="sport"),
        pytest.param([("sport", None)], id="no-sport"),
        pytest.param([("home short", "")], id="letters"),
        pytest.param([("home color", "blu")], id="colour"),
        pytest.param([("venue", None)], id="venue"),
    ],
)
def test_what_stood_of_the_match_stands_after_a_slip(change: list[tuple[str, str | None]]) -> None:
    first = [("home short", "NOR"), ("home color", "#0a3d91"), ("venue", "Park")]
    before = board(*first)
    state = after(before, board(*first, *change)).state
    assert state == after(before, before).state


def test_another_side_has_letters_of_its_own() -> None:
    first = board(("home short", "NOR"), ("venue", "Park"), ("competition", "Cup"))
    state = after(first, board(("home name", "Westbrook"))).state
    assert (state.home.team.name, state.home.team.short, state.venue) == ("Westbrook", None, None)


@pytest.mark.parametrize("phase", ["scheduled", "half-time", "playing 1", "plying 1"])
def test_a_clock_that_is_none_is_odd_in_every_phase(phase: str) -> None:
    warnings = after(board(("phase", phase), ("clock", "banana"))).warnings
    assert sum("clock: 'banana' is no clock" in one for one in warnings) == 1


def test_a_match_whose_clock_runs_on_is_played() -> None:
    one = parser("sheet")
    pace, paces = Pace.IDLE, []
    for change in ((), (("home score", "1"),), (("clock", ""),), (("clock", "abc"),)):
        pace = pace_of(one.parse(board(("phase", "playing 2"), *change), 1), pace)
        paces.append(pace)
    assert paces == [Pace.LIVE] * 4


def test_a_clock_begins_where_a_break_was_between() -> None:
    phases = [board(("phase", "playing 1")), board(("phase", "half-time"))]
    assert after(*phases, board(("clock", ""), ("period", ""), ("phase", "playing 2"))).clock == (
        "45:00"
    )


def test_a_clock_that_counts_down_runs_on() -> None:
    sport = ("sport", "basketball")
    assert after(board(sport), board(sport, ("clock", "abc"))).clock == "50:00"


def test_a_clock_stands_while_its_period_is_misspelt() -> None:
    bad = board(("period", "x"), ("clock", "51:00"))
    assert after(board(), bad, board(("clock", "abc"))).clock == "51:00"


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        pytest.param(b"a,b\n1,2\n", "no name in it that a scoreboard has", id="another-table"),
        pytest.param(workbook(Board=BOARD)[:2000], "no Excel file", id="half-saved"),
        pytest.param(b"<!DOCTYPE html><html>sign in", "an HTML page", id="not-published"),
        pytest.param(b"", "empty", id="empty"),
    ],
)
def test_what_is_no_sheet(payload: bytes, said: str) -> None:
    with pytest.raises(PayloadError, match=said):
        parser("sheet").parse(payload, 1)


def test_a_file_half_saved_leaves_the_last_good_state() -> None:
    """Saved, caught half saved, and saved whole."""
    boards = [[*BOARD[1:4], ["home score", n], ["away score", 0]] for n in (1, 2)]
    first, second = (workbook(Board=board) for board in boards)
    check = Check(parser("sheet"))
    scores = []
    for number, payload in enumerate((first, second[: len(second) // 2], first[:-30], second)):
        check.take(str(number), payload)
        scores.append(score(check.outcome()))
    assert scores == [(1, 0), (1, 0), (1, 0), (2, 0)]
    assert check.outcome().unreadable == 2


def test_it_is_looked_at_as_often_as_it_may_be() -> None:
    one = parser("sheet")
    assert [one.parse(csv(BOARD), n).wait for n in range(2)] == [0, 0]
