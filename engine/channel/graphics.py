"""Graphics of a channel: the state as of a frame, its scene drawn for every rung."""

from collections import OrderedDict
from collections.abc import Sequence

from engine.channel.events import Events, fact_of
from engine.errors import EngineError
from engine.keyer import KeyedBox, Plate, plate
from engine.rendition import Rendition
from engine.show_log import ShowEvent, ShowLog
from engine.timebase import Timing
from feeds.fact import Fact
from feeds.state import GameState
from feeds.timeline import Timeline, TimelineFullError
from overlays import score_bug
from overlays.box import Box
from overlays.renderer import Renderer
from overlays.scene import PictureSize, Scene
from overlays.slate import slate

_PLATES_KEPT = 256


class Dresser:
    """Which boxes stand on frame n, rung by rung. Frames are asked for in order.

    Events are committed to the log when their frame is dressed, which is before it is composed.
    """

    def __init__(
        self, ladder: Sequence[Rendition], timing: Timing, events: Events, log: ShowLog
    ) -> None:
        self._timing = timing
        self._events = events
        self._log = log
        self._timeline = Timeline()
        self._look = Look(ladder)

    def boxes(self, number: int) -> Sequence[Sequence[KeyedBox]]:
        """The boxes of frame n for each rung, bottom to top."""
        event_time = self._timing.content_time(number)
        for event in self.commit(number):
            fact = fact_of(event)
            if fact is not None:
                visible = self._timing.visible_from(fact.event_time, event.frame)
                add(self._timeline, fact, visible, event_time)
        return self._look.boxes(self._timeline.as_of(event_time), event_time)

    def commit(self, number: int) -> list[ShowEvent]:
        """Commit the events of frame n to the log, without drawing; return them."""
        due = self._events.until(number)
        return self._log.extend(due) if due else []


class Look:
    """What a game state looks like on every rung; drawn anew only where something changed.

    `top` are the boxes of the top rung as they were drawn last.
    """

    def __init__(self, ladder: Sequence[Rendition]) -> None:
        self._rungs = [_Rung(rendition) for rendition in ladder]
        self._shown: tuple[GameState, tuple[str, int | None]] | None = None
        self._boxes: Sequence[Sequence[KeyedBox]] = ()
        self.top: tuple[Box, ...] = ()

    def boxes(self, state: GameState, event_time: int) -> Sequence[Sequence[KeyedBox]]:
        """The boxes of a moment (event time, µs) for each rung, bottom to top."""
        if state.sport is None:
            self._shown, self.top = None, ()
            return [() for _ in self._rungs]
        shown = state, score_bug.instant(state, event_time)
        if shown != self._shown:
            self._shown = shown
            self._boxes = [
                rung.boxes(score_bug.scene(state, event_time, rung.size)) for rung in self._rungs
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
    """One rung's size, renderer and plates."""

    def __init__(self, rendition: Rendition) -> None:
        self.size = PictureSize(width=rendition.width, height=rendition.height)
        self._renderer = Renderer()
        self._plates = Plates()
        self.drawn: tuple[Box, ...] = ()

    def boxes(self, scene: Scene) -> tuple[KeyedBox, ...]:
        """The boxes of a scene, ready to key: what that takes is worked out here, ahead."""
        self.drawn = self._renderer.boxes(scene)
        boxes = tuple(self._plates.keyed(box) for box in self.drawn)
        for box in boxes:
            box.steps((self.size.height, self.size.width))
        return boxes


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
    scene = slate(PictureSize(width=width, height=height), title)
    plates = Plates()
    return tuple(plates.keyed(box) for box in Renderer().boxes(scene))
