"""The downstream key: boxes of premultiplied colour blended onto YUV planes, exactly and in place.

out = colour + background * inverse alpha / 255, rounded. A product of two bytes is never half-way
between two multiples of 255, and OpenCV's float32 product errs by less than the distance to the
nearest half, so the rounding is exact: where alpha is 0 every byte stays as it was.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Protocol

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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class KeyedBox:
    """A plate at a place: even `left` and `top` in the picture, and the window of it that shows.

    The window is (left, top, right, bottom) in the plate's own pixels, even.
    """

    plate: Plate
    left: int
    top: int
    window: tuple[int, int, int, int]


class Graphics(Protocol):
    """Where the media core gets its boxes from."""

    def boxes(self, number: int) -> Sequence[Sequence[KeyedBox]]:
        """For frame n, the boxes of each rung in ladder order, bottom to top."""


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
    for box in boxes:
        _key_box(planes, box)


def _key_box(planes: Planes, box: KeyedBox) -> None:
    height, width = planes[0].shape
    left, top, right, bottom = box.window
    left, top = max(left, -box.left, 0), max(top, -box.top, 0)
    right = min(right, width - box.left, box.plate.width)
    bottom = min(bottom, height - box.top, box.plate.height)
    if left >= right or top >= bottom:
        return
    for rows in box.plate.rows:
        first, last = max(rows.top, top), min(rows.bottom, bottom)
        if first < last:
            _key_rows(planes, box, (left, first, right, last), is_opaque=rows.is_opaque)


def _key_rows(
    planes: Planes, box: KeyedBox, window: tuple[int, int, int, int], *, is_opaque: bool
) -> None:
    """Key one window of the plate, given in its luma pixels, onto the three planes."""
    left, top, right, bottom = window
    inverse_luma, inverse_chroma = box.plate.inverse
    for index, (plane, color) in enumerate(zip(planes, box.plate.color, strict=True)):
        if index == 1:
            left, top, right, bottom = left // 2, top // 2, right // 2, bottom // 2
        x, y = (box.left, box.top) if index == 0 else (box.left // 2, box.top // 2)
        under = plane[y + top : y + bottom, x + left : x + right]
        fill = color[top:bottom, left:right]
        if is_opaque:
            np.copyto(under, fill)
            continue
        inverse = inverse_chroma if index else inverse_luma
        cv2.multiply(under, inverse[top:bottom, left:right], under, _PER_255)
        cv2.add(under, fill, under)


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
