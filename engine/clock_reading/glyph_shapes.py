"""Drawn digits: strokes of our own with many weights and widths, seven segments, OpenCV's fonts.

Nothing is taken from anybody's pictures.
"""

from collections.abc import Iterator, Sequence
from itertools import chain, product

import cv2
import numpy as np

from engine.frame import Plane

type Stroke = list[tuple[float, float]]

_DRAWN = 60
_WEIGHTS = (0.10, 0.15, 0.21)
_ASPECTS = (0.36, 0.46, 0.58, 0.74)
_SQUARENESS = (2.0, 3.2, 6.0)
# Strokes too thick for a narrow digit would close it.
_ASPECT_A_WEIGHT = 2.6
# A narrow seven is what many a one looks like.
_LEAST_OF_SEVEN = 0.45
_OPENCV_FONTS = (("sans", (300, 500, 800)), ("uni", (400, 700)))
_STRETCHES = (0.65, 0.85, 1.0, 1.2)
SEGMENTS = {
    "0": "abcdef", "1": "bc", "2": "abged", "3": "abgcd", "4": "fgbc",
    "5": "afgcd", "6": "afgedc", "7": "abc", "8": "abcdefg", "9": "abcdfg",
}  # fmt: skip
SEGMENT_ENDS: dict[str, Stroke] = {
    "a": [(0.1, 0), (0.9, 0)],
    "b": [(1, 0.06), (1, 0.44)],
    "c": [(1, 0.56), (1, 0.94)],
    "d": [(0.1, 1), (0.9, 1)],
    "e": [(0, 0.56), (0, 0.94)],
    "f": [(0, 0.06), (0, 0.44)],
    "g": [(0.1, 0.5), (0.9, 0.5)],
}


def drawn() -> Iterator[tuple[int, Plane]]:
    """Digits and what they look like: light on dark, cut to their edges."""
    return chain(_of_strokes(), _of_segments(), _of_fonts())


def _of_strokes() -> Iterator[tuple[int, Plane]]:
    for square, aspect, weight in product(_SQUARENESS, _ASPECTS, _WEIGHTS):
        for digit, shapes in enumerate(_digits(square)):
            if _is_drawn(digit, aspect, weight):
                for strokes in shapes:
                    yield digit, _image(strokes, aspect, weight)


def _of_segments() -> Iterator[tuple[int, Plane]]:
    for aspect, weight in product(_ASPECTS, _WEIGHTS):
        for digit, names in SEGMENTS.items():
            if _is_drawn(int(digit), aspect, 0):
                strokes = [SEGMENT_ENDS[name] for name in names]
                yield int(digit), _image(strokes, aspect, weight)


def _of_fonts() -> Iterator[tuple[int, Plane]]:
    for name, weights in _OPENCV_FONTS:
        face = cv2.FontFace(name)
        for weight, digit in product(weights, range(10)):
            image = np.zeros((120, 120), np.uint8)
            cv2.putText(image, str(digit), (30, 90), (255, 255, 255), face, 80, weight)
            cut = _trimmed(image)
            for stretch in _STRETCHES:
                size = max(2, round(cut.shape[1] * stretch)), cut.shape[0]
                yield digit, cv2.resize(cut, size, interpolation=cv2.INTER_AREA).astype(np.uint8)


def _is_drawn(digit: int, aspect: float, weight: float) -> bool:
    is_open = aspect >= _ASPECT_A_WEIGHT * weight
    return is_open and (digit != 7 or aspect >= _LEAST_OF_SEVEN)


def _image(strokes: Sequence[Stroke], aspect: float, weight: float) -> Plane:
    """The strokes with their outer edges at the image's."""
    thick = max(2, round(weight * _DRAWN))
    high, wide = _DRAWN - thick, max(1, round(aspect * _DRAWN) - thick)
    image = np.zeros((_DRAWN, wide + thick), np.uint8)
    for stroke in strokes:
        points = [(thick / 2 + x * wide, thick / 2 + y * high) for x, y in stroke]
        line = np.round(np.array(points) * 16).astype(np.int32)
        cv2.polylines(
            image, [line], isClosed=False, color=255, thickness=thick, lineType=cv2.LINE_AA, shift=4
        )
    return _trimmed(image)


def _trimmed(image: Plane) -> Plane:
    rows, columns = np.flatnonzero(image.max(axis=1)), np.flatnonzero(image.max(axis=0))
    return image[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _digits(square: float) -> list[list[list[Stroke]]]:
    """Each digit's shapes in the unit square, as strokes; curves are round (2) to square (6)."""

    def arc(
        center: tuple[float, float], radii: tuple[float, float], turn: tuple[int, int]
    ) -> Stroke:
        """Part of a superellipse, by degrees clockwise from the right."""
        at = np.radians(np.linspace(*turn, 40))
        cos, sin = np.cos(at), np.sin(at)
        x = center[0] + radii[0] * np.sign(cos) * np.abs(cos) ** (2 / square)
        y = center[1] + radii[1] * np.sign(sin) * np.abs(sin) ** (2 / square)
        return [(float(a), float(b)) for a, b in zip(x, y, strict=True)]

    oval = arc((0.5, 0.5), (0.5, 0.5), (0, 360))
    bowl = arc((0.5, 0.69), (0.5, 0.31), (0, 360))
    curls = [arc((0.5, 0.4), (0.5, 0.4), (180, end)) for end in (280, 300, 320)]
    sixes: list[list[Stroke]] = [[bowl, curl, [(0, 0.4), (0, 0.69)]] for curl in curls]
    sixes.append([bowl, [(0.08, 0.55), (0.62, 0)]])
    belly = arc((0.48, 0.68), (0.52, 0.32), (-140, 140))
    upper = arc((0.5, 0.24), (0.46, 0.24), (-155, 90))
    lower = arc((0.5, 0.73), (0.5, 0.27), (-90, 155))
    zeros: list[list[Stroke]] = [
        [oval],
        [oval, [(0.5, 0.45), (0.5, 0.55)]],
        [oval, [(0.3, 0.66), (0.7, 0.34)]],
    ]
    ones: list[list[Stroke]] = [
        [[(0.5, 0), (0.5, 1)]],
        [[(0.6, 0), (0.6, 1)], [(0.1, 0.25), (0.6, 0)]],
        [[(0.5, 0), (0.5, 1)], [(0.2, 0.08), (0.5, 0.04)]],
        [[(0.55, 0), (0.55, 1)], [(0.1, 0.2), (0.55, 0)], [(0.1, 1), (0.95, 1)]],
        [[(0.0, 0.03), (1.0, 0.0), (1.0, 1)]],
        [[(0.4, 0.02), (1.0, 0.0), (1.0, 1)]],
        [[(0.2, 0.14), (1.0, 0.0), (1.0, 1)]],
    ]
    twos: list[list[Stroke]] = [
        [[*arc((0.5, 0.29), (0.48, 0.29), (-170, end)), (0.02, knee), (0.02, 1), (1, 1)]]
        for end, knee in ((25, 1.0), (50, 0.97))
    ]
    threes: list[list[Stroke]] = [
        [upper, lower],
        [[(0.02, 0), (0.95, 0), (0.45, 0.42)], belly],
    ]
    fours: list[list[Stroke]] = [
        [[(0.78, 1), (0.78, 0), (0, 0.72), (1, 0.72)]],
        [[(0.72, 1), (0.72, 0.35)], [(0.5, 0), (0, 0.75), (1, 0.75)]],
        [[(0.8, 1), (0.8, 0)], [(0, 0), (0, 0.6), (1, 0.6)]],
    ]
    fives: list[list[Stroke]] = [[[(0.93, 0), (0.1, 0), (0.04, 0.47)], belly]]
    sevens: list[list[Stroke]] = [
        [[(0, 0), (1, 0), (0.35, 1)]],
        [[(0, 0.15), (0, 0), (1, 0), (0.4, 0.6), (0.35, 1)]],
    ]
    eights = [[arc((0.5, 0.25), (0.45, 0.25), (0, 360)), arc((0.5, 0.74), (0.5, 0.26), (0, 360))]]
    nines = [[[(1 - x, 1 - y) for x, y in stroke] for stroke in strokes] for strokes in sixes]
    return [zeros, ones, twos, threes, fours, fives, sixes, sevens, eights, nines]
