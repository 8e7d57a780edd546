"""Payloads to facts in a feed's name, whoever asked for them or sent them."""

import threading
from typing import Any

import pytest

from feeds.fact import ClockSet, Correction, Fact, Goal, Match, Team
from feeds.happening import Side
from feeds.parsers import parser
from feeds.payload import PayloadError
from feeds.reading import Reading
from feeds.reporter import Reporter
from tests.checks import coded
from tests.test_espn import SERIES, board, event

S = 1_000_000
START = 1_800_000_000 * S


LARGE = b" " * 300_000


class Slow:
    """A parser that is not done with a large payload before something else has passed."""

    def __init__(self) -> None:
        self.begun, self.passed = threading.Event(), threading.Event()
        self.read: list[bytes] = []
        self.waited: list[bool] = []

    def parse(self, payload: bytes, received: int) -> Reading:
        if len(payload) > 1_000:
            self.begun.set()
            self.waited.append(self.passed.wait(2))
        self.read.append(payload)
        return Reading(as_of=received)


def told(*payloads: bytes, lateness: int = 0) -> list[list[Fact]]:
    """What each payload tells, ten seconds after the one before."""
    reporter = Reporter(parser("espn"), feed="scores", lateness=lateness)
    facts = []
    for n, payload in enumerate(payloads):
        received = START + n * 10 * S
        reporter.read(payload, received)
        facts.append(reporter.take(received, 1000))
        assert not reporter.is_waiting
    return facts


def test_what_is_new_is_told_in_the_feed_s_name() -> None:
    first, second, third = told(coded(SERIES[2]), coded(SERIES[3]), coded(SERIES[3]))
    assert [fact.type for fact in first] == ["match", "correction", "status", "clock_set"]
    assert [fact.type for fact in second] == ["retraction", "goal", "clock_set"]
    assert third == []
    assert {fact.provider for fact in first + second} == {"scores"}


def test_what_was_made_up_in_its_name_is_not_remembered() -> None:
    by: dict[str, Any] = {"event_time": START, "received": START, "provider": "scores"}
    reporter = Reporter(parser("espn"), feed="scores")
    clock = ClockSet(**by, id="scores/clock", clock=0)
    reporter.remember([clock, Correction(**by, id="scores/score", home=4, away=4)])
    reporter.read(coded(SERIES[2]), START)
    told = reporter.take(START, 1000)
    assert [fact.type for fact in told] == ["match", "correction", "status", "clock_set"]


def test_what_has_no_time_happened_when_it_came_less_the_lateness() -> None:
    _, second = told(coded(SERIES[2]), coded(SERIES[4]), lateness=3 * S)
    goal = next(fact for fact in second if isinstance(fact, Goal))
    assert (goal.event_time, goal.is_estimated) == (START + 7 * S, True)


def test_a_clock_that_runs_on_is_told_once() -> None:
    minute = coded(board(event("STATUS_FIRST_HALF", "8'", 1)))
    told_clocks = [
        [fact for fact in one if isinstance(fact, ClockSet)] for one in told(*[minute] * 3)
    ]
    assert [len(one) for one in told_clocks] == [1, 0, 0]


def test_which_match_of_many_was_taken_is_nothing_odd() -> None:
    day = coded(board(event("STATUS_FIRST_HALF", "9'", 1), event("STATUS_FULL_TIME", number="1")))
    assert Reporter(parser("espn"), feed="a").read(day, 1).odd == ""


def test_a_report_says_what_was_odd() -> None:
    reporter = Reporter(parser("espn"), feed="scores")
    report = reporter.read(coded(board(event("STATUS_FIRST_HALF", "9'", 1, ("99999", "0")))), START)
    assert "home 99999 is wrong" in report.odd
    with pytest.raises(PayloadError, match="an HTML page"):
        reporter.read(b"<html>", START)


def test_a_report_counts_what_was_odd() -> None:
    sheet = Reporter(parser("sheet"), feed="kiosk")
    rows = b"home name,North\nhome score,a\naway score,b\nclock,banana\nperiod,1\n"
    odd = sheet.read(rows, START).odd
    assert odd.endswith("; and 2 more")
    assert odd.count("is no") == 1


class Spelled:
    """A parser of payloads that name a match and its goals: "m1 g1 g2"."""

    def parse(self, payload: bytes, received: int) -> Reading:
        name, *goals = payload.decode().split()
        by: dict[str, Any] = {"event_time": None, "received": received}
        match = Match(id=name, home=Team(name="North"), away=Team(name="South"), **by)
        return Reading(facts=(match, *(Goal(id=one, side=Side.HOME, **by) for one in goals)))


def names(reporter: Reporter, *payloads: bytes) -> list[str]:
    for n, payload in enumerate(payloads):
        reporter.read(payload, START + n * 10 * S)
    return [f"{fact.type} {fact.id}" for fact in reporter.take(START + 60 * S, 1000)]


def test_another_match_leaves_what_was_told_of_the_one_before() -> None:
    reporter = Reporter(Spelled(), feed="scores")
    assert names(reporter, b"m1 g1") == ["match m1", "goal g1"]
    second = ["match match-2/m2", "goal match-2/g1"]
    assert names(reporter, b"m2", b"m2 g1", b"m2 g1") == second
    reporter.again()
    standing = reporter.take(START + 60 * S, 1000)
    assert [f"{fact.type} {fact.id}" for fact in standing] == second
    after = Reporter(Spelled(), feed="scores")
    after.remember(standing)
    assert names(after, b"m2 g1", b"m2 g1 g2") == ["goal match-2/g2"]
    assert names(after, b"m3 g1") == ["match match-3/m3", "goal match-3/g1"]


def test_what_was_read_before_it_was_known_what_was_told_is_told_beside_that() -> None:
    """A payload arrives as the process begins again, before the channel has said what it knows."""
    before = Reporter(parser("espn"), feed="scores")
    aired: list[Fact] = []
    for n in (2, 3):
        before.read(coded(SERIES[n]), START + n * S)
        aired += before.take(START + n * S, 1000)
    after = Reporter(parser("espn"), feed="scores")
    after.read(coded(SERIES[4]), START + 60 * S)
    after.remember(aired)
    fresh = after.take(START + 61 * S, 1000)
    known = {fact.id: fact.revision for fact in aired}
    assert all(fact.revision >= known.get(fact.id, 0) for fact in fresh)
    assert [one.side for one in fresh if isinstance(one, Goal) and one.id not in known] == [
        Side.AWAY
    ]
    (clock,) = (fact for fact in fresh if isinstance(fact, ClockSet))
    assert clock.revision > known[clock.id]
