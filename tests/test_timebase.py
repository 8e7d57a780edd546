"""Time: the design's own worked examples, boundaries, and every rate in exact arithmetic."""

import itertools
from fractions import Fraction
from math import ceil

import pytest

from engine import timebase
from engine.timebase import RATES, Timing

SECOND = 1_000_000
PAL, NTSC, FILM = Fraction(25), Fraction(30000, 1001), Fraction(24000, 1001)
KICK_OFF = 1_790_000_000 * SECOND


@pytest.mark.parametrize(
    ("number", "rate", "seconds"),
    [
        pytest.param(0, PAL, Fraction(0), id="frame-0-is-1970"),
        pytest.param(2675, PAL, Fraction(107), id="25"),
        pytest.param(30000, NTSC, Fraction(1001), id="29.97"),
        pytest.param(1, NTSC, Fraction(1001, 30000), id="29.97-one-frame"),
        pytest.param(24, FILM, Fraction(1001, 1000), id="23.976"),
        pytest.param(107_400_000_000, Fraction(60), Fraction(1_790_000_000), id="60-in-2026"),
    ],
)
def test_program_time(number: int, rate: Fraction, seconds: Fraction) -> None:
    assert timebase.program_time(number, rate) == seconds


@pytest.mark.parametrize(
    ("average", "nominal"),
    [
        (Fraction(23976, 1000), Fraction(24000, 1001)),
        (Fraction(23990, 1000), Fraction(24)),
        (Fraction(24), Fraction(24)),
        (Fraction(1), Fraction(24000, 1001)),
        (Fraction(25), Fraction(25)),
        (Fraction(2502, 100), Fraction(25)),
        (Fraction(2997, 100), Fraction(30000, 1001)),
        (Fraction(2999, 100), Fraction(30)),
        (Fraction(40), Fraction(30)),
        (Fraction(41), Fraction(50)),
        (Fraction(5994, 100), Fraction(60000, 1001)),
        (Fraction(60), Fraction(60)),
        (Fraction(240), Fraction(60)),
    ],
)
def test_nominal_rate(average: Fraction, nominal: Fraction) -> None:
    assert timebase.nominal_rate(average) == nominal


@pytest.mark.parametrize(
    ("rate", "part", "segment"),
    [
        (Fraction(24000, 1001), 8, 48),
        (Fraction(24), 8, 48),
        (Fraction(25), 8, 48),
        (Fraction(30000, 1001), 10, 60),
        (Fraction(30), 10, 60),
        (Fraction(50), 16, 96),
        (Fraction(60000, 1001), 20, 120),
        (Fraction(60), 20, 120),
    ],
)
def test_parts_and_segments_of_every_rate(rate: Fraction, part: int, segment: int) -> None:
    assert rate in RATES
    assert timebase.part_frames(rate) == part
    assert timebase.segment_frames(rate) == segment


def test_the_rates_are_those_of_the_contract() -> None:
    names = ["23.976", "24.000", "25.000", "29.970", "30.000", "50.000", "59.940", "60.000"]
    assert [f"{float(rate):.3f}" for rate in RATES] == names


@pytest.mark.parametrize(
    ("moment", "rate", "number"),
    [
        pytest.param(0, PAL, 0, id="1970"),
        pytest.param(1, PAL, 1, id="one-microsecond-later-is-the-next-frame"),
        pytest.param(40_000, PAL, 1, id="exactly-a-frame"),
        pytest.param(40_001, PAL, 2, id="just-past-a-frame"),
        pytest.param(33_366, NTSC, 1, id="just-before-33366.67"),
        pytest.param(33_367, NTSC, 2, id="just-after-33366.67"),
        pytest.param(-1, PAL, 0, id="before-1970"),
    ],
)
def test_frame_at(moment: int, rate: Fraction, number: int) -> None:
    assert timebase.frame_at(moment, rate) == number


@pytest.mark.parametrize(
    ("moment", "last_indexed", "number"),
    [
        pytest.param(0, -1, 0, id="from-the-very-start"),
        pytest.param(1, -1, 48, id="the-next-boundary"),
        pytest.param(1_920_000, -1, 48, id="on-a-boundary"),
        pytest.param(1_920_001, -1, 96, id="just-past-a-boundary"),
        pytest.param(0, 47, 48, id="after-a-whole-segment"),
        pytest.param(0, 48, 96, id="past-the-last-indexed"),
        pytest.param(10_000_000, 48, 288, id="the-moment-is-later"),
    ],
)
def test_first_frame_at_25(moment: int, last_indexed: int, number: int) -> None:
    assert timebase.first_frame(moment, PAL, last_indexed=last_indexed) == number


@pytest.mark.parametrize("rate", RATES, ids=str)
@pytest.mark.parametrize("moment", [KICK_OFF, KICK_OFF + 123_457, 946_684_800 * SECOND])
def test_first_frame_is_the_first_boundary_from_the_moment_on(rate: Fraction, moment: int) -> None:
    number, segment = timebase.first_frame(moment, rate), timebase.segment_frames(rate)
    assert number % segment == 0
    assert timebase.program_time(number, rate) * SECOND >= moment
    assert timebase.program_time(number - segment, rate) * SECOND < moment


def test_the_demo_start_is_a_boundary_at_25() -> None:
    assert timebase.first_frame(946_684_800 * SECOND, PAL) == 23_667_120_000


def test_event_time_is_feed_time_and_offset() -> None:
    assert timebase.event_time(12 * SECOND, -250_000) == 11_750_000


@pytest.mark.parametrize(
    ("distance", "latency", "behind", "hold"),
    [
        pytest.param(7, 2, 7, 5, id="held-back-to-the-distance"),
        pytest.param(7, 6, 7, 1, id="failover-to-a-later-backup"),
        pytest.param(2, 2, 2, 0, id="the-distance-is-the-latency"),
        pytest.param(2, 5, 5, 0, id="a-source-later-than-the-distance"),
        pytest.param(0, 0, 0, 0, id="a-file"),
    ],
)
def test_behind_and_hold(distance: int, latency: int, behind: int, hold: int) -> None:
    timing = Timing(rate=PAL, distance=distance * SECOND, latency=latency * SECOND)
    assert (timing.behind, timing.hold) == (behind * SECOND, hold * SECOND)


def first_to_show(timing: Timing, event_time: int | None, frame: int) -> int:
    """Search, frame by frame, the first whose content time has reached the event."""
    visible = timing.visible_from(event_time, frame)
    number = max(0, frame - 400)
    while timing.content_time(number) < visible:
        number += 1
    return number


def test_the_design_s_example_is_exact() -> None:
    """25 fps, L 2 s, T 7 s, a goal at 100.00, the feed 3 s late: frame 2675."""
    timing = Timing(rate=PAL, distance=7 * SECOND, latency=2 * SECOND)
    known = timebase.frame_at(103 * SECOND, PAL)
    assert timing.content_time(2675) == 100 * SECOND
    assert timebase.program_time(2675, PAL) == 107
    assert timing.shown_frame(100 * SECOND, known) == 2675
    assert first_to_show(timing, 100 * SECOND, known) == 2675


def test_the_design_s_example_without_distance_is_a_second_late() -> None:
    """T = L = 2: the picture of the goal airs at 102.00, the bug turns at 103.00."""
    timing = Timing(rate=PAL, distance=2 * SECOND, latency=2 * SECOND)
    picture = next(n for n in range(10_000) if timing.content_time(n) >= 100 * SECOND)
    bug = timing.shown_frame(100 * SECOND, timebase.frame_at(103 * SECOND, PAL))
    assert timebase.program_time(picture, PAL) == 102
    assert timebase.program_time(bug, PAL) == 103
    assert first_to_show(timing, 100 * SECOND, timebase.frame_at(103 * SECOND, PAL)) == bug


def test_a_failover_moves_nothing() -> None:
    before = Timing(rate=PAL, distance=7 * SECOND, latency=2 * SECOND)
    after = Timing(rate=PAL, distance=7 * SECOND, latency=6 * SECOND)
    assert [before.content_time(n) for n in range(50)] == [after.content_time(n) for n in range(50)]


@pytest.mark.parametrize("rate", RATES, ids=str)
@pytest.mark.parametrize("lateness", [0, 1, 33_367, 3_000_000, 9_999_999])
@pytest.mark.parametrize("event_time", [KICK_OFF, KICK_OFF + 1, KICK_OFF + 33_366, 5 * SECOND])
def test_a_fact_shows_on_the_first_frame_that_may(
    rate: Fraction, lateness: int, event_time: int
) -> None:
    """max(ceil((e + T) * rate), frame), and by content time on that very frame."""
    timing = Timing(rate=rate, distance=3_141_593, latency=2 * SECOND)
    frame = ceil(Fraction(event_time + lateness, SECOND) * rate)
    shown = max(ceil(Fraction(event_time + 3_141_593, SECOND) * rate), frame)
    visible = timing.visible_from(event_time, frame)
    assert timing.shown_frame(event_time, frame) == shown
    assert timing.content_time(shown) >= visible
    assert timing.content_time(shown - 1) < visible


def test_an_event_without_a_time_counts_by_its_frame() -> None:
    timing = Timing(rate=NTSC, distance=7 * SECOND)
    visible = timing.visible_from(None, 1000)
    assert timing.content_time(999) < visible <= timing.content_time(1000)


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_content_time_never_runs_ahead_and_never_stands(rate: Fraction) -> None:
    timing = Timing(rate=rate, distance=SECOND)
    numbers = range(10**11, 10**11 + 300)
    times = [timing.content_time(number) for number in numbers]
    exact = [Fraction(number) / rate * SECOND - SECOND for number in numbers]
    assert all(0 <= e - t < 1 for t, e in zip(times, exact, strict=True))
    assert all(later > earlier for earlier, later in itertools.pairwise(times))


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_a_countdown_shows_every_second_for_its_frames(rate: Fraction) -> None:
    """10:00 to 0:00: each second for rate frames, rounded one way or the other, none left out."""
    timing = Timing(rate=rate)
    readings: dict[int, int] = {}
    for number in range(ceil(600 * rate)):
        left = -(-(600 * SECOND - timing.content_time(number)) // SECOND)
        readings[left] = readings.get(left, 0) + 1
    assert list(readings) == list(range(600, 0, -1))
    assert set(readings.values()) <= {int(rate), ceil(rate)}


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_a_match_clock_shows_every_second_for_its_frames(rate: Fraction) -> None:
    timing = Timing(rate=rate)
    seconds = [timing.content_time(number) // SECOND for number in range(ceil(600 * rate))]
    counts = [seconds.count(second) for second in range(600)]
    assert sum(counts) == len(seconds)
    assert set(counts) <= {int(rate), ceil(rate)}
