"""A plate with words and a figure in a cell at its right: a timer, the added time."""

from collections.abc import Iterator
from dataclasses import dataclass

from overlays.area import Area, even
from overlays.canvas import Canvas, digits_width, rounded_shape
from overlays.color import Color, text_on
from overlays.corner import Corner
from overlays.fonts import Font, Line, fitted
from overlays.scene import Layer
from overlays.score_bug_cells import plate_edge, plate_ground
from overlays.sizing import drawn
from overlays.theme import HOUSE, Theme

# Design lengths.
_PAD = 20
_TITLE = Font(700, 36, 0.5)
_LINE = Font(500, 28)
_LEADING = 13
_FLOOR = 0.62


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureWords:
    """What stands beside a figure; `reserve` is the widest figure there may be."""

    title: str
    line: str
    figure: str
    reserve: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsPlate:
    """The ground with one or two lines, `cell` pixels at its right left to the figure."""

    width: int
    height: int
    scale: float
    title: Line
    line: Line
    cell: int
    theme: Theme = HOUSE

    def draw(self, canvas: Canvas) -> None:
        """Title and line stand in the middle of what the cell leaves, from the same left edge."""
        theme, whole = self.theme, Area(0, 0, self.width, self.height)
        with canvas.clipped(rounded_shape(whole, theme.radius * self.scale)):
            plate_ground(canvas, whole, theme)
            plate_edge(canvas, whole, self.scale, theme)
            canvas.rect(Area(self.width - self.cell, 0, self.cell, self.height), theme.cell)
        title, line = self.title.font.cap_height, self.line.font.cap_height
        block = title + (_LEADING * self.scale + line if self.line.text else 0.0)
        top, left = (self.height - block) / 2, _PAD * self.scale
        canvas.line(self.title, (left, top + title), theme.text)
        canvas.line(self.line, (left, top + block), theme.muted)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureCell:
    """The figure on ink, opaque; digits on fixed places."""

    width: int
    height: int
    font: Font
    text: str
    ink: Color
    theme: Theme = HOUSE

    def draw(self, canvas: Canvas) -> None:
        """In the middle."""
        canvas.rect(Area(0, 0, self.width, self.height), self.theme.cell)
        baseline = (self.height + self.font.cap_height) / 2
        canvas.digits(self.text, (self.width / 2, baseline), self.font, self.ink)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePlate:
    """The plate and the figure's cell on it, in picture pixels."""

    whole: Area
    plate: WordsPlate
    cell: Area
    figure: FigureCell

    def layers(self) -> Iterator[Layer]:
        """Both, bottom to top."""
        yield Layer(drawing=self.plate, left=self.whole.left, top=self.whole.top)
        yield Layer(drawing=self.figure, left=self.cell.left, top=self.cell.top)


def figure_plate(
    said: FigureWords, place: Corner, theme: Theme, *, height: float, digits: float, accents: bool
) -> FigurePlate:
    """A plate of that design height with digits of that design size, in the accent or not.

    Its width does not depend on the figure, as long as that has no more digits than the reserve.
    """
    scale = place.scale
    tall, inset = drawn(height * scale), even(6 * scale)
    font = theme.font(700, digits * scale)
    cell = drawn(digits_width(said.reserve, font) + 2 * _PAD * scale)
    cell = min(cell, place.widest)
    while digits_width(said.figure, font) > cell - 4 and font.size > 4:
        font = font._replace(size=font.size * 0.94)
    room = max(1.0, place.widest - cell - 2 * _PAD * scale)
    title, line = (
        fitted(text, font, width=room, floor=font.size * _FLOOR)
        for text, font in (
            (said.title.upper(), _TITLE.scaled(scale, theme.face)),
            (said.line, _LINE.scaled(scale, theme.face)),
        )
    )
    words = max(title.width, line.width)
    width = min(place.widest, cell + (drawn(words + 2 * _PAD * scale) if words else 0))
    whole = place.area(width, tall)
    inner = Area(whole.right - cell + inset, whole.top + inset, cell - 2 * inset, tall - 2 * inset)
    return FigurePlate(
        whole=whole,
        plate=WordsPlate(
            width=width,
            height=tall,
            scale=scale,
            title=title,
            line=line,
            cell=cell,
            theme=theme,
        ),
        cell=inner,
        figure=FigureCell(
            width=max(2, inner.width),
            height=max(2, inner.height),
            font=font,
            text=said.figure,
            ink=theme.accent if accents else text_on(theme.cell),
            theme=theme,
        ),
    )
