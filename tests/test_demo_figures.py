"""Figures: a picture for everybody in every pose, seen from the side he shows."""

import pytest

from feeds.demo_match import DURATION, Script
from overlays.demo_match.figures import Figures, View, view_of
from overlays.demo_match.scene import scene


@pytest.mark.parametrize(
    ("facing", "view"),
    [
        pytest.param((1.0, 0.0), View.RIGHT, id="right"),
        pytest.param((-0.8, 0.6), View.LEFT, id="left-and-away"),
        pytest.param((0.1, 1.0), View.BACK, id="away"),
        pytest.param((0.0, -1.0), View.FRONT, id="towards-us"),
    ],
)
def test_view(facing: tuple[float, float], view: View) -> None:
    assert view_of(facing) is view


def test_everybody_has_a_picture() -> None:
    figures = Figures(scene(Script(), 0).people)
    for t in range(0, DURATION, 9_000_000):
        pictures = [figures.picture(person) for person in scene(Script(), t).people]
        assert all(picture.width() == pictures[0].width() for picture in pictures)
