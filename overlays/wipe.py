"""The wipe: slanted panels that cross the whole picture, for a cut to be made under them.

The theme's accent leads, then the home side's colour, then the plate, which covers everything; it
leaves first, the away side's colour behind it. Panels are made of small opaque boxes that are moved
and cropped, with narrow ones for their slanted edges; what is covered is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from feeds.happening import Side
from overlays.animation import EASE_IN_OUT, falling, opacity, rising
from overlays.area import Area, even
from overlays.canvas import Canvas
from overlays.color import Color
from overlays.crest import Crest
from overlays.crest_shelf import crest_of
from overlays.graphic import Graphic, Shot, Slot
from overlays.manifest import Field, Manifest
from overlays.names import full_name
from overlays.photo import Photo, whole_in
from overlays.scene import Drawing, Layer, PictureSize
from overlays.sizing import drawn

LENGTH = 1_000_000
COVERS = (440_000, 560_000)
"""From when to when (µs since it was taken) nothing of the picture is seen."""
# When each panel's leading edge has crossed the picture, and when its trailing one, bottom to top.
_LEAD = tuple(rising(at, at + 340_000, EASE_IN_OUT) for at in (0, 50_000, 100_000))
_TRAIL = tuple(rising(at, at + 340_000, EASE_IN_OUT) for at in (660_000, 610_000, 560_000))
_EMBLEM_COMES, _EMBLEM_LEAVES = rising(300_000, COVERS[0]), falling(COVERS[1], 660_000)
_ROWS = 3
_TILES = 6
# In parts of the picture's height.
_SLANT = 0.15
_CREST = 0.28
_LOGO = (0.9, 0.34)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A piece of a panel: one colour, opaque."""

    width: int
    height: int
    color: Color

    def draw(self, canvas: Canvas) -> None:
        """Nothing but the colour."""
        canvas.rect(Area(0, 0, self.width, self.height), self.color)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slope:
    """A piece of a panel's edge, from the foot at the left to the top at the right.

    What `leads` fills what is left of it, what does not what is right.
    """

    width: int
    height: int
    color: Color
    leads: bool

    def draw(self, canvas: Canvas) -> None:
        """A triangle."""
        corner = (0.0, 0.0) if self.leads else (float(self.width), float(self.height))
        ends = (float(self.width), 0.0), (0.0, float(self.height))
        canvas.polygon([corner, *ends], self.color)


class _Panel(NamedTuple):
    """Where the foot of a panel's edges is, in pixels, and its colour."""

    trail: int
    lead: int
    color: Color


class _Row(NamedTuple):
    """A row of the picture, and how far its edges are shifted at its foot and at its top."""

    top: int
    height: int
    foot_shift: int
    top_shift: int


def layers(shot: Shot, size: PictureSize) -> tuple[Layer, ...]:
    """Its layers on a picture of that size, bottom to top; none once it is over."""
    gone = 0 if shot.leaving is None else shot.leaving
    moment = shot.since + gone
    if not 0 <= moment < LENGTH:
        return ()
    rows = _rows(size)
    panels = _panels(shot, moment, size, rows)
    made = [
        layer
        for place, panel in enumerate(panels)
        for row in rows
        for layer in _row_layers(panel, panels[place + 1 :], row, size)
    ]
    plate, slant = panels[-1], rows[0].top_shift
    window = Area(plate.trail + slant, 0, max(0, plate.lead - plate.trail - slant), size.height)
    seen = opacity(_EMBLEM_COMES.at(moment) * _EMBLEM_LEAVES.at(moment))
    made += [shown for mark in _emblem(shot, size, seen) for shown in mark.within(window)]
    return tuple(made)


def _panels(shot: Shot, moment: int, size: PictureSize, rows: tuple[_Row, ...]) -> list[_Panel]:
    slant = rows[0].top_shift
    away = size.width + 2 * slant
    kits = shot.style.side_colors(shot.state)
    side = Side.HOME if moment < LENGTH // 2 else Side.AWAY
    colors = shot.theme.accent, kits[side], shot.theme.plate_top
    return [
        _Panel(
            trail=even(away * trail.at(moment)) - 2 * slant,
            lead=even(away * lead.at(moment)) - slant,
            color=color,
        )
        for trail, lead, color in zip(_TRAIL, _LEAD, colors, strict=True)
    ]


def _rows(size: PictureSize) -> tuple[_Row, ...]:
    """The rows, top to bottom; the lower ones' edges are further left."""
    slant = drawn(_SLANT * size.height / _ROWS)
    tops = [even(size.height * row / _ROWS) for row in range(_ROWS + 1)]
    return tuple(
        _Row(top, below - top, slant * (_ROWS - 1 - row), slant * (_ROWS - row))
        for row, (top, below) in enumerate(pairwise(tops))
        if below > top
    )


def _row_layers(
    panel: _Panel, above: list[_Panel], row: _Row, size: PictureSize
) -> Iterator[Layer]:
    """What of a panel shows in a row: its core where none above covers it, and its edges."""
    picture = Area(0, 0, size.width, size.height)
    cores = [_core(one, row) for one in above]
    for left, right in _uncovered(_core(panel, row), cores):
        yield from _tiled(max(0, left), min(right, size.width), row, panel.color, size)
    for foot, leads in ((panel.trail, False), (panel.lead, True)):
        begin = foot + row.foot_shift
        width = row.top_shift - row.foot_shift
        if any(left <= begin and begin + width <= right for left, right in cores):
            continue
        edge = Slope(width=width, height=row.height, color=panel.color, leads=leads)
        yield from Layer(drawing=edge, left=begin, top=row.top).within(picture)


def _core(panel: _Panel, row: _Row) -> tuple[int, int]:
    """From where to where a panel is opaque on all of a row."""
    return panel.trail + row.top_shift, panel.lead + row.foot_shift


def _uncovered(span: tuple[int, int], covers: list[tuple[int, int]]) -> list[tuple[int, int]]:
    spans = [span]
    for begin, end in covers:
        if begin < end:
            spans = [
                part
                for left, right in spans
                for part in ((left, min(right, begin)), (max(left, end), right))
            ]
    return [(left, right) for left, right in spans if left < right]


def _tiled(left: int, right: int, row: _Row, color: Color, size: PictureSize) -> Iterator[Layer]:
    """Tiles side by side, all of one drawing."""
    tile = Tile(width=drawn(size.width / _TILES), height=row.height, color=color)
    window = Area(left, row.top, right - left, row.height)
    for at in range(left, right, tile.width):
        yield from Layer(drawing=tile, left=at, top=row.top).within(window)


def _emblem(shot: Shot, size: PictureSize, seen: int) -> Iterator[Layer]:
    """What stands in the middle of the plate: the image that is set, else both crests.

    It fades in once the plate is there and out before that has gone.
    """
    if not seen:
        return
    still = shot.style.still(shot.style.setting("wipe", "image"))
    short = min(size.width, size.height)
    marks: list[Drawing] = []
    if still is not None:
        room = drawn(_LOGO[0] * short), drawn(_LOGO[1] * short)
        marks.append(Photo(still=whole_in(still, *room)))
    elif shot.state.sport is not None:
        marks += [_crest(shot, side, drawn(_CREST * short)) for side in Side]
    gap = even(0.07 * short)
    left = even((size.width - sum(mark.width for mark in marks) - gap * (len(marks) - 1)) / 2)
    for mark in marks:
        top = even((size.height - mark.height) / 2)
        yield Layer(drawing=mark, left=left, top=top, opacity=seen)
        left += mark.width + gap


def _crest(shot: Shot, side: Side, size: int) -> Drawing:
    """A side's crest, as it was brought or as it is made."""
    team, style = shot.state.side(side).team, shot.style
    badge = crest_of(team)
    if badge is not None:
        return Photo(still=whole_in(badge, size, size))
    return Crest(
        size=size,
        name=full_name(team, side, style.language, style.theme.face),
        color=style.side_colors(shot.state)[side],
        face=style.theme.face,
    )


GRAPHIC = Graphic(
    manifest=Manifest(
        id="wipe",
        name="Wipe",
        description="Panels cross the picture in 1.0 s; covers_at 0.44 to 0.56 s.",
    ),
    slot=Slot.WIPE,
    layers=layers,
    settles=LENGTH,
    out=LENGTH,
    lasts=LENGTH,
    settings=(Field(name="image", title="Image in the middle", kind="image", max_length=100),),
)
