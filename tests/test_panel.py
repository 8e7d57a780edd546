"""Panels: how they stand, come and go, whatever a feed tells of a match."""

from dataclasses import replace
from itertools import pairwise

import pytest

from feeds.state import GameState
from overlays import (
    countdown,
    full_time,
    league_table,
    line_ups,
    match_facts,
    match_results,
    shoot_out,
    statistics,
)
from overlays.graphic import Graphic
from overlays.panel import board, places
from overlays.renderer import Renderer
from overlays.scene import PictureSize, Scene
from overlays.strap import Strap
from overlays.theme import DAYLIGHT, HOUSE, Theme
from tests.panels import (
    FRAME,
    FULL_HD,
    HD,
    MATCH,
    NAMES,
    SMALL,
    TALL,
    area,
    called,
    check_stands,
    drawn,
    kicks,
    shot,
)

PANELS = [
    line_ups.GRAPHIC,
    statistics.GRAPHIC,
    full_time.GRAPHIC,
    match_facts.GRAPHIC,
    league_table.GRAPHIC,
    match_results.GRAPHIC,
    shoot_out.GRAPHIC,
    countdown.GRAPHIC,
]
IDS = [one.id for one in PANELS]
SIZES = [FULL_HD, SMALL, TALL]
EVERY = pytest.mark.parametrize("graphic", PANELS, ids=IDS)


def seen(graphic: Graphic) -> GameState:
    """A match of which it has something to show."""
    return kicks(MATCH, "oxoo") if graphic is shoot_out.GRAPHIC else MATCH


@EVERY
@pytest.mark.parametrize("name", NAMES, ids=ascii)
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_whatever_is_told_stands_on_its_plate(
    graphic: Graphic, name: str, size: PictureSize
) -> None:
    for state in (called(name), replace(MATCH, competition=None, venue=None)):
        if graphic.shows(state):
            check_stands(graphic.layers(shot(state), size), size)


@EVERY
@pytest.mark.parametrize("theme", [HOUSE, DAYLIGHT], ids=lambda one: one.name)
def test_equal_moments_have_equal_pixels(graphic: Graphic, theme: Theme) -> None:
    for state in (seen(graphic), called(NAMES[2])):
        one, other = (
            drawn(graphic, shot(replace(state), theme=theme), SMALL, Renderer()) for _ in range(2)
        )
        assert one == other
        assert one


@EVERY
def test_it_is_drawn_once_however_it_moves(graphic: Graphic) -> None:
    renderer = Renderer()
    drawn(graphic, shot(seen(graphic)), HD, renderer)
    count = renderer.drawn
    for since in range(0, graphic.settles + FRAME, FRAME):
        drawn(graphic, shot(seen(graphic), since), HD, renderer)
    for leaving in range(0, graphic.out, FRAME):
        drawn(graphic, shot(seen(graphic), leaving=leaving), HD, renderer)
    assert renderer.drawn == count


@EVERY
@pytest.mark.parametrize("theme", [HOUSE, DAYLIGHT], ids=lambda one: one.name)
def test_it_comes_and_goes_without_a_step_back(graphic: Graphic, theme: Theme) -> None:
    def shown(since: int, leaving: int | None = None) -> int:
        return area(graphic.layers(shot(seen(graphic), since, leaving=leaving, theme=theme), HD))

    rested = shown(graphic.settles)
    coming = [shown(since) for since in range(0, graphic.settles, FRAME)]
    leaving = [shown(graphic.settles, ago) for ago in range(0, graphic.out, FRAME)]
    assert coming[-1] <= rested == leaving[0]
    assert 0 < coming[0] < rested / 10
    assert leaving[-1] < rested / 8
    assert not graphic.layers(shot(seen(graphic), leaving=graphic.out, theme=theme), HD)
    # Rows may slide over one another by a line on their way.
    assert all(later >= earlier * 0.98 for earlier, later in pairwise(coming))
    assert all(later <= earlier * 1.02 for earlier, later in pairwise(leaving))


@EVERY
def test_it_stands_where_its_layers_would_take_it(graphic: Graphic) -> None:
    after, long_after = (
        graphic.layers(shot(seen(graphic), since), HD)
        for since in (graphic.settles, 100 * graphic.settles)
    )
    assert after == long_after
    assert all(layer.crop is None for layer in after if isinstance(layer.drawing, Strap))


@EVERY
@pytest.mark.parametrize("size", [FULL_HD, HD, SMALL], ids=str)
def test_no_picture_is_seen_between_strap_and_plate(graphic: Graphic, size: PictureSize) -> None:
    layers = sorted(graphic.layers(shot(seen(graphic)), size), key=lambda one: one.top)
    strap, *below = layers
    assert isinstance(strap.drawing, Strap)
    assert strap.top + strap.drawing.height == below[0].top
    (box, *_) = Renderer().boxes(Scene(layers=(strap,)))
    foot = box.pixels[-1, :, 3]
    assert foot.min() == 255


@EVERY
@pytest.mark.parametrize("width", [16, 90, 400, 4096])
@pytest.mark.parametrize("height", [16, 90, 400, 4096])
def test_the_smallest_and_oddest_pictures_have_it(
    graphic: Graphic, width: int, height: int
) -> None:
    size = PictureSize(width=width, height=height)
    assert graphic.layers(shot(seen(graphic)), size)
    if width * height < 400 * 400:
        assert drawn(graphic, shot(seen(graphic)), size, Renderer())


@EVERY
def test_without_anything_to_say_it_is_not_shown(graphic: Graphic) -> None:
    assert graphic.shows(seen(graphic))
    assert graphic.shows(GameState()) == (graphic is countdown.GRAPHIC)


def test_rows_come_in_turn_and_the_last_stands_when_it_is_said_to() -> None:
    made = board(7)
    begun = made.shares(300_000)
    assert begun is not None
    rows = [begun.shown(str(place)) for place in range(2, 7)]
    assert rows == sorted(rows, reverse=True)
    assert rows[0] > rows[2] > 0
    assert made.settles == 160_000 + 4 * 40_000 + 400_000
    assert made.shares(made.settles) != made.shares(made.settles - FRAME)


def test_rows_touch_and_low_ones_leave_room_for_a_ticker() -> None:
    middle = places(FULL_HD, HOUSE, width=800, heights=[100, 61.3, 40])
    assert [one.bottom for one in middle.rows[:2]] == [one.top for one in middle.rows[1:]]
    assert abs(middle.strap.top - (1080 - middle.plate.bottom)) <= 2
    low = places(FULL_HD, HOUSE, width=800, heights=[100], low=True)
    assert 960 <= low.plate.bottom <= 964
