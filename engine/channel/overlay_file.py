"""The overlay config of a channel: its file, watched, with what is wrong with it."""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from feeds.mistake import Mistake, MistakesError
from overlays.config import reading
from overlays.config.yaml_text import text_of

# An editor that writes a file piece by piece is done when it has not changed for so long.
_STILL_S = 0.1
_LOOKS_AT_MOST = 20

type _Stood = tuple[int, int, int]


class OverlayFile:
    """A file that is read when it has changed, and written whole. One caller at a time.

    `text` is the last that was right, None before any was, and `loaded_at` when it was read;
    `mistakes` are those of what stands in the file now.
    """

    def __init__(self, path: Path, wait: Callable[[float], None] = time.sleep) -> None:
        self.path = path
        self.text: str | None = None
        self.loaded_at: datetime | None = None
        self.mistakes: list[Mistake] = []
        self._wait = wait
        self._stood: _Stood | None = None

    def look(self) -> None:
        """Read the file if it has changed."""
        stood = self._stands()
        if stood == self._stood and (stood is not None or self.mistakes):
            return
        for _ in range(_LOOKS_AT_MOST):
            before, stood = stood, self._settled()
            if stood == before:
                break
        self._stood = stood
        try:
            self._take(text_of(self.path))
        except MistakesError as error:
            self.mistakes = error.mistakes

    def write(self, text: str) -> None:
        """Put a text in the file's place; MistakesError where it is not right, then nothing is.

        OSError where it cannot be written.
        """
        reading.read(text, str(self.path))
        beside = self.path.with_name(f".{self.path.name}.new")
        try:
            with beside.open("w", encoding="utf-8", newline="") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self.path)
        finally:
            with suppress(OSError):
                beside.unlink()
        self._stood = self._stands()
        self._take(text)

    def _take(self, text: str) -> None:
        reading.read(text, str(self.path))
        self.text, self.loaded_at, self.mistakes = text, datetime.now(UTC), []

    def _settled(self) -> _Stood | None:
        self._wait(_STILL_S)
        return self._stands()

    def _stands(self) -> _Stood | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino
