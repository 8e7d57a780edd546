"""Lookers: pictures on air handed to who reads them, never in the programme's way."""

import logging
import threading
from fractions import Fraction
from typing import Protocol

from engine.channel.mixer import Mixer, Picked
from engine.clock_reading.clock_reader import Looks
from engine.ffmpeg import picture
from engine.ffmpeg.picture import Handle
from engine.frame import Plane

_WAIT_S = 0.5
_PAUSE_S = 10.0

log = logging.getLogger(__name__)


class Reads(Protocol):
    """Who looks at pictures, on one thread."""

    def look(self, source: str, luma: Plane, number: int) -> None:
        """Look at the picture a source shows on frame n; nobody writes to it any more."""


class Looker:
    """Room for one picture; where the last is not looked at yet the new one takes its place.

    It shows the programme's pictures or, where a `source` is named, that one's, on air or not.
    """

    def __init__(self, name: str, reads: Reads, rate: Fraction, source: str = "") -> None:
        self.name = name
        self._reads = reads
        self._looks = Looks(rate)
        self._source = source
        self._slot: tuple[str, int, Handle] | None = None
        self._given = threading.Event()

    def show(self, number: int, picked: Picked, mixer: Mixer) -> None:
        """Frame n of the programme, clean; for the programme's thread."""
        if self._source and self._source != mixer.program:
            found = mixer.beside(self._source, number)
        elif picked.is_repeated or not picked.shown.source:
            found = None
        else:
            found = picked.handle
        if found is not None and self._looks.wants(number):
            self._slot = self._source or picked.shown.source, number, found
            self._given.set()

    def run(self, stopping: threading.Event) -> None:
        """Look until told to stop. A fault of ours here must not take the channel off air."""
        while not stopping.is_set():
            if not self._given.wait(_WAIT_S):
                continue
            self._given.clear()
            slot, self._slot = self._slot, None
            if slot is None:
                continue
            source, number, handle = slot
            try:
                self._reads.look(source, picture.planes(handle)[0], number)
            except Exception:
                log.exception("look failed looker=%s source=%s", self.name, source)
                stopping.wait(_PAUSE_S)
