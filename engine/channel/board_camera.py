"""The scoreboard camera: a feed whose facts are read off a board that one of the sources shows."""

import threading
from collections import deque
from collections.abc import Callable
from typing import Any

from engine.channel.board_facts import BoardFacts, Seen
from engine.channel.dressing import Dressing
from engine.channel.settings import CameraSettings
from engine.clock_reading.clock_reader import ClockReader
from engine.clock_reading.number_reader import NumberReader
from engine.clock_reading.share import WHOLE
from engine.clock_reading.upright import upright
from engine.frame import Plane
from feeds.fact import Fact

_HELD = 200


class BoardCamera:
    """Looks at pictures on one thread; its facts are taken from another.

    Holds at most 200 facts that nobody took; a full one forgets the oldest.
    """

    def __init__(
        self, settings: CameraSettings, dressing: Dressing, now: Callable[[], int]
    ) -> None:
        self.settings = settings
        self._dressing = dressing
        self._now = now
        self._clock = ClockReader(WHOLE)
        self._numbers = {name: NumberReader() for name in settings.numbers}
        self._facts = BoardFacts(settings.name)
        self._told: deque[Fact] = deque(maxlen=_HELD)
        self._lock = threading.Lock()

    def look(self, source: str, luma: Plane, number: int) -> None:
        """Look at the picture of frame n, where it is of the source that shows the board."""
        timing = self._dressing.timings.get(source)
        if source != self.settings.source or timing is None:
            return
        at, reading, running = timing.content_time(number), None, None
        if self.settings.clock is not None:
            reading = self._clock.look(upright(luma, self.settings.clock), at)
            running = self._clock.seen
        for name, quad in self.settings.numbers.items():
            self._numbers[name].look(upright(luma, quad))
        seen = Seen(
            at=at,
            reading=reading,
            running=running if running is not None and running.at == at else None,
            numbers={name: one.value for name, one in self._numbers.items()},
        )
        with self._lock:
            self._told += self._facts.take(seen, self._now())

    def take(self) -> list[Fact]:
        """What was read since this was last asked."""
        with self._lock:
            told, self._told = list(self._told), deque(maxlen=_HELD)
        return told

    @property
    def is_lost(self) -> bool:
        """Whether a number could not be read for a while; a clock may be away while it stands."""
        return any(one.is_lost for one in self._numbers.values())

    def figures(self) -> dict[str, Any]:
        """What it reads now, as health tells it."""
        with self._lock:
            return {"feed": self.settings.name, "is_lost": self.is_lost, **self._facts.reads}
