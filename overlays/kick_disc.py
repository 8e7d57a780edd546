"""The disc of a kick of a shoot-out: scored, missed, the next one, or to come."""

from dataclasses import dataclass
from enum import StrEnum
from math import hypot

from overlays.area import Area
from overlays.canvas import Canvas, Point
from overlays.color import WHITE, Color
from overlays.symbols import IN, RED
from overlays.theme import Theme

# Parts of the radius: how thick a mark's strokes are, and a ring's.
_STROKE = 0.26
_RING = 0.16
_TICK = ((-0.5, 0.02), (-0.14, 0.38)), ((-0.23, 0.38), (0.5, -0.36))
_CROSS = ((-0.36, -0.36), (0.36, 0.36)), ((-0.36, 0.36), (0.36, -0.36))


class KickKind(StrEnum):
    """What became of a kick."""

    SCORED = "scored"
    MISSED = "missed"
    NEXT = "next"
    TO_COME = "to_come"


@dataclass(frozen=True, slots=True, kw_only=True)
class KickDisc:
    """A disc of `size` pixels (even) each way; told apart by its mark as well as its colour."""

    size: int
    kind: KickKind
    theme: Theme

    @property
    def width(self) -> int:
        """Pixels across."""
        return self.size

    @property
    def height(self) -> int:
        """Pixels down."""
        return self.size

    def draw(self, canvas: Canvas) -> None:
        """A tick on green, a cross on red, or a ring."""
        with canvas.upright(Area(0, 0, self.size, self.size)):
            self._draw(canvas)

    def _draw(self, canvas: Canvas) -> None:
        middle, radius = (self.size / 2, self.size / 2), max(0.5, self.size / 2 - 1)
        match self.kind:
            case KickKind.SCORED:
                canvas.circle(middle, radius, IN)
                _strokes(canvas, _TICK, middle, radius)
            case KickKind.MISSED:
                canvas.circle(middle, radius, RED)
                _strokes(canvas, _CROSS, middle, radius)
            case KickKind.NEXT:
                self._ring(canvas, middle, radius, self.theme.accent, 1.5)
            case KickKind.TO_COME:
                self._ring(canvas, middle, radius, self.theme.muted.faded(150), 1.0)

    def _ring(
        self, canvas: Canvas, middle: Point, radius: float, color: Color, thick: float
    ) -> None:
        stroke = max(1.0, radius * _RING * thick)
        canvas.circle(middle, radius - stroke / 2, color, stroke=stroke)


def _strokes(
    canvas: Canvas, strokes: tuple[tuple[Point, Point], ...], middle: Point, radius: float
) -> None:
    """Straight strokes from point to point, in parts of the radius from the middle."""
    half = _STROKE * radius / 2
    for begin, end in strokes:
        (x, y), (to_x, to_y) = (
            (middle[0] + radius * part[0], middle[1] + radius * part[1]) for part in (begin, end)
        )
        length = hypot(to_x - x, to_y - y)
        across, down = half * (y - to_y) / length, half * (to_x - x) / length
        canvas.polygon(
            [
                (x + across, y + down),
                (to_x + across, to_y + down),
                (to_x - across, to_y - down),
                (x - across, y - down),
            ],
            WHITE,
        )
