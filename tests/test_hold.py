"""The hold: packets wait in order, and a warm source keeps back to a keyframe."""

import threading
from fractions import Fraction
from typing import Any

import pytest

from engine.ffmpeg.clip import Received
from engine.handoff import AbortedError
from engine.hold import Hold


class Sized:
    """Stands for a packet where only its size counts."""

    def __init__(self, size: int) -> None:
        self.size = size


def received(number: int, *, opens: bool = False, size: int = 10) -> Received:
    packet: Any = Sized(size)
    return Received(packet=packet, tracks=(), pass_number=0, time=Fraction(number), opens=opens)


def times(hold: Hold, count: int) -> list[int]:
    return [int(hold.take()[0].time) for _ in range(count)]


def test_first_in_first_out() -> None:
    hold = Hold()
    for number in range(3):
        hold.put(received(number), number)
    assert hold.bytes == 30
    assert times(hold, 3) == [0, 1, 2]
    assert hold.bytes == 0


@pytest.mark.parametrize(
    ("opening", "now", "first"),
    [
        pytest.param({0, 4}, 3, 0, id="the-next-keyframe-is-not-due"),
        pytest.param({0, 4}, 4, 4, id="a-keyframe-is-due"),
        pytest.param({0, 4}, 7, 4, id="between-keyframes"),
        pytest.param({0, 4, 6}, 9, 6, id="the-last-keyframe-due"),
        pytest.param({0}, 9, 0, id="one-keyframe-for-all"),
        pytest.param(set(), 9, 0, id="none"),
    ],
)
def test_warm_keeps_back_to_a_keyframe(opening: set[int], now: int, first: int) -> None:
    hold = Hold()
    for number in range(8):
        hold.put(received(number, opens=number in opening), number)
    hold.trim(now)
    assert times(hold, 1) == [first]


def test_a_full_hold_makes_the_giver_wait() -> None:
    hold = Hold(byte_limit=15)
    hold.put(received(0), 0)
    hold.put(received(1), 1)
    given = threading.Event()

    def give() -> None:
        hold.put(received(2), 2)
        given.set()

    thread = threading.Thread(target=give, daemon=True)
    thread.start()
    assert not given.is_set()
    assert times(hold, 1) == [0]
    thread.join(10)
    assert given.is_set()
    assert times(hold, 2) == [1, 2]


def test_abort_lets_go_of_both_ends() -> None:
    hold = Hold()
    hold.put(received(0), 0)
    hold.abort()
    with pytest.raises(AbortedError):
        hold.take()
    with pytest.raises(AbortedError):
        hold.put(received(1), 1)
