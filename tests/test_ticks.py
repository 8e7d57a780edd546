"""What ticks in a picture: found among what moves, flickers or changes at other times."""

from collections.abc import Callable

import numpy as np

from engine.clock_reading.region import Region
from engine.clock_reading.ticks import TickFinder
from engine.frame import Plane

S = 1_000_000
WIDTH, HEIGHT = 320, 180
TICKING = Region(left=60, top=20, width=9, height=12)


def looks(paint: Callable[[Plane, float], None], seconds: float, per_second: float) -> TickFinder:
    finder, rng = TickFinder(), np.random.default_rng(3)
    for look in range(int(seconds * per_second)):
        luma = np.full((HEIGHT, WIDTH), 90, np.uint8) + rng.integers(
            0, 4, (HEIGHT, WIDTH), np.uint8
        )
        paint(luma, look / per_second)
        finder.push(luma, int(look * S / per_second))
    return finder


def tick(luma: Plane, time: float) -> None:
    TICKING.of(luma)[:] = 40 if int(time + 0.3) % 2 else 200


def test_what_ticks_is_found_where_it_is() -> None:
    (found,) = looks(tick, 4, 7.1).find(5)
    assert found.meets(TICKING)
    assert found.width < 30


def test_in_a_large_picture_as_well() -> None:
    finder = TickFinder()
    for look in range(30):
        luma = np.full((1080, 1920), 90, np.uint8)
        luma[300:330, 400:420] = 40 if int(look / 7.1) % 2 else 200
        finder.push(luma, int(look * S / 7.1))
    (found,) = finder.find(5)
    assert found.meets(Region(left=400, top=300, width=20, height=30))


def test_what_changes_at_other_times_too_is_not() -> None:
    def flicker(luma: Plane, time: float) -> None:
        TICKING.of(luma)[:] = 40 if int(time * 2 + 0.3) % 2 else 200

    def move(luma: Plane, time: float) -> None:
        luma[100:140, int(30 * time) : int(30 * time) + 20] = 220

    assert looks(flicker, 4, 7.1).find(5) == []
    assert looks(move, 4, 7.1).find(5) == []


def test_nothing_is_found_before_three_seconds_nor_over_a_jump() -> None:
    finder = looks(tick, 2, 7.1)
    assert not finder.is_ready
    assert finder.find(5) == []
    finder = looks(tick, 4, 7.1)
    finder.push(np.zeros((HEIGHT, WIDTH), np.uint8), 60 * S)
    assert finder.find(5) == []
    finder.push(np.zeros((90, 160), np.uint8), 60 * S + 100_000)
    assert not finder.is_ready
