"""Scorers, players sent off, and what else a score came to, in words."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from feeds.fact import CardColor
from feeds.happening import Side
from feeds.sport import Sport
from feeds.state import GameState, Phase
from overlays.area import even
from overlays.canvas import Canvas
from overlays.color import WHITE
from overlays.fonts import Font, width_of
from overlays.graphic import PLAIN
from overlays.scorers import both, score_remark, scorers, sent_off
from tests.panels import MATCH, goal, red

HOME, AWAY = Side


def state(**changes: Any) -> GameState:
    return replace(MATCH, **changes)


def test_a_player_s_goals_stand_in_one_line() -> None:
    assert scorers(MATCH, HOME, PLAIN) == ("Quist 12', 44'",)
    assert scorers(MATCH, AWAY, PLAIN) == ("Szabo 31' PEN",)
    assert scorers(MATCH, AWAY, replace(PLAIN, language="de")) == ("Szabo 31' ELF",)


def test_goals_of_whom_little_is_known_say_that() -> None:
    goals = (goal(HOME, None, 5), goal(HOME, "⚽", 9), goal(HOME, "Quist", None))
    told = state(goals=(*goals, goal(HOME, None, None), goal(HOME, "Rusk", 70, "own_goal")))
    assert scorers(told, HOME, PLAIN) == ("5', 9'", "Quist", "Rusk 70' OG")


def test_those_sent_off_are_those_with_a_red_card() -> None:
    yellow = replace(red(AWAY, "Nyberg", 3), color=CardColor.YELLOW)
    second = replace(red(AWAY, "Adeyo", 80), color=CardColor.SECOND_YELLOW)
    told = state(cards=(yellow, red(AWAY, "Lomax", 40), second, red(AWAY, None, None)))
    assert sent_off(told, AWAY, "") == ("Lomax 40'", "Adeyo 80'")
    assert sent_off(told, HOME, "") == ()


def test_lines_of_both_sides_stand_beside_each_other() -> None:
    assert both(("a", "b"), ("c",)) == (("a", "c"), ("b", ""))


PENALTIES = {
    "home": replace(MATCH.home, shootout=4),
    "away": replace(MATCH.away, shootout=3),
}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"scores": ((1, 0),)}, "", id="the-first-half-s-own"),
        pytest.param({"scores": ((1, 0), (1, 1))}, "HALF TIME 1-0", id="at-half-time"),
        pytest.param({"aggregate": (1, 3)}, "AGGREGATE 3-4", id="with-the-first-leg"),
        pytest.param(PENALTIES, "PENALTIES 4-3", id="on-penalties"),
        pytest.param(
            {"sport": Sport.VOLLEYBALL, "scores": ((25, 20), (18, 25))},
            "25-20 \N{MIDDLE DOT} 18-25",
            id="sets",
        ),
        pytest.param({"phase": Phase.PRE_MATCH, "aggregate": (1, 3)}, "", id="before-the-match"),
    ],
)
def test_what_else_a_score_came_to(changes: dict[str, Any], expected: str) -> None:
    assert score_remark(state(**changes), "en").replace("\N{EN DASH}", "-") == expected


def test_home_s_score_stands_at_the_right_in_arabic() -> None:
    font = Font(600, 40)
    text = score_remark(state(aggregate=(96, 7)), "ar")
    assert text.endswith("8:98")
    drawn = [columns_of(one, font) for one in (text, "8:98")]
    assert (drawn[0][:, : drawn[1].shape[1]] == drawn[1]).mean() > 0.98


def test_sets_are_read_from_the_right_in_arabic() -> None:
    played = state(sport=Sport.VOLLEYBALL, scores=((25, 20), (18, 25)))
    assert score_remark(played, "ar") == "25:18 \N{MIDDLE DOT} 20:25"


def columns_of(text: str, font: Font) -> NDArray[np.uint8]:
    """How dark it is where a line is drawn."""
    canvas = Canvas(even(width_of(text, font)), 50)
    canvas.text(text, (0, 40), font, WHITE)
    return canvas.finished()[..., 3]
