"""Periods and clocks of all sports: what starts, ends and readings make of the state."""

import pytest

from feeds.fact import (
    ClockSet,
    Fact,
    InningHalf,
    Match,
    MatchEnded,
    PeriodEnded,
    PeriodStarted,
    ShotClockSet,
    Team,
)
from feeds.fold import fold
from feeds.happening import Side
from feeds.situation import Over
from feeds.sport import RULES, Direction, PeriodKind, Sport
from feeds.state import Clock, GameState, Phase

S = 1_000_000
MINUTE = 60 * S


def match(sport: Sport) -> Match:
    return Match(
        event_time=0, received=0, sport=sport, home=Team(name="North"), away=Team(name="South")
    )


def started(period: int, at: int = 0, *, is_shoot_out: bool = False) -> PeriodStarted:
    return PeriodStarted(event_time=at, received=0, period=period, is_shoot_out=is_shoot_out)


def ended(period: int, at: int = 0) -> PeriodEnded:
    return PeriodEnded(event_time=at, received=0, period=period)


def over(at: int = 0) -> MatchEnded:
    return MatchEnded(event_time=at, received=0)


def reading(clock: int, at: int, *, period: int | None = None) -> ClockSet:
    return ClockSet(event_time=at, received=0, clock=clock, period=period)


def folded(sport: Sport, *facts: Fact) -> GameState:
    state = GameState()
    for fact in (match(sport), *facts):
        state = fold(state, fact, shown_at=fact.event_time or 0)
    return state


def test_every_sport_has_its_rules() -> None:
    assert RULES.keys() == set(Sport)


@pytest.mark.parametrize(
    ("sport", "period", "at_start", "after_8_s"),
    [
        pytest.param(Sport.FOOTBALL, 2, 45 * MINUTE, 45 * MINUTE + 8 * S, id="second-half"),
        pytest.param(Sport.BASKETBALL, 1, 12 * MINUTE, 12 * MINUTE - 8 * S, id="quarter"),
        pytest.param(Sport.BASKETBALL, 5, 5 * MINUTE, 5 * MINUTE - 8 * S, id="overtime"),
        pytest.param(Sport.ICE_HOCKEY, 3, 20 * MINUTE, 20 * MINUTE - 8 * S, id="third"),
        pytest.param(Sport.AMERICAN_FOOTBALL, 4, 15 * MINUTE, 15 * MINUTE - 8 * S, id="fourth"),
        pytest.param(Sport.GENERIC, 3, 0, 8 * S, id="generic"),
    ],
)
def test_a_clock_runs_as_the_sport_has_it(
    sport: Sport, period: int, at_start: int, after_8_s: int
) -> None:
    state = folded(sport, started(period, at=100 * S))
    assert state.clock is not None
    assert (state.clock.at(100 * S), state.clock.at(108 * S)) == (at_start, after_8_s)
    assert state.period == period


@pytest.mark.parametrize("sport", [Sport.BASEBALL, Sport.TENNIS, Sport.VOLLEYBALL, Sport.CRICKET])
def test_a_sport_without_a_clock_has_none(sport: Sport) -> None:
    state = folded(sport, started(1), ended(1), over())
    assert state.clock is None
    assert state.phase is Phase.FULL_TIME


@pytest.mark.parametrize(
    ("sport", "facts", "phase"),
    [
        pytest.param(Sport.BASKETBALL, [started(1)], Phase.PLAYING, id="plays"),
        pytest.param(Sport.BASKETBALL, [started(2), ended(2)], Phase.BREAK, id="half-time"),
        pytest.param(Sport.BASKETBALL, [started(4), ended(4), over()], Phase.FULL_TIME, id="final"),
        pytest.param(Sport.BASKETBALL, [started(5), over()], Phase.AFTER_EXTRA_TIME, id="ot"),
        pytest.param(Sport.BASEBALL, [started(11), over()], Phase.FULL_TIME, id="extra-innings"),
        pytest.param(
            Sport.ICE_HOCKEY, [started(5, is_shoot_out=True)], Phase.SHOOT_OUT, id="shoot-out"
        ),
        pytest.param(
            Sport.ICE_HOCKEY,
            [started(5, is_shoot_out=True), ended(5), over()],
            Phase.AFTER_SHOOT_OUT,
            id="after-the-shoot-out",
        ),
        pytest.param(Sport.VOLLEYBALL, [started(5), over()], Phase.FULL_TIME, id="tie-break"),
        pytest.param(Sport.FOOTBALL, [started(2), over()], Phase.FULL_TIME, id="football"),
        pytest.param(Sport.FOOTBALL, [started(4), over()], Phase.AFTER_EXTRA_TIME, id="extra"),
        pytest.param(Sport.FOOTBALL, [started(4), ended(4), over()], Phase.AFTER_EXTRA_TIME),
        pytest.param(Sport.FOOTBALL, [started(5), over()], Phase.AFTER_SHOOT_OUT, id="kicks"),
        pytest.param(Sport.FOOTBALL, [started(9)], Phase.SHOOT_OUT, id="a-ninth-period"),
        pytest.param(Sport.FOOTBALL, [ended(9)], Phase.AFTER_SHOOT_OUT, id="a-ninth-ended"),
        pytest.param(
            Sport.FOOTBALL, [started(3, is_shoot_out=True)], Phase.SHOOT_OUT, id="no-extra-time"
        ),
    ],
)
def test_where_a_match_stands(sport: Sport, facts: list[Fact], phase: Phase) -> None:
    assert folded(sport, *facts).phase is phase


def test_an_end_stops_the_clock_where_it_is() -> None:
    state = folded(Sport.BASKETBALL, started(1), reading(48 * S, at=10 * S), ended(1, at=30 * S))
    assert state.clock == Clock(anchor=30 * S, value=28 * S, rate=-1, running=False)


@pytest.mark.parametrize(
    ("period", "minutes"),
    [
        pytest.param(2, 93, id="of-the-half-played"),
        pytest.param(3, 105, id="of-one-nobody-told"),
        pytest.param(4, 120, id="extra-time-was-missed"),
        pytest.param(5, 93, id="a-shoot-out-has-no-clock"),
    ],
)
def test_the_end_of_a_missed_half_sets_the_clock_to_it(period: int, minutes: int) -> None:
    read = reading(93 * MINUTE, 0, period=2)
    state = folded(Sport.FOOTBALL, read, ended(period))
    assert state.clock == Clock(anchor=0, value=minutes * MINUTE, running=False)


def test_no_clock_falls_below_nothing() -> None:
    state = folded(Sport.BASKETBALL, started(1), reading(2 * S, at=10 * S))
    assert state.clock is not None
    assert state.clock.at(20 * S) == 0


def test_a_clock_may_run_otherwise_than_its_sport_has_it() -> None:
    """Some feeds count the time played in a sport whose clock runs down."""
    fact = ClockSet(
        event_time=0, received=0, clock=5 * MINUTE, counts=Direction.UP, period=2, running=True
    )
    state = folded(Sport.ICE_HOCKEY, fact)
    assert state.clock is not None
    assert state.clock.at(S) == 5 * MINUTE + S
    assert (state.phase, state.period) == (Phase.PLAYING, 2)


def test_a_reading_tells_of_a_period_nobody_told() -> None:
    """Polls miss phases."""
    state = folded(Sport.BASKETBALL, started(1), ended(1), reading(11 * MINUTE, at=S, period=2))
    assert (state.phase, state.period) == (Phase.PLAYING, 2)


def test_a_reading_in_the_shoot_out_is_no_new_period() -> None:
    shoot_out = started(5, is_shoot_out=True)
    state = folded(Sport.ICE_HOCKEY, shoot_out, reading(0, at=S, period=5))
    assert state.phase is Phase.SHOOT_OUT


def test_the_shot_clock_runs_down_beside_the_other_and_goes_with_its_period() -> None:
    shots = ShotClockSet(event_time=10 * S, received=0, clock=22 * S)
    state = folded(Sport.BASKETBALL, started(1), shots)
    assert state.shot_clock is not None
    assert state.shot_clock.at(16 * S) == 16 * S
    assert folded(Sport.BASKETBALL, started(1), shots, ended(1, 20 * S)).shot_clock is None
    assert folded(Sport.BASKETBALL, started(1), shots, started(2, 20 * S)).shot_clock is None


def test_of_a_new_innings_no_ball_is_bowled() -> None:
    over = Over(event_time=0, received=0, batting=Side.HOME, wickets=4, balls=120)
    state = folded(Sport.CRICKET, started(1), over, started(2, 20 * S))
    assert (state.situation, state.period) == (None, 2)


def test_an_inning_has_two_halves() -> None:
    top = PeriodStarted(event_time=0, received=0, period=9, half=InningHalf.TOP)
    bottom = PeriodStarted(event_time=1, received=0, period=9, half=InningHalf.BOTTOM)
    assert folded(Sport.BASEBALL, top).half is InningHalf.TOP
    state = folded(Sport.BASEBALL, top, bottom)
    assert (state.period, state.half) == (9, InningHalf.BOTTOM)
    assert RULES[Sport.BASEBALL].kind is PeriodKind.INNING
