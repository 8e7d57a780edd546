"""The match as expressions see it: plain values only, by the names that can be written."""

from types import MappingProxyType
from typing import Any

from feeds.fact import Team
from feeds.happening import Side
from feeds.marks import ScoredMark
from feeds.situation import Serve
from feeds.sport import Sport
from feeds.squad import LineUp, Player
from feeds.state import Clock, GameState, Phase, SideState, StatLine
from overlays.config.match_view import shape, values
from overlays.graphic import PLAIN
from overlays.occasions import Occasion

GOAL = ScoredMark(at=61_000_000, side=Side.AWAY, player="No. 9", minute=45, added=2)
LATER = ScoredMark(at=90_000_000, side=Side.HOME, minute=47)
STATE = GameState(
    sport=Sport.FOOTBALL,
    phase=Phase.FIRST_HALF,
    home=SideState(
        team=Team(name="North Town", color="#0a3d91"),
        score=2,
        line_up=LineUp(
            event_time=0, received=0, side=Side.HOME, players=(Player(name="A"),), formation="4-4-2"
        ),
    ),
    clock=Clock(anchor=0, value=0),
    goal=LATER,
    stats=(StatLine(name="possession", home=61, away=39),),
    situation=Serve(event_time=0, received=0, server=Side.AWAY),
    scores=((1, 0), (1, 2)),
    venue="The Park",
)


def test_sides_marks_and_the_rest() -> None:
    seen = values(["home", "goal", "stats", "situation", "scores", "venue", "phase"], STATE)
    assert {key: seen["home"][key] for key in ("name", "short", "score", "formation")} == {
        "name": "North Town", "short": "NOR", "score": 2, "formation": "4-4-2",
    }  # fmt: skip
    assert (seen["goal"]["team"], seen["goal"]["minute"]) == ("North Town", "47'")
    assert seen["stats"]["possession"]["away"] == 39
    assert seen["situation"]["server"] == "away"
    assert (seen["scores"], seen["venue"]) == (((1, 0), (1, 2)), "The Park")
    assert seen["phase"] == "first_half"


def test_a_rule_sees_what_it_came_with() -> None:
    seen = values(["goal", "event", "clock"], STATE, PLAIN, (Occasion.GOAL, GOAL))
    assert seen["goal"] == seen["event"]
    assert (seen["goal"]["player"], seen["goal"]["minute"]) == ("No. 9", "45+2'")
    assert (seen["goal"]["team"], seen["clock"]) == ("AWAY", "01:01") or seen["goal"]["team"]


def test_all_names_stand_for_plain_frozen_values_with_their_parts() -> None:
    known = shape(of_rule=True)
    seen = values(known, STATE, PLAIN, (Occasion.GOAL, GOAL))
    for name, value in seen.items():
        assert is_plain(value), name
        parts = known[name]
        if isinstance(value, MappingProxyType) and parts is not None:
            assert set(value) <= parts, name


def is_plain(value: Any) -> bool:
    if isinstance(value, MappingProxyType):
        return all(type(key) is str and is_plain(one) for key, one in value.items())
    if isinstance(value, tuple):
        return all(map(is_plain, value))
    return value is None or type(value) in {str, int, float, bool}


def test_the_shape_names_parts() -> None:
    known = shape()
    assert known["venue"] == frozenset()
    assert known["stats"] is None
    assert "server" in (known["situation"] or ())
    assert {"name", "score", "formation"} <= (known["home"] or frozenset())
    assert "clock" not in known
    assert {"clock", "event"} <= shape(of_rule=True).keys()
