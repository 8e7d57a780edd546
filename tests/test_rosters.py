"""Rosters over HTTP: a preview, all of it or the good rows, at once, and taken back."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from tests.editors import NORTH, SOUTH, Editor, edits

SHEET = b"No,Name,Pos\n1,Ann Ash,GK\n7,Bo Birch,DF\n9,Cy Cole,FW\n"
LATER = b"No;Name;Pos\n1;ann  ash;GK\n10;Bo Birch;DF\n9;Di Dean;FW\n"


async def team_of(editor: Editor, body: dict[str, Any] = NORTH) -> str:
    return str((await editor.done("POST", "/teams", body))["id"])


async def bring(editor: Editor, sheet: bytes, query: str) -> dict[str, Any]:
    found: dict[str, Any] = await editor.done("POST", f"/rosters?{query}", sheet)
    return found


async def players(editor: Editor, query: str = "") -> dict[str, tuple[str, str | None]]:
    """Id and shirt of each by name."""
    page = await editor.done("GET", f"/players?limit=200{query}")
    return {
        one["names"]["en"]["long"]: (one["id"], one["number"])
        for one in page["items"]
        if one["team"] is not None
    }


def actions(plan: dict[str, Any]) -> dict[str, str]:
    return {row["name"]: row["action"] for row in plan["rows"]}


def test_a_roster_is_looked_at_brought_and_brought_again(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        team = await team_of(editor)
        plan = await editor.done("POST", f"/rosters/preview?team={team}", SHEET)
        assert plan["counts"] == {"new": 3, "changed": 0, "same": 0, "removed": 0, "wrong": 0}
        assert plan["columns"] == {"A": "number", "B": "name", "C": "position"}
        assert await players(editor) == {}
        await bring(editor, SHEET, f"team={team}&plan={plan['plan']}")
        first = await players(editor)
        assert {name: number for name, (_, number) in first.items()} == {
            "Ann Ash": "1",
            "Bo Birch": "7",
            "Cy Cole": "9",
        }
        again = await editor.done("POST", f"/rosters/preview?team={team}", SHEET)
        assert again["counts"]["same"] == 3
        plan = await editor.done("POST", f"/rosters/preview?team={team}&removes=true", LATER)
        assert actions(plan) == {
            "ann ash": "changed",
            "Bo Birch": "changed",
            "Di Dean": "new",
            "Cy Cole": "removed",
        }
        noted = {row["name"]: (row["changes"], row["note"]) for row in plan["rows"]}
        assert noted["Bo Birch"] == ({"number": ["7", "10"]}, "")
        assert noted["Di Dean"] == ({}, "number 9 was Cy Cole's")
        brought = await bring(editor, LATER, f"team={team}&removes=true&plan={plan['plan']}")
        now = await players(editor)
        assert now["Bo Birch"] == (first["Bo Birch"][0], "10")
        assert "Cy Cole" not in now
        # Who left the team is still there, of no team.
        assert (await editor.done("GET", f"/players/{first['Cy Cole'][0]}"))["team"] is None
        undone = await editor.done("POST", f"/rosters/{brought['id']}/undo", {})
        assert undone["undone"] is not None
        assert await players(editor) == first
        problem = await editor.refused("POST", f"/rosters/{brought['id']}/undo", {})
        assert problem["code"] == "not_undoable"
        listed = await editor.done("GET", "/rosters")
        assert listed["items"][0]["id"] == brought["id"]

    edits(tmp_path, work)


def test_a_bad_row_stops_none_but_itself_unless_all_or_nothing(tmp_path: Path) -> None:
    sheet = SHEET + b"9,Ed Elm,FW\n12,,\n"

    async def work(editor: Editor) -> None:
        team = await team_of(editor)
        await bring(editor, b"Name\nOld Oak\n", f"team={team}")
        problem = await editor.refused("POST", f"/rosters?team={team}&all_or_nothing=true", sheet)
        assert (problem["status"], problem["code"]) == (422, "not_a_roster")
        assert [error["at"] for error in problem["errors"]] == ["row 5", "row 6"]
        assert set(await players(editor)) == {"Old Oak"}
        # While a row is wrong nobody leaves: it may be theirs.
        plan = await bring(editor, sheet, f"team={team}&removes=true")
        assert [(one["row"], one["column"]) for one in plan["mistakes"]] == [(5, "A"), (6, "B")]
        assert (plan["is_held_back"], plan["counts"]["removed"]) == (True, 0)
        assert set(await players(editor)) == {"Old Oak", "Ann Ash", "Bo Birch", "Cy Cole"}

    edits(tmp_path, work)


def test_what_was_not_looked_at_is_not_brought(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        team = await team_of(editor)
        plan = await editor.done("POST", f"/rosters/preview?team={team}", SHEET)
        await bring(editor, b"Name\nBo Birch\n", f"team={team}")
        problem = await editor.refused("POST", f"/rosters?team={team}&plan={plan['plan']}", SHEET)
        assert problem["code"] == "changed_meanwhile"

    edits(tmp_path, work)


def test_a_roster_sent_again_is_brought_once(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        team = await team_of(editor)
        path, key = f"/rosters?team={team}", {"idempotency_key": "k"}
        both = await asyncio.gather(*(editor.done("POST", path, SHEET, **key) for _ in range(2)))
        assert both[0] == both[1]
        assert len((await editor.done("GET", "/rosters"))["items"]) == 1

    edits(tmp_path, work)


def test_an_undo_does_not_undo_what_came_after(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        team = await team_of(editor)
        brought = await bring(editor, SHEET, f"team={team}")
        known = await players(editor)
        ann, bo = (known[name][0] for name in ("Ann Ash", "Bo Birch"))
        later = await bring(editor, b"No,Name\n2,Ann Ash\n3,Bo Birch\n", f"team={team}")
        await editor.done("PATCH", f"/players/{ann}", {"number": "99"})
        await editor.done("DELETE", f"/players/{bo}")
        problem = await editor.refused("POST", f"/rosters/{later['id']}/undo", {})
        assert problem["code"] == "changed_meanwhile"
        assert problem["detail"].startswith("2 players were changed since (Ann Ash, Bo Birch)")
        assert (await players(editor))["Ann Ash"] == (ann, "99")
        await editor.done("POST", f"/rosters/{later['id']}/undo?force=true", {})
        assert await players(editor) == known
        assert (await editor.refused("POST", f"/rosters/{brought['id']}/undo", {}))["detail"]
        await editor.done("POST", f"/rosters/{brought['id']}/undo?force=true", {})
        assert await players(editor) == {}

    edits(tmp_path, work)


def test_players_of_one_name_are_told_apart(tmp_path: Path) -> None:
    twins = b"No,Name\n4,Lee\n5,Lee\n"

    async def work(editor: Editor) -> None:
        north, south = await team_of(editor), await team_of(editor, SOUTH)
        for number in "45":
            body = {"names": {"en": {"long": "Lee"}}, "team": north, "number": number}
            await editor.done("POST", "/players", body)
        plan = await editor.done("POST", f"/rosters/preview?team={north}", twins)
        assert plan["counts"]["same"] == 2
        assert [row["note"] for row in plan["rows"]] == ["", ""]
        plan = await editor.done("POST", f"/rosters/preview?team={south}", twins)
        noted = [row["note"] for row in plan["rows"]]
        assert noted == ["", "row 2 has the same name; take one out if it is one player"]
        # Of another team it is somebody else.
        plan = await editor.done("POST", f"/rosters/preview?team={south}", b"No,Name\n4,Lee\n")
        assert plan["counts"]["new"] == 1
        plan = await editor.done("POST", f"/rosters/preview?team={north}", b"No,Name\n6,Lee\n")
        assert "2 players are called Lee" in plan["mistakes"][0]["detail"]
        one = (await editor.done("GET", f"/players?team={north}"))["items"][0]["id"]
        by_id = f"id,name,no\n{one},Lee Li,6\n{one},Lee,7\n".encode()
        plan = await editor.done("POST", f"/rosters/preview?team={north}", by_id)
        assert actions(plan) == {"Lee Li": "changed"}
        assert plan["mistakes"][0]["detail"].startswith("row 2 is the same player")
        plan = await editor.done("POST", f"/rosters/preview?team={south}", by_id)
        assert "no player with the id" in plan["mistakes"][0]["detail"]

    edits(tmp_path, work)


def test_a_roster_of_several_teams_and_ten_thousand_players(tmp_path: Path) -> None:
    lines = "".join(
        f"{n % 5000},Player {n},{('North', 'South Bay')[n // 5000]}\n" for n in range(10_000)
    )
    sheet = f"No,Name,Team\n{lines}".encode()

    async def work(editor: Editor) -> None:
        north, south = await team_of(editor), await team_of(editor, SOUTH)
        brought = await bring(editor, sheet, "")
        assert brought["counts"]["new"] == 10_000
        assert len((await editor.done("GET", f"/players?team={north}&limit=200"))["items"]) == 200
        assert (await editor.done("GET", f"/players?team={south}&q=9999"))["items"]
        changed = await bring(editor, sheet.replace(b"Player", b"PLAYER"), "")
        assert changed["counts"]["changed"] == 10_000
        await editor.done("POST", f"/rosters/{changed['id']}/undo", {})
        await editor.done("POST", f"/rosters/{brought['id']}/undo?force=true", {})
        assert (await editor.done("GET", "/players"))["items"] == []

    edits(tmp_path, work)


@pytest.mark.parametrize("path", ["/rosters/preview", "/rosters"])
def test_a_sheet_that_cannot_be_read(tmp_path: Path, path: str) -> None:
    async def work(editor: Editor) -> None:
        assert (await editor.refused("POST", path, b"\0"))["code"] == "not_a_roster"
        problem = await editor.refused("POST", f"{path}?team=none", SHEET)
        assert problem["code"] == "unknown_thing"
        too_much = await editor.refused("POST", path, b"x" * 9_000_000)
        assert (too_much["status"], too_much["code"]) == (413, "roster_too_large")

    edits(tmp_path, work)
