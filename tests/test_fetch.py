"""Fetching: with manners, within bounds, and never from where only this machine may look."""

import asyncio
import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from feeds import fetch
from feeds.clock import SystemClock
from feeds.fetch import FetchError, FileFetch, HttpFetch
from feeds.payload import json_of
from tests.bad_servers import dripping, flooding, self_signed
from tests.web_feeds import Answer, Vendor, closed_port, vendor

S = 1_000_000


@pytest.fixture
def server() -> Iterator[Vendor]:
    with vendor() as found:
        yield found


def fetched(
    url: str, times: int = 1, *, private: bool = True, bearing: str = ""
) -> list[bytes | str | None]:
    """What so many requests gave, errors as their text."""

    async def ask() -> list[bytes | str | None]:
        headers = {"X-Auth-Token": bearing} if bearing else {}
        one = HttpFetch(url, SystemClock(), headers=lambda: headers, may_be_private=private)
        found = list[bytes | str | None]()
        try:
            for _ in range(times):
                try:
                    found.append((await one.get()).payload)
                except FetchError as error:
                    found.append(str(error))
        finally:
            await one.close()
        return found

    return asyncio.run(ask())


def test_a_payload(server: Vendor) -> None:
    server.says(Answer(body=b'{"a": 1}'))
    assert fetched(server.url) == [b'{"a": 1}']
    path, headers = server.asked[0]
    assert path == "/scores?key=secret"
    assert headers["host"] == f"127.0.0.1:{server.port}"
    assert headers["user-agent"] == "touchline"


def test_what_was_told_is_not_asked_for_again(server: Vendor) -> None:
    said = {"ETag": '"7"', "Last-Modified": "Mon, 30 Nov 2026 10:00:00 GMT"}
    server.says(Answer(body=b"x", headers=said), Answer(status=304))
    assert fetched(server.url, 2) == [b"x", None]
    asked = server.asked[1][1]
    assert asked["if-none-match"] == '"7"'
    assert asked["if-modified-since"] == said["Last-Modified"]


def test_a_gzipped_answer_stays_as_it_came(server: Vendor) -> None:
    body = gzip.compress(b'{"a": 1}')
    server.says(Answer(body=body, headers={"Content-Encoding": "gzip"}))
    (found,) = fetched(server.url)
    assert isinstance(found, bytes)
    assert json_of(found) == {"a": 1}


def test_the_token_goes_along(server: Vendor) -> None:
    server.says(Answer(body=b"x"))
    fetched(server.url, bearing="t0ken")
    assert server.asked[0][1]["x-auth-token"] == "t0ken"


def test_redirects_are_followed_but_not_for_ever(server: Vendor) -> None:
    away = Answer(status=302, headers={"Location": "/elsewhere"})
    server.says(away, Answer(body=b"x"))
    assert fetched(server.url) == [b"x"]
    assert server.asked[1][0] == "/elsewhere"
    server.answers.clear()
    server.says(away)
    assert fetched(server.url) == ["more than 3 redirects"]


def test_a_token_is_taken_nowhere_else(server: Vendor) -> None:
    other = f"http://localhost:{server.port}/steal"
    server.says(Answer(status=302, headers={"Location": other}), Answer(body=b"x"))
    (said,) = fetched(server.url, bearing="t0ken")
    assert said == "sends us to http://localhost, where our token must not go"
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        pytest.param(Answer(status=404), "HTTP 404", id="not-there"),
        pytest.param(Answer(status=500, body=b"oh"), "HTTP 500", id="in-trouble"),
        pytest.param(Answer(body=b"x" * 99, cut=50), "was cut off", id="cut-off"),
        pytest.param(Answer(body=b"x", pause_s=1.0), "no whole answer within", id="slow"),
        pytest.param(Answer(body=b"x" * 5000), "larger than", id="too-large"),
    ],
)
def test_what_is_no_payload(
    server: Vendor, answer: Answer, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "_WITHIN_S", 0.3)
    monkeypatch.setattr(fetch, "BYTES_AT_MOST", 1000)
    server.says(answer)
    (found,) = fetched(server.url)
    assert isinstance(found, str)
    assert said in found
    assert "secret" not in found


def test_all_of_the_ten_seconds_may_be_spent_waiting() -> None:
    async def made() -> HttpFetch:
        return HttpFetch("http://h/", SystemClock(), headers=dict)

    longest = asyncio.run(made())._client.timeout.read
    assert longest is not None
    assert longest > fetch._WITHIN_S


def test_one_that_answers_byte_by_byte_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "_WITHIN_S", 0.4)
    for head in (b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\n\r\n"):
        with dripping(head) as port:
            (said,) = fetched(f"http://127.0.0.1:{port}/")
        assert said == "no whole answer within 0 s"


def test_one_that_never_ends_is_left_where_it_is_too_large() -> None:
    """A hundred megabytes, promised or not: 32 are read at the most."""
    for head in (
        b"HTTP/1.1 200 OK\r\nContent-Length: 104857600\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\n",
    ):
        with flooding(head) as (port, sent):
            (said,) = fetched(f"http://127.0.0.1:{port}/")
        assert said == "larger than 32 MB"
        assert sum(sent) < 60 * 2**20


def test_a_certificate_nobody_signed(tmp_path: Path) -> None:
    with self_signed(tmp_path) as port:
        (said,) = fetched(f"https://localhost:{port}/?key=secret")
    assert isinstance(said, str)
    assert said.startswith("its certificate is not trusted (self")
    assert "secret" not in said


def test_one_that_speaks_no_tls(server: Vendor) -> None:
    server.says(Answer(body=b"x"))
    (said,) = fetched(server.url.replace("http://", "https://"))
    assert isinstance(said, str)
    assert said.startswith("no TLS connection (")
    assert "secret" not in said


@pytest.mark.parametrize(
    "place", ["http://[", "http://h:99999999/", "http://\xff\xfe:1/", "//", "http:"]
)
def test_a_redirect_to_no_address(server: Vendor, place: str) -> None:
    server.says(Answer(status=302, headers={"Location": place}))
    (said,) = fetched(server.url)
    assert isinstance(said, str)
    assert "secret" not in said


def test_what_cannot_be_read_is_asked_for_as_a_whole(server: Vendor) -> None:
    server.says(Answer(body=b"x", headers={"ETag": '"7"'}))

    async def twice() -> None:
        one = HttpFetch(server.url, SystemClock(), headers=dict, may_be_private=True)
        await one.get()
        one.forget()
        await one.get()
        await one.close()

    asyncio.run(twice())
    assert "if-none-match" not in server.asked[1][1]


def test_status_and_headers_come_along(server: Vendor) -> None:
    server.says(Answer(body=b"x", headers={"X-RateLimit-Remaining": "3"}), Answer(status=429))

    async def twice() -> list[fetch.Answer]:
        one = HttpFetch(server.url, SystemClock(), headers=dict, may_be_private=True)
        first = await one.get()
        with pytest.raises(FetchError) as error:
            await one.get()
        await one.close()
        return [first, error.value.answer]

    first, second = asyncio.run(twice())
    assert (first.status, first.headers["x-ratelimit-remaining"]) == (200, "3")
    assert (second.status, second.payload) == (429, None)


@pytest.mark.parametrize(
    ("said", "least", "most"),
    [
        pytest.param("7", 7 * S, 7 * S, id="seconds"),
        pytest.param("999999", 3600 * S, 3600 * S, id="an-hour-at-most"),
        pytest.param("Mon, 01 Jan 2001 00:00:00 GMT", 0, 0, id="gone-by"),
        pytest.param("Mon, 01 Jan 2091 00:00:00 GMT", 3600 * S, 3600 * S, id="far-away"),
        pytest.param("soon", None, None, id="nonsense"),
        pytest.param("9" * 5000, 3600 * S, 3600 * S, id="a-number-without-end"),
    ],
)
def test_how_long_to_be_left_alone(
    server: Vendor, said: str, least: int | None, most: int | None
) -> None:
    server.says(Answer(status=429, headers={"Retry-After": said}))

    async def ask() -> int | None:
        one = HttpFetch(server.url, SystemClock(), headers=dict, may_be_private=True)
        try:
            await one.get()
        except FetchError as error:
            return error.wait
        finally:
            await one.close()
        raise AssertionError

    wait = asyncio.run(ask())
    assert (wait is None) is (least is None)
    if wait is not None and least is not None and most is not None:
        assert least <= wait <= most


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "[::1]",
        "10.0.0.1",
        "169.254.169.254",
        "0.0.0.0",  # noqa: S104 - nothing is bound here
        "[fe80::1]",
    ],
)
def test_private_networks_are_refused(host: str) -> None:
    (said,) = fetched(f"http://{host}:9/", private=False)
    assert isinstance(said, str)
    assert "of a private network; to allow it set private = true" in said


def test_a_redirect_into_a_private_network_is_refused(
    server: Vendor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first address is taken for a public one; what it sends us to is looked up anew."""
    asked = list[str]()

    async def resolved(self: HttpFetch, url: str) -> tuple[str, str]:
        asked.append(url)
        return ("vendor.example", "127.0.0.1") if len(asked) == 1 else await real(self, url)

    real = HttpFetch._resolved
    monkeypatch.setattr(HttpFetch, "_resolved", resolved)
    server.says(Answer(status=302, headers={"Location": f"http://127.0.0.1:{server.port}/inside"}))
    (said,) = fetched(server.url, private=False)
    assert isinstance(said, str)
    assert "of a private network" in said
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("url", "said"),
    [
        pytest.param("ftp://example.org/x", "is no address of a web server", id="no-web"),
        pytest.param("http://no.such.host.invalid/", "no.such.host.invalid: ", id="no-name"),
        pytest.param(f"http://127.0.0.1:{closed_port()}/?key=secret", "no connection", id="nobody"),
    ],
)
def test_where_nothing_is(url: str, said: str) -> None:
    (found,) = fetched(url)
    assert isinstance(found, str)
    assert said in found
    assert "secret" not in found


def read(one: FileFetch) -> bytes | str | None:
    try:
        return asyncio.run(one.get()).payload
    except FetchError as error:
        return str(error)


def test_a_file_that_is_watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "f24.xml"
    one = FileFetch(path)
    assert read(one) == f"{path}: No such file or directory"
    path.write_bytes(b"first")
    assert read(one) == b"first"
    assert read(one) is None
    one.forget()
    assert read(one) == b"first"
    path.write_bytes(b"longer than that")
    assert read(one) == b"longer than that"
    monkeypatch.setattr(fetch, "BYTES_AT_MOST", 1)
    path.write_bytes(b"longer still, and more")
    assert "larger than" in str(read(one))
    asyncio.run(one.close())
