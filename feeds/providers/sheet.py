"""A sheet that a person fills in: Excel, CSV, or what a spreadsheet on the web publishes as CSV.

Either a row for each thing (`home score | 2`), or a row of names and one of values below it, of
which the last counts. A table of events may stand below, or on another sheet.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from feeds import coercion
from feeds.coercion import ClockUnit, Values, is_blank, key
from feeds.payload import PayloadError
from feeds.reading import Reading, Voice
from feeds.scoreboard import FIELDS, Scoreboard, Terms
from feeds.scoreboard_rows import ROW_FIELDS
from feeds.scoreboard_situation import SITUATION_FIELDS
from feeds.sport import Direction
from feeds.table import XLSX, Cell, Grid, csv_of, records, xlsx_of

NAME = "sheet"
_OWN = ("sport", "clock_counts", "clock_unit")
_SITUATIONS = {name for names in SITUATION_FIELDS.values() for name in names}
_KNOWN = {*_OWN, *FIELDS, *_SITUATIONS} - {"home_id", "away_id"}
_ALIASES = {
    "home": "home_name",
    "home_team": "home_name",
    "home_goals": "home_score",
    "home_colour": "home_color",
    "home_sets": "home_periods",
    "away": "away_name",
    "away_team": "away_name",
    "away_goals": "away_score",
    "away_colour": "away_color",
    "away_sets": "away_periods",
    "guest": "away_name",
    "time": "clock",
    "status": "phase",
    "state": "phase",
    "quarter": "period",
    "set": "period",
    "inning": "period",
    "innings": "period",
    "stadium": "venue",
    "serve": "server",
    "serving": "server",
    "clock_runs": "running",
}
_COLUMNS = {"id", "side", "type", "player", "minute", "time", "assist", "in", "out", "points"}
_COLUMN_ALIASES = {"team": "side", "event": "type", "what": "type", "name": "player"}
_COLUMN_ALIASES |= {"player_in": "in", "player_out": "out", "kind": "type", "scorer": "player"}
_TYPES = {
    "goals": re.compile(r"goal|\bown\b"),
    "cards": re.compile(r"card|yellow|\bred\b"),
    "substitutions": re.compile(r"\bsub"),
    "points": re.compile(r"point|\dpt|throw|touchdown|basket|\brun"),
}
_READS = re.compile(r"\d{1,3}:[0-5]\d(?:[.:].*)?", re.ASCII)
_FULL_HOUR = re.compile(r"0*([1-9]\d*):([0-5]\d):00", re.ASCII)
_WORTH = re.compile(r"(\d)\D*", re.ASCII)


class SheetParser:
    """Sheets as they are saved, one match in each."""

    def __init__(self) -> None:
        self._scoreboard = Scoreboard(is_typed=True)
        self._terms = Terms()

    def parse(self, payload: bytes, received: int) -> Reading:
        """What a sheet says; PayloadError."""
        grids = [*_grids(payload)]
        odd: list[str] = []
        said: dict[str, Cell] = {}
        events: list[dict[str, Cell]] = []
        for grid in grids:
            board, table = _parted(grid)
            said |= _board(board, odd)
            events += records(table)
        if not said:
            raise PayloadError("no name in it that a scoreboard has, such as home score")
        values = Values(said, odd, _called)
        before = self._terms
        # What is misspelt, or not there any more, stands as it was.
        self._terms = Terms(
            sport=values.get("sport", coercion.sport) or before.sport,
            clock_unit=values.get("clock_unit", _unit) or before.clock_unit,
            clock_counts=values.get("clock_counts", _counts) or before.clock_counts,
        )
        rows = _listed(events, odd)
        voice = Voice(provider=NAME, received=received)
        reading = self._scoreboard.reading(values, rows, self._terms, voice)
        # A clock that runs by itself says nothing of how often to look.
        return replace(reading, wait=0)


def _grids(payload: bytes) -> Iterator[Grid]:
    if payload.startswith((XLSX, b"\xd0\xcf\x11\xe0")):
        yield from xlsx_of(payload).values()
    else:
        yield csv_of(payload)


def _name(cell: Cell) -> str:
    """A cell as one of our names, where it is one; else as a word."""
    word = key(str(cell)) if cell is not None else ""
    return _ALIASES.get(word, word)


def _column(cell: Cell) -> str:
    word = key(str(cell)) if cell is not None else ""
    return _COLUMN_ALIASES.get(word, word)


def _parted(grid: Grid) -> tuple[Grid, Grid]:
    """What stands above the head of a table of events, and that table."""
    for place, row in enumerate(grid):
        columns = {_column(cell) for cell in row}
        if "type" in columns and len(columns & _COLUMNS) > 2:
            return grid[:place], [[*map(_column, row)], *grid[place + 1 :]]
    return grid, []


def _board(grid: Grid, odd: list[str]) -> dict[str, Cell]:
    """The values of one sheet by our names, in whichever way it is laid out."""
    rows = [row for row in grid if any(cell is not None for cell in row)]
    if not rows:
        return {}
    across = sum(_name(cell) in _KNOWN for cell in rows[0])
    if across > 1 and len(rows) > 1:
        pairs = list(zip(rows[0], rows[-1], strict=False))
    else:
        pairs = [(row[0], next((one for one in row[1:] if one is not None), None)) for row in rows]
    if not any(_name(name) in _KNOWN for name, _ in pairs):
        return {}
    said: dict[str, Cell] = {}
    for cell, value in pairs:
        name = _name(cell)
        if name in _KNOWN:
            said[name] = _typed_clock(value) if name.endswith("clock") else value
        elif name and value is not None and key(str(value)) != "value" and str(cell)[0] != "#":
            odd.append(_unknown(str(cell), name))
    return said


def _unknown(written: str, name: str) -> str:
    near = get_close_matches(name, [*_KNOWN, *_ALIASES], 1)
    hint = f"did you mean {_called(near[0])}?" if near else "it is left out"
    return f"{written[:60]}: unknown name; {hint}"


def _called(name: str) -> str:
    return name.replace("_", " ")


def _typed_clock(value: Cell) -> Cell:
    """A clock that a spreadsheet took for hours and minutes, and shows with seconds."""
    found = _FULL_HOUR.fullmatch(value) if isinstance(value, str) else None
    return value if found is None else f"{found[1]}:{found[2]}"


def _listed(events: list[dict[str, Cell]], odd: list[str]) -> dict[str, list[Values]]:
    """The rows of the table of events, by what they are."""
    rows: dict[str, list[Values]] = {name: [] for name in _TYPES} if events else {}
    for number, event in enumerate(events, 1):
        if all(is_blank(cell) for cell in event.values()):
            continue
        word = str(event.get("type") or "").strip().casefold()
        name = next((one for one, like in _TYPES.items() if like.search(word)), None)
        if name is None:
            odd.append(f"event {number}: {word!r} is no goal, card, substitution or points")
            continue
        rows[name].append(Values(_event(name, word, event), odd, _of_event(number)))
    return rows


def _of_event(number: int) -> Any:
    return lambda name: f"event {number}, {_called(name)}"


def _event(name: str, word: str, event: dict[str, Cell]) -> dict[str, Any]:
    """A row as the list it is of has it."""
    row: dict[str, Any] = {key: event[key] for key in ROW_FIELDS[name] if key in event}
    if name in {"goals", "cards"}:
        row["kind" if name == "goals" else "color"] = word
    elif name == "substitutions":
        row.setdefault("in", event.get("player"))
    elif is_blank(row.get("points")) and (worth := _WORTH.match(word)):
        row["points"] = worth[1]
    if name == "points":
        row["way"] = word
    reads = str(row.get("time") or "")
    if _READS.fullmatch(reads):
        del row["time"]
        if name != "points" and is_blank(row.get("minute")):
            row["minute"] = int(reads.partition(":")[0]) + 1
    return row


def _unit(given: object) -> ClockUnit:
    word = key(coercion.text(given))
    if word not in {*ClockUnit}:
        raise ValueError(f"is no unit; use {', '.join(ClockUnit)}")
    return ClockUnit(word)


def _counts(given: object) -> Direction:
    word = key(coercion.text(given))
    if word not in {*Direction}:
        raise ValueError("is neither up nor down")
    return Direction(word)


def parser(_match: str | None = None) -> SheetParser:
    """A parser; a sheet holds one match."""
    return SheetParser()
