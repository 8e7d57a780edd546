"""Everything visible at a moment of the demo match, as a value: the painter's only input."""

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from math import exp

import numpy as np

from feeds.demo_match import Board, Script
from feeds.event_time import MICROSECONDS
from feeds.happening import Side
from overlays.demo_match.motion import PEOPLE, REFEREE, motion, side_of
from overlays.demo_match.passing import ball_path
from overlays.demo_match.projection import PAN_LIMIT, scale
from overlays.demo_match.spells import (
    FRAME_RATE,
    PLAYED_SCRIPTS,
    TIMES,
    Array,
    smoothed,
)

_CELEBRATED_S = 7.5
_CAMERA_LAG_S = 0.8


class Kit(Enum):
    """What somebody wears."""

    HOME = "home"
    AWAY = "away"
    HOME_KEEPER = "home keeper"
    AWAY_KEEPER = "away keeper"
    REFEREE = "referee"


class Pose(Enum):
    """What somebody does with his body."""

    STANDS = "stands"
    RUNS = "runs"
    CHEERS = "cheers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody on the pitch: place in m, facing a unit vector, `stride` the part 0..1 of a step."""

    number: int
    kit: Kit
    x: float
    y: float
    facing: tuple[float, float]
    pose: Pose
    stride: float
    speed: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ball:
    """The ball: place and height of its centre, in m."""

    x: float
    y: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchScene:
    """What is visible at `t` (µs from the loop's start).

    `pan` is how far right of the middle the camera looks, in whole pixels of the panorama;
    `excitement` is the crowd's, 0..1; `celebrating` the side that has just scored.
    """

    t: int
    pan: int
    people: tuple[Person, ...]
    ball: Ball
    board: Board
    excitement: float
    celebrating: Side | None


def scene(script: Script, t: int) -> MatchScene:
    """What is visible `t` µs from the loop's start, 0 <= t < DURATION; any order of asking."""
    moment = t / MICROSECONDS
    x, y, height = ball_path(script).at(np.array([moment]))[0].tolist()
    celebrating = _celebrating(script, t)
    return MatchScene(
        t=t,
        pan=round(_between(_pans(script), moment).item()),
        people=_people(script, moment, celebrating),
        ball=Ball(x=x, y=y, height=height),
        board=script.board(t),
        excitement=_excitement(script, t),
        celebrating=celebrating,
    )


def prepare(script: Script) -> None:
    """Work out now what is kept of a script for later: a tenth of a second, and 10 MB."""
    _pans(script)


def _between(values: Array, moment: float) -> Array:
    """The value at a moment (s), between the two frames beside it."""
    frame = moment * FRAME_RATE
    low = min(int(frame), len(values) - 2)
    return np.asarray(values[low] + (frame - low) * (values[low + 1] - values[low]))


def _people(script: Script, moment: float, celebrating: Side | None) -> tuple[Person, ...]:
    moves = motion(script)
    places = _between(moves.people, moment).tolist()
    facing = _between(moves.facing, moment).tolist()
    strides = _between(moves.stride, moment).tolist()
    speeds = _between(moves.speed, moment).tolist()
    return tuple(
        Person(
            number=n,
            kit=_kit(n),
            x=places[n][0],
            y=places[n][1],
            facing=(facing[n][0], facing[n][1]),
            pose=_pose(n, speeds[n], celebrating),
            stride=strides[n] % 1,
            speed=speeds[n],
        )
        for n in range(PEOPLE)
    )


def _kit(number: int) -> Kit:
    match number:
        case 0:
            return Kit.HOME_KEEPER
        case 11:
            return Kit.AWAY_KEEPER
        case n if n == REFEREE:
            return Kit.REFEREE
        case _:
            return Kit.HOME if side_of(number) is Side.HOME else Kit.AWAY


def _pose(number: int, speed: float, celebrating: Side | None) -> Pose:
    if number != REFEREE and side_of(number) is celebrating:
        return Pose.CHEERS
    return Pose.RUNS if speed > 0.6 else Pose.STANDS


def _celebrating(script: Script, t: int) -> Side | None:
    for goal in script.goals:
        since = (t - goal.t) / MICROSECONDS
        if 0 <= since < _CELEBRATED_S and (goal.annulled_at is None or t < goal.annulled_at):
            return goal.side
    return None


def _excitement(script: Script, t: int) -> float:
    """The strongest of the script's swells as it is now."""
    found = 0.0
    for at, strength in script.swells():
        since = (t - at) / MICROSECONDS
        if since >= 0:
            found = max(found, strength * min(1.0, since / 0.4) * exp(-max(0.0, since - 5) / 3))
    return found


@lru_cache(maxsize=PLAYED_SCRIPTS)
def _pans(script: Script) -> Array:
    """Where the camera looks at each frame (px): after the ball, a little behind it.

    It never looks ahead, so that a goal called for changes no picture before its attack.
    """
    ball, play = ball_path(script).at(TIMES), motion(script).play
    ball_x = ball[:, 0] * np.array([scale(y) for y in ball[:, 1]])
    play_x = play[:, 0] * scale(0.0)
    ahead = 0.65 * ball_x + 0.35 * play_x
    turned = PAN_LIMIT * np.sin(np.pi / 2 * np.clip(ahead / (1.5 * PAN_LIMIT), -1, 1))
    lag = round(_CAMERA_LAG_S * FRAME_RATE)
    late = np.concatenate([np.full(lag, turned[0]), turned])[: len(turned)]
    return smoothed(late, _CAMERA_LAG_S)
