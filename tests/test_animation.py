"""Easing as browsers compute it, springs, and tracks that are exact where they are told to be."""

import pytest

from overlays.animation import (
    EASE_IN,
    EASE_IN_OUT,
    EASE_OUT,
    LINEAR,
    AnimationError,
    CubicBezier,
    Keyframe,
    Spring,
    Track,
    falling,
    opacity,
    rising,
)


@pytest.mark.parametrize(
    ("curve", "progress", "expected"),
    [
        pytest.param(LINEAR, 0.37, 0.37, id="linear"),
        # Values of css-easing-1's named curves, as browsers give them.
        pytest.param(CubicBezier(0.25, 0.1, 0.25, 1), 0.5, 0.80240, id="ease"),
        pytest.param(CubicBezier(0.42, 0, 1, 1), 0.5, 0.31536, id="ease-in"),
        pytest.param(CubicBezier(0, 0, 0.58, 1), 0.5, 0.68464, id="ease-out"),
        pytest.param(CubicBezier(0.42, 0, 0.58, 1), 0.5, 0.5, id="ease-in-out"),
        pytest.param(CubicBezier(1, 0, 0, 1), 0.5, 0.5, id="flat-in-the-middle"),
    ],
)
def test_a_curve_has_the_value_css_gives_it(
    curve: CubicBezier, progress: float, expected: float
) -> None:
    assert curve.at(progress) == pytest.approx(expected, abs=2e-5)


@pytest.mark.parametrize("curve", [LINEAR, EASE_IN, EASE_OUT, EASE_IN_OUT])
def test_a_curve_is_exact_at_its_ends_and_never_turns_back(curve: CubicBezier) -> None:
    values = [curve.at(step / 200) for step in range(-20, 221)]
    assert values[:21] == [0.0] * 21
    assert values[-21:] == [1.0] * 21
    assert values == sorted(values)


TRACK = Track((Keyframe(100, 0.1, EASE_OUT), Keyframe(400, 7.7), Keyframe(1000, 3.3)))


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        pytest.param(-(10**15), 0.1, id="long-before"),
        pytest.param(100, 0.1, id="on-the-first"),
        pytest.param(400, 7.7, id="on-the-second"),
        pytest.param(1000, 3.3, id="on-the-last"),
        pytest.param(10**16, 3.3, id="long-after"),
    ],
)
def test_a_track_is_exact_on_its_keyframes_and_stands_outside(time: int, expected: float) -> None:
    assert TRACK.at(time) == expected


def test_a_track_is_eased_between_keyframes() -> None:
    assert TRACK.at(700) == pytest.approx(5.5)
    assert TRACK.at(250) > 6


@pytest.mark.parametrize(
    "times",
    [
        pytest.param((), id="none"),
        pytest.param((5, 5), id="two-at-once"),
        pytest.param((5, 4), id="falling"),
    ],
)
def test_a_track_without_one_value_a_moment_is_refused(times: tuple[int, ...]) -> None:
    with pytest.raises(AnimationError):
        Track(tuple(Keyframe(time, 0.0) for time in times))


@pytest.mark.parametrize(
    "numbers",
    [
        pytest.param((1.2, 0, 0.5, 1), id="runs-back-in-time"),
        pytest.param((0.2, float("inf"), 0.5, 1), id="without-end"),
        pytest.param((float("nan"), 0, 0.5, 1), id="no-number"),
    ],
)
def test_a_curve_without_one_value_a_moment_is_refused(
    numbers: tuple[float, float, float, float],
) -> None:
    with pytest.raises(AnimationError):
        CubicBezier(*numbers)


SPRINGS = [
    pytest.param(Spring(170, 26), id="nearly-critical"),
    pytest.param(Spring(180, 12), id="bouncing"),
    pytest.param(Spring(100, 20), id="critical"),
    pytest.param(Spring(200, 60), id="creeping"),
    pytest.param(Spring(300, 24, 8), id="thrown"),
    pytest.param(Spring(300, 24, -8), id="thrown-backwards"),
]


@pytest.mark.parametrize("spring", SPRINGS)
def test_a_spring_moves_as_its_law_says(spring: Spring) -> None:
    place, speed, step = 0.0, spring.velocity, 1e-5
    seconds = spring.settles / 1e6
    for tick in range(1, round(seconds / step)):
        speed += (spring.stiffness * (1 - place) - spring.damping * speed) * step
        place += speed * step
        if tick % 2000 == 0:
            assert spring.at(tick * step / seconds) == pytest.approx(place, abs=2e-3)


@pytest.mark.parametrize("spring", SPRINGS)
def test_a_spring_stands_when_it_says_and_not_long_before(spring: Spring) -> None:
    assert (spring.at(-1), spring.at(0), spring.at(1), spring.at(2)) == (0, 0, 1, 1)
    assert abs(spring.at(0.9999) - 1) < 2e-3
    assert max(abs(spring.at(share / 100) - 1) for share in range(70, 100)) > 1e-3


@pytest.mark.parametrize(("bounce", "peak"), [(0.0, 1.0), (0.2, 1.015), (0.5, 1.163)])
def test_a_spring_is_made_for_a_time_and_a_bounce(bounce: float, peak: float) -> None:
    spring = Spring.settling(480_000, bounce=bounce)
    assert 470_000 <= spring.settles <= 480_000
    assert max(spring.at(share / 200) for share in range(200)) == pytest.approx(peak, abs=2e-3)


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        pytest.param((0, 10), "stiffness", id="slack"),
        pytest.param((100, 0), "damping", id="swings-for-ever"),
        pytest.param((400, 0.5), "nearer to 40", id="swings-for-long"),
        pytest.param((10, 900), "stiffer", id="creeps-for-long"),
        pytest.param((100, 20, float("nan")), "velocity", id="no-number"),
    ],
)
def test_a_spring_that_does_not_settle_is_refused(numbers: tuple[float, ...], said: str) -> None:
    with pytest.raises(AnimationError, match=said):
        Spring(*numbers)


@pytest.mark.parametrize("within", [0, 99_999, 5_000_001])
def test_no_spring_settles_within_any_time(within: int) -> None:
    with pytest.raises(AnimationError, match="must lie"):
        Spring.settling(within)


def test_a_track_is_delayed_and_paced() -> None:
    track = rising(100, 500, LINEAR)
    assert (track.at(300), track.end) == (0.5, 500)
    assert track.delayed(1000).at(1300) == 0.5
    assert track.paced(2).at(600) == 0.5
    cut = track.paced(0)
    assert (cut.at(0), cut.at(1), cut.end) == (0, 1, 1)
    assert falling(0, 400, LINEAR).at(100) == 0.75


def test_an_opacity_is_a_byte_even_where_a_spring_overshoots() -> None:
    assert [opacity(share) for share in (-0.1, 0, 0.5, 1, 1.2)] == [0, 0, 128, 255, 255]
