"""A viewer watches a real server's channel in Debian's Chromium, through what goes wrong there."""

import os
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from engine.timebase import next_segment
from tests.channels import aired, clip, on_air, settings
from tests.chromium import WATCH, in_a_browser
from tests.page_server import page_server
from tests.page_viewers import one_channel, until
from tests.served import Served

pytestmark = [in_a_browser, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with one_channel(
        tmp_path_factory.mktemp("watching"), ladder="128x96:200k,64x48:80k"
    ) as running:
        yield running


@pytest.fixture
def page(browser: Browser, server: Served) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 960, "height": 540})
    context.add_init_script(WATCH)
    opened = context.new_page()
    opened.goto(f"{server.url}/watch/one")
    until(opened, "heard.includes('playing') && touchline.programTime() !== null")
    yield opened
    context.close()


def program_time(page: Page) -> float:
    return float(page.evaluate("touchline.programTime()"))


def stats(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate("touchline.stats()")
    return found


def test_the_picture_moves(page: Page) -> None:
    before, grey = program_time(page), page.evaluate("grey()")
    until(page, f"touchline.programTime() > {before + 500}")
    until(page, f"Math.abs(grey() - {grey}) > 6")


def test_the_viewer_chooses_the_rendition(page: Page) -> None:
    page.mouse.move(480, 270)
    page.get_by_role("button", name=re.compile("quality", re.IGNORECASE)).click()
    page.get_by_role("menuitemradio", name=re.compile("^48p")).click()
    until(page, "touchline.stats().rendition === '48p'")
    before = program_time(page)
    until(page, f"touchline.programTime() > {before + 500}")


def test_back_in_the_window_and_to_live(page: Page, server: Served) -> None:
    server.until(
        lambda: server.get("/live/one/96p/index.m3u8").text.count("#EXTINF") >= 6, "a window"
    )
    live = program_time(page)
    page.keyboard.press("Home")
    until(page, f"touchline.programTime() < {live - 3000}")
    page.keyboard.press("End")
    until(page, f"touchline.programTime() > {live}")


def test_a_killed_channel_comes_back_into_the_same_page(page: Page, server: Served) -> None:
    """The programme goes on in the same numbering; the viewer reloads nothing."""
    said = (server.data.parent / "serve.log").read_text()
    pid = re.findall(r"child started name=channel one pid=(\d+)", said)[-1]
    os.kill(int(pid), signal.SIGKILL)
    log = server.data.parent / "serve.log"
    again = r"channel on air channel=one"
    count = len(re.findall(again, said))
    server.until(lambda: len(re.findall(again, log.read_text())) > count, "on air again")
    resumed = time.time_ns() // 1_000_000
    until(page, f"touchline.programTime() > {resumed}")
    expect(page.locator("video")).to_have_count(1)
    playlist = server.get("/live/one/96p/index.m3u8").text
    assert "#EXT-X-DISCONTINUITY\n" in playlist


def test_a_rendition_given_up_is_left_for_another(browser: Browser, tmp_path: Path) -> None:
    """Who watches it goes over to what is left; who comes later is not offered it."""
    ladder = "128x96:200k,64x48:80k"
    wanted = settings(clip(tmp_path / "clip.mp4"), name="two", ladder=ladder)
    with (
        page_server(tmp_path) as pages,
        on_air(wanted, tmp_path / "two") as channel,
        browser.new_context() as context,
    ):
        aired(channel, 60)
        pages.has("two")
        context.add_init_script(WATCH)
        page = context.new_page()
        page.goto(f"{pages.address}/watch/two")
        until(page, "heard.includes('playing') && touchline.stats().rendition === '96p'")
        first = next_segment(channel.on_air.next_number + 10, channel.plan.rate)
        channel.on_air._rungs[0].turn_at(first, is_on_air=False)
        until(page, f"touchline.programTime() > {first * 40 + 2000}")
        assert stats(page)["rendition"] == "48p"
        live = f"{pages.address}/live/two"
        assert "96p" not in context.request.get(f"{live}/index.m3u8").text()
        assert "#EXT-X-GAP" in context.request.get(f"{live}/96p/index.m3u8").text()


def test_a_preset_given_up_stops_nobody(browser: Browser, tmp_path: Path) -> None:
    """Who watches goes on, and who comes later begins, though the pictures have another header."""
    wanted = settings(clip(tmp_path / "clip.mp4"), name="three", preset="veryfast")
    with (
        page_server(tmp_path) as pages,
        on_air(wanted, tmp_path / "three") as channel,
        browser.new_context() as context,
    ):
        aired(channel, 60)
        pages.has("three")
        context.add_init_script(WATCH)
        first, later = context.new_page(), context.new_page()
        first.goto(f"{pages.address}/watch/three")
        until(first, "heard.includes('playing') && touchline.programTime() !== null")
        shed = next_segment(channel.on_air.next_number + 10, channel.plan.rate)
        channel.on_air._shed_preset()
        until(first, f"touchline.programTime() > {shed * 40 + 4000}")
        playlist = context.request.get(f"{pages.address}/live/three/48p/index.m3u8").text()
        assert "init-" in playlist
        assert "#EXT-X-DISCONTINUITY\n" not in playlist
        later.goto(f"{pages.address}/watch/three")
        until(later, f"touchline.programTime() > {shed * 40 + 4000}")


def test_without_the_bus_the_picture_goes_on(page: Page, server: Served) -> None:
    log = server.data.parent / "serve.log"
    pid = re.findall(r"child started name=nats pid=(\d+)", log.read_text())[-1]
    os.kill(int(pid), signal.SIGKILL)
    before = program_time(page)
    until(page, f"touchline.programTime() > {before + 2000}")
    server.until(lambda: server.get("/readyz").value["bus"], "the bus again")
    server.until(lambda: server.state("one") == "on_air", "known to be on air again")
