"""The viewers' pages: what is served, and the player in Debian's Chromium."""

import gzip
import re
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from feeds.clock import SystemClock
from tests.chromium import WATCH, chromium, in_a_browser
from tests.clips import Clip
from tests.growing import Growing, growing
from tests.hls import touchline
from tests.page_server import PageServer, page_server

BACK_S = 40
WAIT_S = 60


@dataclass(frozen=True)
class Viewing:
    """A page that watches a channel which grows."""

    page: Page
    server: PageServer
    channel: Growing

    def stats(self) -> dict[str, Any]:
        """What `window.touchline.stats()` says."""
        stats: dict[str, Any] = self.page.evaluate("touchline.stats()")
        return stats

    def until(self, claim: str) -> None:
        """Wait for a claim in JavaScript; it goes past the page's own policy."""
        give_up = time.monotonic() + WAIT_S
        while not self.page.evaluate(claim):
            assert time.monotonic() < give_up, f"still not so: {claim} {self.stats()}"
            self.page.wait_for_timeout(40)


@pytest.fixture(scope="module")
def programme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two renditions and their sound, four whole segments; the grey tells the picture."""
    folder = tmp_path_factory.mktemp("programme")
    clip = Clip(frames=25 * 9, size=(320, 180), sound=Fraction(9))
    clip.write(folder / "clip.mp4")
    run = touchline(
        *("encode", folder / "clip.mp4", "--out", folder / "out"),
        *("--ladder", "320x180:300k,160x90:80k", "--no-graphics"),
    )
    assert run.code == 0, run.errors
    return folder / "out"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all."""
    with chromium() as started:
        yield started


@contextmanager
def opened(browser: Browser, **more: Any) -> Iterator[Page]:
    """A page of its own, that must not have complained."""
    context = browser.new_context(**{"viewport": {"width": 960, "height": 540}, **more})
    context.set_default_timeout(60_000)
    context.add_init_script(WATCH)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    # A refused or missing answer is logged by the browser itself; our policy must refuse nothing.
    page.on("console", lambda line: complaints.append(line.text) if "Policy" in line.text else None)
    try:
        yield page
    finally:
        context.close()
    assert complaints == []


@contextmanager
def watched(browser: Browser, programme: Path, folder: Path, **more: Any) -> Iterator[Viewing]:
    """The player on a channel that is on air."""
    target = folder / "cup" / "media"
    with (
        growing(programme, target, back=BACK_S * 1_000_000) as channel,
        page_server(folder) as server,
        opened(browser, **more) as page,
    ):
        server.has("cup", title="Cup final", distance_us=7_000_000)
        page.goto(f"{server.address}/watch/cup")
        viewing = Viewing(page, server, channel)
        viewing.until("heard.includes('playing') && touchline.programTime() !== null")
        yield viewing


@dataclass(frozen=True)
class Answer:
    """Of a GET."""

    status: int
    headers: dict[str, str]
    body: bytes


def asked(url: str, **headers: str) -> Answer:
    """GET it."""
    request = urllib.request.Request(url, headers=headers)  # noqa: S310
    try:
        found = urllib.request.urlopen(request, timeout=10)  # noqa: S310
    except urllib.error.HTTPError as refused:
        found = refused
    with found:
        names = {name.lower(): value for name, value in found.headers.items()}
        return Answer(found.status, names, found.read())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server without channels."""
    with page_server(tmp_path_factory.mktemp("none")) as server:
        yield server.address


@pytest.mark.parametrize(
    ("path", "framed_by"),
    [
        pytest.param("/", "'self'", id="the-list-only-by-ourselves"),
        pytest.param("/watch/cup", "*", id="the-player-by-anyone"),
        pytest.param("/watch/%3Cscript%3E", "*", id="whatever-the-name"),
    ],
)
def test_a_page_is_fresh_and_runs_nothing_but_our_files(
    site: str, path: str, framed_by: str
) -> None:
    answer = asked(site + path)
    policy = answer.headers["content-security-policy"]
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert policy.endswith(f"frame-ancestors {framed_by}")
    assert b"<script>" not in answer.body
    assert b"style=" not in answer.body
    again = asked(site + path, **{"If-None-Match": answer.headers["etag"]})
    assert (again.status, again.body) == (304, b"")


def test_assets_are_for_ever_and_compressed(site: str) -> None:
    found = re.findall(r"/assets/[\w.-]+", asked(site + "/watch/cup").body.decode())
    assert {Path(name).suffix for name in found} == {".js", ".css", ".svg"}
    for name in found:
        plain = asked(site + name)
        packed = asked(site + name, **{"Accept-Encoding": "gzip"})
        assert plain.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert plain.headers["x-content-type-options"] == "nosniff"
        assert packed.headers["content-encoding"] == "gzip"
        assert gzip.decompress(packed.body) == plain.body


@pytest.mark.parametrize(
    "path", ["/assets/none.js", "/assets/..%2Findex.html", "/assets/../index.html", "/watch/"]
)
def test_nothing_else_is_there(site: str, path: str) -> None:
    assert asked(site + path).status == 404


def test_pages_that_are_not_built_say_what_to_do(tmp_path: Path) -> None:
    with page_server(tmp_path, tmp_path / "dist") as server:
        missing = asked(f"{server.address}/watch/cup")
        (tmp_path / "dist").mkdir()
        (tmp_path / "dist" / "watch.html").write_text("built")
        built = asked(f"{server.address}/watch/cup")
    assert missing.status == 503
    assert b"make setup" in missing.body
    assert missing.headers["cache-control"] == "no-store"
    assert (built.status, built.body) == (200, b"built")


@in_a_browser
def test_the_picture_moves_near_live(browser: Browser, programme: Path, tmp_path: Path) -> None:
    with watched(browser, programme, tmp_path) as viewing:
        page = viewing.page
        first = page.evaluate("[grey(), touchline.programTime()]")
        viewing.until(f"grey() !== {first[0]} && touchline.programTime() > {first[1]} + 2000")
        # On a busy machine the picture may just have run out.
        viewing.until("touchline.stats().buffer_s > 0")
        stats = viewing.stats()
        program, content = page.evaluate("[touchline.programTime(), touchline.contentTime()]")
        heard = page.evaluate("heard.slice(heard.indexOf('playing'))")
        expect(page.get_by_role("button", name="Live")).to_be_attached()
        expect(page).to_have_title("Cup final · Touchline")
    assert stats["rendition"] in {"180p", "90p"}
    assert 0 < stats["latency_ms"] < BACK_S * 1000
    assert heard[0] == "playing"
    assert program - content == pytest.approx(7000)
    assert program / 1000 == pytest.approx(time.time_ns() / 1e9, abs=5)


@in_a_browser
def test_the_viewer_chooses_the_rendition(
    browser: Browser, programme: Path, tmp_path: Path
) -> None:
    with watched(browser, programme, tmp_path) as viewing:
        page = viewing.page
        page.mouse.move(400, 300)
        page.get_by_role("button", name="Quality: automatic").click()
        page.get_by_role("menuitemradio", name=re.compile("^90p")).click()
        viewing.until("document.querySelector('video').videoWidth === 160")
        viewing.until("touchline.stats().rendition === '90p'")
        # On a slow machine the controls have gone to rest by now; a moving mouse wakes them.
        page.mouse.move(410, 300)
        page.get_by_role("button", name="Quality: fixed, 90p playing").click()
        page.keyboard.press("ArrowUp")
        expect(page.get_by_role("menuitemradio", name=re.compile("^180p"))).to_be_focused()
        page.keyboard.press("Enter")
        viewing.until("document.querySelector('video').videoWidth === 320")
        page.mouse.move(400, 300)
        page.get_by_role("button", name="Quality: fixed, 180p playing").click()
        page.get_by_role("menuitemradio", name="Auto").click()
        expect(page.get_by_role("button", name="Quality: automatic")).to_be_attached()


@in_a_browser
def test_back_in_the_window_and_to_live(browser: Browser, programme: Path, tmp_path: Path) -> None:
    with watched(browser, programme, tmp_path) as viewing:
        page = viewing.page
        page.keyboard.press("j")
        viewing.until("touchline.stats().latency_ms > 9000 && touchline.stats().latency_ms < 14000")
        page.keyboard.press("Home")
        viewing.until("touchline.stats().latency_ms > 30000")
        moment = page.evaluate("touchline.programTime()")
        viewing.until(f"touchline.programTime() > {moment} + 300")
        slider = page.get_by_role("slider", name="Position")
        place = slider.bounding_box()
        assert place
        middle = int(slider.get_attribute("aria-valuemax") or 0) * 500
        page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
        viewing.until(f"Math.abs(touchline.stats().latency_ms - {middle}) < 5000")
        assert "behind live" in (slider.get_attribute("aria-valuetext") or "")
        page.get_by_role("button", name="Go to live").click()
        viewing.until("touchline.stats().latency_ms < 3000")
        expect(page.get_by_role("button", name="Live", exact=True)).to_be_attached()


@in_a_browser
def test_a_playlist_of_one_s_own_is_played_as_far_behind_as_it_is(
    browser: Browser, programme: Path, tmp_path: Path
) -> None:
    """And the server knows how far: a viewer 20 s behind has been told of nothing newer."""
    with (
        growing(programme, tmp_path / "cup" / "media", back=BACK_S * 1_000_000) as channel,
        page_server(tmp_path) as server,
        opened(browser) as page,
    ):
        token = server.sessions.playback("anna", "cup", 18)
        server.has("cup", playlist_url=f"/live/cup/index.m3u8?s={token}")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{server.address}/watch/cup")
        viewing = Viewing(page, server, channel)
        viewing.until("heard.includes('playing') && touchline.programTime() !== null")
        began = page.evaluate("touchline.programTime()")
        viewing.until(f"touchline.programTime() > {began} + 8000")
        viewing.until("touchline.stats().buffer_s > 0")
        stats, shown = viewing.stats(), page.evaluate("touchline.programTime()")
        frontier = server.origin.frontiers.of("cup", "anna")
        now = SystemClock().now()
    assert 18_500 < stats["latency_ms"] < 22_000
    assert frontier is not None
    assert shown * 1000 < frontier.program_time <= now - 18_000_000
    assert frontier.program_time == pytest.approx(now - 18_000_000, abs=1_000_000)
    lists = [url for url in asked if "/live/" in url and ".m3u8" in url]
    assert len(lists) > 20
    assert all(f"s={token}" in url for url in lists)
    assert any("_HLS_msn=" in url and "_HLS_part=" in url for url in lists)
    parts = [re.search(r"/(\d+)\.(\d)\.m4s", url) for url in asked]
    # At 25 pictures a second a segment of six parts is 1.92 s.
    ends = [int(part[1]) * 1_920_000 + (int(part[2]) + 1) * 320_000 for part in parts if part]
    assert max(ends) <= frontier.program_time


@in_a_browser
def test_keys(browser: Browser, programme: Path, tmp_path: Path) -> None:
    with watched(browser, programme, tmp_path) as viewing:
        page = viewing.page
        page.keyboard.press("k")
        viewing.until("document.querySelector('video').paused")
        expect(page.get_by_role("button", name="Go to live")).to_be_visible()
        page.keyboard.press(" ")
        viewing.until("!document.querySelector('video').paused")
        expect(page.get_by_role("button", name="Click for sound")).to_be_visible()
        page.keyboard.press("m")
        viewing.until("!document.querySelector('video').muted")
        expect(page.get_by_role("button", name="Click for sound")).to_be_hidden()
        page.keyboard.press("ArrowDown")
        viewing.until("Math.abs(document.querySelector('video').volume - 0.9) < 0.01")
        page.keyboard.press("f")
        viewing.until("document.fullscreenElement !== null")
        page.keyboard.press("?")
        expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()


@in_a_browser
def test_a_server_that_comes_back_is_played_on(
    browser: Browser, programme: Path, tmp_path: Path
) -> None:
    with watched(browser, programme, tmp_path) as viewing:
        viewing.server.stop()
        expect(viewing.page.get_by_text("Connection lost")).to_be_visible()
        assert viewing.page.evaluate("grey()") > 0
        viewing.server.start()
        expect(viewing.page.get_by_text("Connection lost")).to_be_hidden()
        viewing.until("touchline.stats().latency_ms < 3000")


@in_a_browser
def test_the_end_and_once_more(browser: Browser, programme: Path, tmp_path: Path) -> None:
    with watched(browser, programme, tmp_path) as viewing:
        viewing.channel.stop(ends=True)
        expect(viewing.page.get_by_text("The programme has ended")).to_be_visible()
        ended = viewing.page.evaluate("touchline.programTime()")
        viewing.page.get_by_role("button", name="Watch from the start of the window").click()
        viewing.until(f"{ended} - touchline.programTime() > 30000")
        expect(viewing.page.get_by_text("The programme has ended")).to_be_hidden()


@in_a_browser
def test_a_channel_that_is_not_on_air_yet_starts_by_itself(
    browser: Browser, programme: Path, tmp_path: Path
) -> None:
    with page_server(tmp_path) as server, opened(browser) as page:
        page.goto(f"{server.address}/watch/cup")
        expect(page.get_by_text("No such channel")).to_be_visible()
        server.has("cup", title="Cup final", state="off")
        expect(page.get_by_text("Not on air yet")).to_be_visible()
        server.has("cup", title="Cup final")
        expect(page.get_by_text("Starting")).to_be_visible()
        with growing(programme, tmp_path / "cup" / "media", back=10_000_000):
            expect(page.get_by_role("button", name="Live", exact=True)).to_be_attached()


@in_a_browser
def test_the_list_of_channels(browser: Browser, tmp_path: Path) -> None:
    with page_server(tmp_path) as server, opened(browser) as page:
        page.goto(server.address)
        expect(page.get_by_text("No channel is on air")).to_be_visible()
        server.has("cup", title="Cup final")
        server.has("later", title="Later", state="off")
        expect(page.get_by_role("link", name="Live Cup final")).to_have_attribute(
            "href", "/watch/cup"
        )
        expect(page.get_by_role("list").get_by_role("link")).to_have_count(1)
        expect(page.get_by_role("link", name="Dress your own clip")).to_have_attribute(
            "href", "/dress"
        )
        server.stop()
        expect(page.get_by_text("No connection to the server")).to_be_visible()
        server.start()
        expect(page.get_by_text("No connection to the server")).to_be_hidden()


@in_a_browser
def test_a_phone_has_the_picture_on_top_and_large_keys(
    browser: Browser, programme: Path, tmp_path: Path
) -> None:
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    with watched(browser, programme, tmp_path, **phone) as viewing:
        page = viewing.page
        video = page.locator("video").bounding_box()
        assert video
        assert (video["x"], video["y"], video["width"]) == (0, 0, 390)
        assert video["height"] == pytest.approx(390 * 9 / 16, abs=1)
        expect(page.get_by_role("heading", name="Cup final")).to_be_visible()
        page.get_by_role("button", name="10 seconds back").tap()
        viewing.until("touchline.stats().latency_ms > 9000")
        assert page.evaluate("document.documentElement.scrollWidth") == 390


@in_a_browser
@pytest.mark.parametrize(
    ("lacking", "shown"),
    [
        pytest.param("delete window.MediaSource", "Live", id="the-browser-plays-HLS-itself"),
        pytest.param(
            "delete window.MediaSource; HTMLMediaElement.prototype.canPlayType = () => ''",
            "This browser cannot play the programme",
            id="nothing-plays-it",
        ),
    ],
)
def test_without_media_source_extensions(
    browser: Browser, programme: Path, tmp_path: Path, lacking: str, shown: str
) -> None:
    with (
        growing(programme, tmp_path / "cup" / "media", back=20_000_000),
        page_server(tmp_path) as server,
        opened(browser) as page,
    ):
        server.has("cup")
        page.add_init_script(f"delete window.ManagedMediaSource; {lacking}")
        page.goto(f"{server.address}/watch/cup")
        expect(page.get_by_text(shown, exact=True)).to_be_visible()
