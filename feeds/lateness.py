"""Lateness: how long after they happened facts come, and what of it a distance leaves missed."""

from bisect import bisect_right
from collections.abc import Sequence

STEPS = 20


def quantiles(latenesses: Sequence[int]) -> list[int]:
    """The least, 19 between and the greatest of measured latenesses (µs); none of none."""
    if not latenesses:
        return []
    ordered = sorted(latenesses)
    last = len(ordered) - 1
    return [ordered[(last * step + STEPS // 2) // STEPS] for step in range(STEPS + 1)]


def quantile(of: Sequence[int], percent: int) -> int | None:
    """The lateness (µs) that so many in a hundred stay below; None where nothing was measured."""
    return of[percent * STEPS // 100] if of else None


def missed(of: Sequence[int], distance: int) -> float | None:
    """The share of facts (0..1) that come after their picture at a distance (µs)."""
    if not of:
        return None
    if distance >= of[-1]:
        return 0.0
    if distance < of[0]:
        return 1.0
    step = bisect_right(of, distance) - 1
    width = of[step + 1] - of[step]
    return 1 - (step + (distance - of[step]) / width) / STEPS


def late_by(of: Sequence[int], distance: int) -> int | None:
    """How late (µs) the one in the middle of those comes; None where none is missed."""
    beyond = [lateness - distance for lateness in of if lateness > distance]
    return beyond[len(beyond) // 2] if beyond else None
