"""Reads what a scene says: every text that is drawn, where it stands, and what it stands in."""

from dataclasses import dataclass
from itertools import combinations
from typing import override

from overlays import fonts
from overlays.canvas import Align, Canvas, Point, digits_width
from overlays.color import Color
from overlays.fonts import Font
from overlays.panel_row import PanelRow
from overlays.pitch import Pitch
from overlays.scene import Drawing, Layer, Scene
from overlays.strap import Strap
from overlays.ticker_cells import StripLabel

# A kerned line may reach so far (pixels) beyond what was measured before it was made smaller.
_NEAR = 1.0
_BEFORE: dict[Align, float] = {"left": 0.0, "center": 0.5, "right": 1.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One text of a drawing, with its ends in the drawing's pixels."""

    drawing: Drawing
    text: str
    font: Font
    left: float
    right: float
    top: float
    bottom: float

    @property
    def is_inside(self) -> bool:
        """Whether all of it stands within the drawing."""
        return (
            self.left >= -_NEAR
            and self.right <= self.drawing.width + _NEAR
            and self.top >= -_NEAR
            and self.bottom <= self.drawing.height + _NEAR
        )

    def meets(self, other: "Said") -> bool:
        """Whether both texts of a drawing overlap."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > _NEAR and down > _NEAR

    def is_hidden(self, own: Layer, other: Layer) -> bool:
        """Whether a layer above its own hides some of it."""
        left, top = other.left - own.left, other.top - own.top
        across = min(self.right, left + other.drawing.width) - max(self.left, left)
        down = min(self.bottom, top + other.drawing.height) - max(self.top, top)
        return across > _NEAR and down > _NEAR


class _Reader(Canvas):
    """A canvas that remembers the texts."""

    def __init__(self, drawing: Drawing) -> None:
        super().__init__(drawing.width, drawing.height)
        self._drawing = drawing
        self.said: list[Said] = []

    @override
    def text(
        self, text: str, at: Point, font: Font, color: Color, *, align: Align = "left"
    ) -> None:
        width = fonts.width_of(fonts.drawable(text, font.face), font)
        self._take(text, at[0] - width * _BEFORE[align], width, at[1], font)
        super().text(text, at, font, color, align=align)

    @override
    def digits(
        self, text: str, at: Point, font: Font, color: Color, *, align: Align = "center"
    ) -> None:
        width = digits_width(text, font)
        self._take(text, at[0] - width * _BEFORE[align], width, at[1], font)
        super().digits(text, at, font, color, align=align)

    def _take(self, text: str, left: float, width: float, baseline: float, font: Font) -> None:
        matrix = self._canvas.getTotalMatrix()
        left, baseline = left + matrix.getTranslateX(), baseline + matrix.getTranslateY()
        self.said.append(
            Said(
                drawing=self._drawing,
                text=text,
                font=font,
                left=left,
                right=left + width,
                top=baseline - font.cap_height,
                bottom=baseline,
            )
        )


def read(scene: Scene) -> list[Said]:
    """Every text of the scene, bottom to top."""
    return [said for layer in scene.layers for said in _read(layer.drawing)]


def texts(scene: Scene) -> list[str]:
    """What the scene says."""
    return [said.text for said in read(scene)]


def faults(scene: Scene) -> list[str]:
    """What is empty, reaches beyond its drawing, or is covered.

    A strap may cover what it likes, and a ticker's label what goes on below it.
    """
    found: list[str] = []
    for place, layer in enumerate(scene.layers):
        said = _read(layer.drawing)
        kind = type(layer.drawing).__name__
        found += [f"{kind}: empty" for one in said if not one.text.strip()]
        if not _is_part(layer.drawing):
            found += [f"{one.text!r} does not fit" for one in said if not one.is_inside]
        found += [f"{a.text!r} over {b.text!r}" for a, b in combinations(said, 2) if a.meets(b)]
        above = [
            one
            for one in scene.layers[place + 1 :]
            if not isinstance(one.drawing, Strap | StripLabel)
        ]
        others = [one for one in above if (one.left, one.top) != (layer.left, layer.top)]
        covered = [one for one in said if any(one.is_hidden(layer, other) for other in others)]
        found += [f"{one.text!r} is covered" for one in covered]
    return found


def _is_part(drawing: Drawing) -> bool:
    """Whether it is a row that shows a part of a pitch, on which texts go on in the next row."""
    return isinstance(drawing, PanelRow) and any(isinstance(one, Pitch) for one in drawing.parts)


def _read(drawing: Drawing) -> tuple[Said, ...]:
    """The texts of a drawing; equal drawings have equal texts."""
    known = _READ.get(drawing)
    if known is None:
        reader = _Reader(drawing)
        drawing.draw(reader)
        known = _READ[drawing] = tuple(reader.said)
    return known


_READ: dict[Drawing, tuple[Said, ...]] = {}
