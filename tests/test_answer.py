"""What goes out: gzip, ranges, headers."""

import gzip

import pytest

from api.origin import answer
from api.origin.answer import Answer, Refusal, Text

BYTES = bytes(range(100))


def headers(found: Answer) -> dict[str, str]:
    pairs = [(name.decode(), value.decode()) for name, value in found.headers]
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


@pytest.mark.parametrize(
    ("accepted", "is_taken"),
    [
        (b"", False),
        (b"gzip", True),
        (b"deflate, gzip;q=1.0, *;q=0.5", True),
        (b"br, GZIP", True),
        (b"identity", False),
        (b"gzip;q=0", False),
        (b"gzip; q=0.000", False),
        (b"gzip;q=0.001", True),
        (b"*", True),
        (b"*;q=0", False),
        (b"*;q=0, gzip", True),
        (b"gzip;q=0, *", False),
        (b"xgzip, gzipped", False),
    ],
)
def test_gzip_if_accepted(accepted: bytes, is_taken: bool) -> None:  # noqa: FBT001
    assert answer.accepts_gzip(accepted) == is_taken


def test_a_text_is_compressed_once() -> None:
    text = Text(b"#EXTM3U\n" * 50)
    found = text.answer(answer.FRESH, is_gzip=True)
    assert text.answer(answer.FRESH, is_gzip=True) is found
    assert gzip.decompress(found.body) == text.content
    assert headers(found) == {
        "access-control-allow-origin": "*",
        "access-control-expose-headers": "Age, Content-Length, Content-Range, Date",
        "timing-allow-origin": "*",
        "content-type": "application/vnd.apple.mpegurl",
        "content-encoding": "gzip",
        "content-length": str(len(found.body)),
        "cache-control": "public, max-age=1",
        "vary": "accept-encoding",
    }


def test_a_text_as_it_is() -> None:
    found = Text(b"#EXTM3U\n").answer(answer.immutable_for(12), is_gzip=False)
    assert found.body == b"#EXTM3U\n"
    assert headers(found)["cache-control"] == "public, max-age=12, immutable"
    assert "content-encoding" not in headers(found)
    assert headers(found)["vary"] == "accept-encoding"


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        (b"bytes=0-0", 0, 0),
        (b"bytes=10-19", 10, 19),
        (b"bytes=90-", 90, 99),
        (b"bytes=90-1000", 90, 99),
        (b"bytes=-10", 90, 99),
        (b"bytes=-1000", 0, 99),
        (b"bytes=0-", 0, 99),
    ],
)
def test_a_range(asked: bytes, first: int, last: int) -> None:
    found = answer.media(BYTES, b"video/mp4", asked)
    assert (found.status, found.body) == (206, BYTES[first : last + 1])
    assert headers(found)["content-range"] == f"bytes {first}-{last}/100"
    assert headers(found)["content-length"] == str(last - first + 1)


@pytest.mark.parametrize("asked", [b"bytes=100-", b"bytes=100-200", b"bytes=-0"])
def test_a_range_beyond_the_bytes(asked: bytes) -> None:
    found = answer.media(BYTES, b"video/mp4", asked)
    assert (found.status, found.body) == (416, b"")
    assert headers(found)["content-range"] == "bytes */100"


@pytest.mark.parametrize(
    "asked",
    [
        b"",
        b"bytes=-",
        b"bytes=5-4",
        b"bytes=0-1,5-6",
        b"bytes=a-b",
        b"bytes=-5-6",
        b"lines=0-1",
        b"bytes=0-" + b"9" * 30,
    ],
)
def test_what_is_no_range_gets_all(asked: bytes) -> None:
    found = answer.media(BYTES, b"video/mp4", asked)
    assert (found.status, found.body) == (200, BYTES)
    assert headers(found)["content-length"] == "100"
    assert headers(found)["content-type"] == "video/mp4"
    assert headers(found)["accept-ranges"] == "bytes"
    assert headers(found)["cache-control"] == "public, max-age=86400, immutable"


@pytest.mark.parametrize(
    ("refusal", "status"),
    [
        (Refusal.MALFORMED, 400),
        (Refusal.FORBIDDEN, 403),
        (Refusal.MISSING, 404),
        (Refusal.METHOD, 405),
        (Refusal.RANGE, 416),
        (Refusal.LATE, 503),
        (Refusal.FULL, 503),
    ],
)
def test_refusals_are_never_kept(refusal: Refusal, status: int) -> None:
    found = answer.refused(refusal)
    assert (found.status, found.body) == (status, b"")
    assert headers(found)["cache-control"] == "no-store"
    assert headers(found)["access-control-allow-origin"] == "*"
    assert ("retry-after" in headers(found)) == (status == 503)
    assert ("allow" in headers(found)) == (status == 405)


def test_a_preflight() -> None:
    found = answer.preflight()
    assert (found.status, found.body) == (204, b"")
    assert headers(found)["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    assert headers(found)["access-control-allow-headers"] == "*"
