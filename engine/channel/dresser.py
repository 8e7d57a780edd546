"""The live dresser: what waits in the inbox committed, and boxes drawn two frames ahead."""

import threading
from collections.abc import Callable, Sequence

from engine.channel.dressing import Boxes, Dressing
from engine.channel.inbox import Inbox
from engine.show_log import ShowEvent
from engine.timebase import Timing
from overlays.box import Box

# A graphic drawn anew for every rung takes up to 37 ms beside the encoders: most of a frame at 25 a
# second, more than one at 50.
_AHEAD = 2


class LiveDresser:
    """Commits what waits in the inbox, folds it, and draws the boxes of the frames ahead.

    `on_event` is called for every committed event on the dressing thread, after it was folded;
    `on_boxes` is called there for every frame whose boxes on the top rung are others than those of
    the frame before.
    """

    def __init__(
        self, dressing: Dressing, inbox: Inbox, on_event: Callable[[ShowEvent], None], rungs: int
    ) -> None:
        self._dressing = dressing
        self._inbox = inbox
        self._on_event = on_event
        self.on_boxes: Callable[[int, Sequence[Box]], None] = lambda *_: None
        self._told: Sequence[Box] | None = None
        self._changed = threading.Condition()
        self.ready: dict[int, Boxes] = {}
        self._last: Boxes = [() for _ in range(rungs)]
        self._taken = -1
        self._is_ended = False

    @property
    def timing(self) -> Timing:
        """The timing of what is programme."""
        return self._dressing.timing

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
        boxes = self._pass(number)
        is_late = boxes is None
        self._last = self._last if boxes is None else boxes
        return self._last, is_late

    def skip(self, number: int) -> None:
        """Frame n shows what the last one did, with its boxes; the next is dressed."""
        self._pass(number)

    def _pass(self, number: int) -> Boxes | None:
        with self._changed:
            boxes = self.ready.pop(number, None)
            self.ready = {n: kept for n, kept in self.ready.items() if n > number}
            self._taken = number
            self._changed.notify_all()
        return boxes

    def _dress(self, number: int) -> Boxes:
        self._inbox.commit(number, self._happened)
        boxes = self._dressing.draw(number)
        if self._dressing.top != self._told:
            self._told = self._dressing.top
            self.on_boxes(number, self._told)
        return boxes

    def _happened(self, event: ShowEvent) -> None:
        self._dressing.fold(event)
        self._on_event(event)
