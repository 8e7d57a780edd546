"""Lines of text in their room: several at one size, wrapped in balance, digits under digits."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import category, east_asian_width, name

from overlays.area import even
from overlays.canvas import digits_width
from overlays.fonts import Font, Line, fitted, width_of
from overlays.lettering import drawable

_LETTERS_AT_MOST = 400
_SMALLER = 0.96
_HALVINGS = 8
# A line is a little longer or shorter than its words and spaces are together.
_KERNING = 1.01
# Scripts without spaces may be broken anywhere but before what closes and behind what opens.
_CLOSING = ("Pe", "Pf", "Po", "Lm")
_CLOSING_KANA = frozenset("っゃゅょッャュョ")
_OPENING = ("Ps", "Pi")


def together(texts: Sequence[str], font: Font, *, width: float, floor: float) -> tuple[Line, ...]:
    """Each text in the same width, all at the one size that suits the longest.

    `width` and `floor` are in pixels; what is too long even at the floor ends in an ellipsis.
    """
    fonts = [fitted(text, font, width=width, floor=floor).font for text in texts]
    smallest = min(fonts, key=lambda one: one.size, default=font)
    return tuple(fitted(text, smallest, width=width, floor=smallest.size) for text in texts)


@lru_cache(maxsize=256)
def wrapped(text: str, font: Font, *, width: float, at_most: int, floor: float) -> tuple[Line, ...]:
    """The text on at most `at_most` lines of one size, none wider than `width` (pixels).

    It is set as large as it goes, down to a size of `floor`, in as few lines as that takes, all
    about equally long. What is too long even so ends in an ellipsis. No text is no line.
    """
    pieces = _pieces(drawable(text[:_LETTERS_AT_MOST], font.face), font)
    if not pieces or at_most < 1:
        return ()
    size, floor = font.size, min(floor, font.size)
    while True:
        room = width * font.size / size
        broken = _broken(pieces, room)
        fits = len(broken) <= at_most and all(piece.width <= room for piece in pieces)
        if fits or size <= floor:
            break
        size = max(floor, size * _SMALLER)
    if fits:
        broken = _balanced(pieces, room, len(broken))
    else:
        broken = [*broken[: at_most - 1], [one for line in broken[at_most - 1 :] for one in line]]
    sized = font._replace(size=size, spacing=font.spacing * size / font.size)
    said = ["".join(piece.text for piece in line).strip() for line in broken if line]
    return together(said, sized, width=width, floor=size * (_SMALLER if fits else 1))


def tabular_width(texts: Iterable[str], font: Font) -> int:
    """How wide a column must be for each text as `Canvas.digits` draws it, in even pixels."""
    widest = max((digits_width(text, font) for text in texts), default=0)
    return even(widest + 1)


@dataclass(frozen=True, slots=True)
class _Piece:
    """What may not be broken, with the space behind it; `width` is without that."""

    text: str
    width: float
    with_space: float


def _pieces(text: str, font: Font) -> list[_Piece]:
    space = (width_of("n n", font) - width_of("nn", font)) * _KERNING
    pieces = []
    for word in text.split():
        *parts, last = _parts(word)
        for part in parts:
            width = width_of(part, font) * _KERNING
            pieces.append(_Piece(part, width, width))
        width = width_of(last, font) * _KERNING
        pieces.append(_Piece(f"{last} ", width, width + space))
    return pieces


def _parts(word: str) -> Iterator[str]:
    """A word broken where it may be: between ideographs, and after hyphens and slashes."""
    begin = 0
    for at in range(1, len(word)):
        before, after = word[at - 1], word[at]
        if _may_part(before, after) or (before in "-/" and at - begin > 2 and len(word) - at > 2):
            yield word[begin:at]
            begin = at
    yield word[begin:]


def _may_part(before: str, after: str) -> bool:
    """Whether a line may end between two letters of a script without spaces."""
    if not (_is_wide(before) or _is_wide(after)) or after in _CLOSING_KANA:
        return False
    return category(after) not in _CLOSING and category(before) not in _OPENING


def _is_wide(letter: str) -> bool:
    """Whether it belongs to a script without spaces; Korean has them."""
    return east_asian_width(letter) in "WF" and not name(letter, "").startswith("HANGUL")


def _broken(pieces: Sequence[_Piece], width: float) -> list[list[_Piece]]:
    """Lines filled one after the other; a piece wider than that has a line to itself."""
    lines: list[list[_Piece]] = []
    used = 0.0
    for piece in pieces:
        if not lines or used + piece.width > width:
            lines.append([])
            used = 0.0
        lines[-1].append(piece)
        used += piece.with_space
    return lines


def _balanced(pieces: Sequence[_Piece], width: float, count: int) -> list[list[_Piece]]:
    """That many lines, the widest of them as narrow as can be."""
    narrow, wide = 0.0, width
    for _ in range(_HALVINGS):
        middle = (narrow + wide) / 2
        if len(_broken(pieces, middle)) <= count and max(p.width for p in pieces) <= middle:
            wide = middle
        else:
            narrow = middle
    return _broken(pieces, wide)
