"""The drawings of a tag: the plate with its word, and the mark that moves on it."""

from collections.abc import Callable
from dataclasses import dataclass

from overlays.area import Area
from overlays.canvas import Canvas, rounded_shape
from overlays.color import Color
from overlays.fonts import Line
from overlays.score_bug_cells import plate_edge, plate_ground
from overlays.theme import HOUSE, Theme

# How much of a mark is always there.
_DIM = 90
_PARTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class TagPlate:
    """The ground with a word, and the mark's cell at its left, the mark faint on it."""

    width: int
    height: int
    scale: float
    cell: int
    ground: Color
    text: Line
    text_left: float
    mark: "TagMark"
    theme: Theme = HOUSE

    def draw(self, canvas: Canvas) -> None:
        """The cell's right edge is slanted as the theme says."""
        theme, whole = self.theme, Area(0, 0, self.width, self.height)
        slant, foot = theme.slant * self.scale * 0.75, float(self.height)
        with canvas.clipped(rounded_shape(whole, theme.radius * self.scale)):
            plate_ground(canvas, whole, theme)
            plate_edge(canvas, whole, self.scale, theme)
            edge = float(self.cell)
            canvas.polygon([(0, 0), (edge, 0), (edge - slant, foot), (0, foot)], self.ground)
        baseline = (self.height + self.text.font.cap_height) / 2
        canvas.line(self.text, (self.text_left, baseline), theme.text)
        self.mark.paint(canvas, _DIM)


@dataclass(frozen=True, slots=True, kw_only=True)
class TagMark:
    """A mark on nothing, as large as the cell it stands in."""

    width: int
    height: int
    size: float
    shape: str
    ink: Color

    def draw(self, canvas: Canvas) -> None:
        """All of it."""
        self.paint(canvas, 255)

    def paint(self, canvas: Canvas, alpha: int) -> None:
        """It in the middle of the cell, pointing the same way in all languages."""
        middle = self.width / 2, self.height / 2
        with canvas.upright(Area(0, 0, self.width, self.height)):
            _SHAPES[self.shape](canvas, middle, self.size, self.ink, alpha)


def _arrows(
    canvas: Canvas, middle: tuple[float, float], size: float, ink: Color, alpha: int
) -> None:
    """Three arrow heads that point back."""
    x, y = middle
    step, half = size * 0.4, size * 0.3
    left = x - (step * (_PARTS - 1) + half) / 2
    for part in range(_PARTS):
        tip = left + part * step
        canvas.polygon([(tip, y), (tip + half, y - half), (tip + half, y + half)], ink.faded(alpha))


def _dots(canvas: Canvas, middle: tuple[float, float], size: float, ink: Color, alpha: int) -> None:
    """Three dots in a row."""
    x, y = middle
    for part in range(_PARTS):
        canvas.circle((x + (part - 1) * size * 0.4, y), size * 0.13, ink.faded(alpha))


def _dot(canvas: Canvas, middle: tuple[float, float], size: float, ink: Color, alpha: int) -> None:
    """One, as of a lamp."""
    canvas.circle(middle, size * 0.26, ink.faded(alpha))


_SHAPES: dict[str, Callable[[Canvas, tuple[float, float], float, Color, int], None]] = {
    "arrows": _arrows,
    "dots": _dots,
    "dot": _dot,
}
