"""Dressing: what the show log decides of the graphics, folded event by event, drawn by frame."""

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from engine import timebase
from engine.channel import events, holds, moves, overlay_set
from engine.channel.ahead import Ahead
from engine.channel.graphics import Look, add
from engine.channel.rung_look import RungLook
from engine.errors import EngineError, ShowLogError
from engine.keyer import KeyedBox
from engine.rendition import Rendition
from engine.show_log import ShowEvent
from engine.timebase import MICROSECONDS, Timing
from feeds.fact import Fact
from feeds.override import Hold, Overrides
from feeds.state import GameState, News
from feeds.timeline import Timeline
from overlays.box import Box
from overlays.catalogue import known
from overlays.config.overlay import BUILT_IN
from overlays.stage import OnAir, Stage
from overlays.takes import ByHand, Move, Takes

_FACTS_KEPT = 20_000
# Longer than anything takes to come, and to leave (µs).
RESTS = 4 * MICROSECONDS

type Boxes = Sequence[Sequence[KeyedBox]]


class Dressing:
    """The fold of a show log, and the boxes of a frame on every rung.

    The same events and frames give the same boxes, on air and long after. `timing` is that of the
    programme's source now, `jumped` how far (µs) the last change of it took the picture back: what
    was news before a jump is no news again after it, `shown` the state as it was drawn last.
    `overlay` is the event of the overlay config that is shown. One thread folds and draws; any may
    ask for the state.
    """

    def __init__(
        self,
        ladder: Sequence[Rendition],
        timings: Mapping[str, Timing],
        program: str,
        offsets: Mapping[str, int],
    ) -> None:
        self.timings = dict(timings)
        self.program = program
        self.offsets = dict(offsets)
        rate = self.timing.rate
        self._look = Look(ladder, rate)
        self._overlay = BUILT_IN
        self.overlay = overlay_set.NONE
        self._stage = BUILT_IN.stage(rate)
        self._facts: list[tuple[Fact, int]] = []
        self._timeline = Timeline()
        self._takes = Takes()
        self._overrides = Overrides()
        self._fold_lock = threading.Lock()
        self._shown_before: frozenset[News] = frozenset()
        self.jumped = 0
        self.shown = GameState()

    @property
    def timing(self) -> Timing:
        """The timing of what is programme."""
        return self.timings[self.program]

    @property
    def failures(self) -> int:
        """How often a text of the overlay config that is shown could not be filled in."""
        return self._overlay.failures

    @property
    def face(self) -> str:
        """The face that graphics are drawn in."""
        return self._overlay.style.theme.face

    @property
    def images(self) -> list[str]:
        """The names of the overlay config's images."""
        return [name for name, _ in self._overlay.style.stills]

    @property
    def top(self) -> Sequence[Box]:
        """The boxes of the top rung as they were drawn last."""
        return self._look.top

    def restore(self, history: Iterable[ShowEvent]) -> None:
        """Fold an earlier run's log, each event as it was known then.

        Of overlay configs the last alone is read.
        """
        told = list(history)
        looks = [n for n, one in enumerate(told) if one.payload["type"] == events.OVERLAY]
        for number, event in enumerate(told):
            if number not in looks[:-1]:
                self.fold(event)

    def draw(self, number: int) -> Boxes:
        """The boxes of frame n for each rung, by what was folded so far."""
        at = self.timing.content_time(number)
        state, by_hand = self._decided(at)
        self.shown = state
        return self._look.boxes(state, at, by_hand)

    def standing(self, number: int) -> OnAir:
        """The graphics that stand on frame n, by what was folded so far."""
        at = self.timing.content_time(number)
        return self._stage.standing(*self._decided(at), at)

    def state(self, event_time: int) -> GameState:
        """The game state as of an event time (µs); from any thread."""
        with self._fold_lock:
            return self._as_of(event_time)

    def held(self, event_time: int) -> list[Hold]:
        """What is held by hand as of an event time (µs); from any thread."""
        with self._fold_lock:
            return self._overrides.standing(event_time)

    def stands(self, event_time: int) -> OnAir:
        """The graphics that stand as of an event time (µs), bottom to top; from any thread."""
        with self._fold_lock:
            state, by_hand = self._as_of(event_time), self._takes.as_of(event_time)
            return self._stage.standing(state, by_hand, event_time)

    def planned(self, event_time: int) -> OnAir:
        """Those that will stand at an event time (µs) to come, in the state as it is drawn now."""
        with self._fold_lock:
            by_hand = self._takes.as_of(event_time)
            return self._stage.standing(self.shown, by_hand, event_time)

    def ahead(self, taken: Move) -> Ahead:
        """What it takes to show a graphic that will be taken so; for a thread of its own.

        It comes, stands for a frame and leaves.
        """
        timing, graphic = self.timing, known(taken.graphic)
        first = timebase.frame_at(taken.at + timing.behind, timing.rate)
        stands = first + 1 + int(graphic.settles * timing.rate / MICROSECONDS)
        gone = stands + 1 + int(graphic.out * timing.rate / MICROSECONDS)
        frames = [*range(stands, first - 1, -1), *range(stands + 1, gone)]
        moved = replace(taken, until=timing.content_time(stands + 1))
        return self._look.ahead(self.shown, moved, [timing.content_time(n) for n in frames])

    def rung(self, name: str = "") -> RungLook | None:
        """As `Look` has it; from any thread."""
        return self._look.rung(name)

    def would_stand(self, taken: Move, language: str = "") -> OnAir:
        """What will stand, bottom to top, once a graphic was taken so and all are at rest.

        In the state as of then, in a rung's language; what comes by rule is there, what the graphic
        takes out is gone. One that passes is halfway. From any thread.
        """
        graphic = known(taken.graphic)
        rests = RESTS if graphic.lasts is None else graphic.lasts // 2
        state, by_hand = self._decided(taken.at)
        return self.stage(language).standing(state, (*by_hand, taken), taken.at + rests)

    def stage(self, language: str = "", *, has_rules: bool = True) -> Stage:
        """A stage like the programme's, in a rung's language, maybe without rules. For any thread.

        It is another than the programme's own, for whoever asks beside it.
        """
        overlay = self._overlay if has_rules else replace(self._overlay, rules=())
        return overlay.spoken(language or overlay.style.language).stage(self.timing.rate)

    def fold(self, event: ShowEvent) -> None:
        """Take the next event."""
        before = self.timing
        self._take(event)
        self.jumped = max(0, self.timing.behind - before.behind)
        if self.jumped:
            shown = self.state(before.content_time(event.frame - 1))
            self._shown_before |= shown.news

    def _take(self, event: ShowEvent) -> None:
        payload = event.payload
        match payload["type"]:
            case events.TIMED:
                self._retime(payload.get("source"), payload)
            case events.CUT if payload["source"] in self.timings:
                self.program = payload["source"]
            case events.OFFSET:
                self.offsets[payload["feed"]] = payload["offset_us"]
                self._refold(self.timing.content_time(event.frame))
            case events.TAKEN | events.CHANGED | events.STEPPED | events.CLEARED:
                visible = self.timing.visible_from(event.event_time, event.frame)
                with self._fold_lock:
                    moves.fold(self._takes, payload, visible)
            case events.OVERLAY:
                self._dress(payload)
            case events.HELD | events.RELEASED:
                visible = self.timing.visible_from(event.event_time, event.frame)
                with self._fold_lock:
                    holds.fold(self._overrides, payload, visible)
            case _:
                self._fold_fact(event)

    def _dress(self, payload: Mapping[str, Any]) -> None:
        overlay = overlay_set.overlay_of(payload)
        if overlay is None:
            return
        with self._fold_lock:
            self._overlay, self.overlay = overlay, payload
            self._stage = overlay.stage(self.timing.rate)
        self._look.dress(overlay)

    def _decided(self, at: int) -> tuple[GameState, ByHand]:
        with self._fold_lock:
            state, by_hand = self._as_of(at), self._takes.as_of(at)
        return (state.without(self._shown_before) if self._shown_before else state), by_hand

    def _as_of(self, event_time: int) -> GameState:
        """The state of the facts, and over it what is held."""
        return self._overrides.over(self._timeline.as_of(event_time), event_time)

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
