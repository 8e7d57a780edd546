"""The drawings of the score bug: the plate with both sides, and the cells that change on it."""

from dataclasses import dataclass
from typing import NamedTuple

from overlays.area import Area
from overlays.canvas import Canvas, digits_width, rounded_shape
from overlays.color import Color, contrast, text_on
from overlays.crest import Crest
from overlays.fonts import Font, Line, fitted
from overlays.lettering import reads_both_ways
from overlays.photo import whole_in
from overlays.still import Still
from overlays.theme import HOUSE, Theme

RED_CARD = Color(235, 38, 48)
CLOCK_FONT = Font(600, 40)
SCORE_FONT = Font(700, 54)
_CARDS_AT_MOST = 4
_BADGE_INSET = 0.03
_GREY = 0.45


class _CardRoom(NamedTuple):
    """How a name makes room for cards below it: its size, its lift, the gap (design pixels)."""

    size: float = 1
    lift: float = 0
    gap: float = 6


_NO_CARDS, _BELOW = _CardRoom(), _CardRoom(0.88, 8)
# Arabic letters reach far below the line.
_BELOW_DEEP = _CardRoom(0.78, 13, 13)


@dataclass(frozen=True, slots=True, kw_only=True)
class SidePlate:
    """One side's part of the plate, in the plate's own pixels."""

    crest: Area | None
    name: Area
    kit: Area
    line: Line
    club: str
    color: Color
    red_cards: int
    badge: Still | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plate:
    """The bug without its digits; opaque but for its rounded corners.

    The last `tail_width` pixels and the lowest `foot` are of the clock's ground, as are the first.
    """

    width: int
    height: int
    scale: float
    clock_width: int
    sides: tuple[SidePlate, SidePlate]
    tail_width: int = 0
    foot: int = 0
    theme: Theme = HOUSE

    def draw(self, canvas: Canvas) -> None:
        """Ground, clock ground, and for each side crest, name, kit colour and red cards."""
        whole = Area(0, 0, self.width, self.height)
        row = whole._replace(height=self.height - self.foot)
        tail = row._replace(left=self.width - self.tail_width, width=self.tail_width)
        with canvas.clipped(rounded_shape(whole, self.theme.radius * self.scale)):
            plate_ground(canvas, row, self.theme)
            canvas.rect(row._replace(width=self.clock_width), self.theme.cell)
            canvas.rect(tail, self.theme.cell)
            canvas.rect(whole._replace(top=row.height, height=self.foot), self.theme.cell)
            plate_edge(canvas, whole, self.scale, self.theme)
        room = _NO_CARDS
        if any(side.red_cards for side in self.sides):
            is_deep = any(reads_both_ways(side.line.text) for side in self.sides)
            room = _BELOW_DEEP if is_deep else _BELOW
        for side in self.sides:
            self._side(canvas, side, room)

    def _side(self, canvas: Canvas, side: SidePlate, room: _CardRoom) -> None:
        if side.crest is not None:
            draw_crest(canvas, side.crest, Club(side.club, side.color, side.badge), self.theme)
        kit_bar(canvas, side.kit, side.color, self.scale, self.theme)
        # Both names make room for cards, so that they stay on one line and at one size.
        font = side.line.font
        font = font._replace(size=font.size * room.size)
        lift = room.lift * self.scale
        middle = side.name.left + side.name.width / 2
        baseline = (self.height - self.foot + font.cap_height) / 2 - lift
        canvas.text(side.line.text, (middle, baseline), font, self.theme.text, align="center")
        below = middle, round(baseline) + max(2, round(room.gap * self.scale))
        self._cards(canvas, below, min(side.red_cards, _CARDS_AT_MOST))

    def _cards(self, canvas: Canvas, at: tuple[float, int], count: int) -> None:
        width, height = max(4, round(9 * self.scale)), max(5, round(12 * self.scale))
        gap = max(2, round(4 * self.scale))
        left = round(at[0] - (count * width + (count - 1) * gap) / 2)
        for place in range(count):
            area = Area(left + place * (width + gap), at[1], width, height)
            canvas.rounded(area, RED_CARD, self.scale * 1.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockCell:
    """The clock's opaque cell: digits on fixed places, or a word such as HT."""

    width: int
    height: int
    scale: float
    text: str
    theme: Theme = HOUSE

    def draw(self, canvas: Canvas) -> None:
        """White on the clock's ground."""
        canvas.rect(Area(0, 0, self.width, self.height), self.theme.cell)
        ink = text_on(self.theme.cell)
        font = CLOCK_FONT.scaled(self.scale, self.theme.face)
        if self.text[:1].isdigit():
            digits_in(canvas, self.text, Area(0, 0, self.width, self.height), font, ink)
        else:
            word_in(canvas, self.text, Area(0, 0, self.width, self.height), font, ink)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreCell:
    """One side's score in its opaque cell; its ground is the theme's, or another."""

    width: int
    height: int
    scale: float
    score: int
    ground: Color | None = None
    theme: Theme = HOUSE

    def draw(self, canvas: Canvas) -> None:
        """Digits on the ground."""
        area = Area(0, 0, self.width, self.height)
        ground = self.ground or self.theme.paper
        canvas.rect(area, ground)
        font = SCORE_FONT.scaled(self.scale, self.theme.face)
        digits_in(canvas, str(self.score), area, font, text_on(ground))


@dataclass(frozen=True, slots=True, kw_only=True)
class ShootOut:
    """The kicks scored in a shoot-out: two cells, each below its side's score, `seam` apart."""

    width: int
    height: int
    scale: float
    seam: int
    scores: tuple[int, int]
    theme: Theme = HOUSE

    def draw(self, canvas: Canvas) -> None:
        """Dark numbers on the tab's ground. No line between them: it would read as a one."""
        canvas.rect(Area(0, 0, self.width, self.height), self.theme.cell)
        ground, font = self.theme.accent, self.theme.font(700, 40 * self.scale)
        cell = Area(0, 0, (self.width - self.seam) // 2, self.height)
        for score, left in zip(self.scores, (0, self.width - cell.width), strict=True):
            with canvas.shifted(left, 0):
                canvas.rect(cell, ground)
                digits_in(canvas, str(score), cell, font, text_on(ground))


def plate_ground(canvas: Canvas, area: Area, theme: Theme) -> None:
    """The graded ground of a plate."""
    ends = (area.left, area.top), (area.left, area.bottom)
    canvas.gradient(area, (theme.plate_top, theme.plate_foot), *ends)


def plate_edge(canvas: Canvas, area: Area, scale: float, theme: Theme) -> None:
    """The light upper edge of a plate."""
    canvas.rect(area._replace(height=max(1, round(scale))), theme.edge)


def kit_bar(canvas: Canvas, area: Area, color: Color, scale: float, theme: Theme) -> None:
    """A kit's colour on the plate; with edges of their own where it is too much like that."""
    if contrast(color, theme.plate_top) < 1.5:
        canvas.rect(area, color.mixed(theme.text, 0.45))
        canvas.rect(area.inset(max(1, round(scale)), 0), color)
    else:
        canvas.rect(area, color)


class Club(NamedTuple):
    """Whose crest it is: the `badge` that was brought, else one made of name and colour."""

    name: str
    color: Color
    badge: Still | None = None


def grey_of(theme: Theme) -> Color:
    """The colour of a crest whose club's is not known."""
    return theme.muted.mixed(theme.plate_foot, _GREY)


def draw_crest(canvas: Canvas, area: Area, club: Club, theme: Theme) -> None:
    """A club's crest in its area; letters of one that is made are of the theme's face."""
    with canvas.upright(area):
        if club.badge is None:
            made = Crest(size=area.width, name=club.name, color=club.color, face=theme.face)
            made.draw(canvas)
        else:
            # As large as the shields and roundels that are made.
            inset = round(area.width * _BADGE_INSET)
            room = area.width - 2 * inset
            canvas.image(whole_in(club.badge, room, room).pixels, (inset, inset))


def digits_in(canvas: Canvas, text: str, area: Area, font: Font, color: Color) -> None:
    """The digits in the middle of the area, smaller where they would touch its edges."""
    room = area.width * 0.94
    while digits_width(text, font) > room and font.size > 4:
        font = font._replace(size=font.size * 0.94)
    baseline = (area.height + font.cap_height) / 2
    canvas.digits(text, (area.width / 2, baseline), font, color)


def word_in(canvas: Canvas, text: str, area: Area, font: Font, color: Color) -> None:
    """The word in the middle of the area, smaller and at last cut where it is too long."""
    line = fitted(text, font, width=area.width * 0.9, floor=font.size / 2)
    baseline = (area.height + line.font.cap_height) / 2
    canvas.line(line, (area.width / 2, baseline), color, align="center")
