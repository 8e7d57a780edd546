"""Any payload as one value: XML as an object, tables by their header row."""

from typing import Any

import pytest

from feeds.document import Form, form_of, value_of
from feeds.payload import PayloadError
from tests.test_table import workbook

XML = b"""<?xml version="1.0"?>
<live:match xmlns:live="http://club.example/live" id="7">
  <home goals="2">Foxes</home>
  <away goals="0"/>
  <venue> The Rink </venue>
  <goal by="A"/><goal by="B"/>
  <card by="C"/>
  <live:clock/>
</live:match>"""


@pytest.mark.parametrize(
    ("payload", "form"),
    [
        pytest.param(b' {"a": 1}', Form.JSON, id="object"),
        pytest.param(b"[1]", Form.JSON, id="list"),
        pytest.param(b"\xef\xbb\xbf<a/>", Form.XML, id="xml-with-a-mark"),
        pytest.param(b"a,b\n1,2", Form.CSV, id="csv"),
        pytest.param(workbook(A=[["a"], [1]]), Form.XLSX, id="excel"),
    ],
)
def test_how_a_payload_is_written_is_seen(payload: bytes, form: Form) -> None:
    assert form_of(payload) is form
    assert value_of(payload) == value_of(payload, form)


def test_xml_as_a_value() -> None:
    assert value_of(XML, lists=["card"]) == {
        "id": "7",
        "home": {"goals": "2", "text": "Foxes"},
        "away": {"goals": "0"},
        "venue": "The Rink",
        "goal": [{"by": "A"}, {"by": "B"}],
        "card": [{"by": "C"}],
        "clock": "",
    }


@pytest.mark.parametrize(
    ("payload", "value"),
    [
        pytest.param(b"a,b\n1,2\n3,\n", [{"a": "1", "b": "2"}, {"a": "3", "b": None}], id="csv"),
        pytest.param(
            workbook(A=[["a"], [1]], B=[["b", "c"], [2, 3]]),
            {"A": [{"a": 1}], "B": [{"b": 2, "c": 3}]},
            id="excel",
        ),
    ],
)
def test_tables_as_values(payload: bytes, value: Any) -> None:
    assert value_of(payload) == value


@pytest.mark.parametrize(
    ("payload", "form", "said"),
    [
        pytest.param(b"<a>" * 200 + b"</a>" * 200, None, "nested too deep", id="deep"),
        pytest.param(b'{"a"', None, "no JSON", id="truncated"),
        pytest.param(b'{"a": 1}', Form.XML, "no XML", id="another-form"),
        pytest.param(b"<a/>", Form.XLSX, "no Excel file", id="no-workbook"),
        pytest.param(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', None, "no XML", id="entities"),
    ],
)
def test_what_cannot_be_read(payload: bytes, form: Form | None, said: str) -> None:
    with pytest.raises(PayloadError, match=said):
        value_of(payload, form)
