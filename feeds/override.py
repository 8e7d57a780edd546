"""Overrides: fields of the game state that an operator holds against all feeds, until let go."""

import re
from bisect import bisect_right, insort
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, NamedTuple

from pydantic import TypeAdapter, ValidationError

from feeds.clock_text import ClockValue
from feeds.event_time import MICROSECONDS
from feeds.fact import MatchStatus, Team
from feeds.happening import Amount, Color, Count, Flag, PeriodNumber, Side, Text
from feeds.marks import DelayMark
from feeds.sport import RULES, Direction, Sport
from feeds.state import Clock, GameState, Phase, StatLine

CLOCK, HIDDEN = "clock", "clock.hidden"
_STAT = re.compile(r"stats\.(.{1,200})")
_KEPT = 256
# Longer than any graphic is on its way out.
_LINGERS = 10 * MICROSECONDS
_LIKE_CLOCK = '"clock": "12:34", "running": true'

type Value = Mapping[str, Any]
type _Put = Callable[[GameState, Any, int], GameState]


class OverrideError(ValueError):
    """There is no such field, or it takes no such value; the text says what would be right."""


@dataclass(frozen=True, slots=True)
class _HeldClock:
    """What a held clock reads, and whether it runs."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    clock: ClockValue
    running: Flag = True


@dataclass(frozen=True, slots=True)
class _HeldStat:
    __pydantic_config__: ClassVar = {"extra": "forbid"}

    home: Amount
    away: Amount


@dataclass(frozen=True, slots=True)
class _Field:
    """A field: what it takes, and how the state has it."""

    takes: TypeAdapter[Any]
    put: _Put


def _of_side(side: Side, name: str) -> _Put:
    def put(state: GameState, value: Any, _at: int) -> GameState:
        return state.with_side(side, replace(state.side(side), **{name: value}))

    return put


def _of_team(side: Side, name: str) -> _Put:
    def put(state: GameState, value: Any, _at: int) -> GameState:
        part = state.side(side)
        team: Team = replace(part.team, **{name: value})
        return state.with_side(side, replace(part, team=team))

    return put


def _of_state(name: str) -> _Put:
    def put(state: GameState, value: Any, _at: int) -> GameState:
        return replace(state, **{name: value})

    return put


def _clock(state: GameState, value: _HeldClock, at: int) -> GameState:
    counts = RULES[state.sport or Sport.GENERIC].clock
    rate = state.clock.rate if state.clock else -1 if counts is Direction.DOWN else 1
    held = Clock(anchor=at, value=value.clock, rate=rate, running=value.running)
    return replace(state, clock=held)


def _hidden(state: GameState, value: bool, _at: int) -> GameState:  # noqa: FBT001 - what is held
    return replace(state, clock=None, shot_clock=None) if value else state


def _stat(name: str) -> _Put:
    def put(state: GameState, value: _HeldStat, _at: int) -> GameState:
        line = StatLine(name=name, home=value.home, away=value.away)
        others = tuple(one for one in state.stats if one.name != name)
        return replace(state, stats=(*others, line))

    return put


def _fields() -> dict[str, _Field]:
    count, text = TypeAdapter[Any](Count), TypeAdapter[Any](Text)
    found = {
        CLOCK: _Field(TypeAdapter(_HeldClock), _clock),
        HIDDEN: _Field(TypeAdapter(Flag), _hidden),
        "phase": _Field(TypeAdapter(Phase), _of_state("phase")),
        "period": _Field(TypeAdapter(PeriodNumber), _of_state("period")),
        "status": _Field(TypeAdapter(MatchStatus), _of_state("status")),
        "added_minutes": _Field(TypeAdapter(Count | None), _of_state("added_minutes")),
        "competition": _Field(TypeAdapter(Text | None), _of_state("competition")),
        "venue": _Field(TypeAdapter(Text | None), _of_state("venue")),
    }
    for side in Side:
        for name, takes in (
            ("score", count),
            ("shootout", count),
            ("yellow_cards", count),
            ("red_cards", count),
        ):
            found[f"{side}.{name}"] = _Field(takes, _of_side(side, name))
        for name, takes in (("name", text), ("short", text), ("color", TypeAdapter(Color))):
            found[f"{side}.{name}"] = _Field(takes, _of_team(side, name))
    return found


_FIELDS = _fields()
_HELD_STAT = TypeAdapter[Any](_HeldStat)


def names() -> list[str]:
    """The fields that can be held; beside these any statistic, as `stats.NAME`."""
    return sorted(_FIELDS)


def known(field: str) -> None:
    """Raise OverrideError where no field is called so."""
    _field(field)


def checked(field: str, value: object) -> Callable[[GameState, int], GameState]:
    """How the state has a field held at that value, from an event time (µs) on.

    Raises OverrideError where the field is unknown or takes no such value.
    """
    found = _field(field)
    try:
        taken = found.takes.validate_python(value)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(step) for step in first["loc"])
        right = _right(first["type"], first["msg"], found)
        key = f"{field}.{place}" if place else field
        raise OverrideError(f"{key}: {right}") from error
    return lambda state, at: found.put(state, taken, at)


def _right(kind: str, told: str, field: _Field) -> str:
    """What would be right, of what pydantic found and tells."""
    match kind:
        case "dataclass_type" | "dataclass_exact_type":
            like = '"home": 4, "away": 2' if field.takes is _HELD_STAT else _LIKE_CLOCK
            return f"it should be written like {{{like}}}"
        case "string_pattern_mismatch":
            return 'it should be a colour such as "#0a3d91"'
        case "unexpected_keyword_argument":
            return "is not known; take it out"
        case "missing":
            return "it must be given"
        case _:
            return told.removeprefix("Value error, ").replace("Input should", "it should")


def _field(name: str) -> _Field:
    stat = _STAT.fullmatch(name)
    if stat is not None:
        return _Field(_HELD_STAT, _stat(stat[1]))
    if name not in _FIELDS:
        known = ", ".join([*names(), "stats.NAME"])
        raise OverrideError(f"{name!r} can not be held; use one of {known}")
    return _FIELDS[name]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A field held at a value, or let go (`is_held` false), from event time `at` (µs) on.

    `until` (µs) is when it lets go by itself. `is_by_rule` where nobody did it by hand.
    """

    field: str
    at: int
    is_held: bool
    value: object = None
    until: int | None = None
    is_by_rule: bool = False


class _Change(NamedTuple):
    """A change, and how the state has it; None where it lets go."""

    hold: Hold
    put: Callable[[GameState, int], GameState] | None


class Overrides:
    """All that was held and let go; of each field the last 256 changes are kept."""

    def __init__(self) -> None:
        self._holds: dict[str, list[_Change]] = {}

    def take(self, hold: Hold) -> None:
        """Take a change; OverrideError where it is none."""
        known(hold.field)
        put = checked(hold.field, hold.value) if hold.is_held else None
        held = self._holds.setdefault(hold.field, [])
        insort(held, _Change(hold, put), key=_at)
        del held[:-_KEPT]

    def standing(self, event_time: int) -> list[Hold]:
        """What is held as of a moment (µs), by field."""
        return [change.hold for change in self._standing(event_time)]

    def over(self, state: GameState, event_time: int) -> GameState:
        """A game state of that moment with what is held in place of what feeds say."""
        for change in self._standing(event_time):
            if change.put is not None:
                state = change.put(state, change.hold.at)
        delay = self._delay(event_time)
        return state if delay is None else replace(state, data_delayed=delay)

    def _delay(self, event_time: int) -> DelayMark | None:
        """Since when the clock is hidden by rule; until when, for as long as that matters."""
        held = self._holds.get(HIDDEN, [])
        reached = bisect_right(held, event_time, key=_at)
        match [change.hold for change in held[max(0, reached - 2) : reached]]:
            case [*_, Hold(is_held=True, is_by_rule=True, at=at)]:
                return DelayMark(at=at)
            case [Hold(is_held=True, is_by_rule=True, at=at), Hold(at=until)] if (
                event_time < until + _LINGERS
            ):
                return DelayMark(at=at, until=until)
            case _:
                return None

    def _standing(self, event_time: int) -> list[_Change]:
        found = []
        for _, held in sorted(self._holds.items()):
            reached = bisect_right(held, event_time, key=_at)
            last = held[reached - 1] if reached else None
            if last is None or not last.hold.is_held:
                continue
            if last.hold.until is None or event_time < last.hold.until:
                found.append(last)
        return found


def _at(change: _Change) -> int:
    return change.hold.at
