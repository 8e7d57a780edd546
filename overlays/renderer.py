"""The renderer: scenes in, boxes out; what was drawn once is not drawn again."""

from collections.abc import Iterable
from dataclasses import dataclass

from overlays.box import Box, Pixels, next_version
from overlays.cache import Cache
from overlays.canvas import Canvas
from overlays.scene import Drawing, Layer, Scene

CACHE_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawn:
    pixels: Pixels
    version: int


class Renderer:
    """Draws scenes, keeping pixels by the drawing's value.

    The cache holds at most `byte_limit` bytes of pixels; when full, what was not shown for the
    longest goes. A drawing larger than that is drawn every time. `drawn` counts the draws. A second
    thread may draw ahead what the first will show: neither waits while the other draws.
    """

    def __init__(self, *, byte_limit: int = CACHE_BYTES) -> None:
        self._kept: Cache[Drawing, _Drawn] = Cache(byte_limit)
        self.drawn = 0

    def boxes(self, scene: Scene) -> tuple[Box, ...]:
        """The scene's boxes, bottom to top; layers of opacity 0 are left out."""
        return tuple(self.box(layer) for layer in scene.layers if layer.opacity)

    def box(self, layer: Layer) -> Box:
        """A layer's box."""
        drawn = self._pixels(layer.drawing)
        return Box(
            pixels=drawn.pixels,
            left=layer.left,
            top=layer.top,
            opacity=layer.opacity,
            crop=layer.crop,
            version=drawn.version,
        )

    def keeps(self, drawings: Iterable[Drawing]) -> bool:
        """Have these kept for as long as if they were shown now; whether all of them still are."""
        return self._kept.touch(drawings)

    def _pixels(self, drawing: Drawing) -> _Drawn:
        known = self._kept.get(drawing)
        if known is not None:
            return known
        canvas = Canvas(drawing.width, drawing.height)
        drawing.draw(canvas)
        self.drawn += 1
        fresh = _Drawn(pixels=canvas.finished(), version=next_version())
        return self._kept.put(drawing, fresh, fresh.pixels.nbytes)
