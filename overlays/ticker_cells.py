"""The drawings of a ticker: the strip, its label, and the items that move along it."""

from dataclasses import dataclass

from overlays.area import Area
from overlays.canvas import Canvas, rounded_shape
from overlays.color import text_on
from overlays.fonts import Font, Line
from overlays.score_bug_cells import plate_edge, plate_ground
from overlays.theme import HOUSE, Theme

# Shares of the strip's height.
_MARK_HEIGHT = 0.42
_CORNER = 0.11
# Design lengths.
_MARK = 5
_MARK_SLANT = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """The ground, and the bar at its right end; opaque but for its rounded corners."""

    width: int
    height: int
    scale: float
    bar: int
    theme: Theme = HOUSE

    def draw(self, canvas: Canvas) -> None:
        """As every plate, ending in the accent."""
        whole = Area(0, 0, self.width, self.height)
        with canvas.clipped(rounded_shape(whole, corner(self.height, self.theme))):
            _ground(canvas, whole, self.scale, self.theme)
            end = Area(self.width - self.bar, 0, self.bar, self.height)
            canvas.rect(end, self.theme.accent)


@dataclass(frozen=True, slots=True, kw_only=True)
class StripLabel:
    """The label at the left end, of which the right edge is slanted as the theme says."""

    width: int
    height: int
    scale: float
    text: Line
    pad: float
    theme: Theme = HOUSE

    def draw(self, canvas: Canvas) -> None:
        """Letters on the accent."""
        theme, radius = self.theme, corner(self.height, self.theme)
        slant = theme.slant * self.scale
        outer = Area(0, 0, self.width + self.height, self.height)
        right, foot = float(self.width), float(self.height)
        with canvas.clipped(rounded_shape(outer, radius)):
            corners = [(0.0, 0.0), (right, 0.0), (right - slant, foot), (0.0, foot)]
            canvas.polygon(corners, theme.accent)
        font = self.text.font
        baseline = (self.height + font.cap_height) / 2
        canvas.line(self.text, (self.pad, baseline), text_on(theme.accent))


@dataclass(frozen=True, slots=True, kw_only=True)
class StripItem:
    """A category and what there is to say, and the mark behind them; opaque.

    `text_left` is where the text begins, in its own pixels, `gap` what stays free at both ends.
    """

    width: int
    height: int
    scale: float
    category: Line
    text: Line
    text_left: float
    gap: float
    theme: Theme = HOUSE

    def draw(self, canvas: Canvas) -> None:
        """The category stands back; a slanted mark parts it from the next."""
        theme = self.theme
        _ground(canvas, Area(0, 0, self.width, self.height), self.scale, theme)
        for line, left, ink in (
            (self.category, self.gap, theme.muted),
            (self.text, self.text_left, theme.text),
        ):
            baseline = (self.height + line.font.cap_height) / 2
            canvas.line(line, (left, baseline), ink)
        _mark(canvas, self.width, self.height, self.scale, theme)


@dataclass(frozen=True, slots=True, kw_only=True)
class StripResult:
    """Another match: competition, sides around the score's cell, and how far it is; opaque.

    `lefts` are where competition, home, away and state begin, `score` the cell, in its own pixels.
    """

    width: int
    height: int
    scale: float
    competition: Line
    home: Line
    away: Line
    state: Line
    lefts: tuple[float, float, float, float]
    score: Area
    digits: str
    font: Font
    is_live: bool
    theme: Theme = HOUSE

    def draw(self, canvas: Canvas) -> None:
        """The score on ink, as figures everywhere; how far it is stands out while it is played."""
        theme = self.theme
        _ground(canvas, Area(0, 0, self.width, self.height), self.scale, theme)
        lines = self.competition, self.home, self.away, self.state
        told = theme.accent if self.is_live else theme.muted
        inks = theme.muted, theme.text, theme.text, told
        for line, left, ink in zip(lines, self.lefts, inks, strict=True):
            baseline = (self.height + line.font.cap_height) / 2
            canvas.line(line, (left, baseline), ink)
        canvas.rounded(self.score, theme.cell, corner(self.height, theme) / 2)
        middle = self.score.left + self.score.width / 2
        baseline = (self.height + self.font.cap_height) / 2
        canvas.digits(self.digits, (middle, baseline), self.font, text_on(theme.cell))
        _mark(canvas, self.width, self.height, self.scale, theme)


def mark_room(scale: float) -> float:
    """How much of an item's width its mark takes, in pixels."""
    return (_MARK + _MARK_SLANT) * scale


def corner(height: int, theme: Theme) -> float:
    """The radius of a strip's corners, where the theme has any."""
    return height * _CORNER if theme.radius else 0.0


def _ground(canvas: Canvas, area: Area, scale: float, theme: Theme) -> None:
    plate_ground(canvas, area, theme)
    plate_edge(canvas, area, scale, theme)


def _mark(canvas: Canvas, right: int, height: int, scale: float, theme: Theme) -> None:
    """A slanted mark that ends at `right`, half as high as the strip."""
    high, wide = height * _MARK_HEIGHT, _MARK * scale
    slant = _MARK_SLANT * scale if theme.slant else 0.0
    left, top = right - wide - slant, (height - high) / 2
    foot = top + high
    corners = [(left + slant, top), (left + slant + wide, top), (left + wide, foot), (left, foot)]
    canvas.polygon(corners, theme.accent)
