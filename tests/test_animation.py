"""Easing as browsers compute it, and tracks that are exact where they are told to be."""

import pytest

from overlays.animation import (
    EASE_IN,
    EASE_IN_OUT,
    EASE_OUT,
    LINEAR,
    AnimationError,
    CubicBezier,
    Keyframe,
    Track,
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


def test_an_easing_that_runs_back_in_time_is_refused() -> None:
    with pytest.raises(AnimationError):
        CubicBezier(1.2, 0, 0.5, 1)
