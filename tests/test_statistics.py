"""Statistics: what stands in a line, and bars that grow to the values' proportion."""

from dataclasses import replace

from overlays.graphic import Shot
from overlays.panel_row import Bar
from overlays.renderer import Renderer
from overlays.statistics import GRAPHIC
from tests.panels import FRAME, HD, MATCH, drawn, shot, stats, words


def bars(made: Shot) -> list[int]:
    """How long the bars are that show, from the top, home's first."""
    layers = [one for one in GRAPHIC.layers(made, HD) if isinstance(one.drawing, Bar)]
    layers.sort(key=lambda layer: (layer.top, layer.left))
    return [(layer.crop or layer.drawing).width for layer in layers]


def test_a_line_has_its_name_between_both_values() -> None:
    said = words(GRAPHIC.layers(shot(MATCH), HD))
    assert said[:7] == ["2", "1", "Port Arden", "Northmere", "Possession", "54%", "46%"]


def test_bars_are_as_long_as_their_values() -> None:
    state = replace(MATCH, stats=stats(("shots", 10, 5), ("fouls", 1, 4)))
    long, half, quarter, other = bars(shot(state))
    assert long == other
    assert (abs(long - 2 * half) <= 2, abs(long - 4 * quarter) <= 4) == (True, True)


def test_nothing_has_no_bar() -> None:
    assert len(bars(shot(replace(MATCH, stats=stats(("shots", 0, 0), ("fouls", 0, 4)))))) == 1


def test_bars_grow_from_the_middle_and_stay() -> None:
    state = replace(MATCH, stats=stats(("shots", 10, 5)))
    lengths = [sum(bars(shot(state, since))) for since in range(0, GRAPHIC.settles, FRAME)]
    assert lengths == sorted(lengths)
    assert lengths[0] == 0 < lengths[len(lengths) // 2] < lengths[-1]
    assert lengths[-1] == sum(bars(shot(state)))


def test_a_value_that_changes_draws_its_row_and_one_bar_anew() -> None:
    renderer, state = Renderer(), replace(MATCH, stats=stats(("shots", 10, 5), ("fouls", 3, 4)))
    drawn(GRAPHIC, shot(state), HD, renderer)
    before = renderer.drawn
    later = replace(state, stats=stats(("shots", 10, 6), ("fouls", 3, 4)))
    drawn(GRAPHIC, shot(later), HD, renderer)
    assert renderer.drawn - before == 2
