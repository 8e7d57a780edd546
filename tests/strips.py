"""Matches as the boards of one row show them, with invented sides."""

from typing import Any

from feeds.fact import Team
from feeds.happening import Side
from feeds.situation import Down, Fouls, Strength
from feeds.sport import Sport
from feeds.state import Clock, GameState, Phase, SideState

SECOND = 1_000_000
AT = 1_800_000_000 * SECOND
HOME = SideState(team=Team(name="Harbour Gulls", short="HBG", color="#552583"), score=101)
AWAY = SideState(team=Team(name="Northmere Pilots", short="NOR", color="#1d9bd1"), score=98)


def down_to(seconds: float) -> Clock:
    """A clock that runs down and read that at `AT`."""
    return Clock(anchor=AT, value=round(seconds * SECOND), rate=-1)


def playing(sport: Sport, **known: Any) -> GameState:
    """A match of that sport in play, in its second period unless something else is known."""
    given: dict[str, Any] = {
        "home": HOME,
        "away": AWAY,
        "phase": Phase.PLAYING,
        "period": 2,
    } | known
    return GameState(sport=sport, **given)


def fouls(**known: Any) -> Fouls:
    """What a basketball table says."""
    return Fouls(event_time=AT, received=AT, **known)


def strength(home: int, away: int, **known: Any) -> Strength:
    """Skaters on the ice."""
    return Strength(event_time=AT, received=AT, home=home, away=away, **known)


def down(**known: Any) -> Down:
    """A down of American football."""
    return Down(event_time=AT, received=AT, **known)


BASKETBALL = playing(
    Sport.BASKETBALL,
    clock=down_to(674),
    shot_clock=down_to(20),
    situation=fouls(
        home=3,
        away=5,
        away_bonus=True,
        home_timeouts=4,
        away_timeouts=2,
        possession=Side.AWAY,
    ),
)
ICE_HOCKEY = playing(Sport.ICE_HOCKEY, clock=down_to(656), situation=strength(5, 4))
AMERICAN_FOOTBALL = playing(
    Sport.AMERICAN_FOOTBALL,
    clock=down_to(434),
    situation=down(
        possession=Side.AWAY, down=3, distance=7, spot="HBG 28", home_timeouts=3, away_timeouts=1
    ),
)
GENERIC = playing(Sport.GENERIC, clock=Clock(anchor=AT, value=1234 * SECOND))
ALL = (BASKETBALL, ICE_HOCKEY, AMERICAN_FOOTBALL, GENERIC)
