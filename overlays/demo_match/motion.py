"""Where everybody is at each frame of the loop: team shapes that shift with the play.

All is laid out for the whole loop at once, from targets that move no faster than players do and a
short smoothing. People 0..10 are home (0 the keeper), 11..21 away, 22 is the referee.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor

import numpy as np

from feeds.demo_match import Script, ScriptedGoal
from feeds.happening import Side
from overlays.demo_match.projection import HALF_LENGTH
from overlays.demo_match.spells import (
    FRAME_RATE,
    PLAYED_SCRIPTS,
    TIMES,
    Array,
    Spell,
    direction,
    ease,
    other,
    seconds,
    smoothed,
    spells,
)

PEOPLE = 23
REFEREE = 22
CELEBRATION_S = 6.0
_LEAD_S, _SHORT_LEAD_S = 11.0, 2.6
# A goal that is called for has to be in soon after.
_ATTACK_S, _SHORT_ATTACK_S = 4.0, 2.9
_SHOOTS_S = 0.8
_RUN_M, _SHORT_RUN_M = 17.0, 13.0
_TEAM_PACE = 9.0
_WALK_M = 122.0
_SMOOTHING_S = 0.5
_STRIDE_M = 2.3
_OFF_PITCH_Y = -42.0
_RELEASE_S = 7.0

# Own half is negative, as the side sees it that plays to the right.
_SHAPE = np.array(
    [(-48.5, 0), (-27, 23), (-31, 8), (-31, -8), (-27, -23),
     (-6, 15), (-13, 0), (-6, -15), (14, 21), (18, 2), (14, -21)]
)  # fmt: skip
_AT_KICK_OFF = np.array(
    [(-49.0, 0), (-30, 22), (-33, 8), (-33, -8), (-30, -22),
     (-14, 14), (-19, 0), (-14, -14), (-6, 21), (-11, 2), (-6, -21)]
)  # fmt: skip
# How much of the play's way each line goes along: keeper, defence, midfield, attack.
_FOLLOWING = np.repeat([0.06, 0.52, 0.56, 0.42], [1, 4, 3, 3])


@dataclass(frozen=True, slots=True, kw_only=True)
class Motion:
    """Arrays over the loop's frames, the first again at the end.

    `play` (frames, 2) is where the play is, `people` (frames, 23, 2) where everybody is, `facing`
    (frames, 23, 2) unit vectors, `stride` (frames, 23) steps made so far, `speed` in m/s.
    """

    play: Array
    people: Array
    facing: Array
    stride: Array
    speed: Array


def first(side: Side) -> int:
    """The number of that side's keeper."""
    return 0 if side is Side.HOME else 11


def side_of(person: int) -> Side:
    """A player's side."""
    return Side.HOME if person < 11 else Side.AWAY


def scorer(goal: ScriptedGoal) -> int:
    """The number of the player who scores it."""
    return first(goal.side) + goal.scorer


def attack_s(goal: ScriptedGoal) -> float:
    """How long before a goal (s) its scorer sets off."""
    return _SHORT_ATTACK_S if goal.is_called else _ATTACK_S


def restart_point(spell: Spell) -> tuple[float, float]:
    """Where the ball lies before a spell (m)."""
    return (-46.0 * direction(spell.side), 0.0) if spell.is_from_goal else (0.0, 0.0)


@lru_cache(maxsize=PLAYED_SCRIPTS)
def motion(script: Script) -> Motion:
    """The loop's motion; about 0.1 s of work the first time a script is asked for."""
    play = _play(script)
    targets = _shapes(script, play)
    for spell in spells(script):
        if spell.goal is not None:
            _attack(targets, spell.goal, spell.settled)
            _celebrate(targets, spell.goal, spell.settled)
    for person, place in enumerate(_ready(targets, None)):
        _blend(targets, person, place, (-2.0, -1.0), 0.0, release=_RELEASE_S)
    for spell, following in zip(spells(script), (*spells(script)[1:], None), strict=True):
        _settle(targets, spell, following)
    people = smoothed(targets, _SMOOTHING_S)
    velocity = np.gradient(people, 1 / FRAME_RATE, axis=0)
    speed = np.hypot(velocity[..., 0], velocity[..., 1])
    return Motion(
        play=play,
        people=people,
        facing=_facing(people, velocity, play),
        stride=np.cumsum(speed, axis=0) / (FRAME_RATE * _STRIDE_M),
        speed=speed,
    )


def _play(script: Script) -> Array:
    """Where the play is: wandering keys every few seconds, drawn towards the goals to come."""
    play = np.zeros((len(TIMES), 2))
    played = spells(script)
    for spell, following in zip(played, (*played[1:], None), strict=True):
        inside = spell.begins <= TIMES
        play[inside] = _wandering(script.seed, spell, TIMES[inside] - spell.begins)
        if spell.goal is not None:
            lead = _SHORT_LEAD_S if spell.goal.is_called else _LEAD_S
            lead = min(lead, spell.ends - spell.begins)
            weight = ease((TIMES[inside] - spell.ends + lead) / (lead - 0.4))[:, None]
            play[inside] += weight * ((direction(spell.goal.side) * 43.0, 0.0) - play[inside])
        stopped = spell.ends <= TIMES
        ended = play[np.argmax(stopped)]
        resumes = (0.0, 0.0) if following is None else restart_point(following)
        back = (TIMES[stopped] - _leaves(spell)) / (spell.settled - 1 - _leaves(spell))
        play[stopped] = ended + ease(back)[:, None] * (resumes - ended)
    return smoothed(play, _SMOOTHING_S)


def _leaves(spell: Spell) -> float:
    """When all begin to make ready for what follows a spell (s)."""
    return spell.ends + (0.4 if spell.goal is None else CELEBRATION_S)


def _pursued(play: Array, spells_played: tuple[Spell, ...]) -> Array:
    """The play as legs can follow it: never faster than `_TEAM_PACE`, and anew at each restart."""
    restarts = {round(spell.begins * FRAME_RATE) for spell in spells_played}
    step = _TEAM_PACE / FRAME_RATE
    followed = []
    x = y = 0.0
    for frame, (wanted_x, wanted_y) in enumerate(play.tolist()):
        if frame in restarts:
            x, y = wanted_x, wanted_y
        x += min(step, max(-step, wanted_x - x))
        y += min(step, max(-step, wanted_y - y))
        followed.append((x, y))
    return np.array(followed)


def _wandering(seed: int, spell: Spell, since: Array) -> Array:
    rng = np.random.default_rng((seed, spell.number))
    x, y = restart_point(spell)
    keys = [(x, y)]
    for _ in range(int(since[-1] / 4) + 2):
        x = float(np.clip(x + rng.uniform(-24, 24), -35, 35))
        y = float(np.clip(0.6 * y + rng.uniform(-18, 15), -21, 21))
        keys.append((x, y))
    at = np.arange(len(keys)) * 4.0
    return np.stack([np.interp(since, at, [key[axis] for key in keys]) for axis in (0, 1)], axis=1)


def _shapes(script: Script, play: Array) -> Array:
    """Everybody's place in open play, by where the play is."""
    targets = np.zeros((len(TIMES), PEOPLE, 2))
    broad = _pursued(play, spells(script))
    for side in Side:
        sign, start = direction(side), first(side)
        targets[:, start : start + 11, 0] = _SHAPE[:, 0] * sign + broad[:, :1] * _FOLLOWING
        targets[:, start : start + 11, 1] = _SHAPE[:, 1] * sign + broad[:, 1:] * _FOLLOWING * 0.8
    targets[:, REFEREE] = 0.65 * broad + (-6.0, -7.0)
    rng = np.random.default_rng((script.seed, 1))
    phase = rng.uniform(0, 2 * np.pi, (2, PEOPLE, 2))
    pace = rng.uniform(0.5, 0.9, (2, PEOPLE, 2))
    for n, reach in enumerate((1.7, 0.8)):
        targets += reach * np.sin(TIMES[:, None, None] * pace[n] * (1 + n) + phase[n])
    towards = broad[:, None, :] - targets
    near = np.exp(-(np.sum(towards**2, axis=2, keepdims=True) / 13.0**2))
    near[:, [0, 11, REFEREE]] *= 0.1
    targets += 0.5 * near * towards
    return np.clip(targets, (-50.5, -32.5), (50.5, 32.5))


def _attack(targets: Array, goal: ScriptedGoal, until: float) -> None:
    """The scorer runs to where the shot is made, the keeper goes across."""
    t, sign, attack = seconds(goal.t), direction(goal.side), attack_s(goal)
    start = targets[round((t - attack) * FRAME_RATE), scorer(goal)]
    wanted = np.array([sign * (HALF_LENGTH - 13.0), 0.35 * start[1]]) - start
    reach = _SHORT_RUN_M if goal.is_called else _RUN_M
    wanted *= min(1.0, reach / max(1e-6, float(np.hypot(*wanted))))
    _blend(targets, scorer(goal), start + wanted, (t - attack, t - _SHOOTS_S), until)
    keeper = first(other(goal.side))
    place = np.array([sign * (HALF_LENGTH - 1.2), 0.55 * mouth(goal)[0]])
    _blend(targets, keeper, place, (t - 2.5, t + 0.1), until)


def mouth(goal: ScriptedGoal) -> tuple[float, float]:
    """Where a goal's ball crosses the line: y and height (m)."""
    rng = np.random.default_rng((goal.t, 3))
    return float(rng.choice([-1, 1]) * rng.uniform(1.6, 3.1)), float(rng.uniform(0.3, 1.9))


def _celebrate(targets: Array, goal: ScriptedGoal, until: float) -> None:
    """The scorer turns away to the flag's side, those who are near run to him."""
    t, start = seconds(goal.t), first(goal.side)
    frame = round(t * FRAME_RATE)
    here = targets[frame, scorer(goal)]
    away = np.array([direction(goal.side) * (HALF_LENGTH - 9.0), 19.0 if here[1] > -3 else -14.0])
    away = here + (away - here) * min(1.0, 18.0 / float(np.hypot(*(away - here))))
    _blend(targets, scorer(goal), away, (t + 0.4, t + 3.6), until)
    for person in range(start + 1, start + 11):
        if person == scorer(goal):
            continue
        way = away - targets[frame, person]
        far = float(np.hypot(*way))
        angle = 2.4 * person
        beside = away + 1.5 * np.array([np.cos(angle), np.sin(angle)])
        place = beside if far < 24 else targets[frame, person] + way * (14.0 / far)
        _blend(targets, person, place, (t + 0.5, t + 1.2 + min(far, 24.0) / 6.5), until)


def _settle(targets: Array, spell: Spell, following: Spell | None) -> None:
    """After a spell everybody goes where the next begins: the next one's, or the loop's first."""
    places = _ready(targets, following)
    begins, arrives = _leaves(spell), spell.settled - 0.6
    is_half_time = spell.goal is None and following is not None
    for person in range(PEOPLE):
        leaves = begins
        if is_half_time:
            leaves = _walk_off(targets, person, places[person], (begins, arrives))
        between = (leaves, arrives)
        _blend(targets, person, places[person], between, spell.settled, release=_RELEASE_S)


def _walk_off(targets: Array, person: int, back: Array, between: tuple[float, float]) -> float:
    """Off the pitch on the camera's side; when he turns back, so that his pace is even."""
    here = targets[round(between[0] * FRAME_RATE), person]
    side = 0 if person == REFEREE else direction(side_of(person))
    off = np.array([0.5 * here[0] - 5.0 * side, _OFF_PITCH_Y - person % 3])
    way = float(np.hypot(*(off - here)) + np.hypot(*(back - off)))
    off = here + (off - here) * min(1.0, _WALK_M / way)
    out, home = float(np.hypot(*(off - here))), float(np.hypot(*(back - off)))
    turns = between[0] + (between[1] - between[0]) * out / (out + home)
    _blend(targets, person, off, (between[0], turns), between[1] + 1)
    return turns


def _ready(targets: Array, following: Spell | None) -> Array:
    """Where everybody stands before a spell."""
    if following is not None and following.is_from_goal:
        return np.array(targets[round(following.begins * FRAME_RATE) + 1])
    places = np.zeros((PEOPLE, 2))
    kicking = Side.HOME if following is None else following.side
    for side in Side:
        places[first(side) : first(side) + 11] = _AT_KICK_OFF * direction(side)
    places[first(kicking) + 9] = (-0.6 * direction(kicking), 0.3)
    places[first(kicking) + 6] = (-7.0 * direction(kicking), -4.0)
    places[REFEREE] = (-4.0, 7.0)
    return places


def _blend(
    targets: Array,
    person: int,
    place: Array,
    between: tuple[float, float],
    until: float,
    *,
    release: float = 1 / FRAME_RATE,
) -> None:
    """Lead a person to a place and hold him there `until` (s); he drifts back in `release` (s)."""
    begins, ends = between[0] * FRAME_RATE, (until + release) * FRAME_RATE
    # Before and after this he is not led, and a new script must not take long to work out.
    led = slice(max(0, floor(begins)), max(0, ceil(ends) + 1))
    weight = ease((TIMES[led] - between[0]) / (between[1] - between[0]))
    weight *= 1 - ease((TIMES[led] - until) / release)
    targets[led, person] += weight[:, None] * (place - targets[led, person])


def _facing(people: Array, velocity: Array, play: Array) -> Array:
    """Unit vectors: where one runs, or to the play where one stands."""
    towards = play[:, None, :] - people
    towards /= np.maximum(1.0, np.linalg.norm(towards, axis=2, keepdims=True))
    mixed = smoothed(velocity + 0.8 * towards, 0.2)
    length = np.linalg.norm(mixed, axis=2, keepdims=True)
    return np.asarray(mixed / np.maximum(1e-6, length))
