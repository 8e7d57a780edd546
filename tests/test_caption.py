"""What a lower third says, of a goal and as typed."""

from dataclasses import replace

import pytest

from feeds.fact import GoalKind, Team
from feeds.happening import Side
from feeds.marks import ScoredMark
from feeds.state import GameState, SideState
from overlays.announcement import goal_says
from overlays.caption import Caption, caption
from overlays.color import AMBER, INK, Color
from overlays.graphic import PLAIN
from overlays.kits import kit_colors

RED, BLUE = Color(232, 67, 43), Color(63, 140, 255)
STATE = GameState(
    home=SideState(team=Team(name="Port Arden", color="#e8432b")),
    away=SideState(team=Team(name="Northmere", color="#3f8cff")),
)
GOAL = ScoredMark(at=0, side=Side.HOME, player="Quist", assist="Marlowe", minute=44)


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        pytest.param(
            GOAL, ("GOAL", "Port Arden", "", "Quist", "Assist", "Marlowe", "44'"), id="all-known"
        ),
        pytest.param(
            replace(GOAL, assist=None, minute=None),
            ("GOAL", "Port Arden", "", "Quist", "", "", ""),
            id="scorer-alone",
        ),
        pytest.param(
            replace(GOAL, player=None, assist=None),
            ("GOAL", "", "", "Port Arden", "", "", "44'"),
            id="scorer-not-known-yet",
        ),
        pytest.param(
            replace(GOAL, player="손흥민", assist="이강인"),
            ("GOAL", "", "", "Port Arden", "", "", "44'"),
            id="no-letter-of-a-name",
        ),
        pytest.param(
            replace(GOAL, player="Đorđe\nŁukasiński", kind=GoalKind.PENALTY, minute=0),
            ("GOAL", "Port Arden", "Penalty", "Đorđe Łukasiński", "Assist", "Marlowe", "0'"),
            id="penalty",
        ),
        pytest.param(
            replace(GOAL, side=Side.AWAY, kind=GoalKind.OWN_GOAL, assist="⚽"),
            ("GOAL", "Northmere", "Own goal", "Quist", "", "", "44'"),
            id="own-goal",
        ),
    ],
)
def test_what_is_said_of_a_goal(mark: ScoredMark, words: tuple[str, ...]) -> None:
    made = caption(STATE, goal_says(STATE, mark, PLAIN), PLAIN)
    said = made.tag, made.headline, made.remark, made.title, made.label, made.line, made.figure
    assert said == words
    assert made.color == (RED if mark.side is Side.HOME else BLUE)
    assert made.club == STATE.side(mark.side).team.name


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param(
            {"title": "Ada Quist", "line": "Referee"},
            Caption(title="Ada Quist", line="Referee"),
            id="name-and-line",
        ),
        pytest.param(
            {"title": "Ada Quist", "kicker": "Officials"},
            Caption(title="Ada Quist", tag="OFFICIALS"),
            id="kicker",
        ),
        pytest.param(
            {"title": "A", "side": "away"},
            Caption(title="A", club="Northmere", color=BLUE),
            id="of-a-side",
        ),
        pytest.param(
            {"title": "A", "side": "home", "kicker": "Coach"},
            Caption(title="A", tag="COACH", headline="Port Arden", club="Port Arden", color=RED),
            id="of-a-side-with-a-kicker",
        ),
    ],
)
def test_what_was_typed(fields: dict[str, str], expected: Caption) -> None:
    assert caption(STATE, fields, PLAIN) == expected
    assert Caption(title="").color == AMBER


def test_sides_of_one_colour_are_told_apart() -> None:
    away = replace(STATE.away, team=Team(name="Rot", color="#e8432b"))
    assert kit_colors(replace(STATE, away=away)) == {Side.HOME: RED, Side.AWAY: INK}
    odd = replace(STATE.home, team=Team(name="Odd", color="no color"))
    assert kit_colors(replace(STATE, home=odd))[Side.HOME] not in {RED, BLUE}
