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
_DELIMITERS = "\t;,|"
_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
# Day 0 of the small numbers a workbook keeps times of more than a day as.
_DAY_0 = datetime(1899, 12, 31)  # noqa: DTZ001 - a cell's time has no zone
# What openpyxl, zipfile (NotImplementedError: a way of packing it does not know) and the XML parser
# raise for a workbook that is damaged or none.
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


class TableTooLargeError(PayloadError):
    """A table has more in it than is read."""


type Cell = str | int | float | bool | None
type Grid = list[list[Cell]]

# It warns of everything in a workbook that it does not take, at every reading.
warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")


def csv_of(
    payload: bytes, *, rows: int = _CSV_ROWS_AT_MOST, columns: int = _COLUMNS_AT_MOST
) -> Grid:
    """The rows of a CSV in UTF-8, UTF-16 or Windows' western letters, whatever parts its cells.

    Raises PayloadError; with more than so many rows, TableTooLargeError.
    """
    raw = plain(payload)
    text = decoded(raw)
    if "\0" in text:
        raise PayloadError(f"{len(raw)} bytes that are no CSV: no text at all")
    named = _SEPARATOR.match(text)
    delimiter = named[1] if named else _delimiter(text)
    lines = io.StringIO(text[named.end() :] if named else text, newline="")
    grid: Grid = []
    try:
        for row in csv.reader(lines, delimiter=delimiter):
            grid.append([cell.strip() or None for cell in row[:columns]])
            if len(grid) > rows:
                raise TableTooLargeError(f"more than {rows} rows")
    except csv.Error as error:
        raise PayloadError(f"no CSV: {error}") from error
    return grid


def xlsx_of(
    payload: bytes,
    *,
    rows: int = _ROWS_AT_MOST,
    columns: int = _COLUMNS_AT_MOST,
    inflated: int = _INFLATED_AT_MOST,
) -> dict[str, Grid]:
    """The first rows and columns of each sheet of an Excel file by its name, numbers as they are.

    Times are texts as they were typed: "12:34", "1:02:03". Raises PayloadError; where it comes to
    more than so many bytes `inflated`, TableTooLargeError.
    """
    if payload.startswith(_OLD_EXCEL):
        raise PayloadError("an Excel file with a password or of the old kind; save it as .xlsx")
    try:
        _check_size(payload, inflated)
        # Only who reads one needs what reads it.
        from openpyxl import load_workbook

        book = load_workbook(io.BytesIO(payload), read_only=True, data_only=True)
        try:
            sheets = book.worksheets[:_SHEETS_AT_MOST]
            return {sheet.title: _grid(_rows(sheet, rows, columns)) for sheet in sheets}
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
    """What most of the first rows have, and have alike."""
    lines = text.splitlines(keepends=True)[:20]

    def evenness(delimiter: str) -> tuple[int, int]:
        counts = [len(row) - 1 for row in csv.reader(lines, delimiter=delimiter) if row]
        most = max(counts, key=counts.count, default=0)
        return (counts.count(most) if most else 0), most

    try:
        return max(_DELIMITERS, key=evenness)
    except csv.Error:
        return ","


def _check_size(payload: bytes, inflated: int) -> None:
    with zipfile.ZipFile(io.BytesIO(payload)) as parts:
        sizes = [part.file_size for part in parts.infolist()]
    if sum(sizes) > inflated or len(sizes) > _PARTS_AT_MOST:
        raise TableTooLargeError("an Excel file that is far larger than it seems")


def _rows(sheet: Any, rows: int, columns: int) -> Iterable[tuple[Any, ...]]:
    found: Iterable[tuple[Any, ...]] = sheet.iter_rows(
        max_row=rows, max_col=columns, values_only=True
    )
    return found


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
