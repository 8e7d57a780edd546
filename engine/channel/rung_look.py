"""A rung's look: what stands drawn at the rung's own size, ready to key."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from engine.channel.plates import PlateName, Plates
from engine.keyer import KeyedBox
from engine.rendition import Rendition
from overlays.box import Box, Crop
from overlays.renderer import Renderer
from overlays.scene import Drawing, Layer, PictureSize, Scene
from overlays.stage import OnAir, Standing, layers_of

# Calls from one time what is on air is asked for again to the next: long before so many things are
# drawn that it would have to go.
_KEEPS_EVERY = 16

type _Place = tuple[int, int, int, int, Crop | None]


class RungLook:
    """One rung's size, renderer and plates. A clean one has no boxes.

    It keeps `byte_limit` bytes of drawings and as many of plates; another thread may make some
    ahead.
    """

    def __init__(self, rendition: Rendition, bytes_a_pixel: float) -> None:
        self.name = rendition.name
        self.is_clean = rendition.is_clean
        self.language = "" if rendition.is_clean else rendition.variant
        self.size = PictureSize(width=rendition.width, height=rendition.height)
        kept = int(bytes_a_pixel * rendition.width * rendition.height)
        self.byte_limit = kept
        self.renderer = Renderer(byte_limit=kept)
        self.plates = Plates(byte_limit=kept)
        self._made: list[_Made] = []
        self._calls = 0
        self.drawn: tuple[Box, ...] = ()

    def boxes(self, shown: OnAir) -> tuple[KeyedBox, ...]:
        """The boxes of what stands, ready to key: what that takes is worked out here, ahead.

        Graphics that look as they did on the frame before are taken as they were.
        """
        if self.is_clean:
            return ()
        before = {made.standing.graphic: made for made in self._made}
        self._made = [self._of(one, before.get(one.graphic)) for one in shown]
        self.drawn = tuple(box for made in self._made for box in made.drawn)
        self._calls += 1
        if self._calls % _KEEPS_EVERY == 0:
            # What stands long is asked for again as it leaves.
            self.keeps((), ())
        return tuple(box for made in self._made for box in made.keyed)

    def make(self, layer: Layer) -> PlateName:
        """Make ahead what showing a layer takes."""
        box = self.renderer.box(layer)
        self.plates.keyed(box)
        return box.version, box.opacity

    def keeps(self, drawings: Iterable[Drawing], plates: Iterable[PlateName]) -> bool:
        """Have what was made ahead kept, and what is on air; whether all of it still is."""
        made = self._made
        self.renderer.keeps(layer.drawing for one in made for layer in one.layers)
        self.plates.keeps((box.version, box.opacity) for one in made for box in one.drawn)
        has_drawings = self.renderer.keeps(drawings)
        return self.plates.keeps(plates) and has_drawings

    def _of(self, standing: Standing, before: "_Made | None") -> "_Made":
        if before is not None and before.standing == standing:
            return before
        layers = layers_of(standing, self.size)
        if before is not None and before.layers == layers:
            return replace(before, standing=standing)
        known = {} if before is None else before.by_place
        drawn = self.renderer.boxes(Scene(layers=layers))
        keyed = tuple(known.get(_place(box)) or self._keyed(box) for box in drawn)
        return _Made(standing=standing, layers=layers, drawn=drawn, keyed=keyed)

    def _keyed(self, box: Box) -> KeyedBox:
        keyed = self.plates.keyed(box)
        keyed.steps((self.size.height, self.size.width))
        return keyed


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """A graphic as it was made for a rung's last frame: its layers, their boxes, those to key."""

    standing: Standing
    layers: tuple[Layer, ...]
    drawn: tuple[Box, ...]
    keyed: tuple[KeyedBox, ...]

    @property
    def by_place(self) -> dict[_Place, KeyedBox]:
        """Its boxes to key by what they show and where."""
        return {_place(box): keyed for box, keyed in zip(self.drawn, self.keyed, strict=True)}


def _place(box: Box) -> _Place:
    return box.version, box.opacity, box.left, box.top, box.crop
