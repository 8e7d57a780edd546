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
from overlays.graphic import PLAIN, Style
from overlays.names import full_name, short_name
from overlays.occasions import Mark, Occasion

CLOCK, EVENT = "clock", "event"
_HIDDEN = {
    "goal_before",
    "struck",
    "withdrawn",
    "clock",
    "shot_clock",
    "standings",
    "period_mark",
    "news",
}
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


def values(
    names: Iterable[str], state: GameState, style: Style = PLAIN, event: Event | None = None
) -> Values:
    """What stands under these names as of a state, and with what a rule came with.

    Teams are called as in the style's language, and have the colours it gives them.
    """
    return {name: _value(name, state, style, event) for name in names}


def _value(name: str, state: GameState, style: Style, event: Event | None) -> Any:
    if event is not None and name in {EVENT, event[0].value}:
        return _plain(event[1], state, style)
    if name == CLOCK:
        return clock_text(state, event[1].at, style) if event is not None else None
    if name in _SIDES:
        return _side(state, _SIDES[name], style)
    if name == _ANY:
        lines = {one.name: {"home": one.home, "away": one.away} for one in state.stats}
        return _plain(lines, state, style)
    return _plain(getattr(state, name, None), state, style)


def _side(state: GameState, side: Side, style: Style) -> Any:
    part = state.side(side)
    named = {
        one.name: _plain(getattr(part, one.name), state, style)
        for one in fields(part)
        if one.name not in {"team", "line_up"}
    }
    squad = part.line_up
    named |= {
        **_named(state, side, style, "name"),
        "color": dict(style.colors).get(side.value, part.team.color),
        "coach": squad and squad.coach,
        "formation": squad and squad.formation,
    }
    return MappingProxyType(named)


def _named(state: GameState, side: Side, style: Style, full: str) -> dict[str, str]:
    """A side's full name, under that key, and its short one."""
    told = state.side(side).team, side, style.language, style.theme.face
    return {full: full_name(*told), "short": short_name(*told)}


def _plain(value: Any, state: GameState, style: Style) -> Any:
    """The value in texts, numbers, tuples and frozen mappings.

    What has a side has its `team` as well; a minute is written as it is shown.
    """
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return tuple(_plain(one, state, style) for one in value)
    if isinstance(value, Mapping):
        return MappingProxyType({key: _plain(one, state, style) for key, one in value.items()})
    if is_dataclass(value):
        return _parts_of(value, state, style)
    return value if isinstance(value, str | int | float) else None


def _parts_of(value: Any, state: GameState, style: Style) -> Any:
    parts = {one.name: _plain(getattr(value, one.name), state, style) for one in fields(value)}
    side = getattr(value, "side", None)
    if isinstance(side, Side):
        parts |= _named(state, side, style, "team")
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
