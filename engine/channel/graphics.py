"""Graphics of a channel: the state as of a frame, its scene drawn for every rung."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from engine.channel import holds, moves, overlay_set
from engine.channel.ahead import Ahead, Wanted
from engine.channel.events import Events, fact_of
from engine.channel.plates import Plates
from engine.channel.rung_look import RungLook
from engine.errors import EngineError
from engine.keyer import KeyedBox
from engine.rendition import Rendition
from engine.show_log import ShowEvent, ShowLog
from engine.timebase import Timing
from feeds.fact import Fact
from feeds.override import Overrides
from feeds.state import GameState
from feeds.timeline import Timeline, TimelineFullError
from overlays.box import Box
from overlays.config.overlay import BUILT_IN, Overlay
from overlays.renderer import Renderer
from overlays.scene import PictureSize
from overlays.slate import slate
from overlays.stage import NOTHING_ON_AIR, Stage
from overlays.takes import NOTHING, ByHand, Move, Takes

# Of each pixel of a rung so many bytes of drawings are kept, and as many of plates: at 1080 lines
# four full frames of panels. All rungs together keep no more than a channel has for graphics.
_BYTES_A_PIXEL = 10
_BYTES_A_CHANNEL = 100_000_000


class Dresser:
    """Which boxes stand on frame n, rung by rung. Frames are asked for in order.

    Events are committed to the log when their frame is dressed, which is before it is composed. An
    `overlay` (its event's payload) holds until the events set another.
    """

    def __init__(
        self,
        ladder: Sequence[Rendition],
        timing: Timing,
        events: Events,
        log: ShowLog,
        overlay: Mapping[str, Any] | None = None,
    ) -> None:
        self._timing = timing
        self._events = events
        self._log = log
        self._timeline = Timeline()
        self._takes = Takes()
        self._overrides = Overrides()
        self._look = Look(ladder, timing.rate)
        self._dress(overlay or {})

    def boxes(self, number: int) -> Sequence[Sequence[KeyedBox]]:
        """The boxes of frame n for each rung, bottom to top."""
        event_time = self._timing.content_time(number)
        for event in self.commit(number):
            self._dress(event.payload)
            visible = self._timing.visible_from(event.event_time, event.frame)
            fact = fact_of(event)
            if fact is not None:
                add(self._timeline, fact, visible, event_time)
            else:
                moves.fold(self._takes, event.payload, visible)
                holds.fold(self._overrides, event.payload, visible)
        state = self._overrides.over(self._timeline.as_of(event_time), event_time)
        by_hand = self._takes.as_of(event_time)
        return self._look.boxes(state, event_time, by_hand)

    def _dress(self, payload: Mapping[str, Any]) -> None:
        overlay = overlay_set.overlay_of(payload)
        if overlay is not None:
            self._look.dress(overlay)

    def commit(self, number: int) -> list[ShowEvent]:
        """Commit the events of frame n to the log, without drawing; return them."""
        due = self._events.until(number)
        return self._log.extend(due) if due else []


class Look:
    """What a game state looks like on every rung; drawn anew only where something changed.

    A rung whose variant is a language has its graphics in that one. `top` are the boxes of the top
    rung as they were drawn last.
    """

    def __init__(self, ladder: Sequence[Rendition], rate: Fraction) -> None:
        self._rate = rate
        pixels = sum(one.width * one.height for one in ladder if not one.is_clean)
        kept = min(_BYTES_A_PIXEL, _BYTES_A_CHANNEL / 2 / max(1, pixels))
        self._rungs = [RungLook(rendition, kept) for rendition in ladder]
        self._languages = [rung.language for rung in self._rungs]
        self._shown = dict.fromkeys(self._languages, NOTHING_ON_AIR)
        self._boxes: list[tuple[KeyedBox, ...]] = [() for _ in self._rungs]
        self.top: tuple[Box, ...] = ()
        self.dress(BUILT_IN)

    def dress(self, overlay: Overlay) -> None:
        """Have all look as that overlay has it from the next frame on."""
        self._overlay = overlay
        self._stages = self._stages_of(overlay)

    def _stages_of(self, overlay: Overlay) -> dict[str, Stage]:
        """A stage for each language of the rungs."""
        return {
            language: overlay.spoken(language or overlay.style.language).stage(self._rate)
            for language in self._languages
        }

    def boxes(
        self, state: GameState, event_time: int, by_hand: ByHand = NOTHING
    ) -> Sequence[Sequence[KeyedBox]]:
        """The boxes of a moment (event time, µs) for each rung, bottom to top."""
        shown = {
            language: stage.standing(state, by_hand, event_time)
            for language, stage in self._stages.items()
        }
        if shown != self._shown:
            self._shown = shown
            self._boxes = [
                rung.boxes(shown[language])
                for rung, language in zip(self._rungs, self._languages, strict=True)
            ]
            self.top = self._rungs[0].drawn
        return self._boxes

    def rung(self, name: str = "") -> RungLook | None:
        """The rung of that name that has graphics, None where none has; without one the top."""
        with_graphics = (rung for rung in self._rungs if not rung.is_clean)
        return next((rung for rung in with_graphics if name in {"", rung.name}), None)

    def ahead(self, state: GameState, taken: Move, times: Sequence[int]) -> Ahead:
        """What it takes to show a graphic taken by hand at these event times (µs), to be made.

        For a thread of its own, beside the one that asks for boxes. The times that matter most come
        first.
        """
        stages = self._stages_of(replace(self._overlay, rules=()))
        wanted = Wanted(state=state, taken=taken, times=tuple(times))
        return Ahead(stages, self._rungs, wanted)


def add(timeline: Timeline, fact: Fact, visible_from: int, now: int) -> None:
    """Add a fact, folding away what shows by `now` (µs) where the timeline is full."""
    try:
        timeline.add(fact, visible_from=visible_from)
    except TimelineFullError:
        # What shows by now may be folded away; what still waits may not.
        timeline.as_of(now)
        try:
            timeline.add(fact, visible_from=visible_from)
        except TimelineFullError as error:
            raise EngineError(f"facts: {error}; thin them out") from error


def slate_boxes(width: int, height: int, title: str) -> tuple[KeyedBox, ...]:
    """The slate as boxes that cover a picture of that size."""
    card = slate(PictureSize(width=width, height=height), title)
    plates = Plates()
    return tuple(plates.keyed(box) for box in Renderer().boxes(card))
