"""The cells that the boards of a row have beside clock and scores."""

from dataclasses import dataclass
from typing import Literal

from overlays.area import Area
from overlays.canvas import Canvas, Point, curve, digits_width
from overlays.color import WHITE, Color, contrast, text_on
from overlays.faces import HOUSE as HOUSE_FACE
from overlays.faces import Weight
from overlays.fonts import Font, fitted, width_of
from overlays.lettering import drawable
from overlays.score_bug_cells import digits_in, word_in
from overlays.theme import HOUSE, Theme

LEATHER = Color(150, 82, 44)
_FOOT_SIZE = 29
_LIT_SIZE = 27
_PIP = 12
_PIP_GAP = 5
_PIPS_AT_MOST = 9
_SPACE = 0.26
_SMALLEST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class WordInk:
    """How a word looks: its colours, its size in design pixels, its weight."""

    ground: Color
    ink: Color
    size: int = 36
    weight: Weight = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class WordCell:
    """A word in an opaque cell, in the middle of it."""

    width: int
    height: int
    scale: float
    text: str
    ink: WordInk
    face: str = HOUSE_FACE

    def draw(self, canvas: Canvas) -> None:
        """The word on the ground; smaller, then cut, where it is too long."""
        area = Area(0, 0, self.width, self.height)
        canvas.rect(area, self.ink.ground)
        font = Font(self.ink.weight, self.ink.size * self.scale, face=self.face)
        word_in(canvas, self.text, area, font, self.ink.ink)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedCell:
    """A word and a time that runs behind it, together in the middle of an opaque cell."""

    width: int
    height: int
    scale: float
    text: str
    time: str
    ink: WordInk
    face: str = HOUSE_FACE

    def draw(self, canvas: Canvas) -> None:
        """The word, and digits on fixed places, so that nothing moves from second to second."""
        canvas.rect(Area(0, 0, self.width, self.height), self.ink.ground)
        font = Font(self.ink.weight, self.ink.size * self.scale, face=self.face)
        room = self.width * 0.9
        while self._width(font) > room and font.size > _SMALLEST:
            font = font._replace(size=font.size * 0.94)
        time = digits_width(self.time, font)
        line = fitted(self.text, font, width=max(1, room - time), floor=font.size)
        gap = font.size * _SPACE if line.text else 0
        left = round((self.width - line.width - gap - time) / 2)
        baseline = (self.height + font.cap_height) / 2
        canvas.line(line, (left, baseline), self.ink.ink)
        at = round(left + line.width + gap), baseline
        canvas.digits(self.time, at, font, self.ink.ink, align="left")

    def _width(self, font: Font) -> float:
        word = width_of(drawable(self.text, font.face), font)
        return word + font.size * _SPACE + digits_width(self.time, font)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureCell:
    """Digits on fixed places in an opaque cell, such as a second clock's."""

    width: int
    height: int
    scale: float
    text: str
    ground: Color
    ink: Color
    face: str = HOUSE_FACE
    size: int = 40

    def draw(self, canvas: Canvas) -> None:
        """The digits on the ground."""
        area = Area(0, 0, self.width, self.height)
        canvas.rect(area, self.ground)
        digits_in(
            canvas, self.text, area, Font(600, self.size * self.scale, face=self.face), self.ink
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyCell:
    """One side's part of the foot: `pips` from the outer end, words at the inner one.

    `is_lit` is whether the word is marked.
    """

    width: int
    height: int
    scale: float
    outer: Literal["left", "right"]
    pips: int = 0
    pip: int = _PIP
    text: str = ""
    is_lit: bool = False
    theme: Theme = HOUSE

    def draw(self, canvas: Canvas) -> None:
        """Pips as bars, each a time-out left; the word on the foot's ground, or on the accent."""
        canvas.rect(Area(0, 0, self.width, self.height), self.theme.cell)
        ink = text_on(self.theme.cell)
        self._pips(canvas, ink)
        if not self.text:
            return
        size = _LIT_SIZE if self.is_lit else _FOOT_SIZE
        font = Font(600, size * self.scale, face=self.theme.face)
        room = self.width - self._pips_width() - 12 * self.scale
        line = fitted(self.text, font, width=max(room, 1), floor=font.size / 2)
        pad = 8 * self.scale if self.is_lit else 0
        is_left = self.outer == "left"
        left = self.width - line.width - pad if is_left else pad
        baseline = (self.height + line.font.cap_height) / 2
        if self.is_lit:
            tag = Area(
                round(left - pad),
                round(3 * self.scale),
                round(line.width + 2 * pad),
                self.height - 2 * round(3 * self.scale),
            )
            canvas.rounded(tag, self.theme.accent, self.theme.radius * self.scale / 2)
            ink = text_on(self.theme.accent)
        canvas.line(line, (left, baseline), ink)

    def _pips(self, canvas: Canvas, ink: Color) -> None:
        width, gap = self._pip_sizes()
        height = max(2, round(7 * self.scale))
        top = (self.height - height) // 2
        for place in range(min(self.pips, _PIPS_AT_MOST)):
            at = place * (width + gap)
            left = at if self.outer == "left" else self.width - width - at
            canvas.rounded(Area(left, top, width, height), ink, self.scale * 1.5)

    def _pip_sizes(self) -> tuple[int, int]:
        return max(2, round(self.pip * self.scale)), max(1, round(_PIP_GAP * self.scale))

    def _pips_width(self) -> int:
        return min(self.pips, _PIPS_AT_MOST) * sum(self._pip_sizes())


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrowCell:
    """Whose ball is next: an arrow to the left or the right on the foot's ground."""

    width: int
    height: int
    scale: float
    to: Literal["left", "right"]
    theme: Theme = HOUSE

    def draw(self, canvas: Canvas) -> None:
        """A triangle in the accent's colour."""
        canvas.rect(Area(0, 0, self.width, self.height), self.theme.cell)
        half, long = 9 * self.scale, 16 * self.scale
        middle = self.width / 2, self.height / 2
        toward = -1 if self.to == "left" else 1
        tip = middle[0] + toward * long / 2
        back = middle[0] - toward * long / 2
        points: list[Point] = [
            (tip, middle[1]),
            (back, middle[1] - half),
            (back, middle[1] + half),
        ]
        ground, accent = self.theme.cell, self.theme.accent
        canvas.polygon(points, accent if contrast(accent, ground) >= 3 else text_on(ground))


@dataclass(frozen=True, slots=True, kw_only=True)
class BallCell:
    """An American football on the foot's ground: whose ball it is."""

    width: int
    height: int
    scale: float
    theme: Theme = HOUSE

    def draw(self, canvas: Canvas) -> None:
        """The ball with its rim and its laces."""
        canvas.rect(Area(0, 0, self.width, self.height), self.theme.cell)
        x, y = self.width / 2, self.height / 2
        long, thick = 18 * self.scale, 11.5 * self.scale
        for grown, color in ((1.0, WHITE), (0.86, LEATHER)):
            left, right = x - long * grown, x + long * grown
            bow, far = thick * grown * 4 / 3, long * 0.4
            ball = curve(
                (left, y),
                ((x - far, y - bow), (x + far, y - bow), (right, y)),
                ((x + far, y + bow), (x - far, y + bow), (left, y)),
            )
            canvas.shape(ball, color)
        lace, width = max(1, round(2 * self.scale)), round(long * 0.9)
        canvas.rect(Area(round(x - width / 2), round(y - lace / 2), width, lace), WHITE)


def on_cell(theme: Theme, color: Color) -> Color:
    """The colour where it reads well on a cell's ground, else what does."""
    return color if contrast(color, theme.cell) >= 3.6 else text_on(theme.cell)
