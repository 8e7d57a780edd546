"""The looker: hands pictures on air to the calibrator, never in the programme's way."""

import logging
import threading
from fractions import Fraction

from engine.channel.calibrator import Calibrator
from engine.channel.mixer import Picked
from engine.clock_reading.clock_reader import Looks
from engine.ffmpeg import picture
from engine.ffmpeg.picture import Handle

_WAIT_S = 0.5
_PAUSE_S = 10.0

log = logging.getLogger(__name__)


class Looker:
    """Room for one picture; where the last is not looked at yet the new one takes its place."""

    def __init__(self, calibrator: Calibrator, rate: Fraction) -> None:
        self._calibrator = calibrator
        self._looks = Looks(rate)
        self._slot: tuple[str, int, Handle] | None = None
        self._given = threading.Event()

    def show(self, number: int, picked: Picked) -> None:
        """Frame n of the programme, clean; its picture is not written to any more."""
        source = picked.shown.source
        if source and not picked.is_repeated and self._looks.wants(number):
            self._slot = source, number, picked.handle
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
                self._calibrator.look(source, picture.planes(handle)[0], number)
            except Exception:
                log.exception("calibration failed source=%s frame=%d", source, number)
                stopping.wait(_PAUSE_S)
