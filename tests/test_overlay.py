"""The overlay page of a real server in Debian's Chromium: the engine's own boxes, in their time."""

import base64
import http.client
import json
import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Browser, Page
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.typing import Origin

from feeds import event_time
from feeds.fact import Goal, Match, Team
from feeds.happening import Side
from feeds.timeline import Timeline
from overlays import stage
from overlays.box import Box
from overlays.catalogue import RULES
from overlays.renderer import Renderer
from overlays.scene import PictureSize
from overlays.stage import Stage
from overlays.takes import NOTHING
from tests.channels import clip
from tests.chromium import in_a_browser
from tests.page_server import page_server
from tests.served import Served, served

SIZE = 640, 360
CONFIG = """\
[[channel]]
name = "one"
rate = 25
ladder = "640x360:300k"
[channel.source]
input = "{clip}"

[[channel]]
name = "fresh"
rate = 25
ladder = "640x360:300k"
[channel.source]
input = "{clip}"
"""
MATCH = {"type": "match", "home": {"name": "North"}, "away": {"name": "South"}}
GOAL = {"type": "goal", "side": "home"}
# The page at exactly the time it draws: what it holds, and the canvas' straight pixels.
LOOK = """
() => {
  const canvas = document.querySelector("canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let text = "";
  for (let at = 0; at < data.length; at += 32768)
    text += String.fromCharCode(...data.subarray(at, at + 32768));
  return { state: touchline.state(), size: [canvas.width, canvas.height], pixels: btoa(text) };
}
"""

type Picture = NDArray[np.uint8]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("overlay")
    with served(CONFIG.format(clip=clip(folder / "a.mp4")), folder) as running:
        for name in ("one", "fresh"):
            running.until(lambda name=name: running.state(name) == "on_air", f"{name} on air")  # type: ignore[misc]
        tell(running, MATCH)
        yield running


@contextmanager
def overlay(
    browser: Browser,
    server: Served,
    what: str = "one",
    size: tuple[int, int] = SIZE,
    *,
    complains: bool = False,
    **more: Any,
) -> Iterator[Page]:
    """The page as a browser source has it, connected; whether it then `complains` is known."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **more)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.extend([line.text] * (line.type == "error")))
    try:
        page.goto(f"{server.url}/overlay/{what}")
        until(page, lambda state: state["on_air"] and state["program_time"] is not None)
        yield page
    finally:
        context.close()
    assert bool(complaints) is complains, complaints


def until(page: Page, claim: Any) -> None:
    """Wait until the page's state is so."""
    for _ in range(1000):
        state = page.evaluate("window.touchline?.state()")
        if state and claim(state):
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"still not so: {page.evaluate('window.touchline?.state()')}")


def look(page: Page) -> tuple[dict[str, Any], Picture]:
    """The page's state and its canvas, premultiplied."""
    found = page.evaluate(LOOK)
    width, height = found["size"]
    straight = np.frombuffer(base64.b64decode(found["pixels"]), np.uint8)
    return found["state"], premultiplied(straight.reshape(height, width, 4))


def same_frame(one: Page, other: Page) -> tuple[int | None, Picture, Picture]:
    """What two pages show of the same frame; there is none while the graphics move."""
    for _ in range(100):
        (state, left), (then, right) = look(one), look(other)
        if state["frame"] == then["frame"]:
            return state["frame"], left, right
    raise AssertionError("they never show the same")


def premultiplied(straight: Picture) -> Picture:
    wide = straight.astype(np.uint16)
    wide[..., :3] = (wide[..., :3] * wide[..., 3:] + 127) // 255
    return wide.astype(np.uint8)


def tell(server: Served, fact: dict[str, Any], channel: str = "one") -> dict[str, Any]:
    """Tell a fact; its frame and number in the log."""
    answer = server.owner("POST", f"/channels/{channel}/facts", {"fact": fact})
    assert answer.status == 200, answer.text
    found: dict[str, Any] = answer.value
    return found


def drawn(frame: int, goal_at: int | None = None) -> Picture:
    """What the renderer draws of all that stands on a frame, boxes over each other."""
    timeline, at = Timeline(), frame * 40_000
    home, away = Team(name="North"), Team(name="South")
    timeline.add(Match(event_time=0, received=0, home=home, away=away), visible_from=0)
    if goal_at is not None:
        goal = Goal(event_time=goal_at * 40_000, received=0, side=Side.HOME)
        timeline.add(goal, visible_from=goal_at * 40_000)
    standing = Stage(RULES).standing(timeline.as_of(at), NOTHING, at)
    scene = stage.scene(standing, PictureSize(width=SIZE[0], height=SIZE[1]))
    picture = np.zeros((SIZE[1], SIZE[0], 4), np.float64)
    for box in Renderer().boxes(scene):
        over(picture, box)
    return np.rint(picture).astype(np.uint8)


def over(picture: NDArray[np.float64], box: Box) -> None:
    height, width = box.pixels.shape[:2]
    crop = box.crop
    x, y = (0, 0) if crop is None else (crop.left, crop.top)
    w, h = (width, height) if crop is None else (crop.width, crop.height)
    top = box.pixels[y : y + h, x : x + w].astype(np.float64) * box.opacity / 255
    place = picture[box.top + y : box.top + y + h, box.left + x : box.left + x + w]
    place[...] = top + place * (1 - top[..., 3:] / 255)


def furthest(one: Picture, other: Picture) -> int:
    return int(np.abs(one.astype(np.int16) - other).max())


@in_a_browser
def test_the_boxes_are_the_engine_s_own_in_their_time(browser: Browser, server: Served) -> None:
    """Nothing, the bug, and a goal's strap as it wipes: each as the renderer draws its frame."""
    with (
        overlay(browser, server, "fresh") as page,
        overlay(browser, server, "fresh?delay=2000") as later,
    ):
        assert not look(page)[1].any()
        match = tell(server, MATCH, "fresh")
        until(page, lambda state: state["frame"] == match["frame"])
        state, seen = look(page)
        assert state["program_time"] >= match["frame"] * 40
        assert furthest(seen, drawn(match["frame"])) <= 3
        assert seen.any()
        then, unseen = look(later)
        assert not unseen.any(), "two seconds are not over"
        assert state["program_time"] - then["program_time"] == pytest.approx(2000, abs=1000)
        until(later, lambda state: state["frame"] == match["frame"])
        state, seen = look(later)
        # Its programme time is what it is at: two seconds ago.
        assert match["frame"] * 40 <= state["program_time"]
        assert furthest(seen, drawn(match["frame"])) <= 3

        goal = tell(server, GOAL, "fresh")
        until(page, lambda state: state["frame"] > goal["frame"] + 4)
        state, seen = look(page)
        assert furthest(seen, drawn(state["frame"], goal["frame"])) <= 4
        until(later, lambda state: state["frame"] >= goal["frame"])
        state, seen = look(later)
        assert goal["frame"] * 40 <= state["program_time"]
        assert furthest(seen, drawn(state["frame"], goal["frame"])) <= 4


@in_a_browser
@pytest.mark.parametrize(
    ("query", "more"),
    [
        pytest.param("", {"size": (1280, 720)}, id="a-larger-page"),
        pytest.param("", {"device_scale_factor": 2}, id="a-dense-screen"),
        pytest.param("?size=1280x720", {"size": (300, 200)}, id="a-size-of-its-own"),
    ],
)
def test_it_is_scaled_to_the_page(
    browser: Browser, server: Served, query: str, more: dict[str, Any]
) -> None:
    with overlay(browser, server) as page, overlay(browser, server, f"one{query}", **more) as wide:
        for one in (page, wide):
            until(one, lambda state: state["boxes"] > 0)
        frame, seen, plain = same_frame(wide, page)
    assert frame is not None
    assert seen.shape == (720, 1280, 4)
    small = cv2.resize(seen, SIZE, interpolation=cv2.INTER_AREA)
    assert float(np.abs(small.astype(np.int16) - plain).mean()) < 0.5
    assert seen[..., 3].max() == 255


@in_a_browser
@pytest.mark.parametrize(
    ("query", "color"),
    [("", None), ("?background=green", (0, 177, 64)), ("?background=%23102030", (16, 32, 48))],
    ids=["none", "green", "a-colour"],
)
def test_what_stands_behind_the_graphics(
    browser: Browser, server: Served, query: str, color: tuple[int, int, int] | None
) -> None:
    """Seen as a browser source sees it: with its alpha, beside and between the graphics."""
    with overlay(browser, server, f"one{query}") as page:
        until(page, lambda state: state["boxes"] > 0)
        shot = page.screenshot(omit_background=True)
    seen = cv2.imdecode(np.frombuffer(shot, np.uint8), cv2.IMREAD_UNCHANGED)
    assert seen is not None
    corner = seen[-1, -1]
    if color is None:
        assert corner[3] == 0
        assert seen[..., 3].max() == 255
    else:
        assert tuple(int(value) for value in corner[:3][::-1]) == color


@in_a_browser
def test_a_channel_that_is_stopped_takes_its_graphics_along(
    browser: Browser, server: Served
) -> None:
    """Kept for ten seconds, then gone, and back with the channel, by itself."""
    with overlay(browser, server) as page:
        until(page, lambda state: state["boxes"] > 0)
        before = look(page)[0]["frame"]
        assert server.owner("POST", "/channels/one/stop").status == 200
        until(page, lambda state: not state["on_air"])
        assert look(page)[1].any()
        until(page, lambda state: state["frame"] is None)
        assert not look(page)[1].any()
        assert server.owner("POST", "/channels/one/start").status == 200
        until(page, lambda state: (state["frame"] or 0) > before)
        assert look(page)[1].any()


@in_a_browser
@pytest.mark.parametrize("child", ["api", "channel one"])
def test_the_graphics_outlive_a_process_and_go_on(
    browser: Browser, server: Served, child: str
) -> None:
    """Killed, it is started again: the page keeps what it has, and is told what comes."""
    log, line = server.data.parent / "serve.log", rf"child started name={child} pid=(\d+)"
    with overlay(browser, server, complains=child == "api") as page:
        until(page, lambda state: state["boxes"] > 0)
        before = re.findall(line, log.read_text())
        os.kill(int(before[-1]), signal.SIGKILL)
        server.until(lambda: len(re.findall(line, log.read_text())) > len(before), "a new one")
        assert look(page)[1].any()
        told: list[int] = []

        def is_told() -> bool:
            answer = server.owner("POST", "/channels/one/facts", {"fact": GOAL})
            told.extend([answer.value["frame"]] if answer.status == 200 else [])
            return bool(told)

        server.until(is_told, "a goal told")
        until(page, lambda state: (state["frame"] or 0) >= told[0])
        assert look(page)[1].any()


def test_a_socket_from_anywhere_and_of_no_channel(server: Served) -> None:
    address = server.url.replace("http", "ws") + "/ws/overlay/"
    with connect(address + "one", origin=Origin("https://elsewhere.example")) as socket:
        (event,) = json.loads(socket.recv(timeout=10))
    assert event["type"] == "boxes"
    assert {box["version"] for box in event["boxes"]} == set(event["pictures"])
    assert event["size"] == list(SIZE)
    assert event_time.from_iso(event["program_time"]) == event["frame"] * 40_000
    with connect(address + "another") as socket, pytest.raises(ConnectionClosed) as closed:
        socket.recv(timeout=10)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4404


@in_a_browser
def test_nothing_shows_on_a_page_of_no_channel(browser: Browser, server: Served) -> None:
    page = browser.new_page()
    try:
        page.goto(f"{server.url}/overlay/another?delay=soon")
        until(page, lambda state: state["error"] == "no such channel")
        assert not look(page)[1].any()
        assert page.inner_text("body") == ""
    finally:
        page.close()


def test_the_frame_may_be_anybody_s(server: Served) -> None:
    policy = server.get("/overlay/one").headers["content-security-policy"]
    assert "frame-ancestors *" in policy
    assert "script-src 'self'" in policy


def test_a_page_that_is_not_built_shows_nothing(tmp_path: Path) -> None:
    """It might be on air: whoever sets it up finds the other pages saying what to do."""
    with page_server(tmp_path, tmp_path / "nothing") as server:
        address = server.address.removeprefix("http://")
        connection = http.client.HTTPConnection(address, timeout=10)
        connection.request("GET", "/overlay/one")
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (503, b"")
        connection.close()
