"""Cueing: a channel's rundown as its log has it, and what of it is due."""

import threading
from collections.abc import Iterable, Iterator

from engine.channel import events, firing
from engine.channel.dressing import Dressing
from engine.channel.firing import Due
from engine.channel.rundown import Cue, Rundown
from engine.errors import ShowLogError
from engine.show_log import ShowEvent
from feeds.fact import Retraction
from overlays.stage import names

_WAITS_S = 2


class Cueing:
    """Folds a show log's events, an earlier run's first; says which cues are set off by what.

    Each is told once; again after two seconds where the log has not taken it. One thread folds,
    another may ask what is due in time.
    """

    def __init__(self, dressing: Dressing, history: Iterable[ShowEvent] = ()) -> None:
        self._dressing = dressing
        self._offered: dict[str, int] = {}
        self._lock = threading.Lock()
        self.plan = Rundown.of((event, self._visible(event)) for event in history)

    def fold(self, event: ShowEvent) -> None:
        """Take the next event, after the dressing has."""
        self.plan = self.plan.after(event, self._visible(event))
        with self._lock:
            if event.payload["type"] == events.PLANNED:
                self._offered.clear()
            elif event.payload["type"] in {events.TAKEN, events.SKIPPED}:
                self._offered.pop(str(event.payload.get("cue")), None)

    def in_time(self, number: int) -> list[Due]:
        """What is due on frame n, the next one, or shortly after."""
        if not self.plan.cues:
            return []
        timing, state = self._dressing.timing, self._dressing.shown
        now = timing.content_time(number)
        due = firing.in_time(self.plan, state, now, timing.behind, self._slots)
        return list(self._fresh(due, number))

    def soon(self, number: int) -> list[tuple[Cue, int]]:
        """What may come next as of frame n, the surest first, and when (event time, µs)."""
        if not self.plan.cues:
            return []
        timing = self._dressing.timing
        now = timing.content_time(number)
        return firing.soon(self.plan, self._dressing.shown, now, timing.behind)

    def set_off(self, event: ShowEvent, number: int) -> Iterator[Due]:
        """What an event that was folded sets off, known on frame n."""
        if not self.plan.cues:
            return iter(())
        known_at = self._dressing.timing.content_time(number)
        if event.payload["type"] in {events.TAKEN, events.CLEARED}:
            return self._fresh(firing.following(self.plan, known_at, self._slots), number)
        return iter(self._by_fact(event, known_at))

    def _fresh(self, due: Iterable[Due], number: int) -> Iterator[Due]:
        """Those that do not wait to be taken already."""
        waits = int(_WAITS_S * self._dressing.timing.rate)
        for one in due:
            name = one.payload["cue"]
            with self._lock:
                if number < self._offered.get(name, number - waits) + waits:
                    continue
                self._offered[name] = number
            yield one

    def _by_fact(self, event: ShowEvent, known_at: int) -> Iterable[Due]:
        try:
            fact = events.fact_of(event)
        except ShowLogError:
            return ()
        if fact is None:
            return ()
        happened = self._visible(event)
        if fact.event_time is not None and not isinstance(fact, Retraction):
            happened = fact.event_time + self._dressing.offsets.get(fact.provider or "", 0)
        return firing.after_fact(self.plan, fact, happened, known_at, self._slots)

    def _slots(self, at: int) -> frozenset[str]:
        """The slots in which something stands at an event time (µs)."""
        return firing.slots(names(self._dressing.planned(at)))

    def _visible(self, event: ShowEvent) -> int:
        """The event time (µs) an event shows from."""
        return self._dressing.timing.visible_from(event.event_time, event.frame)
