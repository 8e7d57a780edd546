"""A request off its ASGI scope."""

from typing import Any

import pytest

from api.origin.address import Address, Multivariant
from api.origin.request import Request

DEMO = Multivariant(channel="demo")


async def receive() -> None:
    """Nothing comes."""


def request(**scope: Any) -> Request:
    whole = {"method": "GET", "path": "/", "query_string": b"", "headers": [], **scope}
    return Request(whole, receive)


@pytest.mark.parametrize(
    ("scope", "named"),
    [
        pytest.param({"raw_path": b"/live/demo/index.m3u8"}, DEMO, id="as-sent"),
        pytest.param({"path": "/live/demo/index.m3u8"}, DEMO, id="by-a-server-without-raw-paths"),
        pytest.param(
            {"path": "/live/demo/index.m3u8", "raw_path": b"/live/demo%2Findex.m3u8"},
            None,
            id="escaped",
        ),
        pytest.param({"raw_path": b"/live/\xff/index.m3u8"}, None, id="no-ascii"),
    ],
)
def test_the_address(scope: dict[str, Any], named: Address | None) -> None:
    assert request(**scope).address == named


@pytest.mark.parametrize(
    ("headers", "accepts", "asked"),
    [
        ([], False, b""),
        ([(b"accept-encoding", b"br"), (b"accept-encoding", b"gzip")], True, b""),
        ([(b"range", b"bytes=0-1")], False, b"bytes=0-1"),
        ([(b"range", b"bytes=0-1"), (b"if-range", b'"x"')], False, b""),
        ([(b"range", b"bytes=0-1"), (b"range", b"bytes=2-3")], False, b"bytes=0-1,bytes=2-3"),
    ],
)
def test_headers(
    headers: list[tuple[bytes, bytes]],
    accepts: bool,  # noqa: FBT001
    asked: bytes,
) -> None:
    found = request(headers=headers)
    assert (found.accepts_gzip, found.range) == (accepts, asked)


def test_the_rest() -> None:
    found = request(method="HEAD", query_string=b"a=1")
    assert (found.method, found.query) == ("HEAD", b"a=1")
