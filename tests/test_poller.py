"""A poller: one address asked once for all feeds, each of which gets what it says."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from feeds.arrival import Arrival
from feeds.budget import Budgets
from feeds.fetch import Answer, FetchError
from feeds.poller import Latest, Poller
from feeds.quota import Quota
from tests.test_polled import S, Said, Time

LIVE, IDLE = 10 * S, 300 * S


class Ear:
    """A feed that notes what it hears, and when it is woken."""

    def __init__(self) -> None:
        self.came: list[Arrival] = []
        self.woken = 0

    def heard(self, arrival: Arrival) -> None:
        self.came.append(arrival)

    def wake(self) -> None:
        self.woken += 1


class Asked:
    """A poller with two feeds, of which the first does the asking."""

    def __init__(
        self, *answers: Any, budgets: tuple[int | None, int | None] = (None, None)
    ) -> None:
        self.time, self.said = Time(), Said(*answers)
        self.quota = Quota()
        self.poller = Poller(
            lambda: self.said, self.time, name="a", budgets=Budgets(), quota=self.quota
        )
        self.one, self.other = Ear(), Ear()
        self.poller.join(self.one, every=LIVE, budget=budgets[0])
        self.poller.join(self.other, every=2 * LIVE, budget=budgets[1])

    def poll(self) -> None:
        self.time.at = max(self.time.at, self.poller.due)
        run(self.poller.poll(self.one))

    @property
    def latest(self) -> Latest:
        assert self.poller.latest is not None
        return self.poller.latest

    @property
    def wait(self) -> float:
        return (self.poller.due - self.time.at) / S


def run(work: Coroutine[Any, Any, None]) -> None:
    asyncio.run(work)


def test_all_hear_of_it_and_those_who_did_not_ask_are_woken() -> None:
    asked = Asked(b"1", None, FetchError("HTTP 500"))
    for _ in range(3):
        asked.poll()
    assert asked.said.asked == 3
    assert asked.one.came == asked.other.came
    first, second, third = asked.one.came
    assert (first.payload, first.is_new, first.status) == (b"1", True, 200)
    assert (second.payload, second.is_new, second.status) == (b"1", False, 304)
    assert (third.payload, third.error) == (None, "HTTP 500")
    assert (asked.one.woken, asked.other.woken) == (0, 1)


@pytest.mark.parametrize("answer", [b"1", FetchError("HTTP 500", 900 * S)], ids=["well", "ill"])
def test_the_last_may_leave_while_it_is_asked(answer: Any) -> None:
    """What the vendor asked for meanwhile holds for who comes next."""
    asked = Asked(answer)
    asked.poller.join(asked.one, every=LIVE, budget=None)

    async def both() -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(asked.poller.poll(asked.one))
            group.create_task(asked.poller.leave(asked.one))
            group.create_task(asked.poller.leave(asked.other))

    run(both())
    assert asked.said.is_closed
    assert asked.wait > (700 if isinstance(answer, FetchError) else 5)


def test_who_says_that_nothing_changed_before_all_is_heard() -> None:
    asked = Asked(None)
    asked.poll()
    (came,) = asked.one.came
    assert (came.payload, came.is_new, came.status, asked.poller.latest) == (None, False, 304, None)


def test_a_payload_that_was_recorded_is_new_though_it_be_the_same() -> None:
    asked = Asked(*[Answer(payload=b"1", received=n) for n in (1, 2)])
    for number in (1, 2):
        asked.poll()
        assert asked.latest == Latest(number, b"1", number)


def test_who_comes_while_it_is_asked_gets_the_same_answer() -> None:
    asked = Asked(b"1")

    async def both() -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(asked.poller.poll(asked.one))
            group.create_task(asked.poller.poll(asked.other))

    run(both())
    assert asked.said.asked == 1
    assert asked.other.woken == 0


def test_the_shortest_rhythm_counts() -> None:
    asked = Asked(b"1", b"2", b"3")
    asked.poll()
    asked.poller.has_read(asked.one, asked.latest, IDLE)
    asked.poller.has_read(asked.other, asked.latest, IDLE)
    assert 270 <= asked.wait <= 330
    asked.poll()
    asked.poller.has_read(asked.one, asked.latest, IDLE)
    asked.poller.has_read(asked.other, asked.latest, 2 * LIVE)
    assert 18 <= asked.wait <= 22
    run(asked.poller.leave(asked.other))
    asked.poll()
    assert 270 <= asked.wait <= 330


def test_who_joins_shortens_the_wait() -> None:
    asked = Asked(b"1")
    asked.poll()
    for ear in (asked.one, asked.other):
        asked.poller.has_read(ear, asked.latest, IDLE)
    asked.poller.join(Ear(), every=LIVE, budget=None)
    assert 9 <= asked.wait <= 11


def test_what_one_feed_can_read_is_no_trouble_of_the_vendor_s() -> None:
    for first, second in ((True, False), (False, True)):
        asked = Asked(b"1", b"2")
        asked.poll()
        for reads in (first, second):
            if reads:
                asked.poller.has_read(asked.one, asked.latest, LIVE)
            else:
                asked.poller.could_not_read(asked.latest, "no JSON")
        assert asked.poller.error == ""
        assert 9 <= asked.wait <= 11


def test_what_nobody_can_read_counts_once() -> None:
    asked = Asked(*[b"x"] * 5)
    for _ in range(4):
        asked.poll()
        asked.poller.could_not_read(asked.latest, "no JSON")
        asked.poller.could_not_read(asked.latest, "no XML")
    assert not asked.poller.is_failing
    assert asked.poller.error == "no JSON"
    asked.poll()
    asked.poller.could_not_read(asked.latest, "no JSON")
    assert asked.poller.is_failing


def test_a_verdict_on_an_older_payload_says_nothing_of_the_vendor() -> None:
    asked = Asked(b"1", b"2")
    asked.poll()
    older = asked.latest
    asked.poll()
    asked.poller.could_not_read(older, "no JSON")
    assert asked.poller.error == ""


def test_the_smallest_budget_counts() -> None:
    asked = Asked(b"1", b"2", b"3", budgets=(5, 2))
    for _ in range(3):
        asked.poll()
    assert asked.said.asked == 2
    assert asked.poller.error == "the 2 requests of the day are used up"
    assert asked.poller.status()["budget_left"] == 0
    assert asked.one.came[-1].error == asked.poller.error


def test_its_status() -> None:
    asked = Asked(Answer(payload=b"1", headers={"x-ratelimit-remaining": "3"}))
    asked.poll()
    told = asked.poller.status()
    assert told["shared_by"] == 2
    assert (told["breaker"], told["tried_again"], told["budget_left"]) == ("closed", None, None)
    assert [(one["per"], one["left"]) for one in told["quota"]] == [("minute", 3)]
    assert 19.9 <= asked.wait <= 22


def test_a_refusal_says_what_is_left_as_well() -> None:
    none = Answer(status=429, headers={"x-ratelimit-remaining": "0"})
    asked = Asked(FetchError("HTTP 429", answer=none))
    asked.poll()
    assert asked.wait == 60
    assert asked.one.came[0].status == 429


def test_when_nobody_is_left_its_connections_go_and_its_patience_stays() -> None:
    asked = Asked(FetchError("HTTP 500", wait=3600 * S))
    asked.poll()
    for ear in (asked.one, asked.other):
        run(asked.poller.leave(ear))
    assert asked.said.is_closed
    assert asked.quota.sharers == 0
    asked.poller.join(asked.one, every=LIVE, budget=None)
    assert asked.wait > 3000
