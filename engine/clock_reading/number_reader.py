"""The number reader: regions with nothing but a number in them, such as a score, voted."""

from collections import Counter, deque
from itertools import product

import numpy as np

from engine.clock_reading.digit_line import BOARD_GAP, CUTS, Face, LineReader, number_in
from engine.frame import Plane

_HEIGHTS = (0.45, 0.62, 0.85)
_VOTES, _AGREE = 7, 5
_LOST_AFTER = 14


class NumberReader:
    """Reads upright pieces; `value` is what five of the last seven looks agree on."""

    def __init__(self) -> None:
        self._lines = LineReader()
        self._face: Face | None = None
        self._votes: deque[int | None] = deque(maxlen=_VOTES)
        self._unread = 0
        self.value: int | None = None

    @property
    def is_lost(self) -> bool:
        """Whether nothing could be read for two seconds or so."""
        return self._unread >= _LOST_AFTER

    def look(self, piece: Plane) -> None:
        """Take the next picture's."""
        found = self._read(piece)
        self._unread = 0 if found is not None else self._unread + 1
        self._votes.append(found)
        (most, count), *_ = Counter(self._votes).most_common(1)
        if most is not None and count >= _AGREE:
            self.value = most

    def _read(self, piece: Plane) -> int | None:
        if self._face is not None and not self.is_lost:
            found = number_in(self._lines, piece, self._face)
            return None if found is None else found[0]
        best: tuple[float, int, Face] | None = None
        # Of digits and ground it is the digits there is less of.
        is_light = float(piece.mean()) >= float(np.median(piece))
        for share, cut, is_joined in product(_HEIGHTS, CUTS, (False, True)):
            height = share * piece.shape[0]
            face = Face(
                height=height, is_light=is_light, cut=cut, is_joined=is_joined, gap=BOARD_GAP
            )
            found = number_in(self._lines, piece, face)
            if found is not None and (best is None or found[1] > best[0]):
                best = found[1], found[0], face
        if best is None:
            return None
        self._face = best[2]
        return best[1]
