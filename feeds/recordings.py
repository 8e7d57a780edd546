"""A feed's recordings: files in a folder, a new one now and then, the oldest gone in the end.

A full disk never stops the feed: what could not be kept is counted.
"""

import logging
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor, wait
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
_AHEAD_AT_MOST = 64 * 2**20
_LINE = 1000
_KEPT_FOR = 30 * 86_400 * MICROSECONDS
_AGAIN = 10 * MICROSECONDS
_STAMP = "%Y%m%dT%H%M%S%fZ"

log = logging.getLogger(__name__)


class Recordings:
    """Keeps what arrives, in files of 64 MB or six hours, 1 GB and thirty days in all.

    It is written by a thread. Where 64 MB wait to be written, what comes is lost, and counted.
    """

    def __init__(self, folder: Path, *, provider: str, source: str) -> None:
        self._folder = folder
        self._provider = provider
        self._source = source
        self._recorder: Recorder | None = None
        self._began = 0
        self._tried_again = 0
        self._lost = 0
        self._error = ""
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="recording")
        self._left: deque[tuple[Future[None], int]] = deque()
        self._too_many = 0

    def keep(self, arrival: Arrival) -> None:
        """Have what came written down; never raises for what the disk does."""
        while self._left and self._left[0][0].done():
            self._left.popleft()
        if sum(size for _, size in self._left) > _AHEAD_AT_MOST:
            self._too_many += 1
            return
        size = _LINE + len(arrival.payload or b"")
        self._left.append((self._writer.submit(self._write, arrival), size))

    def written(self) -> None:
        """Wait until all that came is written."""
        wait([one for one, _ in self._left])

    def close(self) -> None:
        """No more is kept."""
        self.written()
        self._close()

    def status(self) -> dict[str, Any]:
        """The coded form of how it stands."""
        recorder = self._recorder
        return {
            "file": recorder.path.name if recorder else None,
            "bytes": recorder.size if recorder else 0,
            "lost": self._lost + self._too_many,
            "error": self._error,
        }

    def _write(self, arrival: Arrival) -> None:
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

    def _close(self) -> None:
        if self._recorder is not None:
            self._recorder.close()
            self._recorder = None

    def _open(self, now: int) -> Recorder | None:
        """The file that is written to; None while it is too early to try again."""
        recorder = self._recorder
        if recorder is not None:
            is_full = recorder.size >= FILE_AT_MOST or not 0 <= now - self._began < _FILE_LASTS
            if not is_full:
                return recorder
            self._close()
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
        self._close()
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
