"""A folder as a zip, packed as it is sent: nothing is compressed, nothing is kept."""

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import override
from zipfile import ZipFile, ZipInfo

_BLOCK = 256 * 1024


class _Sink(io.RawIOBase):
    """Holds what is written until it is taken. It cannot go back, so sizes follow their files."""

    def __init__(self) -> None:
        super().__init__()
        self._written = bytearray()

    @override
    def writable(self) -> bool:
        return True

    @override
    def write(self, block: bytes | bytearray | memoryview) -> int:  # type: ignore[override]
        self._written += block
        return len(block)

    def take(self) -> bytes:
        """What was written since."""
        taken = bytes(self._written)
        self._written.clear()
        return taken


def packed(files: Iterable[tuple[Path, str]]) -> Iterator[bytes]:
    """The bytes of a zip of these files under these names, a block at a time.

    A file that is gone meanwhile ends it early, which whoever unpacks it sees.
    """
    sink = _Sink()
    with ZipFile(sink, "w") as archive:
        for path, name in files:
            with path.open("rb") as file, archive.open(ZipInfo.from_file(path, name), "w") as entry:
                while block := file.read(_BLOCK):
                    entry.write(block)
                    yield sink.take()
    yield sink.take()


def media(folder: Path, within: str) -> Iterator[tuple[Path, str]]:
    """What a player needs of a programme's folder: playlists, headers, segments."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".m3u8", ".m4s", ".mp4"}:
            yield path, f"{within}/{path.relative_to(folder)}"
