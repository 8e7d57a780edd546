"""Names by language, and how texts are compared where people look for them."""

import re
import unicodedata
from typing import Annotated, Self

from pydantic import StringConstraints, model_validator

from api.control.resources import Body

_SPACE = re.compile(r"[^\w]+")
# Letters that are no base letter with a mark.
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "\u0131": "i"})

type Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
type Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
type Code = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=8)]
type Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$")]


class Name(Body):
    """What something is called in one language: in full, in short, and in about three letters."""

    long: Line
    short: Short | None = None
    code: Code | None = None


class Named(Body):
    """What has names, by language; those of `language` stand where another has none."""

    language: Language = "en"
    names: dict[Language, Name]

    @model_validator(mode="after")
    def _has_its_language(self) -> Self:
        if self.language not in self.names:
            raise ValueError(f"names have none in {self.language}; give one, or change language")
        return self

    @property
    def name(self) -> str:
        """The name in full, in its own language."""
        return self.names[self.language].long

    def sort_key(self) -> str:
        """What lists are ordered by."""
        return folded(self.name)

    def words(self) -> str:
        """All that it may be found by."""
        called = (part for one in self.names.values() for part in (one.long, one.short, one.code))
        return " ".join(dict.fromkeys(folded(part) for part in called if part))


def spoken(names: dict[str, Name], language: str, default: str) -> Name:
    """The name in a language, each part of it else in the language without its region, else in the
    default.
    """
    asked = [language, language.partition("-")[0], default]
    known = [names[one] for one in asked if one in names] or list(names.values())[:1]
    return Name(
        long=known[0].long,
        short=next((one.short for one in known if one.short), None),
        code=next((one.code for one in known if one.code), None),
    )


def folded(text: str) -> str:
    """The text without case, accents and punctuation: "São  Tomé" and "sao tome" are the same."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    letters = "".join(one for one in plain if not unicodedata.combining(one))
    return _SPACE.sub(" ", letters).strip()
