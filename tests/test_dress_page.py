"""A clip is dressed on the page, in Debian's Chromium: dropped, marked, made, fetched."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Browser, Page, expect

from overlays.scene import PictureSize
from overlays.score_bug_layout import layout
from tests.bug_reader import Reading, read_bug
from tests.chromium import in_a_browser
from tests.clip_server import TOKEN, ClipServer, children, clip_server
from tests.clips import Clip
from tests.until import wait_until

pytestmark = [in_a_browser, pytest.mark.timeout(180)]
FRAMES = 75
NTSC = Fraction(30000, 1001)


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three seconds of 640x360 whose greys tell the frames."""
    path = tmp_path_factory.mktemp("page") / "Cup final.mp4"
    return Clip(frames=FRAMES, size=(640, 360), sound=Fraction(3)).write(path)


@contextmanager
def opened(browser: Browser, server: ClipServer, **more: Any) -> Iterator[Page]:
    """The page, that must not have complained."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 720}, **more})
    context.set_default_timeout(60_000)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if "Policy" in line.text else None)
    page.goto(f"{server.address}/dress")
    try:
        yield page
    finally:
        context.close()
    assert complaints == []


def choose(page: Page, path: Path) -> None:
    expect(page.get_by_text("up to")).to_be_visible()
    page.set_input_files("input[type=file]", path)


def go_to(page: Page, frames: int, then: str) -> None:
    """Step so many frames on, where it is `then`."""
    page.evaluate("document.activeElement.blur()")
    for _ in range(frames):
        page.keyboard.press(".")
    expect(page.locator("span.time")).to_contain_text(then)


def readings(path: Path, home: str, away: str) -> list[Reading]:
    """What the bug of each frame says."""
    places = layout(PictureSize(width=640, height=360), home, away)
    return [read_bug(luma, places) for luma in lumas(path)]


def lumas(path: Path) -> list[NDArray[np.uint8]]:
    with av.open(str(path)) as container:
        return [f.to_ndarray()[:360].astype(np.uint8) for f in container.decode(video=0)]


def fetched(page: Page, folder: Path) -> Path:
    """What the first button gives, once the clip is made."""
    button = page.get_by_role("link", name="Download MP4")
    expect(button).to_be_visible(timeout=90_000)
    with page.expect_download() as coming:
        button.click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path


def test_from_the_file_to_the_dressed_clip(browser: Browser, clip: Path, tmp_path: Path) -> None:
    with clip_server(tmp_path / "data") as server, opened(browser, server) as page:
        choose(page, clip)
        expect(page.get_by_text("Uploaded")).to_be_visible()
        page.get_by_label("Home: name").fill("North End")
        page.get_by_label("Away: name").fill("South Bank")
        page.get_by_label("Away: short").fill("sbk")
        page.get_by_label("reads").fill("12:34")
        go_to(page, 20, "0:00.80")
        page.keyboard.press("g")
        go_to(page, 20, "0:01.60")
        page.keyboard.press("g")
        page.keyboard.press("a")
        page.keyboard.press("g")
        page.keyboard.press("z")
        expect(page.get_by_label("Goal 3", exact=True)).to_have_count(0)
        page.get_by_label("Goal 1: scorer").fill("Ada Marsh")
        page.get_by_role("button", name="Make the clip").click()
        made = fetched(page, tmp_path)
        assert made.name == "Cup final dressed.mp4"
        # The page itself plays it.
        page.get_by_role("button", name="Ada Marsh").click()
        wait_until(lambda: page.evaluate("document.querySelector('video').currentTime > 0.3"))
        with page.expect_download() as coming:
            page.get_by_role("link", name="Download HLS folder").click()
        assert coming.value.suggested_filename == "Cup final dressed HLS.zip"
    found = readings(made, "NOR", "SBK")
    assert [one.home for one in found] == [0] * 20 + [1] * 55
    assert [one.away for one in found] == [0] * 40 + [1] * 35
    assert {one.clock for one in found[:25]} == {"12:34"}
    assert found[-1].clock == "12:36"


def test_a_goal_taken_back_and_marks_changed_afterwards(
    browser: Browser, clip: Path, tmp_path: Path
) -> None:
    with clip_server(tmp_path / "data") as server, opened(browser, server) as page:
        choose(page, clip)
        page.get_by_label("Home: goals before the clip").fill("2")
        go_to(page, 10, "0:00.40")
        page.get_by_role("button", name="Goal", exact=True).click()
        go_to(page, 30, "0:01.60")
        page.get_by_role("button", name="VAR: no goal").click()
        page.get_by_role("button", name="Make the clip").click()
        found = readings(fetched(page, tmp_path), "HOME", "AWAY")
        assert [one.home for one in found] == [2] * 10 + [3] * 30 + [2] * 35
        page.get_by_role("button", name="Change the marks").click()
        page.get_by_role("button", name="Remove Goal 1").click()
        page.get_by_role("button", name="Make the clip").click()
        found = readings(fetched(page, tmp_path), "HOME", "AWAY")
        assert [one.home for one in found] == [2] * 75


def test_the_very_frame_at_a_rate_that_is_no_whole_number(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "ntsc.mp4"
    Clip(frames=FRAMES, size=(640, 360), rate=NTSC).write(path)
    with clip_server(tmp_path / "data") as server, opened(browser, server) as page:
        choose(page, path)
        expect(page.get_by_text("Uploaded")).to_be_visible()
        go_to(page, 37, "0:01.23")
        page.keyboard.press("g")
        page.get_by_role("button", name="Make the clip").click()
        found = readings(fetched(page, tmp_path), "HOME", "AWAY")
        assert [one.home for one in found] == [0] * 37 + [1] * 38


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        pytest.param("notes.txt", b"no video", "notes.txt is no video.", id="by-its-name"),
        pytest.param("a.mp4", b"no video at all", "a.mp4 is no media file", id="by-its-content"),
        pytest.param("a.mp4", b"", "a.mp4 is empty.", id="empty"),
        pytest.param("a.mp4", bytes(600_000), "a.mp4 is larger than 0.5 MB.", id="too-large"),
    ],
)
def test_a_wrong_file_is_told_and_the_next_one_is_taken(
    browser: Browser, clip: Path, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with clip_server(tmp_path / "data", limit=500_000) as server, opened(browser, server) as page:
        choose(page, path)
        expect(page.get_by_role("alert")).to_contain_text(said)
        expect(page.get_by_role("button", name="Choose a video")).to_be_visible()
        choose(page, clip)
        expect(page.get_by_text("Uploaded")).to_be_visible()


def test_a_file_is_dropped(browser: Browser, clip: Path, tmp_path: Path) -> None:
    with clip_server(tmp_path / "data") as server, opened(browser, server) as page:
        expect(page.get_by_text("up to")).to_be_visible()
        held = page.evaluate_handle(
            """(bytes) => {
              const held = new DataTransfer();
              held.items.add(new File([new Uint8Array(bytes)], "final.mp4", {type: "video/mp4"}));
              return held;
            }""",
            list(clip.read_bytes()),
        )
        page.dispatch_event("main", "dragenter", {"dataTransfer": held})
        expect(page.get_by_text("Let go")).to_be_visible()
        page.dispatch_event("main", "drop", {"dataTransfer": held})
        expect(page.get_by_text("Uploaded")).to_be_visible()
        expect(page.get_by_text("final.mp4")).to_be_visible()


def test_cancelled_the_marks_stay(browser: Browser, tmp_path: Path) -> None:
    path = Clip(frames=4000, size=(320, 180)).write(tmp_path / "long.mp4")
    with clip_server(tmp_path / "data") as server, opened(browser, server) as page:
        choose(page, path)
        page.get_by_role("button", name="Goal", exact=True).click()
        page.get_by_label("Goal 1: scorer").fill("Ada Marsh")
        page.get_by_role("button", name="Make the clip").click()
        expect(page.get_by_text("of 4000 frames")).to_be_visible()
        page.get_by_role("button", name="Cancel").click()
        expect(page.get_by_label("Goal 1: scorer")).to_have_value("Ada Marsh")
        wait_until(lambda: children() == [])
        page.get_by_role("button", name="Make the clip").click()
        expect(page.get_by_text("of 4000 frames")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("button", name="Make the clip")).to_be_enabled()
        wait_until(lambda: children() == [])


def test_what_the_server_forgot_is_sent_again(browser: Browser, clip: Path, tmp_path: Path) -> None:
    with clip_server(tmp_path / "data") as server, opened(browser, server) as page:
        choose(page, clip)
        expect(page.get_by_text("Uploaded")).to_be_visible()
        (folder,) = (tmp_path / "data" / "clips").iterdir()
        assert server.ask("DELETE", f"/{folder.name.removeprefix('clip-')}").status == 204
        page.get_by_role("button", name="Make the clip").click()
        assert len(lumas(fetched(page, tmp_path))) == FRAMES


def test_an_upload_that_cannot_be_kept_is_sent_again(
    browser: Browser, clip: Path, tmp_path: Path
) -> None:
    with (
        clip_server(tmp_path / "data", free=0, reserve=1) as server,
        opened(browser, server) as page,
    ):
        choose(page, clip)
        expect(page.get_by_role("alert")).to_contain_text("disk is nearly full")
        server.free = 10**12
        page.get_by_role("button", name="Send again").click()
        expect(page.get_by_text("Uploaded")).to_be_visible()


def test_the_owner_s_token_is_asked_for(browser: Browser, clip: Path, tmp_path: Path) -> None:
    with clip_server(tmp_path / "data", anyone=False) as server, opened(browser, server) as page:
        choose(page, clip)
        expect(page.get_by_role("alert")).to_contain_text("token first")
        page.get_by_label(re.compile("token")).fill(TOKEN)
        choose(page, clip)
        expect(page.get_by_text("Uploaded")).to_be_visible()
        page.get_by_role("button", name="Make the clip").click()
        assert len(lumas(fetched(page, tmp_path))) == FRAMES


def test_what_is_typed_is_no_press(browser: Browser, clip: Path, tmp_path: Path) -> None:
    with clip_server(tmp_path / "data") as server, opened(browser, server) as page:
        choose(page, clip)
        page.get_by_label("Home: name").press_sequentially("gazza")
        expect(page.get_by_label("Home: name")).to_have_value("gazza")
        expect(page.get_by_label("Goal 1", exact=True)).to_have_count(0)
        page.get_by_label("reads").fill("soon")
        expect(page.get_by_role("button", name="Make the clip")).to_be_disabled()
        expect(page.get_by_role("status").filter(has_text="12:34")).to_be_visible()


def test_on_a_phone_nothing_lies_beyond_the_edge(
    browser: Browser, clip: Path, tmp_path: Path
) -> None:
    phone = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
    with clip_server(tmp_path / "data") as server, opened(browser, server, **phone) as page:
        expect(page.get_by_text("up to")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        choose(page, clip)
        page.get_by_role("button", name="Goal", exact=True).tap()
        expect(page.get_by_label("Goal 1: scorer")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        page.get_by_role("button", name="Make the clip").tap()
        expect(page.get_by_role("link", name="Download MP4")).to_be_visible(timeout=90_000)
        assert page.evaluate("document.documentElement.scrollWidth") == 360
