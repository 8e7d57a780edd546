"""Sheets: CSV in any encoding, Excel, the clipboard, each to rows of text; the rest refused."""

import datetime
import io
import zipfile

import openpyxl
import pytest

from api.control.problem import ProblemError
from api.things import grid
from api.things.grid import rows_of

WANTED = [(1, ["No", "Name"]), (2, ["7", "José Ñu"]), (3, ["9", "Bo"])]


def workbook(*rows: list[object]) -> bytes:
    book, content = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(content)
    return content.getvalue()


def as_text(delimiter: str) -> str:
    return "".join(delimiter.join(row) + "\n" for _, row in WANTED)


@pytest.mark.parametrize(
    "brought",
    [
        pytest.param(as_text(",").encode(), id="csv"),
        pytest.param(as_text(";").encode("cp1252"), id="semicolons-latin-1"),
        pytest.param(as_text(",").encode("utf-8-sig"), id="bom"),
        pytest.param(as_text("\t").encode("utf-16"), id="clipboard-utf-16"),
        pytest.param(as_text("\t").encode("utf-16-le"), id="utf-16-without-mark"),
        pytest.param(as_text("\t").replace("\n", "\r\n").encode(), id="tabs-crlf"),
        pytest.param(b'"No","Name"\n"7","Jos\xc3\xa9\n \xc3\x91u"\n9,Bo', id="quoted-line-break"),
        pytest.param(workbook(["No", "Name"], [7.0, "José  Ñu"], [9, "Bo"]), id="excel"),
    ],
)
def test_rows_are_read(brought: bytes) -> None:
    assert rows_of(brought) == WANTED


def test_empty_rows_are_left_out_and_numbers_stay() -> None:
    assert rows_of(b"a,b\n,\n\nc,d\n") == [(1, ["a", "b"]), (4, ["c", "d"])]
    born = datetime.datetime(2001, 2, 3, tzinfo=datetime.UTC).replace(tzinfo=None)
    assert rows_of(workbook(["a"], [None], [born])) == [(1, ["a"]), (3, ["2001-02-03"])]


def cut_off() -> bytes:
    """A workbook whose sheet ends in the middle."""
    rows: list[list[object]] = [["No", "Name"]] * 50
    found = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(*rows))) as whole,
        zipfile.ZipFile(found, "w") as made,
    ):
        for name in whole.namelist():
            content = whole.read(name)
            made.writestr(name, content[:900] if name.endswith("sheet1.xml") else content)
    return found.getvalue()


def packed(content: bytes) -> bytes:
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/workbook.xml", content)
    return found.getvalue()


@pytest.mark.parametrize(
    ("brought", "code", "said"),
    [
        pytest.param(b"", "not_a_roster", "nothing stands in it", id="empty"),
        pytest.param(b" \n\n", "not_a_roster", "nothing stands in it", id="blank"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1", "not_a_roster", "save it as .xlsx", id="old-excel"),
        pytest.param(b"PK\x03\x04 no zip", "not_a_roster", "cannot be read", id="no-zip"),
        pytest.param(packed(b"<x/>"), "not_a_roster", "cannot be read", id="no-workbook"),
        pytest.param(cut_off(), "not_a_roster", "cannot be read.*; save it", id="cut-off"),
        pytest.param(b"<!doctype html><p>log in", "not_a_roster", "an HTML page", id="page"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\xff", "not_a_roster", "no text", id="picture"),
        pytest.param(packed(bytes(25_000_000)), "roster_too_large", "as CSV", id="zip-bomb"),
        pytest.param(b"a,b\n" * 10_002, "roster_too_large", "in parts", id="too-many-rows"),
        pytest.param(b'"' + b"x" * 200_000, "not_a_roster", "save it anew", id="endless-field"),
    ],
)
def test_what_is_no_sheet_is_refused(brought: bytes, code: str, said: str) -> None:
    with pytest.raises(ProblemError, match=said) as refused:
        rows_of(brought)
    assert refused.value.code == code


def test_as_many_rows_as_are_promised() -> None:
    assert len(rows_of(b"a,b\n" * (grid.ROWS_AT_MOST + 1))) == grid.ROWS_AT_MOST + 1
