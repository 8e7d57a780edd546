"""Spells of open play: from a restart to the goal or whistle that ends it. Times are seconds."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from feeds.demo_match import (
    DURATION,
    LAST_WHISTLE,
    RESTART_AFTER,
    SECOND_HALF,
    Script,
    ScriptedGoal,
)
from feeds.event_time import MICROSECONDS
from feeds.happening import Side

FRAME_RATE = 25
FRAMES = DURATION * FRAME_RATE // MICROSECONDS
TIMES = np.arange(FRAMES + 1) / FRAME_RATE
PLAYED_SCRIPTS = 4
_STILL_CELEBRATING = 4_700_000

type Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """Open play from `begins` to `ends` (s); `side` restarts it, from its goal or the centre.

    `goal` is what ends it, None where a whistle does. `settled` is when all stand ready again.
    """

    begins: float
    ends: float
    settled: float
    side: Side
    is_from_goal: bool = False
    goal: ScriptedGoal | None = None

    @property
    def number(self) -> int:
        """Names the spell for what is drawn at random in it."""
        return round(self.begins * 1000)


def direction(side: Side) -> int:
    """Home plays to the right, all match long: the loop must close."""
    return 1 if side is Side.HOME else -1


def other(side: Side) -> Side:
    """Whom `side` plays against."""
    return Side.AWAY if side is Side.HOME else Side.HOME


def seconds(t: int) -> float:
    """Seconds of µs."""
    return t / MICROSECONDS


def is_wiped_out(goal: ScriptedGoal) -> bool:
    """Whether play goes on without a kick-off: the goal was annulled before all had walked back.

    A call for the VAR that comes later than that may not change what was already shown.
    """
    early = goal.annulled_at is not None and goal.annulled_at - goal.t <= _STILL_CELEBRATING
    return goal.is_reviewed or early


@lru_cache(maxsize=PLAYED_SCRIPTS)
def spells(script: Script) -> tuple[Spell, ...]:
    """The loop's spells in order."""
    found: list[Spell] = []
    begins, side, is_from_goal = 0, Side.HOME, False
    half = script.first_half_ended
    stops = sorted([*((goal.t, goal) for goal in script.goals), (half, None), (LAST_WHISTLE, None)],
                   key=lambda stop: stop[0])  # fmt: skip
    for t, goal in stops:
        if t < begins:
            continue
        resumes = _resumes(t, goal)
        spell = Spell(
            begins=seconds(begins),
            ends=seconds(t),
            settled=seconds(resumes),
            side=side,
            is_from_goal=is_from_goal,
            goal=goal,
        )
        found.append(spell)
        begins, is_from_goal = resumes, goal is not None and is_wiped_out(goal)
        side = Side.AWAY if goal is None else other(goal.side)
    return tuple(found)


def _resumes(t: int, goal: ScriptedGoal | None) -> int:
    """When play goes on after a stop at `t` (µs)."""
    if goal is None:
        return SECOND_HALF if t < SECOND_HALF else DURATION
    resumes = t + RESTART_AFTER
    return resumes if resumes < LAST_WHISTLE else DURATION


def ease(progress: Array) -> Array:
    """0..1 with gentle ends and a steady middle, no faster than 1.25 times the mean."""
    u = np.clip(progress, 0, 1)
    ramp = 0.2
    peak = 1 / (1 - ramp)
    into = peak * u * u / (2 * ramp)
    out = 1 - peak * (1 - u) ** 2 / (2 * ramp)
    return np.where(u < ramp, into, np.where(u > 1 - ramp, out, peak * (u - ramp / 2)))


def smoothed(values: Array, half_window: float) -> Array:
    """Means along axis 0 over `half_window` (s) either side, a triangle's weights; ends hold."""
    reach = max(1, round(half_window * FRAME_RATE / 2))
    for _ in range(2):
        padded = np.concatenate([values[:1].repeat(reach, 0), values, values[-1:].repeat(reach, 0)])
        total = np.cumsum(padded, axis=0)
        total = np.concatenate([np.zeros_like(total[:1]), total])
        values = (total[2 * reach + 1 :] - total[: -2 * reach - 1]) / (2 * reach + 1)
    return values
