"""The Spoiler Test's page in Debian's Chromium, read from its pixels as viewers read it."""

import base64
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import override

import cv2
import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Browser, Page

from feeds.demo_match import Script
from feeds.timeline import Timeline
from overlays.boards.football import bug_layout
from overlays.scene import PictureSize
from tests.board_reader import read_board
from tests.bug_reader import read_bug
from tests.page_viewers import until
from tests.served import Served

WAIT_S = 150
SIDES = ("Touchline", "Everyone else")
_SIZE = PictureSize(width=1280, height=720)
_RADIUS = 11
# All canvases of one moment: both sides draw a frame of the video and their bug in one go.
_LOOK = """() => [...document.querySelectorAll("section.pane")].map((pane) => {
  const [picture, bug] = pane.querySelectorAll("canvas");
  const whole = document.createElement("canvas");
  [whole.width, whole.height] = [bug.width, bug.height];
  const context = whole.getContext("2d");
  context.drawImage(picture, 0, 0, whole.width, whole.height);
  context.drawImage(bug, 0, 0);
  return whole.toDataURL("image/jpeg", 0.95);
})"""

type Score = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What stands under a side."""

    early: int
    changes: int
    spoiled: int
    lines: int


@dataclass(slots=True, kw_only=True)
class Cell:
    """A page at one place of the sliders (s), and what was seen on it."""

    page: Page
    feed: int
    viewer: int
    looks: list[tuple[Score, Score, Score]] = field(default_factory=list)
    """The board's score and each side's bug's, of one moment."""

    @override
    def __str__(self) -> str:
        return f"the feed at {self.feed} s, the viewer {self.viewer} s behind"

    @property
    def late_ms(self) -> int:
        """How long after its picture this viewer may be told of it by anyone."""
        return max(0, self.feed - self.viewer + 1) * 1000

    def look(self) -> None:
        """Read what is on screen now; bugs that are not there yet are passed over."""
        left, right = (_picture(whole) for whole in self.page.evaluate(_LOOK))
        board, bugs = read_board(left), (_bug_score(left), _bug_score(right))
        if board is not None and bugs[0] and bugs[1]:
            self.looks.append(((board.home, board.away), bugs[0], bugs[1]))

    def sure_looks(self) -> list[tuple[Score, Score, Score]]:
        """The looks without those that agree with neither of their neighbours.

        Digits amid a wipe are misread now and then; a score that stands is read again. What is
        early for a frame alone the page's own counts tell.
        """
        ends = [None, *self.looks, None]
        around = zip(ends, self.looks, ends[2:], strict=False)
        return [look for before, look, after in around if look in {before, after}]

    def seen(self) -> float:
        """The programme time of the frame on screen, ms."""
        return float(self.page.evaluate("touchline.programTime()"))

    def counts(self) -> tuple[Counts, Counts]:
        """What stands under Touchline, and under everyone else."""
        left, right = map(_counts, self.page.locator(".counts").all_inner_texts())
        return left, right


@contextmanager
def opened(browser: Browser, server: Served, feed: int, viewer: int) -> Iterator[Cell]:
    """A page with its sliders dragged there, and counting."""
    context = browser.new_context(viewport={"width": 1340, "height": 860})
    page = context.new_page()
    page.goto(server.url)
    until(page, "window.touchline && touchline.programTime() !== null")
    drag(page, "The feed arrives", feed)
    drag(page, "This viewer is behind", viewer)
    until(page, "document.querySelector('main').dataset.settled === 'true'")
    try:
        yield Cell(page=page, feed=feed, viewer=viewer)
    finally:
        context.close()


def drag(page: Page, label: str, value: int) -> None:
    """Drag a slider's thumb to a value."""
    slider = page.get_by_label(label, exact=True)
    box = slider.bounding_box()
    assert box is not None
    least, most, now = (
        int(slider.evaluate(f"one => one.{name}")) for name in ("min", "max", "value")
    )

    def place(wanted: int) -> float:
        share = (wanted - least) / (most - least)
        return float(box["x"] + _RADIUS + share * (box["width"] - 2 * _RADIUS))

    middle = box["y"] + box["height"] / 2
    page.mouse.move(place(now), middle)
    page.mouse.down()
    page.mouse.move(place(value), middle, steps=5)
    page.mouse.up()
    assert int(slider.input_value()) == value, (label, slider.input_value())


def watch(cells: Sequence[Cell], is_over: Callable[[Cell], bool], what: str) -> None:
    """Look at pages in turn, until all is over on each."""
    give_up = time.monotonic() + WAIT_S
    while not all(is_over(cell) for cell in cells):
        for cell in cells:
            cell.look()
        assert time.monotonic() < give_up, (what, [(str(cell), cell.counts()) for cell in cells])
        cells[0].page.wait_for_timeout(200)


def _counts(text: str) -> Counts:
    words = text.replace("·", " ").split()
    early, changes, spoiled, lines = (int(word) for word in words if word.isdecimal())
    return Counts(early=early, changes=changes, spoiled=spoiled, lines=lines)


def _picture(url: str) -> NDArray[np.uint8]:
    content = np.frombuffer(base64.b64decode(url.partition(",")[2]), np.uint8)
    picture = cv2.imdecode(content, cv2.IMREAD_GRAYSCALE)
    return np.asarray(picture, np.uint8)


def _bug_score(picture: NDArray[np.uint8]) -> Score | None:
    large = cv2.resize(picture, (_SIZE.width, _SIZE.height), interpolation=cv2.INTER_CUBIC)
    timeline = Timeline()
    for fact in Script().facts(origin=0):
        timeline.add(fact, visible_from=0)
    reading = read_bug(np.asarray(large, np.uint8), bug_layout(timeline.as_of(0), _SIZE))
    if reading.home is None or reading.away is None:
        return None
    return reading.home, reading.away
