"""The drawings of a lower third: the plate, and the words that move on it."""

from dataclasses import dataclass

from overlays.area import Area
from overlays.canvas import Canvas, rounded_shape
from overlays.color import Color, text_on
from overlays.crest import Crest
from overlays.fonts import Line
from overlays.score_bug_cells import kit_bar, plate_edge, plate_ground
from overlays.theme import HOUSE, Theme


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
    club: str
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
            crest = Crest(size=self.crest.width, name=self.club, color=self.color)
            with canvas.shifted(self.crest.left, self.crest.top):
                crest.draw(canvas)
        if self.figure.width:
            middle = self.figure.left + self.figure.width / 2
            baseline = (self.height + self.figures.font.cap_height) / 2
            at = (middle, baseline)
            ink = text_on(self.theme.cell)
            canvas.text(self.figures.text, at, self.figures.font, ink, align="center")


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
    theme: Theme = HOUSE

    def draw(self, canvas: Canvas) -> None:
        """The label is muted."""
        text, low = self.theme.text, self.line_baseline
        canvas.text(self.title.text, (0, self.title_baseline), self.title.font, text)
        canvas.text(self.label.text, (0, low), self.label.font, self.theme.muted)
        canvas.text(self.line.text, (self.line_left, low), self.line.font, text)
