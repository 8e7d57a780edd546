"""Reads a scene as it is drawn: every text, and how far it reaches on the picture."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import combinations
from typing import override

from overlays.area import Area
from overlays.canvas import Align, Canvas, Point, digits_width
from overlays.color import Color
from overlays.fonts import Font, width_of
from overlays.scene import Drawing, PictureSize, Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnText:
    """A text and the rectangle its capitals fill, in pixels."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def shifted(self, left: float, top: float) -> "DrawnText":
        """The same, that much further right and down."""
        return DrawnText(
            text=self.text,
            left=self.left + left,
            top=self.top + top,
            right=self.right + left,
            bottom=self.bottom + top,
        )

    def touches(self, other: "DrawnText") -> bool:
        """Whether the two share any of the picture."""
        apart = self.right <= other.left or other.right <= self.left
        return not apart and self.top < other.bottom and other.top < self.bottom


_BEFORE: dict[Align, float] = {"left": 0.0, "center": 0.5, "right": 1.0}
_texts: dict[Drawing, tuple[DrawnText, ...]] = {}


class _Read(Canvas):
    """A canvas that keeps what is written on it."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__(width, height)
        self.texts: list[DrawnText] = []
        self._corner = (0.0, 0.0)

    @override
    def text(
        self, text: str, at: Point, font: Font, color: Color, *, align: Align = "left"
    ) -> None:
        width = width_of(text, font)
        self._keep(text, at[0] - _BEFORE[align] * width, width, at[1], font)
        super().text(text, at, font, color, align=align)

    @override
    def digits(
        self, text: str, at: Point, font: Font, color: Color, *, align: Align = "center"
    ) -> None:
        width = digits_width(text, font)
        self._keep(text, at[0] - _BEFORE[align] * width, width, at[1], font)
        super().digits(text, at, font, color, align=align)

    @override
    @contextmanager
    def shifted(self, left: float, top: float) -> Iterator[None]:
        before = self._corner
        self._corner = before[0] + left, before[1] + top
        with super().shifted(left, top):
            yield
        self._corner = before

    def _keep(self, text: str, left: float, width: float, baseline: float, font: Font) -> None:
        drawn = DrawnText(
            text=text,
            left=left,
            top=baseline - font.cap_height,
            right=left + width,
            bottom=baseline,
        )
        self.texts.append(drawn.shifted(*self._corner))


def texts_of(drawing: Drawing) -> tuple[DrawnText, ...]:
    """What is written on a drawing, in its own pixels; AssertionError where it leaves it."""
    known = _texts.get(drawing)
    if known is not None:
        return known
    canvas = _Read(drawing.width, drawing.height)
    drawing.draw(canvas)
    for one in canvas.texts:
        assert one.text.strip(), drawing
        assert one.left >= -1, one
        assert one.right <= drawing.width + 1, one
        assert one.top >= 0, one
        assert one.bottom <= drawing.height, one
    return _texts.setdefault(drawing, tuple(canvas.texts))


def read(scene: Scene, size: PictureSize) -> list[DrawnText]:
    """All texts of a scene; AssertionError where one is empty, cut off or touches another.

    Whatever glows stands on its twin. The scene keeps to the title-safe area.
    """
    found: list[DrawnText] = []
    for layer in scene.layers:
        place = Area(layer.left, layer.top, layer.drawing.width, layer.drawing.height)
        assert place.left >= size.width * 0.05, layer
        assert place.right <= size.width * 0.95, layer
        assert place.top >= size.height * 0.05, layer
        texts = [one.shifted(layer.left, layer.top) for one in texts_of(layer.drawing)]
        found += [one for one in texts if one not in found]
    for one, other in combinations(found, 2):
        assert not one.touches(other), (one, other)
    return found


def words(scene: Scene, size: PictureSize) -> list[str]:
    """What the texts of a scene say, in the order they are drawn."""
    return [one.text for one in read(scene, size)]
