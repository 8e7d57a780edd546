"""The match as expressions see it: plain, frozen values by name."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from types import MappingProxyType
from typing import Any, TypeAliasType, get_args, get_origin, get_type_hints

from feeds.happening import Side
from feeds.state import GameState, SideState
from overlays.boards.by_sport import clock_text
from overlays.config.expression import Shape
from overlays.names import full_name, short_name
from overlays.occasions import Mark, Occasion

CLOCK, EVENT = "clock", "event"
_HIDDEN = {"goal_before", "struck", "clock", "shot_clock", "standings", "period_mark", "news"}
_SIDES = {side.value: side for side in Side}
_OF_A_SIDE = ("team", "short")
_OF_SIDES = ("name", "short", "color", "coach", "formation")
_ANY = "stats"

type Values = Mapping[str, Any]
type Event = tuple[Occasion, Mark]


@cache
def shape(*, of_rule: bool = False) -> Shape:
    """The names there are, each with its parts.

    Rules have the clock as well, as it stood when they came, and what they came with as `event`.
    """
    hints = {
        name: get_type_hints(one.fget)["return"]
        for name, one in vars(GameState).items()
        if isinstance(one, property) and one.fget is not None
    }
    hints |= get_type_hints(GameState)
    known: dict[str, frozenset[str] | None] = {
        name: _parts(hint) for name, hint in hints.items() if name not in _HIDDEN
    }
    sides = _parts(SideState) - {"team", "line_up", *_OF_A_SIDE} | set(_OF_SIDES)
    known |= dict.fromkeys(_SIDES, sides) | {_ANY: None}
    if of_rule:
        known |= {CLOCK: frozenset(), EVENT: _parts(Mark)}
    return MappingProxyType(known)


def values(names: Iterable[str], state: GameState, event: Event | None = None) -> Values:
    """What stands under these names as of a state, and with what a rule came with."""
    return {name: _value(name, state, event) for name in names}


def _value(name: str, state: GameState, event: Event | None) -> Any:
    if event is not None and name in {EVENT, event[0].value}:
        return _plain(event[1], state)
    if name == CLOCK:
        return clock_text(state, event[1].at) if event is not None else None
    if name in _SIDES:
        return _side(state.side(_SIDES[name]), _SIDES[name])
    if name == _ANY:
        lines = {one.name: {"home": one.home, "away": one.away} for one in state.stats}
        return _plain(lines, state)
    return _plain(getattr(state, name, None), state)


def _side(part: SideState, side: Side) -> Any:
    named = {
        one.name: _plain(getattr(part, one.name), GameState())
        for one in fields(part)
        if one.name not in {"team", "line_up"}
    }
    squad = part.line_up
    named |= {
        "name": full_name(part.team, side),
        "short": short_name(part.team, side),
        "color": part.team.color,
        "coach": squad and squad.coach,
        "formation": squad and squad.formation,
    }
    return MappingProxyType(named)


def _plain(value: Any, state: GameState) -> Any:
    """The value in texts, numbers, tuples and frozen mappings.

    What has a side has its `team` as well; a minute is written as it is shown.
    """
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return tuple(_plain(one, state) for one in value)
    if isinstance(value, Mapping):
        return MappingProxyType({key: _plain(one, state) for key, one in value.items()})
    if is_dataclass(value):
        return _parts_of(value, state)
    return value if isinstance(value, str | int | float) else None


def _parts_of(value: Any, state: GameState) -> Any:
    parts = {one.name: _plain(getattr(value, one.name), state) for one in fields(value)}
    side = getattr(value, "side", None)
    if isinstance(side, Side):
        team = state.side(side).team
        parts |= {"team": full_name(team, side), "short": short_name(team, side)}
    if hasattr(value, "minute_text"):
        parts["minute"] = value.minute_text
    return MappingProxyType(parts)


def _parts(hint: Any) -> frozenset[str]:
    """The names of the parts of what is hinted at: none of a text, a number or several things."""
    if get_origin(hint) is tuple:
        return frozenset()
    if isinstance(hint, TypeAliasType):
        return _parts(hint.__value__)
    if isinstance(hint, type) and is_dataclass(hint):
        own = {one.name for one in fields(hint)}
        return frozenset(own | set(_OF_A_SIDE) if "side" in own else own)
    below = [_parts(one) for one in get_args(hint) if isinstance(one, type | TypeAliasType)]
    return frozenset().union(*below)
