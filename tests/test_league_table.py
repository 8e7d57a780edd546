"""The league table: which one, in which columns, whose rows are marked."""

from dataclasses import replace

import pytest

from feeds.squad import Standings, TableRow
from feeds.state import GameState
from overlays.graphic import PLAIN, Style
from overlays.league_table import GRAPHIC
from overlays.panel_row import Kit, PanelRow, Words
from overlays.table_rows import table
from tests.panels import HD, MATCH, shot, standings, words

A = standings("Group A", "Halden", "Kestrel Bay")
B = standings("Group B", "Corvin City", "Northmere")
GROUPS = replace(MATCH, standings=(A, B))


def of(*rows: TableRow) -> GameState:
    return replace(
        MATCH, standings=(Standings(event_time=0, received=0, name="League", rows=rows),)
    )


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        pytest.param("", "Group B", id="where-one-of-ours-plays"),
        pytest.param("group  a", "Group A", id="asked-for"),
        pytest.param("Group Z", "Group B", id="asked-for-in-vain"),
    ],
)
def test_which_table_it_is(group: str, expected: str) -> None:
    found = table(GROUPS, group, PLAIN)
    assert found is not None
    assert found.name == expected
    assert words(GRAPHIC.layers(shot(GROUPS, group=group), HD))


def test_the_rows_of_this_match_have_its_colours() -> None:
    layers = GRAPHIC.layers(shot(MATCH), HD)
    rows = sorted(
        (one for one in layers if isinstance(one.drawing, PanelRow)), key=lambda one: one.top
    )
    marked = [
        place
        for place, row in enumerate(rows)
        if isinstance(row.drawing, PanelRow)
        and any(isinstance(part, Kit) for part in row.drawing.parts)
    ]
    assert marked == [2, 4]


def test_a_team_goes_by_the_feed_s_own_name_too() -> None:
    ours = replace(MATCH.home.team, name="FC Port Arden", feed_name="Port Arden")
    state = replace(MATCH, home=replace(MATCH.home, team=ours))
    said = words(GRAPHIC.layers(shot(state), HD))
    assert "FC Port Arden" in said
    assert "Port Arden" not in said


def test_a_row_says_what_its_columns_are_called() -> None:
    said = words(GRAPHIC.layers(shot(MATCH), HD))
    assert said[:7] == ["TEAM", "P", "W", "D", "L", "GD", "PTS"]
    assert said[7:15] == ["1", "Halden", "24", "20", "0", "4", "+20", "60"]
    assert said[-2:] == ["+4", "48"]


def test_columns_of_which_nothing_was_told_are_left_out() -> None:
    state = of(
        TableRow(team="A", points=0.625, played=8, won=5, lost=3),
        TableRow(team="B", points=-3, played=9, won=None, lost=4),
    )
    said = words(GRAPHIC.layers(shot(state), HD))
    assert said == [
        *("TEAM", "P", "W", "L", "PTS"),
        *("1", "A", "8", "5", "3", "0.62"),
        *("2", "B", "9", "-", "4", "\N{MINUS SIGN}3"),
    ]


def test_a_team_that_cannot_be_drawn_keeps_its_row() -> None:
    said = words(GRAPHIC.layers(shot(of(TableRow(team="⚽", points=1, played=1))), HD))
    assert said[-4:] == ["1", "-", "1", "1"]


def test_tables_without_rows_are_none() -> None:
    assert not GRAPHIC.shows(of())
    assert GRAPHIC.shows(GROUPS)


def test_units_stand_below_units_in_the_mirror_too() -> None:
    rows = [f"Team {place}" for place in range(12)]
    state = replace(MATCH, standings=(standings("League", *rows),))
    arabic = replace(shot(state), style=Style(language="ar"))
    layers = GRAPHIC.layers(arabic, HD)
    figures = [
        part
        for layer in layers
        if isinstance(layer.drawing, PanelRow)
        for part in layer.drawing.parts
        if isinstance(part, Words) and part.is_tabular
    ]
    ends = {one.left: [two for two in figures if two.left == one.left] for one in figures}
    assert len(ends) == 7
    assert {len(column) for column in ends.values()} == {12}
    assert {one.align for one in figures} == {"left"}
