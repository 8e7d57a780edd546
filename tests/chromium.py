"""Debian's Chromium, which Playwright drives, and what a watching page tells of itself."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, expect, sync_playwright

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
# A page on a busy machine is slow; what is not so within this time never is.
expect.set_options(timeout=60_000)
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


@contextmanager
def keeping(browser: Browser, profile: Path) -> Iterator[BrowserContext]:
    """A browser beside another, which keeps its profile in a folder over its own end."""
    context = browser.browser_type.launch_persistent_context(
        profile, executable_path=str(CHROMIUM), args=_FLAGS
    )
    try:
        yield context
    finally:
        with suppress(Error):
            context.close()


def kill(profile: Path) -> None:
    """Kill the browser that has that profile: no page of it hears of its end."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            command = (process / "cmdline").read_bytes().split(b"\0")
            if f"--user-data-dir={profile}".encode() in command and not any(
                word.startswith(b"--type=") for word in command
            ):
                os.kill(int(process.name), signal.SIGKILL)
                return
    raise AssertionError(f"no browser has {profile}")
