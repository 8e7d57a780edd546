"""The drawing that panels are made of: a row of a plate with words, figures, bars and crests."""

from dataclasses import dataclass
from typing import NamedTuple

from overlays.area import Area
from overlays.canvas import Align, Canvas, rounded_shape
from overlays.color import Color, contrast
from overlays.fonts import Line
from overlays.pitch import Pitch
from overlays.score_bug_cells import Club, draw_crest, kit_bar
from overlays.still import Still
from overlays.theme import Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A line of text; `left` is its left end, middle or right end, as `align` says.

    `baseline` is pixels below the row's top. Tabular ones are digits in cells of one width.
    """

    line: Line
    left: float
    baseline: float
    color: Color
    align: Align = "left"
    is_tabular: bool = False

    def draw(self, canvas: Canvas, *_: object) -> None:
        """In its font and colour."""
        draw = canvas.digits if self.is_tabular else canvas.text
        at = (self.left, self.baseline)
        draw(self.line.text, at, self.line.font, self.color, align=self.align)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """A rectangle of one colour, with round corners where it has a `radius` (pixels)."""

    area: Area
    color: Color
    radius: float = 0.0

    def draw(self, canvas: Canvas, *_: object) -> None:
        """Round only if it must be."""
        if self.radius:
            canvas.rounded(self.area, self.color, self.radius)
        else:
            canvas.rect(self.area, self.color)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """A disc, or with a `stroke` (pixels) its outline; `middle` and `radius` in pixels."""

    middle: tuple[float, float]
    radius: float
    color: Color
    stroke: float = 0.0

    def draw(self, canvas: Canvas, *_: object) -> None:
        """As it is."""
        canvas.circle(self.middle, self.radius, self.color, stroke=self.stroke)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """A bar in a kit's colour."""

    area: Area
    color: Color

    def draw(self, canvas: Canvas, scale: float, theme: Theme) -> None:
        """As on the score bug."""
        kit_bar(canvas, self.area, self.color, scale, theme)


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """A club's crest, the `badge` that was brought or one made of name and colour."""

    area: Area
    name: str
    color: Color
    badge: Still | None = None

    def draw(self, canvas: Canvas, _: float, theme: Theme) -> None:
        """As on the score bug."""
        draw_crest(canvas, self.area, Club(self.name, self.color, self.badge), theme)


type Part = Words | Fill | Ring | Kit | Badge | Pitch


class Ground(NamedTuple):
    """What a row stands on: graded from `top` to `foot`, rounded at the plate's foot."""

    top: Color
    foot: Color
    is_last: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelRow:
    """A row of a plate, opaque but for the plate's rounded corners; parts in its own pixels."""

    width: int
    height: int
    scale: float
    ground: Ground
    parts: tuple[Part, ...]
    theme: Theme

    def draw(self, canvas: Canvas) -> None:
        """Ground, then its parts in order."""
        radius = self.theme.radius * self.scale
        if radius and self.ground.is_last:
            # The upper corners are those of a plate that goes on there.
            above = round(2 * radius)
            shape = Area(0, -above, self.width, self.height + above)
            with canvas.clipped(rounded_shape(shape, radius)):
                self._parts(canvas)
        else:
            self._parts(canvas)

    def _parts(self, canvas: Canvas) -> None:
        whole, ground = Area(0, 0, self.width, self.height), self.ground
        if ground.top == ground.foot:
            canvas.rect(whole, ground.top)
        else:
            canvas.gradient(whole, (ground.top, ground.foot), (0, 0), (0, self.height))
        for part in self.parts:
            part.draw(canvas, self.scale, self.theme)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar in a kit's colour at its full length; opaque."""

    width: int
    height: int
    scale: float
    color: Color
    theme: Theme

    def draw(self, canvas: Canvas) -> None:
        """With an edge of its own where the kit is too much like the plate."""
        whole = Area(0, 0, self.width, self.height)
        if contrast(self.color, self.theme.plate_top) < 1.5:
            canvas.rect(whole, self.color.mixed(self.theme.text, 0.45))
            edge = max(1, round(self.scale))
            if min(whole.width, whole.height) > 2 * edge:
                canvas.rect(whole.inset(edge, edge), self.color)
        else:
            canvas.rect(whole, self.color)
