"""What a channel gives up when its programme stays late, and what it takes back: the preset first,
then rung by rung."""

from collections import deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

_LATE_S = 2
_SETTLES_S = 4
_CALM_S = 60
_CALM_S_AT_MOST = 16 * 60
_QUARTERS = 4
_SKIPPED_SHARE = Fraction(1, 8)


class Reach(StrEnum):
    """How far it goes."""

    NOTHING = "nothing"
    PRESET = "preset"
    RENDITIONS = "renditions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What is given up or taken back: a rung by its name, or the preset where it is empty."""

    rung: str = ""
    is_back: bool = False


class Shedding:
    """Decides by what the programme had to skip: an eighth of the frames of two seconds, and some
    in each half second of them, for a hitch is no reason.

    After each step it looks away for four seconds, until the step has had its effect. Of rungs the
    least watched goes, of those the one that costs most; the last that is not `clean` stays. The
    last that went comes back after a minute without a frame skipped, the next after two, and so on.
    """

    def __init__(
        self, rungs: Sequence[str], rate: Fraction, reach: Reach, clean: Collection[str] = ()
    ) -> None:
        self._ladder = list(rungs)
        self._clean = clean
        self._gone: list[str] = []
        self._rate = rate
        self._reach = reach
        self._is_preset_left = True
        self._skipped: deque[bool] = deque(maxlen=int(_LATE_S * rate))
        self._settling = 0
        self._calm = 0
        self._calm_s = _CALM_S

    def frame(self, *, is_skipped: bool, watched: Mapping[str, int]) -> Step | None:
        """Take whether the next frame was skipped, and how much each rung is watched."""
        self._calm = 0 if is_skipped else self._calm + 1
        if self._settling:
            self._settling -= 1
            return None
        self._skipped.append(is_skipped)
        step = self._next(watched) if self._is_too_slow() else self._back()
        if step is not None:
            self._skipped.clear()
            self._settling = int(_SETTLES_S * self._rate)
        return step

    def _is_too_slow(self) -> bool:
        seen, count = list(self._skipped), len(self._skipped)
        if count != self._skipped.maxlen or sum(seen) < count * _SKIPPED_SHARE:
            return False
        bounds = [count * quarter // _QUARTERS for quarter in range(_QUARTERS + 1)]
        return all(any(seen[start:end]) for start, end in pairwise(bounds))

    def _next(self, watched: Mapping[str, int]) -> Step | None:
        if self._is_preset_left and self._reach is not Reach.NOTHING:
            self._is_preset_left = False
            return Step()
        left = [rung for rung in self._ladder if rung not in self._gone]
        dressed = [rung for rung in left if rung not in self._clean]
        if len(dressed) < 2:
            left = [rung for rung in left if rung in self._clean]
        if not left or self._reach is not Reach.RENDITIONS:
            return None
        rung = min(left, key=lambda name: watched.get(name, 0))
        self._gone.append(rung)
        return Step(rung=rung)

    def _back(self) -> Step | None:
        if not self._gone or self._calm < self._calm_s * self._rate:
            return None
        self._calm, self._calm_s = 0, min(2 * self._calm_s, _CALM_S_AT_MOST)
        return Step(rung=self._gone.pop(), is_back=True)
