"""The state as the control API tells it, for sports that count otherwise than football."""

from engine.channel.coded_state import coded_state
from feeds.fact import (
    Aggregate,
    Kick,
    Match,
    PeriodStarted,
    Points,
    ShootOutScore,
    ShotClockSet,
    Team,
)
from feeds.fold import fold
from feeds.happening import Side
from feeds.penalty import Penalty
from feeds.situation import Fouls
from feeds.sport import Sport
from feeds.state import GameState

S = 1_000_000


def test_a_basketball_match() -> None:
    state = GameState()
    for fact in (
        Match(
            event_time=0,
            received=0,
            sport=Sport.BASKETBALL,
            home=Team(name="North"),
            away=Team(name="South"),
            venue="The Dome",
        ),
        PeriodStarted(event_time=0, received=0, period=2),
        Points(event_time=0, received=0, side=Side.AWAY, points=3),
        ShotClockSet(event_time=0, received=0, clock=24 * S),
        Fouls(
            event_time=4,
            received=5,
            id="f",
            provider="p",
            is_estimated=True,
            home=4,
            away=5,
            possession=Side.HOME,
        ),
    ):
        state = fold(state, fact, shown_at=0)
    told = coded_state(state, 8 * S)
    assert (told["sport"], told["venue"], told["phase"]) == ("basketball", "The Dome", "playing")
    assert (told["period"], told["status"]) == (2, "as_planned")
    assert told["scores"] == [{"home": 0, "away": 0}, {"home": 0, "away": 3}]
    assert (told["clock_us"], told["shot_clock_us"]) == (712 * S, 16 * S)
    assert told["situation"] == {"type": "fouls", "home": 4, "away": 5, "possession": "home"}


def test_what_stands_beside_the_score() -> None:
    state = fold(GameState(), Aggregate(event_time=0, received=0, home=1, away=5), shown_at=0)
    state = fold(state, ShootOutScore(event_time=0, received=0, home=4, away=2), shown_at=0)
    told = coded_state(state, 0)
    assert told["aggregate"] == {"home": 1, "away": 5}
    assert [told["sides"][side]["shootout"] for side in ("home", "away")] == [4, 2]
    assert (told["situation"], told["shot_clock_us"], told["scores"]) == (None, None, [])


def test_kicks_and_penalties() -> None:
    state = GameState()
    for fact in (
        Match(
            event_time=0,
            received=0,
            sport=Sport.ICE_HOCKEY,
            home=Team(name="North"),
            away=Team(name="South"),
        ),
        PeriodStarted(event_time=0, received=0, period=1),
        Penalty(event_time=0, received=0, side=Side.HOME, minutes=2, player="A"),
        Kick(event_time=9, received=0, side=Side.AWAY, is_scored=False),
    ):
        state = fold(state, fact, shown_at=0)
    told = coded_state(state, 30 * S)
    assert told["penalties"] == [{"side": "home", "player": "A", "minutes": 2, "left_us": 90 * S}]
    assert told["kicks"] == [{"side": "away", "is_scored": False, "player": None}]
