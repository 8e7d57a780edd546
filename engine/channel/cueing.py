"""Cueing: a channel's rundown as its log has it, and what of it is due."""

from collections.abc import Iterable, Iterator

from engine.channel import events, firing
from engine.channel.dressing import Dressing
from engine.channel.firing import Due
from engine.channel.rundown import Rundown
from engine.errors import ShowLogError
from engine.show_log import ShowEvent


class Cueing:
    """Folds a show log's events; says which cues they set off, and which a time does."""

    def __init__(self, dressing: Dressing) -> None:
        self._dressing = dressing
        self._offered: set[str] = set()
        self.plan = Rundown()

    def fold(self, event: ShowEvent) -> None:
        """Take the next event, after the dressing has."""
        self.plan = self.plan.after(event, self._visible(event))
        if event.payload["type"] == events.PLANNED:
            self._offered.clear()

    def in_time(self, number: int) -> list[Due]:
        """What is due on frame n, the next one, or shortly after; each is told once."""
        if not self.plan.cues:
            return []
        timing = self._dressing.timing
        now = timing.content_time(number)
        due = firing.in_time(self.plan, self._dressing.state(now), now, timing.behind)
        fresh = [one for one in due if one.payload["cue"] not in self._offered]
        self._offered |= {one.payload["cue"] for one in fresh}
        return fresh

    def set_off(self, event: ShowEvent, number: int) -> Iterator[Due]:
        """What an event that was folded sets off, known on frame n."""
        if not self.plan.cues:
            return iter(())
        known_at = self._dressing.timing.content_time(number)
        if event.payload["type"] in {events.TAKEN, events.CLEARED}:
            return firing.after_cue(self.plan, event.payload, self._visible(event), known_at)
        return iter(self._by_fact(event, known_at))

    def _by_fact(self, event: ShowEvent, known_at: int) -> Iterable[Due]:
        try:
            fact = events.fact_of(event)
        except ShowLogError:
            return ()
        if fact is None:
            return ()
        happened = known_at
        if fact.event_time is not None:
            happened = fact.event_time + self._dressing.offsets.get(fact.provider or "", 0)
        standing = firing.slots(self._dressing.graphics(known_at))
        return firing.after_fact(self.plan, fact, happened, known_at, standing)

    def _visible(self, event: ShowEvent) -> int:
        """The event time (µs) an event shows from."""
        return self._dressing.timing.visible_from(event.event_time, event.frame)
