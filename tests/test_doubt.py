"""Doubts: what can hardly be, sport by sport."""

from dataclasses import replace

import pytest

from feeds.doubt import doubt, reading_of, score_of
from feeds.fact import ClockSet, Correction, Fact, PeriodStarted
from feeds.sport import Sport
from feeds.state import Clock, GameState, SideState

SECOND = 1_000_000
STATE = GameState(
    sport=Sport.FOOTBALL, period=1, clock=Clock(anchor=0, value=600 * SECOND), home=SideState(
        team=GameState().home.team, score=2
    ),
)  # fmt: skip
DOWN = replace(
    STATE,
    sport=Sport.BASKETBALL,
    clock=Clock(anchor=0, value=600 * SECOND, rate=-1),
    home=replace(STATE.home, score=40),
)


def clock(seconds: int, period: int | None = None) -> ClockSet:
    return ClockSet(event_time=0, received=0, clock=seconds * SECOND, period=period)


def score(home: int, away: int = 0) -> Correction:
    return Correction(event_time=0, received=0, home=home, away=away)


@pytest.mark.parametrize(
    ("fact", "state", "kind"),
    [
        (clock(590), STATE, None),
        (clock(560), STATE, "jump"),
        (clock(680), STATE, None),
        (clock(700), STATE, "jump"),
        (clock(2700, period=2), STATE, None),
        (clock(10, period=1), replace(STATE, period=2), "jump"),
        (clock(200), DOWN, None),
        (clock(640), DOWN, "jump"),
        (clock(5), replace(STATE, clock=None), None),
        (score(3), STATE, None),
        (score(1), STATE, None),
        (score(0), STATE, "jump"),
        (score(2, 4), STATE, "jump"),
        (score(58), DOWN, None),
        (score(38), DOWN, None),
        (score(30), DOWN, "jump"),
        (score(0), replace(DOWN, sport=Sport.TENNIS), None),
        (PeriodStarted(event_time=0, received=0, period=2), STATE, None),
        (
            PeriodStarted(event_time=0, received=0, period=1),
            replace(STATE, period=2),
            "jump",
        ),
    ],
)
def test_what_can_hardly_be(fact: Fact, state: GameState, kind: str | None) -> None:
    found = doubt(fact, state, 0, is_clock_by_hand=False)
    assert (found.kind if found else None) == kind


def test_a_clock_by_hand_is_off_by_three_seconds_at_most() -> None:
    assert doubt(clock(603), STATE, 0, is_clock_by_hand=True) is None
    found = doubt(clock(604), STATE, 0, is_clock_by_hand=True)
    assert found is not None
    assert (found.kind, found.says, found.stands) == ("clock", "10:04", "10:00")


def test_in_words() -> None:
    assert score_of(STATE) == "2–0"  # noqa: RUF001
    assert reading_of(STATE.clock, 90 * SECOND) == "11:30"
    assert reading_of(None, 0) == ""
