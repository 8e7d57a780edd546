"""The mirror: scenes in languages that are read from right to left.

All of a scene changes sides, its motion too: who is first stands at the right, and what is read
runs on from there. Letters, digits and pictures stay as they are, and so does what lies as it does
in the world, such as a pitch (`Canvas.upright`).
"""

from dataclasses import dataclass, replace

from overlays.canvas import Canvas
from overlays.scene import Drawing, Layer, PictureSize


@dataclass(frozen=True, slots=True)
class Mirrored:
    """A drawing with its sides exchanged."""

    drawing: Drawing

    @property
    def width(self) -> int:
        """Pixels across."""
        return self.drawing.width

    @property
    def height(self) -> int:
        """Pixels down."""
        return self.drawing.height

    def draw(self, canvas: Canvas) -> None:
        """It as seen in a mirror, but for what stays upright."""
        with canvas.mirrored(self.width):
            self.drawing.draw(canvas)


def mirrored(layers: tuple[Layer, ...], size: PictureSize) -> tuple[Layer, ...]:
    """Layers of a picture of that size with its sides exchanged."""
    return tuple(_mirrored(layer, size.width) for layer in layers)


def _mirrored(layer: Layer, across: int) -> Layer:
    crop, width = layer.crop, layer.drawing.width
    return replace(
        layer,
        drawing=Mirrored(layer.drawing),
        left=across - layer.left - width,
        crop=crop and replace(crop, left=width - crop.left - crop.width),
    )
