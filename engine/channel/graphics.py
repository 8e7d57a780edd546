"""Graphics of a channel: the state as of a frame, its scene drawn for every rung."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from engine.channel import holds, moves, overlay_set
from engine.channel.events import Events, fact_of
from engine.errors import EngineError
from engine.keyer import KeyedBox, Plate, plate
from engine.rendition import Rendition
from engine.show_log import ShowEvent, ShowLog
from engine.timebase import Timing
from feeds.fact import Fact
from feeds.override import Overrides
from feeds.state import GameState
from feeds.timeline import Timeline, TimelineFullError
from overlays.box import Box, Crop
from overlays.config.overlay import BUILT_IN, Overlay
from overlays.renderer import Renderer
from overlays.scene import Layer, PictureSize, Scene
from overlays.slate import slate
from overlays.stage import NOTHING_ON_AIR, OnAir, Standing, layers_of
from overlays.takes import NOTHING, ByHand, Takes

_PLATES_KEPT = 64

type _Place = tuple[int, int, int, int, Crop | None]


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
        self._rungs = [_Rung(rendition) for rendition in ladder]
        self._languages = [rung.language for rung in self._rungs]
        self._shown = dict.fromkeys(self._languages, NOTHING_ON_AIR)
        self._boxes: list[tuple[KeyedBox, ...]] = [() for _ in self._rungs]
        self.top: tuple[Box, ...] = ()
        self.dress(BUILT_IN)

    def dress(self, overlay: Overlay) -> None:
        """Have all look as that overlay has it from the next frame on."""
        self._stages = {
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


class _Rung:
    """One rung's size, renderer and plates. A clean one has no boxes."""

    def __init__(self, rendition: Rendition) -> None:
        self._is_clean = rendition.is_clean
        self.language = "" if rendition.is_clean else rendition.variant
        self.size = PictureSize(width=rendition.width, height=rendition.height)
        # Graphics cover far less; beyond, every second's clock would be kept for a match.
        self._renderer = Renderer(byte_limit=2 * rendition.width * rendition.height)
        self._plates = Plates()
        self._made: list[_Made] = []
        self.drawn: tuple[Box, ...] = ()

    def boxes(self, shown: OnAir) -> tuple[KeyedBox, ...]:
        """The boxes of what stands, ready to key: what that takes is worked out here, ahead.

        Graphics that look as they did on the frame before are taken as they were.
        """
        if self._is_clean:
            return ()
        before = {made.standing.graphic: made for made in self._made}
        self._made = [self._of(one, before.get(one.graphic)) for one in shown]
        self.drawn = tuple(box for made in self._made for box in made.drawn)
        return tuple(box for made in self._made for box in made.keyed)

    def _of(self, standing: Standing, before: "_Made | None") -> "_Made":
        if before is not None and before.standing == standing:
            return before
        layers = layers_of(standing, self.size)
        if before is not None and before.layers == layers:
            return replace(before, standing=standing)
        known = {} if before is None else before.by_place
        drawn = self._renderer.boxes(Scene(layers=layers))
        keyed = tuple(known.get(_place(box)) or self._keyed(box) for box in drawn)
        return _Made(standing=standing, layers=layers, drawn=drawn, keyed=keyed)

    def _keyed(self, box: Box) -> KeyedBox:
        keyed = self._plates.keyed(box)
        keyed.steps((self.size.height, self.size.width))
        return keyed


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """A graphic as it was made for a rung's last frame: its layers, their boxes, those to key."""

    standing: Standing
    layers: tuple[Layer, ...]
    drawn: tuple[Box, ...]
    keyed: tuple[KeyedBox, ...]

    @property
    def by_place(self) -> dict[_Place, KeyedBox]:
        """Its boxes to key by what they show and where."""
        return {_place(box): keyed for box, keyed in zip(self.drawn, self.keyed, strict=True)}


def _place(box: Box) -> _Place:
    return box.version, box.opacity, box.left, box.top, box.crop


class Plates:
    """Boxes' plates by pixels and opacity; the least recently shown goes when there are many."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, int], Plate] = OrderedDict()

    def keyed(self, box: Box) -> KeyedBox:
        """The box as the keyer takes it."""
        name = box.version, box.opacity
        kept = self._kept.pop(name, None) or plate(box.pixels, box.opacity)
        self._kept[name] = kept
        if len(self._kept) > _PLATES_KEPT:
            self._kept.popitem(last=False)
        window = (0, 0, kept.width, kept.height)
        if box.crop is not None:
            crop = box.crop
            window = (crop.left, crop.top, crop.left + crop.width, crop.top + crop.height)
        return KeyedBox(plate=kept, left=box.left, top=box.top, window=window)


def slate_boxes(width: int, height: int, title: str) -> tuple[KeyedBox, ...]:
    """The slate as boxes that cover a picture of that size."""
    card = slate(PictureSize(width=width, height=height), title)
    plates = Plates()
    return tuple(plates.keyed(box) for box in Renderer().boxes(card))
