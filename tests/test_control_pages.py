"""Operators run a real channel from the page, in Debian's Chromium."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Request, Route, expect

from tests.channels import clip
from tests.chromium import WATCH, in_a_browser
from tests.served import Served, served

pytestmark = [in_a_browser, pytest.mark.timeout(300)]
CONFIG = """\
[[channel]]
name = "one"
title = "Cup final"
rate = 25
shedding = "nothing"
ladder = "64x48:80k"
[channel.source]
input = "{clip}"
[channel.backup]
input = "{clip}"

[[channel]]
name = "two"
autostart = false
rate = 25
shedding = "nothing"
ladder = "64x48:80k"
[channel.source]
input = "{clip}"

[[channel]]
name = "fed"
autostart = false
rate = 25
shedding = "nothing"
ladder = "64x48:80k"
[channel.source]
input = "{clip}"
[[channel.feed]]
name = "opta"
provider = "facts_file"
path = "{facts}"
lateness = 1
"""
MATCH = {"type": "match", "home": {"name": "North"}, "away": {"name": "South"}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "has_touch": True,
    "is_mobile": True,
}
WAIT_MS = 60_000
# A page that gets few frames tells the time by its video, between two of them.
FRAME_MS = 40


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("control-pages")
    with served(config(folder), folder) as running:
        running.on_air("one")
        yield running


def config(folder: Path) -> str:
    """Of channels with a clip, and one with a feed: a goal at once, and a clock all the time."""
    told = [
        {"t": 0, **MATCH, "id": "m"},
        *({"t": 2 * n, "type": "clock_set", "period": 1, "id": f"c{n}"} for n in range(200)),
    ]
    for n, one in enumerate(told[1:]):
        one["clock"] = f"{20 + n // 30}:{2 * n % 60:02}"
    # Its time is a guess, so that it is the same as one by hand minutes later.
    goal = {"t": 0, "type": "goal", "side": "home", "id": "g1", "is_estimated": True}
    facts = folder / "facts.jsonl"
    facts.write_text("".join(json.dumps(one) + "\n" for one in (told[0], goal, *told[1:])))
    return CONFIG.format(clip=clip(folder / "clip.mp4"), facts=facts)


@contextmanager
def opened(browser: Browser, url: str, **more: Any) -> Iterator[Page]:
    """A page of its own, that must not have complained; what it asked for is in `asked`."""
    context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **more})
    context.set_default_timeout(WAIT_MS)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if "Policy" in line.text else None)
    page.goto(url)
    yield page
    assert complaints == []
    context.close()


@contextmanager
def operating(
    browser: Browser, server: Served, channel: str = "one", **more: Any
) -> Iterator[Page]:
    """The page of a channel, signed in."""
    with opened(browser, f"{server.url}/control/{channel}", **more) as page:
        sign_in(page, server.token)
        expect(page.get_by_role("button", name="Sign out")).to_be_visible()
        yield page


@pytest.fixture
def new_match(server: Served) -> None:
    """Nothing scored yet, and nothing planned that a goal would set off."""
    assert server.owner("PUT", "/channels/one/rundown", {"items": []}).status == 200
    body = {"fact": {**MATCH, "competition": "Cup"}}
    assert server.owner("POST", "/channels/one/facts", body).status == 200
    server.until(lambda: score(server) == (0, 0), "nothing scored")


def sign_in(page: Page, token: str) -> None:
    page.get_by_label("Owner's token").fill(token)
    page.get_by_role("button", name="Sign in").click()


def score(server: Served, channel: str = "one") -> tuple[int, int]:
    sides = server.get(f"/api/v1/channels/{channel}/state").value["sides"]
    return sides["home"]["score"], sides["away"]["score"]


def newest(server: Served) -> dict[str, Any]:
    found: dict[str, Any] = server.owner("GET", "/channels/one/log?limit=1").value["items"][0]
    return found


def section(page: Page, title: str) -> Locator:
    return page.locator("details").filter(has=page.get_by_role("heading", name=title, exact=True))


def picture_of(page: Page) -> float:
    """Programme time of the frame on screen, once there is one (ms)."""
    for _ in range(WAIT_MS // 40):
        shown = page.evaluate("touchline.programTime()")
        if shown is not None:
            return float(shown)
        page.wait_for_timeout(40)
    raise AssertionError("no picture")


@pytest.mark.usefixtures("new_match")
def test_a_goal_is_put_on_air_taken_back_and_brought_back(browser: Browser, server: Served) -> None:
    with operating(browser, server) as page:
        expect(page.locator("[data-of='Next frame']")).to_have_text(re.compile("NOR 0.0 SOU"))
        page.keyboard.press("a")
        page.get_by_label("Player").fill("No. 9")
        page.get_by_label("Minute").fill("12")
        page.keyboard.press("Enter")
        expect(page.get_by_text(re.compile(r"Shows from .* frame \d+ · entry \d+"))).to_be_visible()
        server.until(lambda: score(server) == (0, 1), "the goal")
        assert newest(server)["payload"]["player"] == "No. 9"
        expect(page.locator("[data-of='Next frame']")).to_have_text(re.compile("NOR 0.1 SOU"))
        undo = page.get_by_role("button", name="Undo: Goal SOU · No. 9 12")
        expect(undo).to_have_count(2)
        page.keyboard.press("u")
        server.until(lambda: score(server) == (0, 0), "the undo")
        expect(undo).to_have_count(0)
        page.get_by_role("button", name="Undo: Took back: Goal SOU · No. 9 12").click()
        server.until(lambda: score(server) == (0, 1), "the goal again")


@pytest.mark.usefixtures("new_match")
def test_a_goal_of_my_picture_is_of_the_frame_on_screen_as_i_pressed(
    browser: Browser, server: Served
) -> None:
    with operating(browser, server) as page:
        before = picture_of(page)
        page.keyboard.press("h")
        after = picture_of(page)
        # The picture goes on while the name is typed.
        page.get_by_label("Player").press_sequentially("Number 10", delay=150)
        assert picture_of(page) > after + 1000
        page.keyboard.press("Enter")
        server.until(lambda: score(server) == (1, 0), "the goal")
    happened = datetime.fromisoformat(newest(server)["event_time"]).timestamp() * 1000
    assert before - FRAME_MS <= happened <= after + FRAME_MS


@pytest.mark.usefixtures("new_match")
def test_the_score_is_corrected(browser: Browser, server: Served) -> None:
    with operating(browser, server) as page:
        picture_of(page)
        page.keyboard.press("c")
        expect(page.get_by_label("Goals of North")).to_be_focused()
        more = page.get_by_role("button", name="One more for North")
        more.click()
        more.click()
        page.get_by_label("Why").fill("missed")
        form = page.get_by_role("form", name="Correct the score")
        form.get_by_role("radio", name="Now").check(force=True)
        form.get_by_role("button", name=re.compile("Set 2.0")).click()
        server.until(lambda: score(server) == (2, 0), "the correction")
        expect(
            section(page, "Log").get_by_text(re.compile("Score corrected to 2.0 .missed"))
        ).to_be_visible()
        page.keyboard.press("u")
        server.until(lambda: score(server) == (0, 0), "the undo")


@pytest.mark.usefixtures("new_match")
def test_an_answer_that_is_lost_is_asked_for_again_and_done_once(
    browser: Browser, server: Served
) -> None:
    keys: list[str] = []

    def lose(route: Route) -> None:
        """The server does it; nobody hears of that."""
        keys.append(route.request.headers["idempotency-key"])
        route.fetch()
        route.abort()

    with operating(browser, server) as page:
        page.route("**/facts", lose, times=1)
        page.on("request", lambda request: note_key(request, keys))
        page.keyboard.press("h")
        page.keyboard.press("Enter")
        failed = page.get_by_role("status").filter(has_text="The server does not answer")
        expect(failed).to_be_visible()
        failed.get_by_role("button", name="Try again").click()
        expect(page.get_by_text(re.compile(r"entry \d+"))).to_be_visible()
    assert len(keys) >= 2
    assert len(set(keys)) == 1
    assert score(server) == (1, 0)


def note_key(request: Request, keys: list[str]) -> None:
    if request.url.endswith("/facts"):
        keys.append(request.headers["idempotency-key"])


def test_what_the_server_refuses_is_told_beside_the_button(
    browser: Browser, server: Served
) -> None:
    with operating(browser, server) as page:
        page.keyboard.press("h")
        page.get_by_label("Minute").evaluate("field => field.removeAttribute('max')")
        page.get_by_label("Minute").fill("5000")
        page.keyboard.press("Enter")
        form = page.get_by_role("form", name="Goal")
        expect(form.get_by_role("status").filter(has_text="minute")).to_be_visible()


def test_a_wrong_token_is_told_and_no_token_is_in_an_address(
    browser: Browser, server: Served
) -> None:
    addresses: list[str] = []
    with opened(browser, f"{server.url}/control?channel=one") as page:
        page.on("request", lambda request: addresses.append(request.url))
        sign_in(page, "not-it")
        expect(page.get_by_role("alert").filter(has_text="not the owner's token")).to_be_visible()
        expect(page.get_by_role("heading", name="Score", exact=True)).to_have_count(0)
        page.keyboard.press("h")
        expect(page.get_by_role("form", name="Goal")).to_have_count(0)
        sign_in(page, server.token)
        expect(page.get_by_role("heading", name="Score", exact=True)).to_be_visible()
        page.reload()
        expect(page.get_by_role("heading", name="Score", exact=True)).to_be_visible()
        assert page.evaluate(
            "localStorage.length === 0 || !JSON.stringify(localStorage).includes('owner')"
        )
        page.get_by_role("button", name="Sign out").click()
        page.reload()
        expect(page.get_by_label("Owner's token")).to_be_visible()
    assert addresses
    assert not any(server.token in address for address in addresses)


def test_who_wants_to_stays_signed_in_on_this_machine(browser: Browser, server: Served) -> None:
    with opened(browser, f"{server.url}/control/one") as page:
        page.get_by_label("Keep me signed in").check()
        sign_in(page, server.token)
        expect(page.get_by_role("button", name="Sign out")).to_be_visible()
        other = page.context.new_page()
        other.goto(f"{server.url}/control/one")
        expect(other.get_by_role("button", name="Sign out")).to_be_visible()


def test_a_line_is_deleted_and_its_author_silenced_before_a_viewers_eyes(
    browser: Browser, server: Served
) -> None:
    viewing = browser.new_context(viewport={"width": 960, "height": 540})
    viewing.add_init_script(WATCH)
    viewer = viewing.new_page()
    viewer.goto(f"{server.url}/watch/one")
    field = viewer.get_by_role("textbox", name="Your line")
    expect(field).to_be_enabled(timeout=WAIT_MS)
    with operating(browser, server) as page:
        chat = section(page, "Chat")
        for text in ("rude words", "worse words"):
            field.fill(text)
            viewer.keyboard.press("Enter")
            expect(viewer.get_by_text(text)).to_be_visible(timeout=WAIT_MS)
            # Before the pointer is over the list: then it stands still.
            expect(chat.get_by_text(text)).to_be_visible()
        chat.get_by_role("button", name="rude words").click()
        chat.get_by_role("button", name="Delete the line").click()
        expect(viewer.get_by_text("rude words")).to_have_count(0, timeout=WAIT_MS)
        expect(chat.get_by_text("rude words")).to_have_count(0)
        chat.get_by_role("button", name="worse words").click()
        chat.get_by_role("button", name="10 min").click()
        expect(viewer.get_by_text("worse words")).to_have_count(0, timeout=WAIT_MS)
        silenced = chat.get_by_role("list", name="Silenced").get_by_role("listitem")
        expect(silenced).to_contain_text("is silent until")
        silenced.get_by_role("button", name="Let speak").click()
        expect(silenced).to_have_count(0)
        field.fill("sorry")
        viewer.keyboard.press("Enter")
        expect(chat.get_by_text("sorry")).to_be_visible()
    viewing.close()


def test_a_cut(browser: Browser, server: Served) -> None:
    program = "/api/v1/channels/one/program"
    with operating(browser, server) as page:
        for source in ("backup", "source"):
            page.get_by_role("button", name=f"Cut to {source}").click()
            server.until(lambda: server.get(program).value["source"] == source, "the cut")  # noqa: B023
            expect(section(page, "Log").get_by_text(f"Cut to {source}").first).to_be_visible()


def test_a_channel_that_is_off_says_so_and_is_put_on_air(browser: Browser, server: Served) -> None:
    with operating(browser, server, "two") as page:
        expect(page.get_by_text("The channel is off")).to_be_visible()
        page.get_by_role("button", name="Put it on air").click()
        expect(page.get_by_text("On air", exact=True)).to_be_visible(timeout=60_000)
        expect(page.get_by_text("The channel is off")).to_have_count(0)
    assert server.owner("POST", "/channels/two/stop").status == 200


@pytest.fixture
def fed(server: Served) -> Iterator[str]:
    """A channel whose feed has told a goal."""
    assert server.owner("POST", "/channels/fed/start").status == 200
    server.on_air("fed")
    server.until(lambda: score(server, "fed") == (1, 0), "the feed's goal")
    yield "fed"
    assert server.owner("POST", "/channels/fed/stop").status == 200


def set_clock(server: Served, clock: str) -> None:
    body = {"fact": {"type": "clock_set", "clock": clock, "period": 1}}
    assert server.owner("POST", "/channels/fed/facts", body).status == 200


def test_a_match_is_run_beside_a_feed(browser: Browser, server: Served, fed: str) -> None:
    with operating(browser, server, fed) as page:
        decide(page, server)
        tell_another_goal(page, server)
        hold_the_score(page, server)
        move_the_offset(page, server)
        dial_the_distance(page, server)


def decide(page: Page, server: Served) -> None:
    """What a feed says against the operator: one way by keyboard, another time elsewhere."""
    asked = page.get_by_role("article", name="opta has another clock than was set by hand")
    clock = section(page, "Who says what").get_by_role("listitem").filter(has_text="Clock")
    expect(clock).to_contain_text("single")
    expect(asked).to_have_count(0)
    set_clock(server, "03:00")
    expect(asked).to_contain_text(re.compile(r"opta says 2\d:\d\d"))
    expect(clock).to_contain_text("disputed")
    page.keyboard.press("d")
    expect(asked.get_by_role("button", name="Keep ours")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(asked.get_by_role("button", name=re.compile("Take opta.s"))).to_be_focused()
    page.wait_for_timeout(500)  # what has just come takes no press
    page.keyboard.press("Enter")
    expect(asked).to_have_count(0)
    state = "/api/v1/channels/fed/state"
    server.until(lambda: server.get(state).value["clock_us"] > 1_200_000_000, "opta's clock")
    # Decided elsewhere, it goes by itself.
    set_clock(server, "04:00")
    expect(asked).to_be_visible()
    question = server.owner("GET", "/channels/fed/truth").value["questions"][0]["id"]
    path = f"/channels/fed/questions/{question}/answer"
    assert server.owner("POST", path, {"answer": "keep"}).status == 200
    expect(asked).to_have_count(0)
    expect(section(page, "Log").get_by_text("Decided: ours stands (clock)")).to_be_visible()


def tell_another_goal(page: Page, server: Served) -> None:
    """The same goal told by hand is the feed's, unless the operator says no."""
    page.keyboard.press("h")
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("the same as opta.s goal"))).to_be_visible()
    assert score(server, "fed") == (1, 0)
    page.get_by_role("button", name="No, another goal").click()
    server.until(lambda: score(server, "fed") == (2, 0), "the other goal")
    expect(page.get_by_text(re.compile("the same as opta.s goal"))).to_have_count(0)


def timing(server: Served, key: str) -> Any:
    return server.get("/api/v1/channels/fed/timing").value[key]


def hold_the_score(page: Page, server: Served) -> None:
    """Against all feeds, and let it go."""
    expect(page.locator("[data-of='Next frame']")).to_have_text(re.compile("NOR 2.0 SOU"))
    hold = section(page, "Hold")
    hold.get_by_label("Hold, whatever feeds say").select_option("home.score")
    expect(hold.get_by_label("At", exact=True)).to_have_value("2")
    hold.get_by_label("At", exact=True).fill("7")
    hold.get_by_label("For (minutes)").fill("9")
    hold.get_by_role("button", name="Hold it").click()
    server.until(lambda: score(server, "fed") == (7, 0), "the score that is held")
    held = page.locator("[data-of='Next frame']").get_by_role("img", name="held by hand")
    expect(held).to_be_visible()
    row = hold.get_by_role("list", name="Held").get_by_role("listitem")
    expect(row).to_contain_text(re.compile(r"Score of North 7.*until \d"))
    hold.get_by_role("button", name="Release: Score of North").click()
    server.until(lambda: score(server, "fed") == (2, 0), "what was told")
    expect(held).to_have_count(0)


def move_the_offset(page: Page, server: Served) -> None:
    """By steps, as typed, and all the way back."""
    feeds = section(page, "Feeds")
    more = feeds.get_by_role("button", name="Offset of opta +0.1 s")
    more.click()
    more.click()
    server.until(lambda: timing(server, "offsets_us") == {"opta": 200_000}, "two steps")
    field = feeds.get_by_label("Offset of opta to the venue, seconds")
    field.fill("-1.5")
    field.press("Enter")
    server.until(lambda: timing(server, "offsets_us") == {"opta": -1_500_000}, "as typed")
    feeds.get_by_role("button", name="Undo: back to +0.2 s").click()
    feeds.get_by_role("button", name="Undo: back to +0.1 s").click()
    feeds.get_by_role("button", name="Undo: back to ±0.0 s").click()
    server.until(lambda: timing(server, "offsets_us") == {"opta": 0}, "all undone")


def dial_the_distance(page: Page, server: Served) -> None:
    """What it brings is seen before it is set."""
    dial = section(page, "Distance")
    expect(dial.get_by_text("misses 100 %")).to_be_visible()
    dial.get_by_role("slider").fill("4")
    expect(dial.get_by_text("misses nothing")).to_be_visible()
    assert timing(server, "distance_us") == 0
    dial.get_by_role("button", name="Set the distance to 4.0 s").click()
    dial.get_by_role("button", name="Move it").click()
    server.until(lambda: timing(server, "distance_us") == 4_000_000, "the distance")
    expect(dial.get_by_role("button", name="Back to 0.0 s")).to_be_visible()


def test_an_unknown_channel_and_the_choice(browser: Browser, server: Served) -> None:
    with opened(browser, f"{server.url}/control/none") as page:
        expect(page.get_by_text("There is no channel called “none” on this server")).to_be_visible()
        page.get_by_role("link", name="All channels").click()
        page.get_by_role("link", name="On air Cup final").click()
        expect(page).to_have_url(re.compile("/control/one$"))
        expect(page.get_by_role("heading", name="Cup final", level=1)).to_be_visible()


def test_a_page_without_its_server_says_so_and_goes_on(browser: Browser, tmp_path: Path) -> None:
    with served(config(tmp_path), tmp_path) as server:
        server.on_air("one")
        with operating(browser, server) as page:
            away = page.get_by_text("No connection to the server. What you see is old")
            page.context.set_offline(offline=True)
            expect(away).to_be_visible()
            page.keyboard.press("h")
            page.keyboard.press("Enter")
            expect(page.get_by_text("The server does not answer.")).to_be_visible()
            page.context.set_offline(offline=False)
            expect(away).to_have_count(0)
            page.get_by_role("button", name="Try again").click()
            expect(page.get_by_text(re.compile(r"entry \d+"))).to_be_visible()


@pytest.mark.usefixtures("new_match")
def test_it_is_run_with_a_thumb(browser: Browser, server: Served) -> None:
    with operating(browser, server, **PHONE) as page:
        for title in ("Graphics", "Predictions", "Sources", "Health", "Chat", "Log"):
            expect(section(page, title)).not_to_have_attribute("open", "")
            page.get_by_role("heading", name=title, exact=True).tap()
        bar = page.get_by_role("navigation", name="Quick presses")
        bar.get_by_role("button", name="Goal NOR").tap()
        page.get_by_role("button", name="Put the goal on air").tap()
        server.until(lambda: score(server) == (1, 0), "the goal")
        bar.get_by_role("button", name="Undo").tap()
        server.until(lambda: score(server) == (0, 0), "the undo")
        # What was unfolded stays so, whatever its heading has come to say.
        expect(section(page, "Log").get_by_text("Took back: Goal NOR").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        has_small_alarms(page)


def has_small_alarms(page: Page) -> None:
    """However much is wrong, it takes one line until it is pressed."""

    def alarmed(route: Route) -> None:
        health = route.fetch().json()
        more = {"disk": f"/{'folder/' * 30}full", "overlay": f"overlay not shown: {'wrong, ' * 60}"}
        route.fulfill(json={**health, "alarms": more})

    page.route("**/health", alarmed)
    banner = page.locator("header details")
    expect(banner.get_by_text(re.compile(r"\d more"))).to_be_visible()
    assert height(banner) < 60
    banner.locator("summary").tap()
    expect(banner.get_by_text("Overlay not shown: wrong")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.unroute_all(behavior="wait")


def height(found: Locator) -> float:
    box = found.bounding_box()
    assert box is not None
    return box["height"]


def test_graphics_are_taken_and_cleared(browser: Browser, server: Served) -> None:
    # The name of a goal before this may still be on.
    server.owner("POST", "/channels/one/graphics/lower_third/clear", {"basis": "now"})
    server.until(lambda: not is_on(server, "lower_third"), "nothing on")
    with operating(browser, server) as page:
        cleared = section(page, "Log").get_by_text("Graphic cleared: lower third")
        expect(cleared.first).to_be_visible()
        before = cleared.count()
        third = page.get_by_role("form", name="Lower third")
        find_by_keys(page, third)
        third.get_by_label("Line below").fill("Referee")
        third.get_by_role("button", name="Take").click()
        assert is_on(server, "lower_third") is False  # the name lacks
        third.get_by_label("Name", exact=True).fill("Ada Quist")
        third.get_by_label("Side").select_option("away")
        third.locator("input[type=number]").fill("600")
        third.get_by_role("button", name="Take").click()
        expect(third.get_by_text(re.compile(r"entry \d+"))).to_be_visible()
        expect(third.get_by_text("On air")).to_be_visible()
        fields = {"title": "Ada Quist", "line": "Referee", "side": "away", "seconds": "600"}
        assert newest(server)["payload"]["fields"] == fields
        third.get_by_label("Line below").fill("")
        third.get_by_role("button", name="Update").click()
        server.until(lambda: "line" not in said(server, "lower_third"), "the line is gone")
        assert said(server, "lower_third")["title"] == "Ada Quist"
        third.get_by_role("button", name="Clear").click()
        server.until(lambda: not is_on(server, "lower_third"), "the lower third is off")
        expect(third.get_by_text("On air")).to_have_count(0)
        expect(cleared).to_have_count(before + 1)


def find_by_keys(page: Page, third: Locator) -> None:
    """The lower third's form opened by a part of its name; what is hidden keeps what it says."""
    others = page.get_by_role("form", name="Ticker")
    expect(others).to_be_visible()
    page.keyboard.press("g")
    page.keyboard.type("thi")
    expect(others).to_be_hidden()
    page.keyboard.press("Enter")
    expect(third.get_by_label("Name", exact=True)).to_be_focused()
    page.keyboard.type("Quist")
    find = page.get_by_label("Find a graphic")
    find.fill("tick")
    expect(third).to_be_hidden()
    find.press("Escape")
    expect(third.get_by_label("Name", exact=True)).to_have_value("Quist")
    # Where there is no picture that can be chosen, it says how there would be.
    expect(third.get_by_label("Photo")).to_be_disabled()
    expect(third.get_by_text("in the overlay config")).to_be_visible()
    third.get_by_label("Name", exact=True).fill("")


@pytest.mark.usefixtures("new_match")
def test_a_rundown_is_begun_changed_and_run_by_keys(browser: Browser, server: Served) -> None:
    with operating(browser, server) as page:
        page.get_by_role("button", name="Begin with a usual one").click()
        rows = page.get_by_role("list", name="Cues").locator("[data-cue]")
        expect(rows.nth(1)).to_contain_text("Line-ups")
        expect(page.get_by_role("img", name="Preview of Countdown to the start")).to_be_visible()
        plan_one(page)
        run_by_keys(page, rows)
        # Somebody else's change is told, and read anew.
        plan = server.owner("GET", "/channels/one/rundown").value
        page.route(
            "**/rundown", lambda route: route.abort() if is_get(route) else route.continue_()
        )
        assert server.owner("PUT", "/channels/one/rundown", {"items": []}).status == 200
        page.get_by_role("button", name="Delete").click()
        expect(page.get_by_role("alert")).to_contain_text("Somebody else has changed the rundown")
        page.unroute("**/rundown")
        expect(page.get_by_role("button", name="Begin with a usual one")).to_be_visible()
        page.get_by_role("button", name="Undo", exact=True).last.click()
        expect(rows).to_have_count(len(plan["items"]))


def is_get(route: Route) -> bool:
    return route.request.method == "GET"


def plan_one(page: Page) -> None:
    """A cue for a goal, below the first."""
    page.get_by_role("button", name="Add a cue").click()
    form = page.get_by_role("form", name="A new cue")
    form.get_by_label("Name", exact=True).fill("Ada Quist")
    form.get_by_label("Comes").select_option(label="When something happens")
    form.get_by_label("What happens").select_option(label="Any goal")
    form.get_by_label("Not over a full frame").check()
    form.get_by_role("button", name="Add").click()
    expect(form).to_have_count(0)


def run_by_keys(page: Page, rows: Locator) -> None:
    """Moved, taken, cleared, next, deleted and back, without a mouse."""
    expect(rows.nth(1)).to_contain_text(re.compile("Lower third: Ada Quist.*On any goal"))
    count = rows.count()
    rows.nth(1).focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(rows.nth(2)).to_contain_text("Ada Quist")
    expect(rows.nth(2)).to_be_focused()
    page.keyboard.press("Enter")
    on = page.get_by_role("list", name="Cues").locator("li.on")
    expect(on).to_contain_text("Ada Quist")
    page.keyboard.press("Escape")
    expect(on).to_have_count(0)
    expect(rows.nth(2)).to_contain_text("Aired")
    page.keyboard.press("Space")
    expect(on).to_contain_text("Countdown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Delete")
    expect(rows).to_have_count(count - 1)
    toast = page.get_by_role("status").filter(has_text="Deleted “Line-ups”")
    toast.get_by_role("button", name="Undo").click()
    expect(rows).to_have_count(count)


def said(server: Served, graphic: str) -> dict[str, str]:
    """What a graphic that stands says."""
    items = server.get("/api/v1/channels/one/graphics").value["items"]
    return next(one["on"]["fields"] for one in items if one["name"] == graphic)


def is_on(server: Served, graphic: str) -> bool:
    items = server.get("/api/v1/channels/one/graphics").value["items"]
    return any(one["is_on"] for one in items if one["name"] == graphic)


def test_a_prediction_is_opened_locked_settled_settled_again_and_voided(
    browser: Browser, server: Served
) -> None:
    with operating(browser, server) as page:
        picture_of(page)
        open_one(page)
        card = page.get_by_role("article", name="A corner next?")
        expect(card).to_contain_text("0 points · 0 picks")
        before = picture_of(page)
        card.get_by_role("button", name="Lock at my picture").click()
        after = picture_of(page)
        expect(card.get_by_text("Locked", exact=True)).to_be_visible()
        locks_at = datetime.fromisoformat(prediction(server)["locks_at"]).timestamp() * 1000
        assert before - FRAME_MS <= locks_at <= after + FRAME_MS
        for state, outcome in (("locked", "Yes"), ("resolved", "No")):
            if state == "resolved":
                card.get_by_role("button", name="Settle again").click()
            row = card.get_by_role("listitem").filter(has_text=outcome)
            row.get_by_role("button", name="Settle on this").click()
            row.get_by_role("button", name="Settle", exact=True).click()
            expect(card.get_by_text(f"✓ {outcome}")).to_be_visible()
        card.get_by_role("button", name="Void").click()
        expect(card.get_by_role("button", name="Void it")).to_be_disabled()
        card.get_by_label("Why").fill("abandoned")
        card.get_by_role("button", name="Void it").click()
        expect(card.get_by_text("Void", exact=True)).to_be_visible()
        said = "Prediction voided: A corner next? · abandoned"
        expect(section(page, "Log").get_by_text(said)).to_be_visible()


def prediction(server: Served) -> dict[str, Any]:
    found: dict[str, Any] = server.owner("GET", "/channels/one/predictions").value["items"][0]
    return found


def open_one(page: Page) -> None:
    page.get_by_text("Open a prediction").click()
    form = page.get_by_role("form", name="Open a prediction")
    expect(form.get_by_role("button", name="Open for picks")).to_be_disabled()
    form.get_by_label("Question").fill("A corner next?")
    form.get_by_label("Outcome 1").fill("Yes")
    form.get_by_label("Outcome 2").fill("No")
    form.get_by_label("Lock after").fill("3000")
    form.get_by_role("button", name="Open for picks").click()


@pytest.mark.parametrize(
    ("what", "words"),
    [
        pytest.param("graphics", "This server cannot take graphics by hand.", id="graphics"),
        pytest.param("predictions", "This server has no predictions.", id="predictions"),
    ],
)
def test_what_a_server_lacks_is_said(
    browser: Browser, server: Served, what: str, words: str
) -> None:
    with opened(browser, f"{server.url}/control/one") as page:
        page.route(
            f"**/{what}", lambda route: route.fulfill(status=404, json={"code": "not_found"})
        )
        sign_in(page, server.token)
        expect(page.get_by_text(words)).to_be_visible()
