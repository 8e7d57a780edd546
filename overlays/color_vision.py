"""How far apart two colours look, to most people and to those who see red and green alike."""

from functools import lru_cache
from math import atan2, cos, degrees, exp, hypot, radians, sin

from overlays.color import Color, lab, linear

# Machado, Oliveira, Fernandes 2009, severity 1: what is left of linear red, green and blue.
_PROTANOPIA = (
    (0.152286, 1.052583, -0.204868),
    (0.114503, 0.786281, 0.099216),
    (-0.003882, -0.048116, 1.051998),
)
_DEUTERANOPIA = (
    (0.367322, 0.860646, -0.227968),
    (0.280085, 0.672501, 0.047413),
    (-0.011820, 0.042940, 0.968881),
)
type Lab = tuple[float, float, float]


@lru_cache(maxsize=1024)
def distance(one: Color, other: Color) -> float:
    """CIEDE2000: about 1 can just be told apart, 100 is black and white."""
    return ciede2000(lab(*map(linear, one[:3])), lab(*map(linear, other[:3])))


@lru_cache(maxsize=1024)
def distance_red_green_blind(one: Color, other: Color) -> float:
    """The same as the one in twelve men see it to whom red and green are alike."""
    return min(
        ciede2000(_seen(one, lacking), _seen(other, lacking))
        for lacking in (_PROTANOPIA, _DEUTERANOPIA)
    )


def ciede2000(one: Lab, other: Lab) -> float:
    """The colour difference of ISO/CIE 11664-6 between two colours in CIE L*a*b*."""
    grey = _seventh((hypot(*one[1:]) + hypot(*other[1:])) / 2)
    stretch = 1.5 - grey / 2
    first, second = (_polar(one, stretch), _polar(other, stretch))
    chroma = (first[0] + second[0]) / 2
    turn, hue = _hues(first, second)
    light = ((one[0] + other[0]) / 2 - 50) ** 2
    weight = (
        1
        - 0.17 * cos(radians(hue - 30))
        + 0.24 * cos(radians(2 * hue))
        + 0.32 * cos(radians(3 * hue + 6))
        - 0.20 * cos(radians(4 * hue - 63))
    )
    lighter = (other[0] - one[0]) / (1 + 0.015 * light / (20 + light) ** 0.5)
    stronger = (second[0] - first[0]) / (1 + 0.045 * chroma)
    turned = 2 * (first[0] * second[0]) ** 0.5 * sin(radians(turn / 2))
    turned /= 1 + 0.015 * chroma * weight
    blue = sin(radians(60 * exp(-(((hue - 275) / 25) ** 2)))) * 2 * _seventh(chroma)
    squared = lighter**2 + stronger**2 + turned**2 - blue * stronger * turned
    return float(max(0.0, squared) ** 0.5)


def _seen(color: Color, lacking: tuple[tuple[float, float, float], ...]) -> Lab:
    """The colour as it looks to one who lacks a kind of cones."""
    light = [linear(part) for part in color[:3]]
    seen = [sum(w * part for w, part in zip(row, light, strict=True)) for row in lacking]
    return lab(*(min(1.0, max(0.0, part)) for part in seen))


def _seventh(chroma: float) -> float:
    return float((chroma**7 / (chroma**7 + 25**7)) ** 0.5)


def _polar(color: Lab, stretch: float) -> tuple[float, float]:
    """Chroma and hue (degrees)."""
    red = color[1] * stretch
    return hypot(red, color[2]), degrees(atan2(color[2], red)) % 360


def _hues(first: tuple[float, float], second: tuple[float, float]) -> tuple[float, float]:
    """The shorter turn from one hue to the other, and the hue between them (degrees)."""
    if first[0] * second[0] == 0:
        return 0.0, first[1] + second[1]
    turn = (second[1] - first[1] + 180) % 360 - 180
    if turn == -180:
        turn = 180.0
    whole = first[1] + second[1]
    if abs(first[1] - second[1]) <= 180:
        return turn, whole / 2
    return turn, (whole + 360) / 2 if whole < 360 else (whole - 360) / 2
