"""The ice hockey board: strength, empty nets, goals with a strap; a real game whole."""

from dataclasses import replace

import pytest

from feeds.happening import Side
from feeds.marks import ScoredMark
from feeds.situation import Strength
from feeds.sport import Sport
from feeds.state import GameState, Phase
from overlays.boards.flash import FLASH
from overlays.boards.ice_hockey import BOARD
from overlays.scene import PictureSize, Scene
from overlays.score_bug_cells import ShootOut
from overlays.strap import Strap
from tests.match_boards import shown_through
from tests.scene_reader import texts
from tests.shots import shot
from tests.strips import AT, ICE_HOCKEY, SECOND, strength

HD = PictureSize(width=1280, height=720)


def scene(state: GameState, event_time: int = AT) -> Scene:
    return BOARD.scene(shot(state, event_time), HD)


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        pytest.param(None, [], id="unknown"),
        pytest.param(strength(5, 5), [], id="even"),
        pytest.param(strength(5, 4), ["PP 5-4"], id="a-power-play"),
        pytest.param(strength(3, 5), ["PP 5-3"], id="two-more"),
        pytest.param(strength(4, 4), ["4 ON 4"], id="fewer-on-both-sides"),
        pytest.param(strength(6, 5, is_home_empty=True), ["EMPTY NET"], id="an-empty-net"),
        pytest.param(
            strength(6, 4, is_home_empty=True), ["PP 5-4", "EMPTY NET"], id="both-at-once"
        ),
    ],
)
def test_the_strength_on_the_ice(known: Strength | None, expected: list[str]) -> None:
    assert texts(scene(replace(ICE_HOCKEY, situation=known)))[8:] == expected
    rest = replace(ICE_HOCKEY, situation=known, phase=Phase.BREAK)
    assert texts(scene(rest))[4:] == ["END 2ND", "101", "98"]


def test_a_goal_lights_the_score_and_brings_a_strap() -> None:
    goal = ScoredMark(at=AT, side=Side.AWAY, player="Ada Quist", minute=32)
    state = replace(ICE_HOCKEY, goal=goal)
    shown = scene(state, AT + SECOND)
    (strap,) = [one.drawing for one in shown.layers if isinstance(one.drawing, Strap)]
    assert (strap.tag.text, strap.headline.text, strap.remark.text) == ("GOAL", "Ada Quist", "32'")
    assert texts(shown).count("98") == 2
    after = scene(state, AT + FLASH)
    assert after == scene(replace(state, goal=None), AT + FLASH)


def test_shots_of_a_shoot_out_stand_below_the_scores() -> None:
    state = replace(
        ICE_HOCKEY, phase=Phase.SHOOT_OUT, home=replace(ICE_HOCKEY.home, shootout=2), clock=None
    )
    (cells,) = [one.drawing for one in scene(state).layers if isinstance(one.drawing, ShootOut)]
    assert cells.scores == (2, 0)
    assert "SHOOT-OUT" in texts(scene(state))


def test_a_real_game_from_its_first_fact_to_its_last() -> None:
    last = shown_through("nhl", "*play-by-play*", sport=Sport.ICE_HOCKEY, at_least=10)
    assert any("FINAL" in text for text in last)


def test_a_real_game_s_landing_page() -> None:
    last = shown_through("nhl", "*landing-2023020207*", sport=Sport.ICE_HOCKEY, at_least=8)
    assert any("FINAL" in text for text in last)
