"""Paging: rows that do not fit on one panel, page by page at the graphic's steps."""

from collections.abc import Sequence

from overlays.animation import rising
from overlays.area import Area, even
from overlays.graphic import Shot
from overlays.panel import Piece
from overlays.scene import Layer

# µs.
_EACH = 30_000
_TURN = 320_000


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


def turned(rows: Sequence[Layer], blanks: Sequence[Layer], shot: Shot) -> list[Piece]:
    """The rows of a page as they come in from the left, on their blank grounds, after a step."""
    if shot.stepped is None or shot.stepped >= shot.theme.paced(turn_ends(len(rows))):
        return [(row,) for row in rows]
    pieces: list[Piece] = []
    for place, (row, blank) in enumerate(zip(rows, blanks, strict=True)):
        track = rising(place * _EACH, place * _EACH + _TURN).paced(shot.theme.pace)
        width = even(row.drawing.width * track.at(shot.stepped))
        come = row.within(Area(row.left, row.top, width, row.drawing.height))
        pieces.append((blank, *come))
    return pieces


def turn_ends(rows: int) -> int:
    """How long after a step (µs) so many rows stand."""
    return max(0, rows - 1) * _EACH + _TURN
