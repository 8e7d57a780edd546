"""Tables: CSV as spreadsheets write it, Excel files with their times, and what is refused."""

import io
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from openpyxl import Workbook

from feeds.payload import PayloadError
from feeds.table import csv_of, records, xlsx_of


def workbook(**sheets: list[list[Any]]) -> bytes:
    """An Excel file of sheets by name."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(b"a,b\n1,caf\xc3\xa9\n", id="utf-8"),
        pytest.param(b"\xef\xbb\xbfa,b\r\n1,caf\xc3\xa9\r\n", id="bom"),
        pytest.param(b"a;b\n1;caf\xe9", id="latin-1-semicolons"),
        pytest.param("a\tb\n1\tcaf\xe9\n".encode("utf-16"), id="utf-16-tabs"),
        pytest.param("a\tb\n1\tcaf\xe9\n".encode("utf-16-be"), id="utf-16-without-a-mark"),
        pytest.param(b"sep=;\r\na;b\r\n1;caf\xc3\xa9\r\n", id="excel-names-its-separator"),
        pytest.param(b'"a" , b\n"1","caf\xc3\xa9 "\n', id="quotes-and-spaces"),
        pytest.param(b"\n,,\na,b\n\n1,caf\xc3\xa9\n", id="blank-rows"),
    ],
)
def test_csv(payload: bytes) -> None:
    assert records(csv_of(payload)) == [{"a": "1", "b": "caf\xe9"}]


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b"<!doctype html><p>moved", "an HTML page", id="page"),
        pytest.param(b"a\0b\0c", "no text at all", id="binary"),
        pytest.param(b"a,b\n" * 50_001, "more than 50000 rows", id="too-many-rows"),
        pytest.param(b'"' + b"x" * 200_000, "no CSV: field larger", id="endless-cell"),
    ],
)
def test_what_is_no_csv(payload: bytes, said: str) -> None:
    with pytest.raises(PayloadError, match=said):
        csv_of(payload)


def test_letters_of_windows_and_commas_within_cells() -> None:
    rows = csv_of(b"name;price\nAsh, A.;\x80 1,50\nBirch, B.;\x80 2\n")
    assert rows == [["name", "price"], ["Ash, A.", "€ 1,50"], ["Birch, B.", "€ 2"]]


def test_a_table_without_rows_says_nothing() -> None:
    assert records([]) == []
    assert records([["a", "b"]]) == []


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        pytest.param(time(12, 34), "12:34", id="typed-12:34"),
        pytest.param(timedelta(hours=45, minutes=30), "45:30", id="typed-45:30"),
        pytest.param(time(0, 12, 34), "12:34", id="typed-0:12:34"),
        pytest.param(time(0, 12, 34, 500_000), "12:34.5", id="tenths"),
        pytest.param(time(1, 2, 3), "1:02:03", id="hours"),
        pytest.param(datetime(1899, 12, 31, 12, 34), "12:34", id="of-day-zero"),  # noqa: DTZ001
        pytest.param(datetime(2026, 11, 28, 19, 0), "2026-11-28T19:00:00", id="a-day"),  # noqa: DTZ001
        pytest.param(date(2026, 11, 28), "2026-11-28T00:00:00", id="a-date"),
        pytest.param(2, 2, id="number"),
        pytest.param(2.5, 2.5, id="fraction"),
        pytest.param(True, True, id="truth"),
        pytest.param("  text ", "text", id="text"),
    ],
)
def test_cells_of_excel(cell: Any, read: Any) -> None:
    assert xlsx_of(workbook(Board=[["clock", cell]])) == {"Board": [["clock", read]]}


def test_a_time_beyond_a_day_in_a_cell_of_hours_and_minutes() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = 45.5 / 24
    sheet["A1"].number_format = "h:mm"
    out = io.BytesIO()
    book.save(out)
    assert xlsx_of(out.getvalue()) == {"Sheet": [["45:30"]]}


def test_sheets_keep_their_names_and_lose_blank_rows_below() -> None:
    payload = workbook(A=[["x", 1], [None, None], [None]], B=[])
    assert xlsx_of(payload) == {"A": [["x", 1]], "B": []}


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        for number in range(5):
            parts.writestr(f"xl/worksheets/sheet{number}.xml", b"\0" * 8_000_000)
    return out.getvalue()


def entities() -> bytes:
    """A workbook whose sheet has an entity that grows."""
    evil = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(A=[["x", 1]]))) as good,
        zipfile.ZipFile(out, "w") as parts,
    ):
        for name in good.namelist():
            parts.writestr(name, evil if "sheet1" in name else good.read(name))
    return out.getvalue()


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        pytest.param(workbook(A=[["x"] * 50] * 50)[:900], "no Excel file", id="half-saved"),
        pytest.param(b"PK\x03\x04rubbish", "no Excel file", id="rubbish"),
        pytest.param(b"\xd0\xcf\x11\xe0" + b"\0" * 600, "save it as .xlsx", id="password"),
        pytest.param(bomb(), "far larger than it seems", id="bomb"),
        pytest.param(entities(), "no Excel file", id="entities"),
    ],
)
def test_what_is_no_workbook(payload: bytes, said: str) -> None:
    with pytest.raises(PayloadError, match=said):
        xlsx_of(payload)


def test_a_sheet_without_end_is_read_in_part() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = 1
    sheet.cell(row=1_048_576, column=16_384, value=2)
    out = io.BytesIO()
    book.save(out)
    (grid,) = xlsx_of(out.getvalue()).values()
    assert [cell for row in grid for cell in row if cell is not None] == [1]
