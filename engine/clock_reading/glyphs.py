"""Which digit a piece of a picture shows most likely, by how much it is like drawn ones."""

from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.clock_reading.glyph_shapes import drawn
from engine.frame import Plane

type Vectors = NDArray[np.float32]

_HEIGHT, _WIDTH, _EDGE = 22, 20, 3
_SMOOTH = 1.0
_WAYS = 8
_POOL = 4
# What is learnt may be another digit, misread.
_OWN_LESS = 0.02


def vector(glyph: Plane) -> Vectors:
    """A light glyph on dark, cut to its edges, as a vector of length 1 and mean 0.

    It says which way the brightness rises, and how much, in the parts of the glyph's box.
    """
    height, width = glyph.shape
    wide = min(_WIDTH, max(2, round(width * _HEIGHT / height)))
    scaling = cv2.INTER_AREA if height > _HEIGHT else cv2.INTER_LINEAR
    box = np.zeros((_HEIGHT + 2 * _EDGE, _WIDTH + 2 * _EDGE), np.float32)
    left = _EDGE + (_WIDTH - wide) // 2
    box[_EDGE:-_EDGE, left : left + wide] = cv2.resize(
        glyph, (wide, _HEIGHT), interpolation=scaling
    )
    box = cv2.GaussianBlur(box, (0, 0), _SMOOTH).astype(np.float32)
    across, down = cv2.Sobel(box, cv2.CV_32F, 1, 0), cv2.Sobel(box, cv2.CV_32F, 0, 1)
    strength, way = cv2.cartToPolar(across, down)
    apart = np.abs(way * (_WAYS / (2 * np.pi)) - np.arange(_WAYS)[:, None, None])
    shares = strength * np.maximum(0, 1 - np.minimum(apart, _WAYS - apart))
    pooled = cv2.GaussianBlur(np.ascontiguousarray(shares.transpose(1, 2, 0)), (0, 0), _POOL / 1.6)
    found = np.sqrt(pooled[1::_POOL, 1::_POOL]).ravel().astype(np.float32)
    found -= found.mean()
    return found / max(1e-6, float(np.linalg.norm(found)))


class Glyphs:
    """Tells digits apart; learns how those of one clock look, which makes it surer of the rest."""

    def __init__(self) -> None:
        self._learnt: dict[int, Vectors] = {}

    def likeness(self, vectors: Vectors) -> Vectors:
        """How much each glyph is like each digit, -1 to 1: float32 (glyphs, 10)."""
        patterns, digits = _patterns()
        starts = np.searchsorted(digits, np.arange(10))
        # One by one: a product of several goes to NumPy's own threads, which cost more than it.
        alike = np.stack([np.maximum.reduceat(one @ patterns, starts) for one in vectors])
        for digit, learnt in self._learnt.items():
            alike[:, digit] = np.maximum(alike[:, digit], vectors @ learnt - _OWN_LESS)
        return alike.astype(np.float32)

    def learn(self, digit: int, look: Vectors) -> None:
        """This is how that digit looks here."""
        before = self._learnt.get(digit)
        mixed = look if before is None else before * 0.75 + look * 0.25
        self._learnt[digit] = (mixed / max(1e-6, float(np.linalg.norm(mixed)))).astype(np.float32)


@cache
def _patterns() -> tuple[Vectors, NDArray[np.int64]]:
    """All patterns, a column each, and the digit of each; made when they are first wanted."""
    found = sorted(((digit, vector(image)) for digit, image in drawn()), key=lambda one: one[0])
    looks = np.ascontiguousarray(np.stack([look for _, look in found]).T)
    return looks, np.array([digit for digit, _ in found])
