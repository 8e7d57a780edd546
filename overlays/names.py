"""What teams and people are called on a graphic, with the letters that can be drawn."""

from functools import lru_cache
from itertools import groupby

from feeds.fact import Team
from feeds.happening import Side
from overlays.faces import HOUSE
from overlays.lettering import UNKNOWN, drawable, is_east_asian, is_right_to_left
from overlays.words import word

_SHORT_LETTERS = 3
_SHORT_EAST_ASIAN = 4
_KANA = frozenset(map(chr, range(0x3040, 0x3100)))


@lru_cache(maxsize=256)
def short_name(team: Team, side: Side, language: str = "", face: str = HOUSE) -> str:
    """The letters for the bug: the short name, else the beginning of the name, in capitals.

    It is what the team is called in the language, if that is known. The beginning is three letters;
    four of a Chinese or Japanese name; the first word of an Arabic one. Where nothing of it can be
    drawn, the side is named instead.
    """
    called = team.called(language)
    given = shown(called.short, face) or _beginning(shown(called.name, face))
    return given.upper() or word(side.value, language).upper()


@lru_cache(maxsize=256)
def full_name(team: Team, side: Side, language: str = "", face: str = HOUSE) -> str:
    """The name as a strap shows it; where nothing of it can be drawn, the short name."""
    return shown(team.called(language).name, face) or short_name(team, side, language, face)


@lru_cache(maxsize=4096)
def shown(text: str | None, face: str = HOUSE) -> str:
    """The text as drawn, or nothing where no letter or digit of it is left."""
    drawn = drawable(text or "", face)
    return drawn if any(map(str.isalnum, drawn.replace(UNKNOWN, ""))) else ""


def _beginning(name: str) -> str:
    words = ["".join(filter(str.isalnum, word)) for word in name.split()]
    if is_right_to_left(name):
        return next(filter(None, words), "")
    letters = "".join(words)
    if not any(map(is_east_asian, letters)):
        return letters[:_SHORT_LETTERS]
    return _city(letters) if len(letters) > _SHORT_EAST_ASIAN else letters


def _city(letters: str) -> str:
    """What a Japanese club's name begins with, ideographs or kana; of ideographs alone four."""
    _, first = next(groupby(letters, key=lambda letter: letter in _KANA))
    return "".join(first)[:_SHORT_EAST_ASIAN]
