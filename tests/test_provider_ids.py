"""Provider ids: seen on air, suggested by their names, said once, and used from then on."""

from pathlib import Path

import pytest

from api.things.provider_ids import ProviderIds, likeness
from tests.editors import NORTH, SOUTH, Editor, edits

SEEN = {("team", "501"): "North Town FC", ("team", "502"): "Elsewhere", ("player", "9"): "A. Ash"}


async def see(editor: Editor, names: dict[tuple[str, str], str], provider: str = "espn") -> None:
    await ProviderIds(editor.register).see(provider, names)


def test_ids_seen_are_listed_suggested_and_said(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        north = (await editor.done("POST", "/teams", NORTH))["id"]
        await editor.done("POST", "/teams", SOUTH)
        await see(editor, SEEN)
        await see(editor, SEEN)
        page = await editor.done("GET", "/provider-ids?mapped=false&kind=team")
        first, second = page["items"]
        assert (first["provider"], first["ref"], first["name"]) == ("espn", "501", "North Town FC")
        assert [(one["id"], one["name"]) for one in first["suggestions"]] == [(north, "North Town")]
        assert first["suggestions"][0]["likeness"] > 0.8
        assert (second["ref"], second["suggestions"]) == ("502", [])
        said = await editor.done("PUT", "/provider-ids/espn/team/501", {"thing": north})
        assert (said["thing_name"], said["suggestions"]) == ("North Town", [])
        assert len((await editor.done("GET", "/provider-ids?mapped=true"))["items"]) == 1
        problem = await editor.refused("DELETE", f"/teams/{north}")
        assert problem["detail"].startswith("used by 1 provider id;")
        # What is said no more is listed again, for it is still on air.
        await editor.done("DELETE", "/provider-ids/espn/team/501")
        assert len((await editor.done("GET", "/provider-ids?mapped=false"))["items"]) == 3
        await editor.done("DELETE", "/provider-ids/espn/team/502")
        assert (await editor.done("GET", "/provider-ids?q=ELSE"))["items"] == []
        assert (await editor.refused("DELETE", "/provider-ids/espn/team/502"))["status"] == 404

    edits(tmp_path, work)


def test_an_id_may_be_said_before_it_is_seen_and_have_any_letters(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        team = (await editor.done("POST", "/teams", NORTH))["id"]
        for ref in ("sr:competitor:42", "a/b", "ü"):
            said = await editor.done("PUT", f"/provider-ids/opta/team/{ref}", {"thing": team})
            assert (said["ref"], said["seen"]) == (ref, None)
        first = await editor.done("GET", "/provider-ids?limit=2")
        second = await editor.done("GET", f"/provider-ids?limit=2&after={first['next']}")
        items = [*first["items"], *second["items"]]
        assert [one["ref"] for one in items] == ["a/b", "sr:competitor:42", "ü"]
        assert second["next"] is None

    edits(tmp_path, work)


def test_of_two_providers_with_the_same_id_each_has_its_own(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        north, south = [
            (await editor.done("POST", "/teams", body))["id"] for body in (NORTH, SOUTH)
        ]
        await editor.done("PUT", "/provider-ids/espn/team/1", {"thing": north})
        await editor.done("PUT", "/provider-ids/opta/team/1", {"thing": south})
        ids = ProviderIds(editor.register)
        found = await ids.things("espn", [("team", "1"), ("player", "1")])
        assert {ref: row["id"] for ref, row in found.items()} == {("team", "1"): north}
        assert (await ids.things("opta", [("team", "1")]))["team", "1"]["id"] == south

    edits(tmp_path, work)


def test_mistakes(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        ids = "/provider-ids"
        thing = {"thing": "none"}
        refused = editor.refused
        assert (await refused("PUT", f"{ids}/espn/team/1", thing))["code"] == "unknown_thing"
        assert (await refused("PUT", f"{ids}/espn/club/1", thing))["code"] == "bad_request"
        assert (await refused("PUT", f"{ids}/e%20s/team/1", thing))["code"] == "bad_request"
        problem = await refused("PUT", f"{ids}/espnn/team/1", thing)
        assert (problem["status"], problem["code"]) == (422, "bad_request")
        assert problem["detail"].startswith("espnn is no provider; use facts_file, demo, api_foot")
        assert (await refused("GET", f"{ids}?kind=club"))["code"] == "bad_request"
        for cursor in ("x", "WyJ4Il0", "MQ"):
            assert (await refused("GET", f"{ids}?after={cursor}"))["code"] == "bad_request"
        assert (await editor.client.get(f"/api/v1{ids}")).status_code == 401

    edits(tmp_path, work)


@pytest.mark.parametrize(
    ("name", "words", "is_like"),
    [
        pytest.param("north town fc", ["north town"], True, id="with-more"),
        pytest.param("internazionale", ["inter", "internazionale milano"], True, id="one-of-two"),
        pytest.param("north town", ["south bay"], False, id="another"),
        pytest.param("north town", [], False, id="nothing"),
    ],
)
def test_likeness(name: str, words: list[str], is_like: bool) -> None:  # noqa: FBT001 - expected
    assert (likeness(name, words) >= 0.5) is is_like
