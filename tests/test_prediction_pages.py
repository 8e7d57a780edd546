"""Predictions on the pages, in Debian's Chromium at four latencies: the picture decides."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from websockets.asyncio.client import connect

from feeds import event_time
from tests.chromium import in_a_browser
from tests.page_viewers import latency_s, one_channel, until, watcher
from tests.room_server import Page as Line
from tests.served import Served

pytestmark = [in_a_browser, pytest.mark.timeout(300)]
# How far behind (s) each viewer's playlist is; the player is about a second more.
LAGS = {"1.5 s": 0, "3 s": 2, "8 s": 7, "20 s": 19}
PATH = "/channels/one/predictions"
# Presses a button once the picture is so far.
PRESS = """([name, at]) => new Promise((done) => {
  const look = () => {
    if (touchline.programTime() < at) return requestAnimationFrame(look);
    const seen = touchline.programTime();
    [...document.querySelectorAll("button")].find((one) => one.textContent.includes(name))?.click();
    done(seen);
  };
  look();
})"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with one_channel(tmp_path_factory.mktemp("prediction-pages"), segments=14) as running:
        yield running


@pytest.fixture(scope="module")
def pages(browser: Browser, server: Served) -> Iterator[dict[str, Page]]:
    """A viewer at each latency."""
    with ExitStack() as opened:
        found = {
            name: opened.enter_context(watcher(browser, server, lag_s=lag))
            for name, lag in LAGS.items()
        }
        yield found


def opens(server: Served, question: str, **more: Any) -> str:
    asked = {"question": question, "outcomes": ["Arden", "Northmere"], "mode": "frontier", **more}
    return str(server.owner("POST", PATH, asked).value["id"])


def step(server: Served, name: str, what: str, **body: Any) -> None:
    done = server.owner("POST", f"{PATH}/{name}/{what}", body)
    assert done.status == 200, done.text


def card(page: Page, question: str) -> Any:
    return page.get_by_role("form", name="Prediction").filter(has_text=question)


def test_no_card_before_its_picture(pages: dict[str, Page], server: Served) -> None:
    for name, page in pages.items():
        server.until(lambda: 0.5 < latency_s(page) - LAGS[name] < 4, f"a latency of {name}")  # noqa: B023
    name = opens(server, "Who has the next corner?")
    expect(card(pages["1.5 s"], "corner")).to_be_visible()
    expect(card(pages["20 s"], "corner")).to_have_count(0)
    step(server, name, "lock")
    step(server, name, "resolve", outcome="2")
    for page in pages.values():
        until(page, "cards.some(([stage]) => stage === 'resolved')")
    for name, page in pages.items():
        seen = page.evaluate("cards")
        assert [stage for stage, *_ in seen][:1] == ["open"], (name, seen)
        assert all(picture >= opened for _, opened, picture in seen), (name, seen)


def test_the_last_to_see_it_may_pick_until_their_own_picture_is_locked(
    pages: dict[str, Page], server: Served
) -> None:
    far, live = pages["20 s"], pages["1.5 s"]
    name = opens(server, "Who scores next?")
    expect(card(far, "scores next")).to_be_visible()
    card(far, "scores next").get_by_text("Arden").click()
    locks_at = int(far.evaluate("touchline.programTime()")) + 10_000
    step(server, name, "lock", basis="monitor", at=event_time.to_iso(locks_at * 1000))
    step(server, name, "resolve", outcome="1")
    expect(live.locator('form[data-stage="resolved"]')).to_be_visible()
    seen = float(far.evaluate(PRESS, ["Stake", locks_at - 500]))
    assert locks_at - 500 <= seen < locks_at
    expect(card(far, "scores next").locator("b")).to_have_text("100")
    assert forged(live, server, name, seen)["code"] == "too_late"
    expect(card(far, "scores next")).to_contain_text("You get 100 points.")


def forged(page: Page, server: Served, name: str, seen: float) -> dict[str, Any]:
    """The answer to a pick of a viewer near live who says to be far behind."""
    cookies = page.context.cookies()
    cookie = "; ".join(f"{one['name']}={one['value']}" for one in cookies)
    at = event_time.to_iso(int(seen * 1000))

    async def ask() -> dict[str, Any]:
        url = f"ws://127.0.0.1:{server.port}/ws/channels/one"
        async with connect(url, additional_headers={"cookie": cookie}) as socket:
            line = Line(socket)
            await line.say("hello")
            await line.hear("welcome")
            await line.say("playhead", program_time=at, rate=1)
            asked = {"prediction": name, "outcome": "1", "stake": 10, "program_time": at}
            return await line.ask("prediction.pick", **asked)

    # Its page has a playlist of its own by now, so what it was given is known.
    page.evaluate("""async () => {
      const asked = { method: "POST", headers: { "content-type": "application/json" } };
      const wish = { ...asked, body: JSON.stringify({ behind_us: 0 }) };
      const own = await (await fetch("/api/v1/channels/one/playback", wish)).json();
      await fetch(own.playlist_url.replace("index.m3u8", "48p/index.m3u8"));
    }""")
    # Playwright has a loop of its own on this thread.
    with ThreadPoolExecutor(1) as other:
        return other.submit(asyncio.run, ask()).result()


def test_a_live_viewer_picks_through_a_playlist_of_their_own(
    pages: dict[str, Page], server: Served
) -> None:
    live = pages["3 s"]
    name = opens(server, "Who wins?", locks_after_s=40)
    shown = card(live, "Who wins?")
    expect(shown).to_contain_text("Closes in")
    shown.get_by_text("Northmere").click()
    shown.get_by_text("250", exact=True).click()
    shown.get_by_role("button", name="Stake 250").click()
    expect(shown.get_by_role("button", name="Add 250")).to_be_visible()
    expect(shown).to_contain_text("750 points")
    expect(shown.get_by_role("radio", name="Arden")).to_be_disabled()
    step(server, name, "void", reason="Abandoned")
    expect(shown).to_contain_text("Your 250 points are back.")
    expect(shown).to_contain_text("1,000 points")
    shown.get_by_role("button", name="Put the prediction away").click()
    expect(shown).to_have_count(0)


def test_by_keyboard(pages: dict[str, Page], server: Served) -> None:
    page = pages["3 s"]
    name = opens(server, "Next throw-in?", mode="media")
    shown = card(page, "throw-in")
    expect(shown).to_be_visible()
    shown.get_by_role("radio", name="Arden").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(shown.locator("b")).to_have_text("50")
    step(server, name, "void")
