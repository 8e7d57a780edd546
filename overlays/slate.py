"""The slate: a full-picture card for when there is no programme to show."""

from dataclasses import dataclass

from overlays.area import Area
from overlays.canvas import Canvas
from overlays.color import INK, WHITE, Color, text_on
from overlays.fonts import fitted, width_of
from overlays.scene import Layer, PictureSize, Scene
from overlays.theme import HOUSE, Theme

# How much darker than a dark plate's the card's lower corner is.
_DARKER = 0.6
_FAINT = 26
_WORDMARK = "TOUCHLINE"
_DESIGN_HEIGHT = 1080


@dataclass(frozen=True, slots=True, kw_only=True)
class Slate:
    """A card of the picture's size (even pixels) with one title; opaque everywhere."""

    width: int
    height: int
    title: str
    theme: Theme = HOUSE

    def draw(self, canvas: Canvas) -> None:
        """Graded ground, the lines of a pitch, wordmark, title."""
        whole = Area(0, 0, self.width, self.height)
        corner = (float(self.width), float(self.height))
        canvas.gradient(whole, (self.theme.plate_top, self._foot), (0.0, 0.0), corner)
        scale = min(self.width / 1.2, self.height) / _DESIGN_HEIGHT
        self._pitch(canvas, scale)
        self._wordmark(canvas, scale)
        self._title(canvas, scale)

    @property
    def _foot(self) -> Color:
        foot = self.theme.plate_foot
        return foot.mixed(INK, _DARKER) if text_on(foot) == WHITE else foot

    def _pitch(self, canvas: Canvas, scale: float) -> None:
        """The touchline and a centre circle cut by it, low in the picture, barely there."""
        line, faint = max(1, round(3 * scale)), self.theme.text.faded(_FAINT)
        middle, top = self.width / 2, round(self.height * 0.74)
        canvas.rect(Area(0, top, self.width, line), faint)
        halfway = Area(round(middle - line / 2), top + line, line, self.height - top - line)
        canvas.rect(halfway, faint)
        canvas.circle((middle, top + 560 * scale), 460 * scale, faint, stroke=line)

    def _wordmark(self, canvas: Canvas, scale: float) -> None:
        """The name in spaced capitals between a bar and nothing."""
        font = self.theme.font(700, 50 * scale, 12 * scale)
        width = width_of(_WORDMARK, font)
        bar, gap = max(2, round(8 * scale)), round(20 * scale)
        left = round((self.width - width - bar - gap) / 2)
        baseline = round(self.height / 2 - 88 * scale)
        height = round(font.cap_height)
        canvas.rect(Area(left, baseline - height, bar, height), self.theme.accent)
        canvas.text(_WORDMARK, (left + bar + gap, baseline), font, self.theme.muted)

    def _title(self, canvas: Canvas, scale: float) -> None:
        font = self.theme.font(700, 112 * scale)
        line = fitted(self.title, font, width=self.width * 0.84, floor=40 * scale)
        baseline = self.height / 2 + 48 * scale
        canvas.line(line, (self.width / 2, baseline), self.theme.text, align="center")


def slate(size: PictureSize, title: str, theme: Theme = HOUSE) -> Scene:
    """The scene of a slate with that title, such as "Programme begins shortly"."""
    drawing = Slate(width=size.width, height=size.height, title=title, theme=theme)
    return Scene(layers=(Layer(drawing=drawing, left=0, top=0),))
