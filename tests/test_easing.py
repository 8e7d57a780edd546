"""Easings as editors write them, and what they are told where that is none."""

import pytest

from overlays.animation import EASE_OUT, LINEAR, CubicBezier, Easing, Spring
from overlays.easing import NAMED, EasingError, easing


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("linear", LINEAR, id="linear"),
        pytest.param("ease", CubicBezier(0.25, 0.1, 0.25, 1), id="ease"),
        pytest.param(" Ease-Out ", CubicBezier(0, 0, 0.58, 1), id="as-people-type"),
        pytest.param("out-cubic", EASE_OUT, id="the-graphics-own"),
        pytest.param("cubic-bezier(.2,0,0,1)", CubicBezier(0.2, 0, 0, 1), id="points-alone"),
        pytest.param(
            "cubic-bezier( 0.3, -0.5, 0.7, 1.5 )", CubicBezier(0.3, -0.5, 0.7, 1.5), id="overshoot"
        ),
        pytest.param("spring(180, 22)", Spring(180, 22), id="spring"),
        pytest.param("spring(180,22,-3.5)", Spring(180, 22, -3.5), id="thrown-spring"),
    ],
)
def test_what_is_written_is_read(text: str, expected: Easing) -> None:
    assert easing(text) == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("", "'' is no easing; use linear, ease", id="nothing"),
        pytest.param("ease-outt", "did you mean ease-out?", id="mistyped"),
        pytest.param("cubicbezier(0,0,1,1)", "did you mean cubic-bezier?", id="mistyped-call"),
        pytest.param("bounce(3)", r"or spring\(stiffness", id="unknown-call"),
        pytest.param("cubic-bezier(0, 0, 1)", "with 3 numbers", id="too-few"),
        pytest.param("spring(1, 2, 3, 4)", "with 4 numbers", id="too-many"),
        pytest.param("spring(180; 22)", "'180; 22' is no number", id="wrong-sign"),
        pytest.param("spring()", "'' is no number", id="none"),
        pytest.param("cubic-bezier(1.5, 0, 1, 1)", "x1 and x2 must lie in 0..1", id="x-beyond"),
        pytest.param("cubic-bezier(0, 1e999, 1, 1)", "y1 and y2", id="y-without-end"),
        pytest.param("spring(nan, 1)", "'nan' is no number", id="nan"),
        pytest.param("spring(400, 0.5)", "does not settle", id="for-ever"),
        pytest.param("(" * 10_000, "10000 letters", id="a-bomb"),
    ],
)
def test_what_is_none_is_told_with_what_would_be(text: str, said: str) -> None:
    with pytest.raises(EasingError, match=said):
        easing(text)


@pytest.mark.parametrize("name", NAMED)
def test_every_named_easing_goes_from_0_to_1(name: str) -> None:
    named = easing(name)
    assert (named.at(0), named.at(1)) == (0, 1)
    assert 0 < named.at(0.5) < 1
