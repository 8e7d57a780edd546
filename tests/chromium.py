"""Debian's Chromium, which Playwright drives, and what a watching page tells of itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
in_a_browser = pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not there")
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WATCH = """
window.heard = [];
document.addEventListener("DOMContentLoaded", () => {
  for (const name of ["playing", "waiting", "seeking"])
    document.addEventListener(name, () => heard.push(name), true);
});
window.grey = () => {
  const canvas = document.createElement("canvas");
  const picture = canvas.getContext("2d");
  picture.drawImage(document.querySelector("video"), 0, 0);
  return picture.getImageData(4, 4, 1, 1).data[0];
};
"""


@contextmanager
def chromium(*flags: str) -> Iterator[Browser]:
    """A browser with a fresh profile for as long as the block lasts."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=[*_FLAGS, *flags])
        try:
            yield started
        finally:
            started.close()
