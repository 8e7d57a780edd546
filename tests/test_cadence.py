"""Fit in time: which picture stands on which frame."""

import random
from collections.abc import Sequence
from fractions import Fraction

import pytest

from engine.cadence import Cadence, Slot

PAL, NTSC = Fraction(25), Fraction(30000, 1001)


def shown(
    rate: Fraction, times: Sequence[Fraction | int], end: int = 0
) -> tuple[str, Cadence[str]]:
    """The frames' pictures as letters, `-` for the slate; pictures are a, b, c..."""
    cadence: Cadence[str] = Cadence(rate)
    slots: list[Slot[str]] = []
    for number, time in enumerate(times):
        slots += cadence.push(chr(97 + number % 26), Fraction(time))
    slots += cadence.finish(end)
    assert [slot.number for slot in slots] == list(range(len(slots)))
    return "".join(slot.picture or "-" for slot in slots), cadence


def at_25(text: str) -> list[Fraction]:
    """Times in frames of 25 a second."""
    return [Fraction(number) / 25 for number in text.split()]


@pytest.mark.parametrize(
    ("times", "end", "wanted", "dropped", "repeated"),
    [
        pytest.param("0 1 2 3", 0, "abcd", 0, 0, id="one-to-one"),
        pytest.param("0 1 3 4", 0, "abbcd", 0, 1, id="a-gap-repeats"),
        pytest.param("0 1 5", 0, "abbbbc", 0, 3, id="a-long-gap"),
        pytest.param("0 1/2 1 2", 0, "acd", 1, 0, id="two-for-one-frame"),
        pytest.param("0 1.4 1.6 3", 0, "abcd", 0, 0, id="jitter"),
        pytest.param("0 0.4 1.4 2.4", 0, "bcd", 1, 0, id="the-earlier-is-dropped"),
        pytest.param("1 2 3", 0, "aabc", 0, 1, id="a-picture-late-repeats-it"),
        pytest.param("12 13", 0, "a" * 12 + "ab", 0, 12, id="just-less-than-half-a-second"),
        pytest.param("13 14", 0, "-" * 13 + "ab", 0, 13, id="half-a-second-late-is-the-slate"),
        pytest.param("-3 0 1", 0, "bc", 1, 0, id="before-the-start"),
        pytest.param("0 1 0.5 2", 0, "acd", 1, 0, id="out-of-order"),
        pytest.param("0 1", 5, "abbbb", 0, 3, id="held-to-the-end"),
        pytest.param("0 1 2 3", 2, "abcd", 0, 0, id="an-end-that-is-past"),
        pytest.param("0", 0, "a", 0, 0, id="one-picture"),
        pytest.param("", 9, "", 0, 0, id="none"),
    ],
)
def test_at_25(times: str, end: int, wanted: str, dropped: int, repeated: int) -> None:
    frames, cadence = shown(PAL, at_25(times), end)
    assert frames == wanted
    assert (cadence.dropped, cadence.repeated) == (dropped, repeated)
    assert cadence.next_number == len(wanted)


@pytest.mark.parametrize(
    ("source", "rate", "count", "frames", "dropped", "repeated"),
    [
        pytest.param(Fraction(30), PAL, 300, 250, 50, 0, id="30-to-25"),
        pytest.param(Fraction(25), Fraction(30), 250, 299, 0, 49, id="25-to-30"),
        pytest.param(Fraction(50), PAL, 500, 250, 250, 0, id="50-to-25"),
        pytest.param(Fraction(25), Fraction(50), 250, 499, 0, 249, id="25-to-50"),
        pytest.param(Fraction(24), PAL, 240, 250, 0, 10, id="24-to-25"),
        pytest.param(NTSC, NTSC, 300, 300, 0, 0, id="29.97"),
        pytest.param(Fraction(60), Fraction(60000, 1001), 6006, 6000, 6, 0, id="60-to-59.94"),
    ],
)
def test_rates(
    source: Fraction, rate: Fraction, count: int, frames: int, dropped: int, repeated: int
) -> None:
    out, cadence = shown(rate, [number / source for number in range(count)])
    assert abs(len(out) - frames) <= 1
    assert abs(cadence.dropped - dropped) <= 1
    assert abs(cadence.repeated - repeated) <= 1
    assert len(out) == count - cadence.dropped + cadence.repeated


@pytest.mark.parametrize("rate", [PAL, NTSC], ids=str)
@pytest.mark.parametrize("timebase", [1000, 90_000], ids=["milliseconds", "90-khz"])
def test_times_rounded_by_a_container_neither_drop_nor_repeat(
    rate: Fraction, timebase: int
) -> None:
    times = [Fraction(round(number / rate * timebase), timebase) for number in range(2_000)]
    out, cadence = shown(rate, times)
    assert len(out) == 2_000
    assert (cadence.dropped, cadence.repeated) == (0, 0)


@pytest.mark.parametrize("seed", range(30))
def test_frames_are_pictures_less_dropped_and_repeated(seed: int) -> None:
    dice = random.Random(seed)
    time, times = Fraction(dice.randint(0, 3), 10), []
    for _ in range(200):
        times.append(time + Fraction(dice.randint(-15, 15), 1000))
        time += Fraction(dice.choice((0, 20, 33, 40, 41, 80, 400)), 1000)
    out, cadence = shown(PAL, times, dice.randint(0, 500))
    assert len(out) == 200 - cadence.dropped + cadence.repeated
