"""The drawings of stacked boards: the plate with two rows of names, and the cells that change."""

from dataclasses import dataclass

from overlays.area import Area
from overlays.canvas import Canvas, disc, rounded_shape
from overlays.color import Color, text_on
from overlays.fonts import Font, Line
from overlays.score_bug_cells import (
    Club,
    digits_in,
    draw_crest,
    kit_bar,
    plate_edge,
    plate_ground,
    word_in,
)
from overlays.still import Still
from overlays.theme import HOUSE, Theme

_FIGURES = frozenset("0123456789:.-/+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A side's row of a plate, in the plate's own pixels; its name begins at `left`."""

    area: Area
    kit: Area
    crest: Area | None
    left: int
    line: Line
    ink: Color
    club: str
    color: Color
    badge: Still | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A figure or a word that stands in the middle of its area."""

    area: Area
    text: str
    font: Font
    ink: Color


@dataclass(frozen=True, slots=True, kw_only=True)
class StackPlate:
    """The ground of a board, with names and what seldom changes; opaque but for its corners."""

    width: int
    height: int
    scale: float
    rows: tuple[Row, ...]
    labels: tuple[Label, ...] = ()
    seams: tuple[Area, ...] = ()
    theme: Theme = HOUSE

    def draw(self, canvas: Canvas) -> None:
        """Ground, kits' colours at the left edge, crests, names."""
        whole = Area(0, 0, self.width, self.height)
        with canvas.clipped(rounded_shape(whole, self.theme.radius * self.scale)):
            plate_ground(canvas, whole, self.theme)
            plate_edge(canvas, whole, self.scale, self.theme)
            for seam in self.seams:
                canvas.rect(seam, self.theme.text.faded(30))
            for row in self.rows:
                kit_bar(canvas, row.kit, row.color, self.scale, self.theme)
        for row in self.rows:
            self._row(canvas, row)
        for label in self.labels:
            set_text(canvas, label)

    def _row(self, canvas: Canvas, row: Row) -> None:
        if row.crest is not None:
            draw_crest(canvas, row.crest, Club(row.club, row.color, row.badge), self.theme)
        font = row.line.font
        baseline = row.area.top + (row.area.height + font.cap_height) / 2
        canvas.line(row.line, (row.left, baseline), row.ink)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureCell:
    """A figure or a short word in its opaque cell."""

    width: int
    height: int
    text: str
    font: Font
    ground: Color

    def draw(self, canvas: Canvas) -> None:
        """In the ink that reads on the ground."""
        area = Area(0, 0, self.width, self.height)
        canvas.rect(area, self.ground)
        ink = text_on(self.ground)
        set_text(canvas, Label(area=area, text=self.text, font=self.font, ink=ink))


@dataclass(frozen=True, slots=True, kw_only=True)
class StackTab:
    """What hangs below a board: a word or two on the accent."""

    width: int
    height: int
    line: Line
    ground: Color

    def draw(self, canvas: Canvas) -> None:
        """In the middle."""
        canvas.rect(Area(0, 0, self.width, self.height), self.ground)
        font = self.line.font
        at = (self.width / 2, (self.height + font.cap_height) / 2)
        canvas.line(self.line, at, text_on(self.ground), align="center")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """Who serves: a disc in the middle of nothing."""

    width: int
    height: int
    radius: float
    color: Color

    def draw(self, canvas: Canvas) -> None:
        """The disc."""
        canvas.shape(disc((self.width / 2, self.height / 2), self.radius), self.color)


def set_text(canvas: Canvas, label: Label) -> None:
    """A text in the middle of its area, figures on fixed places; smaller where it has no room."""
    write = digits_in if _FIGURES.issuperset(label.text) else word_in
    with canvas.shifted(label.area.left, label.area.top):
        write(canvas, label.text, label.area, label.font, label.ink)
