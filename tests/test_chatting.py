"""Chat on a real server: two hundred viewers, an API that is killed, moderators, sessions."""

import asyncio
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.data_folder import SESSION_SECRET
from api.room.viewer import Sessions
from tests.chatters import Chatter
from tests.served import Answer, Served, served
from tests.until import until

OFF = """\
[[channel]]
name = "cup"
autostart = false
[channel.source]
input = "demo:"
"""
VIEWERS, LINES = 200, 4


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(OFF, tmp_path_factory.mktemp("chat")) as running:
        running.until(lambda: room_is_open(running), "the room is open")
        yield running


def introduced(server: Served, body: object, **headers: str) -> tuple[Answer, str]:
    """The answer to who I am, and the cookie that came with it."""
    answer = server.ask("POST", "/api/v1/viewer", body, headers)
    return answer, answer.headers.get("set-cookie", "").partition(";")[0]


def url(server: Served) -> str:
    return f"ws://127.0.0.1:{server.port}/ws/channels/cup"


def room_is_open(server: Served) -> bool:
    return server.owner("GET", "/channels/cup/chat").status == 200


@pytest.mark.timeout(300)
def test_nothing_said_is_lost_or_doubled_when_the_api_is_killed(tmp_path: Path) -> None:
    with served(OFF, tmp_path) as server:
        server.until(lambda: room_is_open(server), "the room is open")
        chatters = [
            Chatter(url(server), introduced(server, {})[1], [f"{n} says {k}" for k in range(LINES)])
            for n in range(VIEWERS)
        ]
        asyncio.run(chat_through_a_kill(server, chatters))
    said = [text for _, text in chatters[0].heard]
    assert sorted(said) == sorted(f"{n} says {k}" for n in range(VIEWERS) for k in range(LINES))
    assert [offset for offset, _ in chatters[0].heard] == list(range(VIEWERS * LINES))
    assert all(one.heard == chatters[0].heard for one in chatters)
    assert all(one.returns >= 1 for one in chatters)
    assert all(one.restarts == 0 for one in chatters)


async def chat_through_a_kill(server: Served, chatters: list[Chatter]) -> None:
    """All chat; when a third is said the API dies; all go on until all have heard all."""
    everything = len(chatters) * LINES
    async with asyncio.TaskGroup() as group:
        running = [group.create_task(one.run()) for one in chatters]
        await until(lambda: len(chatters[0].heard) > everything / 3)
        os.kill(server.pid("api"), signal.SIGKILL)
        done = lambda: all(one.is_done and len(one.heard) >= everything for one in chatters)  # noqa: E731
        await until(done, within=90)
        for task in running:
            task.cancel()


def test_a_viewer_is_a_guest_who_stays_the_same(server: Served) -> None:
    first, cookie = introduced(server, {})
    again, _ = introduced(server, {}, cookie=cookie)
    other, _ = introduced(server, {})
    assert first.value["name"].startswith("Guest ")
    assert again.value["viewer"] == first.value["viewer"] != other.value["viewer"]
    flags = first.headers["set-cookie"].lower()
    assert "httponly" in flags
    assert "samesite=lax" in flags


def test_a_name_is_chosen_once(server: Served) -> None:
    renamed, anna = introduced(server, {"name": "Anna"})
    assert (renamed.status, renamed.value["name"]) == (200, "Anna")
    assert introduced(server, {}, cookie=anna)[0].value["name"] == "Anna"
    taken, _ = introduced(server, {"name": "A N N A"})
    assert (taken.status, taken.value["code"]) == (409, "name_taken")
    bad, _ = introduced(server, {"name": "\u202e..."})
    assert (bad.status, bad.value["code"]) == (422, "bad_name")
    assert introduced(server, {"name": "Änna"}, cookie=anna)[0].value["name"] == "Änna"


@pytest.mark.parametrize(
    ("behind_us", "lag_s"),
    [
        pytest.param(-400_000, 0, id="a-clock-that-is-off"),
        pytest.param(1_200_000, 0, id="near-live"),
        pytest.param(2_999_999, 0, id="not-three-seconds"),
        pytest.param(3_000_000, 1, id="three-seconds"),
        pytest.param(20_400_000, 18, id="far-behind"),
        pytest.param(600_000_000, 30, id="as-far-as-it-goes"),
    ],
)
def test_a_playlist_of_one_s_own(server: Served, behind_us: int, lag_s: int) -> None:
    answer = server.ask("POST", "/api/v1/channels/cup/playback", {"behind_us": behind_us})
    url = answer.value["playlist_url"]
    assert (answer.status, answer.value["lag_s"]) == (200, lag_s)
    assert url.startswith("/live/cup/index.m3u8?s=")
    # The origin knows it, though there is nothing to play yet; another is refused.
    assert server.get(url).status == 404
    assert server.get(url[:-1]).status == 403
    assert server.get(url.replace("/cup/", "/league/")).status == 403


def test_a_playlist_of_one_s_own_is_the_viewer_s_of_the_cookie(server: Served) -> None:
    path, body = "/api/v1/channels/cup/playback", {"behind_us": 0}
    known, cookie = introduced(server, {})
    again = server.ask("POST", path, body, {"cookie": cookie})
    assert "set-cookie" not in again.headers
    assert viewer_of(server, again) == known.value["viewer"]
    stranger = server.ask("POST", path, body)
    cookie = stranger.headers["set-cookie"].partition(";")[0]
    assert introduced(server, {}, cookie=cookie)[0].value["viewer"] == viewer_of(server, stranger)


def viewer_of(server: Served, answer: Answer) -> str:
    """Whose playlist it is."""
    sessions = Sessions((server.data / SESSION_SECRET).read_text().strip())
    playback = sessions.of_playback(answer.value["playlist_url"].partition("?s=")[2])
    assert playback is not None
    assert playback.channel == "cup"
    return playback.viewer


@pytest.mark.parametrize(
    ("channel", "body", "code"),
    [
        ("nowhere", {"behind_us": 0}, "unknown_channel"),
        ("cup", {}, "bad_request"),
        ("cup", {"behind_us": "soon"}, "bad_request"),
        ("cup", {"behind_us": 0, "lag_s": 3}, "bad_request"),
    ],
)
def test_a_playlist_of_one_s_own_is_refused(
    server: Served, channel: str, body: object, code: str
) -> None:
    answer = server.ask("POST", f"/api/v1/channels/{channel}/playback", body)
    assert answer.value["code"] == code


def said(server: Served, *lines: str) -> str:
    """Have a new viewer say these; the viewer's id."""
    answer, cookie = introduced(server, {})

    async def run() -> None:
        chatter = Chatter(url(server), cookie, lines)
        async with asyncio.TaskGroup() as group:
            running = group.create_task(chatter.run())
            await until(lambda: chatter.is_done)
            running.cancel()

    asyncio.run(run())
    return str(answer.value["viewer"])


def chat(server: Served, **query: int | str) -> Answer:
    asked = "&".join(f"{key}={value}" for key, value in query.items())
    return server.owner("GET", f"/channels/cup/chat?{asked}")


def silenced(server: Served) -> list[str]:
    items = server.owner("GET", "/channels/cup/chat/silences").value["items"]
    return [item["viewer"] for item in items]


def test_a_moderator_reads_deletes_and_silences(server: Served) -> None:
    bully, friend = said(server, "one", "two"), said(server, "three")
    items = chat(server, limit=3).value["items"]
    assert [item["text"] for item in items] == ["three", "two", "one"]
    path = f"/channels/cup/chat/{items[0]['message_id']}"
    assert [server.owner("DELETE", path).status for _ in range(2)] == [204, 404]
    silence = f"/channels/cup/chat/silences/{bully}"
    assert server.owner("PUT", silence, {"seconds": 60}).status == 204
    texts = [item["text"] for item in chat(server).value["items"]]
    assert not {"one", "two", "three"} & set(texts)
    assert bully in silenced(server)
    assert server.owner("DELETE", silence).status == 204
    assert bully not in silenced(server)
    assert friend != bully


def test_chat_is_paged(server: Served) -> None:
    said(server, *(f"page {n}" for n in range(5)))
    first = chat(server, limit=2).value
    second = chat(server, limit=3, before=first["next"]).value
    texts = [item["text"] for item in [*first["items"], *second["items"]]]
    assert texts == [f"page {n}" for n in (4, 3, 2, 1, 0)]


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/channels/none/chat", None, 404),
        ("GET", "/channels/cup/chat?before=x", None, 422),
        ("DELETE", "/channels/cup/chat/99999", None, 404),
        ("DELETE", "/channels/cup/chat/x", None, 404),
        ("PUT", "/channels/cup/chat/silences/a", {"seconds": 0}, 422),
        ("PUT", "/channels/cup/chat/silences/a", {"seconds": 10**9}, 422),
        ("PUT", "/channels/cup/chat/silences/a", {"forever": True}, 422),
    ],
)
def test_moderation_that_cannot_be(
    server: Served, method: str, path: str, body: object, status: int
) -> None:
    answer = server.owner(method, path, body)
    assert answer.status == status
    assert answer.value["code"]


def test_without_its_database_chat_is_away_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "data" / "touchline.db").mkdir(parents=True)
    with served(OFF, tmp_path) as server:
        away = server.owner("GET", "/channels/cup/chat")
        assert (away.status, away.value["code"]) == (503, "unavailable")
        assert introduced(server, {"name": "Anna"})[0].value["code"] == "unavailable"
        assert introduced(server, {})[0].status == 200
        assert server.get("/api/v1/channels").status == 200
        (tmp_path / "data" / "touchline.db").rmdir()
        server.until(lambda: room_is_open(server), "the room is open")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", ""),
        ("DELETE", "/1"),
        ("GET", "/silences"),
        ("PUT", "/silences/a"),
        ("DELETE", "/silences/a"),
    ],
)
def test_only_the_owner_moderates(server: Served, method: str, path: str) -> None:
    answer = server.ask(method, f"/api/v1/channels/cup/chat{path}", {} if method == "PUT" else None)
    assert answer.status == 401
