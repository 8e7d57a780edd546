"""Calibration of a facts file against a clip: the clock on its pictures, and what the facts say."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.channel.calibration import Measured, Shift, offset
from engine.clock_reading.clock_reader import ClockReader, Looks
from engine.clock_reading.clock_run import Seen
from engine.clock_reading.region import Region
from engine.clock_reading.share import Share
from engine.ffmpeg import picture
from engine.ffmpeg.probe import SourceInfo
from engine.ffmpeg.source import FileSource, Picture
from engine.frame import Plane
from engine.timebase import MICROSECONDS
from feeds.clock_history import ClockHistory
from feeds.fact import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibrated:
    """What came of it. Times are µs from the clip's start.

    `looked` is how much of it was looked at, `first` when a clock was first seen to tick, `last`
    when last, `region` where. `offset` is None where the facts do not say that it read that
    anywhere near.
    """

    looked: int
    first: int | None
    last: int | None
    seen: Seen | None
    region: Region | None
    offset: Measured | None
    has_facts: bool


class ClipCalibration:
    """Looks at a clip's pictures from its start on, for `length` µs at most."""

    def __init__(
        self, info: SourceInfo, facts: Iterable[Fact], *, start: int, region: Share | None
    ) -> None:
        self._info = info
        self._start = start
        self._reader = ClockReader(region)
        self._history = ClockHistory()
        for fact in facts:
            self._history.add(fact)

    def run(self, length: int) -> Calibrated:
        """Read it; SourceError where it cannot be read."""
        shift, region, at = Shift(), None, self._start
        seen: list[Seen] = []
        for luma, at in self._pictures(length):
            self._reader.look(luma, at)
            now = self._reader.seen
            if now is None or now.at != at:
                continue
            seen, region = [*seen[:1], now], self._reader.region
            found = offset(self._history, now, 0)
            if found is not None:
                shift.note(now, found)
        return Calibrated(
            looked=at - self._start,
            first=seen[0].at - self._start if seen else None,
            last=seen[-1].at - self._start if seen else None,
            seen=seen[-1] if seen else None,
            region=region,
            offset=shift.measured(),
            has_facts=self._history.has_clock,
        )

    def _pictures(self, length: int) -> Iterator[tuple[Plane, int]]:
        """Some a second, with their event times."""
        looks, number = Looks(self._info.rate), 0
        for shown in FileSource(self._info, *even(self._info.display)).play():
            if not isinstance(shown, Picture):
                continue
            at = int(shown.time * MICROSECONDS)
            if at > length:
                return
            if looks.wants(number):
                yield picture.planes(shown.handle)[0], self._start + at
            number += 1


def even(size: tuple[int, int]) -> tuple[int, int]:
    """The size, even for yuv420p."""
    return size[0] // 2 * 2, size[1] // 2 * 2
