"""What a head says: periods, times and words, each as a broadcaster would write it."""

from dataclasses import replace

import pytest

from feeds.sport import Sport
from feeds.state import Clock, GameState, Phase
from overlays.boards.reading import reading, reading_text
from tests.shots import shot
from tests.strips import AT, BASKETBALL, GENERIC, ICE_HOCKEY, SECOND, down_to


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        pytest.param(720, "12:00", id="the-whole-quarter"),
        pytest.param(600, "10:00", id="ten-minutes"),
        pytest.param(599.999, "9:59", id="one-digit-of-minutes"),
        pytest.param(60, "1:00", id="the-last-minute-begins"),
        pytest.param(59.999, "59.9", id="tenths"),
        pytest.param(9.95, "9.9", id="one-digit-of-seconds"),
        pytest.param(0, "0.0", id="over"),
        pytest.param(-3, "0.0", id="never-below"),
    ],
)
def test_times_that_run_down(seconds: float, expected: str) -> None:
    assert reading_text(round(seconds * SECOND), has_tenths=True) == expected


def test_times_without_tenths_and_times_that_count_up() -> None:
    assert reading_text(59_900_000) == "0:59"
    assert reading_text(59_900_000, is_down=False, has_tenths=True) == "00:59"
    assert reading_text(6_323_000_000, is_down=False) == "105:23"


@pytest.mark.parametrize(
    ("state", "label", "clock", "whole"),
    [
        pytest.param(BASKETBALL, "2ND", "11:14", "11:14", id="in-play"),
        pytest.param(replace(BASKETBALL, period=5), "OT", "11:14", "11:14", id="overtime"),
        pytest.param(replace(ICE_HOCKEY, period=6), "3OT", "10:56", "10:56", id="third-overtime"),
        pytest.param(replace(ICE_HOCKEY, period=3), "3RD", "10:56", "10:56", id="third"),
        pytest.param(
            replace(BASKETBALL, phase=Phase.BREAK), "2ND", "HT", "HALF TIME", id="half-time"
        ),
        pytest.param(
            replace(BASKETBALL, phase=Phase.BREAK, period=3), "3RD", "END", "END 3RD", id="a-break"
        ),
        pytest.param(
            replace(ICE_HOCKEY, phase=Phase.BREAK), "2ND", "END", "END 2ND", id="an-interval"
        ),
        pytest.param(
            replace(ICE_HOCKEY, phase=Phase.FULL_TIME, period=3), "3RD", "FINAL", "FINAL", id="over"
        ),
        pytest.param(
            replace(ICE_HOCKEY, phase=Phase.AFTER_EXTRA_TIME, period=4),
            "OT",
            "FINAL",
            "FINAL/OT",
            id="over-after-overtime",
        ),
        pytest.param(
            replace(ICE_HOCKEY, phase=Phase.SHOOT_OUT), "SO", "SO", "SHOOT-OUT", id="shoot-out"
        ),
        pytest.param(
            replace(ICE_HOCKEY, phase=Phase.AFTER_SHOOT_OUT),
            "SO",
            "FINAL",
            "FINAL/SO",
            id="over-after-shots",
        ),
        pytest.param(
            GameState(sport=Sport.BASKETBALL), "PRE", "12:00", "12:00", id="before-a-countdown"
        ),
        pytest.param(GameState(sport=Sport.GENERIC), "PRE", "PRE", "PRE", id="before"),
        pytest.param(replace(GENERIC, clock=None), "2ND", "2ND", "2ND", id="without-a-clock"),
        pytest.param(
            replace(GENERIC, clock=None, period=None), "LIVE", "LIVE", "LIVE", id="nothing-known"
        ),
        pytest.param(
            replace(GENERIC, clock=Clock(anchor=AT, value=599 * SECOND)),
            "2ND",
            "09:59",
            "09:59",
            id="counts-up",
        ),
    ],
)
def test_what_the_head_says(state: GameState, label: str, clock: str, whole: str) -> None:
    said = reading(shot(state, AT))
    assert (said.label, said.clock, said.whole) == (label, clock, whole)


def test_a_stopped_clock_stands() -> None:
    stopped = replace(BASKETBALL, clock=replace(down_to(44.5), running=False))
    assert {reading(shot(stopped, AT + s * SECOND), has_tenths=True).clock for s in range(9)} == {
        "44.5"
    }
