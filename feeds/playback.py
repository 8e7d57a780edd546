"""Plays a recording as a live feed: each payload comes when it came, from a point on."""

import asyncio
from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction
from pathlib import Path

from feeds import event_time
from feeds.clock import Clock
from feeds.fetch import NEVER, Answer, FetchError
from feeds.recording import Entry, Recording, RecordingError
from feeds.time_shift import TimeShift

type Point = int | datetime
"""A point of a recording: µs since it begins, or the moment it was."""


def moment_of(point: Point, recording: Recording) -> int:
    """The moment (µs since 1970) of a point; RecordingError where nothing was recorded."""
    if isinstance(point, datetime):
        return event_time.from_datetime(point)
    first = next(recording.entries(), None)
    if first is None:
        raise RecordingError(f"{recording.path}: has nothing in it")
    return first.received + point


class Playback:
    """A recording whose point is played at `begins` (µs since 1970), `speed` times as fast.

    What came before the point comes at once, in order, so
    that all is known by then.
    """

    def __init__(
        self, path: Path, clock: Clock, *, point: Point, begins: int, speed: Fraction
    ) -> None:
        self._path = path
        self._clock = clock
        self._point = point
        self._begins = begins
        self._speed = speed
        self._recording: Recording | None = None
        self._shift: TimeShift | None = None
        self._left: Iterator[Entry] = iter(())
        self._next: Entry | None = None

    async def get(self) -> Answer:
        """The oldest payload that is due and was not fetched yet; FetchError."""
        try:
            return await asyncio.to_thread(self._get)
        except RecordingError as error:
            raise FetchError(str(error)) from error

    def due(self) -> int | None:
        """When the next payload comes; never after the last."""
        if self._shift is None:
            return None
        return NEVER if self._next is None else self._shift.on_air(self._next.received)

    def forget(self) -> None:
        """What could not be read cannot be read again."""

    async def close(self) -> None:
        """Nothing is held."""

    @property
    def shift(self) -> TimeShift:
        """The times of what was fetched."""
        if self._shift is None:
            raise RecordingError(f"{self._path}: nothing was fetched of it")
        return self._shift

    def _get(self) -> Answer:
        if self._recording is None or self._shift is None:
            self._open()
        entry, recording = self._next, self._recording
        if entry is None or recording is None or (self.due() or 0) > self._clock.now():
            return Answer()
        received = self.shift.on_air(entry.received)
        self._next = next(self._left, None)
        payload = recording.payload(entry)
        return Answer(
            payload=payload, status=entry.status, headers=entry.headers, received=received
        )

    def _open(self) -> None:
        recording = Recording(self._path)
        point = moment_of(self._point, recording)
        self._left = recording.payloads()
        self._next = next(self._left, None)
        self._recording = recording
        self._shift = TimeShift(point=point, begins=self._begins, speed=self._speed)
