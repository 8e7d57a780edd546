"""Periods and clocks: what their starts, ends and readings do to the game state."""

from dataclasses import replace

from feeds.event_time import MICROSECONDS
from feeds.fact import ClockSet, MatchEnded, PeriodEnded, PeriodStarted
from feeds.marks import PeriodMark, PeriodStep
from feeds.situation import Over
from feeds.sport import RULES, Direction, Sport
from feeds.state import Clock, GameState, Phase

_HALF_MINUTES = (0, 45, 90, 105, 120)
_SHOOT_OUT = 5
# How far a clock must stand behind one that had run on through the interval to be of the next half.
_RUN_ON = 60 * MICROSECONDS
PLAYED = (
    Phase.FIRST_HALF,
    Phase.SECOND_HALF,
    Phase.EXTRA_FIRST_HALF,
    Phase.EXTRA_SECOND_HALF,
    Phase.SHOOT_OUT,
)
"""Football's periods, as they are played."""
_ENDED = (
    Phase.HALF_TIME,
    Phase.FULL_TIME,
    Phase.EXTRA_HALF_TIME,
    Phase.AFTER_EXTRA_TIME,
    Phase.AFTER_SHOOT_OUT,
)
# The period that follows an interval for sure; whether one follows full time is not.
_NEXT = {Phase.HALF_TIME: 2, Phase.EXTRA_HALF_TIME: 4}
_OVER = {
    Phase.EXTRA_FIRST_HALF: Phase.AFTER_EXTRA_TIME,
    Phase.EXTRA_HALF_TIME: Phase.AFTER_EXTRA_TIME,
    Phase.EXTRA_SECOND_HALF: Phase.AFTER_EXTRA_TIME,
    Phase.AFTER_EXTRA_TIME: Phase.AFTER_EXTRA_TIME,
    Phase.SHOOT_OUT: Phase.AFTER_SHOOT_OUT,
    Phase.AFTER_SHOOT_OUT: Phase.AFTER_SHOOT_OUT,
}


type Timed = PeriodStarted | PeriodEnded | MatchEnded | ClockSet


def timed(state: GameState, fact: Timed, at: int) -> GameState:
    """The state once a period or a clock was told of, at event time `at` (µs)."""
    match fact:
        case PeriodStarted():
            return started(state, fact, at)
        case PeriodEnded():
            return ended(state, fact, at)
        case MatchEnded():
            return over(state, at)
        case ClockSet():
            return clock_set(state, fact, at)


def started(state: GameState, fact: PeriodStarted, at: int) -> GameState:
    """The state once a period began at event time `at` (µs). Of an innings no ball is bowled."""
    period = fact.period
    situation = None if isinstance(state.situation, Over) else state.situation
    begun = replace(state, added_minutes=None, half=fact.half, shot_clock=None, situation=situation)
    if is_football(state):
        period = _SHOOT_OUT if fact.is_shoot_out else min(period, _SHOOT_OUT)
        clock = Clock(anchor=at, value=_nominal(period), running=period < _SHOOT_OUT)
        return replace(begun, phase=PLAYED[period - 1], period=period, clock=clock)
    phase = Phase.SHOOT_OUT if fact.is_shoot_out else Phase.PLAYING
    value = RULES[state.sport or Sport.GENERIC].starts_at(period)
    rate = _rate(state, None)
    is_timed = rate and not fact.is_shoot_out
    timed = Clock(anchor=at, value=value, rate=rate) if is_timed else None
    return replace(begun, phase=phase, period=period, clock=timed)


def ended(state: GameState, fact: PeriodEnded, at: int) -> GameState:
    """The state once a period was ended at event time `at` (µs)."""
    period, phase = fact.period, Phase.BREAK
    if state.phase is Phase.SHOOT_OUT:
        phase = Phase.AFTER_SHOOT_OUT
    elif is_football(state):
        period = min(period, _SHOOT_OUT)
        phase = _ENDED[period - 1]
        state = _at_end(state, period)
    over = replace(state, phase=phase, period=period, added_minutes=None, shot_clock=None)
    return _stopped(over, at)


def over(state: GameState, at: int) -> GameState:
    """The state once the match was over at event time `at` (µs)."""
    phase = _OVER.get(state.phase, Phase.FULL_TIME)
    rules = RULES[state.sport or Sport.FOOTBALL]
    is_extra = state.period is not None and rules.is_extra(state.period)
    if not is_football(state) and phase is Phase.FULL_TIME and is_extra and rules.clock:
        phase = Phase.AFTER_EXTRA_TIME
    finished = replace(state, phase=phase, added_minutes=None, shot_clock=None)
    return _stopped(finished, at)


def clock_set(state: GameState, fact: ClockSet, at: int) -> GameState:
    """The state once a clock was read at event time `at` (µs)."""
    period = fact.period or _period_missed(state, fact, at)
    phase = state.phase
    if period is not None:
        period = min(period, _SHOOT_OUT) if is_football(state) else period
        phase = PLAYED[period - 1] if is_football(state) else _playing(state, period)
    added = state.added_minutes if phase is state.phase else None
    before = state.clock
    # A clock that stands and is told to stand has stood since it stopped.
    stands = before is not None and not before.running and not fact.running
    anchor = before.anchor if before is not None and stands else at
    rate = _rate(state, fact.counts) or 1
    clock = Clock(anchor=anchor, value=fact.clock, rate=rate, running=fact.running)
    return replace(
        state, phase=phase, clock=clock, added_minutes=added, period=period or state.period
    )


def marked(before: GameState, now: GameState, fact: Timed, shown_at: int) -> GameState:
    """The state `now`, with the mark of what a fact made of a period, shown from `shown_at` (µs).

    A clock that runs in another period than before began it, as long ago as it has run since. What
    is marked already keeps its moment.
    """
    step, event_time = PeriodStep.STARTED, fact.event_time
    match fact:
        case PeriodStarted():
            pass
        case PeriodEnded():
            step = PeriodStep.ENDED
        case MatchEnded():
            step = PeriodStep.OVER
        case ClockSet():
            if now.period is None or (now.phase, now.period) == (before.phase, before.period):
                return now
            event_time = _began(now, shown_at)
    mark = PeriodMark(
        at=shown_at, event_time=event_time, step=step, period=now.period, half=now.half
    )
    is_known = now.period_mark is not None and now.period_mark.is_of(mark)
    return now if is_known else replace(now, period_mark=mark)


def _began(state: GameState, at: int) -> int:
    """The event time (µs) at which the period began at the latest, by what its clock reads."""
    period, clock = state.period or 1, state.clock
    if clock is None:
        return at
    if is_football(state):
        start = _nominal(min(period, _SHOOT_OUT))
    else:
        start = RULES[state.sport or Sport.GENERIC].starts_at(period)
    return clock.anchor - max(0, (clock.value - start) * clock.rate)


def is_football(state: GameState) -> bool:
    """Whether its periods are football's; a match not named yet is taken for one."""
    return state.sport in {None, Sport.FOOTBALL}


def _playing(state: GameState, period: int) -> Phase:
    """The phase in which a clock of that period runs: a shoot-out goes on, a later one plays."""
    is_shoot_out = state.phase is Phase.SHOOT_OUT and state.period == period
    return Phase.SHOOT_OUT if is_shoot_out else Phase.PLAYING


def _rate(state: GameState, counts: Direction | None) -> int:
    """+1 up, -1 down, 0 where the sport has no clock."""
    match counts or RULES[state.sport or Sport.FOOTBALL].clock:
        case Direction.UP:
            return 1
        case Direction.DOWN:
            return -1
        case None:
            return 0


def _at_end(state: GameState, period: int) -> GameState:
    """Its clock at the end of a football period of which nothing else was told."""
    clock, end = state.clock, _nominal(min(period + 1, _SHOOT_OUT))
    if clock is None or state.period is None or period <= state.period or period >= _SHOOT_OUT:
        return state
    return replace(state, clock=replace(clock, value=end, running=False))


def _stopped(state: GameState, at: int) -> GameState:
    clock = state.clock
    if clock is None:
        return state
    stopped = Clock(anchor=at, value=clock.at(at), rate=clock.rate, running=False)
    return replace(state, clock=stopped)


def _period_missed(state: GameState, fact: ClockSet, at: int) -> int | None:
    """The half that began untold, as polled feeds have it: in the interval its clock already runs.

    A clock that only runs on from the half before, as some do all through the interval, is not it.
    """
    period = _NEXT.get(state.phase)
    if period is None or not fact.running or fact.clock < _nominal(period):
        return None
    ended = state.clock
    is_run_on = ended is not None and fact.clock > ended.value + at - ended.anchor - _RUN_ON
    return None if is_run_on else period


def _nominal(period: int) -> int:
    """A football clock's value at a period's start, in µs."""
    return _HALF_MINUTES[period - 1] * 60 * MICROSECONDS
