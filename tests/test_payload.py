"""Payloads as servers send them: every encoding, every kind of rubbish."""

import gzip
import json

import pytest

from feeds import payload
from feeds.payload import (
    PayloadError,
    SharedPayload,
    at,
    json_of,
    moment_of,
    rows,
    text,
    whole,
    xml_of,
)

BOMB = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;">]>
<a>&y;</a>"""


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param('{"a": "Köln"}'.encode(), id="utf-8"),
        pytest.param('{"a": "Köln"}'.encode("latin-1"), id="latin-1"),
        pytest.param(b"\xef\xbb\xbf" + '{"a": "Köln"}'.encode(), id="bom"),
        pytest.param(gzip.compress('{"a": "Köln"}'.encode()), id="gzip"),
    ],
)
def test_json_in_every_clothing(raw: bytes) -> None:
    assert json_of(raw) == {"a": "Köln"}


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        pytest.param(b"", "empty", id="nothing"),
        pytest.param(b" \r\n", "empty", id="blanks"),
        pytest.param(b"<!DOCTYPE html><html>Sorry</html>", "an HTML page", id="html"),
        pytest.param(b"\n<HTML><body>502", "an HTML page", id="a-proxy"),
        pytest.param(b'{"a": [1, 2', "no JSON", id="truncated"),
        pytest.param(b"[" * 100_000, "no JSON", id="deep"),
        pytest.param(b'{"a": 1} trailing', "no JSON", id="more-behind"),
        pytest.param(b"\x1f\x8b\x08rubbish", "gzip", id="no-gzip"),
        pytest.param(gzip.compress(b'{"a": 1}')[:-9], "cut off", id="gzip-cut-off"),
    ],
)
def test_what_is_no_json_is_told_so(raw: bytes, said: str) -> None:
    with pytest.raises(PayloadError, match=said):
        json_of(raw)


@pytest.mark.parametrize("squeezed", [False, True])
def test_what_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch, *, squeezed: bool) -> None:
    monkeypatch.setattr(payload, "BYTES_AT_MOST", 1000)
    raw = json.dumps("x" * 5000).encode()
    with pytest.raises(PayloadError, match="larger than"):
        json_of(gzip.compress(raw) if squeezed else raw)


def test_xml_says_its_own_encoding() -> None:
    raw = '<?xml version="1.0" encoding="ISO-8859-1"?><a b="Köln"/>'.encode("latin-1")
    assert xml_of(raw).get("b") == "Köln"


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(BOMB, id="entities"),
        pytest.param(b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', id="an-outside-file"),
        pytest.param(b"<a><b></a>", id="not-well-formed"),
        pytest.param(b'<?xml version="1.0" encoding="martian"?><a/>', id="unknown-encoding"),
        pytest.param(b"{}", id="json"),
    ],
)
def test_what_is_no_xml_or_a_trap_is_refused(raw: bytes) -> None:
    with pytest.raises(PayloadError, match="no XML"):
        xml_of(raw)


def test_why_a_document_type_is_refused_is_said_in_words() -> None:
    with pytest.raises(PayloadError) as caught:
        xml_of(BOMB)
    said = "bytes that are no XML: it has a document type or entities, which are not read"
    assert str(caught.value) == f"{len(BOMB)} {said}"


def test_what_stands_where() -> None:
    given = {"a": [{"b": " x "}, None, 7], "n": None, "t": True}
    assert at(given, "a", 0, "b") == " x "
    assert at(given, "a", 9) is None
    assert at(given, "n", "b") is None
    assert at("text", 0) is None
    assert rows(given, "a") == [{"b": " x "}]
    assert rows(given, "n") == []
    assert text(given, "a", 0, "b") == "x"
    assert text(given, "a", 2) == "7"
    assert text(given, "t") is None
    assert text({"a": "y" * 300}, "a") == "y" * 200


@pytest.mark.parametrize(
    ("given", "number"),
    [
        (7, 7),
        ("7", 7),
        (" -3 ", -3),
        (7.0, 7),
        (7.5, None),
        ("7.5", None),
        (True, None),
        ("", None),
        (None, None),
        ("9" * 20, None),
        ([], None),
    ],
)
def test_whole_numbers_in_every_clothing(given: object, number: int | None) -> None:
    assert whole(given) == number


@pytest.mark.parametrize(
    ("given", "at_us"),
    [
        ("2026-06-11T19:05:57Z", 1_781_204_757_000_000),
        ("2026-06-11T21:05:57.250+02:00", 1_781_204_757_250_000),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_moments(given: object, at_us: int | None) -> None:
    assert moment_of({"at": given}, "at") == at_us


@pytest.mark.parametrize("raw", [b'{"a": [1]}', gzip.compress(b'{"a": [1]}')], ids=["", "gzip"])
def test_a_shared_payload_has_one_value(raw: bytes) -> None:
    shared = SharedPayload(raw)
    assert json_of(shared) == {"a": [1]}
    assert json_of(shared) is json_of(shared)
    assert shared == raw


def test_a_shared_payload_that_cannot_be_read_still_cannot() -> None:
    shared = SharedPayload(b"{")
    for _ in range(2):
        with pytest.raises(PayloadError):
            json_of(shared)


def test_a_large_value_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(payload, "_KEPT_AT_MOST", 3)
    shared = SharedPayload(b"[1, 2]")
    assert json_of(shared) == [1, 2]
    assert json_of(shared) is not json_of(shared)
