"""A feed's recordings: files in a folder, a new one now and then, the oldest gone in the end.

A full disk never stops the feed: what could not be kept is counted.
"""

import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from feeds import event_time
from feeds.arrival import Arrival
from feeds.event_time import MICROSECONDS
from feeds.recording import Recorder
from feeds.settings import RECORDING

FILE_AT_MOST = 64 * 2**20
ALL_AT_MOST = 2**30
_FILE_LASTS = 6 * 3_600 * MICROSECONDS
_KEPT_FOR = 30 * 86_400 * MICROSECONDS
_AGAIN = 10 * MICROSECONDS
_STAMP = "%Y%m%dT%H%M%S%fZ"

log = logging.getLogger(__name__)


class Recordings:
    """Keeps what arrives, in files of 64 MB or six hours, 1 GB and thirty days in all."""

    def __init__(self, folder: Path, *, provider: str, source: str) -> None:
        self._folder = folder
        self._provider = provider
        self._source = source
        self._recorder: Recorder | None = None
        self._began = 0
        self._tried_again = 0
        self._lost = 0
        self._error = ""

    def keep(self, arrival: Arrival) -> None:
        """Write down what came; never raises for what the disk does."""
        now = arrival.received
        try:
            recorder = self._open(now)
            if recorder is None:
                self._lost += 1
                return
            recorder.keep(arrival)
        except OSError as error:
            self._failed(error, now)
        else:
            self._error = ""

    def close(self) -> None:
        """No more is kept."""
        if self._recorder is not None:
            self._recorder.close()
            self._recorder = None

    def status(self) -> dict[str, Any]:
        """The coded form of how it stands."""
        recorder = self._recorder
        return {
            "file": recorder.path.name if recorder else None,
            "bytes": recorder.size if recorder else 0,
            "lost": self._lost,
            "error": self._error,
        }

    def _open(self, now: int) -> Recorder | None:
        """The file that is written to; None while it is too early to try again."""
        recorder = self._recorder
        if recorder is not None:
            is_full = recorder.size >= FILE_AT_MOST or not 0 <= now - self._began < _FILE_LASTS
            if not is_full:
                return recorder
            self.close()
        if now < self._tried_again:
            return None
        self._folder.mkdir(parents=True, exist_ok=True)
        self._drop_old(now)
        stamp = event_time.to_datetime(now).strftime(_STAMP)
        path = self._folder / f"{stamp}{RECORDING}"
        self._recorder = Recorder(path, provider=self._provider, source=self._source)
        self._began = now
        return self._recorder

    def _drop_old(self, now: int) -> None:
        """Make room for a new file."""
        files = sorted(
            path for path in self._folder.glob(f"*{RECORDING}") if _began(path) is not None
        )
        sizes = [path.stat().st_size for path in files]
        for number, path in enumerate(files):
            is_old = now - (_began(path) or now) > _KEPT_FOR
            if not is_old and sum(sizes[number:]) + FILE_AT_MOST <= ALL_AT_MOST:
                return
            path.unlink(missing_ok=True)

    def _failed(self, error: OSError, now: int) -> None:
        """Begin a new file after a while."""
        self.close()
        self._lost += 1
        self._tried_again = now + _AGAIN
        if not self._error:
            log.warning("feed not recorded folder=%s: %s", self._folder, error.strerror)
        self._error = error.strerror or str(error)


def _began(path: Path) -> int | None:
    """When a file of ours began, by its name; None for another."""
    try:
        moment = datetime.strptime(path.name.removesuffix(RECORDING), _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
    return event_time.from_datetime(moment)
