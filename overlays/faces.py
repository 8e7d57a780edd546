"""Faces: the declared font files, checked before air and opened when something is first drawn.

A text's own face draws the letters it has; the house's and those of other scripts draw the rest.
Faces come in subsets, a file each. The system's fonts are never asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Literal

import skia

from overlays.font_file import FontFileError, manager, opened

type Weight = Literal[500, 600, 700, 800]

FOLDER = Path(__file__).parent / "fonts"
WEIGHTS: tuple[Weight, ...] = (500, 600, 700, 800)
HOUSE = "barlow-condensed"
# How high capitals stand in every face, in parts of the size: faces are scaled to it, so that a
# layout holds whichever face its theme has.
CAP_HEIGHT = 0.7


class FontMissingError(RuntimeError):
    """A declared font file is not there or cannot be read; says which, and what to do."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"font file {path} is missing or unreadable: run `make setup`")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cut:
    """An opened file: what skia's paragraphs call it, how much larger than asked it is drawn."""

    name: str
    typeface: "skia.Typeface"
    scale: float

    def has(self, letter: str) -> bool:
        """Whether it can draw the letter."""
        return bool(self.typeface.unicharToGlyph(ord(letter)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A family: by weight its files, declared or opened; the first has Latin letters and digits.

    A face of other scripts is asked for letters of its `blocks` alone. Without a `scale` its
    capitals are made as high as all are.
    """

    files: Mapping[int, tuple[Path | Cut, ...]]
    blocks: tuple[range, ...] = ()
    scale: float | None = None

    def cuts(self, weight: int) -> tuple[Cut, ...]:
        """What it draws with at the weight nearest to this, the bolder of two."""
        nearest = min(self.files, key=lambda own: (abs(own - weight), -own))
        return tuple(
            source if isinstance(source, Cut) else _declared(source, self.scale)
            for source in self.files[nearest]
        )


def _subsets(
    family: str, *subsets: str, weights: tuple[int, ...] = WEIGHTS
) -> dict[int, tuple[Path, ...]]:
    return {
        weight: tuple(FOLDER / f"{family}-{subset}-{weight}-normal.woff" for subset in subsets)
        for weight in weights
    }


_LATIN = "latin", "latin-ext", "vietnamese"
_CYRILLIC = (range(0x400, 0x530), range(0x2116, 0x2117))
_GREEK = range(0x370, 0x400)
_ARABIC = range(0x600, 0x700)
# Marks, kana and phonetic letters, then the ideographs of Chinese and Japanese.
CHINESE = (
    range(0x3001, 0x3130),
    range(0x31F0, 0x3200),
    range(0x3400, 0x4DC0),
    range(0x4E00, 0xA000),
    range(0xF900, 0xFB00),
    range(0x20000, 0x30000),
)

_DISPLAY = {
    HOUSE: Face(files=_subsets(HOUSE, *_LATIN)),
    "oswald": Face(files=_subsets("oswald", *_LATIN, "cyrillic", weights=(500, 600, 700))),
}
DECLARED = tuple(_DISPLAY)
"""The faces that are ours."""
_OTHERS = (
    Face(
        files=_subsets("roboto-condensed", "cyrillic", "cyrillic-ext", "greek"),
        blocks=(*_CYRILLIC, _GREEK),
    ),
    Face(files=_subsets("noto-kufi-arabic", "arabic"), blocks=(_ARABIC,), scale=0.86),
    # Ideographs are as high as their size, and stand around the middle of the capitals.
    Face(
        files={
            500: (FOLDER / "NotoSansHans-Medium.otf",),
            700: (FOLDER / "NotoSansHans-Bold.otf",),
        },
        blocks=CHINESE,
        scale=0.92,
    ),
)
_registered: dict[str, Face] = {}


def load(folder: Path = FOLDER) -> None:
    """Open every declared file once, so that a bad one is known before air: FontMissingError."""
    for face in (*_DISPLAY.values(), *_OTHERS):
        for sources in face.files.values():
            for source in sources:
                _typeface(folder / source.name)


def register_face(name: str, files: Mapping[int, Path]) -> str:
    """Take in an editor's own face, by weight its files; returns what a `Font` calls it.

    That ends in a digest of the files, so that with other files it is another face.

    Raises:
        FontFileError: a file cannot be used, or there is none.
    """
    if not files:
        raise FontFileError(f"face {name}: it has no files; give one by its weight, such as 700")
    digest = blake2b(digest_size=4)
    opened_by_weight: dict[int, tuple[Cut]] = {}
    for weight, path in sorted(files.items()):
        typeface, content = opened(path)
        digest.update(b"%d " % weight + content)
        opened_by_weight[weight] = (_cut(typeface, None),)
    called = f"{name}-{digest.hexdigest()}"
    if called not in _registered:
        _registered[called] = Face(files=opened_by_weight)
        own_cuts.cache_clear()
        cut_of.cache_clear()
    return called


def is_face(name: str) -> bool:
    """Whether a face of that name is declared or registered."""
    return name in _DISPLAY or name in _registered


@lru_cache(maxsize=64)
def own_cuts(face: str, weight: int) -> tuple[Cut, ...]:
    """What a face draws with at a weight; the house's where the face is not known."""
    own = _registered.get(face) or _DISPLAY.get(face) or _DISPLAY[HOUSE]
    return own.cuts(weight)


@lru_cache(maxsize=8192)
def cut_of(letter: str, face: str, weight: int) -> Cut | None:
    """The first that has the letter: of the face itself, the house's, then its script's."""
    for cut in (*own_cuts(face, weight), *own_cuts(HOUSE, weight)):
        if cut.has(letter):
            return cut
    for other in _OTHERS:
        if any(ord(letter) in block for block in other.blocks):
            return next((cut for cut in other.cuts(weight) if cut.has(letter)), None)
    return None


@cache
def collection() -> "skia.textlayout.FontCollection":
    """Where skia's paragraphs find what is opened, by the names of the cuts."""
    made = skia.textlayout.FontCollection()
    made.setDefaultFontManager(_provider())
    return made


@cache
def _provider() -> "skia.textlayout.TypefaceFontProvider":
    return skia.textlayout.TypefaceFontProvider()


@cache
def _declared(path: Path, scale: float | None) -> Cut:
    return _cut(_typeface(path), scale)


def _cut(typeface: "skia.Typeface", scale: float | None) -> Cut:
    name = f"font-{typeface.uniqueID()}"
    _provider().registerTypeface(typeface, name)
    return Cut(name=name, typeface=typeface, scale=scale or _scale(typeface))


def _scale(typeface: "skia.Typeface") -> float:
    """What makes its capitals as high as all are, as far as that is sensible."""
    font = skia.Font(typeface, 1000)
    outline = font.getPath(typeface.unicharToGlyph(ord("H")))
    height = -outline.getBounds().top() if outline else 0
    height = round(height) or font.getMetrics().fCapHeight
    return CAP_HEIGHT * 1000 / min(1400, max(350, height))


def _typeface(path: Path) -> "skia.Typeface":
    typeface = manager().makeFromFile(str(path)) if path.is_file() else None
    if typeface is None:
        raise FontMissingError(path)
    return typeface
