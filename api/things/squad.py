"""Squads: the players that a sheet's rows speak of, and what is wrong with the other rows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from string import ascii_uppercase
from typing import Any

from api.things.columns import Column, columns_of
from api.things.grid import Row
from api.things.naming import folded

_NUMBER = re.compile(r"\w{1,8}")
_USUAL_NUMBER = re.compile(r"\d{1,2}[A-Za-z]?", re.ASCII)
_UNUSUAL = re.compile(r"[?!#*@=<>{}|_~^%$]")
# What people write where they do not know yet.
_UNKNOWN = re.compile(r"x{2,}|z{2,}|n/?a|nil|none|null|tb[acd]|test|unknown", re.IGNORECASE)
_NAME, _SHORT = 100, 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row as it was understood; what has no column is None. `team` is our id of it.

    `note` says what is odd in it and may be meant so.
    """

    row: int
    id: str | None
    name: str
    short: str | None
    number: str | None
    position: str | None
    team: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """What is wrong in a row, in which column (its letter), and what would be right."""

    row: int
    column: str
    detail: str

    def told(self) -> dict[str, Any]:
        """As it is told."""
        return {"row": self.row, "column": self.column, "detail": self.detail}


@dataclass(frozen=True, slots=True, kw_only=True)
class Squad:
    """What a sheet says: its columns by their letters, its good lines, and what is wrong.

    `left_out` are the headers of columns that nobody knows, or that are there twice.
    """

    columns: Mapping[str, Column]
    left_out: Mapping[str, str]
    lines: tuple[Line, ...]
    wrongs: tuple[Wrong, ...]


@dataclass(slots=True, kw_only=True)
class Teams:
    """Teams by what they are called (folded) and by id; `given` is the one all rows are of."""

    given: str | None = None
    called: dict[str, set[str]] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)

    def find(self, text: str) -> set[str]:
        """The ids of the teams that a text may mean."""
        return {text} if text in self.ids else self.called.get(folded(text), set())


class _WrongError(Exception):
    def __init__(self, column: Column, detail: str) -> None:
        super().__init__(detail)
        self.column = column


def read(rows: Sequence[Row], teams: Teams) -> Squad:
    """The players of a sheet."""
    columns, above = columns_of(rows)
    places = {column: place for place, column in columns.items()}
    lines, wrongs = list[Line](), list[Wrong]()
    numbers = dict[tuple[str, str], int]()
    for row, cells in rows[above:]:
        said = {column: _at(cells, place) for column, place in places.items()}
        try:
            line = _line(row, said, teams)
            _check_number(line, numbers)
        except _WrongError as error:
            at = _letter(places.get(error.column, places.get("last", 0)))
            wrongs.append(Wrong(row=row, column=at, detail=str(error)))
        else:
            lines.append(replace(line, note="; ".join(_notes(line, said, teams))))
    return Squad(
        columns={_letter(place): column for place, column in columns.items()},
        left_out={
            _letter(place): header
            for place, header in enumerate(rows[above - 1][1] if above else ())
            if header and place not in columns
        },
        lines=tuple(lines),
        wrongs=tuple(wrongs),
    )


def _line(row: int, said: Mapping[Column, str], teams: Teams) -> Line:
    name = _name(said)
    short = said.get("short") or (said.get("last") if said.get("first") else None)
    if len(short or "") > _SHORT:
        short = None
    number = said.get("number", "").lstrip("#").rstrip(".").strip()
    if number and not _NUMBER.fullmatch(number):
        raise _WrongError(
            "number", f"{number!r} is no shirt number; use digits or letters, 8 at most"
        )
    position = said.get("position")
    if len(position or "") > _SHORT:
        raise _WrongError("position", f"is longer than {_SHORT} letters; make it short")
    return Line(
        row=row,
        id=said.get("id") or None,
        name=name,
        short=short or None,
        number=number if "number" in said else None,
        position=position,
        team=_team(said.get("team", ""), teams),
    )


def _notes(line: Line, said: Mapping[Column, str], teams: Teams) -> Iterator[str]:
    """What is odd in a row and no mistake for certain."""
    if line.number and not _USUAL_NUMBER.fullmatch(line.number):
        yield f"{line.number} is an odd shirt number; correct it if it is none"
    if odd := _UNUSUAL.search(line.position or ""):
        yield f"the position {line.position} has a {odd[0]} in it; correct it"
    elif _UNKNOWN.fullmatch(line.position or ""):
        yield f"{line.position} is an odd position; correct it, or leave it empty"
    if (team := said.get("team", "")) and not teams.find(team):
        wrong = f"{team[:_NAME]} is no team of ours, and the chosen one was taken"
        yield f"{wrong}; take the row out if the player is not of it"


def _check_number(line: Line, numbers: dict[tuple[str, str], int]) -> None:
    """Nobody of the team has that number in an earlier row."""
    if line.number:
        first = numbers.setdefault((line.team, line.number), line.row)
        if first != line.row:
            detail = f"{line.number} stands in row {first} already; give each their own"
            raise _WrongError("number", detail)


def _name(said: Mapping[Column, str]) -> str:
    name = said.get("name") or " ".join(
        part for part in (said.get("first"), said.get("last")) if part
    )
    last, comma, first = name.partition(",")
    if comma and first.strip() and "," not in first:
        name = f"{first.strip()} {last.strip()}"
    if not folded(name):
        raise _WrongError("name", "has no name; write one, or take the row out")
    if len(name) > _NAME:
        raise _WrongError("name", f"is longer than {_NAME} letters; make it short")
    return name


def _team(text: str, teams: Teams) -> str:
    found = teams.find(text) if text else set[str]()
    if teams.given is not None:
        if found and teams.given not in found:
            raise _WrongError("team", f"{text} is another team; choose none to bring several")
        return teams.given
    if not text:
        raise _WrongError("team", "has no team; choose one, or write it in a column Team")
    if not found:
        raise _WrongError("team", f"no team is called {text}; make it first, or correct the name")
    if len(found) > 1:
        raise _WrongError("team", f"{len(found)} teams are called {text}; write the team's id")
    return next(iter(found))


def _at(cells: Sequence[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def _letter(place: int) -> str:
    """A column's letters as spreadsheets have them."""
    more, last = divmod(place, len(ascii_uppercase))
    return (ascii_uppercase[more - 1] if more else "") + ascii_uppercase[last]
