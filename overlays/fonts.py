"""Fonts: a face at a weight and a size, and text measured and fitted with it."""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

import skia

from overlays.faces import (
    CAP_HEIGHT,
    HOUSE,
    FontMissingError,
    Weight,
    collection,
    load,
    own_cuts,
)
from overlays.lettering import UNKNOWN, drawable, reads_both_ways, runs

__all__ = [
    "ELLIPSIS",
    "UNKNOWN",
    "Font",
    "FontMissingError",
    "Line",
    "digit_advance",
    "drawable",
    "fitted",
    "glyphs_of",
    "load",
    "paragraph",
    "spacing_of",
    "typeface_font",
    "width_of",
]

ELLIPSIS = "…"
_ENDLESS = 1e6
# Widths do not scale exactly with the size; so many pixels beyond the room are no excess.
_NEAR_ENOUGH = 0.5


class Font(NamedTuple):
    """A face at a weight and a size in pixels, with `spacing` pixels between letters.

    Capitals are equally high in every face. Lines with right-to-left letters have no spacing.
    """

    weight: Weight
    size: float
    spacing: float = 0.0
    face: str = HOUSE

    @property
    def cap_height(self) -> float:
        """How high capitals and digits stand above the baseline, in pixels."""
        return CAP_HEIGHT * self.size

    @property
    def x_height(self) -> float:
        """How high small letters stand above the baseline, in pixels."""
        return _x_height(self.face, self.weight) * self.size

    def scaled(self, scale: float, face: str) -> "Font":
        """One of design pixels in picture pixels, in the face of a theme."""
        return Font(self.weight, self.size * scale, self.spacing * scale, face)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A text that fits: what is left of it, at which font, and how wide that is in pixels."""

    text: str
    font: Font
    width: float


@lru_cache(maxsize=2048)
def width_of(text: str, font: Font) -> float:
    """How wide `text` (of drawable letters) is, kerned, in pixels."""
    if not text:
        return 0.0
    return float(paragraph(text, font, 0xFF000000).MaxIntrinsicWidth) - spacing_of(text, font)


@lru_cache(maxsize=512)
def fitted(text: str, font: Font, *, width: float, floor: float) -> Line:
    """The text made drawable and fitted into `width` pixels.

    It gets smaller down to a size of `floor` pixels; what is still too long ends in an ellipsis.
    """
    text = drawable(text, font.face)
    full = width_of(text, font)
    if full > width + _NEAR_ENOUGH:
        smaller = max(floor, font.size * width / full)
        font = font._replace(size=smaller, spacing=font.spacing * smaller / font.size)
        text = _cut(text, font, width)
    return Line(text=text, font=font, width=width_of(text, font))


@lru_cache(maxsize=256)
def digit_advance(font: Font) -> int:
    """The whole pixels every digit gets, whichever it is, so that no clock wobbles."""
    widths: list[float] = typeface_font(font).getWidths(glyphs_of("0123456789", font))
    return round(max(widths) + 0.2)


def glyphs_of(text: str, font: Font) -> list[int]:
    """The glyph numbers of `text` in the face's first file."""
    return [_glyph(letter, font.face, font.weight) for letter in text]


@lru_cache(maxsize=1024)
def _glyph(letter: str, face: str, weight: Weight) -> int:
    return int(own_cuts(face, weight)[0].typeface.unicharToGlyph(ord(letter)))


@lru_cache(maxsize=128)
def typeface_font(font: Font) -> "skia.Font":
    """skia's own font object of the face's first file, for glyphs that are placed one by one."""
    cut = own_cuts(font.face, font.weight)[0]
    made = skia.Font(cut.typeface, font.size * cut.scale)
    made.setSubpixel(True)
    made.setEdging(skia.Font.Edging.kAntiAlias)
    made.setHinting(skia.FontHinting.kNone)
    return made


def paragraph(text: str, font: Font, argb: int) -> "skia.textlayout.Paragraph":
    """The shaped and kerned line of drawable letters, each drawn by the first cut that has it."""
    builder = skia.textlayout.ParagraphBuilder.make(
        skia.textlayout.ParagraphStyle(), collection(), _unicode()
    )
    spacing = spacing_of(text, font)
    for run in runs(text, font.face, font.weight):
        style = skia.textlayout.TextStyle()
        style.setFontFamilies([run.cut.name])
        style.setFontSize(font.size * run.cut.scale)
        style.setLetterSpacing(spacing)
        style.setColor(argb)
        builder.pushStyle(style)
        builder.addText(run.text)
        builder.pop()
    built = builder.Build()
    built.layout(_ENDLESS)
    return built


def spacing_of(text: str, font: Font) -> float:
    """The pixels between the letters of a text; half of them stand before its first as well."""
    return 0.0 if reads_both_ways(text) else font.spacing


def _cut(text: str, font: Font, width: float) -> str:
    """The longest beginning that fits with an ellipsis; the whole where that fits."""
    if width_of(text, font) <= width + _NEAR_ENOUGH:
        return text
    fits, too_long = 0, len(text)
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        if width_of(text[:middle].rstrip() + ELLIPSIS, font) <= width:
            fits = middle
        else:
            too_long = middle
    return text[:fits].rstrip() + ELLIPSIS


@cache
def _x_height(face: str, weight: Weight) -> float:
    """In parts of the size."""
    cut = own_cuts(face, weight)[0]
    return float(skia.Font(cut.typeface, 1000 * cut.scale).getMetrics().fXHeight) / 1000


@cache
def _unicode() -> "skia.Unicode":
    return skia.Unicodes.ICU.Make()
