"""The penalty box: who sits in it, for how long yet by the game's clock, and what lets them out.

Rules are kept simple. A penalty runs while the game's clock does, through intervals too. A goal
against a side that is short-handed ends the minor of two minutes that has least left, and of a
double minor the first half. Misconducts of ten minutes and more leave nobody short-handed.
"""

from dataclasses import replace

from feeds.event_time import MICROSECONDS
from feeds.happening import Side
from feeds.marks import PenaltyMark
from feeds.penalty import Penalty
from feeds.sport import RULES, Direction, Sport
from feeds.state import GameState

PENALTIES_AT_MOST = 16
_MINUTE = 60 * MICROSECONDS
_MINOR, _DOUBLE, _MISCONDUCT = 2, 4, 10
# Kept so long (µs of the game) after it is over, for a clock that is put back.
_KEPT = _MINUTE


def begun(state: GameState, fact: Penalty, at: int, shown_at: int) -> GameState:
    """The state with a penalty that began at event time `at` (µs), shown from `shown_at` on."""
    if fact.clock is None:
        began = _now(state, at)
    else:
        began = _played(state, fact.clock, fact.period or state.period or 1)
    mark = PenaltyMark(
        at=shown_at,
        event_time=fact.event_time,
        side=fact.side,
        minutes=fact.minutes,
        length=fact.minutes * _MINUTE,
        began=began,
        player=fact.player,
        infraction=fact.infraction,
    )
    return replace(state, penalties=(*state.penalties, mark)[-PENALTIES_AT_MOST:])


def left(penalty: PenaltyMark, state: GameState, event_time: int) -> int | None:
    """The µs a penalty has left at an event time (µs), 0 once it is over.

    None where nobody knows, as without a clock. It stands while the game's clock does.
    """
    left_then = _left(penalty, _now(state, event_time))
    return None if left_then is None else max(0, left_then)


def after_goal(state: GameState, side: Side, at: int) -> GameState:
    """The state after a goal for `side` at event time `at` (µs): it may let one of the others out.

    Where nobody knows how long they have left, nobody is let out.
    """
    if not state.penalties:
        return state
    now = _now(state, at)
    sits = [(over, one) for one in state.penalties if (over := _left(one, now) or 0) > 0]
    counted = [one.side is side for _, one in sits if one.minutes < _MISCONDUCT]
    minors = [
        (over, one)
        for over, one in sits
        if one.side is not side and one.minutes in {_MINOR, _DOUBLE}
    ]
    if not minors or counted.count(False) <= counted.count(True):
        return state
    over, ended = min(minors, key=lambda found: found[0])
    rest = _MINOR * _MINUTE if over > _MINOR * _MINUTE else 0
    shorter = replace(ended, length=ended.length - over + rest)
    found = (shorter if one is ended else one for one in state.penalties)
    return replace(state, penalties=tuple(found))


def cleared(state: GameState, at: int) -> GameState:
    """The state at event time `at` (µs) without penalties that were over long before."""
    if not state.penalties:
        return state
    now = _now(state, at)
    kept = tuple(one for one in state.penalties if (_left(one, now) or 0) > -_KEPT)
    return state if len(kept) == len(state.penalties) else replace(state, penalties=kept)


def _left(penalty: PenaltyMark, now: int | None) -> int | None:
    """What is left at a time of the game, below 0 once it is over."""
    if now is None or penalty.began is None:
        return None
    return min(penalty.length, penalty.length - (now - penalty.began))


def _now(state: GameState, at: int) -> int | None:
    clock = state.clock
    return None if clock is None else _played(state, clock.at(at), state.period or 1)


def _played(state: GameState, reading: int, period: int) -> int:
    """The µs that were played when the clock read that in a period."""
    rules = RULES[state.sport or Sport.ICE_HOCKEY]
    regular = min(period - 1, rules.periods or period)
    before = regular * rules.length + (period - 1 - regular) * rules.overtime
    rate = state.clock.rate if state.clock else -1 if rules.clock is Direction.DOWN else 1
    if rate > 0:
        # Some clocks that count up go on from period to period.
        return reading if reading >= before else before + reading
    full = rules.starts_at(period)
    # Overtime may be as long as any period, as in a play-off.
    return before + (rules.length if reading > full else full) - reading
