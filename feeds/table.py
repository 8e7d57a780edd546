"""Tables: CSV and Excel files as grids of cells, of a bounded size."""

import csv
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree.ElementTree import ParseError

from feeds.payload import PayloadError, decoded, plain

# A workbook whose parts would come to more is refused before any is inflated. Reading so much takes
# a few seconds, in which no other feed is read.
_INFLATED_AT_MOST = 8 * 1024 * 1024
_PARTS_AT_MOST, _SHEETS_AT_MOST = 1000, 8
_ROWS_AT_MOST, _CSV_ROWS_AT_MOST, _COLUMNS_AT_MOST = 2_000, 50_000, 100
XLSX = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_DELIMITERS = ",;\t|"
_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
# Day 0 of the small numbers a workbook keeps times of more than a day as.
_DAY_0 = datetime(1899, 12, 31)  # noqa: DTZ001 - a cell's time has no zone
_UNREADABLE = (
    AttributeError,
    EOFError,
    IndexError,
    KeyError,
    NotImplementedError,
    OSError,
    ParseError,
    RuntimeError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)

type Cell = str | int | float | bool | None
type Grid = list[list[Cell]]

# It warns of everything in a workbook that it does not take, at every reading.
warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")


def csv_of(payload: bytes) -> Grid:
    """The rows of a CSV in UTF-8, UTF-16 or Latin-1, whatever stands between its cells.

    Raises PayloadError.
    """
    raw = plain(payload)
    text = decoded(raw)
    if "\0" in text:
        raise PayloadError(f"{len(raw)} bytes that are no CSV: not even text")
    named = _SEPARATOR.match(text)
    delimiter = named[1] if named else _delimiter(text)
    lines = io.StringIO(text[named.end() :] if named else text, newline="")
    grid: Grid = []
    try:
        for row in csv.reader(lines, delimiter=delimiter):
            grid.append([cell.strip() or None for cell in row[:_COLUMNS_AT_MOST]])
            if len(grid) > _CSV_ROWS_AT_MOST:
                raise PayloadError(f"more than {_CSV_ROWS_AT_MOST} rows")
    except csv.Error as error:
        raise PayloadError(f"no CSV: {error}") from error
    return grid


def xlsx_of(payload: bytes) -> dict[str, Grid]:
    """The rows of each sheet of an Excel file by its name, numbers as they are.

    Times are texts as they were typed: "12:34", "1:02:03". Raises PayloadError.
    """
    if payload.startswith(_OLD_EXCEL):
        raise PayloadError("an Excel file with a password or of the old kind; save it as .xlsx")
    try:
        _check_size(payload)
        # Only who reads one needs what reads it.
        from openpyxl import load_workbook

        book = load_workbook(io.BytesIO(payload), read_only=True, data_only=True)
        try:
            sheets = book.worksheets[:_SHEETS_AT_MOST]
            return {sheet.title: _grid(_rows(sheet)) for sheet in sheets}
        finally:
            book.close()
    except PayloadError:
        raise
    except _UNREADABLE as error:
        reason = f"{type(error).__name__}: {error}"
        raise PayloadError(f"{len(payload)} bytes that are no Excel file: {reason}") from error


def records(grid: Grid) -> list[dict[str, Cell]]:
    """The rows below the first one, by the names that stand in it; blank rows are left out."""
    rows = [row for row in grid if any(cell is not None for cell in row)]
    if not rows:
        return []
    names = [None if cell is None else str(cell).strip() for cell in rows[0]]
    return [
        {name: cell for name, cell in zip(names, row, strict=False) if name is not None}
        for row in rows[1:]
    ]


def _delimiter(text: str) -> str:
    """What stands most often in the first line that has any."""
    for line in text.splitlines()[:20]:
        best = max(_DELIMITERS, key=line.count)
        if best in line:
            return best
    return ","


def _check_size(payload: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(payload)) as parts:
        sizes = [part.file_size for part in parts.infolist()]
    if sum(sizes) > _INFLATED_AT_MOST or len(sizes) > _PARTS_AT_MOST:
        raise PayloadError("an Excel file that is far larger than it seems")


def _rows(sheet: Any) -> Iterable[tuple[Any, ...]]:
    rows: Iterable[tuple[Any, ...]] = sheet.iter_rows(
        max_row=_ROWS_AT_MOST, max_col=_COLUMNS_AT_MOST, values_only=True
    )
    return rows


def _grid(rows: Iterable[tuple[Any, ...]]) -> Grid:
    grid = [_trimmed([_cell(value) for value in row]) for row in rows]
    while grid and not grid[-1]:
        grid.pop()
    return grid


def _trimmed(row: list[Cell]) -> list[Cell]:
    while row and row[-1] is None:
        row.pop()
    return row


def _cell(value: object) -> Cell:
    match value:
        case None | bool() | int() | float():
            return value
        case time() | timedelta() | datetime() | date():
            return _time(value)
        case _:
            return str(value).strip() or None


def _time(value: time | timedelta | date) -> str:
    """A day as such; any other time as what was typed."""
    if isinstance(value, time):
        value = datetime.combine(_DAY_0, value)
    if isinstance(value, datetime) and value - _DAY_0 < timedelta(days=60):
        value -= _DAY_0
    return _typed(value) if isinstance(value, timedelta) else value.isoformat()


def _typed(length: timedelta) -> str:
    """What a person typed who got a time: 12:34, which is kept as hours and minutes, or 1:02:03."""
    millis = round(length / timedelta(milliseconds=1))
    seconds, rest = divmod(max(0, millis), 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    if hours and not seconds and not rest:
        return f"{hours}:{minutes:02d}"
    decimals = f".{rest:03d}".rstrip("0") if rest else ""
    below = f"{minutes:02d}:{seconds:02d}{decimals}"
    return f"{hours}:{below}" if hours else below
