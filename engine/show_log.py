"""The show log: everything that decides what is on air, append-only, in one SQLite file."""

import fcntl
import json
import sqlite3
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from engine.errors import ShowLogError

VERSION = 1
SHOW_LOG = "show.db"
"""What the log is called in a channel's folder."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS event (
    sequence INTEGER PRIMARY KEY,
    frame INTEGER NOT NULL,
    event_time INTEGER,
    arrival INTEGER NOT NULL,
    actor TEXT NOT NULL,
    payload TEXT NOT NULL
) STRICT
"""
_SELECT, _ORDER = "SELECT * FROM event", "ORDER BY sequence"
_FULL = "disk is full"
_BASE_MAGIC = b"SQLite format 3\0"
type _Row = tuple[int, int, int | None, int, str, str]
_LINE_KEYS = {"type", "v", "sequence", "frame", "event_time", "arrival", "actor", "payload"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowEvent:
    """One thing that decided what is on air.

    `frame` is the first frame not yet composed when it was committed; `event_time` (when it
    happened at the venue) and `arrival` are µs since 1970; `payload` is a coded object with `type`.
    """

    sequence: int
    frame: int
    event_time: int | None
    arrival: int
    actor: str
    payload: Mapping[str, Any]


class ShowLog:
    """The writer of a channel's log. Its lock is the channel's lease: a second writer is refused.

    Use it with `with`; events are on disk when `append` or `extend` returns. Threads may
    share it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lease = _lease(path)
        self._base = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        try:
            self._base.execute("PRAGMA journal_mode=WAL")
            self._base.execute("PRAGMA synchronous=FULL")
            self._base.execute(_SCHEMA)
            (last,) = self._base.execute("SELECT max(sequence) FROM event").fetchone()
        except sqlite3.Error as error:
            self.close()
            raise _failed(path, error) from error
        self._next = 0 if last is None else last + 1
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file and give up the lease."""
        self._base.close()
        self._lease.close()

    def append(
        self,
        payload: Mapping[str, Any],
        *,
        frame: int,
        event_time: int | None,
        arrival: int,
        actor: str,
    ) -> ShowEvent:
        """Commit one event; return it with its sequence."""
        event = ShowEvent(
            sequence=-1,
            frame=frame,
            event_time=event_time,
            arrival=arrival,
            actor=actor,
            payload=payload,
        )
        return self.extend([event])[0]

    def extend(self, events: Iterable[ShowEvent]) -> list[ShowEvent]:
        """Commit events, all or none; return them with the sequences they were given."""
        with self._lock:
            numbered = [replace(event, sequence=at) for at, event in enumerate(events, self._next)]
            self._insert([_row(event) for event in numbered])
            self._next += len(numbered)
        return numbered

    def _insert(self, rows: list[_Row]) -> None:
        try:
            self._base.execute("BEGIN IMMEDIATE")
            self._base.executemany("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?)", rows)
            self._base.execute("COMMIT")
        except sqlite3.Error as error:
            if self._base.in_transaction:
                self._base.execute("ROLLBACK")
            raise _failed(self.path, error) from error

    def events(self) -> Iterator[ShowEvent]:
        """All events in order."""
        return _events(self._base)


def write_lines(events: Iterable[ShowEvent], file: IO[str]) -> None:
    """Write events as JSON Lines."""
    for event in events:
        coded = {
            "type": "show_event",
            "v": VERSION,
            "sequence": event.sequence,
            "frame": event.frame,
            "event_time": event.event_time,
            "arrival": event.arrival,
            "actor": event.actor,
            "payload": event.payload,
        }
        file.write(json.dumps(coded, ensure_ascii=False, separators=(",", ":")) + "\n")


def read_lines(path: Path) -> Iterator[ShowEvent]:
    """The events of a JSON Lines log, as they are asked for; raise ShowLogError at a bad line."""
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _event(path, number, line)
    except (OSError, UnicodeDecodeError) as error:
        raise _failed(path, error) from error


def read_log(path: Path) -> Iterator[ShowEvent]:
    """The events of a log in either form, also of a channel on air; ShowLogError where it is none.

    It takes no lease and writes nothing.
    """
    try:
        with path.open("rb") as file:
            is_base = file.read(len(_BASE_MAGIC)) == _BASE_MAGIC
    except OSError as error:
        raise _failed(path, error) from error
    if not is_base:
        yield from read_lines(path)
        return
    try:
        with closing(_read_only(path)) as base:
            yield from _events(base)
    except sqlite3.Error as error:
        raise _failed(path, error) from error


def read_after(path: Path, sequence: int, types: Collection[str]) -> list[ShowEvent]:
    """The events of a log, also of one on air, after a sequence whose payloads are of these types.

    ShowLogError where it cannot be read. It takes no lease and writes nothing.
    """
    marks = ", ".join("?" * len(types))
    asked = f"{_SELECT} WHERE sequence > ? AND payload ->> 'type' IN ({marks}) {_ORDER}"
    try:
        with closing(_read_only(path)) as base:
            return list(_found(base, asked, (sequence, *types)))
    except sqlite3.Error as error:
        raise _failed(path, error) from error


def read_before(path: Path, sequence: int | None, limit: int, *, without: str) -> list[ShowEvent]:
    """The last events of a log, also of one on air, before a sequence (None: of all), newest first.

    Those of the actor `without` are left out. ShowLogError where it cannot be read. It takes no
    lease and writes nothing.
    """
    until = "" if sequence is None else "sequence < ? AND "
    asked = f"{_SELECT} WHERE {until}actor <> ? {_ORDER} DESC LIMIT ?"
    values = (without, limit) if sequence is None else (sequence, without, limit)
    try:
        with closing(_read_only(path)) as base:
            return list(_found(base, asked, values))
    except sqlite3.Error as error:
        raise _failed(path, error) from error


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _events(base: sqlite3.Connection) -> Iterator[ShowEvent]:
    return _found(base, f"{_SELECT} {_ORDER}", ())


def _found(
    base: sqlite3.Connection, asked: str, values: tuple[str | int, ...]
) -> Iterator[ShowEvent]:
    for sequence, frame, event_time, arrival, actor, payload in base.execute(asked, values):
        yield ShowEvent(
            sequence=sequence,
            frame=frame,
            event_time=event_time,
            arrival=arrival,
            actor=actor,
            payload=json.loads(payload),
        )


def _event(path: Path, number: int, line: str) -> ShowEvent:
    try:
        coded = json.loads(line)
    except (ValueError, RecursionError):
        coded = None
    if not isinstance(coded, dict) or set(coded) != _LINE_KEYS or not _is_typed(coded):
        raise ShowLogError(f"{path}:{number}: no show event; use a log written by --log")
    del coded["type"], coded["v"]
    return ShowEvent(**coded)


def _is_typed(coded: dict[str, Any]) -> bool:
    numbers = (coded["sequence"], coded["frame"], coded["arrival"])
    return (
        (coded["type"], coded["v"]) == ("show_event", VERSION)
        and all(type(number) is int for number in numbers)
        and (coded["event_time"] is None or type(coded["event_time"]) is int)
        and isinstance(coded["actor"], str)
        and isinstance(coded["payload"], dict)
        and isinstance(coded["payload"].get("type"), str)
    )


def _row(event: ShowEvent) -> _Row:
    payload = json.dumps(event.payload, ensure_ascii=False, separators=(",", ":"))
    return event.sequence, event.frame, event.event_time, event.arrival, event.actor, payload


def _lease(path: Path) -> IO[bytes]:
    """A flock on the file itself; SQLite's own locks are of the other kind (fcntl)."""
    try:
        file = path.open("ab")
    except OSError as error:
        raise _failed(path, error) from error
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        raise ShowLogError(f"{path}: another process writes this show; stop it first") from None
    return file


def _failed(path: Path, error: Exception) -> ShowLogError:
    reason = str(error).lower()
    remedy = "free space there" if _FULL in reason else "mend or move the file"
    return ShowLogError(f"{path}: {reason}; {remedy}")
