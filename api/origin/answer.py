"""What the origin answers with: statuses, headers, bodies; pure."""

import gzip
import re
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

type Headers = list[tuple[bytes, bytes]]

PLAYLIST_TYPE = b"application/vnd.apple.mpegurl"
_GZIP_LEVEL = 3
_NEVER = re.compile(rb"q=0(?:\.0{0,3})?")
_RANGE = re.compile(rb"bytes=([0-9]{0,18})-([0-9]{0,18})")
_ANYBODY: Headers = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"Age, Content-Length, Content-Range, Date"),
    (b"timing-allow-origin", b"*"),
]
_METHODS = b"GET, HEAD, OPTIONS"
FRESH = b"public, max-age=1"
MEDIA = b"public, max-age=86400, immutable"
OWN = b"no-store, private"


class Refusal(Enum):
    """Why there is nothing to serve. None may be cached: what is too early is right a moment later.

    HTTP statuses of the origin are decided here.
    """

    MALFORMED = "malformed"
    FORBIDDEN = "forbidden"
    MISSING = "missing"
    METHOD = "method"
    RANGE = "range"
    LATE = "late"
    FULL = "full"

    @property
    def status(self) -> int:
        """The HTTP status."""
        return _STATUSES[self]


_STATUSES = {
    Refusal.MALFORMED: 400,
    Refusal.FORBIDDEN: 403,
    Refusal.MISSING: 404,
    Refusal.METHOD: 405,
    Refusal.RANGE: 416,
    Refusal.LATE: 503,
    Refusal.FULL: 503,
}
_RETRIED = {Refusal.LATE, Refusal.FULL}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A whole response."""

    status: int
    headers: Headers
    body: bytes = b""


def refused(refusal: Refusal, *more: tuple[bytes, bytes]) -> Answer:
    """An answer without a body."""
    headers = [*_ANYBODY, (b"cache-control", b"no-store"), (b"content-length", b"0"), *more]
    if refusal in _RETRIED:
        headers.append((b"retry-after", b"1"))
    if refusal is Refusal.METHOD:
        headers.append((b"allow", _METHODS))
    return Answer(status=refusal.status, headers=headers)


def preflight() -> Answer:
    """What a browser may ask of us from any page."""
    headers = [
        *_ANYBODY,
        (b"access-control-allow-methods", _METHODS),
        (b"access-control-allow-headers", b"*"),
        (b"access-control-max-age", b"86400"),
        (b"cache-control", b"public, max-age=86400"),
        (b"allow", _METHODS),
    ]
    return Answer(status=204, headers=headers)


@dataclass(frozen=True)
class Text:
    """A playlist as it goes to everyone who asks for it now: rendered once, compressed once."""

    content: bytes
    _answers: dict[tuple[bool, bytes], Answer] = field(default_factory=dict)

    @cached_property
    def _gzipped(self) -> bytes:
        return gzip.compress(self.content, _GZIP_LEVEL, mtime=0)

    def answer(self, cache: bytes, *, is_gzip: bool) -> Answer:
        """The answer with that Cache-Control."""
        key = is_gzip, cache
        if key not in self._answers:
            body = self._gzipped if is_gzip else self.content
            encoding = [(b"content-encoding", b"gzip")] if is_gzip else []
            headers = [
                *_ANYBODY,
                (b"content-type", PLAYLIST_TYPE),
                (b"content-length", b"%d" % len(body)),
                (b"cache-control", cache),
                (b"vary", b"accept-encoding"),
                *encoding,
            ]
            self._answers[key] = Answer(status=200, headers=headers, body=body)
        return self._answers[key]


def own_multivariant(text: Text, token: str) -> Text:
    """A multivariant playlist of a viewer's own: so are all the playlists in it."""
    own = f"/index.m3u8?s={token}".encode()
    return Text(text.content.replace(b"/index.m3u8", own))


def immutable_for(seconds: int) -> bytes:
    """Cache-Control of what never changes and is asked for no longer than that."""
    return b"public, max-age=%d, immutable" % seconds


def media(content: bytes, kind: bytes, asked_range: bytes = b"") -> Answer:
    """Media bytes, or the one range of them asked for; other ranges are answered whole."""
    headers = [
        *_ANYBODY,
        (b"content-type", kind),
        (b"cache-control", MEDIA),
        (b"accept-ranges", b"bytes"),
    ]
    size = len(content)
    found = _RANGE.fullmatch(asked_range)
    if found is None or found[0] == b"bytes=-" or _is_backward(found[1], found[2]):
        headers.append((b"content-length", b"%d" % size))
        return Answer(status=200, headers=headers, body=content)
    start, end = _bounds(found[1], found[2], size)
    if start >= end:
        return refused(Refusal.RANGE, (b"content-range", b"bytes */%d" % size))
    headers.append((b"content-length", b"%d" % (end - start)))
    headers.append((b"content-range", b"bytes %d-%d/%d" % (start, end - 1, size)))
    return Answer(status=206, headers=headers, body=content[start:end])


def accepts_gzip(accepted: bytes) -> bool:
    """Whether an Accept-Encoding header takes gzip."""
    taken = {}
    for coding in accepted.lower().split(b","):
        name, _, quality = coding.replace(b" ", b"").partition(b";")
        taken[name] = not _NEVER.fullmatch(quality)
    return taken.get(b"gzip", taken.get(b"*", False))


def _is_backward(first: bytes, last: bytes) -> bool:
    return bool(first and last) and int(last) < int(first)


def _bounds(first: bytes, last: bytes, size: int) -> tuple[int, int]:
    """Where the range begins and ends; without a first byte it is the last so many."""
    if not first:
        return max(0, size - int(last)), size
    return int(first), min(size, int(last) + 1) if last else size
