"""Viewers chat in Debian's Chromium, each at a latency of their own: no line before its picture."""

import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from feeds.clock import SystemClock
from feeds.event_time import to_iso
from tests.chromium import in_a_browser, keeping, kill
from tests.page_viewers import one_channel, until, watcher, watching
from tests.served import Served

pytestmark = [in_a_browser, pytest.mark.timeout(300)]
SEGMENT_S = 1.92


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with one_channel(tmp_path_factory.mktemp("chat-pages")) as running:
        yield running


@contextmanager
def viewer(browser: Browser, server: Served, *keys: str) -> Iterator[Page]:
    """A viewer who has gone back by these keys, once there is so much to go back in."""
    playlist, back_s = "/live/one/48p/index.m3u8", 5 * len(keys)
    server.until(
        lambda: server.get(playlist).text.count("#EXTINF") * SEGMENT_S > back_s + 2, "a window"
    )
    with watcher(browser, server) as page:
        for key in keys:
            page.keyboard.press(key)
        until(page, f"touchline.stats().latency_ms > {5000 * len(keys) - 1000}")
        yield page


def say(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="Your line").fill(text)
    page.keyboard.press("Enter")


def has_read(page: Page, *texts: str) -> None:
    for text in texts:
        until(page, f"read.some(([text]) => text === {text!r})")


def test_no_line_is_read_before_its_picture(browser: Browser, server: Served) -> None:
    with (
        viewer(browser, server) as live,
        viewer(browser, server, "ArrowLeft") as behind,
        viewer(browser, server, *["ArrowLeft"] * 3) as far,
    ):
        pages = {"live": live, "behind": behind, "far": far}
        for name, page in pages.items():
            say(page, f"I am {name}")
        for page in pages.values():
            has_read(page, *(f"I am {name}" for name in pages))
        shown = {name: page.evaluate("read") for name, page in pages.items()}
    for name, lines in shown.items():
        early = [text for text, said, picture in lines if picture < said and name not in text]
        assert early == [], shown
    # Who is far behind speaks of what the others have seen already, and is heard at once.
    times = {text: said for text, said, _ in shown["live"]}
    assert times["I am live"] - times["I am far"] > 10_000


def test_who_knows_of_a_goal_first_is_read_with_its_picture(
    browser: Browser, server: Served
) -> None:
    with (
        viewer(browser, server, "ArrowLeft") as knows,
        viewer(browser, server, *["ArrowLeft"] * 2) as far,
    ):
        at = SystemClock().now()
        goal = {"fact": {"type": "goal", "side": "home"}, "basis": "venue", "at": to_iso(at)}
        assert server.owner("POST", "/channels/one/facts", goal).status == 200
        # Said with a picture of some seconds before the goal's, which is the programme's now.
        say(knows, "gooooal")
        say(knows, "nice weather")
        has_read(far, "gooooal", "nice weather")
        read = {text: times for text, *times in far.evaluate("read")}
        # To the millisecond, as pages have their times.
        assert min(read["gooooal"]) > at / 1000 - 40
        assert max(read["nice weather"]) < at / 1000


def test_the_switch_shows_lines_as_they_come(browser: Browser, server: Served) -> None:
    with viewer(browser, server) as live, viewer(browser, server, *["ArrowLeft"] * 2) as behind:
        behind.get_by_role("button", name="Chat settings").click()
        behind.get_by_role("switch", name=re.compile("may spoil")).check()
        say(live, "early bird")
        has_read(behind, "early bird")
        ((said, picture),) = behind.evaluate(
            "read.filter(([text]) => text === 'early bird').map(([, ...times]) => times)"
        )
        assert picture < said
        behind.get_by_role("button", name="Wait for it").click()
        expect(behind.get_by_text("early bird")).to_have_count(0)


def test_a_pause_holds_lines_and_going_back_plays_them_again(
    browser: Browser, server: Served
) -> None:
    with viewer(browser, server) as live, viewer(browser, server, "ArrowLeft") as other:
        other.keyboard.press("k")
        say(live, "while you were away")
        has_read(live, "while you were away")
        other.wait_for_timeout(1500)
        expect(other.get_by_text("while you were away")).to_have_count(0)
        other.keyboard.press("k")
        has_read(other, "while you were away")
        other.keyboard.press("ArrowLeft")
        other.keyboard.press("ArrowLeft")
        expect(other.get_by_text("while you were away")).to_have_count(0)
        expect(other.get_by_text("while you were away")).to_have_count(1)


def test_what_is_typed_is_text_and_no_key_of_the_player(browser: Browser, server: Served) -> None:
    with viewer(browser, server) as page:
        markup = "<img src=x onerror=alert(1)> https://example.com m k f"
        field = page.get_by_role("textbox", name="Your line")
        field.press_sequentially(markup)
        page.keyboard.press("Enter")
        has_read(page, markup)
        line = page.get_by_text(markup)
        assert line.evaluate("element => element.children.length") == 0
        assert page.evaluate("document.querySelector('video').paused") is False
        page.get_by_role("button", name="Emoji").click()
        page.get_by_role("button", name="🎉").click()
        expect(field).to_have_value("🎉")
        page.keyboard.press("Enter")
        has_read(page, "🎉")


def test_a_viewer_takes_a_name(browser: Browser, server: Served) -> None:
    with viewer(browser, server) as page, viewer(browser, server) as other:
        rename(page, "Zoë")
        expect(page.get_by_role("group", name="Chat settings")).to_have_count(0)
        say(page, "it is me")
        has_read(other, "it is me")
        expect(other.locator("li", has_text="it is me").locator("b")).to_have_text("Zoë")
        rename(other, "ZOE")
        expect(other.get_by_role("alert")).to_contain_text("choose another")


def rename(page: Page, name: str) -> None:
    page.get_by_role("button", name="Chat settings").click()
    page.get_by_role("textbox", name="Your name").fill(name)
    page.get_by_role("button", name="Save").click()


def test_a_line_sent_into_an_outage_is_said_once_it_is_over(
    browser: Browser, server: Served
) -> None:
    with viewer(browser, server) as page, viewer(browser, server) as other:
        count = server.logged("child started name=api")
        os.kill(server.pid("api"), signal.SIGKILL)
        say(page, "is anybody there")
        server.until(lambda: server.logged("child started name=api") > count, "the API again")
        has_read(page, "is anybody there")
        has_read(other, "is anybody there")
        assert page.evaluate("read.filter(([text]) => text === 'is anybody there').length") == 1


def test_a_browser_is_killed_and_comes_back(
    browser: Browser, server: Served, tmp_path: Path
) -> None:
    before, between, after = "see you", "are you still there", "I am back"
    with viewer(browser, server) as other:
        with keeping(browser, tmp_path) as killed, watching(killed, server) as page:
            say(page, before)
            has_read(page, before)
            kill(tmp_path)
        say(other, between)
        has_read(other, before, between)
        with keeping(browser, tmp_path) as again, watching(again, server) as page:
            say(page, after)
            has_read(page, before, between, after)
            has_read(other, after)
            for one in (page, other):
                for text in (before, between, after):
                    assert one.evaluate(f"read.filter(([text]) => text === {text!r}).length") == 1


def test_a_silenced_viewer_is_told_so(browser: Browser, server: Served) -> None:
    with viewer(browser, server) as page:
        say(page, "rude")
        has_read(page, "rude")
        found = server.owner("GET", "/channels/one/chat?limit=1").value["items"][0]
        path = f"/channels/one/chat/silences/{found['author']['id']}"
        assert server.owner("PUT", path, {"seconds": 60}).status == 204
        expect(page.get_by_text("rude")).to_have_count(0)
        say(page, "ruder")
        expect(page.get_by_role("alert")).to_contain_text("silenced")
        page.get_by_role("button", name="Discard").click()
        expect(page.get_by_text("ruder")).to_have_count(0)


def test_chat_can_be_hidden(browser: Browser, server: Served) -> None:
    with viewer(browser, server) as page:
        page.mouse.move(300, 200)
        page.get_by_role("button", name="Hide chat").click()
        expect(page.get_by_role("region", name="Chat")).to_have_count(0)
        page.get_by_role("button", name="Show chat").click()
        expect(page.get_by_role("region", name="Chat")).to_be_visible()


def test_a_moderator_takes_lines_away_beside_the_picture(browser: Browser, server: Served) -> None:
    with watcher(browser, server) as loud, watcher(browser, server) as page:
        say(loud, "BUY CHEAP TICKETS")
        say(loud, "TICKETS, TICKETS")
        has_read(page, "TICKETS, TICKETS")
        page.get_by_role("button", name="Chat settings").click()
        page.get_by_text("Moderate", exact=True).click()
        page.get_by_label("Owner's token").fill("wrong")
        page.get_by_role("button", name="Begin").click()
        expect(page.get_by_role("alert")).to_be_visible()
        page.get_by_label("Owner's token").fill(server.token)
        page.get_by_role("button", name="Begin").click()
        line = page.get_by_role("listitem").filter(has_text="BUY CHEAP")
        line.hover()
        line.get_by_role("button", name="Delete").click()
        expect(loud.get_by_text("BUY CHEAP TICKETS")).to_have_count(0)
        line = page.get_by_role("listitem").filter(has_text="TICKETS, TICKETS")
        line.hover()
        line.get_by_role("button", name="Silence").click()
        expect(loud.get_by_text("TICKETS, TICKETS")).to_have_count(0)
        say(loud, "still here")
        expect(loud.get_by_text("A moderator has silenced you")).to_be_visible()
