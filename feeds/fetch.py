"""Fetches a provider's payloads: over HTTP with manners, or from a file that is watched.

An address that leads into a private network is refused after its name is resolved, at every
redirect anew, unless the config allows it: whoever may write a feed's address must not read what
only this machine can.
"""

import asyncio
import logging
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path
from typing import Protocol
from urllib.parse import urljoin, urlsplit

import httpx

from feeds.clock import Clock
from feeds.event_time import LAST, MICROSECONDS
from feeds.payload import BYTES_AT_MOST
from feeds.resolver import ResolveError, resolve

_WITHIN_S = 10.0
_REDIRECTS_AT_MOST = 3
_LONGEST_WAIT = 3_600 * MICROSECONDS
_OK, _UNCHANGED = 200, 304
_MOVED = {301, 302, 303, 307, 308}
_AGENT = "touchline"
_KEPT_S = 120.0
# Of a number of seconds: more of them say no more.
_DIGITS = 12

_THEIRS = "the vendor must mend it"

NEVER = LAST
"""The moment of a payload that is not to come."""

# It logs each address, whose query may hold a key.
logging.getLogger("httpx").setLevel(logging.WARNING)

type Headers = Callable[[], Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was fetched: a payload, None where it is the one before, and what came with it.

    Header names are in small letters. `received` (µs since 1970) is when it came, where that is not
    now.
    """

    payload: bytes | None = None
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    received: int | None = None


class FetchError(Exception):
    """Nothing was fetched: why, and how long (µs) the other end asks to be left alone."""

    def __init__(self, text: str, wait: int | None = None, answer: Answer | None = None) -> None:
        super().__init__(text)
        self.wait = wait
        self.answer = Answer() if answer is None else answer


class Fetch(Protocol):
    """Where payloads come from."""

    async def get(self) -> Answer:
        """What is there now; FetchError."""

    def due(self) -> int | None:
        """When (µs since 1970) the next payload is there; None where nobody knows."""

    def forget(self) -> None:
        """What was fetched last could not be read: the next is to be whole."""

    async def close(self) -> None:
        """Let go of what is held."""


class FileFetch:
    """A file that is written by somebody else, whole or grown, now and then."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[int, int] | None = None

    async def get(self) -> Answer:
        """The file's content where its time or size changed."""
        try:
            found = self._path.stat()
            seen = found.st_mtime_ns, found.st_size
            if seen == self._seen:
                return Answer()
            if found.st_size > BYTES_AT_MOST:
                raise FetchError(f"{self._path}: larger than {BYTES_AT_MOST // 2**20} MB")
            payload = await asyncio.to_thread(self._path.read_bytes)
        except OSError as error:
            raise FetchError(f"{self._path}: {error.strerror}") from error
        self._seen = seen
        return Answer(payload=payload)

    def due(self) -> int | None:
        """Nobody knows when it is written."""
        return None

    def forget(self) -> None:
        """Read it again, whatever its time and size."""
        self._seen = None

    async def close(self) -> None:
        """Nothing is held."""


@dataclass(slots=True)
class _Validators:
    """What an answer said by which it may be asked for again."""

    etag: str | None = None
    modified: str | None = None

    def headers(self) -> dict[str, str]:
        """The conditional headers of the next request."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in asked.items() if value is not None}


class HttpFetch:
    """One address, asked again and again. At most 32 MB and ten seconds an answer.

    `headers` are asked for with each request, so that a secret may change. `may_be_private` lets it
    ask addresses of this machine and of private networks.
    """

    def __init__(
        self, url: str, clock: Clock, *, headers: Headers, may_be_private: bool = False
    ) -> None:
        self._url = url
        self._clock = clock
        self._headers = headers
        self._may_be_private = may_be_private
        self._validators = _Validators()
        # One connection that is kept from one request to the next.
        self._client = httpx.AsyncClient(
            verify=_trusted(),
            follow_redirects=False,
            trust_env=False,
            # How long an answer may take in all is seen to where it is asked for.
            timeout=2 * _WITHIN_S,
            limits=httpx.Limits(keepalive_expiry=_KEPT_S),
        )

    async def get(self) -> Answer:
        """What is there now; no payload for 304. FetchError for anything else that is none."""
        try:
            async with asyncio.timeout(_WITHIN_S):
                return await self._followed(self._url)
        except TimeoutError as error:
            raise FetchError(f"no whole answer within {_WITHIN_S:.0f} s") from error
        except httpx.HTTPError as error:
            raise FetchError(_reason(error)) from error
        except (httpx.InvalidURL, ValueError) as error:
            raise FetchError("sends us to what is no address") from error

    def due(self) -> int | None:
        """Nobody knows when there is something new."""
        return None

    def forget(self) -> None:
        """Ask for the whole again."""
        self._validators = _Validators()

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.aclose()

    async def _followed(self, url: str) -> Answer:
        for _ in range(_REDIRECTS_AT_MOST + 1):
            answer, moved = await self._asked(url)
            if moved is None:
                return answer
            is_elsewhere = urlsplit(moved)[:2] != urlsplit(url)[:2]
            if is_elsewhere and self._headers():
                raise FetchError(f"sends us to {_place(moved)}, where our token must not go")
            url = moved
        raise FetchError(f"more than {_REDIRECTS_AT_MOST} redirects")

    async def _asked(self, url: str) -> tuple[Answer, str | None]:
        """What an address answers, or where it has moved to."""
        host, address = await self._resolved(url)
        parts = urlsplit(url)
        literal = f"[{address}]" if ":" in address else address
        at = f"{literal}:{parts.port}" if parts.port else literal
        request = self._client.build_request(
            "GET",
            parts._replace(netloc=at).geturl(),
            headers={
                "Host": parts.netloc.rpartition("@")[2],
                "User-Agent": _AGENT,
                "Accept-Encoding": "gzip",
                **self._validators.headers(),
                **self._headers(),
            },
            extensions={"sni_hostname": host},
        )
        answer = await self._client.send(request, stream=True)
        try:
            return await self._read(answer, url)
        finally:
            await answer.aclose()

    async def _read(self, answer: httpx.Response, url: str) -> tuple[Answer, str | None]:
        status = answer.status_code
        said = Answer(status=status, headers=dict(answer.headers))
        if status in _MOVED and "location" in answer.headers:
            return said, urljoin(url, answer.headers["location"])
        if status == _UNCHANGED:
            # A connection whose answer was not read to its end is not kept.
            await answer.aread()
            return said, None
        if status != _OK:
            raise FetchError(f"HTTP {status}", self._retry_after(answer), said)
        payload = await _bounded(answer, said)
        self._validators = _Validators(
            etag=answer.headers.get("etag"), modified=answer.headers.get("last-modified")
        )
        return replace(said, payload=payload), None

    def _retry_after(self, answer: httpx.Response) -> int | None:
        """µs the answer asks us to wait, an hour at most; None where it says nothing."""
        said = answer.headers.get("retry-after", "")
        if said.isdecimal():
            return min(int(said[:_DIGITS]) * MICROSECONDS, _LONGEST_WAIT)
        try:
            moment = int(parsedate_to_datetime(said).timestamp()) * MICROSECONDS
        except ValueError:
            return None
        return min(max(0, moment - self._clock.now()), _LONGEST_WAIT)

    async def _resolved(self, url: str) -> tuple[str, str]:
        """The host of an address and the IP to ask, which must be allowed; FetchError."""
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise FetchError(f"{_place(url)} is no address of a web server")
        port = parts.port or (443 if parts.scheme == "https" else 80)
        try:
            address = await resolve(parts.hostname, port, may_be_private=self._may_be_private)
        except ResolveError as error:
            raise FetchError(str(error)) from error
        return parts.hostname, address


async def _bounded(answer: httpx.Response, said: Answer) -> bytes:
    """An answer's body as it came: it is inflated where its size is bounded as well."""
    too_large = FetchError(f"larger than {BYTES_AT_MOST // 2**20} MB", answer=said)
    promised = answer.headers.get("content-length", "")
    if promised.isdecimal() and int(promised) > BYTES_AT_MOST:
        raise too_large
    raw = bytearray()
    async for piece in answer.aiter_raw():
        raw += piece
        if len(raw) > BYTES_AT_MOST:
            raise too_large
    return bytes(raw)


@cache
def _trusted() -> ssl.SSLContext:
    """Whom we trust: the same for all addresses, since to read it takes time and memory."""
    return httpx.create_ssl_context(trust_env=False)


def _place(url: str) -> str:
    """An address without what may be secret in it."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname or '?'}"


def _reason(error: httpx.HTTPError) -> str:
    """In words, and never with the address, whose query may hold a key."""
    if not isinstance(error, httpx.ConnectError):
        is_cut = isinstance(error, httpx.NetworkError | httpx.RemoteProtocolError)
        return "the connection was cut off, or spoke no HTTP" if is_cut else "the request failed"
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"its certificate is not trusted ({cause.verify_message}); {_THEIRS}"
        if isinstance(cause, ssl.SSLError):
            return f"no TLS connection ({(cause.reason or 'broken off').replace('_', ' ').lower()})"
        if isinstance(cause, OSError) and cause.strerror:
            return f"no connection: {cause.strerror.lower()}"
        cause = cause.__cause__ or cause.__context__
    return "no connection"
