"""The live dresser: what the log decides, folded frame by frame, drawn one frame ahead."""

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from engine.channel import events
from engine.channel.graphics import Look, add
from engine.channel.inbox import Inbox
from engine.errors import EngineError, ShowLogError
from engine.keyer import KeyedBox
from engine.rendition import Rendition
from engine.show_log import ShowEvent
from engine.timebase import Timing
from feeds.fact import Fact
from feeds.state import GameState
from feeds.timeline import Timeline
from overlays.box import Box

_AHEAD = 1
_FACTS_KEPT = 20_000

type Boxes = Sequence[Sequence[KeyedBox]]


class LiveDresser:
    """Commits what waits in the inbox, folds it, and draws the boxes of the next frame.

    `timing` is that of the programme's source now. `on_event` is called for every committed event
    on the dressing thread, after it was folded; `on_boxes` is called there for every frame whose
    boxes on the top rung are others than those of the frame before.
    """

    def __init__(
        self,
        ladder: Sequence[Rendition],
        timings: Mapping[str, Timing],
        program: str,
        inbox: Inbox,
        on_event: Callable[[ShowEvent], None],
    ) -> None:
        self.timings = dict(timings)
        self.program = program
        self.offsets: dict[str, int] = {}
        self._look = Look(ladder)
        self._inbox = inbox
        self._on_event = on_event
        self.on_boxes: Callable[[int, Sequence[Box]], None] = lambda *_: None
        self._told: Sequence[Box] | None = None
        self._facts: list[tuple[Fact, int]] = []
        self._timeline = Timeline()
        self._fold_lock = threading.Lock()
        self._changed = threading.Condition()
        self.ready: dict[int, Boxes] = {}
        self._last: Boxes = [() for _ in ladder]
        self._taken = -1
        self._is_ended = False

    @property
    def timing(self) -> Timing:
        """The timing of what is programme."""
        return self.timings[self.program]

    def restore(self, history: Iterable[ShowEvent]) -> None:
        """Fold an earlier run's log, each event as it was known then."""
        for event in history:
            self._fold(event)

    def begin(self, number: int) -> None:
        """The first frame to be dressed."""
        self._taken = number - 1

    def run(self, stopping: threading.Event) -> None:
        """Dress frame after frame until ended; one whose turn has passed is left out."""
        number = self._taken + 1
        while True:
            with self._changed:
                while number > self._taken + _AHEAD and not self._is_ended:
                    self._changed.wait()
                if self._is_ended or stopping.is_set():
                    return
                number = max(number, self._taken + 1)
            boxes = self._dress(number)
            with self._changed:
                self.ready[number] = boxes
            number += 1

    def end(self) -> None:
        """Stop dressing."""
        with self._changed:
            self._is_ended = True
            self._changed.notify_all()

    def take(self, number: int) -> tuple[Boxes, bool]:
        """The boxes of frame n, and whether they are the last ones because n's were not ready."""
        with self._changed:
            boxes = self.ready.pop(number, None)
            self.ready = {n: kept for n, kept in self.ready.items() if n > number}
            self._taken = number
            self._changed.notify_all()
        is_late = boxes is None
        self._last = self._last if boxes is None else boxes
        return self._last, is_late

    def state(self, event_time: int) -> GameState:
        """The game state as of an event time (µs); from any thread."""
        with self._fold_lock:
            return self._timeline.as_of(event_time)

    def _dress(self, number: int) -> Boxes:
        self._inbox.commit(number, self._happened)
        at = self.timing.content_time(number)
        with self._fold_lock:
            state = self._timeline.as_of(at)
        boxes = self._look.boxes(state, at)
        if self._look.top != self._told:
            self._told = self._look.top
            self.on_boxes(number, self._told)
        return boxes

    def _happened(self, event: ShowEvent) -> None:
        self._fold(event)
        self._on_event(event)

    def _fold(self, event: ShowEvent) -> None:
        payload = event.payload
        match payload["type"]:
            case events.TIMED:
                self._retime(payload.get("source"), payload)
            case events.CUT if payload["source"] in self.timings:
                self.program = payload["source"]
            case events.OFFSET:
                self.offsets[payload["feed"]] = payload["offset_us"]
                self._refold(self.timing.content_time(event.frame))
            case _:
                self._fold_fact(event)

    def _retime(self, source: str | None, payload: Mapping[str, Any]) -> None:
        for name, timing in self.timings.items():
            if source in {None, name}:
                self.timings[name] = replace(
                    timing,
                    distance=payload.get("distance_us", timing.distance),
                    latency=payload.get("latency_us", timing.latency),
                )

    def _fold_fact(self, event: ShowEvent) -> None:
        try:
            fact = events.fact_of(event)
        except ShowLogError:
            return
        if fact is None:
            return
        known = self.timing.content_time(event.frame)
        self._facts.append((fact, known))
        del self._facts[:-_FACTS_KEPT]
        with self._fold_lock:
            self._add(fact, known)

    def _add(self, fact: Fact, known: int) -> None:
        offset = self.offsets.get(fact.provider or "", 0)
        if fact.event_time is not None and offset:
            fact = replace(fact, event_time=fact.event_time + offset)
        visible = known if fact.event_time is None else max(fact.event_time, known)
        try:
            add(self._timeline, fact, visible, known)
        except EngineError:
            # Twenty thousand facts wait for their moment: this one is not for this match.
            return

    def _refold(self, now: int) -> None:
        """All facts anew, after an offset has changed; what is known by now shows from its time."""
        with self._fold_lock:
            self._timeline = Timeline()
            for fact, known in self._facts:
                self._add(fact, min(known, now))
