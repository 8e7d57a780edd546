"""Panels: a strap with a title on a plate of rows, how they stand and how they come and go.

A panel stands in the middle of the picture's safe area, as large as that lets it. Its rows come
out from under its head one after the other; each is a layer of its own, drawn once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from overlays.animation import EASE_IN_OUT, EASE_OUT, Keyframe, Track, falling, rising
from overlays.area import Area, even
from overlays.canvas import Align, digits_width
from overlays.color import Color, text_on
from overlays.faces import Weight
from overlays.fonts import Font, Line, drawable, fitted
from overlays.graphic import Shot
from overlays.panel_row import Fill, Ground, PanelRow, Part, Words
from overlays.scene import Layer, PictureSize
from overlays.sizing import above_strip, drawn, is_small_picture, safe, scale_for
from overlays.storyboard import Storyboard
from overlays.strap import StrapText, strap
from overlays.theme import Theme

# Design lengths: pixels at a picture 1080 high.
STRAP = 52
PAD = 40
# µs: when the first row comes, from one's coming to the next one's, and how long each takes.
ROWS_FROM = 160_000
EACH = 40_000
ROW_IN = 400_000
_OPENS = 380_000
_FOLDS = 240_000
OUT = 400_000
# Of rows under a head no more are ever shown at once.
ROWS_AT_MOST = 26
# Rows under the head are of one colour each, from this share of the way down the plate's ground.
_ROWS_BEGIN = 0.3
_LINE = 26


type Piece = Sequence[Layer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where a panel's strap and rows stand, in even picture pixels, and its scale.

    Small pictures have no crests.
    """

    scale: float
    strap: Area
    rows: tuple[Area, ...]
    theme: Theme
    has_crests: bool

    @property
    def plate(self) -> Area:
        """All rows together."""
        first, last = self.rows[0], self.rows[-1]
        return first._replace(height=last.bottom - first.top)

    def design(self, length: float) -> int:
        """Design pixels as even picture pixels."""
        return even(length * self.scale)

    def font(self, weight: Weight, size: float, spacing: float = 0.0) -> Font:
        """A font at a design size."""
        return self.theme.font(weight, size * self.scale, spacing * self.scale)

    def line(self, text: str, font: Font, *, width: float, floor: float = 0.6) -> Line:
        """A text in so many picture pixels, no smaller than a `floor` of its font's size."""
        return fitted(text, font, width=max(1.0, width), floor=font.size * floor)

    def figures(self, text: str, font: Font, *, width: float) -> Line:
        """Digits in so many picture pixels, in cells of one width."""
        text = drawable(text, font.face)
        while digits_width(text, font) > max(1.0, width) and font.size > 1:
            font = font._replace(size=font.size * 0.94)
        return Line(text=text, font=font, width=digits_width(text, font))

    def words(
        self, place: int, line: Line, left: float, align: Align = "left", **look: Any
    ) -> Words:
        """A line in the middle of a row's height; `look` is its colour, and more of `Words`."""
        baseline = (self.rows[place].height + line.font.cap_height) / 2
        looks: dict[str, Any] = {"color": self.theme.text, "baseline": baseline} | look
        return Words(line=line, left=left, align=align, **looks)

    def shade(self, place: int) -> Color:
        """The one colour of a row under the head, darker from row to row."""
        down = _ROWS_BEGIN + (1 - _ROWS_BEGIN) * place / max(1, len(self.rows) - 1)
        return self.theme.plate_top.mixed(self.theme.plate_foot, down)

    def row(self, place: int, *parts: Part, is_head: bool = False) -> Layer:
        """The row at a place with its ground; heads are graded, others parted by a fine line."""
        area, theme, last = self.rows[place], self.theme, len(self.rows) - 1
        whole = Area(0, 0, area.width, area.height)
        line = max(1, round(self.scale))
        if is_head:
            top, foot = theme.plate_top, theme.plate_top.mixed(theme.plate_foot, _ROWS_BEGIN)
            edge = theme.edge
        else:
            top = foot = self.shade(place)
            edge = theme.text.faded(_LINE)
        ground = Ground(top, foot, is_last=place == last)
        drawing = PanelRow(
            width=area.width,
            height=area.height,
            scale=self.scale,
            ground=ground,
            parts=(Fill(area=whole._replace(height=line), color=edge), *parts),
            theme=theme,
        )
        return Layer(drawing=drawing, left=area.left, top=area.top)

    def title(self, text: StrapText) -> Layer:
        """The strap above: its tag in the accent's colour."""
        area, theme = self.strap, self.theme
        grounds = theme.cell, theme.accent
        drawing = strap(
            text,
            widths=(area.width, area.width),
            height=area.height,
            scale=self.scale,
            grounds=grounds,
            inks=(text_on(grounds[0]), text_on(grounds[1])),
        )
        drawing = replace(drawing, radius=theme.radius * self.scale)
        return Layer(drawing=drawing, left=area.left, top=area.top)


def places(
    size: PictureSize, theme: Theme, *, width: float, heights: Sequence[float], low: bool = False
) -> Places:
    """Where a panel that wide, with rows that high (design pixels), stands in a picture.

    `low` ones stand above the strip along the foot, others in the middle.
    """
    high = STRAP + sum(heights)
    margin = safe(size.height)
    # Each row may be a pixel higher than exact, since its height is even.
    room = max(2, size.height - 2 * margin - 2 * len(heights) - 4)
    scale = min(scale_for(size, widest=round(width)), room / high)
    across = min(drawn(width * scale), size.width // 2 * 2)
    tall = [drawn(height * scale) for height in heights]
    above = drawn(STRAP * scale)
    whole = above + sum(tall)
    left = even((size.width - across) / 2)
    top = max(0, above_strip(size) - whole if low else even((size.height - whole) / 2))
    rows, at = [], top + above
    for one in tall:
        rows.append(Area(left, at, across, one))
        at += one
    return Places(
        scale=scale,
        strap=Area(left, top, across, above),
        rows=tuple(rows),
        theme=theme,
        has_crests=not is_small_picture(size),
    )


def unfolded(pieces: Sequence[Piece], shot: Shot) -> tuple[Layer, ...]:
    """As much of a panel as its way on or off air shows: its strap, its head, then its rows.

    Strap and head are wiped out from their middle; the rows come out from under the head, each
    from behind the one before. A piece is a row's layer and what stands on it.
    """
    made = board(len(pieces)).paced(shot.theme.pace)
    shares = made.shares(shot.since, shot.leaving)
    if shares is None:
        return ()
    head = pieces[1][0]
    below = head.top + head.drawing.height
    shown: list[Layer] = []
    for place in range(len(pieces) - 1, -1, -1):
        layer = pieces[place][0]
        window = _opened(layer, shares.shown(str(min(place, 1))))
        moved = 0
        if place > 1:
            way = layer.top + layer.drawing.height - below
            moved = even(way * (1 - shares.shown(str(place))))
            top = max(below, layer.top - moved)
            window = window._replace(top=top, height=layer.top - moved + window.height - top)
        for one in pieces[place]:
            shown += replace(one, top=one.top - moved).within(window)
    return tuple(shown)


def _opened(layer: Layer, share: float) -> Area:
    whole = layer.drawing.width
    width = even(whole * share)
    left = layer.left + even((whole - width) / 2)
    return Area(left, layer.top, width, layer.drawing.height)


@lru_cache(maxsize=64)
def board(count: int) -> Storyboard:
    """How so many pieces come, from the strap down, and leave, from the last row up."""
    come = {
        "0": Track((Keyframe(0, 0.08, EASE_OUT), Keyframe(_OPENS, 1.0))),
        "1": Track((Keyframe(0, 0.04, EASE_OUT), Keyframe(_OPENS + EACH, 1.0))),
    }
    closes = falling(_FOLDS - EACH, OUT, EASE_IN_OUT)
    leave = {"0": closes, "1": closes}
    for place in range(2, count):
        begin = ROWS_FROM + (place - 2) * EACH
        come[str(place)] = rising(begin, begin + ROW_IN)
        leave[str(place)] = falling(0, _FOLDS)
    return Storyboard(come=come, leave=leave)


SETTLES = board(ROWS_AT_MOST + 2).settles
