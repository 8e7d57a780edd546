"""Recordings of a feed: its payloads as they came, with their times, statuses and headers.

A file of entries, one after the other: a line of JSON that says what follows and how many bytes,
then those bytes, gzipped unless they came so, and a line's end. The first line names the provider.
A file that is cut off anywhere reads up to its last whole entry.
"""

import gzip
import json
import os
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Self

from feeds import event_time
from feeds.arrival import Arrival
from feeds.payload import BYTES_AT_MOST, PayloadError, unzipped
from feeds.settings import RECORDING

_VERSION = 1
_LINE_AT_MOST = 64 * 1024
_TEXT_AT_MOST = 1000
_GZIP = b"\x1f\x8b"
_LEVEL = 6
# Any other may bear what is secret.
_KEPT = {
    "age",
    "cache-control",
    "content-encoding",
    "content-length",
    "content-type",
    "date",
    "etag",
    "expires",
    "last-modified",
    "retry-after",
    "x-requestcounter-reset",
    "x-requests-available-minute",
}
_KEPT_FAMILIES = ("ratelimit", "x-ratelimit")


class RecordingError(Exception):
    """It is no recording, or cannot be read or written; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One arrival of a recording; `size` bytes of it stand at `place`, none where none came."""

    received: int
    is_new: bool = True
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    error: str = ""
    coding: str = ""
    crc: int = 0
    place: int = 0
    size: int = 0
    path: Path = Path()


class Recorder:
    """Writes a new recording; within `with`, or closed by `close`.

    What did not change costs a line. An entry is there whole or not at all.
    """

    def __init__(self, path: Path, *, provider: str, source: str = "") -> None:
        """Make the file, which must not be there yet; OSError."""
        self.path = path
        self._last: bytes | None = None
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        self.size = 0
        first = {"touchline": "recording", "v": _VERSION, "provider": provider, "source": source}
        try:
            self._append(_line(first))
        except OSError:
            self.close()
            path.unlink(missing_ok=True)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """No more entries."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def keep(self, arrival: Arrival) -> None:
        """Write an entry; OSError where that cannot be, and then nothing of it is there."""
        payload = arrival.payload
        is_new = payload is not None and (arrival.is_new or payload != self._last)
        coded: dict[str, Any] = {"t": event_time.to_iso(arrival.received)}
        if not is_new and not arrival.error:
            coded["unchanged"] = True
        if arrival.status is not None:
            coded["status"] = arrival.status
        if arrival.error:
            coded["error"] = arrival.error[:_TEXT_AT_MOST]
        if (is_new or arrival.error) and (kept := _kept(arrival.headers)):
            coded["headers"] = kept
        body = b""
        if payload is not None and is_new:
            came_so = payload.startswith(_GZIP)
            body = payload if came_so else gzip.compress(payload, _LEVEL, mtime=0)
            coded |= {"bytes": len(body), "crc": zlib.crc32(body)}
            coded |= {} if came_so else {"coding": "gzip"}
        self._append(_line(coded) + (body + b"\n" if is_new else b""))
        if is_new:
            self._last = payload

    def _append(self, written: bytes) -> None:
        left = memoryview(written)
        try:
            while left:
                left = left[os.write(self._file, left) :]
        except OSError:
            os.ftruncate(self._file, self.size)
            os.lseek(self._file, self.size, os.SEEK_SET)
            raise
        self.size += len(written)


class Recording:
    """A recording: a file, or a folder of them as a feed keeps them, read as it is needed."""

    def __init__(self, path: Path) -> None:
        """RecordingError where it cannot be read, or is none."""
        try:
            inside = sorted(path.glob(f"*{RECORDING}")) if path.is_dir() else [path]
            firsts = [_first_of(one) for one in inside]
        except OSError as error:
            raise RecordingError(f"{error.filename}: {error.strerror}") from error
        if not inside:
            raise RecordingError(f"{path}: has no *{RECORDING} in it")
        self.path = path
        self._paths = inside
        self.provider = str(firsts[0].get("provider", ""))

    def entries(self) -> Iterator[Entry]:
        """All that came, in order, up to where each file is whole."""
        for path in self._paths:
            try:
                with path.open("rb") as file:
                    if _first(file) is not None:
                        yield from _entries(file, path)
            except OSError as error:
                raise RecordingError(f"{path}: {error.strerror}") from error

    def payloads(self) -> Iterator[Entry]:
        """The entries in which a payload came that was not the one before."""
        return (entry for entry in self.entries() if entry.size)

    def payload(self, entry: Entry) -> bytes:
        """The payload of one of `payloads`, as it came; RecordingError."""
        try:
            with entry.path.open("rb") as file:
                file.seek(entry.place)
                body = file.read(entry.size)
        except OSError as error:
            raise RecordingError(f"{entry.path}: {error.strerror}") from error
        return _inflated(body, entry) if entry.coding else body


def _kept(headers: Mapping[str, str]) -> dict[str, str]:
    return {
        name: value[:_TEXT_AT_MOST]
        for name, value in headers.items()
        if name in _KEPT or name.startswith(_KEPT_FAMILIES)
    }


def _line(coded: Mapping[str, Any]) -> bytes:
    return json.dumps(coded, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _coded(file: BinaryIO) -> dict[str, Any] | None:
    """The object of a line; None where no whole one is."""
    line = file.readline(_LINE_AT_MOST)
    if not line.endswith(b"\n"):
        return None
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _first(file: BinaryIO) -> dict[str, Any] | None:
    """What the first line says; None where the file is none of ours."""
    found = _coded(file)
    is_ours = found is not None and found.get("touchline") == "recording"
    return found if is_ours and found is not None and found.get("v") == _VERSION else None


def _first_of(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        first = _first(file)
    if first is None:
        raise RecordingError(f"{path}: is no recording of a feed")
    return first


def _entries(file: BinaryIO, path: Path) -> Iterator[Entry]:
    while (coded := _coded(file)) is not None:
        try:
            entry = _entry(coded, path, file.tell())
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
            return
        if entry.size and not _is_whole(file, entry):
            return
        yield entry


def _entry(coded: dict[str, Any], path: Path, place: int) -> Entry:
    size = int(coded.get("bytes", 0))
    if not 0 <= size <= 2 * BYTES_AT_MOST:
        raise ValueError(size)
    return Entry(
        received=event_time.from_iso(coded["t"]),
        is_new=not coded.get("unchanged", False),
        status=None if coded.get("status") is None else int(coded["status"]),
        headers={str(name): str(value) for name, value in coded.get("headers", {}).items()},
        error=str(coded.get("error", "")),
        coding=str(coded.get("coding", "")),
        crc=int(coded.get("crc", 0)),
        place=place,
        size=size,
        path=path,
    )


def _is_whole(file: BinaryIO, entry: Entry) -> bool:
    """Whether an entry's bytes are all there as they were written; read past them."""
    body = file.read(entry.size)
    return zlib.crc32(body) == entry.crc and file.read(1) == b"\n"


def _inflated(body: bytes, entry: Entry) -> bytes:
    try:
        payload = unzipped(body)
    except PayloadError as error:
        raise RecordingError(f"{entry.path}: a payload that cannot be read: {error}") from error
    if len(payload) > BYTES_AT_MOST:
        raise RecordingError(f"{entry.path}: a payload larger than {BYTES_AT_MOST // 2**20} MB")
    return payload
