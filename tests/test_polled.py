"""A vendor's feed on air: its rhythm, its patience, its budget, and what it tells."""

import asyncio
from collections import deque
from typing import Any

import pytest

from feeds.budget import Budgets
from feeds.event_time import to_iso
from feeds.fact import ClockSet, Fact, Goal
from feeds.fetch import Answer, FetchError
from feeds.parsers import parser
from feeds.polled import Polled
from feeds.poller import Poller
from feeds.quota import Quota
from feeds.reading import Parser
from feeds.reporter import Reporter
from feeds.rhythm import Rhythm
from tests.checks import coded
from tests.test_espn import SERIES, board, event
from tests.test_reporter import LARGE, Slow

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
        self.is_whole = False

    async def get(self) -> Answer:
        self.asked += 1
        await asyncio.sleep(0)
        answer = self.answers.popleft()
        if isinstance(answer, FetchError):
            raise answer
        if answer is None or isinstance(answer, Answer):
            return answer or Answer(status=304)
        return Answer(payload=answer if isinstance(answer, bytes) else coded(answer), status=200)

    def due(self) -> int | None:
        return None

    def forget(self) -> None:
        self.is_whole = True

    async def close(self) -> None:
        self.is_closed = True


class Feed:
    """One that has the vendor to itself."""

    def __init__(
        self,
        *answers: Any,
        provider: str = "espn",
        parses: Parser | None = None,
        **more: int | None,
    ) -> None:
        self.time, self.said = Time(), Said(*answers)
        poller = Poller(
            lambda: self.said, self.time, name="scores", budgets=Budgets(), quota=Quota()
        )
        self.polled = Polled(
            poller,
            Reporter(parses or parser(provider), feed="scores", lateness=more.get("lateness") or 0),
            self.time,
            rhythm=Rhythm(every=EVERY, budget=more.get("budget")),
            wakes=lambda: None,
        )

    def poll(self) -> list[Fact]:
        """Wait until the next one is due, have it, and take what it told."""
        self.time.at = max(self.time.at, self.due)
        asyncio.run(self.polled.poll())
        return self.polled.take(self.time.at, 1000)

    @property
    def due(self) -> int:
        """When the next is due."""
        due = self.polled.next_due()
        assert due is not None
        return due

    @property
    def wait_s(self) -> float:
        """How long until the next."""
        return (self.due - self.time.at) / S

    @property
    def told(self) -> dict[str, Any]:
        """What the status says of the vendor."""
        return self.polled.status()


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


def test_a_feed_s_facts_pass_while_a_large_payload_of_another_is_read() -> None:
    slow, small = Slow(), Feed(SERIES[2])
    large = Feed(LARGE, parses=slow)

    async def run() -> list[Fact]:
        async with asyncio.TaskGroup() as group:
            group.create_task(large.polled.poll())
            await asyncio.to_thread(slow.begun.wait, 5)
            await small.polled.poll()
            told = small.polled.take(small.time.at, 1000)
            slow.passed.set()
        return told

    assert [fact.type for fact in asyncio.run(run())][:1] == ["match"]
    assert slow.waited == [True]


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


def test_one_that_says_the_same_under_a_fresh_date_is_stale() -> None:
    """The clock is said to run, and reads the same for minutes."""
    frozen = [{**SERIES[3], "day": {"date": f"2026-07-{n}"}} for n in range(40)]
    feed = Feed(*frozen, SERIES[4])
    feed.poll()
    for _ in range(12):
        feed.poll()
    assert feed.polled.error == ""
    while not feed.polled.error:
        feed.poll()
    assert feed.polled.is_stale
    assert 150 * S < feed.time.at - START < 175 * S
    assert feed.polled.error.startswith("says the same for 1")
    assert feed.polled.last_heard == feed.time.at
    feed.said.answers = deque([SERIES[4]])
    feed.poll()
    assert feed.polled.error == ""


@pytest.mark.parametrize(
    ("payload", "least", "most"),
    [
        pytest.param(SERIES[0], 27, 33, id="before"),
        pytest.param(SERIES[5], 18, 22, id="half-time"),
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
    assert waits[:3] == [1, 2, 4]
    assert all(5 <= wait <= 7 for wait in waits[3:])
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


def test_rubbish_is_asked_for_again_as_a_whole() -> None:
    feed = Feed(SERIES[3], b"<html>", None)
    feed.poll()
    feed.poll()
    assert feed.said.is_whole
    feed.poll()
    assert "an HTML page" in feed.polled.error


def test_trouble_that_is_over_is_told_no_more() -> None:
    feed = Feed(SERIES[3], FetchError("HTTP 500"), None)
    for _ in range(3):
        feed.poll()
    assert (feed.polled.error, feed.polled.last_result) == ("", "unchanged")


def test_the_breaker_is_told() -> None:
    feed = Feed(*[FetchError("HTTP 500")] * 5, SERIES[3])
    feed.poll()
    assert (feed.told["breaker"], feed.told["tried_again"]) == ("closed", None)
    for _ in range(4):
        feed.poll()
    assert (feed.told["breaker"], feed.told["tried_again"]) == ("open", to_iso(feed.due))
    feed.poll()
    assert (feed.told["breaker"], feed.told["rhythm"]) == ("closed", "live")


def test_what_a_vendor_lets_is_spread_and_told() -> None:
    left = {"x-requests-available-minute": "2", "x-requestcounter-reset": "50"}
    feed = Feed(Answer(payload=coded(SERIES[3]), headers=left), FetchError("HTTP 429"))
    feed.poll()
    assert feed.wait_s == 25
    until = to_iso(feed.time.at + 50 * S)
    assert feed.told["quota"] == [{"per": "minute", "left": 2, "until": until}]


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
    assert feed.due % (86_400 * S) == 0
    assert feed.poll()
    assert feed.said.asked == 3


def test_facts_wait_until_they_are_taken() -> None:
    feed = Feed(SERIES[3], SERIES[4])
    asyncio.run(feed.polled.poll())
    taken = feed.polled.take(feed.time.at, 2)
    assert len(taken) == 2
    assert feed.due == feed.time.at
    asyncio.run(feed.polled.poll())
    assert feed.said.asked == 1
    rest = feed.polled.take(feed.time.at, 100)
    assert [fact.type for fact in rest] == ["status", "clock_set"]


def test_it_lets_go_of_its_fetcher() -> None:
    feed = Feed(SERIES[0])
    feed.poll()
    asyncio.run(feed.polled.close())
    assert feed.said.is_closed
