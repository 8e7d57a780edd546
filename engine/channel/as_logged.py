"""What a show log says of frame after frame: the picture, the boxes, and what stood for them."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from pathlib import Path

from engine.channel import composed, events
from engine.channel.begun import Begun
from engine.channel.composed import Shown
from engine.channel.drawn import Drawing
from engine.channel.dressing import Boxes
from engine.channel.kept_pictures import KeptPictures
from engine.channel.live import SOURCE
from engine.channel.match_calls import MatchCalls
from engine.channel.mixer import slate_card
from engine.channel.timecode import Timecode
from engine.ffmpeg.picture import Handle
from engine.show_log import ShowEvent
from engine.timebase import Timing
from feeds.demo_match import script_among, script_of
from overlays.stage import NOTHING_ON_AIR, OnAir

type Pictures = Callable[[int], Handle | None]


class Looks:
    """What the log says of frame after frame: boxes, programme, timings, and what stood."""

    def __init__(
        self, begun: Begun, before: list[ShowEvent], logged: list[ShowEvent], *, draws_from: int
    ) -> None:
        self._dressing = begun.dressing(before)
        self.match_calls = MatchCalls(script_among(begun.inputs.values()), begun.origin)
        for event in before:
            self.match_calls.fold(event)
        self._events = logged
        self._changes = list(composed.changes(logged))
        self._late = {
            int(one.payload["sequence"]): int(one.payload["frame"])
            for one in logged
            if one.payload["type"] == events.APPLIED
        }
        self.program = [(begun.first_frame, self._dressing.program)]
        self.timings = [(begun.first_frame, dict(self._dressing.timings))]
        self.shown: Shown | None = None
        self.boxes: Boxes = [() for _ in begun.ladder]
        self._boxes_stand = False
        self._held = NOTHING_ON_AIR
        self._number = begun.first_frame - 1
        self._folded = self._changed = 0
        self._draws_from = self._last_drawn(draws_from)

    def go_to(self, number: int) -> None:
        """Be at frame n, no earlier than before."""
        while self._number < number:
            self._number += 1
            self._fold(self._number)
            self._change(self._number)
            if not self._boxes_stand and self._number >= self._draws_from:
                self.boxes = self._dressing.draw(self._number)

    def standing(self) -> OnAir:
        """The graphics on the frame it is at; asked for on every frame, also where boxes stand."""
        if not self._boxes_stand:
            self._held = self._dressing.standing(self._number)
        return self._held

    def _last_drawn(self, number: int) -> int:
        """The last frame up to frame n on which boxes were drawn."""
        drawn, stands = number, False
        for change in self._changes:
            if change.first > number:
                break
            if change.boxes_stand and not stands:
                drawn = change.first - 1
            stands = change.boxes_stand
        return drawn if stands else number

    def _fold(self, number: int) -> None:
        """The events up to frame n, and what they change in the picture."""
        while self._folded < len(self._events) and self._events[self._folded].frame <= number:
            event = self._events[self._folded]
            self._folded += 1
            self._dressing.fold(event)
            self.match_calls.fold(event)
            at = self._late.get(event.sequence, event.frame)
            if event.payload["type"] == events.CUT:
                self.program.append((at, event.payload["source"]))
            elif event.payload["type"] == events.TIMED:
                self.timings.append((at, dict(self._dressing.timings)))

    def _change(self, number: int) -> None:
        while self._changed < len(self._changes) and self._changes[self._changed].first <= number:
            change = self._changes[self._changed]
            self.shown, self._boxes_stand = change.shown, change.boxes_stand
            self._changed += 1


class Program:
    """The clean picture of frame after frame."""

    def __init__(self, begun: Begun, folder: Path, looks: Looks) -> None:
        self._begun = begun
        self._size = begun.ladder[0].width, begun.ladder[0].height
        self._looks = looks
        self._sources = {name: self._pictures(name, folder) for name in begun.inputs}
        self._slates: dict[str, Handle] = {}

    def picture(self, number: int) -> Handle | None:
        """Frame n as it stood on air; None where its source is not kept."""
        shown = self._looks.shown
        if shown is None:
            shown = Shown(source=_at(self._looks.program, number), frame=number)
        if shown.slate:
            return self._slate(shown.slate)
        pictures = self._sources.get(shown.source)
        return pictures(shown.frame) if pictures is not None else None

    def _slate(self, title: str) -> Handle:
        if title not in self._slates:
            self._slates[title] = slate_card(*self._size, title)
        return self._slates[title]

    def _pictures(self, name: str, folder: Path) -> Pictures:
        """A source's pictures by frame: drawn again, or decoded from what is kept."""
        begun, size = self._begun, self._size
        timecode = Timecode(*size) if name in begun.timecodes else None
        script = script_of(begun.inputs[name])
        if script is not None:
            drawing = Drawing(self._looks.match_calls.playing(script), size, timecode)
            return lambda number: drawing.picture(self._moment(name, number))
        kept = KeptPictures(folder / SOURCE / name, begun.rate, size)

        def picture(number: int) -> Handle | None:
            handle = kept.picture(number)
            if handle is None or timecode is None:
                return handle
            return timecode.burnt(handle, self._moment(name, number))

        return picture

    def _moment(self, name: str, number: int) -> int:
        timings: dict[str, Timing] = _at(self._looks.timings, number)
        return timings[name].content_time(number)


def _at[Value](since: Sequence[tuple[int, Value]], number: int) -> Value:
    """The value that holds on frame n; each holds from its frame on."""
    place = bisect_right([first for first, _ in since], number)
    return since[max(0, place - 1)][1]
