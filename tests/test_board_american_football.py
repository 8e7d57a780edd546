"""The American football board: down and distance, the ball, time-outs, the red zone."""

from dataclasses import replace

import pytest

from feeds.happening import Side
from feeds.situation import Down
from feeds.state import GameState, Phase
from overlays.boards.american_football import BOARD, down_text
from overlays.boards.cells import BallCell, TallyCell, WordCell
from overlays.scene import PictureSize, Scene
from overlays.theme import HOUSE
from tests.scene_reader import texts
from tests.shots import shot
from tests.strips import AMERICAN_FOOTBALL, AT, down

HD = PictureSize(width=1280, height=720)


def scene(state: GameState) -> Scene:
    return BOARD.scene(shot(state, AT), HD)


def told(known: Down) -> GameState:
    return replace(AMERICAN_FOOTBALL, situation=known)


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        pytest.param(down(down=1, distance=10), "1ST & 10", id="first"),
        pytest.param(down(down=4, distance=0), "4TH & GOAL", id="goal-to-go"),
        pytest.param(down(down=2), "2ND", id="nobody-says-how-far"),
        pytest.param(down(distance=7), "", id="no-down"),
    ],
)
def test_downs(known: Down, expected: str) -> None:
    assert down_text(known) == expected
    assert not expected or expected in texts(scene(told(known)))


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        pytest.param(down(down=3, distance=7, spot="hbg 28"), ["3RD & 7", "HBG 28"], id="both"),
        pytest.param(down(spot="50"), ["50"], id="the-spot-alone"),
        pytest.param(down(spot="\n"), [], id="a-spot-that-says-nothing"),
        pytest.param(down(possession=Side.HOME), [], id="neither"),
    ],
)
def test_the_tail_says_down_and_spot(known: Down, expected: list[str]) -> None:
    assert texts(scene(told(known)))[8:] == expected
    rest = scene(replace(told(known), phase=Phase.BREAK))
    assert texts(rest)[4:] == ["HT", "2ND", "101", "98"]


def test_the_tail_moves_nothing() -> None:
    with_it, without = scene(AMERICAN_FOOTBALL).layers, scene(told(down())).layers
    places = {(one.left, one.top) for one in without}
    assert places < {(one.left, one.top) for one in with_it}


def test_near_the_end_zone_the_down_is_lit() -> None:
    grounds = []
    for is_hot in (False, True):
        shown = scene(told(down(down=1, distance=4, is_red_zone=is_hot)))
        (cell,) = [
            one.drawing
            for one in shown.layers
            if isinstance(one.drawing, WordCell) and one.drawing.text == "1ST & 4"
        ]
        grounds.append(cell.ink.ground)
    assert grounds == [HOUSE.accent, HOUSE.alert]


def test_the_ball_lies_below_its_side_s_score() -> None:
    lefts = {}
    for side in Side:
        shown = scene(told(down(possession=side, home_timeouts=3, away_timeouts=1)))
        (ball,) = [one for one in shown.layers if isinstance(one.drawing, BallCell)]
        lefts[side] = ball.left
        tallies = [one.drawing for one in shown.layers if isinstance(one.drawing, TallyCell)]
        assert [one.pips for one in tallies] == [3, 1]
    assert lefts[Side.HOME] < lefts[Side.AWAY]
