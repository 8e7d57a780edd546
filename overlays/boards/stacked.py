"""Stacked boards: two rows of names at the top left, and columns that grow to their right."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from overlays.area import Area, even
from overlays.boards.sides import SideShown
from overlays.boards.stacked_cells import FigureCell, Label, Row, StackPlate, StackTab
from overlays.color import Color
from overlays.fonts import Font, Line, fitted, width_of
from overlays.scene import Layer, PictureSize
from overlays.sizing import drawn, is_small_picture, safe, scale_for
from overlays.theme import Theme

# Design lengths: pixels at a picture 1080 high.
WIDEST = 860
_ROW = 50
_KIT = 8
_PAD = 14
_CREST = 40
_CREST_GAP = 10
_NARROWEST_NAME = 84
_WIDEST_NAME = 380
_INSET = 5
_TAB_GAP = 4
_TAB = 38
_TAB_PAD = 16
# Picture pixels at every scale.
SEAM = 2
NAME_FONT = Font(600, 36)
_NAME_FLOOR = 24
# A name that had to be smaller than this share gives way to a shorter form.
_COMFORTABLE = 0.84
_TAB_FONT = Font(700, 27, 0.8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """Where a stacked board's parts stand, in even picture pixels; `columns` begin at the right.

    `scale` is picture pixels per design pixel.
    """

    scale: float
    is_small: bool
    left: int
    top: int
    row: int
    name: int
    columns: int
    crest: int
    lines: tuple[Line, Line]
    face: str

    @property
    def height(self) -> int:
        """Of both rows."""
        return 2 * self.row + SEAM

    @property
    def inset(self) -> int:
        """What shows of the plate around its cells."""
        return even(_INSET * self.scale)

    def length(self, design: float) -> int:
        """So many design pixels, even and something."""
        return drawn(design * self.scale)

    def font(self, font: Font) -> Font:
        """A font of design pixels, in the board's face."""
        return font.scaled(self.scale, self.face)

    def span(self, row: int, left: int, width: int) -> Area:
        """A column's part of a row, the whole height of it."""
        return Area(left, self.top + row * (self.row + SEAM), width, self.row)

    def cell(self, row: int, left: int, width: int) -> Area:
        """A cell of a row: it keeps off the plate's edge and touches the seam."""
        top = self.top + (self.row + SEAM if row else self.inset)
        return Area(left, top, width, self.row - self.inset)

    def column(self, left: int, width: int) -> Area:
        """A cell of both rows."""
        return Area(left, self.top + self.inset, width, self.height - 2 * self.inset)


@lru_cache(maxsize=64)
def stack(
    size: PictureSize,
    names: tuple[tuple[str, ...], tuple[str, ...]],
    *,
    has_crests: bool,
    face: str,
    font: Font = NAME_FONT,
) -> Stack:
    """The rows for these names, each as its forms from long to short."""
    scale, is_small = scale_for(size, widest=WIDEST), is_small_picture(size)
    room = _WIDEST_NAME * scale
    fits = fitted_alike(names, font.scaled(scale, face), (room, room), _NAME_FLOOR * scale)
    lines = fits[0], fits[1]
    crest = drawn(_CREST * scale) if has_crests and not is_small else 0
    left = safe(size.width)
    name = left + drawn((_KIT + _PAD) * scale)
    name += crest + even(_CREST_GAP * scale) if crest else 0
    width = max(drawn(_NARROWEST_NAME * scale), *(even(line.width + 1) for line in lines))
    return Stack(
        scale=scale,
        is_small=is_small,
        left=left,
        top=safe(size.height),
        row=drawn(_ROW * scale),
        name=name,
        columns=name + width + drawn(_PAD * scale),
        crest=crest,
        lines=lines,
        face=face,
    )


def plate(
    places: Stack,
    width: int,
    sides: Sequence[SideShown],
    theme: Theme,
    labels: Sequence[Label] = (),
) -> Layer:
    """The ground of both rows, `width` pixels wide, with what stands on it."""
    whole = Area(places.left, places.top, width, places.height)
    rows = []
    for number, side in enumerate(sides):
        area = places.cell(number, places.left, width).within(whole)
        kit = places.span(number, places.left, places.length(_KIT)).within(whole)
        crest = places.crest
        top = area.top + (area.height - crest) // 4 * 2
        left = places.name - places.left
        rows.append(
            Row(
                area=area,
                kit=kit,
                crest=Area(places.length(_KIT + _PAD), top, crest, crest) if crest else None,
                left=left,
                line=places.lines[number],
                ink=side.ink,
                club=side.club,
                color=side.color,
                badge=side.badge,
            )
        )
    seam = Area(0, places.row, width - places.inset, SEAM)
    drawing = StackPlate(
        width=width,
        height=places.height,
        scale=places.scale,
        rows=tuple(rows),
        labels=tuple(_within(label, whole) for label in labels),
        seams=(seam,),
        theme=theme,
    )
    return Layer(drawing=drawing, left=places.left, top=places.top)


def figure(area: Area, text: str, font: Font, ground: Color, opacity: int = 255) -> Layer:
    """A cell with its figure."""
    cell = FigureCell(width=area.width, height=area.height, text=text, font=font, ground=ground)
    return Layer(drawing=cell, left=area.left, top=area.top, opacity=opacity)


def tab(places: Stack, text: str, theme: Theme, bottom: int | None = None) -> list[Layer]:
    """The tab below the board, as wide as its text; none without."""
    if not text:
        return []
    font = places.font(_TAB_FONT)
    line = fitted(text, font, width=_WIDEST_NAME * places.scale, floor=font.size * 0.7)
    drawing = StackTab(
        width=even(line.width + 2 * _TAB_PAD * places.scale + 1),
        height=places.length(_TAB),
        line=line,
        ground=theme.accent,
    )
    below = places.top + places.height if bottom is None else bottom
    top = below + even(_TAB_GAP * places.scale)
    return [Layer(drawing=drawing, left=places.left, top=top)]


def fitted_alike(
    forms: Sequence[Sequence[str]], font: Font, rooms: Sequence[float], floor: float
) -> list[Line]:
    """Each text in the longest form that is comfortably read in its room, all at one size."""
    chosen = [_form(some, font, room) for some, room in zip(forms, rooms, strict=True)]
    fits = [
        fitted(text, font, width=room, floor=floor)
        for text, room in zip(chosen, rooms, strict=True)
    ]
    least = min((line.font for line in fits), key=_size)
    return [
        fitted(text, least, width=room, floor=least.size)
        for text, room in zip(chosen, rooms, strict=True)
    ]


def _form(forms: Sequence[str], font: Font, room: float) -> str:
    """The longest form that can be comfortably read in so much room, else the shortest."""
    small = font._replace(size=font.size * _COMFORTABLE)
    return next((form for form in forms if width_of(form, small) <= room), forms[-1])


def _size(font: Font) -> float:
    return font.size


def _within(label: Label, whole: Area) -> Label:
    return Label(area=label.area.within(whole), text=label.text, font=label.font, ink=label.ink)
