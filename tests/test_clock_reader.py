"""The clock reader on moving pictures: found, followed, lost, found again; and what is no clock."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache

import cv2
import numpy as np
import pytest

from engine.clock_reading.clock_reader import ClockReader, Looks
from engine.clock_reading.clock_run import Seen
from engine.clock_reading.share import Share
from engine.timebase import RATES
from tests.clips import Luma
from tests.clock_clips import Bug, Match, running

S = 1_000_000
UP = Match(bug=Bug(clock=running(370.66)))


def looks(match: Match, since: float, until: float, reader: ClockReader) -> Iterator[float]:
    """The times of the pictures looked at."""
    wanted, noise = Looks(match.rate), _noise(*match.size)
    for number in range(round(since * match.rate), round(until * match.rate)):
        if wanted.wants(number):
            luma = match.paint(number, *match.size)
            luma = cv2.add(luma, np.roll(noise, 17 * number)).astype(np.uint8)
            reader.look(luma, int(number * S / match.rate))
            yield float(number / match.rate)


@cache
def _noise(width: int, height: int) -> Luma:
    return np.random.default_rng(2).integers(0, 6, (height, width), np.uint8)


def read(match: Match, since: float, until: float, reader: ClockReader) -> Seen | None:
    for _ in looks(match, since, until, reader):
        pass
    return reader.seen


def at_nothing(seen: Seen | None) -> float | None:
    """What the clock read on the first picture, s."""
    return None if seen is None else (seen.value - seen.rate * seen.at) / S


@pytest.mark.parametrize(
    ("match", "start"),
    [
        pytest.param(UP, 370.66, id="up"),
        pytest.param(
            Match(
                bug=Bug(
                    clock=running(675.3, -1),
                    words="1ST",
                    beside=(lambda time: str(22 - int(time)),),
                    place=(0.3, 0.85),
                ),
                rate=Fraction(30),
            ),
            675.3,
            id="down-beside-a-shot-clock",
        ),
        pytest.param(
            Match(bug=Bug(clock=running(1634.1), ink=25, plate=225, high=10), seed=4),
            1634.1,
            id="dark-on-light",
        ),
    ],
)
def test_it_is_found_within_seven_seconds_of_picture(match: Match, start: float) -> None:
    reader = ClockReader()
    first = next(time for time in looks(match, 0, 7, reader) if reader.seen is not None)
    assert first < 7
    found = at_nothing(read(match, first + 0.1, first + 4, reader))
    assert found == pytest.approx(start, abs=0.1)
    assert reader.region is not None
    assert reader.region.height == pytest.approx(match.bug.high if match.bug else 0, abs=3)


def test_in_the_region_given_it_is_found_sooner_and_elsewhere_not_at_all() -> None:
    reader = ClockReader(Share.parse("0.02,0.03,0.6,0.1"))
    assert at_nothing(read(UP, 0, 3.5, reader)) == pytest.approx(370.66, abs=0.1)
    assert read(UP, 0, 8, ClockReader(Share.parse("0.5,0.5,0.4,0.4"))) is None


def test_a_replay_without_it_is_passed_over() -> None:
    """It is not seen while it is away, and goes on as the same clock."""
    bug = Bug(clock=running(100.4), gone=(7.0, 15.0))
    match, reader = Match(bug=bug, cuts=(7.0, 15.0)), ClockReader()
    before = read(match, 0, 7, reader)
    away = read(match, 7, 14.5, reader)
    after = read(match, 14.5, 19, reader)
    assert before is not None
    assert away is None
    assert after is not None
    assert after.run == before.run
    assert at_nothing(after) == pytest.approx(100.4, abs=0.1)


def test_a_clock_that_stops_is_not_one_that_runs() -> None:
    stops = running(100.4)
    match = Match(bug=Bug(clock=lambda time: stops(min(time, 6.0))))
    reader = ClockReader()
    assert read(match, 0, 6, reader) is not None
    assert read(match, 6, 13, reader) is None
    again = replace(match, bug=Bug(clock=running(93.4)))
    found = read(again, 13, 18, reader)
    assert at_nothing(found) == pytest.approx(93.4, abs=0.1)


def test_a_jump_to_another_half_is_followed() -> None:
    def halves(time: float) -> str:
        return running(2695.2)(time) if time < 7 else running(2700 - 7.5)(time)

    reader = ClockReader()
    found = read(Match(bug=Bug(clock=halves)), 0, 18, reader)
    assert at_nothing(found) == pytest.approx(2692.5, abs=0.1)


def words(*texts: str) -> Callable[[float], str]:
    return lambda time: texts[int(time) % len(texts)]


@pytest.mark.parametrize(
    "bug",
    [
        pytest.param(None, id="no-bug"),
        pytest.param(Bug(clock=words("6 4 30"), words="DJO 2 3 40"), id="tennis"),
        pytest.param(Bug(clock=lambda time: str(24 - int(time))), id="a-shot-clock-alone"),
        pytest.param(Bug(clock=words("12:30")), id="an-advert-that-looks-like-one"),
        pytest.param(Bug(clock=words("10:20", "47:11", "83:05")), id="figures-that-change"),
        pytest.param(Bug(clock=words("LIVE", "REC")), id="words-that-blink"),
        pytest.param(Bug(clock=lambda time: f"{int(time)}-0"), id="a-score-that-climbs"),
        pytest.param(Bug(clock=running(500, 3)), id="three-seconds-a-second"),
    ],
)
def test_what_is_no_clock(bug: Bug | None) -> None:
    reader = ClockReader()
    for _ in looks(Match(bug=bug, cuts=(3.2,)), 0, 10, reader):
        assert reader.seen is None


@pytest.mark.parametrize("rate", RATES)
def test_the_looks_fall_at_all_parts_of_a_second(rate: Fraction) -> None:
    wanted = Looks(rate)
    numbers = [number for number in range(round(10 * rate)) if wanted.wants(number)]
    assert 5.9 <= len(numbers) / 10 <= 9.1
    parts = sorted(float(number / rate % 1) for number in numbers)
    gaps = [b - a for a, b in zip(parts, [*parts[1:], parts[0] + 1], strict=True)]
    assert max(gaps) < 0.085
