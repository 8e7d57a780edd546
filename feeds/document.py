"""Documents: a payload of any form as one JSON-like value.

XML: an element without attributes and children is its text. Any other is an object: its attributes
and its children by name, without namespaces, and its own text as `text`; a name that stands there
more than once is a list. The value is that of the root, whose own name is left out. A CSV is a list
of objects by its header row, an Excel file an object with such a list for each sheet.
"""

from collections.abc import Collection
from enum import StrEnum
from typing import Any
from xml.etree.ElementTree import Element

from feeds.payload import PayloadError, json_of, plain, xml_of
from feeds.table import XLSX, csv_of, records, xlsx_of

_DEEPEST = 100


class Form(StrEnum):
    """How a payload is written."""

    JSON = "json"
    XML = "xml"
    CSV = "csv"
    XLSX = "xlsx"


def form_of(payload: bytes) -> Form:
    """How a payload seems to be written. Raises PayloadError where it is empty or a web page."""
    if payload.startswith(XLSX):
        return Form.XLSX
    start = plain(payload)[:64].lstrip()
    if start.startswith(b"<"):
        return Form.XML
    return Form.JSON if start.startswith((b"{", b"[")) else Form.CSV


def value_of(payload: bytes, form: Form | None = None, lists: Collection[str] = ()) -> Any:
    """The value of a payload, in that form or as it seems. Raises PayloadError.

    Elements of XML named in `lists` are lists even where one stands alone.
    """
    match form or form_of(payload):
        case Form.JSON:
            return json_of(payload)
        case Form.XML:
            return _element(xml_of(payload), frozenset(lists), 0)
        case Form.CSV:
            return records(csv_of(payload))
        case Form.XLSX:
            return {name: records(grid) for name, grid in xlsx_of(payload).items()}


def _element(element: Element, lists: frozenset[str], depth: int) -> Any:
    if depth > _DEEPEST:
        raise PayloadError("XML that is nested too deep")
    text = (element.text or "").strip()
    if not element.attrib and not len(element):
        return text
    found: dict[str, list[Any]] = {}
    for name, value in element.attrib.items():
        found.setdefault(_local(name), []).append(value)
    for child in element:
        found.setdefault(_local(child.tag), []).append(_element(child, lists, depth + 1))
    if text:
        found.setdefault("text", []).append(text)
    return {
        name: values if len(values) > 1 or name in lists else values[0]
        for name, values in found.items()
    }


def _local(name: str) -> str:
    return name.rpartition("}")[2]
