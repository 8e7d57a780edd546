"""The downstream key: boxes of premultiplied colour blended onto YUV planes, exactly and in place.

out = colour + background * inverse alpha / 255, rounded. A product of two bytes is never half-way
between two multiples of 255, and OpenCV's float32 product errs by less than the distance to the
nearest half, so the rounding is exact: where alpha is 0 every byte stays as it was.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.errors import BoxError
from engine.frame import Plane, Planes

OPAQUE = 255
_PER_255 = 1 / 255
_BANDS_AT_MOST = 7
# bt709, full-range RGB premultiplied by alpha -> limited-range Y, U, V premultiplied by alpha.
# Rows: Y, U, V; columns: R, G, B, A (black's 16 and grey's 128 come with the alpha).
_KR, _KB = 0.2126, 0.0722
_KG = 1 - _KR - _KB
_Y, _C = 219 / 255, 112 / 255
_MATRIX = np.array(
    [
        [_Y * _KR, _Y * _KG, _Y * _KB, 16 / 255],
        [-_C * _KR / (1 - _KB), -_C * _KG / (1 - _KB), _C, 128 / 255],
        [_C, -_C * _KG / (1 - _KR), -_C * _KB / (1 - _KR), 128 / 255],
    ],
    dtype=np.float32,
)


@dataclass(frozen=True, slots=True)
class Rows:
    """Luma rows from `top` to `bottom` (even), either all opaque or to be blended."""

    top: int
    bottom: int
    is_opaque: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Plate:
    """A box ready for the keyer: Y, U, V colour premultiplied, inverse alpha for luma and chroma.

    Luma planes have shape (height, width), chroma planes half of both. `rows` leaves out the rows
    in which nothing shows.
    """

    color: Planes
    inverse: tuple[Plane, Plane]
    rows: tuple[Rows, ...]

    @property
    def width(self) -> int:
        """Luma pixels."""
        return int(self.color[0].shape[1])

    @property
    def height(self) -> int:
        """Luma rows."""
        return int(self.color[0].shape[0])

    @property
    def nbytes(self) -> int:
        """Bytes of its planes."""
        return sum(plane.nbytes for plane in (*self.color, *self.inverse))


class _Step(NamedTuple):
    """One blend or copy: a plane's index, where on it, the colour, and what shows through."""

    plane: int
    where: tuple[slice, slice]
    color: Plane
    inverse: Plane | None


class KeyedBox:
    """A plate at a place: even `left` and `top` in the picture, and the window of it that shows.

    The window is (left, top, right, bottom) in the plate's own pixels, even. What is to be done on
    a picture's planes is worked out once; keying the box again costs the blending alone.
    """

    __slots__ = ("_shape", "_steps", "left", "plate", "top", "window")

    def __init__(
        self, *, plate: Plate, left: int, top: int, window: tuple[int, int, int, int]
    ) -> None:
        self.plate = plate
        self.left = left
        self.top = top
        self.window = window
        self._shape: tuple[int, ...] = ()
        self._steps: tuple[_Step, ...] = ()

    def steps(self, shape: tuple[int, ...]) -> tuple[_Step, ...]:
        """What keying it takes on a picture whose luma has that shape."""
        if shape != self._shape:
            self._shape, self._steps = shape, tuple(_steps(self, *shape))
        return self._steps


def plate(pixels: NDArray[np.uint8], opacity: int = OPAQUE) -> Plate:
    """The plate of premultiplied RGBA pixels, uint8 of shape (height, width, 4), sides even.

    `opacity` 0..255 scales colour and alpha alike.
    """
    height, width, channels = pixels.shape
    if height % 2 or width % 2 or channels != 4 or not height or not width:
        raise BoxError(f"a box of shape {pixels.shape} cannot be keyed; sides must be even, RGBA")
    scaled = pixels.astype(np.float32) * np.float32(opacity / OPAQUE)
    halves = cv2.resize(scaled, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
    luma = cv2.transform(scaled, _MATRIX[:1])
    chroma = cv2.transform(halves, _MATRIX[1:])
    inverse = _rounded(OPAQUE - scaled[:, :, 3]), _rounded(OPAQUE - halves[:, :, 3])
    color = _rounded(luma), _rounded(chroma[:, :, 0]), _rounded(chroma[:, :, 1])
    return Plate(color=color, inverse=inverse, rows=_rows(inverse))


def whole(plate: Plate, left: int, top: int) -> KeyedBox:
    """The plate with all of it showing."""
    return KeyedBox(plate=plate, left=left, top=top, window=(0, 0, plate.width, plate.height))


def key(planes: Planes, boxes: Sequence[KeyedBox]) -> None:
    """Blend the boxes onto the planes in place, bottom to top; what lies outside is cut off."""
    shape = planes[0].shape
    for box in boxes:
        for plane, where, color, inverse in box.steps(shape):
            under = planes[plane][where]
            if inverse is None:
                under[...] = color
            else:
                cv2.multiply(under, inverse, under, _PER_255)
                cv2.add(under, color, under)


def _steps(box: KeyedBox, height: int, width: int) -> Iterator[_Step]:
    """For each run of rows that shows inside the picture, a step a plane."""
    left, top, right, bottom = box.window
    left, top = max(left, -box.left, 0), max(top, -box.top, 0)
    right = min(right, width - box.left, box.plate.width)
    bottom = min(bottom, height - box.top, box.plate.height)
    if left >= right:
        return
    luma, *chroma = box.plate.color
    solid, thin = box.plate.inverse
    for rows in box.plate.rows:
        first, last = max(rows.top, top), min(rows.bottom, bottom)
        if first >= last:
            continue
        inside, where = _window(first, last, left, right, box.top, box.left)
        yield _Step(0, where, luma[inside], None if rows.is_opaque else solid[inside])
        inside, where = _window(
            first // 2, last // 2, left // 2, right // 2, box.top // 2, box.left // 2
        )
        inverse = None if rows.is_opaque else thin[inside]
        yield _Step(1, where, chroma[0][inside], inverse)
        yield _Step(2, where, chroma[1][inside], inverse)


def _window(
    first: int, last: int, left: int, right: int, y: int, x: int
) -> tuple[tuple[slice, slice], tuple[slice, slice]]:
    """Rows and columns of a plate, and of a picture whose (x, y) is the plate's corner."""
    inside = slice(first, last), slice(left, right)
    return inside, (slice(y + first, y + last), slice(x + left, x + right))


def _rounded(values: NDArray[Any]) -> Plane:
    return np.ascontiguousarray(np.clip(np.rint(values), 0, 255).astype(np.uint8))


def _rows(inverse: tuple[Plane, Plane]) -> tuple[Rows, ...]:
    """Runs of row pairs that are opaque, to be blended, or empty; empty ones are left out."""
    luma, chroma = inverse
    pairs = luma.reshape(chroma.shape[0], -1)
    low = np.minimum(pairs.min(axis=1), chroma.min(axis=1))
    high = np.maximum(pairs.max(axis=1), chroma.max(axis=1))
    kinds = np.where(high == 0, 0, np.where(low == OPAQUE, 2, 1)).tolist()
    runs, at = [], 0
    for kind, run in groupby(kinds):
        length = 2 * len(list(run))
        if kind != 2:
            runs.append(Rows(at, at + length, is_opaque=kind == 0))
        at += length
    if len(runs) > _BANDS_AT_MOST:
        return (Rows(runs[0].top, runs[-1].bottom, is_opaque=False),)
    return tuple(runs)
