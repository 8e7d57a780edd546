"""The drawings of a lower third: the plate, and the words that move on it."""

from dataclasses import dataclass

from overlays.area import Area
from overlays.canvas import Canvas, rounded_shape
from overlays.color import Color, text_on
from overlays.fonts import Line
from overlays.score_bug_cells import Club, draw_crest, kit_bar, plate_edge, plate_ground
from overlays.symbols import draw_arrow, draw_card
from overlays.theme import HOUSE, Theme

# An arrow's height in parts of the capitals beside it, and where it stands in the indent.
_ARROW = 0.82
_ARROW_MIDDLE = 0.36


@dataclass(frozen=True, slots=True, kw_only=True)
class ThirdPlate:
    """The ground with the side's colour, its crest and the figure; areas in its own pixels.

    Opaque but for its rounded corners.
    """

    width: int
    height: int
    scale: float
    bar: Area
    crest: Area | None
    figure: Area
    figures: Line
    figures_left: float
    symbol: str
    card: float
    club: Club
    color: Color
    theme: Theme = HOUSE

    def draw(self, canvas: Canvas) -> None:
        """As the score bug's: graded ground, a light edge, the kit's colour, digits on ink."""
        whole = Area(0, 0, self.width, self.height)
        with canvas.clipped(rounded_shape(whole, self.theme.radius * self.scale)):
            plate_ground(canvas, whole, self.theme)
            if self.figure.width:
                canvas.rect(self.figure, self.theme.cell)
            plate_edge(canvas, whole, self.scale, self.theme)
            kit_bar(canvas, self.bar, self.color, self.scale, self.theme)
        if self.crest is not None:
            draw_crest(canvas, self.crest, self.club, self.theme)
        baseline = (self.height + self.figures.font.cap_height) / 2
        left = self.figure.left + self.figures_left
        ink = text_on(self.theme.cell)
        canvas.line(self.figures, (left, baseline), ink)
        if self.card:
            # Card and figure together stand in the middle, so that both margins are the same.
            first = self.figure.right - self.figures_left - self.figures.width
            draw_card(canvas, self.symbol, (first, self.height / 2), self.card)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThirdWords:
    """Title and line on nothing; baselines are pixels below its top."""

    width: int
    height: int
    title: Line
    title_baseline: float
    label: Line
    line: Line
    line_baseline: float
    line_left: float
    indent: float
    theme: Theme = HOUSE

    def draw(self, canvas: Canvas) -> None:
        """The label is muted; with an indent arrows say who comes and who goes."""
        text, begin, low = self.theme.text, self.indent, self.line_baseline
        canvas.line(self.title, (begin, self.title_baseline), text)
        canvas.line(self.label, (begin, low), self.theme.muted)
        canvas.line(self.line, (begin + self.line_left, low), text)
        if not begin:
            return
        lines = (self.title, self.title_baseline), (self.line, low)
        for (line, baseline), comes in zip(lines, (True, False), strict=True):
            high = line.font.cap_height
            if line.text:
                middle = (begin * _ARROW_MIDDLE, baseline - high / 2)
                draw_arrow(canvas, comes=comes, middle=middle, height=high * _ARROW)
