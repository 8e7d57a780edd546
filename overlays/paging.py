"""Paging: rows that do not fit on one panel, page by page at the graphic's steps."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from overlays.animation import EASE_IN_OUT, rising
from overlays.area import Area, even
from overlays.graphic import Shot
from overlays.panel import ROWS_AT_MOST
from overlays.scene import Layer

# µs.
_EACH = 30_000
_TURN = 400_000
_LONG_AGO = 3_600_000_000


def page_count(count: int, at_most: int) -> int:
    """How many pages so many rows take."""
    return max(1, -(-count // at_most))


def page_rows(count: int, at_most: int) -> int:
    """How many rows a page has, so that all but the last have as many and that hardly fewer."""
    return -(-count // page_count(count, at_most))


def page[Row](rows: Sequence[Row], step: int, at_most: int) -> Sequence[Row]:
    """The rows at a step; steps beyond the last are the last."""
    number = max(1, min(step, page_count(len(rows), at_most)))
    each = page_rows(len(rows), at_most)
    return rows[(number - 1) * each : number * each]


def page_text(count: int, step: int, at_most: int) -> str:
    """Which page of how many it is; nothing where there is one."""
    pages = page_count(count, at_most)
    return "" if pages == 1 else f"{max(1, min(step, pages))}/{pages}"


def turned(
    shot: Shot, scene: Callable[[Shot], tuple[Layer, ...]], *, each: int = _EACH
) -> tuple[Layer, ...]:
    """The `scene` of a shot; after a step or a change it is swept in over what was there.

    The rows do so from the left, from the top down, each so long (µs) after the one above.
    """
    shown, was = scene(shot), _before(shot)
    if was is None:
        return shown
    before, ago = was
    gone = scene(before)
    left = min(layer.left for layer in (*shown, *gone))
    right = max(layer.left + layer.drawing.width for layer in (*shown, *gone))
    places = {top: place for place, top in enumerate(sorted({one.top for one in (*shown, *gone)}))}

    def swept(layer: Layer) -> int:
        begin = each * places[layer.top]
        track = rising(begin, begin + _TURN, EASE_IN_OUT).paced(shot.theme.pace)
        return left + even((right - left) * track.at(ago))

    kept = (part for one in gone for part in one.within(_beside(one, swept(one), right)))
    come = (part for one in shown for part in one.within(_beside(one, left, swept(one))))
    return (*kept, *come)


def _beside(layer: Layer, left: int, right: int) -> Area:
    return Area(left, layer.top, right - left, layer.drawing.height)


def _before(shot: Shot) -> tuple[Shot, int] | None:
    """What it showed before its last step or change, and how long ago (µs) that was.

    None once that is longer ago than any page takes to turn.
    """
    stepped, changed = ((_LONG_AGO if ago is None else ago) for ago in (shot.stepped, shot.changed))
    ago = min(stepped, changed)
    if ago >= shot.theme.paced(turn_ends(ROWS_AT_MOST)):
        return None
    if stepped <= changed:
        return replace(shot, step=shot.former_step, stepped=None), ago
    return replace(shot, fields=shot.former, changed=None), ago


def turn_ends(rows: int) -> int:
    """How long after a step (µs) so many rows stand."""
    return (rows + 1) * _EACH + _TURN
