"""Payloads: a vendor's bytes as JSON or XML values, and what stands in them, without surprises."""

import re
import zlib
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element, ParseError

import msgspec
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from feeds import event_time

BYTES_AT_MOST = 32 * 1024 * 1024
_TEXT_AT_MOST = 200
_LARGE, _PACKED_LARGE = 256 * 1024, 32 * 1024
_KEPT_AT_MOST = 4 * 1024 * 1024
_GZIP = b"\x1f\x8b"
_BOM = b"\xef\xbb\xbf"
_PACKED = (_GZIP, b"PK\x03\x04")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(rb"\s*<(!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_WHOLE = re.compile(r"[+-]?\d{1,15}", re.ASCII)


class PayloadError(ValueError):
    """A payload cannot be read; the text says why, and is fit for a status line."""


class SharedPayload(bytes):
    """A payload that several parsers read, none of which may change its value: made once."""

    _value: Any = None

    def json(self) -> Any:
        """As `json_of`; kept as long as the payload is, unless that is large."""
        if self._value is not None:
            return self._value
        raw = plain(self)
        found = _json(raw)
        if len(raw) <= _KEPT_AT_MOST:
            self._value = found
        return found


def json_of(payload: bytes) -> Any:
    """The value of a JSON payload, in UTF-8 or Latin-1, gzipped or not. Raises PayloadError."""
    return payload.json() if isinstance(payload, SharedPayload) else _json(plain(payload))


def _json(raw: bytes) -> Any:
    try:
        return msgspec.json.decode(raw)
    except UnicodeDecodeError:
        raw = raw.decode("latin-1").encode()
    except (msgspec.DecodeError, RecursionError) as error:
        raise _unreadable("JSON", raw, error) from error
    try:
        return msgspec.json.decode(raw)
    except (msgspec.DecodeError, RecursionError) as error:
        raise _unreadable("JSON", raw, error) from error


def xml_of(payload: bytes) -> Element:
    """The root of an XML payload without a document type. Raises PayloadError."""
    raw = plain(payload)
    try:
        root: Element = fromstring(raw, forbid_dtd=True)
    except (ParseError, DefusedXmlException, LookupError, ValueError) as error:
        raise _unreadable("XML", raw, error) from error
    return root


def at(given: object, *path: str | int) -> Any:
    """What stands at a path of keys and places; None where there is nothing."""
    for step in path:
        if isinstance(given, Mapping) and isinstance(step, str):
            given = given.get(step)
        elif isinstance(given, Sequence) and not isinstance(given, str) and isinstance(step, int):
            given = given[step] if -len(given) <= step < len(given) else None
        else:
            return None
    return given


def rows(given: object, *path: str | int) -> list[dict[str, Any]]:
    """The objects of the list at a path; what else stands there is left out."""
    found = at(given, *path)
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []


def text(given: object, *path: str | int) -> str | None:
    """The text or whole number at a path, cut to 200 characters; None where nothing is said."""
    found = at(given, *path)
    if isinstance(found, int) and not isinstance(found, bool):
        return str(found)
    if not isinstance(found, str):
        return None
    return found.strip()[:_TEXT_AT_MOST] or None


def whole(given: object, *path: str | int) -> int | None:
    """The whole number at a path, be it a number or its text; None where there is none."""
    found = at(given, *path)
    if isinstance(found, bool):
        return None
    if isinstance(found, float) and found.is_integer():
        return int(found)
    if isinstance(found, str) and _WHOLE.fullmatch(found.strip()):
        return int(found)
    return found if isinstance(found, int) else None


def moment_of(given: object, *path: str | int) -> int | None:
    """The time with a zone at a path, µs since 1970; None where there is none."""
    stamp = text(given, *path)
    try:
        return event_time.from_iso(stamp) if stamp else None
    except ValueError:
        return None


def is_large(payload: bytes) -> bool:
    """Whether reading it would hold up all that runs beside."""
    return len(payload) > (_PACKED_LARGE if payload.startswith(_PACKED) else _LARGE)


def plain(payload: bytes) -> bytes:
    """The bytes themselves, of a bounded size, without what servers put around them.

    Raises PayloadError for nothing, too much, and HTML pages.
    """
    raw = payload
    if raw.startswith(_GZIP):
        raw = unzipped(raw)
    if len(raw) > BYTES_AT_MOST:
        raise PayloadError(f"larger than {BYTES_AT_MOST // 2**20} MB")
    raw = raw.removeprefix(_BOM)
    if not raw.strip():
        raise PayloadError("empty")
    if _HTML.match(raw):
        raise PayloadError("an HTML page, not the feed's own")
    return raw


def unzipped(raw: bytes) -> bytes:
    """What was gzipped, or of more than 32 MB so much of it that this shows; PayloadError."""
    inflate = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        plain = inflate.decompress(raw, BYTES_AT_MOST + 1)
    except zlib.error as error:
        raise PayloadError(f"gzip that cannot be read: {error}") from error
    if not inflate.eof and len(plain) <= BYTES_AT_MOST:
        raise PayloadError("gzip that is cut off")
    return plain


def decoded(raw: bytes) -> str:
    """The text of bytes in UTF-8, in UTF-16, or else as Windows writes western letters."""
    if raw.startswith(_UTF16):
        return raw.decode("utf-16", errors="replace")
    begin = raw[:200]
    if len(raw) % 2 == 0 and begin.count(0) > len(begin) // 4:
        is_big = begin[::2].count(0) > begin[1::2].count(0)
        return raw.decode("utf-16-be" if is_big else "utf-16-le", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _unreadable(form: str, raw: bytes, error: Exception) -> PayloadError:
    reason = str(error)
    if isinstance(error, RecursionError):
        reason = "nested too deep"
    elif isinstance(error, DefusedXmlException):
        reason = "it has a document type or entities, which are not read"
    return PayloadError(f"{len(raw)} bytes that are no {form}: {reason}")
