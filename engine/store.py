"""The media store: one file a segment and rendition, appended a part at a time, and its index."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from engine import playlist
from engine.errors import StoreError
from engine.segment import Part
from engine.window import IndexedPart, Track, Window, part_line, read_window, track_line

INDEX = "parts.jsonl"
PLAYLIST = "index.m3u8"
HEADER = "init.mp4"


class Shelf:
    """Where one rendition's media stands: a folder with header, segments and index.

    Not for use by two threads at once.
    """

    def __init__(self, folder: Path, track: Track, header: bytes) -> None:
        self.folder = folder
        self.track = track
        self._written: list[Path] = []
        self._segment = -1
        self._offset = 0
        folder.mkdir()
        try:
            self._write(folder / HEADER, header)
            self._write(folder / INDEX, track_line(track).encode())
        except StoreError:
            self.withdraw()
            raise

    def append(self, part: Part) -> None:
        """Write a part behind its segment's file, then its line; raise StoreError when it fails."""
        path = self.folder / f"{part.media_sequence}.m4s"
        if part.media_sequence != self._segment:
            self._segment, self._offset = part.media_sequence, 0
            self._written.append(path)
        indexed = IndexedPart(
            msn=part.media_sequence,
            part=part.index,
            offset=self._offset,
            length=len(part.payload),
            duration=part.duration,
            independent=part.is_independent,
            first=part.first,
            discontinuity=False,
            map=HEADER,
        )
        self._append(path, part.payload)
        self._append(self.folder / INDEX, part_line(indexed).encode())
        self._offset += len(part.payload)

    def window(self) -> Window:
        """What the index on disk holds; raise StoreError where it is gone."""
        try:
            with (self.folder / INDEX).open(encoding="ascii") as lines:
                return read_window(lines)
        except OSError as error:
            raise _failed(self.folder / INDEX, error) from error

    def write_playlist(self, text: str) -> None:
        """Put the media playlist in its place, whole or not at all."""
        _replace(self.folder / PLAYLIST, text)
        self._written.append(self.folder / PLAYLIST)

    def withdraw(self) -> None:
        """Remove what this shelf wrote, and its folder if nothing else stands in it."""
        for path in self._written:
            _remove(path)
        _remove_empty(self.folder)

    def _write(self, path: Path, payload: bytes) -> None:
        self._written.append(path)
        self._append(path, payload)

    def _append(self, path: Path, payload: bytes) -> None:
        try:
            with path.open("ab") as file:
                file.write(payload)
        except OSError as error:
            raise _failed(path, error) from error


class Store:
    """A programme's folder: a shelf a rendition, and the multivariant playlists, written last."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._shelves: list[Shelf] = []
        self._made = _make_folders(folder)

    def add(self, track: Track, header: bytes) -> Shelf:
        """A shelf for one more rendition, in the order of the multivariant playlist."""
        try:
            shelf = Shelf(self.folder / track.name, track, header)
        except OSError as error:
            raise _failed(self.folder / track.name, error) from error
        self._shelves.append(shelf)
        return shelf

    def end(self) -> list[Window]:
        """Write the playlists of what is there, as VOD; return the windows they were made of."""
        windows = [shelf.window() for shelf in self._shelves]
        if not all(window.parts for window in windows):
            raise StoreError(f"{self.folder}: no media was made; nothing to list")
        for shelf, window in zip(self._shelves, windows, strict=True):
            shelf.write_playlist(playlist.media(window))
        _replace(self.folder / PLAYLIST, playlist.multivariant(windows))
        for variant in self._variants():
            listed = playlist.multivariant(windows, variant=variant)
            _replace(self.folder / f"{variant}.m3u8", listed)
        return windows

    def _variants(self) -> set[str]:
        """Those that have a multivariant playlist of their own."""
        return {shelf.track.variant for shelf in self._shelves} - {""}

    def withdraw(self) -> None:
        """Remove what was written, so that nothing half-made looks whole; other files stay."""
        _remove(self.folder / PLAYLIST)
        for variant in self._variants():
            _remove(self.folder / f"{variant}.m3u8")
        for shelf in self._shelves:
            shelf.withdraw()
        for folder in self._made:
            _remove_empty(folder)


def files(folder: Path, window: Window) -> list[Path]:
    """A rendition's media in a programme's folder: its header, then its segments in order."""
    shelf = folder / window.track.name
    return [shelf / HEADER, *(shelf / f"{number}.m4s" for number, _ in window.segments())]


def _make_folders(folder: Path) -> list[Path]:
    """Make the folder; return the folders made, innermost first. It must be empty or not there."""
    missing: Sequence[Path] = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise StoreError(f"{folder}: is not empty; name a new or empty folder")
    except OSError as error:
        raise _failed(folder, error) from error
    return list(missing)


def _remove(path: Path) -> None:
    """Remove a file; where that fails, what led here is told and not this."""
    with suppress(OSError):
        path.unlink()


def _remove_empty(folder: Path) -> None:
    """Remove a folder if it is there and nothing stands in it."""
    with suppress(OSError):
        folder.rmdir()


def _replace(path: Path, text: str) -> None:
    """Write a text file whole: beside its place, then into it."""
    beside = path.with_suffix(".tmp")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise _failed(path, error) from error


def _failed(path: Path, error: OSError) -> StoreError:
    reason = (error.strerror or str(error)).lower()
    return StoreError(f"{path}: {reason}; free space or name another folder")
