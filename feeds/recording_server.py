"""Serves a recording over HTTP, so that whoever polls its vendor can poll it: as it was, in time.

Any path is answered with what the vendor answered then, errors as well; who says which payload is
known (`If-None-Match`) is told where it still stands.
"""

import threading
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, override

from feeds.clock import Clock
from feeds.recording import Entry, Recording, RecordingError
from feeds.time_shift import TimeShift

_WITHIN_S = 10
# What the server says itself, or what is not so any more.
_OWN = {"content-length", "date", "age", "expires", "etag", "last-modified", "cache-control"}


class RecordingServer:
    """What stands in a recording at each moment: its point is played when it is made."""

    def __init__(self, recording: Recording, clock: Clock, shift: TimeShift) -> None:
        self._recording = recording
        self._clock = clock
        self._shift = shift
        self._lock = threading.Lock()
        self._left: Iterator[Entry] = recording.entries()
        self._next = next(self._left, None)
        self._last: Entry | None = None
        self._standing: Entry | None = None
        self._payload: tuple[Entry, bytes] | None = None

    def answer(self, known: str | None) -> tuple[int, Mapping[str, str], bytes]:
        """Status, headers and body for one who has the payload of that ETag."""
        with self._lock:
            self._go_on()
            last, standing = self._last, self._standing
            if last is not None and last.error:
                return last.status or HTTPStatus.SERVICE_UNAVAILABLE, _said(last), b""
            if standing is None:
                return HTTPStatus.SERVICE_UNAVAILABLE, {"retry-after": "1"}, b""
            tag = f'"{standing.received}"'
            if known == tag:
                return HTTPStatus.NOT_MODIFIED, {"etag": tag}, b""
            return HTTPStatus.OK, {**_said(standing), "etag": tag}, self._read(standing)

    def _go_on(self) -> None:
        """Up to what is there now; at the least the first payload."""
        now = self._shift.recorded(self._clock.now())
        while self._next is not None and (self._next.received <= now or self._standing is None):
            self._last = self._next
            if self._next.size:
                self._standing = self._next
            self._next = next(self._left, None)

    def _read(self, entry: Entry) -> bytes:
        if self._payload is None or self._payload[0] is not entry:
            self._payload = entry, self._recording.payload(entry)
        return self._payload[1]


def served_at(server: RecordingServer, port: int) -> ThreadingHTTPServer:
    """A web server of this machine alone, which is still to be run; OSError."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = _WITHIN_S

        def do_GET(self) -> None:
            try:
                status, headers, body = server.answer(self.headers.get("if-none-match"))
            except RecordingError:
                status, headers, body = HTTPStatus.INTERNAL_SERVER_ERROR, {}, b""
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if status != HTTPStatus.NOT_MODIFIED:
                self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        @override
        def log_message(self, format: str, *args: Any) -> None:
            """Nobody reads it."""

    found = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    found.daemon_threads = True
    return found


def _said(entry: Entry) -> dict[str, str]:
    return {
        name: value
        for name, value in entry.headers.items()
        if name not in _OWN and value.isascii() and value.isprintable()
    }
