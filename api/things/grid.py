"""Sheets: rows of text out of CSV, an Excel workbook or what was copied from a spreadsheet."""

import re

from api.control.problem import ProblemError
from feeds.payload import PayloadError
from feeds.table import XLSX, Cell, Grid, TableTooLargeError, csv_of, xlsx_of

ROWS_AT_MOST = 10_000
BYTES_AT_MOST = 8_000_000
_COLUMNS_AT_MOST = 64
_ROWS_LOOKED_AT = 20_000
_LETTERS_AT_MOST = 200
_INFLATED_AT_MOST = 24_000_000
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)T[\d:.]+", re.ASCII)

type Row = tuple[int, list[str]]


def rows_of(brought: bytes) -> list[Row]:
    """The rows in which something stands, with their numbers from 1; else ProblemError.

    It takes a while: call it in a thread.
    """
    rows = list[Row]()
    for number, cells in enumerate(_grid_of(brought), 1):
        row = [" ".join(_text(cell).split())[:_LETTERS_AT_MOST] for cell in cells]
        while row and not row[-1]:
            row.pop()
        if row:
            rows.append((number, row))
        if len(rows) > ROWS_AT_MOST + 1:
            raise ProblemError(
                "roster_too_large", f"more than {ROWS_AT_MOST} rows; bring it in parts"
            )
    if not rows:
        raise ProblemError("not_a_roster", "nothing stands in it; bring rows of players")
    return rows


def _grid_of(brought: bytes) -> Grid:
    """A CSV, or a workbook's first sheet."""
    if not brought.strip():
        return []
    bounds = {"rows": _ROWS_LOOKED_AT, "columns": _COLUMNS_AT_MOST}
    try:
        if brought.startswith((XLSX, _OLD_EXCEL)):
            sheets = xlsx_of(brought, **bounds, inflated=_INFLATED_AT_MOST)
            return next(iter(sheets.values()), [])
        return csv_of(brought, **bounds)
    except TableTooLargeError as error:
        said = f"{error}; bring it in parts, as CSV"
        raise ProblemError("roster_too_large", said) from error
    except PayloadError as error:
        said = f"cannot be read: {error}; save it anew as .xlsx or CSV"
        raise ProblemError("not_a_roster", said) from error


def _text(cell: Cell) -> str:
    """A cell as it is read: whole numbers without decimals, days without a time."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    day = _DAY.fullmatch(cell) if isinstance(cell, str) else None
    return str(cell) if day is None else day[1]
