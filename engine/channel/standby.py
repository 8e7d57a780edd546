"""Standby: the cues that may come next have what they take to show made before they do."""

import logging
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from engine.channel.ahead import Ahead
from engine.channel.cueing import Cueing
from engine.channel.dressing import Dressing
from engine.channel.rundown import Cue
from overlays.catalogue import UnknownGraphicError
from overlays.takes import Move

_LOOKS_EVERY_S = 0.5
_RESTS_S = 0.005
_PAUSE_S = 10.0
# What is crowded out again and again, or changes with every fact, is not made at every look.
_ROUNDS = 4

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """What was made of a cue, in which look, and of what."""

    ahead: Ahead
    round: int
    of: object


class Standby:
    """Makes things ahead on a thread of low priority; `next_number` is that of the next frame."""

    name = "standby"

    def __init__(self, cueing: Cueing, dressing: Dressing, next_number: Callable[[], int]) -> None:
        self._cueing = cueing
        self._dressing = dressing
        self._next_number = next_number
        self._made: dict[Hashable, _Made] = {}
        self._round = 0

    def run(self, stopping: threading.Event) -> None:
        """Look again and again until told to stop. A fault here must not take a channel off air."""
        while not stopping.wait(_LOOKS_EVERY_S):
            try:
                self.look(lambda: stopping.wait(_RESTS_S))
            except Exception:
                log.exception("standby failed")
                stopping.wait(_PAUSE_S)

    def look(self, rest: Callable[[], bool]) -> None:
        """Make what the next cues take and is not made yet; `rest` says when to stop."""
        self._round += 1
        soon = self._cueing.soon(self._next_number())
        wanted = {_name(cue, at): (cue, at) for cue, at in soon}
        self._made = {name: made for name, made in self._made.items() if name in wanted}
        of = self._dressing.shown, self._dressing.overlay
        for name, (cue, at) in wanted.items():
            if self._is_made(self._made.get(name), of):
                continue
            try:
                ahead = self._dressing.ahead(Move(graphic=cue.graphic, at=at, fields=cue.fields))
            except UnknownGraphicError:
                continue
            self._made[name] = _Made(ahead=ahead, round=self._round, of=of)
            if not ahead.make(rest):
                return

    def _is_made(self, made: _Made | None, of: object) -> bool:
        if made is None:
            return False
        is_whole = made.ahead.keeps() and made.of == of
        return is_whole or self._round < made.round + _ROUNDS


def _name(cue: Cue, at: int) -> Hashable:
    """A cue with its words; set for a time, with the frames it comes in on."""
    is_timed = cue.trigger.when != "hand"
    return cue.id, cue.graphic, tuple(sorted(cue.fields.items())), at if is_timed else None
