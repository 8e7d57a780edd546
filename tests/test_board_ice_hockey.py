"""The ice hockey board: strength, empty nets, goals with a strap; a real game whole."""

from dataclasses import replace

import pytest

from feeds.happening import Side
from feeds.marks import PenaltyMark, ScoredMark
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
        pytest.param(strength(3, 5), ["5-3"], id="two-more"),
        pytest.param(strength(4, 4), ["4-4"], id="fewer-on-both-sides"),
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


def sits(side: Side, minutes: int, seconds_left: int) -> PenaltyMark:
    """A penalty that has so much left at `AT`, at 10:56 of the second period."""
    length = minutes * 60 * SECOND
    began = (1200 + 544 + seconds_left) * SECOND - length
    return PenaltyMark(at=AT, side=side, minutes=minutes, length=length, began=began)


@pytest.mark.parametrize(
    ("known", "penalties", "expected"),
    [
        pytest.param(strength(5, 4), [sits(Side.AWAY, 2, 84)], ["PP", "1:24"], id="told-and-timed"),
        pytest.param(None, [sits(Side.HOME, 2, 9)], ["PP", "0:09"], id="from-the-penalty-alone"),
        pytest.param(
            strength(3, 5),
            [sits(Side.HOME, 2, 84), sits(Side.HOME, 5, 240)],
            ["5-3", "1:24"],
            id="the-first-that-ends",
        ),
        pytest.param(
            None,
            [sits(Side.HOME, 2, 84), sits(Side.AWAY, 2, 30)],
            ["4-4", "0:30"],
            id="one-of-each-side",
        ),
        pytest.param(None, [sits(Side.HOME, 10, 500)], [], id="a-misconduct"),
        pytest.param(strength(5, 5), [sits(Side.AWAY, 2, 84)], [], id="told-to-be-even"),
        pytest.param(None, [sits(Side.HOME, 2, -1)], [], id="over"),
    ],
)
def test_penalties_run_by_the_game_s_clock(
    known: Strength | None, penalties: list[PenaltyMark], expected: list[str]
) -> None:
    # The clock reads 10:56 of the second period's 20 minutes.
    state = replace(ICE_HOCKEY, situation=known, penalties=tuple(penalties))
    assert texts(scene(state))[8:] == expected


def test_a_penalty_ticks_with_the_clock_and_stands_with_it() -> None:
    state = replace(ICE_HOCKEY, situation=None, penalties=(sits(Side.AWAY, 2, 84),))
    assert texts(scene(state, AT + 4 * SECOND))[5:] == ["10:52", "101", "98", "PP", "1:20"]
    assert BOARD.moment(shot(state, AT)) != BOARD.moment(shot(state, AT + SECOND))
    assert state.clock is not None
    stopped = replace(state, clock=replace(state.clock, running=False))
    assert texts(scene(stopped, AT + 4 * SECOND))[5:] == ["10:56", "101", "98", "PP", "1:24"]


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
