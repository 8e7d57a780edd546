"""Situations: the part of a game's state that only its sport has, each told whole.

The latest one stands until the next.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from feeds.happening import Count, Flag, Happening, Numeral, Side, Text

type _Few = Annotated[int, Field(strict=True, ge=0, le=9)]
type _Skaters = Annotated[int, Field(strict=True, ge=3, le=6)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fouls(Happening):
    """Basketball: team fouls of this period, who shoots a bonus, time-outs left, the arrow."""

    type: Literal["fouls"] = "fouls"
    home: Count | None = None
    away: Count | None = None
    home_bonus: Flag = False
    away_bonus: Flag = False
    home_timeouts: _Few | None = None
    away_timeouts: _Few | None = None
    possession: Side | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength(Happening):
    """Ice hockey: skaters on the ice, and whose goal is empty."""

    type: Literal["strength"] = "strength"
    home: _Skaters
    away: _Skaters
    is_home_empty: Flag = False
    is_away_empty: Flag = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BatterCount(Happening):
    """Baseball: the count, the outs and the bases that are taken."""

    type: Literal["batter_count"] = "batter_count"
    batting: Side
    balls: _Few
    strikes: _Few
    outs: _Few
    bases: tuple[Flag, Flag, Flag] = (False, False, False)
    batter: Text | None = None
    pitcher: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Down(Happening):
    """American football: whose ball, which down, how far to go (yards; 0 to the goal), and where.

    `spot` is the yard line as the feed writes it, such as "KC 28".
    """

    type: Literal["down"] = "down"
    possession: Side | None = None
    down: Annotated[int, Field(strict=True, ge=1, le=4)] | None = None
    distance: Annotated[int, Field(strict=True, ge=0, le=99)] | None = None
    spot: Text | None = None
    is_red_zone: Flag = False
    home_timeouts: _Few | None = None
    away_timeouts: _Few | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GamePoints(Happening):
    """Tennis: the points of the game as they are called ("0" "15" "30" "40" "AD"), and who serves.

    In a tie-break they are numbers.
    """

    type: Literal["game_points"] = "game_points"
    home: Numeral
    away: Numeral
    server: Side | None = None
    is_tie_break: Flag = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Serve(Happening):
    """Volleyball, badminton, table tennis: who serves."""

    type: Literal["serve"] = "serve"
    server: Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Over(Happening):
    """Cricket: who bats, wickets that fell, legal balls bowled, and the runs to win by, if known.

    `balls` counts them in this innings; six are an over, unless `balls_an_over` says otherwise.
    `limit` is how many balls the innings has at most, where that is limited.
    """

    type: Literal["over"] = "over"
    batting: Side
    wickets: Annotated[int, Field(strict=True, ge=0, le=10)]
    balls: Annotated[int, Field(strict=True, ge=0, le=9999)]
    balls_an_over: Annotated[int, Field(strict=True, ge=1, le=12)] = 6
    limit: Annotated[int, Field(strict=True, ge=1, le=9999)] | None = None
    target: Annotated[int, Field(strict=True, ge=1, le=9999)] | None = None
    striker: Text | None = None
    non_striker: Text | None = None
    bowler: Text | None = None


type Situation = Fouls | Strength | BatterCount | Down | GamePoints | Serve | Over
