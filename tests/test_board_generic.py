"""The board of any other game: a clock that counts either way, or none."""

from dataclasses import replace

import pytest

from feeds.happening import Side
from feeds.marks import ScoredMark
from feeds.state import Clock, GameState, Phase
from overlays.boards.generic import BOARD
from overlays.scene import PictureSize
from overlays.strap import Strap
from tests.scene_reader import texts
from tests.shots import shot
from tests.strips import AT, GENERIC, SECOND, down_to

HD = PictureSize(width=1280, height=720)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        pytest.param(GENERIC, ["2ND", "20:34"], id="up"),
        pytest.param(replace(GENERIC, clock=down_to(95)), ["2ND", "1:35"], id="down"),
        pytest.param(replace(GENERIC, clock=None), ["2ND"], id="none"),
        pytest.param(replace(GENERIC, clock=None, period=None), ["LIVE"], id="nothing"),
        pytest.param(replace(GENERIC, phase=Phase.BREAK), ["END 2ND"], id="a-break"),
        pytest.param(replace(GENERIC, phase=Phase.FULL_TIME), ["FINAL"], id="over"),
        pytest.param(
            replace(GENERIC, clock=Clock(anchor=AT, value=6_000 * SECOND)),
            ["2ND", "100:00"],
            id="beyond-99-minutes",
        ),
    ],
)
def test_what_it_says(state: GameState, expected: list[str]) -> None:
    assert texts(BOARD.scene(shot(state, AT), HD))[4:] == [*expected, "101", "98"]


def test_a_goal_comes_with_a_strap() -> None:
    state = replace(GENERIC, goal=ScoredMark(at=AT, side=Side.HOME, player="Ada Quist"))
    shown = BOARD.scene(shot(state, AT + SECOND), HD)
    assert [
        one.drawing.headline.text for one in shown.layers if isinstance(one.drawing, Strap)
    ] == ["Ada Quist"]
