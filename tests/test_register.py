"""Things over HTTP: made, listed, found, changed by one at a time, forgotten where nothing uses."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from api.things.fixture import Status, may_follow, nexts
from tests.editors import NORTH, SOUTH, Editor, edits

KICK_OFF = "2026-11-23T18:30:00Z"


async def made(editor: Editor, plural: str, *bodies: dict[str, Any]) -> list[str]:
    return [(await editor.done("POST", f"/{plural}", body))["id"] for body in bodies]


async def found(editor: Editor, path: str) -> list[Any]:
    page = await editor.done("GET", path)
    return [one["names"]["en"]["long"] if "names" in one else one["round"] for one in page["items"]]


def test_a_team_is_made_read_and_changed(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        answer = await editor.ask("POST", "/teams", NORTH)
        team = answer.json()
        assert (answer.status_code, answer.headers["etag"]) == (201, '"1"')
        assert team["kits"]["home"] == {"main": "#aa2233", "second": None, "number": None}
        path = f"/teams/{team['id']}"
        names = NORTH["names"] | {"de": {"long": "Nordstadt"}}
        changed = await editor.done("PATCH", path, {"names": names}, if_match='"1"')
        assert (changed["revision"], changed["kits"]) == (2, team["kits"])
        problem = await editor.refused("PATCH", path, {"language": "de"}, if_match='"1"')
        assert (problem["status"], problem["code"]) == (412, "changed_meanwhile")
        assert await editor.done("GET", path) == changed
        # What says the same is no change.
        assert await editor.done("PATCH", path, {"language": "en"}) == changed

    edits(tmp_path, work)


def test_two_editors_at_once_lose_nothing(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        (team,) = await made(editor, "teams", NORTH)
        bodies = [{"names": {"en": {"long": f"North {n}"}}} for n in range(8)]
        answers = await asyncio.gather(
            *(editor.ask("PATCH", f"/teams/{team}", body, if_match='"1"') for body in bodies)
        )
        assert sorted(answer.status_code for answer in answers) == [200, *[412] * 7]

    edits(tmp_path, work)


def test_a_write_sent_again_is_done_once(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        key = {"idempotency_key": "one"}
        first = await editor.done("POST", "/teams", NORTH, **key)
        assert await editor.done("POST", "/teams", NORTH, **key) == first
        problem = await editor.refused("POST", "/teams", SOUTH, **key)
        assert problem["code"] == "idempotency_conflict"
        assert len(await found(editor, "/teams")) == 1

    edits(tmp_path, work)


def test_lists_are_in_order_page_by_page(tmp_path: Path) -> None:
    names = ["Zeta", "alpha", "Épsilon", "Beta", "Beta"]

    async def work(editor: Editor) -> None:
        await made(editor, "venues", *({"names": {"en": {"long": name}}} for name in names))
        seen, after = list[str](), ""
        while True:
            page = await editor.done("GET", f"/venues?limit=2{after}")
            seen += [one["names"]["en"]["long"] for one in page["items"]]
            if page["next"] is None:
                break
            after = f"&after={page['next']}"
        assert seen == ["alpha", "Beta", "Beta", "Épsilon", "Zeta"]

    edits(tmp_path, work)


def test_things_are_found_by_any_of_their_words(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        north, south = await made(editor, "teams", NORTH, SOUTH)
        (cup,) = await made(editor, "competitions", {"names": {"en": {"long": "Coupe d'Été"}}})
        await made(editor, "players", {"names": {"en": {"long": "Łukasz Sørensen"}}, "team": south})
        first = {"home": north, "away": south, "competition": cup, "start": KICK_OFF}
        second = {"home": south, "start": "2026-12-01T18:30:00+01:00", "round": "Final"}
        await made(editor, "matches", {**first, "round": "Round 1"}, second, {"round": "To come"})
        assert await found(editor, "/teams?q=nth") == ["North Town"]
        assert await found(editor, "/teams?q=bay%20SOUTH") == ["South Bay"]
        assert await found(editor, "/teams?q=100%25_") == []
        assert await found(editor, "/players?q=lukasz%20sorensen") == ["Łukasz Sørensen"]
        assert await found(editor, f"/players?team={north}") == []
        assert await found(editor, f"/teams?competition={cup}") == ["North Town", "South Bay"]
        assert await found(editor, "/matches") == ["Round 1", "Final", "To come"]
        assert await found(editor, "/matches?q=north%20ete") == ["Round 1"]
        assert await found(editor, f"/matches?team={south}") == ["Round 1", "Final"]
        assert await found(editor, "/matches?since=2026-11-24T00:00:00Z") == ["Final"]
        assert await found(editor, f"/matches?until={KICK_OFF}") == []
        assert await found(editor, "/matches?status=live") == []

    edits(tmp_path, work)


def test_what_is_used_is_not_forgotten(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        north, south = await made(editor, "teams", NORTH, SOUTH)
        (match,) = await made(editor, "matches", {"home": north, "away": south})
        await made(editor, "players", {"names": {"en": {"long": "Ann"}}, "team": north})
        problem = await editor.refused("DELETE", f"/teams/{north}")
        assert (problem["status"], problem["code"]) == (409, "in_use")
        assert problem["detail"].startswith("used by 1 player and 1 match;")
        assert (await editor.ask("DELETE", f"/matches/{match}")).status_code == 204
        assert (await editor.ask("DELETE", f"/teams/{south}")).status_code == 204
        assert (await editor.refused("GET", f"/teams/{south}"))["code"] == "unknown_thing"

    edits(tmp_path, work)


def test_a_matchs_life_goes_its_way_and_is_corrected_by_force(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        (match,) = await made(editor, "matches", {"start": KICK_OFF, "channel": "cup"})
        path = f"/matches/{match}"
        for status in ("live", "break", "live"):
            await editor.done("PATCH", path, {"status": status})
        changed = await editor.done("PATCH", path, {"status": "final"})
        assert (changed["start"], changed["nexts"]) == ("2026-11-23T18:30:00Z", [])
        problem = await editor.refused("PATCH", path, {"status": "live"})
        assert (problem["status"], problem["code"]) == (409, "bad_step")
        assert "force=true" in problem["detail"]
        again = await editor.done("PATCH", f"{path}?force=true", {"status": "live"})
        assert again["status"] == "live"
        assert await editor.done("PATCH", path, {"round": "2"})

    edits(tmp_path, work)


@pytest.mark.parametrize("before", Status)
def test_a_life_cycle_stays_where_it_is_and_ends(before: Status) -> None:
    assert may_follow(before, before)
    ends = before in {Status.FINAL, Status.ABANDONED, Status.CANCELLED}
    assert (nexts(before) == []) is ends


MISTAKES: list[tuple[str, dict[str, Any], str]] = [
    ("teams", {}, "names"),
    ("teams", {"names": {}}, ""),
    ("teams", {**NORTH, "language": "de"}, ""),
    ("teams", {"names": {"en": {"long": " "}}}, "names.en.long"),
    ("teams", {"names": {"EN_us": {"long": "x"}}}, "names.EN_us.[key]"),
    ("teams", {**NORTH, "kits": {"home": {"main": "red"}}}, "kits.home.main"),
    ("teams", {**NORTH, "nickname": "x"}, "nickname"),
    ("players", {**SOUTH, "team": "none"}, "team"),
    ("players", {**SOUTH, "number": "1/2"}, "number"),
    ("matches", {"home": "a", "away": "a"}, ""),
    ("matches", {"start": "2026-11-23T18:30:00"}, "start"),
    ("matches", {"channel": "other"}, "channel"),
    ("matches", {"leg": 0}, "leg"),
]
QUESTIONS = [
    ("/teams?after=x", "bad_request"),
    ("/teams?team=x", "bad_request"),
    ("/teams?nothing=x", "bad_request"),
    ("/matches?since=2026-11-23T18:30:00", "bad_request"),
    ("/teams/none", "unknown_thing"),
]


def test_mistakes_are_named(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        for plural, body, at in MISTAKES:
            problem = await editor.refused("POST", f"/{plural}", body)
            assert (problem["status"], problem["code"]) == (422, "bad_request"), body
            assert [error["at"] for error in problem["errors"]] == [at], body
        for path, code in QUESTIONS:
            assert (await editor.refused("GET", path))["code"] == code, path
        problem = await editor.refused("DELETE", "/teams/none", if_match="never")
        assert problem["code"] == "bad_request"

    edits(tmp_path, work)


def test_things_are_away_with_the_database(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        editor.register.database._engine = None
        problem = await editor.refused("GET", "/teams")
        assert (problem["status"], problem["code"]) == (503, "unavailable")

    edits(tmp_path, work)
