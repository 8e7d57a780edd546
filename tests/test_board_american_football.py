"""The American football board: down and distance, the ball, time-outs, the red zone."""

from dataclasses import replace
from typing import Any

import pytest

from feeds.check import Check
from feeds.codec import decode_fact
from feeds.happening import Side
from feeds.parsers import parser
from feeds.situation import Down
from feeds.state import GameState, Phase
from feeds.timeline import Timeline
from overlays.boards.american_football import BOARD, down_text
from overlays.boards.cells import BallCell, TallyCell, WordCell
from overlays.scene import PictureSize, Scene
from overlays.theme import HOUSE
from tests.checks import real
from tests.scene_reader import faults, texts
from tests.shots import shot
from tests.strips import AMERICAN_FOOTBALL, AT, SECOND, down

HD = PictureSize(width=1280, height=720)


def scene(state: GameState, event_time: int = AT) -> Scene:
    return BOARD.scene(shot(state, event_time), HD)


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


def test_recorded_states_of_a_whole_round() -> None:
    (payload,) = real("espn", "teamtracker_nfl.json")
    whole = Check(parser("espn"))
    whole.take("scoreboard", payload)
    matches = whole.outcome().matches
    assert len(matches) > 10
    with_down = 0
    for match in matches:
        check = Check(parser("espn", match.id))
        check.take("scoreboard", payload)
        state = check.outcome().state
        shown = scene(state)
        assert faults(shown) == []
        with_down += any("&" in text for text in texts(shown))
    assert with_down > 5


def script() -> list[dict[str, Any]]:
    """A match of four quarters and an overtime, a fact a second."""
    sides = {
        "home": {"name": "Harbour Gulls", "short": "HBG"},
        "away": {"name": "Northmere Pilots"},
    }
    told: list[dict[str, Any]] = [{"type": "match", "sport": "american_football", **sides}]
    for period in range(1, 6):
        has_ball = "home" if period % 2 else "away"
        told += [
            {"type": "period_started", "period": period},
            {"type": "down", "possession": has_ball, "home_timeouts": 3, "away_timeouts": 3},
            {"type": "down", "possession": has_ball, "down": 1, "distance": 10, "spot": "HBG 25"},
            {"type": "down", "possession": has_ball, "down": 4, "distance": 0, "spot": "NOR 3"}
            | {"is_red_zone": True, "home_timeouts": 0, "away_timeouts": 1},
            {"type": "points", "side": has_ball, "points": 6, "way": "touchdown"},
            {"type": "points", "side": has_ball, "points": 1},
            {"type": "clock_set", "period": period, "clock": "00:00", "running": False},
            {"type": "period_ended", "period": period},
        ]
    return [*told, {"type": "match_ended"}]


def test_a_scripted_match_from_its_first_fact_to_its_last() -> None:
    timeline, said = Timeline(), []
    for second, coded in enumerate(script()):
        at = AT + second * SECOND
        timeline.add(decode_fact({"t": second, **coded}, origin=AT), visible_from=at)
        shown = scene(timeline.as_of(at), at)
        assert faults(shown) == []
        said.append(texts(shown)[4:])
    assert said[0] == ["PRE", "15:00", "0", "0"]
    assert said[4] == ["14:57", "1ST", "0", "0", "4TH & GOAL", "NOR 3"]
    # The score that lights up is drawn twice.
    assert said[5] == ["14:56", "1ST", "6", "0", "6", "4TH & GOAL", "NOR 3"]
    assert said[16][:2] == ["HT", "2ND"]
    assert said[-1] == ["FINAL", "OT", "21", "14"]
