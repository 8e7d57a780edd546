"""A viewer in Debian's Chromium who reads the clock burnt into the pictures on screen."""

import json
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from typing import Any

from playwright.sync_api import Page

from overlays import timecode
from overlays.scene import PictureSize
from tests.chromium import chromium
from tests.served import served
from tests.timecode_reader import time_of

CONFIG = """\
[[channel]]
name = "demo"
[channel.source]
input = "demo:"
timecode = true
[[channel.feed]]
name = "demo"
provider = "demo"
"""
_FRAME_MS = 40
_DRAIN_MS = 2000
_SETTLED_S = 10
_SIDE = 8
# Looks at every frame that comes on screen from the first `playing` on: when it does (ms since
# 1970), and the level of each cell, the mean of its middle.
_PROBE = """
window.looks = [];
window.heard = [];
{
  const { left, top, width, height, columns, rows, side } = PLACE;
  const canvas = document.createElement("canvas");
  canvas.width = columns * side;
  canvas.height = rows * side;
  const picture = canvas.getContext("2d", { willReadFrequently: true });
  const level = (pixels, cell) => {
    const x = (cell % columns) * side, y = Math.floor(cell / columns) * side;
    let sum = 0;
    for (let row = side / 4; row < side * 0.75; row += 1)
      for (let column = side / 4; column < side * 0.75; column += 1)
        sum += pixels[((y + row) * canvas.width + x + column) * 4 + 1];
    return Math.round(sum / (side * side / 4));
  };
  const watch = (video) => {
    const look = (_, frame) => {
      const { videoWidth, videoHeight } = video;
      picture.drawImage(
        video, left * videoWidth, top * videoHeight, width * videoWidth, height * videoHeight,
        0, 0, canvas.width, canvas.height);
      const pixels = picture.getImageData(0, 0, canvas.width, canvas.height).data;
      const cells = Array.from({ length: rows * columns }, (_, cell) => level(pixels, cell));
      looks.push([performance.timeOrigin + frame.expectedDisplayTime, videoHeight, cells]);
      video.requestVideoFrameCallback(look);
    };
    video.requestVideoFrameCallback(look);
  };
  for (const name of ["playing", "waiting"])
    document.addEventListener(name, ({ target }) => {
      if (name === "playing" && !heard.length) watch(target);
      if (name === "playing" || heard.length) heard.push(name);
    }, true);
}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What a viewer saw. `latencies` are ms, of each frame whose clock could be read.

    `looks` counts the frames that came on screen, `aired` those of the programme from the first to
    the last of them, `waits` how often the picture stopped by itself; `heights` are the renditions.
    `skipped` and `preset` are the channel's own figures: whether the machine was fast enough.
    """

    latencies: tuple[float, ...]
    looks: int
    aired: int
    waits: int
    heights: tuple[int, ...]
    skipped: int
    preset: str

    @property
    def unread(self) -> float:
        """The share of the frames on screen whose clock could not be read; 1 where none was."""
        return 1 - len(self.latencies) / self.looks if self.looks else 1.0

    @property
    def unseen(self) -> float:
        """The share of the programme's frames that never came on screen."""
        return 1 - len(self.latencies) / self.aired if self.aired else 1.0

    def percentile(self, percent: int) -> float:
        """The latency (ms) that many percent of the frames keep below; endless where none is."""
        if len(self.latencies) < 2:
            return float("inf")
        return quantiles(self.latencies, n=100, method="inclusive")[percent - 1]


def watched(folder: Path, seconds: int) -> Watched:
    """The demo match live on the player's page for so many seconds from its first `playing` on."""
    with served(CONFIG, folder) as server, chromium() as browser:
        server.on_air("demo")
        page = browser.new_page(viewport={"width": 960, "height": 540})
        page.add_init_script(_PROBE.replace("PLACE", json.dumps(_place()), 1))
        page.wait_for_timeout(_SETTLED_S * 1000)
        page.goto(f"{server.url}/watch/demo")
        server.until(lambda: bool(page.evaluate("heard.length")), "the picture moves")
        looks = _looks(page, seconds)
        waits = page.evaluate("heard.filter((name) => name === 'waiting').length")
        health = server.get("/api/v1/channels/demo/health").value
    return _told(looks, waits, health)


def _looks(page: Page, seconds: int) -> list[Any]:
    """Every look in that time."""
    looks: list[Any] = []
    for _ in range(seconds * 1000 // _DRAIN_MS):
        page.wait_for_timeout(_DRAIN_MS)
        looks += page.evaluate("looks.splice(0)")
    return looks


def _told(looks: list[Any], waits: int, health: dict[str, Any]) -> Watched:
    read = [(shown, time_of(cells)) for shown, _, cells in looks]
    behind = [_behind(shown, burnt) for shown, burnt in read if burnt is not None]
    moments = [shown - late for (shown, _), late in zip(read, behind, strict=False)]
    return Watched(
        latencies=tuple(behind),
        looks=len(looks),
        aired=round((moments[-1] - moments[0]) / _FRAME_MS) + 1 if moments else 0,
        waits=waits,
        heights=tuple(sorted({height for _, height, _ in looks})),
        skipped=health["skipped"],
        preset=health["preset"],
    )


def _behind(shown: float, burnt: int) -> float:
    """How long ago that time of day was, in ms; over midnight as well."""
    half = timecode.DAY_MS / 2
    return (shown - burnt + half) % timecode.DAY_MS - half


def _place() -> dict[str, float]:
    """Where the cells are, in parts of the picture."""
    size = PictureSize(width=1280, height=720)
    cells = timecode.layout(size).cells
    return {
        "left": cells.left / size.width,
        "top": cells.top / size.height,
        "width": cells.width / size.width,
        "height": cells.height / size.height,
        "columns": timecode.COLUMNS,
        "rows": timecode.ROWS,
        "side": _SIDE,
    }
