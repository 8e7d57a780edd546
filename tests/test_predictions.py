"""Predictions on a real server: opened over HTTP, picked on a socket, through a killed API."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import connect

from feeds import event_time
from feeds.clock import SystemClock
from tests.room_server import Event, Page
from tests.served import Answer, Served, served

S = 1_000_000
CONFIG = """\
[[channel]]
name = "cup"
distance = 1
ladder = "64x48:200k"
[channel.source]
input = "demo:"
"""
ASKED = {"question": "Who scores next?", "outcomes": ["Arden", "Northmere"], "mode": "media"}
PATH = "/channels/cup/predictions"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(CONFIG, tmp_path_factory.mktemp("predictions")) as running:
        running.on_air("cup")
        yield running


def opened(server: Served, **more: Any) -> str:
    done = server.owner("POST", PATH, {**ASKED, **more})
    assert done.status == 200, done.text
    name = str(done.value["id"])
    server.until(lambda: bool(listed(server, name)), "listed")
    return name


def listed(server: Served, name: str) -> Event:
    items = server.owner("GET", PATH).value["items"]
    return next((one for one in items if one["id"] == name), {})


def step(server: Served, name: str, what: str, **body: Any) -> Answer:
    return server.owner("POST", f"{PATH}/{name}/{what}", body)


def of(event: Event, kind: str, name: str) -> bool:
    """Whether an event tells this of that prediction; a room tells of earlier ones as well."""
    return (event["type"], event.get("prediction")) == (f"prediction.{kind}", name)


@asynccontextmanager
async def viewer(server: Served) -> AsyncIterator[tuple[Page, str]]:
    """A viewer's page in the room, and the cookie it goes by."""
    answer = server.ask("POST", "/api/v1/viewer", {})
    cookie = answer.headers["set-cookie"].partition(";")[0]
    async with entered(server, cookie) as page:
        yield page, cookie


@asynccontextmanager
async def entered(server: Served, cookie: str) -> AsyncIterator[Page]:
    url = f"ws://127.0.0.1:{server.port}/ws/channels/cup"
    async with connect(url, additional_headers={"cookie": cookie}) as socket:
        page = Page(socket)
        await page.say("hello")
        await page.hear("welcome")
        yield page


async def pick(page: Page, name: str, **more: Any) -> Event:
    """Pick at the newest picture, once that shows it."""
    answer: Event = {}
    for _ in range(20):
        now = event_time.to_iso(SystemClock().now())
        await page.say("playhead", program_time=now, rate=1)
        asked = {"prediction": name, "outcome": "1", "stake": 100, "program_time": now}
        answer = await page.ask("prediction.pick", **{**asked, **more})
        if answer.get("code") != "too_early":
            break
        await asyncio.sleep(0.1)
    return answer


def test_opened_picked_locked_and_voided(server: Served) -> None:
    async def run() -> None:
        async with viewer(server) as (page, _):
            name = await asyncio.to_thread(opened, server)
            told = await page.hear(lambda event: of(event, "opened", name))
            assert told["question"] == "Who scores next?"
            early = event_time.from_iso(told["program_time"]) - SystemClock().now()
            assert -5 * S < early < S
            assert (await pick(page, name))["points"] == 900
            locked = await asyncio.to_thread(step, server, name, "lock")
            assert locked.status == 200
            await page.hear(lambda event: of(event, "locked", name))
            assert (await pick(page, name))["code"] == "too_late"
            assert (await asyncio.to_thread(step, server, name, "void")).status == 200
            back = await page.hear(lambda event: event.get("paid") == 100)
            assert back["points"] == 1000
            found = await asyncio.to_thread(listed, server, name)
            assert (found["state"], found["outcomes"][0]["picks"]) == ("voided", 1)

    asyncio.run(run())


def test_a_goal_of_the_feed_resolves_it(server: Served) -> None:
    goal = {"type": "goal", "side": "away"}
    outcomes = ["Arden", {"title": "Northmere", "when": goal}]
    teams = {"home": {"name": "Port Arden"}, "away": {"name": "Northmere"}}
    server.owner("POST", "/channels/cup/facts", {"fact": {"type": "match", **teams}})
    name = opened(server, outcomes=outcomes)
    opens_at = event_time.from_iso(listed(server, name)["opens_at"])
    server.until(lambda: SystemClock().now() > opens_at + S, "its picture has been")
    told = server.owner("POST", "/channels/cup/facts", {"fact": goal})
    server.until(lambda: listed(server, name)["state"] == "resolved", "resolved")
    assert listed(server, name)["outcome"] == "2"
    server.owner("POST", f"/channels/cup/log/{told.value['sequence']}/undo", {})
    server.until(lambda: listed(server, name)["state"] == "locked", "in doubt again")
    assert listed(server, name)["outcome"] is None


def test_a_killed_api_loses_no_pick(tmp_path: Path) -> None:
    async def run(server: Served) -> None:
        name = await asyncio.to_thread(opened, server)
        async with viewer(server) as (page, cookie):
            await page.hear("prediction.opened")
            assert (await pick(page, name))["points"] == 900
        os.kill(server.pid("api"), signal.SIGKILL)
        await asyncio.to_thread(server.until, lambda: bool(listed(server, name)), "back")
        async with entered(server, cookie) as page:
            await page.hear("prediction.opened")
            assert (await pick(page, name, stake=50))["points"] == 850
        done = await asyncio.to_thread(step, server, name, "resolve", outcome="2")
        assert done.status == 200, done.text

    with served(CONFIG, tmp_path) as server:
        server.on_air("cup")
        asyncio.run(run(server))


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("POST", PATH, {**ASKED, "outcomes": ["one"]}, 422, "bad_prediction"),
        ("POST", PATH, {**ASKED, "mode": "luck"}, 422, "bad_request"),
        ("POST", PATH, {**ASKED, "price": 5}, 422, "bad_request"),
        ("POST", f"{PATH}/none/lock", {}, 404, "unknown_prediction"),
        ("POST", f"{PATH}/none/resolve", {"outcome": "1"}, 404, "unknown_prediction"),
        ("GET", "/channels/final/predictions", None, 404, "unknown_channel"),
        ("GET", f"{PATH}?before=x", None, 422, "bad_request"),
    ],
)
def test_problems(
    server: Served, method: str, path: str, body: object, status: int, code: str
) -> None:
    answer = server.owner(method, path, body)
    assert (answer.status, answer.value["code"]) == (status, code)


def test_a_list_in_pages(server: Served) -> None:
    names = [opened(server) for _ in range(3)]
    first = server.owner("GET", f"{PATH}?limit=2").value
    assert [one["id"] for one in first["items"]] == [names[2], names[1]]
    second = server.owner("GET", f"{PATH}?limit=200&before={first['next']}").value
    assert second["items"][0]["id"] == names[0]
    assert second["next"] is None
