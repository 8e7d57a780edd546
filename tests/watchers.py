"""A viewer in Debian's Chromium, who must never have to load the page again."""

import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Error, Page, Response, expect

from tests.chromium import WATCH, chromium
from tests.edge_followers import Reading

WAIT_S = 60
_PLAYLIST = "index.m3u8"


class Watcher:
    """Watches one page. The playlists it was served wait until they are taken."""

    def __init__(self, page: Page, url: str) -> None:
        self._page = page
        self._readings: deque[Reading] = deque()
        self._visits = 0
        page.on("response", self._served)
        page.on("framenavigated", self._navigated)
        page.goto(url)
        page.evaluate("window.isTheSame = true")
        self.until("heard.includes('playing') && touchline.programTime() !== null")

    def until(self, claim: str) -> None:
        """Wait for a claim in JavaScript."""
        give_up = time.monotonic() + WAIT_S
        while not self._page.evaluate(claim):
            assert time.monotonic() < give_up, (claim, self._page.evaluate("touchline.stats()"))
            self._page.wait_for_timeout(40)

    def sees(self, program_time: int) -> None:
        """Wait until a picture later than this programme time (µs) is on screen."""
        self.until(f"touchline.programTime() > {program_time / 1000}")

    def wait(self, seconds: float) -> None:
        """Let time pass and the page go on."""
        self._page.wait_for_timeout(seconds * 1000)

    def is_undisturbed(self) -> None:
        """The page is the one that was opened, with its one player."""
        assert self._page.evaluate("window.isTheSame") is True
        assert self._visits == 1
        expect(self._page.locator("video")).to_have_count(1)

    def taken(self) -> list[Reading]:
        """The playlists it was served since this was last asked."""
        return [self._readings.popleft() for _ in range(len(self._readings))]

    def _navigated(self, _frame: object) -> None:
        self._visits += 1

    def _served(self, response: Response) -> None:
        target = response.url.split("/", 3)[-1]
        if _PLAYLIST not in target or response.status != 200:
            return
        try:
            self._readings.append(Reading(f"/{target}", response.status, response.text()))
        except Error:
            return  # the server died while it answered


@contextmanager
def watching(url: str) -> Iterator[Watcher]:
    """Someone who watches the page at a URL for as long as the block lasts."""
    with chromium() as browser:
        context = browser.new_context(viewport={"width": 960, "height": 540})
        context.add_init_script(WATCH)
        try:
            yield Watcher(context.new_page(), url)
        finally:
            context.close()
