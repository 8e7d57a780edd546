"""Sheets: rows of text out of CSV, an Excel workbook or what was copied from a spreadsheet."""

import csv
import datetime
import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from api.control.problem import ProblemError

ROWS_AT_MOST = 10_000
BYTES_AT_MOST = 8_000_000
_COLUMNS_AT_MOST = 64
_ROWS_LOOKED_AT = 20_000
_LETTERS_AT_MOST = 200
_UNZIPPED_AT_MOST = 24_000_000
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_DELIMITERS = "\t;,|"

type Row = tuple[int, list[str]]


def rows_of(brought: bytes) -> list[Row]:
    """The rows in which something stands, with their numbers from 1; else ProblemError.

    It takes a while: call it in a thread.
    """
    if brought.startswith(_OLD_EXCEL):
        raise ProblemError("not_a_roster", "an old or locked Excel file; save it as .xlsx or CSV")
    found = _of_excel(brought) if brought.startswith(_ZIP) else _of_text(_decoded(brought))
    rows = list[Row]()
    for number, cells in enumerate(found, 1):
        row = [" ".join(cell.split())[:_LETTERS_AT_MOST] for cell in cells[:_COLUMNS_AT_MOST]]
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


def _decoded(brought: bytes) -> str:
    """Text as UTF-8, UTF-16 with or without its mark, or as Windows writes western letters."""
    if brought.startswith((b"\xff\xfe", b"\xfe\xff")):
        return brought.decode("utf-16", "replace")
    if len(brought) > 3 and brought[:200].count(0) > len(brought[:200]) // 4:
        is_big = brought[:200:2].count(0) > brought[1:200:2].count(0)
        return brought.decode("utf-16-be" if is_big else "utf-16-le", "replace")
    try:
        return brought.decode("utf-8-sig")
    except UnicodeDecodeError:
        return brought.decode("cp1252", "replace")


def _of_text(text: str) -> Iterator[list[str]]:
    if "\x00" in text:
        raise ProblemError("not_a_roster", "no text and no .xlsx; save it as CSV or .xlsx")
    lines = text.splitlines(keepends=True)
    try:
        yield from csv.reader(lines, delimiter=_delimiter(lines))
    except csv.Error as error:
        raise ProblemError("not_a_roster", f"cannot be read ({error}); save it anew") from error


def _delimiter(lines: list[str]) -> str:
    """What most of the first rows have, and have alike; a tab where they have none."""

    def evenness(delimiter: str) -> tuple[int, int]:
        counts = [len(row) - 1 for row in csv.reader(lines[:20], delimiter=delimiter) if row]
        most = max(counts, key=counts.count, default=0)
        return (counts.count(most) if most else 0), most

    try:
        return max(_DELIMITERS, key=evenness)
    except csv.Error:
        return ","


def _of_excel(brought: bytes) -> Iterator[list[str]]:
    """The rows of a workbook's first sheet that has any."""
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        _check_size(brought)
        book = openpyxl.load_workbook(io.BytesIO(brought), read_only=True, data_only=True)
        sheet = book[book.sheetnames[0]]
        yield from map(
            _cells,
            sheet.iter_rows(max_row=_ROWS_LOOKED_AT, max_col=_COLUMNS_AT_MOST, values_only=True),
        )
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        said = f"a workbook that cannot be read ({error}); save it as .xlsx or CSV"
        raise ProblemError("not_a_roster", said) from error


def _check_size(brought: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(brought)) as packed:
        if sum(one.file_size for one in packed.infolist()) > _UNZIPPED_AT_MOST:
            raise ProblemError("roster_too_large", "the workbook is too large; save it as CSV")


def _cells(row: Iterable[Any]) -> list[str]:
    return [_cell(value) for value in row]


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case float() if value.is_integer():
            return str(int(value))
        case datetime.datetime() | datetime.date():
            return value.isoformat()[:10]
        case _:
            return str(value)
