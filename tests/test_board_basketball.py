"""The basketball board: both clocks, fouls, bonus, time-outs and the arrow; a real game whole."""

from dataclasses import replace

import pytest

from feeds.situation import Fouls
from feeds.sport import Sport
from feeds.state import GameState, Phase
from overlays.boards.basketball import BOARD
from overlays.boards.cells import ArrowCell, TallyCell
from overlays.scene import PictureSize, Scene
from overlays.score_bug_cells import Plate
from tests.match_boards import shown_through
from tests.scene_reader import texts
from tests.shots import shot
from tests.strips import AT, BASKETBALL, SECOND, down_to, fouls

HD = PictureSize(width=1280, height=720)


def scene(state: GameState, event_time: int = AT) -> Scene:
    return BOARD.scene(shot(state, event_time), HD)


def drawings[Kind](shown: Scene, kind: type[Kind]) -> list[Kind]:
    return [one.drawing for one in shown.layers if isinstance(one.drawing, kind)]


def test_all_that_is_known_is_said() -> None:
    said = texts(scene(BASKETBALL))
    assert said[4:] == ["11:14", "2ND", "101", "98", "20", "FOULS 3", "BONUS"]
    assert [one.pips for one in drawings(scene(BASKETBALL), TallyCell)] == [4, 2]
    assert [one.to for one in drawings(scene(BASKETBALL), ArrowCell)] == ["right"]


@pytest.mark.parametrize(
    ("known", "has_foot"),
    [
        pytest.param(None, False, id="nothing"),
        pytest.param(fouls(), False, id="told-but-empty"),
        pytest.param(fouls(home=0), True, id="fouls-of-one-side"),
        pytest.param(fouls(away_bonus=True), True, id="a-bonus-alone"),
    ],
)
def test_the_foot_is_there_once_something_is_known(known: Fouls | None, *, has_foot: bool) -> None:
    shown = scene(replace(BASKETBALL, situation=known))
    assert bool(drawings(shown, TallyCell)) == has_foot
    assert (drawings(shown, Plate)[0].foot > 0) == has_foot
    assert "2ND" in texts(shown)


def test_the_shot_clock_comes_and_goes_and_moves_nothing() -> None:
    without = scene(replace(BASKETBALL, shot_clock=None)).layers
    with_it = scene(BASKETBALL).layers
    assert "20" not in texts(Scene(layers=without))
    places = [{(one.left, one.top) for one in layers} for layers in (without, with_it)]
    assert len(places[1] - places[0]) == 1
    assert places[0] < places[1]
    over = replace(BASKETBALL, phase=Phase.BREAK)
    assert "20" not in texts(scene(over))


def test_the_shot_clock_runs_down_to_nothing() -> None:
    state = replace(BASKETBALL, shot_clock=down_to(2))
    said = [texts(scene(state, AT + step * 500_000))[8] for step in range(6)]
    assert said == ["2", "1", "1", "0", "0", "0"]


def test_the_last_minute_has_tenths() -> None:
    state = replace(BASKETBALL, clock=down_to(60))
    said = [texts(scene(state, AT + step * 100_000))[4] for step in range(4)]
    assert said == ["1:00", "59.9", "59.8", "59.7"]


def test_a_real_game_from_its_first_fact_to_its_last() -> None:
    last = shown_through("nba", "*boxscore*", "*playbyplay*", sport=Sport.BASKETBALL, at_least=400)
    assert last[2:] == ["FINAL", "4TH", "125", "99"]


def test_a_tick_of_the_shot_clock_is_a_moment_of_its_own() -> None:
    state = replace(BASKETBALL, clock=replace(down_to(300), running=False))
    moments = [BOARD.moment(shot(state, AT + step * SECOND // 2)) for step in range(5)]
    assert len(set(moments)) == 3
