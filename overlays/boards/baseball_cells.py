"""The drawings of the baseball board: the bases, the outs, and which half of an inning it is."""

from dataclasses import dataclass

from overlays.area import Area
from overlays.boards.stacked_cells import Label, set_text
from overlays.canvas import Canvas, Point
from overlays.color import Color, text_on
from overlays.fonts import Font, digit_advance
from overlays.theme import HOUSE, Theme

_OUTS = 3
_EMPTY = 56


@dataclass(frozen=True, slots=True, kw_only=True)
class BasesCell:
    """First, second and third base as diamonds, those taken lit, and the outs below; opaque."""

    width: int
    height: int
    scale: float
    bases: tuple[bool, bool, bool]
    outs: int
    theme: Theme = HOUSE

    def draw(self, canvas: Canvas) -> None:
        """The bases as they lie seen from home."""
        with canvas.upright(Area(0, 0, self.width, self.height)):
            self._draw(canvas)

    def _draw(self, canvas: Canvas) -> None:
        canvas.rect(Area(0, 0, self.width, self.height), self.theme.cell)
        middle, reach = self.width / 2, self.height * 0.19
        gap = reach + 2.5 * self.scale
        top = self.height * 0.075 + reach
        first, second, third = (middle + gap, top + gap), (middle, top), (middle - gap, top + gap)
        for at, is_taken in zip((first, second, third), self.bases, strict=True):
            _diamond(canvas, at, reach, self._ink(is_lit=is_taken))
        radius, apart = 5.5 * self.scale, 18 * self.scale
        low = self.height * 0.86
        for place in range(_OUTS):
            at = (middle + (place - 1) * apart, low)
            canvas.circle(at, radius, self._ink(is_lit=place < self.outs))

    def _ink(self, *, is_lit: bool) -> Color:
        ground = self.theme.cell
        return self.theme.accent if is_lit else ground.mixed(text_on(ground), _EMPTY / 255)


@dataclass(frozen=True, slots=True, kw_only=True)
class InningCell:
    """The inning with an arrow up or down for its half, in the middle of an opaque cell."""

    width: int
    height: int
    text: str
    font: Font
    is_top: bool | None
    theme: Theme = HOUSE

    def draw(self, canvas: Canvas) -> None:
        """The arrow stands left of the number, as far up as its middle."""
        area = Area(0, 0, self.width, self.height)
        canvas.rect(area, self.theme.cell)
        ink = text_on(self.theme.cell)
        if self.is_top is None:
            set_text(canvas, Label(area=area, text=self.text, font=self.font, ink=ink))
            return
        side, number = self.font.size * 0.48, digit_advance(self.font) * len(self.text)
        gap = self.font.size * 0.22
        left = (self.width - side - gap - number) / 2
        middle, rise = self.height / 2, side * 0.42 * (1 if self.is_top else -1)
        arrow = [
            (left, middle + rise),
            (left + side, middle + rise),
            (left + side / 2, middle - rise),
        ]
        canvas.polygon(arrow, self.theme.accent)
        right = area._replace(left=round(left + side + gap / 2), width=round(number + gap))
        set_text(canvas, Label(area=right, text=self.text, font=self.font, ink=ink))


def _diamond(canvas: Canvas, at: Point, reach: float, color: Color) -> None:
    x, y = at
    canvas.polygon([(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)], color)
