"""Who asks what: an address once for all feeds, a recording for each, and what is kept."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from feeds.arrival import Arrival
from feeds.clock import SystemClock
from feeds.fact import Fact, Goal
from feeds.polled import Polled
from feeds.recording import Recorder, Recording
from feeds.settings import FeedSettings
from feeds.vendors import Vendors, source_of
from tests.checks import coded
from tests.test_espn import SERIES, board, event
from tests.test_polled import START, S, Time
from tests.web_feeds import Answer, Vendor, vendor

TWO = board(
    event("STATUS_FIRST_HALF", "9'", 1, ("1", "0"), number="1"),
    event("STATUS_SCHEDULED", number="2"),
)


@pytest.fixture
def server() -> Iterator[Vendor]:
    with vendor() as found:
        yield found


def settings(**more: Any) -> FeedSettings:
    return FeedSettings.model_validate({"name": "scores", "provider": "espn", **more})


class Feeds:
    """Feeds of channels a, b, c …, each with what it is told."""

    def __init__(self, *given: FeedSettings, folder: Path | None = None, clock: Any = None) -> None:
        self.clock = clock or SystemClock()
        self.woken = 0
        self.vendors = Vendors(self.clock, folder)
        self.feeds = [self.open(chr(ord("a") + n), one) for n, one in enumerate(given)]

    def open(self, channel: str, given: FeedSettings) -> Polled:
        return self.vendors.open(channel, given, START, self.wake)

    def wake(self) -> None:
        self.woken += 1

    async def poll(self) -> list[list[str]]:
        """Poll all once; the types of what each tells, in its own name."""
        found = []
        for feed in self.feeds:
            await feed.poll()
            facts: list[Fact] = feed.take(self.clock.now(), 1000)
            found.append([str(fact.type) for fact in facts])
        return found


def told(feeds: Feeds) -> list[list[str]]:
    """What a first poll tells."""

    async def once() -> list[list[str]]:
        found = await feeds.poll()
        for feed in feeds.feeds:
            await feed.close()
        feeds.vendors.close()
        return found

    return asyncio.run(once())


def test_an_address_is_asked_once_for_all_channels_and_matches(server: Vendor) -> None:
    server.says(Answer(body=coded(TWO)))
    same: dict[str, Any] = {"url": server.url, "private": True}
    feeds = Feeds(
        settings(match="1", **same),
        settings(match="2", every=60, **same),
        settings(match="1", name="again", every=5, **same),
    )
    first, second, third = told(feeds)
    assert len(server.asked) == 1
    assert first == third
    assert "clock_set" in first
    assert "clock_set" not in second
    assert [feed.status()["rhythm"] for feed in feeds.feeds] == ["live", "pre_match", "live"]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"private": True, "url": "{url}&b=1"}, id="another-query"),
        pytest.param({"token_header": "X-A", "token_env": "NOWHERE"}, id="another-token"),
    ],
)
def test_what_is_not_the_same_is_asked_for_itself(server: Vendor, other: dict[str, Any]) -> None:
    server.says(Answer(body=coded(TWO)))
    one: dict[str, Any] = {"url": server.url, "private": True, "match": "1"}
    another = {**one, **other}
    another["url"] = another["url"].format(url=server.url)
    told(Feeds(settings(**one), settings(**another)))
    assert len(server.asked) == 2


def test_a_file_is_watched_once_for_all(tmp_path: Path) -> None:
    path = tmp_path / "board.json"
    path.write_bytes(coded(SERIES[3]))
    first, second = told(Feeds(settings(path=str(path)), settings(path=str(path))))
    assert first == second
    assert first.count("goal") == 1


def test_who_comes_later_gets_what_stands_without_a_request(server: Vendor) -> None:
    server.says(Answer(body=coded(SERIES[3])))
    given = settings(url=server.url, private=True)
    feeds = Feeds(given)

    async def restart() -> list[list[str]]:
        first = await feeds.poll()
        await feeds.feeds[0].close()
        feeds.feeds = [feeds.open("a", given)]
        return first + await feeds.poll()

    first, again = asyncio.run(restart())
    assert first == again
    assert len(server.asked) == 1


def test_a_vendor_s_quota_is_of_its_token(server: Vendor) -> None:
    """Two addresses with six requests left in the minute: each may have one in twenty seconds."""
    left = {"X-Requests-Available-Minute": "6", "X-RequestCounter-Reset": "60"}
    server.says(Answer(body=coded(SERIES[3]), headers=left))
    both = [settings(url=f"{server.url}&n={n}", private=True) for n in (1, 2)]
    feeds = Feeds(*both, clock=Time())
    told(feeds)
    assert [(feed.next_due() or 0) - START for feed in feeds.feeds] == [20 * S, 20 * S]


def test_what_comes_is_recorded_with_what_did_not_and_without_secrets(
    server: Vendor, tmp_path: Path
) -> None:
    cookie = {"Set-Cookie": "secret=1", "ETag": '"1"'}
    server.says(
        Answer(body=coded(SERIES[3]), headers=cookie), Answer(status=304), Answer(status=500)
    )
    time = Time()
    one = settings(url=server.url, private=True, record=True)
    feeds = Feeds(one, folder=tmp_path, clock=time)

    async def thrice() -> None:
        for _ in range(3):
            await feeds.poll()
            time.at += 20 * S
        await feeds.feeds[0].close()

    asyncio.run(thrice())
    folder = tmp_path / "recordings" / "feeds" / "a" / "scores"
    (path,) = folder.iterdir()
    came = list(Recording(folder).entries())
    assert [(one.status, one.is_new, one.error) for one in came] == [
        (200, True, ""),
        (304, False, ""),
        (500, True, "HTTP 500"),
    ]
    assert [one.received for one in came] == [START, START + 20 * S, START + 40 * S]
    assert b"secret" not in path.read_bytes()
    assert feeds.feeds[0].status()["recording"]["file"] == path.name
    feeds.vendors.close()


def test_a_recording_is_played_through_the_same_code(tmp_path: Path) -> None:
    """A goal that was told ten seconds after the beginning, from there on at twice the speed."""
    path = tmp_path / "a.recording"
    with Recorder(path, provider="espn") as recorder:
        for n, poll in enumerate(SERIES[2:5]):
            recorder.keep(Arrival(received=n * 10 * S, payload=coded(poll)))
    time = Time()
    given = settings(path=str(path), replay_speed=2, lateness=3)
    feeds = Feeds(given, clock=time)
    (feed,) = feeds.feeds

    async def goals() -> list[Fact]:
        found = []
        while (due := feed.next_due()) is not None:
            time.at = max(time.at, due)
            await feed.poll()
            found += feed.take(time.at, 1000)
        return found

    told = asyncio.run(goals())
    made = [(fact.received, fact.event_time) for fact in told if isinstance(fact, Goal)]
    assert made == [(START + n * S, START + (n - 3) * S) for n in (5, 10)]


@pytest.mark.parametrize(
    ("url", "said"),
    [
        pytest.param("https://host:8443/key/scores?key=secret", "https://host", id="web"),
        pytest.param(None, "file", id="file"),
    ],
)
def test_whom_an_address_is_of(url: str | None, said: str) -> None:
    assert source_of(url) == said
