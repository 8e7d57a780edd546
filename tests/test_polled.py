"""A vendor's feed on air: its rhythm, its patience, its budget, and what it tells."""

import asyncio
from collections import deque
from typing import Any

import pytest

from feeds.fact import ClockSet, Fact, Goal
from feeds.fetch import FetchError
from feeds.parsers import parser
from feeds.polled import Polled, Rhythm
from tests.checks import coded
from tests.test_espn import SERIES, board, event

S = 1_000_000
EVERY = 10 * S
START = 1_800_000_000 * S


class Time:
    """A clock that is moved."""

    def __init__(self) -> None:
        self.at = START

    def now(self) -> int:
        return self.at

    def monotonic(self) -> int:
        return self.at


class Said:
    """Payloads, nothing, or errors, one after the other."""

    def __init__(self, *answers: Any) -> None:
        self.answers = deque(answers)
        self.asked = 0
        self.is_closed = False

    async def get(self) -> bytes | None:
        self.asked += 1
        answer = self.answers.popleft()
        if isinstance(answer, FetchError):
            raise answer
        return answer if answer is None or isinstance(answer, bytes) else coded(answer)

    async def close(self) -> None:
        self.is_closed = True


class Feed:
    def __init__(self, *answers: Any, provider: str = "espn", **more: int | None) -> None:
        self.time, self.said = Time(), Said(*answers)
        self.polled = Polled(
            self.said,
            parser(provider),
            self.time,
            feed="scores",
            rhythm=Rhythm(
                every=EVERY, lateness=more.get("lateness") or 0, budget=more.get("budget")
            ),
        )

    def poll(self) -> list[Fact]:
        """Wait until the next one is due, have it, and take what it told."""
        self.time.at = max(self.time.at, self.polled.next_due())
        asyncio.run(self.polled.poll())
        return self.polled.take(self.time.at, 1000)

    @property
    def wait_s(self) -> float:
        """How long until the next."""
        return (self.polled.next_due() - self.time.at) / S


def test_what_is_new_is_told_in_the_feed_s_name() -> None:
    feed = Feed(*SERIES[2:4])
    first, second = feed.poll(), feed.poll()
    assert [fact.type for fact in first] == ["match", "correction", "status", "clock_set"]
    assert [fact.type for fact in second] == ["retraction", "goal", "clock_set"]
    assert {(fact.provider, fact.received <= feed.time.at) for fact in first} == {("scores", True)}
    assert isinstance(second[1], Goal)
    assert all(fact.is_estimated for fact in second)
    assert {fact.event_time for fact in second} == {feed.time.at}
    assert feed.polled.last_result == "3 facts"


def test_nothing_is_asked_before_its_time() -> None:
    feed = Feed(SERIES[1])
    feed.poll()
    asyncio.run(feed.polled.poll())
    assert feed.said.asked == 1


def test_what_has_no_time_happened_when_it_came_less_the_lateness() -> None:
    feed = Feed(SERIES[2], SERIES[4], lateness=3 * S)
    feed.poll()
    goal = next(fact for fact in feed.poll() if isinstance(fact, Goal))
    assert goal.event_time == feed.time.at - 3 * S


def test_what_had_happened_before_is_no_news() -> None:
    feed = Feed(SERIES[3])
    goal = next(fact for fact in feed.poll() if isinstance(fact, Goal))
    assert goal.event_time == feed.time.at - 120 * S


def test_the_venue_s_own_time_stands() -> None:
    from tests.test_mlb import feed as game

    facts = Feed(game(), provider="mlb").poll()
    assert [fact.is_estimated for fact in facts if fact.type == "points"] == [False] * 3


@pytest.mark.parametrize("again", [None, SERIES[3]], ids=["304", "the-same-again"])
def test_what_is_unchanged_tells_nothing(again: Any) -> None:
    feed = Feed(SERIES[3], again)
    feed.poll()
    assert feed.poll() == []
    assert feed.polled.last_result == "unchanged"


@pytest.mark.parametrize(
    ("payload", "least", "most"),
    [
        pytest.param(SERIES[0], 27, 33, id="before"),
        pytest.param(SERIES[5], 9, 11, id="half-time"),
        pytest.param(SERIES[3], 9, 11, id="played"),
        pytest.param(SERIES[-1], 270, 330, id="over"),
    ],
)
def test_the_rhythm_goes_by_the_match(payload: Any, least: float, most: float) -> None:
    feed = Feed(payload, None)
    feed.poll()
    assert least <= feed.wait_s <= most
    feed.poll()
    assert least <= feed.wait_s <= most


def test_a_vendor_says_how_long_to_wait() -> None:
    from tests.test_mlb import feed as game

    feed = Feed(game() | {"metaData": {"wait": 25}}, provider="mlb")
    feed.poll()
    assert 22 <= feed.wait_s <= 28


def test_who_is_in_trouble_is_left_alone_for_longer_each_time() -> None:
    feed = Feed(*[FetchError("HTTP 500")] * 8, SERIES[3])
    waits = []
    for _ in range(8):
        assert feed.poll() == []
        waits.append(round(feed.wait_s / 10))
    assert waits[:4] == [1, 2, 4, 8]
    assert all(27 <= wait <= 33 for wait in waits[5:])
    assert feed.polled.is_failing
    assert feed.polled.error == "HTTP 500"
    assert feed.poll()
    assert (feed.polled.is_failing, feed.polled.error) == (False, "")


def test_who_asks_for_patience_gets_it() -> None:
    feed = Feed(FetchError("HTTP 429", 120 * S), FetchError("HTTP 429", 0))
    feed.poll()
    assert 108 <= feed.wait_s <= 132
    feed.poll()
    assert 9 <= feed.wait_s <= 11


@pytest.mark.parametrize("rubbish", [b"<html>", b"{", b'{"events": 5}'])
def test_rubbish_changes_nothing_and_is_told(rubbish: bytes) -> None:
    feed = Feed(SERIES[3], rubbish, SERIES[4])
    feed.poll()
    assert feed.poll() == []
    assert feed.polled.error
    assert [fact.type for fact in feed.poll()].count("goal") == 1
    assert feed.polled.error == ""


def test_who_sends_rubbish_again_and_again_is_failing() -> None:
    feed = Feed(SERIES[3], *[b"<html>maintenance"] * 5)
    for _ in range(6):
        feed.poll()
    assert feed.polled.is_failing
    assert "an HTML page" in feed.polled.last_result


def test_a_clock_that_runs_on_is_not_told_at_every_poll() -> None:
    """A feed of whole minutes; the poll after the next comes in the same minute."""
    feed = Feed(*[board(event("STATUS_FIRST_HALF", minute, 1)) for minute in ("8'", "9'", "9'+0'")])
    told = [[fact.clock for fact in feed.poll() if isinstance(fact, ClockSet)] for _ in range(3)]
    assert told == [[7 * 60 * S], [8 * 60 * S], []]


def test_what_is_out_of_bounds_is_told_and_left_out() -> None:
    feed = Feed(board(event("STATUS_FIRST_HALF", "9'", 1, ("99999", "0"))))
    assert "correction" not in [fact.type for fact in feed.poll()]
    assert "home 99999 is wrong" in feed.polled.error


def test_no_more_a_day_than_the_budget_has() -> None:
    feed = Feed(*SERIES[1:5], budget=2)
    feed.poll()
    feed.poll()
    assert feed.poll() == []
    assert feed.polled.error == "the 2 requests of the day are used up"
    assert feed.said.asked == 2
    assert feed.polled.next_due() % (86_400 * S) == 0
    assert feed.poll()
    assert feed.said.asked == 3


def test_facts_wait_until_they_are_taken() -> None:
    feed = Feed(SERIES[3], SERIES[4])
    asyncio.run(feed.polled.poll())
    taken = feed.polled.take(feed.time.at, 2)
    assert len(taken) == 2
    assert feed.polled.next_due() == feed.time.at
    asyncio.run(feed.polled.poll())
    assert feed.said.asked == 1
    rest = feed.polled.take(feed.time.at, 100)
    assert [fact.type for fact in rest] == ["status", "clock_set"]


def test_it_lets_go_of_its_fetcher() -> None:
    feed = Feed(SERIES[0])
    asyncio.run(feed.polled.close())
    assert feed.said.is_closed
