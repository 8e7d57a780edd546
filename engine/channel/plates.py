"""Plates of boxes: what the keyer needs of pixels, worked out once for each opacity."""

from collections.abc import Iterable

from engine.keyer import KeyedBox, Plate, plate
from overlays.box import Box
from overlays.cache import Cache

_BYTES = 64 * 1024 * 1024

type PlateName = tuple[int, int]
"""A box's version and opacity."""


class Plates:
    """Boxes' plates by pixels and opacity; the least lately shown go when they come to too much."""

    def __init__(self, *, byte_limit: int = _BYTES) -> None:
        self._kept: Cache[PlateName, Plate] = Cache(byte_limit)
        self.made = 0

    def keyed(self, box: Box) -> KeyedBox:
        """The box as the keyer takes it."""
        name = box.version, box.opacity
        kept = self._kept.get(name)
        if kept is None:
            fresh = plate(box.pixels, box.opacity)
            self.made += 1
            kept = self._kept.put(name, fresh, fresh.nbytes)
        window = (0, 0, kept.width, kept.height)
        if box.crop is not None:
            crop = box.crop
            window = (crop.left, crop.top, crop.left + crop.width, crop.top + crop.height)
        return KeyedBox(plate=kept, left=box.left, top=box.top, window=window)

    def keeps(self, names: Iterable[PlateName]) -> bool:
        """Have these kept for as long as if they were shown now; whether all of them still are."""
        return self._kept.touch(names)
