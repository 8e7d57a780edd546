"""The drawings of a lower third: the plate, and the words that move on it."""

from dataclasses import dataclass

from overlays.area import Area
from overlays.canvas import Canvas, rounded_shape
from overlays.color import WHITE, Color
from overlays.crest import Crest
from overlays.fonts import Line
from overlays.score_bug_cells import CLOCK_GROUND, PLATE_FOOT, PLATE_TOP, kit_bar

MUTED = Color(176, 187, 216)


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

    def draw(self, canvas: Canvas) -> None:
        """As the score bug's: graded ground, a light edge, the kit's colour, digits on ink."""
        whole = Area(0, 0, self.width, self.height)
        with canvas.clipped(rounded_shape(whole, 7 * self.scale)):
            canvas.gradient(whole, (PLATE_TOP, PLATE_FOOT), (0, 0), (0, self.height))
            if self.figure.width:
                canvas.rect(self.figure, CLOCK_GROUND)
            canvas.rect(Area(0, 0, self.width, max(1, round(self.scale))), WHITE.faded(44))
            kit_bar(canvas, self.bar, self.color, self.scale)
        if self.crest is not None:
            crest = Crest(size=self.crest.width, name=self.club, color=self.color)
            with canvas.shifted(self.crest.left, self.crest.top):
                crest.draw(canvas)
        if self.figure.width:
            middle = self.figure.left + self.figure.width / 2
            baseline = (self.height + self.figures.font.cap_height) / 2
            at = (middle, baseline)
            canvas.text(self.figures.text, at, self.figures.font, WHITE, align="center")


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

    def draw(self, canvas: Canvas) -> None:
        """White, the label muted."""
        canvas.text(self.title.text, (0, self.title_baseline), self.title.font, WHITE)
        canvas.text(self.label.text, (0, self.line_baseline), self.label.font, MUTED)
        canvas.text(self.line.text, (self.line_left, self.line_baseline), self.line.font, WHITE)
