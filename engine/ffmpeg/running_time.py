"""One running time for a file whose own time jumps, as that of files put end to end does."""

from fractions import Fraction
from typing import Any

import av

from engine.ffmpeg.rational import fraction

_MICROSECONDS = 1_000_000
_BACK_US = 1 * _MICROSECONDS
_AHEAD_US = 10 * _MICROSECONDS


class RunningTime:
    """Moves packets, taken in decode order, so that all tracks run on where the file's time jumps.

    It jumps where a track goes back by more than a second, or lies more than ten beyond what any
    has reached. What follows begins at the latest moment reached. Each track takes up the same
    shift when its own jump comes, so picture and sound stay together.
    """

    def __init__(self) -> None:
        self._shifts: dict[int, int] = {}
        self._ends: dict[int, int] = {}
        self._latest = 0
        self.jumps = 0

    @property
    def shift_s(self) -> Fraction:
        """What is added to the file's own time by now, in seconds."""
        return Fraction(self._latest, _MICROSECONDS)

    def place(self, packet: "av.Packet[Any]") -> None:
        """Move a packet to the running time."""
        moment = packet.pts if packet.dts is None else packet.dts
        if moment is None:
            return
        tick = fraction(packet.time_base) * _MICROSECONDS
        duration = int((packet.duration or 0) * tick)
        shift = self.shift(packet.stream.index, int(moment * tick), duration)
        if not shift:
            return
        ticks = round(shift / tick)
        packet.dts = None if packet.dts is None else packet.dts + ticks
        packet.pts = None if packet.pts is None else packet.pts + ticks

    def shift(self, track: int, time: int, duration: int) -> int:
        """What to add to the time of a track's next packet; all in µs."""
        reached = max(self._ends.values(), default=time)
        # Around a jump the packets of one track may still be of the time before.
        known = [self._latest, *self._shifts.values()]
        fitting = [shift for shift in known if self._fits(track, time + shift, reached)]
        if fitting:
            shift = min(fitting, key=lambda shift: abs(time + shift - reached))
        else:
            shift = self._latest = reached - time
            self.jumps += 1
        self._shifts[track] = shift
        self._ends[track] = time + shift + duration
        return shift

    def _fits(self, track: int, time: int, reached: int) -> bool:
        end = self._ends.get(track)
        return end is None or end - _BACK_US <= time <= reached + _AHEAD_US
