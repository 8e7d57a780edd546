"""Captures: payloads somebody kept as plain files, each with the time at which it came."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from feeds import event_time
from feeds.arrival import Arrival
from feeds.payload import BYTES_AT_MOST

# Such as 20260712T191500Z, 2026-07-12_19-15-00 or 20260712-191500.25; without a zone it is UTC.
_STAMP = re.compile(
    r"(?<!\d)(\d{4})-?(\d{2})-?(\d{2})[T_ -](\d{2})[:-]?(\d{2})[:-]?(\d{2})(?:\.(\d{1,6}))?(?!\d)"
)


class CapturesError(Exception):
    """A folder cannot be imported; the text says why, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """A payload's file, and when it came (µs since 1970)."""

    path: Path
    received: int


def arrivals(found: Iterable[Capture]) -> Iterator[Arrival]:
    """What came, one after the other; CapturesError where a file cannot be read."""
    before: bytes | None = None
    for one in found:
        payload = _payload(one.path)
        yield Arrival(
            received=one.received,
            payload=payload,
            is_new=payload != before,
            status=200,
            headers={"content-encoding": "gzip"} if one.path.suffix == ".gz" else {},
        )
        before = payload


def captures(folder: Path, every: int | None = None) -> list[Capture]:
    """The files of a folder in the order in which they came; CapturesError.

    Their times stand in their names. Where not, they came `every` so many µs in the order of their
    names, the first when it was written; or, without that, each when it was written.
    """
    try:
        files = sorted(path for path in folder.iterdir() if path.is_file())
        written = {path: path.stat().st_mtime_ns // 1000 for path in files}
    except OSError as error:
        raise CapturesError(f"{folder}: {error.strerror}; name a folder of captures") from error
    if not files:
        raise CapturesError(f"{folder}: has no files in it; name a folder of captures")
    named = {path: _time_in(path.name) for path in files}
    if all(found is not None for found in named.values()):
        times = {path: found or 0 for path, found in named.items()}
    elif every is not None:
        times = {path: written[files[0]] + number * every for number, path in enumerate(files)}
    else:
        times = written
    found = [Capture(path=path, received=times[path]) for path in files]
    return sorted(found, key=lambda one: one.received)


def _payload(path: Path) -> bytes:
    try:
        if path.stat().st_size > BYTES_AT_MOST:
            raise CapturesError(f"{path}: larger than {BYTES_AT_MOST // 2**20} MB")
        return path.read_bytes()
    except OSError as error:
        raise CapturesError(f"{path}: {error.strerror}") from error


def _time_in(name: str) -> int | None:
    match = _STAMP.search(name)
    if match is None:
        return None
    *whole, part = match.groups(default="")
    try:
        moment = datetime.strptime("".join(whole), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
    return event_time.from_datetime(moment) + int(part.ljust(6, "0") or 0)
