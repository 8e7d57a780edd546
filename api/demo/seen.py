"""What can be seen in the demo match's picture that people talk of, as a pure value by loop."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from feeds.demo_match import (
    DURATION,
    LAST_WHISTLE,
    SECOND_HALF,
    SQUADS,
    Script,
    ScriptedGoal,
)
from feeds.event_time import MICROSECONDS
from feeds.fact import Card
from feeds.happening import Side

_ATTACK = 3 * MICROSECONDS
_CHECKED = 3 * MICROSECONDS
_CELEBRATED = 2 * MICROSECONDS


class Kind(Enum):
    """Kinds of things seen."""

    ATTACK = "attack"
    GOAL = "goal"
    CHECK = "check"
    ANNULLED = "annulled"
    CARD = "card"
    HALF_TIME = "half-time"
    RESTART = "restart"
    FULL_TIME = "full-time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One of them, at `t` (µs of its loop): whose it is, and who does it."""

    kind: Kind
    t: int
    side: Side | None = None
    player: str = ""


def seen(script: Script) -> tuple[Seen, ...]:
    """All of a loop, in order of time."""
    found = [
        Seen(kind=Kind.HALF_TIME, t=script.first_half_ended),
        Seen(kind=Kind.RESTART, t=SECOND_HALF),
        Seen(kind=Kind.FULL_TIME, t=LAST_WHISTLE),
        *(_card(fact, script) for fact in script.facts(origin=0) if isinstance(fact, Card)),
    ]
    for goal in script.goals:
        found += _of_goal(goal)
    return tuple(sorted((one for one in found if one.t < DURATION), key=_time))


def _of_goal(goal: ScriptedGoal) -> Iterator[Seen]:
    player = SQUADS[goal.side][goal.scorer]
    yield Seen(kind=Kind.ATTACK, t=goal.t - _ATTACK, side=goal.side, player=player)
    yield Seen(kind=Kind.GOAL, t=goal.t, side=goal.side, player=player)
    if goal.annulled_at is not None:
        checked = max(goal.t + _CELEBRATED, goal.annulled_at - _CHECKED)
        if checked < goal.annulled_at:
            yield Seen(kind=Kind.CHECK, t=checked, side=goal.side, player=player)
        yield Seen(kind=Kind.ANNULLED, t=goal.annulled_at, side=goal.side, player=player)


def _card(fact: Card, script: Script) -> Seen:
    return Seen(kind=Kind.CARD, t=script.carded, side=fact.side, player=fact.player or "")


def _time(one: Seen) -> int:
    return one.t
