"""How long a newcomer waits for the demo's first picture."""

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Error, Page

from bench.row import Row
from tests.chromium import CHROMIUM, chromium
from tests.hls import COMMAND
from tests.served import free_port

_TIMES = 3
_ASK_AGAIN_MS = 50
_GIVE_UP_S = 60
# The moment (ms since 1970) at which the first frame of a video is on screen.
_PROBE = """
window.firstPicture = null;
document.addEventListener("loadstart", ({ target }) => {
  target.requestVideoFrameCallback((_, frame) => {
    firstPicture ??= performance.timeOrigin + frame.expectedDisplayTime;
  });
}, true);
"""


def rows() -> Iterator[Row]:
    """From the command to a picture on the player's page, in a browser that is already open."""
    if not CHROMIUM.exists():
        print(f"skip first picture: needs {CHROMIUM}")
        return
    with chromium() as browser:
        seconds = []
        for _ in range(_TIMES):
            with tempfile.TemporaryDirectory() as folder:
                seconds.append(_first_picture(browser, Path(folder)))
    yield Row(
        name="`touchline demo` to the first picture on screen, s",
        figures=tuple(seconds),
        bound=6,
        note=f"load {os.getloadavg()[0]:.1f}",
    )


def _first_picture(browser: Browser, folder: Path) -> float:
    """Seconds from the start of the command, with a data folder that is new."""
    port = free_port()
    command = [*COMMAND, "demo", "--port", str(port), "--data", str(folder / "data")]
    with (folder / "log").open("w") as log, browser.new_context() as context:
        page = context.new_page()
        page.add_init_script(_PROBE)
        began = time.time_ns() / 1e6
        with subprocess.Popen(command, stdout=log, stderr=log) as process:
            try:
                give_up = time.monotonic() + _GIVE_UP_S
                _open(page, f"http://127.0.0.1:{port}/watch/demo", give_up)
                return (_moment(page, give_up) - began) / 1000
            finally:
                process.terminate()


def _open(page: Page, address: str, give_up: float) -> None:
    """Go to a page as soon as it is there."""
    while True:
        try:
            answer = page.goto(address)
        except Error:
            if time.monotonic() > give_up:
                raise
        else:
            if answer is not None and answer.ok:
                return
        page.wait_for_timeout(_ASK_AGAIN_MS)


def _moment(page: Page, give_up: float) -> float:
    """When the first picture came, ms since 1970."""
    while (moment := page.evaluate("firstPicture")) is None:
        if time.monotonic() > give_up:
            raise TimeoutError(f"no picture in {_GIVE_UP_S} s")
        page.wait_for_timeout(_ASK_AGAIN_MS)
    return float(moment)
