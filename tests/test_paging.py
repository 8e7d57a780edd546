"""Paging: which rows stand on which page, and how one page takes the other's place."""

from dataclasses import replace

import pytest

from overlays import line_ups
from overlays.league_table import GRAPHIC
from overlays.paging import page, page_rows, page_text, turn_ends
from overlays.renderer import Renderer
from overlays.scene import Layer, Scene
from tests.panels import FRAME, HD, MATCH, area, shot, standings

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


def test_a_page_that_turns_draws_nothing_anew() -> None:
    renderer = Renderer()
    for step in (1, 2):
        renderer.boxes(Scene(layers=GRAPHIC.layers(shot(STATE, step=step), HD)))
    count = renderer.drawn
    for stepped in range(0, turn_ends(10) + FRAME, FRAME):
        made = replace(shot(STATE, step=2), stepped=stepped)
        renderer.boxes(Scene(layers=GRAPHIC.layers(made, HD)))
    assert renderer.drawn == count


def test_both_pages_of_equal_length_stand_in_one_place() -> None:
    one, other = (GRAPHIC.layers(shot(STATE, step=step), HD) for step in (1, 2))
    assert [(a.left, a.top) for a in one] == [(b.left, b.top) for b in other]


def turning(count: int, ago: int) -> tuple[tuple[Layer, ...], ...]:
    """A table of so many teams so long after its step to 2; the pages of steps 1 and 2."""
    teams = [f"Team {place}" for place in range(count)]
    state = replace(MATCH, standings=(standings("League", *teams),))
    first, second = (shot(state, step=step) for step in (1, 2))
    now = replace(second, stepped=ago, former_step=1)
    return tuple(GRAPHIC.layers(one, HD) for one in (now, first, second))


@pytest.mark.parametrize("count", [24, 21])
def test_a_page_is_swept_in_over_the_one_before(count: int) -> None:
    began, first, _ = turning(count, 0)
    ended, _, second = turning(count, turn_ends(12))
    assert (began, ended) == (first, second)
    halfway, _, _ = turning(count, 300_000)
    drawn = [layer.drawing for layer in halfway]
    for layers in (first, second):
        assert set(drawn) & {layer.drawing for layer in layers}


def test_no_picture_is_seen_between_two_pages_of_one_size() -> None:
    for ago in range(0, turn_ends(12), 40_000):
        now, first, _ = turning(24, ago)
        assert area(now) == area(first)


@pytest.mark.parametrize("sides", [("home", "away"), ("both", "home")])
def test_what_a_panel_says_otherwise_is_swept_in_as_well(sides: tuple[str, str]) -> None:
    before, after = (line_ups.GRAPHIC.layers(shot(MATCH, side=side), HD) for side in sides)
    changed = replace(shot(MATCH, side=sides[1]), former={"side": sides[0]})
    at = {
        ago: line_ups.GRAPHIC.layers(replace(changed, changed=ago), HD)
        for ago in (0, 200_000, 400_000)
    }
    assert (at[0], at[400_000]) == (before, after)
    assert area(at[200_000]) <= max(area(before), area(after))
