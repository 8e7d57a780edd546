"""Paging: which rows stand on which page, and how one page takes the other's place."""

from dataclasses import replace

import pytest

from overlays.league_table import GRAPHIC
from overlays.paging import page, page_rows, page_text, turn_ends
from overlays.renderer import Renderer
from overlays.scene import Scene
from tests.panels import FRAME, HD, MATCH, area, shot, standings, words

STATE = replace(MATCH, standings=(standings("Long", *(f"Team {one}" for one in range(20))),))


@pytest.mark.parametrize(
    ("count", "step", "expected", "text"),
    [
        pytest.param(5, 1, range(5), "", id="one-page"),
        pytest.param(12, 3, range(12), "", id="no-further-than-there-is"),
        pytest.param(20, 1, range(10), "1/2", id="two-alike"),
        pytest.param(20, 2, range(10, 20), "2/2", id="the-second"),
        pytest.param(25, 3, range(18, 25), "3/3", id="the-last-is-shorter"),
        pytest.param(64, 99, range(55, 64), "6/6", id="all-of-them"),
        pytest.param(0, 1, range(0), "", id="nothing"),
    ],
)
def test_pages_have_about_as_many_rows(count: int, step: int, expected: range, text: str) -> None:
    assert list(page(range(count), step, 12)) == list(expected)
    assert page_text(count, step, 12) == text
    assert page_rows(count, 12) <= 12


def test_a_page_comes_in_over_the_ground_that_stays() -> None:
    renderer = Renderer()
    widths = []
    for stepped in range(0, turn_ends(10) + FRAME, FRAME):
        made = replace(shot(STATE, step=2), stepped=stepped)
        layers = GRAPHIC.layers(made, HD)
        renderer.boxes(Scene(layers=layers))
        widths.append(area(layers))
    assert words(GRAPHIC.layers(replace(shot(STATE, step=2), stepped=0), HD))[-1] == "PTS"
    assert widths[:-1] == sorted(widths[:-1])
    # Strap and head, ten rows and the grounds they come in over.
    assert renderer.drawn == 2 + 10 + 10
    ended = replace(shot(STATE, step=2), stepped=turn_ends(10))
    assert GRAPHIC.layers(ended, HD) == GRAPHIC.layers(shot(STATE, step=2), HD)


def test_both_pages_of_equal_length_stand_in_one_place() -> None:
    one, other = (GRAPHIC.layers(shot(STATE, step=step), HD) for step in (1, 2))
    assert [(a.left, a.top) for a in one] == [(b.left, b.top) for b in other]
