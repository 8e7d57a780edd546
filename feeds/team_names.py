"""Team names: what a team is called in other languages than the one it goes by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import (
    AfterValidator,
    Field,
    GetPydanticSchema,
    PlainSerializer,
    StringConstraints,
)

from feeds.happening import Text

type Short = Annotated[str, StringConstraints(min_length=1, max_length=8)]
type Language = Annotated[
    str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$", max_length=35)
]

LANGUAGES_AT_MOST = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamName:
    """What a team is called in a language; `short` is the three letters on the bug."""

    language: str
    name: str
    short: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """The coded form, without the language it stands under."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    name: Text
    short: Short | None = None


def _named(said: Mapping[str, _Said]) -> tuple[TeamName, ...]:
    return tuple(
        TeamName(language=language, name=one.name, short=one.short)
        for language, one in sorted(said.items())
    )


def _coded(names: Iterable[TeamName]) -> dict[str, dict[str, str]]:
    return {
        one.language: {"name": one.name} | ({"short": one.short} if one.short else {})
        for one in names
    }


# Coded by language, as `{"de": {"name": "…", "short": "…"}}`; held as a tuple, in order.
type _Coded = Annotated[
    dict[Language, _Said],
    Field(max_length=LANGUAGES_AT_MOST),
    AfterValidator(_named),
    PlainSerializer(_coded),
]
type TeamNames = Annotated[
    tuple[TeamName, ...], GetPydanticSchema(lambda _, handler: handler.generate_schema(_Coded))
]


def in_language(names: Iterable[TeamName], language: str) -> TeamName | None:
    """The name in a language, else in the one without its region; None where there is neither."""
    called = {one.language: one for one in names}
    return called.get(language) or called.get(language.partition("-")[0])
