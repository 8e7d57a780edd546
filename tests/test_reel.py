"""The reel: pictures by frame and sound by sample, never waited for by who shows them."""

import threading

import numpy as np
import pytest

from engine.ffmpeg import picture
from engine.frame import SAMPLE_RATE, AudioFrame
from engine.handoff import AbortedError
from engine.reel import Reel

AHEAD = 8
TINY = picture.filled(16, 16)


def reel_of(*numbers: int) -> Reel:
    reel = Reel(SAMPLE_RATE, AHEAD)
    for number in numbers:
        reel.put_picture(number, TINY)
    return reel


@pytest.mark.parametrize(
    ("held", "asked", "shown"),
    [
        pytest.param([5, 6, 7], 6, 6, id="its-own"),
        pytest.param([5, 6], 9, 6, id="the-last-again"),
        pytest.param([5, 8], 6, 5, id="the-one-before-a-hole"),
        pytest.param([5], 4, None, id="too-early"),
        pytest.param([], 4, None, id="nothing-yet"),
    ],
)
def test_what_is_shown(held: list[int], asked: int, shown: int | None) -> None:
    found = reel_of(*held).picture(asked)
    assert (found[0] if found else None) == shown


def test_pictures_that_come_too_late_are_counted() -> None:
    reel = reel_of(5)
    reel.picture(9)
    for number in (6, 7, 9):
        reel.put_picture(number, TINY)
    assert reel.dropped == 2
    found = reel.picture(9)
    assert found is not None
    assert found[0] == 9


def test_the_giver_waits_when_far_ahead() -> None:
    reel = reel_of(*range(AHEAD))
    thread = threading.Thread(target=reel.put_picture, args=(AHEAD, TINY), daemon=True)
    thread.start()
    thread.join(0.05)
    assert thread.is_alive()
    reel.picture(0)
    thread.join(10)
    assert not thread.is_alive()


def test_abort_ends_the_wait() -> None:
    reel = reel_of(*range(AHEAD))
    reel.abort()
    with pytest.raises(AbortedError):
        reel.put_picture(AHEAD, TINY)


def sound(first: int, *values: float) -> AudioFrame:
    samples = np.tile(np.array(values, np.float32), (2, 1))
    return AudioFrame(samples=samples, position=first)


@pytest.mark.parametrize(
    ("first", "count", "heard"),
    [
        pytest.param(10, 4, [1, 2, 3, 4], id="across-pieces"),
        pytest.param(8, 4, [0, 0, 1, 2], id="silence-before"),
        pytest.param(12, 4, [3, 4, 0, 0], id="silence-after"),
        pytest.param(90, 2, [0, 0], id="nothing-there"),
    ],
)
def test_sound_at_its_place(first: int, count: int, heard: list[float]) -> None:
    reel = Reel(SAMPLE_RATE, AHEAD)
    reel.put_sound(sound(10, 1, 2))
    reel.put_sound(sound(12, 3, 4))
    assert reel.sound(first, count).tolist() == [heard, heard]


def test_old_sound_goes() -> None:
    reel = Reel(1, AHEAD)
    reel.put_sound(sound(0, 1))
    reel.put_sound(sound(100, 2))
    assert reel.sound(0, 1).tolist() == [[0], [0]]
    assert reel.sound(100, 1).tolist() == [[2], [2]]
