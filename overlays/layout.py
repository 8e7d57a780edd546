"""Layout: dividing areas into rows, columns and grids, all in even pixels.

Lengths handed in may be odd or fractions of a pixel; what comes out is even, in order, and never
beyond the area it was made from.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from overlays.area import Area, even

type Along = Literal["start", "middle", "end"]


class Need(NamedTuple):
    """What a column needs of a row's width, in pixels.

    It gets `wanted` where there is room, never less than `least` while that fits, and `grows`
    parts of what nobody wanted.
    """

    wanted: float
    least: float = 0.0
    grows: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Rows of one height, and the font size (pixels) that suits them."""

    areas: tuple[Area, ...]
    height: int
    size: float


def row(
    whole: Area, widths: Sequence[float], *, gap: float = 0, align: Along = "start"
) -> tuple[Area, ...]:
    """Areas of those widths side by side, as high as the whole; `align` says where they stand."""
    spans = _spans(whole.width, widths, gap, align)
    return tuple(whole._replace(left=whole.left + at, width=long) for at, long in spans)


def stack(
    whole: Area, heights: Sequence[float], *, gap: float = 0, align: Along = "start"
) -> tuple[Area, ...]:
    """Areas of those heights below one another, as wide as the whole."""
    spans = _spans(whole.height, heights, gap, align)
    return tuple(whole._replace(top=whole.top + at, height=long) for at, long in spans)


def grid(
    whole: Area, columns: int, rows: int, *, gaps: tuple[float, float] = (0, 0)
) -> tuple[tuple[Area, ...], ...]:
    """Equal cells, row by row, with `gaps` across and down; what is left over is around them."""
    width, height = (
        _equal(length, count, gap)
        for length, count, gap in zip(whole[2:], (columns, rows), gaps, strict=True)
    )
    lines = stack(whole, [height] * rows, gap=gaps[1], align="middle")
    return tuple(row(line, [width] * columns, gap=gaps[0], align="middle") for line in lines)


def shared(room: float, needs: Sequence[Need], *, gap: float = 0) -> tuple[int, ...]:
    """The widths of columns that share `room` (pixels), the gaps between them left free.

    First all get what they want. What is over goes to those that grow; what is missing is taken
    from those that want more than their least, in proportion; and where even that is not there,
    from all.
    """
    free = max(0.0, room - even(gap) * max(0, len(needs) - 1))
    wanted = sum(max(need.wanted, need.least) for need in needs)
    least = sum(need.least for need in needs)
    if free >= wanted:
        grows = sum(need.grows for need in needs) or 1.0
        over = (free - wanted) / grows
        exact = [max(need.wanted, need.least) + need.grows * over for need in needs]
    elif free >= least:
        part = (free - least) / (wanted - least)
        exact = [need.least + max(0.0, need.wanted - need.least) * part for need in needs]
    else:
        exact = [need.least * free / least for need in needs]
    return _rounded(exact)


def repeated(
    whole: Area, count: int, *, tallest: float, gap: float = 0, shortest: float = 2
) -> Rows:
    """`count` rows of one height down an area, from its top on.

    They are as tall as there is room for, `tallest` at most. Where not all fit at `shortest`
    pixels, only as many as do are there. The font size makes capitals a little under half the
    row's height.
    """
    fitting = int((whole.height + even(gap)) // (max(2, even(shortest)) + even(gap)))
    count = min(count, max(0, fitting))
    if count <= 0:
        return Rows(areas=(), height=0, size=0.0)
    height = min(_even_below(tallest), _equal(whole.height, count, gap))
    areas = stack(whole, [height] * count, gap=gap)
    return Rows(areas=areas, height=height, size=height * _TEXT_SHARE)


def placed(
    outer: Area, width: float, height: float, *, across: Along = "middle", down: Along = "middle"
) -> Area:
    """An area of that size inside another, no larger than that."""
    left = row(outer, [width], align=across)[0]
    return stack(left, [height], align=down)[0]


# Capitals of 0.7 of the size are then 0.45 of a row's height: close, and nothing touches.
_TEXT_SHARE = 0.64


def _spans(
    length: int, lengths: Sequence[float], gap: float, align: Along
) -> list[tuple[int, int]]:
    """Begin and length of each, one behind the other; cut off where the whole ends."""
    sizes, between = [max(0, even(one)) for one in lengths], even(gap)
    whole = _even_below(length)
    used = sum(sizes) + between * max(0, len(sizes) - 1)
    free = max(0, whole - used)
    at = {"start": 0, "middle": free // 4 * 2, "end": free}[align]
    spans = []
    for size in sizes:
        begin = min(at, whole)
        spans.append((begin, min(size, whole - begin)))
        at += size + between
    return spans


def _equal(length: float, count: int, gap: float) -> int:
    """The largest even length of which `count` fit with gaps between them."""
    return max(0, _even_below((length - even(gap) * (count - 1)) / max(1, count)))


def _even_below(length: float) -> int:
    return int(length // 2) * 2


def _rounded(exact: Sequence[float]) -> tuple[int, ...]:
    """Even lengths whose sums from the left are each as near to the exact ones as can be."""
    lengths, end, reached = [], 0.0, 0
    for one in exact:
        end += one
        # A hair's breadth makes up for sums of fractions.
        edge = min(even(end), _even_below(sum(exact) + 1e-6))
        lengths.append(edge - reached)
        reached = edge
    return tuple(lengths)
