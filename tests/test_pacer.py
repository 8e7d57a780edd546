"""The pacer: programme time from the monotonic clock, whatever the wall does."""

import threading
from fractions import Fraction

import pytest

from engine.pacer import Pacer

SECOND = 1_000_000


class Hands:
    """A clock whose hands the test moves."""

    def __init__(self, wall: int) -> None:
        self.wall = wall
        self.steady = 5 * SECOND

    def now(self) -> int:
        return self.wall

    def monotonic(self) -> int:
        return self.steady


def test_the_wall_counts_at_the_start_alone() -> None:
    clock = Hands(wall=1_000 * SECOND)
    pacer = Pacer(clock, Fraction(25))
    assert pacer.now() == 1_000 * SECOND
    clock.wall += 3_600 * SECOND
    clock.steady += 2 * SECOND
    assert pacer.now() == 1_002 * SECOND


@pytest.mark.parametrize(
    ("rate", "number", "micros"),
    [
        pytest.param(Fraction(25), 50, 2 * SECOND, id="25"),
        pytest.param(Fraction(30000, 1001), 30000, 1001 * SECOND, id="29.97"),
    ],
)
def test_when_a_frame_is_aired(rate: Fraction, number: int, micros: int) -> None:
    assert Pacer(Hands(0), rate).air_time(number) == micros


def test_lateness_is_negative_before() -> None:
    clock = Hands(wall=0)
    pacer = Pacer(clock, Fraction(25))
    assert pacer.late(25) == -SECOND
    clock.steady += 3 * SECOND
    assert pacer.late(25) == 2 * SECOND


def test_a_moment_past_is_not_waited_for() -> None:
    assert Pacer(Hands(SECOND), Fraction(25)).wait(0, threading.Event())


def test_a_stop_ends_the_wait() -> None:
    stopping = threading.Event()
    stopping.set()
    assert not Pacer(Hands(0), Fraction(25)).wait(SECOND, stopping)
    assert not Pacer(Hands(SECOND), Fraction(25)).wait(0, stopping)
