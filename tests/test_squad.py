"""Squads: rows of a sheet as players, and each mistake by row and column with its remedy."""

import pytest

from api.things.grid import rows_of
from api.things.squad import Squad, Teams, read

TEAMS = {"north": {"t1"}, "united": {"t1", "t2"}}


def squad(text: str, given: str | None = "t1") -> Squad:
    return read(rows_of(text.encode()), Teams(given=given, called=TEAMS, ids={"t1", "t2"}))


def test_players_are_read() -> None:
    found = squad("No;First;Last;Pos\n#7;Ann;Ash;GK\n08.;Bo;;\n;Cy;Cole;FW\n")
    assert [(one.row, one.number, one.name, one.short, one.position) for one in found.lines] == [
        (2, "7", "Ann Ash", "Ash", "GK"),
        (3, "08", "Bo", None, ""),
        (4, "", "Cy Cole", "Cole", "FW"),
    ]
    assert found.wrongs == ()
    assert found.columns == {"A": "number", "B": "first", "C": "last", "D": "position"}


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        pytest.param("No;Name\n7;Ann\n", {}, id="none"),
        pytest.param(
            "No;Name;Weight;;Name\n7;Ann;60;x;A.\n", {"C": "Weight", "E": "Name"}, id="two"
        ),
        pytest.param("7;Ann Ash\n9;Bo Birch\n", {}, id="no-header"),
    ],
)
def test_columns_nobody_knows_are_told(text: str, left_out: dict[str, str]) -> None:
    assert squad(text).left_out == left_out


def test_what_has_no_column_is_left_as_it_is() -> None:
    (line,) = squad('Name\n"Ash, Ann"\n').lines
    assert (line.name, line.number, line.position, line.id) == ("Ann Ash", None, None, None)


@pytest.mark.parametrize(
    ("text", "given", "team"),
    [
        pytest.param("Name,Team\nAnn,NORTH\n", None, "t1", id="by-name"),
        pytest.param("Name,Team\nAnn,t2\n", None, "t2", id="by-id"),
        pytest.param("Name,Team\nAnn,Elsewhere\n", "t2", "t2", id="the-chosen-one"),
        pytest.param("Name,Team\nAnn,United\n", "t2", "t2", id="one-of-two-of-that-name"),
    ],
)
def test_the_team_of_a_row(text: str, given: str | None, team: str) -> None:
    assert [line.team for line in squad(text, given).lines] == [team]


@pytest.mark.parametrize(
    ("text", "given", "column", "detail"),
    [
        pytest.param("No,Name\n7,\n", "t1", "B", "has no name", id="no-name"),
        pytest.param("No,Name\n1/2,Ann\n", "t1", "A", "'1/2' is no shirt number", id="number"),
        pytest.param("No,Name\n7,Bo\n7,Ann\n", "t1", "A", "7 stands in row 2", id="twice"),
        pytest.param(f"No,Name\n7,{'x' * 101}\n", "t1", "B", "make it short", id="long-name"),
        pytest.param(f"Name,Pos\nAnn,{'x' * 41}\n", "t1", "B", "make it short", id="long-pos"),
        pytest.param("Name,Team\nAnn,t2\n", "t1", "B", "is another team", id="other-team"),
        pytest.param("Name,Team\nAnn,\n", None, "B", "choose one", id="no-team"),
        pytest.param("Name,Team\nAnn,Nowhere\n", None, "B", "make it first", id="unknown-team"),
        pytest.param("Name,Team\nAnn,United\n", None, "B", "2 teams are called", id="two-teams"),
    ],
)
def test_mistakes(text: str, given: str | None, column: str, detail: str) -> None:
    (wrong,) = squad(text, given).wrongs
    last = len(rows_of(text.encode()))
    assert (wrong.row, wrong.column) == (last, column)
    assert detail in wrong.detail
    assert ";" in wrong.detail or "make it" in wrong.detail


@pytest.mark.parametrize(
    ("text", "note"),
    [
        pytest.param("No,Name\n7,Ann\n", "", id="nothing"),
        pytest.param("No,Name\n12A,Ann\n", "", id="a-letter-behind"),
        pytest.param(
            "No,Name\nabc,Ann\n", "abc is an odd shirt number; correct it if it is none", id="abc"
        ),
        pytest.param("No,Name\n300,Ann\n", "300 is an odd shirt number; correct", id="large"),
        pytest.param("Name,Pos\nAnn,GK/FW (L.)\n", "", id="a-position"),
        pytest.param(
            "Name,Pos\nAnn,Striker??\n",
            "the position Striker?? has a ? in it; correct it",
            id="position",
        ),
        pytest.param("Name,Pos\nAnn,XX\n", "XX is an odd position; correct it", id="unknown"),
        pytest.param(
            "Name,Team\nAnn,Elsewhere\n",
            "Elsewhere is no team of ours, and the chosen one was taken; take the row out if",
            id="team",
        ),
    ],
)
def test_what_is_odd_is_noted(text: str, note: str) -> None:
    line = squad(text).lines[-1]
    assert line.note.startswith(note)
    assert bool(line.note) == bool(note)
