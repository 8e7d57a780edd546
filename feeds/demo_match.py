"""The demo match's script: what happens when, as a pure value, and the facts told of it.

Six minutes that loop. Times are ints in µs from the loop's start; a seed varies scorers and moves
events by some seconds. What the picture shows (`board`) and what the feed tells (`facts`) come
from the same lines, so they agree to the microsecond.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from typing import TypedDict

from feeds.event_time import MICROSECONDS
from feeds.fact import (
    AddedTime,
    Card,
    CardColor,
    ClockSet,
    Fact,
    Goal,
    Match,
    PeriodEnded,
    Retraction,
    Stat,
    Team,
)
from feeds.happening import Side

DURATION = 360 * MICROSECONDS
FIRST_HALF_CLOCK = 43 * 60 * MICROSECONDS
SECOND_HALF_CLOCK = 45 * 60 * MICROSECONDS
SECOND_HALF = 180 * MICROSECONDS
LAST_WHISTLE = 346 * MICROSECONDS
ANNULLED_AFTER = 8 * MICROSECONDS
RESTART_AFTER = 16 * MICROSECONDS
BETWEEN_GOALS = 22 * MICROSECONDS
REPLACED_BEFORE = 7 * MICROSECONDS
SCORE_AT_MOST = 9
CALL_LEAD = 4_800_000
"""How long before a called goal its picture may differ from the one without it."""
HALF_TIME = "HT"
INPUT = "demo:"

_ADDED_TIME = 118 * MICROSECONDS
_PLAYABLE = ((10 * MICROSECONDS, 142 * MICROSECONDS), (190 * MICROSECONDS, 342 * MICROSECONDS))
# (seconds from the start, home's possession in per cent, home's shots, away's shots)
_STATS = (
    (1, 54, 7, 5),
    (37, 56, 8, 5),
    (72, 53, 8, 6),
    (104, 51, 9, 7),
    (166, 52, 9, 7),
    (206, 49, 9, 8),
    (262, 47, 10, 8),
    (315, 46, 10, 9),
)

HOME = Team(name="Port Arden", short="ARD", color="#e8432b")
AWAY = Team(name="Northmere", short="NMR", color="#3f8cff")
# A keeper, four defenders, three midfielders, three forwards, as they stand from one flank over.
SQUADS = {
    Side.HOME: (
        "Tollan", "Brask", "Odum", "Verrall", "Pashby", "Quist",
        "Marlowe", "Ibarreta", "Santry", "Okonjo", "Fennick",
    ),
    Side.AWAY: (
        "Haldane", "Rusk", "Castell", "Nyberg", "Adeyo", "Lomax",
        "Trevane", "Szabo", "Mirren", "Dacosta", "Wilder",
    ),
}  # fmt: skip


class ScriptError(ValueError):
    """A call that cannot be played; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalCall:
    """A goal called for: the ball is in at `t` (µs); the attack shows from 5 s before."""

    t: int
    side: Side


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnulmentCall:
    """The VAR called for: the latest goal standing at `t` (µs) is taken back then."""

    t: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptedGoal:
    """A goal of the loop: in at `t` (µs); players are places in the squad (0 is the keeper).

    `is_reviewed` where the script itself has it annulled, so that all know from the start.
    """

    name: str
    t: int
    side: Side
    scorer: int
    assist: int
    annulled_at: int | None = None
    is_reviewed: bool = False

    @property
    def is_called(self) -> bool:
        """Whether it was called for, rather than written."""
        return self.name.startswith("i")

    def stands(self, t: int) -> bool:
        """Whether it counts at `t`."""
        return self.t <= t and (self.annulled_at is None or t < self.annulled_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """What the stadium's board shows: the clock as MM:SS (HT at half-time), the score."""

    clock: str
    home: int
    away: int


class _Stamp(TypedDict):
    event_time: int
    received: int
    id: str
    provider: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """One loop of the match. `injected` calls belong to this loop only.

    A goal called for 7 to 22 s before one of the script's takes its place; that one never happens.
    Until 5 s before an injected goal the picture is that of the script without it. Raises
    ScriptError where a call cannot be played; `chance` says when a goal can.
    """

    seed: int = 7
    injected: tuple[GoalCall | AnnulmentCall, ...] = ()

    def __post_init__(self) -> None:
        _check(_goals(self))

    @property
    def goals(self) -> tuple[ScriptedGoal, ...]:
        """All goals in order of time, the annulled ones among them."""
        return _goals(self)

    @property
    def first_half_ended(self) -> int:
        """When the first half's whistle goes (µs)."""
        return 160 * MICROSECONDS + _spread(self.seed, "half-time", seconds=2)

    @property
    def carded(self) -> int:
        """When the card is shown (µs)."""
        return 82 * MICROSECONDS + _spread(self.seed, "card", seconds=4)

    def chance(self, t: int, side: Side) -> int | None:
        """The first moment at or after `t` (µs) a goal may be called for; None: not this loop."""
        if sum(goal.side is side for goal in self.goals) >= SCORE_AT_MOST:
            return None
        wanted = t
        for first, last in _PLAYABLE:
            wanted = max(wanted, first)
            for goal in self.goals:
                if abs(goal.t - wanted) < BETWEEN_GOALS and not _is_replaced(goal, wanted):
                    wanted = goal.t + BETWEEN_GOALS
            if wanted <= last:
                return wanted
        return None

    def clock(self, t: int) -> int:
        """The match clock (µs) at `t`; it stands at half-time."""
        if t >= SECOND_HALF:
            return SECOND_HALF_CLOCK + t - SECOND_HALF
        return FIRST_HALF_CLOCK + min(t, self.first_half_ended)

    def board(self, t: int) -> Board:
        """What the board shows at `t` (µs from the loop's start, before its end)."""
        seconds = self.clock(t) // MICROSECONDS
        is_half_time = self.first_half_ended <= t < SECOND_HALF
        standing = [goal.side for goal in self.goals if goal.stands(t)]
        return Board(
            clock=HALF_TIME if is_half_time else f"{seconds // 60:02d}:{seconds % 60:02d}",
            home=standing.count(Side.HOME),
            away=standing.count(Side.AWAY),
        )

    def facts(self, *, origin: int, loop: int = 0) -> tuple[Fact, ...]:
        """The facts of a loop in order of time; loop 0 starts at event time `origin` (µs)."""

        def stamp(t: int, name: str) -> _Stamp:
            at = origin + loop * DURATION + t
            return _Stamp(event_time=at, received=at, id=f"demo-{loop}-{name}", provider="demo")

        half, again = self.first_half_ended, stamp(SECOND_HALF, "second-half")
        told: list[tuple[int, Fact]] = [
            (0, Match(home=HOME, away=AWAY, competition="Touchline Cup", **stamp(0, "match"))),
            (0, ClockSet(clock=FIRST_HALF_CLOCK, period=1, **stamp(0, "first-half"))),
            (_ADDED_TIME, AddedTime(minutes=1, **stamp(_ADDED_TIME, "added-time"))),
            (half, PeriodEnded(period=1, **stamp(half, "half-time"))),
            (SECOND_HALF, ClockSet(clock=SECOND_HALF_CLOCK, period=2, **again)),
            (self.carded, self._card(stamp(self.carded, "card"))),
        ]
        for seconds, possession, home, away in _STATS:
            t = seconds * MICROSECONDS
            held, shot = stamp(t, f"possession-{seconds}"), stamp(t, f"shots-{seconds}")
            told.append(
                (t, Stat(name="possession", home=possession, away=100 - possession, **held))
            )
            told.append((t, Stat(name="shots", home=home, away=away, **shot)))
        for goal in self.goals:
            told.append((goal.t, self._goal(goal, stamp(goal.t, goal.name))))
            if goal.annulled_at is not None:
                taken_back = stamp(goal.annulled_at, f"{goal.name}-annulled")
                fact = Retraction(retracts=f"demo-{loop}-{goal.name}", reason="VAR", **taken_back)
                told.append((goal.annulled_at, fact))
        return tuple(fact for _, fact in sorted(told, key=lambda pair: pair[0]))

    def swells(self) -> tuple[tuple[int, float], ...]:
        """When the crowd's noise rises, as (µs, strength 0..1), in order of time."""
        found = [(self.first_half_ended, 0.3), (SECOND_HALF, 0.25), (self.carded, 0.3)]
        for goal in self.goals:
            found += [(goal.t - 3 * MICROSECONDS, 0.3), (goal.t, 1.0)]
            if goal.annulled_at is not None:
                found.append((goal.annulled_at, 0.45))
        return tuple(sorted(found))

    def whistles(self) -> tuple[int, ...]:
        """When the referee whistles (µs), in order of time."""
        half = self.first_half_ended
        found = [0, self.carded - MICROSECONDS, half - 600_000, half, SECOND_HALF, LAST_WHISTLE]
        found += [goal.t + RESTART_AFTER for goal in self.goals]
        found += [goal.annulled_at for goal in self.goals if goal.annulled_at is not None]
        return tuple(sorted(t for t in found if t < DURATION))

    def _card(self, stamp: _Stamp) -> Card:
        player = SQUADS[Side.AWAY][1 + _drawn(self.seed, "booked", 7)]
        return Card(side=Side.AWAY, color=CardColor.YELLOW, player=player, minute=45, **stamp)

    def _goal(self, goal: ScriptedGoal, stamp: _Stamp) -> Goal:
        squad, minute = SQUADS[goal.side], self.clock(goal.t) // (60 * MICROSECONDS) + 1
        return Goal(
            side=goal.side,
            player=squad[goal.scorer],
            assist=squad[goal.assist],
            minute=min(minute, 45) if goal.t < SECOND_HALF else minute,
            **stamp,
        )


def script_of(text: str) -> Script | None:
    """The script an input such as demo: or demo:12 names, None where it names a file.

    Raises ScriptError where what stands after demo: is no seed.
    """
    if not text.startswith(INPUT):
        return None
    seed = text.removeprefix(INPUT) or str(Script().seed)
    if not seed.isdecimal() or len(seed) > 9:
        raise ScriptError(f"{seed!r} is no seed; use demo: or demo:NUMBER")
    return Script(seed=int(seed))


def script_among(inputs: Iterable[str]) -> Script | None:
    """The script of the first input that names one: the match a channel plays."""
    return next(filter(None, map(script_of, inputs)), None)


def _drawn(seed: int, label: str, count: int) -> int:
    """A number below `count`, the same for the same seed and label on every machine."""
    digest = blake2b(f"{seed}/{label}".encode(), digest_size=8).digest()
    return int.from_bytes(digest) % count


def _spread(seed: int, label: str, *, seconds: int) -> int:
    """µs between -seconds and +seconds, in whole frames of 40 ms."""
    frames = 25 * seconds
    return (_drawn(seed, label, 2 * frames + 1) - frames) * 40_000


@lru_cache(maxsize=16)
def _goals(script: Script) -> tuple[ScriptedGoal, ...]:
    seed = script.seed
    first, second, third = (
        at * MICROSECONDS + _spread(seed, f"goal-{at}", seconds=3) for at in (35, 228, 310)
    )
    goals = [
        _scored(seed, "g1", first, Side.HOME),
        replace(
            _scored(seed, "g2", second, Side.AWAY),
            annulled_at=second + ANNULLED_AFTER,
            is_reviewed=True,
        ),
        _scored(seed, "g3", third, Side.AWAY),
    ]
    calls = [call for call in script.injected if isinstance(call, GoalCall)]
    goals = [goal for goal in goals if not any(_is_replaced(goal, call.t) for call in calls)]
    goals += [_scored(seed, f"i{n}", call.t, call.side) for n, call in enumerate(calls, start=1)]
    goals.sort(key=lambda goal: goal.t)
    for call in script.injected:
        if isinstance(call, AnnulmentCall):
            _annul(goals, call.t)
    return tuple(goals)


def _is_replaced(goal: ScriptedGoal, t: int) -> bool:
    """Whether a goal called for at `t` (µs) takes its place, before anything of it shows."""
    return not goal.is_called and REPLACED_BEFORE <= goal.t - t < BETWEEN_GOALS


def _scored(seed: int, name: str, t: int, side: Side) -> ScriptedGoal:
    scorer, assist = 8 + _drawn(seed, f"{name}-scorer", 3), 5 + _drawn(seed, f"{name}-assist", 3)
    return ScriptedGoal(name=name, t=t, side=side, scorer=scorer, assist=assist)


def _annul(goals: list[ScriptedGoal], t: int) -> None:
    place = max((n for n, goal in enumerate(goals) if goal.stands(t)), default=None)
    if place is None or t >= DURATION:
        raise ScriptError(f"no goal stands at {t} µs that could be annulled")
    goals[place] = replace(goals[place], annulled_at=t)


def _check(goals: tuple[ScriptedGoal, ...]) -> None:
    for goal in goals:
        if not any(first <= goal.t <= last for first, last in _PLAYABLE):
            raise ScriptError(f"no play at {goal.t} µs that could end in a goal")
    for one, other in pairwise(goals):
        if other.t - one.t < BETWEEN_GOALS:
            raise ScriptError(f"goals at {one.t} and {other.t} µs are less than 22 s apart")
    for side in Side:
        if sum(goal.side is side for goal in goals) > SCORE_AT_MOST:
            raise ScriptError(f"the board shows {SCORE_AT_MOST} goals a side at most")
