"""An editor at work in the page of teams, players and fixtures, in Debian's Chromium."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.channels import clip
from tests.chromium import in_a_browser
from tests.served import Served, served

pytestmark = [in_a_browser, pytest.mark.timeout(180)]
CONFIG = """\
[[channel]]
name = "cup"
autostart = false
[channel.source]
input = "{clip}"
"""
SHEET = "No\tName\tPos\n1\tAnn Ash\tGK\n7\tBo Birch\tDF\n7\tCy Cole\tFW\n"
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "is_mobile": True}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("data-pages")
    with served(CONFIG.format(clip=clip(folder / "clip.mp4")), folder) as running:
        running.until(lambda: running.get("/api/v1/teams").status == 200, "the database")
        yield running


@contextmanager
def editing(browser: Browser, server: Served, tab: str, **more: Any) -> Iterator[Page]:
    """The page, signed in, on one of its tabs; it must not have complained."""
    context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **more})
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if "Policy" in line.text else None)
    page.goto(f"{server.url}/data#{tab}")
    page.get_by_label("Owner's token").fill(server.token)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    yield page
    assert complaints == []
    context.close()


def listed(server: Served, kind: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = server.get(f"/api/v1/{kind}").value["items"]
    return found


def crest() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (600, 600), (10, 120, 60)).save(content, "JPEG")
    return content.getvalue()


def test_a_team_a_squad_and_a_fixture(browser: Browser, server: Served) -> None:
    with editing(browser, server, "teams") as page:
        make_team(page, server)
        bring_squad(page, server)
        plan_fixture(page, server)
    with editing(browser, server, "players", **PHONE) as page:
        expect(page.get_by_role("link", name=re.compile("Ann Ash"))).to_be_visible()
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width == 360


def make_team(page: Page, server: Served) -> None:
    expect(page.get_by_text("No teams yet.")).to_be_visible()
    page.get_by_role("link", name="New team").click()
    page.get_by_label("Name", exact=True).fill("North Town")
    page.get_by_label("Code").fill("NTH")
    page.get_by_label("Main").first.check()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="North Town")).to_be_visible()
    drawn = page.get_by_alt_text("The crest").get_attribute("src") or ""
    page.get_by_label("File of the crest").set_input_files(
        {"name": "crest.jpg", "mimeType": "image/jpeg", "buffer": crest()}
    )
    expect(page.get_by_role("button", name="Another crest")).to_be_visible()
    assert page.get_by_alt_text("The crest").get_attribute("src") != drawn
    # Somebody else is quicker.
    (team,) = listed(server, "teams")
    server.owner("PATCH", f"/teams/{team['id']}", {"names": {"en": {"long": "North City"}}})
    page.get_by_label("Code").fill("NOR")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Somebody changed it meanwhile")).to_be_visible()
    page.get_by_role("button", name="Read it again").click()
    expect(page.get_by_role("heading", name="North City")).to_be_visible()


def bring_squad(page: Page, server: Served) -> None:
    page.get_by_role("link", name="Import its roster").click()
    page.get_by_label("paste them here").fill(SHEET)
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("heading", name="2 new")).to_be_visible()
    expect(page.get_by_text("Row 4, column A")).to_be_visible()
    assert listed(server, "players") == []
    page.get_by_role("button", name="Import 2").click()
    expect(page.get_by_role("heading", name="✓ 2 new")).to_be_visible()
    assert [one["number"] for one in listed(server, "players")] == ["1", "7"]
    page.get_by_role("button", name="Undo the import").click()
    expect(page.get_by_text("Taken back")).to_be_visible()
    assert listed(server, "players") == []
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("button", name="Import 2").click()
    page.get_by_role("link", name="See the players").click()
    expect(page.get_by_role("link", name=re.compile("Bo Birch"))).to_be_visible()


def plan_fixture(page: Page, server: Served) -> None:
    page.get_by_role("link", name="Fixtures").click()
    page.get_by_role("link", name="New fixture").click()
    page.get_by_label("Home").select_option("North City")
    page.get_by_label("Start").fill("2026-11-23T18:30")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name=re.compile("North City .*Scheduled"))).to_be_visible()
    page.get_by_label("Status").select_option("Final")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("✓ Saved")).to_be_visible()
    (match,) = listed(server, "matches")
    assert (match["status"], match["start"][:10]) == ("final", "2026-11-23")
    page.get_by_role("link", name="Teams").click()
    page.get_by_role("link", name=re.compile("North City")).click()
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_text("used by 2 players and 1 match")).to_be_visible()
