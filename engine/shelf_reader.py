"""Follows a channel's media folder: its indexes by increments, and the bytes they name."""

import logging
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.shelf_view import ShelfView, Slice
from engine.store import INDEX
from engine.window import Entry, read_entries, read_track

RENDITION = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_ANEW_FROM = 65_536

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is new of an index: some entries, or with `view` all of it, read anew.

    A view that was read anew belongs to whoever takes the change.
    """

    view: ShelfView | None = None
    entries: tuple[Entry, ...] = ()


class ShelfReader:
    """Follows one rendition's index. Its calls block on the disk; one at a time, in any thread.

    The file is held open: a shorter one renamed into its place then has another inode for sure.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / INDEX
        self._file = -1
        self._offset = 0
        self._is_damaged = False

    def read(self) -> Change | None:
        """What is new since the last call, None for nothing.

        Raises OSError where there is no index; ValueError, once, where it is damaged.
        """
        if not self._is_same_file():
            self.close()
            self._file = os.open(self._path, os.O_RDONLY | os.O_CLOEXEC)
            self._offset, self._is_damaged = 0, False
        size = os.fstat(self._file).st_size
        if self._is_damaged or size == self._offset:
            return None
        if not 0 < size - self._offset <= _ANEW_FROM:
            self._offset = 0
        try:
            return self._read(size)
        except (ValueError, TypeError) as error:
            self._is_damaged = True
            raise ValueError(f"{self._path}: damaged: {error}") from error

    def close(self) -> None:
        """Let the file go."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _is_same_file(self) -> bool:
        found = self._path.stat()
        return self._file >= 0 and os.path.samestat(found, os.fstat(self._file))

    def _read(self, size: int) -> Change | None:
        is_anew = self._offset == 0
        content = os.pread(self._file, size - self._offset, self._offset)
        # A line without its end is not there yet.
        content = content[: content.rfind(b"\n") + 1]
        if not content:
            return None
        lines = content.splitlines()
        view = ShelfView(*read_track(lines.pop(0))) if is_anew else None
        entries = read_entries(lines)
        self._offset += len(content)
        if view is None:
            return Change(entries=tuple(entries))
        view.take(entries)
        return Change(view=view)


class MediaReader:
    """Follows the indexes of all renditions of a channel, as `ShelfReader` does one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._shelves: dict[str, ShelfReader] = {}
        self._unreadable: set[str] = set()

    def read(self) -> dict[str, Change | None]:
        """What is new by rendition; None for one that is there no more. Never raises."""
        names = set(self._names())
        gone = self._shelves.keys() - names
        changes: dict[str, Change | None] = dict.fromkeys(gone)
        for name in gone:
            self._shelves.pop(name).close()
        for name in sorted(names):
            self._read(name, changes)
        return changes

    def _read(self, name: str, changes: dict[str, Change | None]) -> None:
        shelf = self._shelves.setdefault(name, ShelfReader(self.folder / name))
        try:
            if change := shelf.read():
                changes[name] = change
                self._unreadable.discard(name)
        except FileNotFoundError:
            self._shelves.pop(name).close()
            changes[name] = None
        except (OSError, ValueError) as error:
            if name not in self._unreadable:
                log.warning("index unreadable rendition=%s reason=%s", name, error)
            self._unreadable.add(name)
            changes[name] = None

    def close(self) -> None:
        """Let all files go."""
        while self._shelves:
            self._shelves.popitem()[1].close()

    def _names(self) -> Iterator[str]:
        try:
            with os.scandir(self.folder) as entries:
                for entry in entries:
                    if RENDITION.fullmatch(entry.name) and entry.is_dir():
                        yield entry.name
        except OSError:
            return


def read_slice(folder: Path, wanted: Slice) -> bytes | None:
    """Bytes of a file in a rendition's folder; None where they are not all there."""
    try:
        with (folder / wanted.name).open("rb") as file:
            length = wanted.length
            if length is None:
                length = os.fstat(file.fileno()).st_size - wanted.offset
            content = os.pread(file.fileno(), length, wanted.offset)
    except OSError:
        return None
    return content if len(content) == length else None
