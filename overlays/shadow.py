"""Soft shadows and glows around a plate, drawn once and keyed only where the plate leaves them.

A blurred rectangle is the product of two blurred edges, so it needs no blur of skia's, which would
hold up the programme.
"""

from dataclasses import dataclass
from math import erf, sqrt

import numpy as np
from numpy.typing import NDArray

from overlays.area import Area, even
from overlays.canvas import Canvas
from overlays.color import Color
from overlays.scene import Layer
from overlays.sizing import drawn

# Design lengths: pixels at a picture 1080 high.
_BLUR = 11
_DROP = 4
# So many times the blur away from an edge nothing is left of it.
_REACH = 2.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Shadow:
    """A blurred rectangle: `blur` pixels is the standard deviation, `solid` what is blurred."""

    width: int
    height: int
    solid: Area
    blur: float
    color: Color

    def draw(self, canvas: Canvas) -> None:
        """The colour, as strong as its alpha in the middle and as nothing at the edges."""
        across = _edge(self.width, self.solid.left, self.solid.right, self.blur)
        down = _edge(self.height, self.solid.top, self.solid.bottom, self.blur)
        alpha = np.outer(down, across) * (self.color.alpha / 255)
        strong = np.array([*self.color[:3], 255], np.float32)
        canvas.image((alpha[:, :, None] * strong + 0.5).astype(np.uint8), (0, 0))


def shadow(
    plate: Area, scale: float, color: Color, *, radius: float = 0.0, opacity: int = 255
) -> tuple[Layer, ...]:
    """The layers of a soft shadow below a plate (picture pixels) with corners of that radius.

    They go below the plate's own layers. Nothing is drawn where the plate covers it, so that it
    costs little more than its rim; a `color` of alpha 0 is no shadow.
    """
    return around(plate, scale, color, drop=_DROP, radius=radius, opacity=opacity)


def around(
    plate: Area,
    scale: float,
    color: Color,
    *,
    drop: float = 0.0,
    radius: float = 0.0,
    opacity: int = 255,
) -> tuple[Layer, ...]:
    """A glow all around a plate, or with a `drop` (design pixels) one that hangs below it."""
    if not color.alpha or not opacity:
        return ()
    blur, down = _BLUR * scale, even(drop * scale)
    margin = drawn(_REACH * blur)
    whole = plate.inset(-margin, -margin)._replace(top=plate.top - margin + down)
    drawing = Shadow(
        width=whole.width,
        height=whole.height,
        solid=Area(margin, margin, plate.width, plate.height),
        blur=blur,
        color=color,
    )
    layer = Layer(drawing=drawing, left=whole.left, top=whole.top, opacity=opacity)
    return tuple(shown for rim in _rims(whole, plate, radius) for shown in layer.within(rim))


def _rims(whole: Area, plate: Area, radius: float) -> tuple[Area, ...]:
    """What is left of the whole above, left, right and below what the plate covers in full."""
    corner = min(even(radius + 1), plate.width // 4 * 2, plate.height // 4 * 2)
    hole = plate.inset(corner, corner)
    return (
        Area(whole.left, whole.top, whole.width, hole.top - whole.top),
        Area(whole.left, hole.top, hole.left - whole.left, hole.height),
        Area(hole.right, hole.top, whole.right - hole.right, hole.height),
        Area(whole.left, hole.bottom, whole.width, whole.bottom - hole.bottom),
    )


def _edge(length: int, begin: int, end: int, blur: float) -> NDArray[np.float32]:
    """A line that is solid from `begin` to `end`, blurred, from 0 to 1."""
    unit = blur * sqrt(2)
    values = [
        (erf((at + 0.5 - begin) / unit) - erf((at + 0.5 - end) / unit)) / 2 for at in range(length)
    ]
    # What is cut off at the border is taken off everywhere, so that no border shows.
    least = values[0]
    return np.array([max(0.0, (value - least) / (1 - least)) for value in values], np.float32)
