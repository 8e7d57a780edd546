"""Every graphic there is, with all it may say: as taken with every field, in every sport."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from feeds.event_time import MICROSECONDS
from feeds.fact import CardColor, InningHalf
from feeds.happening import Side
from feeds.marks import (
    AddedMark,
    AnnulledMark,
    CardMark,
    KickMark,
    PenaltyMark,
    PointsMark,
    SubstitutionMark,
    WicketMark,
)
from feeds.situation import BatterCount, Down, Fouls, GamePoints, Over, Situation, Strength
from feeds.sport import RULES, Sport
from feeds.state import Clock, GameState, Phase
from overlays.catalogue import GRAPHICS
from overlays.graphic import Graphic, Shot, Style
from overlays.manifest import Field
from tests.panels import AT, RESTED, called

LONG = 3_600 * MICROSECONDS
_NUMBERS = {"number", "seconds"}


def fields(graphic: Graphic, text: str = "Ada Quist", choice: int = 0) -> dict[str, str]:
    """Every field of a graphic: texts say that, of choices the one at that place is taken."""
    return {one.name: _value(one, text, choice) for one in graphic.manifest.fields}


def _value(field: Field, text: str, choice: int) -> str:
    if field.kind in _NUMBERS:
        return str(field.most)
    if field.kind == "choice":
        return field.choices[choice % len(field.choices)]
    fixed = {"lines": f"{text}: {text}\n{text}", "flag": "true", "color": "#e8432b", "image": ""}
    return fixed.get(field.kind, text[: field.max_length])


def state(sport: Sport, name: str = "Quist", *, count: int = 16, at: int = AT) -> GameState:
    """A match in which all that has a name has this one, of which all is known and news."""
    down = RULES[sport].clock is not None and sport is not Sport.FOOTBALL
    return replace(
        called(name, count),
        sport=sport,
        phase=Phase.PLAYING,
        period=2,
        half=InningHalf.TOP,
        clock=Clock(anchor=at, value=754 * MICROSECONDS, rate=-1 if down else 1),
        shot_clock=Clock(anchor=at, value=14 * MICROSECONDS, rate=-1),
        added_minutes=4,
        situation=_situation(sport, name),
        scores=((25, 23), (18, 20)),
        **_news(name, at),
    )


def _situation(sport: Sport, name: str) -> Situation | None:
    told: dict[str, Any] = {"event_time": 0, "received": 0}
    counts: dict[str, Any] = {"home_timeouts": 3, "away_timeouts": 1, **told}
    made: dict[Sport, Situation] = {
        Sport.BASKETBALL: Fouls(home=4, away=5, away_bonus=True, possession=Side.AWAY, **counts),
        Sport.ICE_HOCKEY: Strength(home=5, away=4, is_away_empty=True, **told),
        Sport.AMERICAN_FOOTBALL: Down(
            possession=Side.AWAY, down=3, distance=0, spot=name, **counts
        ),
        Sport.BASEBALL: BatterCount(
            batting=Side.AWAY,
            balls=2,
            strikes=1,
            outs=1,
            bases=(True, False, True),
            batter=name,
            pitcher=name,
            **told,
        ),
        Sport.CRICKET: Over(
            batting=Side.HOME,
            wickets=3,
            balls=62,
            limit=120,
            target=180,
            striker=name,
            non_striker=name,
            bowler=name,
            **told,
        ),
        Sport.TENNIS: GamePoints(home="AD", away="40", server=Side.AWAY, **told),
    }
    return made.get(sport)


def _news(name: str, at: int) -> dict[str, Any]:
    """What has just happened."""
    card = CardMark(at=at, side=Side.HOME, minute=45, added=2, player=name, color=CardColor.RED)
    return {
        "annulled": AnnulledMark(at=at, side=Side.AWAY, reason=name),
        "cards": (replace(card, color=CardColor.SECOND_YELLOW), card),
        "substitutions": tuple(
            SubstitutionMark(at=at, side=Side.AWAY, player_in=name, player_out=name)
            for _ in range(3)
        ),
        "kicks": tuple(
            KickMark(at=at, side=side, is_scored=bool(number % 3), player=name, number=number)
            for number in range(1, 6)
            for side in Side
        ),
        "penalties": (
            PenaltyMark(at=at, side=Side.AWAY, minutes=2, length=120 * MICROSECONDS, player=name),
        ),
        "points": PointsMark(at=at, side=Side.HOME, points=2, player=name),
        "wicket": WicketMark(at=at, side=Side.HOME, number=3),
        "added_mark": AddedMark(at=at, minutes=4),
    }


def shots(
    style: Style, text: str = "Ada Quist", *, name: str = "Quist", since: int = RESTED
) -> Iterator[tuple[str, Graphic, Shot]]:
    """Each graphic as it stands, in the sports in which it differs, with its name."""
    for graphic in GRAPHICS:
        sports = tuple(Sport) if graphic.id == "score_bug" else (Sport.FOOTBALL,)
        for sport in sports:
            made = Shot(
                state=state(sport, name),
                at=AT + since,
                since=since,
                fields=fields(graphic, text),
                style=style,
            )
            yield f"{graphic.id}-{sport.value}", graphic, made
