"""Keyframe animation: values as pure functions of time, eased as in CSS or sprung."""

from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from math import cos, exp, sin, sqrt

from feeds.event_time import MICROSECONDS

_NEWTON_STEPS = 8
_BISECTIONS = 60
_CLOSE = 1e-9
_FLAT = 1e-6
# A spring stands when it stays this near to its end: 1 pixel of a way of 1000.
_SETTLED = 1e-3
_SETTLE_STEP = 1000
_SHORTEST_SETTLE = 100_000
_LONGEST_SETTLE = 5_000_000
_KNOWN_FREQUENCY = 40.0
# Nearer to critical damping than this the other two forms divide by almost nothing.
_CRITICAL = 1e-4


class AnimationError(ValueError):
    """A track or an easing that has no single value at every moment."""


@dataclass(frozen=True, slots=True)
class CubicBezier:
    """CSS `cubic-bezier(x1, y1, x2, y2)` (css-easing-1, 2.3).

    x1 and x2 lie in 0..1, y1 and y2 in -10..10.
    """

    x1: float
    y1: float
    x2: float
    y2: float

    def __post_init__(self) -> None:
        if not (0 <= self.x1 <= 1 and 0 <= self.x2 <= 1):
            raise AnimationError(f"{self}: x1 and x2 must lie in 0..1")
        if not (-10 <= self.y1 <= 10 and -10 <= self.y2 <= 10):
            raise AnimationError(f"{self}: y1 and y2 must lie in -10..10")

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


@dataclass(frozen=True, slots=True)
class Spring:
    """A damped spring of mass 1 let go at 0 and drawn to 1, as in CSS libraries and on phones.

    `stiffness` is in 1/s², `damping` in 1/s; `velocity` is the speed it begins with, in whole ways
    a second. A damping of 2·√stiffness is critical: less overshoots, more creeps. One that does not
    settle within 5 s is refused.
    """

    stiffness: float
    damping: float
    velocity: float = 0.0

    def __post_init__(self) -> None:
        if not (1 <= self.stiffness <= 1_000_000 and 0 < self.damping <= 10_000):
            raise AnimationError(f"{self}: stiffness must lie in 1..1000000, damping in 0..10000")
        if not -100 <= self.velocity <= 100:
            raise AnimationError(f"{self}: velocity must lie in -100..100")
        if _settled_after(self) is None:
            raise AnimationError(
                f"{self} does not settle within 5 s; make it stiffer, or the damping "
                f"nearer to {2 * sqrt(self.stiffness):.0f}"
            )

    @classmethod
    def settling(cls, within: int, *, bounce: float = 0.0) -> "Spring":
        """The spring that stands after `within` µs (100 ms to 5 s) or a little less.

        `bounce` 0 overshoots nothing, 0.2 a little, 0.5 much; it lies in 0..0.8.
        """
        if not (_SHORTEST_SETTLE <= within <= _LONGEST_SETTLE and 0 <= bounce <= 0.8):
            raise AnimationError(f"{within} µs must lie in 0.1..5 s, bounce {bounce} in 0..0.8")
        # Time goes with the inverse of the frequency, so one spring's tells that of all others.
        known = cls(_KNOWN_FREQUENCY**2, 2 * (1 - bounce) * _KNOWN_FREQUENCY)
        frequency = _KNOWN_FREQUENCY * known.settles / (within - _SETTLE_STEP)
        return cls(frequency**2, 2 * (1 - bounce) * frequency)

    @property
    def settles(self) -> int:
        """After how many µs it stands."""
        return _settled_after(self) or 0

    def at(self, progress: float) -> float:
        """The share of the way at `progress` (0..1 of the time until it stands); may pass 1."""
        if progress <= 0:
            return 0.0
        if progress >= 1:
            return 1.0
        return _sprung(self, progress * self.settles / MICROSECONDS)


type Easing = CubicBezier | Spring

LINEAR = CubicBezier(0, 0, 1, 1)
EASE_IN = CubicBezier(0.32, 0, 0.67, 0)
EASE_OUT = CubicBezier(0.33, 1, 0.68, 1)
EASE_IN_OUT = CubicBezier(0.65, 0, 0.35, 1)


@dataclass(frozen=True, slots=True)
class Keyframe:
    """The value at `time` (µs); `easing` leads on to the next keyframe."""

    time: int
    value: float
    easing: Easing = LINEAR


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

    @property
    def end(self) -> int:
        """The last keyframe's time (µs), from which on the value stands."""
        return self.keyframes[-1].time

    def delayed(self, by: int) -> "Track":
        """The same, `by` µs later."""
        return Track(tuple(replace(one, time=one.time + by) for one in self.keyframes))

    def paced(self, factor: float) -> "Track":
        """The same in `factor` times the time: above 1 slower, below quicker, 0 a cut."""
        made: list[Keyframe] = []
        for one in self.keyframes:
            time = round(one.time * factor)
            if made:
                time = max(time, made[-1].time + 1)
            made.append(replace(one, time=time))
        return Track(tuple(made))

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


def rising(begin: int, end: int, easing: Easing = EASE_OUT) -> Track:
    """From 0 at `begin` to 1 at `end` (µs)."""
    return Track((Keyframe(begin, 0.0, easing), Keyframe(end, 1.0)))


def falling(begin: int, end: int, easing: Easing = EASE_IN) -> Track:
    """From 1 at `begin` to 0 at `end` (µs)."""
    return Track((Keyframe(begin, 1.0, easing), Keyframe(end, 0.0)))


def opacity(share: float) -> int:
    """The opacity (0..255) of a share, which with a spring may lie outside 0..1."""
    return round(255 * min(1.0, max(0.0, share)))


@lru_cache(maxsize=256)
def _settled_after(spring: Spring) -> int | None:
    """µs after which the spring stays near its end; None where that takes too long."""
    for time in range(_LONGEST_SETTLE, -1, -_SETTLE_STEP):
        if abs(_sprung(spring, time / MICROSECONDS) - 1) > _SETTLED:
            return None if time == _LONGEST_SETTLE else time + _SETTLE_STEP
    return 0


def _sprung(spring: Spring, seconds: float) -> float:
    """The share of the way after so many seconds: the closed form of x'' + c·x' + k·x = k."""
    frequency, decay = sqrt(spring.stiffness), spring.damping / 2
    drive, ratio = decay - spring.velocity, spring.damping / 2 / frequency
    if abs(ratio - 1) < _CRITICAL:
        return 1 - exp(-decay * seconds) * (1 + drive * seconds)
    if ratio < 1:
        swing = frequency * sqrt(1 - ratio * ratio)
        wave = cos(swing * seconds) + drive / swing * sin(swing * seconds)
        return 1 - exp(-decay * seconds) * wave
    spread = frequency * sqrt(ratio * ratio - 1)
    slow = (1 + drive / spread) / 2
    slow_part = slow * exp((spread - decay) * seconds)
    return 1 - slow_part - (1 - slow) * exp((-spread - decay) * seconds)


def _time(keyframe: Keyframe) -> int:
    return keyframe.time


def _bezier(first: float, second: float, t: float) -> float:
    """One coordinate of the curve from 0 to 1 with those two control values."""
    rest = 1 - t
    return 3 * rest * rest * t * first + 3 * rest * t * t * second + t * t * t


def _slope(first: float, second: float, t: float) -> float:
    rest = 1 - t
    return 3 * rest * rest * first + 6 * rest * t * (second - first) + 3 * t * t * (1 - second)
