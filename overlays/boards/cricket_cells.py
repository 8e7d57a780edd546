"""The cells of the cricket board that have a word before their figure."""

from dataclasses import dataclass

from overlays.area import Area
from overlays.canvas import Canvas, digits_width
from overlays.color import text_on
from overlays.fonts import Font, fitted
from overlays.theme import HOUSE, Theme

_PAD = 12
_LABEL_SHARE = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledCell:
    """A small word at the left and a figure up to the right edge of an opaque cell."""

    width: int
    height: int
    scale: float
    label: str
    text: str
    label_font: Font
    font: Font
    theme: Theme = HOUSE

    def draw(self, canvas: Canvas) -> None:
        """Both on one baseline; the figure gets smaller where it would touch the word."""
        canvas.rect(Area(0, 0, self.width, self.height), self.theme.cell)
        ink, pad = text_on(self.theme.cell), _PAD * self.scale
        room = self.width - 2 * pad
        label = fitted(
            self.label, self.label_font, width=room * _LABEL_SHARE, floor=self.label_font.size / 2
        )
        font = self.font
        while digits_width(self.text, font) > room - label.width - pad / 2 and font.size > 4:
            font = font._replace(size=font.size * 0.94)
        baseline = (self.height + self.font.cap_height) / 2
        muted = self.theme.cell.mixed(ink, 0.62)
        canvas.line(label, (pad, baseline), muted)
        canvas.digits(self.text, (self.width - pad, baseline), font, ink, align="right")
