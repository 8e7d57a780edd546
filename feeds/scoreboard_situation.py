"""What a plain scoreboard says that only its sport has: fouls, the count, downs, who serves."""

from collections.abc import Callable
from typing import Any

from feeds import coercion
from feeds.coercion import Values, count, few, flag, text
from feeds.fact import InningHalf
from feeds.happening import Side
from feeds.situation import (
    BatterCount,
    Down,
    Fouls,
    GamePoints,
    Over,
    Serve,
    Situation,
    Strength,
)
from feeds.sport import RULES, Sport

_TIMEOUTS = ("home_timeouts", "away_timeouts")
# What may be said in each sport beside what may be said in any.
SITUATION_FIELDS: dict[Sport, tuple[str, ...]] = {
    Sport.BASKETBALL: (
        *("home_fouls", "away_fouls", "home_bonus", "away_bonus", "possession"),
        *_TIMEOUTS,
    ),
    Sport.ICE_HOCKEY: ("home_skaters", "away_skaters", "home_empty", "away_empty"),
    Sport.BASEBALL: (
        *("batting", "balls", "strikes", "outs", "first", "second", "third"),
        *("batter", "pitcher"),
    ),
    Sport.AMERICAN_FOOTBALL: (
        *("possession", "down", "distance", "spot", "red_zone"),
        *_TIMEOUTS,
    ),
    Sport.TENNIS: ("home_points", "away_points", "server", "tie_break"),
    **{
        sport: ("home_points", "away_points", "server")
        for sport, rules in RULES.items()
        if rules.is_of_rallies
    },
    Sport.CRICKET: (
        *("batting", "wickets", "balls", "overs", "max_overs", "target"),
        *("striker", "non_striker", "bowler"),
    ),
}
_SIDES = ("possession", "server", "batting")
_SKATERS = coercion.whole(3, 6)
_DOWNS, _YARDS = coercion.whole(1, 4), coercion.whole(0, 99)
_BALLS_AN_OVER = 6
_BALLS = coercion.whole(0, 9999)


def situation(
    sport: Sport,
    values: Values,
    read_side: Callable[[object], Side],
    half: InningHalf | None,
    by: dict[str, Any],
) -> Situation | None:
    """The situation as it is said; None where nothing, or too little, is said of it."""
    if not values.says(*SITUATION_FIELDS.get(sport, ())):
        return None
    sides = {name: values.get(name, read_side) for name in _SIDES}
    batting = sides["batting"] or (_at_bat(half) if sport is Sport.BASEBALL else None)
    if sport in {Sport.BASEBALL, Sport.CRICKET} and batting is None:
        values.note("batting", "nobody says who bats")
        return None
    if sport is Sport.BASEBALL and batting is not None:
        return _batter_count(values, batting, by)
    if sport is Sport.CRICKET and batting is not None:
        return _over(values, batting, by)
    return _of_ball(sport, values, sides, by)


def _of_ball(
    sport: Sport, values: Values, sides: dict[str, Side | None], by: dict[str, Any]
) -> Situation | None:
    match sport:
        case Sport.BASKETBALL:
            return _fouls(values, sides["possession"], by)
        case Sport.ICE_HOCKEY:
            return _strength(values, by)
        case Sport.AMERICAN_FOOTBALL:
            return _down(values, sides["possession"], by)
        case _:
            return _service(sport, values, sides["server"], by)


def _at_bat(half: InningHalf | None) -> Side | None:
    return None if half is None else Side.AWAY if half is InningHalf.TOP else Side.HOME


def _fouls(values: Values, possession: Side | None, by: dict[str, Any]) -> Fouls:
    return Fouls(
        home=values.get("home_fouls", count),
        away=values.get("away_fouls", count),
        home_bonus=values.get("home_bonus", flag) or False,
        away_bonus=values.get("away_bonus", flag) or False,
        home_timeouts=values.get("home_timeouts", few),
        away_timeouts=values.get("away_timeouts", few),
        possession=possession,
        **by,
    )


def _strength(values: Values, by: dict[str, Any]) -> Strength:
    home, away = (values.get(name, _SKATERS) for name in ("home_skaters", "away_skaters"))
    return Strength(
        home=5 if home is None else home,
        away=5 if away is None else away,
        is_home_empty=values.get("home_empty", flag) or False,
        is_away_empty=values.get("away_empty", flag) or False,
        **by,
    )


def _batter_count(values: Values, batting: Side, by: dict[str, Any]) -> BatterCount:
    balls, strikes, outs = (values.get(name, few) or 0 for name in ("balls", "strikes", "outs"))
    first, second, third = (
        values.get(name, flag) or False for name in ("first", "second", "third")
    )
    return BatterCount(
        batting=batting,
        balls=balls,
        strikes=strikes,
        outs=outs,
        bases=(first, second, third),
        batter=values.get("batter", text),
        pitcher=values.get("pitcher", text),
        **by,
    )


def _down(values: Values, possession: Side | None, by: dict[str, Any]) -> Down:
    return Down(
        possession=possession,
        down=values.get("down", _DOWNS),
        distance=values.get("distance", _YARDS),
        spot=values.get("spot", text),
        is_red_zone=values.get("red_zone", flag) or False,
        home_timeouts=values.get("home_timeouts", few),
        away_timeouts=values.get("away_timeouts", few),
        **by,
    )


def _over(values: Values, batting: Side, by: dict[str, Any]) -> Over:
    balls = values.get("balls", _BALLS)
    if balls is None:
        balls = values.get("overs", _balls_of)
    limit = values.get("max_overs", coercion.whole(1, 1666))
    return Over(
        batting=batting,
        wickets=values.get("wickets", coercion.whole(0, 10)) or 0,
        balls=balls or 0,
        limit=limit * _BALLS_AN_OVER if limit else None,
        target=values.get("target", coercion.whole(1, 9999)),
        striker=values.get("striker", text),
        non_striker=values.get("non_striker", text),
        bowler=values.get("bowler", text),
        **by,
    )


def _balls_of(overs: object) -> int:
    """The balls of overs as they are called: 12.3 is twelve overs and three balls."""
    written = text(overs)
    whole_overs, _, balls = written.partition(".")
    return coercion.whole(0, 1666)(whole_overs) * _BALLS_AN_OVER + (
        coercion.whole(0, 5)(balls) if balls else 0
    )


def _service(
    sport: Sport, values: Values, server: Side | None, by: dict[str, Any]
) -> GamePoints | Serve | None:
    if RULES[sport].is_of_rallies:
        return None if server is None else Serve(server=server, **by)
    home, away = (values.get(name, text) for name in ("home_points", "away_points"))
    if home is None or away is None:
        return None
    is_tie_break = values.get("tie_break", flag) or False
    return GamePoints(home=home, away=away, server=server, is_tie_break=is_tie_break, **by)
