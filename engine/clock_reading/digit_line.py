"""Lines of digits in a small piece of a picture: where a clock stands in it, and what it shows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.clock_reading.glyphs import Glyphs, Vectors, vector
from engine.clock_reading.marks import Mark, marks
from engine.clock_reading.region import Region
from engine.frame import Plane
from engine.timebase import MICROSECONDS

# A piece is scaled so that its digits are about this high; the rest is measured in that.
_DIGIT = 32
_AROUND = 51
_ABOVE = 12
# Gaps between segments are bridged up to so far, in pixels of the scaled piece.
_JOINT = np.ones((7, 1), np.uint8)
CUTS = (0.1, 0.27)
_TALL = (0.72, 1.35)
_LEVEL = 0.2
# So far apart, in digits' heights, they are of one number; on boards ones leave much room.
GAP, BOARD_GAP = 0.55, 1.0
# Digits that touch: from this width on, in digits' heights, and one about every so much.
_TOO_WIDE, _PITCH, _PARTS = 0.95, 0.62, 4
_ALIKE = 0.72
# A number alone has neither marks nor time to vouch for it.
_ALIKE_ALONE = 0.85
_LINES = 4
_LONGEST = 3
_TENTH = MICROSECONDS // 10
_END = r"(?!\d|[:.]\d)"
_CLOCKS = (
    re.compile(r"(?P<h>1\d|2[0-3]|0?\d):(?P<m>[0-5]\d):(?P<s>[0-5]\d)" + _END),
    re.compile(r"(?<!\d[:.])(?P<m>1[0-3]\d|\d?\d)[:'](?P<s>[0-5]\d)(?:\.(?P<t>\d))?" + _END),
    re.compile(r"(?<!\d[:.])(?P<s>[0-5]?\d)\.(?P<t>\d)" + _END),
)

type _Boxes = NDArray[np.int32]
type _Line = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """How digits look: about how high they are, in pixels, and whether light on dark.

    `cut` is how much of the contrast above its surroundings is ink: little finds faint and small
    digits, more parts those that touch. `is_joined` where they are made of segments or lamps;
    `gap` is how far apart those of one number may be.
    """

    height: float
    is_light: bool
    cut: float = CUTS[0]
    is_joined: bool = False
    gap: float = GAP


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shown:
    """What a clock shows: µs, and the step of its last digit; `region` is counted from the piece's.

    `likeness` is how much the least certain digit is like it, at most 1. `last` is how the digit of
    the single seconds looks, `last_region` where it stands.
    """

    value: int
    step: int
    is_time_of_day: bool
    region: Region
    digit_height: float
    likeness: float
    last: Vectors
    last_region: Region


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Token:
    """A digit ("?" for what is none) or a mark, at its columns of the scaled piece."""

    text: str
    left: int
    right: int
    likeness: float = 1.0
    look: Vectors | None = None


class LineReader:
    """Reads digits of any plain font; what is learnt of them makes it surer of one clock's."""

    def __init__(self) -> None:
        self.glyphs = Glyphs()

    def read(self, piece: Plane, face: Face, through: Region | None = None) -> Shown | None:
        """The clock in a piece; where `through` is given, one whose single seconds stand there."""
        found = [
            shown
            for line, tokens, scale in self.lines(piece, face)
            for shown in _clocks(tokens, line, scale, face.gap)
            if through is None or shown.last_region.meets(through)
        ]
        return max(found, key=lambda shown: shown.likeness, default=None)

    def lines(
        self, piece: Plane, face: Face, least: int = 2
    ) -> list[tuple[_Line, list[Token], float]]:
        """The lines of `least` digits or more: top and bottom, tokens, how far it was scaled."""
        scale = _DIGIT / face.height
        if min(piece.shape) * scale < _DIGIT * _TALL[0]:
            return []
        big = cv2.resize(piece, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
        light = (big if face.is_light else 255 - big).astype(np.uint8)
        some = light[::2, ::2]
        above = max(_ABOVE, face.cut * (_share(some, 0.97) - _share(some, 0.1)))
        ink = cv2.adaptiveThreshold(
            light, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, _AROUND, -above
        )
        if face.is_joined:
            ink = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, _JOINT)
        _, found, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=4)
        labels, boxes = found.astype(np.int32), stats.astype(np.int32)
        return [
            (line, self._tokens(light, labels, boxes, line), scale) for line in _lines(boxes, least)
        ]

    def _tokens(
        self, light: Plane, labels: NDArray[np.int32], boxes: _Boxes, line: _Line
    ) -> list[Token]:
        high = line[1] - line[0]
        digits: list[Token] = []
        small: list[Mark] = []
        images: list[Plane] = []
        for label, (left, top, width, height, area) in enumerate(boxes.tolist()):
            if not label:
                continue
            if _is_level(line, (top, top + height)):
                ink = (labels[top : top + height, left : left + width] == label).sum(axis=0)
                for a, b in _parts(left, ink.astype(np.int64), high):
                    images.append(_glyph(light, labels, label, (a, b), line))
                    digits.append(Token(text="?", left=a, right=b))
            elif area >= 4 and _is_inside((top, top + height), line) and width < high / 2:
                middle = (top + height / 2 - line[0]) / high
                small.append(Mark(left=left, right=left + width, middle=middle))
        # A dot within a zero is part of it.
        small = [mark for mark in small if not any(_is_in(mark, digit) for digit in digits)]
        tokens = self._told(images, digits)
        tokens += [Token(text=text, left=left, right=right) for text, left, right in marks(small)]
        return sorted(tokens, key=lambda token: token.left)

    def _told(self, images: Sequence[Plane], places: Sequence[Token]) -> list[Token]:
        """Which digits they are."""
        if not images:
            return []
        looks = np.stack([vector(image) for image in images])
        alike = self.glyphs.likeness(looks)
        best = alike.max(axis=1).tolist()
        return [
            Token(
                text=str(digit) if likeness >= _ALIKE else "?",
                left=place.left,
                right=place.right,
                likeness=likeness,
                look=look,
            )
            for place, digit, likeness, look in zip(
                places, alike.argmax(axis=1).tolist(), best, looks, strict=True
            )
        ]


def number_in(lines: LineReader, piece: Plane, face: Face) -> tuple[int, float] | None:
    """The number that stands alone in a piece, of up to three digits, and how well it reads.

    More of the piece read is better: parts of digits are like ones.
    """
    found = []
    for (top, bottom), tokens, scale in lines.lines(piece, face, least=1):
        digits = [token for token in tokens if token.look is not None]
        text, _ = words(digits, face.gap * (bottom - top))
        likeness = min((digit.likeness for digit in digits), default=0.0)
        if text.isdecimal() and len(text) <= _LONGEST and likeness >= _ALIKE_ALONE:
            read = sum(digit.right - digit.left for digit in digits) * (bottom - top) / scale**2
            found.append((int(text), weighed(read, likeness)))
    return max(found, key=lambda one: one[1], default=None)


def weighed(read: float, likeness: float) -> float:
    """How well a piece is read of which so many pixels are read, the worst with that likeness.

    To be unlike weighs more than to leave something out.
    """
    return read * likeness**6


def words(tokens: Sequence[Token], gap: float) -> tuple[str, list[int]]:
    """The text of a line with a space at each gap so wide, and which token each letter is of."""
    text, of = "", []
    for n, token in enumerate(tokens):
        if n and token.left - tokens[n - 1].right > gap:
            text += " "
            of.append(n)
        text += token.text
        of.append(n)
    return text, of


def _lines(boxes: _Boxes, least: int) -> list[_Line]:
    """The lines with so many glyphs or more, by top and bottom edge; each once, fullest first."""
    tall = [
        (top, top + height)
        for _, top, width, height, _ in boxes[1:].tolist()
        if _TALL[0] * _DIGIT <= height <= _TALL[1] * _DIGIT and width >= 3
    ]
    found: list[tuple[int, _Line]] = []
    for line in tall:
        if not any(_is_level(line, other) for _, other in found):
            peers = sum(1 for other in tall if _is_level(line, other))
            found.append((peers, line))
    found.sort(key=lambda one: -one[0])
    return [line for peers, line in found[:_LINES] if peers >= least]


def _is_level(line: _Line, other: _Line) -> bool:
    apart = _LEVEL * (line[1] - line[0])
    return abs(line[0] - other[0]) <= apart and abs(line[1] - other[1]) <= apart


def _is_inside(mark: _Line, line: _Line) -> bool:
    """Whether it is low enough for a mark, and within the line."""
    high = line[1] - line[0]
    reach = high // 8
    is_within = mark[0] >= line[0] - reach and mark[1] <= line[1] + reach
    return is_within and mark[1] - mark[0] < _TALL[0] * high


def _is_in(mark: Mark, digit: Token) -> bool:
    return mark.left > digit.left and mark.right < digit.right


def _parts(left: int, ink: NDArray[np.int64], high: int) -> list[tuple[int, int]]:
    """The columns of a glyph, or of each of several that touch; none of a bar.

    `ink` says how much of it there is in each column: they touch where there is least.
    """
    width = len(ink)
    parts = max(1, round(width / (_PITCH * high))) if width > _TOO_WIDE * high else 1
    if parts > _PARTS:
        return []
    edges, reach = [0], max(1, width // parts // 4)
    for part in range(1, parts):
        about = width * part // parts
        edges.append(about - reach + int(ink[about - reach : about + reach + 1].argmin()))
    return [(left + a, left + b) for a, b in pairwise([*edges, width])]


def _glyph(
    light: Plane, labels: NDArray[np.int32], label: int, columns: tuple[int, int], line: _Line
) -> Plane:
    """One glyph from its ground (0) to its ink (255), without its neighbours."""
    window = slice(*line), slice(*columns)
    piece = light[window].astype(np.float32)
    own = (labels[window] == label).astype(np.uint8)
    ground, inked = _share(piece[own == 0], 0.25), _share(piece[own == 1], 0.75)
    near = cv2.dilate(own, np.ones((5, 5), np.uint8))
    even = np.clip((piece - ground) * (255 / max(1.0, inked - ground)), 0, 255) * near
    return np.asarray(even, np.uint8)


def _share(values: NDArray[np.generic], share: float) -> float:
    """The value that so great a share of all is below."""
    if not values.size:
        return 0.0
    at = int(share * (values.size - 1))
    return float(np.partition(values, at, axis=None)[at])


def _clocks(tokens: Sequence[Token], line: _Line, scale: float, gap: float) -> list[Shown]:
    """All that read as clocks in a line, by the fullest way of writing one there."""
    text, of = words(tokens, gap * (line[1] - line[0]))
    for pattern in _CLOCKS:
        found = []
        for match in pattern.finditer(text):
            own = tokens[of[match.start()] : of[match.end() - 1] + 1]
            single = own[match.end("s") - match.start() - 1]
            if single.look is not None:
                found.append(_shown(match.groupdict(), own, single, line, scale))
        if found:
            return found
    return []


def _shown(
    written: dict[str, str | None], own: Sequence[Token], single: Token, line: _Line, scale: float
) -> Shown:
    hours, minutes, seconds = (int(written.get(part) or 0) for part in "hms")
    tenth = written.get("t")
    value = (hours * 3600 + minutes * 60 + seconds) * MICROSECONDS + int(tenth or 0) * _TENTH
    high = line[1] - line[0]

    def region(left: int, right: int) -> Region:
        on_big = Region(left=left, top=line[0], width=right - left, height=high)
        return on_big.scaled(1 / scale)

    assert single.look is not None  # noqa: S101 - who calls has seen to it
    return Shown(
        value=value,
        step=MICROSECONDS if tenth is None else _TENTH,
        is_time_of_day=written.get("h") is not None,
        region=region(own[0].left, own[-1].right),
        digit_height=high / scale,
        likeness=min(token.likeness for token in own),
        last=single.look,
        last_region=region(single.left, single.right),
    )
