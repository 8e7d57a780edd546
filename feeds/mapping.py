"""Mappings: where in a payload each thing stands, as a data editor writes it in a TOML file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal

import jmespath
from jmespath.exceptions import JMESPathError
from jmespath.parser import ParsedResult
from pydantic import Field, PlainValidator, ValidationError

from feeds import toml_file
from feeds.coercion import ClockUnit
from feeds.document import Form
from feeds.happening import Side
from feeds.mistake import Mistake, MistakesError
from feeds.scoreboard import FIELDS, Terms
from feeds.scoreboard_phase import PHASES, standing
from feeds.scoreboard_rows import ROW_FIELDS
from feeds.scoreboard_situation import SITUATION_FIELDS
from feeds.settings import Settings
from feeds.sport import Direction, Sport
from feeds.toml_file import Place

_ROWS = ("rows", "home_rows", "away_rows")
_WORDS = ("phase", "side", "goals", "cards", "stats")


@dataclass(frozen=True, slots=True)
class Expression:
    """A JMESPath expression. A constant says the same of any payload."""

    text: str
    compiled: ParsedResult
    is_constant: bool

    def of(self, value: object) -> Any:
        """What it finds in a value, None for nothing. ValueError where it does not fit."""
        try:
            return self.compiled.search(value)
        except JMESPathError as error:
            raise ValueError(f"does not fit: {_first_line(error)}") from error


def _expression(given: object) -> Expression:
    if not isinstance(given, str):
        raise ValueError("is no text; write a JMESPath expression in quotes")  # noqa: TRY004 - pydantic's
    try:
        compiled = jmespath.compile(given)
    except JMESPathError as error:
        raise ValueError(f"is no JMESPath expression ({_first_line(error)}); correct it") from error
    found = Expression(given, compiled, is_constant=False)
    try:
        is_constant = found.of(None) is not None
    except ValueError:
        is_constant = False
    return Expression(given, compiled, is_constant=is_constant)


def _first_line(error: Exception) -> str:
    lines = str(error).splitlines()
    return lines[0].rstrip(":") if lines else type(error).__name__


type Finds = Annotated[Expression, PlainValidator(_expression)]
type Section = dict[str, Finds]


class MatchesSection(Settings):
    """Where a payload holds many matches: their list, and of each its id and whether it is played.

    All else is looked for in the one that is taken.
    """

    rows: Finds
    id: Finds
    title: Finds | None = None
    live: Finds | None = None


class StatSection(Settings):
    """Where a statistic's two numbers stand."""

    home: Finds
    away: Finds


class MappingSettings(Settings):
    """All that may stand in a mapping."""

    format: Form | None = None
    lists: tuple[str, ...] = ()
    sport: Sport = Sport.GENERIC
    clock_unit: ClockUnit = ClockUnit.SECONDS
    clock_counts: Direction | None = None
    own_goals: Literal["for", "by"] = "for"
    matches: MatchesSection | None = None
    fields: Section = Field(default_factory=dict)
    goals: Section | None = None
    cards: Section | None = None
    substitutions: Section | None = None
    points: Section | None = None
    kicks: Section | None = None
    penalties: Section | None = None
    players: Section | None = None
    stats: Section | None = None
    stat: dict[str, StatSection] = Field(default_factory=dict)
    words: dict[str, dict[str, str]] = Field(default_factory=dict)

    def lists_of_rows(self) -> dict[str, Section]:
        """The lists that are mapped, by name."""
        found: dict[str, Section | None] = {name: getattr(self, name) for name in ROW_FIELDS}
        return {name: one for name, one in found.items() if one is not None}

    def terms(self) -> Terms:
        """How what is found is meant."""
        return Terms(
            sport=self.sport,
            clock_unit=self.clock_unit,
            clock_counts=self.clock_counts,
            is_own_by=self.own_goals == "by",
            words=self.words,
        )


def read(path: Path) -> MappingSettings:
    """The mapping of a file. Raises MistakesError with every mistake: file, line, key, remedy."""
    text = toml_file.text_of(path, "mapping")
    values = toml_file.values_of(path, text)
    mistakes = [
        toml_file.at_place(path, text, place, wrong, right)
        for place, wrong, right in _strange(values)
    ]
    found = None
    try:
        found = MappingSettings.model_validate(values)
    except ValidationError as error:
        mistakes += [toml_file.mistake(path, text, one) for one in error.errors()]
    if found is None or mistakes:
        raise MistakesError(sorted(mistakes, key=_line))
    return found


def _line(mistake: Mistake) -> int:
    return mistake.line


def _table(values: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = values.get(name)
    return found if isinstance(found, dict) else {}


def _strange(values: Mapping[str, Any]) -> Iterator[tuple[Place, str, str]]:
    """Keys and words that mean nothing: where, what is wrong, what would be right."""
    sport = values.get("sport", Sport.GENERIC)
    sports = [Sport(sport)] if sport in {*Sport} else [*Sport]
    known = (*FIELDS, *(name for one in sports for name in SITUATION_FIELDS.get(one, ())))
    yield from _unknown(_table(values, "fields"), known, ("fields",))
    for name, fields in ROW_FIELDS.items():
        section = _table(values, name)
        yield from _unknown(section, (*_ROWS, *fields), (name,))
        if section and not any(one in section for one in _ROWS):
            yield (
                (name,),
                "says nowhere where the rows are",
                "give rows, or home_rows and away_rows",
            )
    words = _table(values, "words")
    yield from _unknown(words, _WORDS, ("words",))
    for word, ours in _table(words, "phase").items():
        if isinstance(ours, str) and standing(ours) is None:
            right = f'use one of {", ".join(PHASES)}, with a period as "playing 2", or a status'
            yield ("words", "phase", word), f"{ours!r} is no phase", right
    for word, ours in _table(words, "side").items():
        if isinstance(ours, str) and ours not in {*Side}:
            yield ("words", "side", word), f"{ours!r} is neither side", "use home or away"


def _unknown(
    section: Mapping[str, Any], known: tuple[str, ...], place: Place
) -> Iterator[tuple[Place, str, str]]:
    for key in section:
        if key not in known:
            near = get_close_matches(key, known, 1)
            right = f"did you mean {near[0]}?" if near else f"use {', '.join(known)}"
            yield (*place, key), "unknown key", right


class MappingFile:
    """A mapping's file, read again when it changes; a mistake in it leaves the one before."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[int, int] | None = None
        self._mapping: MappingSettings | None = None
        self._wrong = ""

    def now(self) -> tuple[MappingSettings | None, str]:
        """The mapping as it stands, None before the first good one, and what is wrong with it."""
        try:
            found = self._path.stat()
            seen = found.st_mtime_ns, found.st_size
        except OSError:
            seen = None
        if seen is None or seen != self._seen:
            self._seen = seen
            self._read()
        return self._mapping, self._wrong

    def _read(self) -> None:
        try:
            self._mapping, self._wrong = read(self._path), ""
        except MistakesError as error:
            more = f" (and {error.count - 1} more mistakes)" if error.count > 1 else ""
            self._wrong = f"{error.mistakes[0]}{more}"
