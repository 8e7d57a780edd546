"""The renderer: scenes in, boxes out; what was drawn once is not drawn again."""

from collections import OrderedDict
from dataclasses import dataclass

from overlays.box import Box, Pixels, next_version
from overlays.canvas import Canvas
from overlays.scene import Drawing, Layer, Scene

CACHE_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawn:
    pixels: Pixels
    version: int


class Renderer:
    """Draws scenes, keeping pixels by the drawing's value; one thread at a time.

    The cache holds at most `byte_limit` bytes of pixels; when full, what was not shown for the
    longest goes. A drawing larger than that is drawn every time. `drawn` counts the draws.
    """

    def __init__(self, *, byte_limit: int = CACHE_BYTES) -> None:
        self._byte_limit = byte_limit
        self._bytes = 0
        self._kept: OrderedDict[Drawing, _Drawn] = OrderedDict()
        self.drawn = 0

    def boxes(self, scene: Scene) -> tuple[Box, ...]:
        """The scene's boxes, bottom to top; layers of opacity 0 are left out."""
        return tuple(self._box(layer) for layer in scene.layers if layer.opacity)

    def _box(self, layer: Layer) -> Box:
        drawn = self._pixels(layer.drawing)
        return Box(
            pixels=drawn.pixels,
            left=layer.left,
            top=layer.top,
            opacity=layer.opacity,
            crop=layer.crop,
            version=drawn.version,
        )

    def _pixels(self, drawing: Drawing) -> _Drawn:
        known = self._kept.get(drawing)
        if known is not None:
            self._kept.move_to_end(drawing)
            return known
        canvas = Canvas(drawing.width, drawing.height)
        drawing.draw(canvas)
        self.drawn += 1
        fresh = _Drawn(pixels=canvas.finished(), version=next_version())
        self._keep(drawing, fresh)
        return fresh

    def _keep(self, drawing: Drawing, fresh: _Drawn) -> None:
        if fresh.pixels.nbytes > self._byte_limit:
            return
        self._kept[drawing] = fresh
        self._bytes += fresh.pixels.nbytes
        while self._bytes > self._byte_limit:
            _, oldest = self._kept.popitem(last=False)
            self._bytes -= oldest.pixels.nbytes
