"""The ball's way: legs from one touch to the next, all through the loop.

A leg is a flight between two points or a while at somebody's feet. Players do not go to the ball:
passes are played to where a player will be.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from feeds.demo_match import Script, ScriptedGoal
from overlays.demo_match.motion import (
    REFEREE,
    Motion,
    attack_s,
    first,
    motion,
    mouth,
    restart_point,
    scorer,
    side_of,
)
from overlays.demo_match.projection import HALF_LENGTH
from overlays.demo_match.spells import (
    FRAME_RATE,
    PLAYED_SCRIPTS,
    TIMES,
    Array,
    Spell,
    direction,
    other,
    seconds,
    spells,
)

NOBODY = -1
_LIES_AT = 0.11
_FEET_M = 0.55
_LAST_PASS_S = 2.2

type Point = tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """From `begins` (s) on, at `holder`'s feet or on the way between two points (m).

    `apex` is how high the way's middle is lifted (m).
    """

    begins: float
    holder: int = NOBODY
    start: Point = (0.0, 0.0, _LIES_AT)
    end: Point = (0.0, 0.0, _LIES_AT)
    apex: float = 0.0


class Passing:
    """Writes the legs, one after the other; `now` (s) is how far it has come."""

    def __init__(self, script: Script) -> None:
        self.now = 0.0
        self.legs: list[Leg] = []
        self._script = script
        self._motion = motion(script)
        self._at: Point = (0.0, 0.0, _LIES_AT)

    def play(self, spell: Spell) -> None:
        """Open play until the spell's end: pass after pass, then the shot or the whistle."""
        rng = np.random.default_rng((self._script.seed, spell.number, 5))
        goal, holder = spell.goal, first(spell.side) + (0 if spell.is_from_goal else 9)
        attack = spell.ends - attack_s(goal) - 0.2 if goal is not None else np.inf
        hold = 0.0
        while True:
            released = self.now + hold
            if goal is not None and released >= attack:
                break
            receiver = self._receiver(holder, released, rng)
            lasts = self._pass_time(holder, receiver, released)
            if goal is None and released + lasts > spell.ends:
                break
            self._held(holder, released)
            self._passed(receiver, released + lasts, lofted=rng.random() < 0.3)
            holder = receiver
            calm = self.now + 1.2 < attack
            hold = float(rng.uniform(0.3, 1.2)) if calm else 0.3
        if goal is not None:
            self._held(holder, released)
            self._score(holder, goal)
        else:
            self._held(holder, spell.ends + 0.4)

    def stop(self, spell: Spell, point: Point, *, is_half_time: bool) -> None:
        """From a spell's end to the next one's begin: the ball comes back to `point`."""
        if spell.goal is not None:
            x, y, _ = self._at
            self._flown((x + 0.7 * np.sign(x), y, 0.5), self.now + 0.12)
            self._flown((x + 0.4 * np.sign(x), y, _LIES_AT), self.now + 0.5, apex=0.2)
            self._lies(spell.ends + 8.0)
            self._flown((np.sign(x) * 48.5, y, _LIES_AT), self.now + 1.6)
            self._lies(self.now + 0.6)
            far = abs(point[0]) < 20
            self._flown(point, self.now + (2.6 if far else 1.2), apex=7.0 if far else 0.0)
        elif is_half_time:
            self._passed(REFEREE, self.now + 1.4, lofted=False)
            self._held(REFEREE, spell.settled - 2.0)
            self._flown(point, self.now + 1.0)
        else:
            self._flown(point, self.now + 3.0)
        self._lies(spell.settled)

    def _score(self, holder: int, goal: ScriptedGoal) -> None:
        """One more pass or two to the scorer, then the shot, in at the goal's very time."""
        t, shooter = seconds(goal.t), scorer(goal)
        assist = first(goal.side) + goal.assist
        x, y, _ = self._feet(shooter, t - 0.8)
        y_in, height = mouth(goal)
        line = direction(goal.side) * (HALF_LENGTH + 0.22)
        shot = t - float(np.clip(np.hypot(line - x, y_in - y) / 27, 0.45, 1.15))
        near = np.hypot(*np.subtract(self._feet(assist, self.now + 1), self._at)[:2]) < 28
        if holder != assist and near and shot - self.now > _LAST_PASS_S:
            self._passed(assist, self.now + self._pass_time(holder, assist, self.now), lofted=False)
            self._held(assist, self.now + 0.2)
            holder = assist
        if holder != shooter:
            lofted = shot - self.now > 1.3
            self._passed(shooter, shot - 0.12, lofted=lofted)
        self._held(shooter, shot)
        self._flown((line, y_in, height), t, apex=0.6)

    def _receiver(self, holder: int, released: float, rng: np.random.Generator) -> int:
        """Who gets the next pass: a team-mate near the play, now and then an opponent."""
        soon = min(len(TIMES) - 1, round((released + 0.8) * FRAME_RATE))
        people, play = self._motion.people[soon], self._motion.play[soon]
        side = side_of(holder)
        goal = np.array([direction(side) * HALF_LENGTH, 0.0])
        chance, lost = rng.random(2)
        if np.hypot(*(goal - people[holder])) < 24 and chance < 0.3:
            return first(other(side))
        if lost < 0.13:
            side = other(side)
        start = first(side)
        team = np.arange(start + 1, start + 11)
        reach = np.hypot(*(people[team] - people[holder]).T)
        wish = np.hypot(*(people[team] - play).T) + rng.uniform(0, 9, 10)
        wish += np.where((reach < 5) | (team == holder), 60, 0) + np.maximum(0, reach - 24) * 4
        return int(team[np.argmin(wish)])

    def _pass_time(self, holder: int, receiver: int, released: float) -> float:
        x, y, _ = self._feet(holder, released)
        u, v, _ = self._feet(receiver, released + 0.8)
        return float(np.clip(np.hypot(u - x, v - y) / 20 + 0.15, 0.45, 1.15))

    def _feet(self, person: int, t: float) -> Point:
        x, y = feet(self._motion, person, np.array([t]))[0]
        return float(x), float(y), _LIES_AT

    def _held(self, holder: int, until: float) -> None:
        if until > self.now:
            self.legs.append(Leg(begins=self.now, holder=holder))
            self.now, self._at = until, self._feet(holder, until)

    def _passed(self, receiver: int, until: float, *, lofted: bool) -> None:
        end = self._feet(receiver, until)
        far = float(np.hypot(end[0] - self._at[0], end[1] - self._at[1]))
        self._flown(end, until, apex=min(7.0, 0.02 * far * far) if lofted else 0.0)

    def _lies(self, until: float) -> None:
        self._flown(self._at, until)

    def _flown(self, end: Point, until: float, *, apex: float = 0.0) -> None:
        if until > self.now:
            self.legs.append(Leg(begins=self.now, start=self._at, end=end, apex=apex))
            self.now, self._at = until, end


@dataclass(frozen=True, slots=True, kw_only=True)
class BallPath:
    """The loop's legs as arrays, ready to be asked for any moment."""

    moves: Motion
    begins: Array
    ends: Array
    start: Array
    end: Array
    apex: Array
    holder: NDArray[np.int64]

    def at(self, t: Array) -> Array:
        """Where the ball is at times `t` (s): (n, 3), x, y and height in m."""
        n = np.searchsorted(self.begins, t, side="right") - 1
        u = np.clip((t - self.begins[n]) / (self.ends[n] - self.begins[n]), 0, 1)
        lift = 4 * self.apex[n] * u * (1 - u)
        # A pass slows down on the grass.
        u = np.where(self.apex[n] > 0, u, u + 0.22 * u * (1 - u))[:, None]
        found = self.start[n] + u * (self.end[n] - self.start[n])
        found[:, 2] += lift
        held = self.holder[n]
        for person in np.unique(held[held >= 0]):
            his = held == person
            found[his, :2] = feet(self.moves, person, t[his])
        return found


def feet(moves: Motion, person: int, t: Array) -> Array:
    """Where a person has the ball when he has it, at times `t` (s): (n, 2) in m."""
    frame = np.clip(t * FRAME_RATE, 0, len(TIMES) - 1)
    low = np.minimum(frame.astype(int), len(TIMES) - 2)
    part = (frame - low)[:, None]
    people, facing = moves.people[:, person], moves.facing[:, person]
    here = people[low] + _FEET_M * facing[low]
    return np.asarray(here + part * (people[low + 1] + _FEET_M * facing[low + 1] - here))


@lru_cache(maxsize=PLAYED_SCRIPTS)
def ball_path(script: Script) -> BallPath:
    """The ball's way through the loop."""
    passing = Passing(script)
    played = spells(script)
    for n, spell in enumerate(played):
        passing.play(spell)
        following = played[n + 1] if n + 1 < len(played) else None
        point = (*restart_point(following), _LIES_AT) if following else (0.0, 0.0, _LIES_AT)
        is_half_time = spell.goal is None and following is not None
        passing.stop(spell, point, is_half_time=is_half_time)
    legs = passing.legs
    begins = np.array([leg.begins for leg in legs])
    return BallPath(
        moves=motion(script),
        begins=begins,
        ends=np.append(begins[1:], passing.now),
        start=np.array([leg.start for leg in legs]),
        end=np.array([leg.end for leg in legs]),
        apex=np.array([leg.apex for leg in legs]),
        holder=np.array([leg.holder for leg in legs], dtype=int),
    )
