"""What the head of a board says: the period, and its clock or a word instead."""

from dataclasses import dataclass

from feeds.event_time import MICROSECONDS
from feeds.sport import RULES, Direction, PeriodKind, Sport
from feeds.state import Clock, GameState, Phase

_MINUTE = 60 * MICROSECONDS
_ORDINALS = {1: "ST", 2: "ND", 3: "RD"}
_SHOOT_OUTS = (Phase.SHOOT_OUT, Phase.AFTER_SHOOT_OUT)
_LIVE = "LIVE"
_BEFORE = "PRE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The period's `label`, and what the clock's cell shows: its reading or a `word`.

    `whole` says a word and its period in one.
    """

    label: str
    clock: str
    whole: str
    is_time: bool


def reading(state: GameState, event_time: int, *, has_tenths: bool = False) -> Reading:
    """What is said at an event time (µs since 1970); no part of it is ever empty."""
    label = period_label(state)
    clock = _clock(state)
    if clock is not None:
        text = time_text(clock, event_time, has_tenths=has_tenths)
        return Reading(label=label, clock=text, whole=text, is_time=True)
    word, whole = _words(state, label)
    return Reading(label=label, clock=word, whole=whole, is_time=False)


def time_text(clock: Clock, event_time: int, *, has_tenths: bool = False) -> str:
    """The clock's time, cut off to the second; one that runs down shows tenths in the last minute.

    A clock that counts up has two digits of minutes, as in football.
    """
    return reading_text(clock.at(event_time), is_down=clock.rate < 0, has_tenths=has_tenths)


def reading_text(value: int, *, is_down: bool = True, has_tenths: bool = False) -> str:
    """A clock's text of a value in µs."""
    value = max(0, value)
    minutes, rest = divmod(value, _MINUTE)
    seconds = rest // MICROSECONDS
    if is_down and has_tenths and not minutes:
        return f"{seconds}.{rest % MICROSECONDS // 100_000}"
    return f"{minutes}:{seconds:02d}" if is_down else f"{minutes:02d}:{seconds:02d}"


def period_label(state: GameState) -> str:
    """What the period is called: Q1, 2ND, OT, SO."""
    if state.phase in _SHOOT_OUTS:
        return "SO"
    period = state.period
    if period is None:
        return _BEFORE if state.phase is Phase.PRE_MATCH else _LIVE
    rules = RULES[state.sport or Sport.GENERIC]
    if rules.periods is not None and period > rules.periods:
        extra = period - rules.periods
        return "OT" if extra == 1 else f"{extra}OT"
    return f"Q{period}" if rules.kind is PeriodKind.QUARTER else ordinal(period)


def ordinal(number: int) -> str:
    """1ST, 2ND, 3RD, 4TH, 11TH."""
    is_teen = number % 100 in range(11, 14)
    return f"{number}{'TH' if is_teen else _ORDINALS.get(number % 10, 'TH')}"


def _clock(state: GameState) -> Clock | None:
    """The clock that is shown: while it is played, and before, what it will start from."""
    if state.phase is Phase.PLAYING:
        return state.clock
    if state.phase is not Phase.PRE_MATCH:
        return None
    rules = RULES[state.sport or Sport.GENERIC]
    if state.clock is None and rules.clock is Direction.DOWN:
        return Clock(anchor=0, value=rules.length, rate=-1, running=False)
    return state.clock


def _words(state: GameState, label: str) -> tuple[str, str]:
    """A word for a cell, and one for a cell that has the label in it too."""
    match state.phase:
        case Phase.BREAK:
            return _break(state, label)
        case Phase.FULL_TIME | Phase.AFTER_EXTRA_TIME | Phase.AFTER_SHOOT_OUT:
            is_longer = state.phase is not Phase.FULL_TIME and label != _LIVE
            return "FINAL", f"FINAL/{label}" if is_longer else "FINAL"
        case Phase.SHOOT_OUT:
            return "SO", "SHOOT-OUT"
        case _:
            return label, label


def _break(state: GameState, label: str) -> tuple[str, str]:
    periods = RULES[state.sport or Sport.GENERIC].periods
    if state.period is None:
        return "END", "END"
    is_middle = periods is not None and periods == 2 * state.period
    return ("HALF", "HALF-TIME") if is_middle else ("END", f"END {label}")
