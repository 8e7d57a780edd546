"""A line of chat as it may be shown: what tricks the eye is taken out, what is left is kept."""

import re
import unicodedata

LONGEST = 500
_MARKS_AT_MOST = 3
_JOINER = "\u200d"
# Tags and invisible operators have no place in a line; the joiner and the picture selector make
# emoji what they are.
_KEPT = {_JOINER, "\ufe0e", "\ufe0f"}
_TAKEN_OUT = {"Cc", "Cf", "Co", "Cs", "Cn"}
# England, Scotland and Wales are a black flag with their names in invisible letters behind it.
_FLAG = "\U0001f3f4"
_FLAG_LETTERS = range(0xE0020, 0xE0080)
_SPACES = re.compile(r"\s+")


class LineError(ValueError):
    """No line anyone could read; `code` is stable."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


def cleaned(text: str) -> str:
    """The line without control characters, turns of direction and towers of accents.

    LineError where it is too long (500 characters) or nothing is left of it.
    """
    if len(text) > LONGEST:
        raise LineError("too_long", f"{len(text)} characters; at most {LONGEST}")
    plain = unicodedata.normalize("NFC", _SPACES.sub(" ", text))
    line = "".join(_without_towers(plain)).strip()
    if not any(_is_seen(character) for character in line):
        raise LineError("empty", "nothing to read; write a line")
    return line


def _without_towers(text: str) -> list[str]:
    kept, marks, is_flag = list[str](), 0, False
    for character in text:
        category = unicodedata.category(character)
        is_flag = character == _FLAG or (is_flag and ord(character) in _FLAG_LETTERS)
        if category in _TAKEN_OUT and character not in _KEPT and not is_flag:
            continue
        is_mark = category in {"Mn", "Me"} and character not in _KEPT
        marks = marks + 1 if is_mark else 0
        if marks <= _MARKS_AT_MOST:
            kept.append(character)
    return kept


def _is_seen(character: str) -> bool:
    return (
        not character.isspace() and character not in _KEPT and not unicodedata.combining(character)
    )
