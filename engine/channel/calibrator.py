"""The calibrator of a channel on air: what the clock in its pictures says of feeds and sources.

The first source is what feeds are measured against. Another source shows the same match, so where
its clock does not agree with the feeds it is the latency of that source which is off.
"""

import threading
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from engine.channel import events
from engine.channel.calibration import Measured, Shift, lag, offset
from engine.channel.dressing import Dressing
from engine.channel.settings import CalibrationPolicy, CalibrationSettings
from engine.clock_reading.clock_reader import ClockReader
from engine.clock_reading.clock_run import Seen
from engine.errors import ShowLogError
from engine.frame import Plane
from engine.show_log import ShowEvent
from engine.timebase import MICROSECONDS
from feeds.clock_history import ClockHistory
from feeds.clock_text import clock_to_text
from feeds.fact import Fact

ACTOR = "calibration"
_NONE_AFTER = 20 * MICROSECONDS
# What is followed without being asked: sure, steady, fresh, worth it and not out of all reason.
_SURE = 90
_TICKS = 10
_STEADY = 250_000
_FRESH = 10 * MICROSECONDS
_WORTH = 300_000
_FURTHEST = 30 * MICROSECONDS
_NOT_BEFORE = 60 * MICROSECONDS
_KEPT = 8192


class Calibrator:
    """Looks at pictures on one thread; takes events and says what it found on any."""

    def __init__(
        self, settings: CalibrationSettings, dressing: Dressing, feeds: Sequence[str]
    ) -> None:
        self._settings = settings
        self._dressing = dressing
        self._first = next(iter(dressing.timings), "")
        self._histories = {feed: ClockHistory() for feed in feeds}
        self._offsets = {feed: Shift() for feed in feeds}
        self._latencies = {source: Shift() for source in dressing.timings}
        self._source = ""
        self._reader = ClockReader(settings.region)
        self._told_of: deque[ShowEvent] = deque(maxlen=_KEPT)
        self._lock = threading.Lock()
        self._seen: Seen | None = None
        self._since: int | None = None
        self._at = 0
        self._begins = 0
        self._changed: int | None = None

    def fold(self, event: ShowEvent) -> None:
        """Take the next event of the log; what it says is worked out with the next look."""
        if self._settings.policy is not CalibrationPolicy.OFF:
            self._told_of.append(event)

    def _take_up(self) -> None:
        """What the log has said since the last look. Histories are the looking thread's alone."""
        while self._told_of:
            event = self._told_of.popleft()
            kind = event.payload["type"]
            with self._lock:
                if kind == events.TIMED:
                    self._begin_at(event.frame)
                elif kind == events.APPLIED:
                    self._begin_at(event.payload["frame"])
                elif kind == events.OFFSET:
                    for shift in self._latencies.values():
                        shift.forget()
            self._take(_fact(event))
        for history in self._histories.values():
            history.settle()

    def look(self, source: str, luma: Plane, number: int) -> None:
        """Look at the picture of frame n, which that source shows; nobody writes to it any more."""
        self._take_up()
        timing = self._dressing.timings.get(source)
        if timing is None:
            return
        at = timing.content_time(number)
        with self._lock:
            if number < self._begins:
                return
            if source != self._source:
                self._source, self._reader = source, ClockReader(self._settings.region)
                self._since = None
            reader, begins = self._reader, self._begins
        reader.look(luma, at)
        with self._lock:
            if begins == self._begins:
                self._note(reader.seen, at, timing.latency)

    def due(self, now: int) -> list[dict[str, Any]]:
        """What to set without being asked, as payloads of show events; `now` is any clock's, µs."""
        if self._settings.policy is not CalibrationPolicy.FOLLOW:
            return []
        if self._changed is not None and now - self._changed < _NOT_BEFORE:
            return []
        with self._lock:
            payloads = list(self._changes())
        if payloads:
            self._changed = now
        return payloads

    def figures(self) -> dict[str, Any]:
        """What it found, as health tells it."""
        with self._lock:
            seen = self._seen
            return {
                "policy": self._settings.policy.value,
                "state": self._state(),
                "source": self._source,
                "reads": None if seen is None else _reads(seen),
                "offsets": self._told(self._offsets),
                "latencies": {
                    source: told
                    for source, told in self._told(self._latencies).items()
                    if told["value_us"] >= 0
                },
            }

    def _state(self) -> str:
        if self._settings.policy is CalibrationPolicy.OFF:
            return "off"
        if self._seen is not None:
            return "seen"
        looked = 0 if self._since is None else self._at - self._since
        return "no_clock" if looked >= _NONE_AFTER else "looking"

    def _told(self, shifts: Mapping[str, Shift]) -> dict[str, dict[str, int]]:
        told = {}
        for name, shift in shifts.items():
            measured = shift.measured()
            if measured is not None:
                coded = asdict(measured)
                told[name] = {
                    "value_us": coded["value"],
                    "spread_us": coded["spread"],
                    "age_us": max(0, self._at - coded["at"]),
                    "readings": coded["readings"],
                    "confidence": coded["confidence"],
                }
        return told

    def _take(self, fact: Fact | None) -> None:
        history = None if fact is None else self._histories.get(fact.provider or "")
        if fact is not None and history is not None:
            history.add(fact)

    def _begin_at(self, number: int) -> None:
        """From frame n on the pictures are of other times; what was measured no longer counts."""
        self._begins, self._source, self._seen = number, "", None
        for shift in (*self._offsets.values(), *self._latencies.values()):
            shift.forget()

    def _note(self, seen: Seen | None, at: int, latency: int) -> None:
        """What was seen up to the content time `at`, with the source's latency as it is set."""
        self._at, self._seen = at, seen
        if self._since is None or seen is not None:
            self._since = at
        if seen is not None and seen.at == at:
            self._measure(self._source, seen, latency)

    def _measure(self, source: str, seen: Seen, latency: int) -> None:
        if seen.is_time_of_day:
            self._latencies[source].note(seen, latency + lag(seen))
            return
        is_told = False
        for feed, history in self._histories.items():
            set_to = self._dressing.offsets.get(feed, 0)
            found = offset(history, seen, set_to)
            if found is None:
                continue
            if source == self._first:
                self._offsets[feed].note(seen, found)
            if not is_told:
                self._latencies[source].note(seen, latency + found - set_to)
                is_told = True

    def _changes(self) -> Sequence[dict[str, Any]]:
        if not self._source:
            return []
        if self._source != self._first:
            measured = self._latencies[self._source].measured()
            now = self._dressing.timings[self._source].latency
            if measured is None or measured.value < 0 or not self._is_due(measured, now):
                return []
            change = {"source": self._source, "latency_us": measured.value}
            return [{"type": events.TIMED, "v": events.VERSION, **change}]
        changes = []
        for feed, shift in self._offsets.items():
            measured, now = shift.measured(), self._dressing.offsets.get(feed, 0)
            if measured is not None and self._is_due(measured, now):
                change = {"feed": feed, "offset_us": measured.value}
                changes.append({"type": events.OFFSET, "v": events.VERSION, **change})
        return changes

    def _is_due(self, measured: Measured, now: int) -> bool:
        is_sure = measured.confidence >= _SURE and measured.ticks >= _TICKS
        is_good = measured.spread <= _STEADY and self._at - measured.at <= _FRESH
        return is_sure and is_good and _WORTH <= abs(measured.value - now) <= _FURTHEST


def _fact(event: ShowEvent) -> Fact | None:
    try:
        return events.heard_of(event) or events.fact_of(event)
    except ShowLogError:
        return None


def _reads(seen: Seen) -> str:
    return clock_to_text(max(0, seen.value) // MICROSECONDS * MICROSECONDS)
