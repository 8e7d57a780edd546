"""Doubts: a graphic that is taken and shows nothing for now is told, and none that is seen."""

from fractions import Fraction

import pytest

from engine.channel.doubts import doubts
from feeds.fact import Team
from feeds.sport import Sport
from feeds.state import GameState, SideState
from overlays.catalogue import GRAPHICS
from overlays.config.reading import read

AT = 1_770_000_000_000_000
NOBODY = GameState()
KNOWN = GameState(sport=Sport.FOOTBALL, home=SideState(team=Team(name="North")))


def told(graphic: str, state: GameState, config: str = "", **fields: str) -> list[str]:
    stage = read(config, "o.yaml").stage(Fraction(25))
    return doubts(stage, state, AT, (graphic, fields))


@pytest.mark.parametrize(
    "graphic", ["statistics", "line_ups", "table", "results", "shoot_out", "ticker", "sponsor"]
)
def test_what_nothing_is_known_of_is_told(graphic: str) -> None:
    (doubt,) = told(graphic, KNOWN)
    assert doubt.startswith(next(one.manifest.name for one in GRAPHICS if one.id == graphic))


def test_what_is_seen_is_not_doubted() -> None:
    assert told("lower_third", NOBODY, title="Ada Quist") == []
    assert told("ticker", NOBODY, items="GOAL: Ada") == []
    assert told("wipe", KNOWN) == []
    assert told("timer", NOBODY, minutes="5") == []


def test_what_the_overlay_config_has_off_is_told() -> None:
    config = "graphics: {lower_third: {on: false}}\n"
    (doubt,) = told("lower_third", KNOWN, config, title="Ada Quist")
    assert "overlay config has it off" in doubt
