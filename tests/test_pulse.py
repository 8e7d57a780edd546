"""Pulses: a feed that answers and says nothing new is stale by its content."""

import pytest

from feeds.fact import ClockSet, Fact, Goal, MatchEnded, PeriodEnded, PeriodStarted
from feeds.happening import Side
from feeds.pulse import Pulse
from feeds.reading import Reading

SECOND = 1_000_000
START = PeriodStarted(event_time=None, received=0, id="p", period=1)


def clock(minutes: int, *, running: bool = True, event_time: int | None = None) -> ClockSet:
    return ClockSet(
        event_time=event_time,
        received=0,
        id="c",
        clock=minutes * 60 * SECOND,
        running=running,
    )


def said(*facts: Fact) -> Reading:
    return Reading(facts=facts)


def test_a_clock_that_runs_and_reads_the_same_is_stale() -> None:
    pulse = Pulse()
    for at in (0, 60, 140):
        pulse.beat(said(START, clock(12)), at * SECOND, is_news=at == 0)
    assert pulse.stands(150 * SECOND) is None
    assert pulse.stands(151 * SECOND) == 151 * SECOND
    pulse.beat(said(START, clock(13)), 160 * SECOND, is_news=False)
    assert pulse.stands(170 * SECOND) is None


@pytest.mark.parametrize(
    "facts",
    [
        (START, clock(12, running=False)),
        (START, PeriodEnded(event_time=None, received=0, id="e", period=1), clock(45)),
        (START, clock(90), MatchEnded(event_time=None, received=0, id="f")),
        (START, clock(12, event_time=5)),
        (START, Goal(event_time=None, received=0, id="g", side=Side.HOME)),
        (),
    ],
    ids=["stopped", "break", "over", "by-kick-off", "no-clock", "no-match"],
)
def test_what_may_stand_is_not_stale(facts: tuple[Fact, ...]) -> None:
    pulse = Pulse()
    pulse.beat(said(*facts), 0, is_news=True)
    assert pulse.stands(3600 * SECOND) is None


def test_where_the_config_says_when_anything_new_counts() -> None:
    pulse = Pulse(after=600 * SECOND)
    pulse.beat(said(START), 0, is_news=True)
    assert pulse.stands(600 * SECOND) is None
    assert pulse.stands(601 * SECOND) == 601 * SECOND
    pulse.beat(said(START), 602 * SECOND, is_news=True)
    assert pulse.stands(700 * SECOND) is None


def test_before_anything_was_said_nothing_is() -> None:
    assert Pulse().stands(SECOND) is None
