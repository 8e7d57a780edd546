"""The overlay config of a channel: its file and those it names, watched; what is wrong with it."""

import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from engine.channel import overlay_set
from engine.channel.overlay_set import Payload
from feeds.mistake import Mistake, MistakesError
from overlays.config import reading
from overlays.config.yaml_text import text_of

# An editor that writes a file piece by piece is done when it has not changed for so long.
_STILL_S = 0.1
_WAITS_AT_MOST = 20
# A wrong config may be righted by a file that it names: it is read again at each so many looks.
_WRONG_AGAIN = 5

type _Stood = Sequence[tuple[int, int, int] | None]


class OverlayFile:
    """A file that is read when it or what it names has changed. One caller at a time.

    `payload` is the event of the last that was right, None before any was, and `loaded_at` when it
    was read; `mistakes` are those of what stands in the file now.
    """

    def __init__(self, path: Path, wait: Callable[[float], None] = time.sleep) -> None:
        self.path = path
        self.payload: Payload | None = None
        self.loaded_at: datetime | None = None
        self.mistakes: list[Mistake] = []
        self._wait = wait
        self._named: Sequence[Path] = ()
        self._stood: _Stood = ()
        self._looks = 0

    def look(self) -> None:
        """Read the file if it has changed."""
        self._looks += 1
        stood = self._stands()
        is_due = bool(self.mistakes) and self._looks % _WRONG_AGAIN == 0
        if stood == self._stood and not is_due:
            return
        for _ in range(_WAITS_AT_MOST if stood != self._stood else 0):
            before = stood
            self._wait(_STILL_S)
            stood = self._stands()
            if stood == before:
                break
        try:
            self._take(text_of(self.path))
        except MistakesError as error:
            self.mistakes = error.mistakes
            self._stood = stood

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
        self._take(text)

    def _take(self, text: str) -> None:
        """Take a right text in; whoever dresses finds it read already."""
        where = str(self.path)
        overlay = reading.read(text, where)
        payload = overlay_set.payload(where, text, overlay.contents)
        overlay_set.overlay_of(payload)
        self.payload, self.loaded_at, self.mistakes = payload, datetime.now(UTC), []
        self._named = overlay.paths
        self._stood = self._stands()

    def _stands(self) -> _Stood:
        return tuple(_stood(path) for path in (self.path, *self._named))


def _stood(path: Path) -> tuple[int, int, int] | None:
    """What tells a file from what it was; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
