"""Viewers in Debian's Chromium, each at a latency of their own, who note what they come to see."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Error, Page, Route, expect

from tests.channels import clip
from tests.chromium import WATCH
from tests.served import Served, served

WAIT_S = 75
_CONFIG = """\
[[channel]]
name = "one"
title = "Cup final"
rate = 25
shedding = "nothing"
ladder = "{ladder}"
[channel.source]
input = "{clip}"
"""
# Notes, for each line and each card that comes to be shown, what it says, its time and that of the
# picture.
NOTED = """
window.read = [];
window.cards = [];
new MutationObserver((changes) => {
  for (const { addedNodes, target } of changes) {
    const seen = target.closest?.("form[data-stage]");
    if (seen) cards.push([seen.dataset.stage, Number(seen.dataset.time), touchline.programTime()]);
    for (const node of addedNodes) {
      if (node.matches?.("li[data-time]"))
        read.push([node.querySelector("span").textContent, Number(node.dataset.time),
                   touchline.programTime()]);
      if (node.matches?.("form[data-stage]"))
        cards.push([node.dataset.stage, Number(node.dataset.time), touchline.programTime()]);
    }
  }
}).observe(document, { childList: true, subtree: true, attributeFilter: ["data-stage"] });
"""


@contextmanager
def one_channel(folder: Path, *, ladder: str = "64x48:80k", segments: int = 0) -> Iterator[Served]:
    """A server with a channel `one` on air, which has so many segments to go back in."""
    config = _CONFIG.format(clip=clip(folder / "clip.mp4"), ladder=ladder)
    with served(config, folder) as server:
        server.on_air("one")
        last = ladder.rpartition("x")[2].partition(":")[0]
        playlist = f"/live/one/{last}p/index.m3u8"
        server.until(lambda: server.get(playlist).text.count("#EXTINF") >= segments, "a window")
        yield server


@contextmanager
def watcher(
    browser: Browser, server: Served, channel: str = "one", *, lag_s: int = 0
) -> Iterator[Page]:
    """A viewer of a channel, about a second more than `lag_s` behind, ready to chat."""
    context = browser.new_context(viewport={"width": 960, "height": 540})
    with watching(context, server, channel, lag_s=lag_s) as page:
        yield page
    context.close()


@contextmanager
def watching(
    context: BrowserContext, server: Served, channel: str = "one", *, lag_s: int = 0
) -> Iterator[Page]:
    """The same, in a browser's context that is there already."""
    context.add_init_script(WATCH + NOTED)
    page = context.new_page()
    if lag_s:
        _lag(page, server, channel, lag_s)
    page.goto(f"{server.url}/watch/{channel}")
    until(page, "heard.includes('playing') && touchline.programTime() !== null")
    expect(page.get_by_role("textbox", name="Your line")).to_be_enabled()
    yield page
    # A question on its way while the page closes is nobody's fault; a browser may be gone by now.
    with suppress(Error):
        page.unroute_all(behavior="ignoreErrors")


def until(page: Page, claim: str) -> None:
    """Wait for a claim in JavaScript; it goes past the page's own policy."""
    give_up = time.monotonic() + WAIT_S
    while not page.evaluate(claim):
        assert time.monotonic() < give_up, (claim, page.evaluate("touchline.stats()"))
        page.wait_for_timeout(40)


def latency_s(page: Page) -> float:
    """How far the picture on screen is behind the programme."""
    return float(page.evaluate("touchline.stats().latency_ms")) / 1000


def _lag(page: Page, server: Served, channel: str, lag_s: int) -> None:
    """Have the page play through a playlist of its own that is so far behind."""
    resource = f"{server.url}/api/v1/channels/{channel}"
    wish = {"behind_us": (lag_s + 2) * 1_000_000}
    own = page.request.post(f"{resource}/playback", data=wish).json()
    assert own["lag_s"] == lag_s

    def answer(route: Route) -> None:
        told = route.fetch()
        route.fulfill(response=told, json={**told.json(), "playlist_url": own["playlist_url"]})

    page.route(resource, answer)
