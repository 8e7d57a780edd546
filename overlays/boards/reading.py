"""What the head of a board says: the period, and its clock or a word instead."""

from dataclasses import dataclass

from feeds.event_time import MICROSECONDS
from feeds.sport import RULES, Direction, Sport
from feeds.state import Clock, GameState, Phase
from overlays.graphic import Shot
from overlays.words import period_ended, period_word, word

_MINUTE = 60 * MICROSECONDS
_SHOOT_OUTS = (Phase.SHOOT_OUT, Phase.AFTER_SHOOT_OUT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The period's `label`, and what the clock's cell shows: its reading or a `word`.

    `whole` says a word and its period in one.
    """

    label: str
    clock: str
    whole: str
    is_time: bool


def reading(shot: Shot, *, has_tenths: bool = False) -> Reading:
    """What is said at the shot's moment, in its language; no part of it is ever empty."""
    state, language = shot.state, shot.style.language
    label = period_label(state, language)
    clock = _clock(state)
    if clock is not None:
        text = time_text(clock, shot.at, has_tenths=has_tenths)
        return Reading(label=label, clock=text, whole=text, is_time=True)
    word, whole = _words(state, label, language)
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


def period_label(state: GameState, language: str) -> str:
    """What the period is called: 2ND, OT, SO."""
    if state.phase in _SHOOT_OUTS:
        return word("penalty_shots_short", language)
    if state.period is None:
        is_before = state.phase is Phase.PRE_MATCH
        return word("pre_match_short" if is_before else "live", language)
    return period_word(state.sport or Sport.GENERIC, state.period, language)


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


def _words(state: GameState, label: str, language: str) -> tuple[str, str]:
    """A word for a cell, and one for a cell that has the label in it too."""
    match state.phase:
        case Phase.BREAK:
            return _break(state, language)
        case Phase.FULL_TIME | Phase.AFTER_EXTRA_TIME | Phase.AFTER_SHOOT_OUT:
            final = word("final", language)
            is_longer = state.phase is not Phase.FULL_TIME and state.period is not None
            return final, f"{final}/{label}" if is_longer else final
        case Phase.SHOOT_OUT:
            return label, word("penalty_shots", language)
        case _:
            return label, label


def _break(state: GameState, language: str) -> tuple[str, str]:
    sport, period = state.sport or Sport.GENERIC, state.period
    if period is None:
        return word("ended_short", language), word("ended_short", language)
    if RULES[sport].periods == 2 * period:
        return word("half_time_short", language), word("half_time", language)
    return word("ended_short", language), period_ended(sport, period, language)
