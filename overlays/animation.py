"""Keyframe animation: values as pure functions of time, eased as in CSS."""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

_NEWTON_STEPS = 8
_BISECTIONS = 60
_CLOSE = 1e-9
_FLAT = 1e-6


class AnimationError(ValueError):
    """A track or an easing that has no single value at every moment."""


@dataclass(frozen=True, slots=True)
class CubicBezier:
    """CSS `cubic-bezier(x1, y1, x2, y2)` (css-easing-1, 2.3); x1 and x2 lie in 0..1."""

    x1: float
    y1: float
    x2: float
    y2: float

    def __post_init__(self) -> None:
        if not (0 <= self.x1 <= 1 and 0 <= self.x2 <= 1):
            raise AnimationError(f"{self}: x1 and x2 must lie in 0..1")

    def at(self, progress: float) -> float:
        """The eased share of the way at `progress` (0..1); exactly 0 and 1 at the ends."""
        if progress <= 0:
            return 0.0
        if progress >= 1:
            return 1.0
        return _bezier(self.y1, self.y2, self._parameter(progress))

    def _parameter(self, progress: float) -> float:
        """The curve parameter whose x is `progress`: Newton, and halving where that stalls."""
        guess = progress
        for _ in range(_NEWTON_STEPS):
            error = _bezier(self.x1, self.x2, guess) - progress
            if abs(error) < _CLOSE:
                return guess
            slope = _slope(self.x1, self.x2, guess)
            if slope < _FLAT:
                break
            guess -= error / slope
        return self._halved(progress)

    def _halved(self, progress: float) -> float:
        low, high = 0.0, 1.0
        for _ in range(_BISECTIONS):
            middle = (low + high) / 2
            if _bezier(self.x1, self.x2, middle) < progress:
                low = middle
            else:
                high = middle
        return high


LINEAR = CubicBezier(0, 0, 1, 1)
EASE_IN = CubicBezier(0.32, 0, 0.67, 0)
EASE_OUT = CubicBezier(0.33, 1, 0.68, 1)
EASE_IN_OUT = CubicBezier(0.65, 0, 0.35, 1)


@dataclass(frozen=True, slots=True)
class Keyframe:
    """The value at `time` (µs); `easing` leads on to the next keyframe."""

    time: int
    value: float
    easing: CubicBezier = LINEAR


@dataclass(frozen=True, slots=True)
class Track:
    """Keyframes in the order of time. Before the first and after the last the value stands."""

    keyframes: tuple[Keyframe, ...]

    def __post_init__(self) -> None:
        times = [keyframe.time for keyframe in self.keyframes]
        if not times:
            raise AnimationError("a track needs at least one keyframe")
        if any(later <= earlier for earlier, later in pairwise(times)):
            raise AnimationError(f"keyframes at {times} must be in rising order")

    def at(self, time: int) -> float:
        """The value at `time` (µs); exactly the keyframe's own on a keyframe."""
        reached = bisect_right(self.keyframes, time, key=_time)
        if reached == 0:
            return self.keyframes[0].value
        start = self.keyframes[reached - 1]
        if reached == len(self.keyframes):
            return start.value
        end = self.keyframes[reached]
        share = start.easing.at((time - start.time) / (end.time - start.time))
        return start.value + (end.value - start.value) * share


def _time(keyframe: Keyframe) -> int:
    return keyframe.time


def _bezier(first: float, second: float, t: float) -> float:
    """One coordinate of the curve from 0 to 1 with those two control values."""
    rest = 1 - t
    return 3 * rest * rest * t * first + 3 * rest * t * t * second + t * t * t


def _slope(first: float, second: float, t: float) -> float:
    rest = 1 - t
    return 3 * rest * rest * first + 6 * rest * t * (second - first) + 3 * t * t * (1 - second)
