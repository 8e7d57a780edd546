"""Fonts: the declared files, checked when loaded, and text measured and fitted with them.

Each weight is two files, because fontsource cuts a face into subsets: Latin, and Latin Extended for
names such as Beşiktaş or Łódź. The system's fonts are never asked.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

import skia

type Weight = Literal[500, 600, 700, 800]

FOLDER = Path(__file__).parent / "fonts"
SUBSETS = ("latin", "latin-ext")
WEIGHTS: tuple[Weight, ...] = (500, 600, 700, 800)
ELLIPSIS = "…"
UNKNOWN = "·"
# Barlow Condensed: the heights of capitals and digits, and of small letters, in parts of the size.
CAP_HEIGHT = 0.7
X_HEIGHT = 0.514
_ENDLESS = 1e6
# Widths do not scale exactly with the size; so many pixels beyond the room are no excess.
_NEAR_ENOUGH = 0.5


class FontMissingError(RuntimeError):
    """A declared font file is not there or cannot be read; says which, and what to do."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"font file {path} is missing or unreadable: run `make setup`")


class Font(NamedTuple):
    """Barlow Condensed at a weight and a size in pixels, with `spacing` pixels between letters."""

    weight: Weight
    size: float
    spacing: float = 0.0

    @property
    def cap_height(self) -> float:
        """How high capitals and digits stand above the baseline, in pixels."""
        return CAP_HEIGHT * self.size


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A text that fits: what is left of it, at which font, and how wide that is in pixels."""

    text: str
    font: Font
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Faces:
    collection: "skia.textlayout.FontCollection"
    unicode: "skia.Unicode"
    typefaces: dict[Weight, tuple["skia.Typeface", ...]]


def load(folder: Path = FOLDER) -> None:
    """Read every declared file, so that a missing one is known before air: FontMissingError."""
    _faces(folder)


def drawable(text: str) -> str:
    """`text` as one line that the declared files can draw.

    White space of any kind becomes single spaces. A letter in neither file loses its marks or
    becomes a middle dot, one for a run of them; what has no shape of its own is left out.
    """
    shown: list[str] = []
    for letter in " ".join(unicodedata.normalize("NFC", text).split()):
        known = _drawn_as(letter)
        if known != UNKNOWN or not shown or shown[-1] != UNKNOWN:
            shown.append(known)
    return " ".join("".join(shown).split())


def width_of(text: str, font: Font) -> float:
    """How wide `text` (of drawable letters) is, kerned, in pixels."""
    if not text:
        return 0.0
    return float(paragraph(text, font, 0xFF000000).MaxIntrinsicWidth) - font.spacing


@lru_cache(maxsize=512)
def fitted(text: str, font: Font, *, width: float, floor: float) -> Line:
    """The text made drawable and fitted into `width` pixels.

    It gets smaller down to a size of `floor` pixels; what is still too long ends in an ellipsis.
    """
    text = drawable(text)
    full = width_of(text, font)
    if full > width + _NEAR_ENOUGH:
        smaller = max(floor, font.size * width / full)
        font = font._replace(size=smaller, spacing=font.spacing * smaller / font.size)
        text = _cut(text, font, width)
    return Line(text=text, font=font, width=width_of(text, font))


@lru_cache(maxsize=256)
def digit_advance(font: Font) -> int:
    """The whole pixels every digit gets, whichever it is, so that no clock wobbles."""
    widths: list[float] = typeface_font(font).getWidths(glyphs_of("0123456789", font.weight))
    return round(max(widths) + 0.2)


def glyphs_of(text: str, weight: Weight) -> list[int]:
    """The glyph numbers of `text` in the Latin file."""
    typeface = _faces(FOLDER).typefaces[weight][0]
    return [typeface.unicharToGlyph(ord(letter)) for letter in text]


@lru_cache(maxsize=128)
def typeface_font(font: Font) -> "skia.Font":
    """skia's own font object of the Latin file, for glyphs that are placed one by one."""
    made = skia.Font(_faces(FOLDER).typefaces[font.weight][0], font.size)
    made.setSubpixel(True)
    made.setEdging(skia.Font.Edging.kAntiAlias)
    made.setHinting(skia.FontHinting.kNone)
    return made


def paragraph(text: str, font: Font, argb: int) -> "skia.textlayout.Paragraph":
    """The shaped and kerned line, each letter from the first subset that has it."""
    faces = _faces(FOLDER)
    style = skia.textlayout.TextStyle()
    style.setFontFamilies([f"{subset}-{font.weight}" for subset in SUBSETS])
    style.setFontSize(font.size)
    style.setLetterSpacing(font.spacing)
    style.setColor(argb)
    builder = skia.textlayout.ParagraphBuilder.make(
        skia.textlayout.ParagraphStyle(), faces.collection, faces.unicode
    )
    builder.pushStyle(style)
    builder.addText(text)
    built = builder.Build()
    built.layout(_ENDLESS)
    return built


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


@lru_cache(maxsize=4096)
def _drawn_as(letter: str) -> str:
    if unicodedata.category(letter)[0] in "CM":
        return ""
    if _has(letter):
        return letter
    plain = "".join(part for part in unicodedata.normalize("NFKD", letter) if _has(part))
    return plain or UNKNOWN


def _has(letter: str) -> bool:
    return any(face.unicharToGlyph(ord(letter)) for face in _faces(FOLDER).typefaces[600])


@cache
def _faces(folder: Path) -> _Faces:
    provider = skia.textlayout.TypefaceFontProvider()
    typefaces: dict[Weight, tuple[skia.Typeface, ...]] = {}
    for weight in WEIGHTS:
        faces = tuple(_typeface(folder, subset, weight) for subset in SUBSETS)
        for subset, face in zip(SUBSETS, faces, strict=True):
            provider.registerTypeface(face, f"{subset}-{weight}")
        typefaces[weight] = faces
    collection = skia.textlayout.FontCollection()
    collection.setDefaultFontManager(provider)
    return _Faces(collection=collection, unicode=skia.Unicodes.ICU.Make(), typefaces=typefaces)


def _typeface(folder: Path, subset: str, weight: int) -> "skia.Typeface":
    path = folder / f"barlow-condensed-{subset}-{weight}-normal.woff"
    # A manager of its own, since the default one reads the system's font configuration.
    manager = skia.FontMgr.New_Custom_Empty()
    typeface = manager.makeFromFile(str(path)) if path.is_file() else None
    if typeface is None:
        raise FontMissingError(path)
    return typeface
