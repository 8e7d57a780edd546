"""Lettering: a text as letters that some face has, in runs that one face draws.

Letters stand in the order in which they are read; skia turns right-to-left ones around. Numbers
with signs among Arabic letters are set apart, else 45+2' would come out as '2+45.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from overlays.faces import CHINESE, HOUSE, Cut, cut_of, own_cuts

UNKNOWN = "·"
_PROBE_WEIGHT = 600
_RIGHT_TO_LEFT = ("R", "AL")
# Unicode's marks for text set apart in its own direction: right to left, left to right, its end.
_RLI, _LRI, _PDI = "\u2067", "\u2066", "\u2069"
_ISOLATES = frozenset((_RLI, _LRI, _PDI))
_NUMBER = re.compile(r"(?<!\d)[+−-]?\d+(?:[+.,:/]\d+)*['′’″%]*")  # noqa: RUF001 - as it is typed
# Half and full width, and the shapes that Arabic letters take: the plain letters stand for them.
_SHAPES = re.compile("[\ufb50-\ufdff\ufe70-\ufefc\uff01-\uffdc]+")
_ARABIC_LETTER = "[\u0620-\u06ff]"
_VOWELS = "[\u064b-\u065f\u0670]"
_IS_VOWEL = re.compile(_VOWELS)
_NON_JOINER = "\u200c"
# Vowel signs on no letter or beyond two on one, and non-joiners that part nothing.
_STRAYS = re.compile(
    f"(?<!{_ARABIC_LETTER}){_VOWELS}+|(?<={_VOWELS}{_VOWELS}){_VOWELS}+"
    f"|(?<!{_ARABIC_LETTER}){_NON_JOINER}|{_NON_JOINER}(?!{_ARABIC_LETTER})"
)
_DOTS = re.compile(f"{UNKNOWN}{{2,}}")


class Run(NamedTuple):
    """Letters that one cut draws, one after the other."""

    text: str
    cut: Cut


@lru_cache(maxsize=4096)
def drawable(text: str, face: str = HOUSE) -> str:
    """`text` as one line that can be drawn with that face.

    White space of any kind becomes single spaces. A letter that neither the face nor a declared one
    has loses its marks or becomes a middle dot, one for a run of them; what has no shape of its own
    is left out, as is an emoji.
    """
    shown = "".join(_drawn_as(letter, face) for letter in " ".join(_plain(text).split()))
    return " ".join(_DOTS.sub(UNKNOWN, _STRAYS.sub("", shown)).split())


def undrawable(text: str, face: str = HOUSE) -> str:
    """The letters of a text, and signs such as emoji, that will be missed in it; each once."""
    letters = (one for one in _plain(text) if one != UNKNOWN and not one.isspace())
    shapes = (one for one in letters if unicodedata.category(one)[0] not in "CM")
    return "".join(dict.fromkeys(one for one in shapes if _drawn_as(one, face) in {"", UNKNOWN}))


def runs(text: str, face: str, weight: int) -> list[Run]:
    """Drawable `text` in runs, with marks that keep right-to-left text and its numbers in order."""
    if reads_both_ways(text):
        text = _isolated(text)
    found = groupby(_cuts(text, face, weight), key=lambda one: one[1])
    return [Run("".join(letter for letter, _ in group), cut) for cut, group in found]


def reads_both_ways(text: str) -> bool:
    """Whether some of it is read from right to left."""
    return any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in text)


def is_right_to_left(text: str) -> bool:
    """Whether the text as a whole is read from right to left: its first letter says so."""
    return _strong(text) in _RIGHT_TO_LEFT


def is_east_asian(letter: str) -> bool:
    """Whether it is a letter of Chinese or Japanese, where one stands for a syllable or a word."""
    return letter.isalnum() and any(ord(letter) in block for block in CHINESE)


def _plain(text: str) -> str:
    """The text with each letter in the form that faces have."""
    text = unicodedata.normalize("NFC", text)
    if text.isascii():
        return text
    text = _SHAPES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return _STRAYS.sub("", unicodedata.normalize("NFC", text))


def _drawn_as(letter: str, face: str) -> str:
    kind = unicodedata.category(letter)[0]
    has_shape = kind not in "CM" or _IS_VOWEL.match(letter)
    if letter == _NON_JOINER or (has_shape and cut_of(letter, face, _PROBE_WEIGHT)):
        return letter
    if kind in "CM":
        return ""
    parts = unicodedata.normalize("NFKD", letter)
    plain = "".join(part for part in parts if cut_of(part, face, _PROBE_WEIGHT))
    # Emoji and other signs are no letters that would be missed.
    return plain or ("" if kind == "S" else UNKNOWN)


def _cuts(text: str, face: str, weight: int) -> Iterator[tuple[str, Cut]]:
    """Each letter with the cut that draws it; a non-joiner stays with the letter before."""
    own = before = own_cuts(face, weight)[0]
    for letter in text:
        if letter in _ISOLATES:
            before = own
        elif letter != _NON_JOINER:
            before = cut_of(letter, face, weight) or own
        yield letter, before


def _isolated(text: str) -> str:
    """The text with its numbers, and where it is read from right to left the whole, set apart.

    A number behind a letter read from left to right, as in U21, goes with that.
    """
    parts: list[str] = []
    done, direction = 0, ""
    for found in _NUMBER.finditer(text):
        between = text[done : found.start()]
        direction = _strong(between[::-1]) or direction
        number = found[0] if direction == "L" else f"{_LRI}{found[0]}{_PDI}"
        parts += between, number
        done = found.end()
    whole = "".join((*parts, text[done:]))
    return f"{_RLI}{whole}{_PDI}" if is_right_to_left(text) else whole


def _strong(text: str) -> str:
    """The direction of the first letter that has one, in Unicode's letters; else nothing."""
    directions = (unicodedata.bidirectional(letter) for letter in text)
    return next((one for one in directions if one == "L" or one in _RIGHT_TO_LEFT), "")
