"""Colours: reading them, mixing them, and choosing the text that can be read on them."""

import re
from typing import NamedTuple

_HEX = re.compile(r"#([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})")
# WCAG 2.2 "relative luminance": the weights of linear red, green and blue.
_LUMINANCE = (0.2126, 0.7152, 0.0722)
_READS_WELL = 3.6


class Color(NamedTuple):
    """Straight (not premultiplied) sRGB, 0..255 each."""

    red: int
    green: int
    blue: int
    alpha: int = 255

    def faded(self, alpha: int) -> "Color":
        """The same colour with that alpha (0..255)."""
        return self._replace(alpha=alpha)

    def mixed(self, other: "Color", share: float) -> "Color":
        """This colour with a `share` (0..1) of the other in it; alpha stays."""
        red, green, blue = (
            round(own + (its - own) * share) for own, its in zip(self[:3], other[:3], strict=True)
        )
        return Color(red, green, blue, self.alpha)


CLEAR = Color(0, 0, 0, 0)
WHITE = Color(255, 255, 255)
INK = Color(10, 14, 28)
AMBER = Color(255, 198, 41)


def from_hex(text: str | None, *, default: Color) -> Color:
    """The colour `#rrggbb` says; the default where it says none."""
    match = _HEX.fullmatch(text) if text else None
    if match is None:
        return default
    red, green, blue = (int(part, 16) for part in match.groups())
    return Color(red, green, blue)


def is_hex(text: str) -> bool:
    """Whether it is a colour as `#rrggbb`."""
    return _HEX.fullmatch(text) is not None


def luminance(color: Color) -> float:
    """Relative luminance, 0 (black) to 1 (white), as WCAG 2.2 defines it."""
    return sum(weight * linear(part) for weight, part in zip(_LUMINANCE, color[:3], strict=True))


def contrast(one: Color, other: Color) -> float:
    """The WCAG 2.2 contrast ratio, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def text_on(ground: Color) -> Color:
    """White where it reads well on `ground`, else white or ink, whichever reads better.

    WCAG 2.2 asks 3:1 of large text; both choices keep above that.
    """
    if contrast(WHITE, ground) >= _READS_WELL:
        return WHITE
    return max(WHITE, INK, key=lambda text: contrast(text, ground))


def linear(part: int) -> float:
    """IEC 61966-2-1: the linear value, 0..1, of an sRGB part of 0..255."""
    value = part / 255
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def lab(r: float, g: float, b: float) -> tuple[float, float, float]:
    """CIE L*a*b* against D65 of linear red, green and blue (0..1)."""
    x = _cube_root((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505)
    y = _cube_root(0.2126 * r + 0.7152 * g + 0.0722 * b)
    z = _cube_root((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _cube_root(value: float) -> float:
    return float(value ** (1 / 3)) if value > 0.008856 else 7.787 * value + 16 / 116
