"""What stands on air: score bug and lower third, taken and cleared, equal when they look so."""

from dataclasses import replace
from itertools import pairwise

import pytest

from feeds.fact import Team
from feeds.happening import Side
from feeds.marks import ScoredMark
from feeds.sport import Sport
from feeds.state import Clock, GameState, Phase, SideState
from overlays import score_bug
from overlays.lower_third_cells import ThirdPlate
from overlays.on_air import NOTHING_ON_AIR, WIPE, on_air, scene
from overlays.renderer import Renderer
from overlays.scene import PictureSize
from overlays.takes import NOTHING, Takes

SECOND = 1_000_000
FRAME = 40_000
AT = 1_800_000_000 * SECOND
HD = PictureSize(width=1280, height=720)
PLAYING = GameState(
    sport=Sport.FOOTBALL,
    home=SideState(team=Team(name="Port Arden", color="#e8432b")),
    away=SideState(team=Team(name="Northmere", color="#3f8cff")),
    phase=Phase.FIRST_HALF,
    clock=Clock(anchor=AT, value=0),
)
GOAL = ScoredMark(at=AT + 10 * SECOND, side=Side.HOME, player="Quist")
SCORED = replace(PLAYING, goal=GOAL)


def bug_moves(*moves: tuple[int, bool]) -> Takes:
    """The score bug taken (True) or cleared, at µs after AT."""
    takes = Takes()
    for at, is_taken in moves:
        if is_taken:
            takes.take("score_bug", AT + at, {})
        else:
            takes.clear("score_bug", AT + at)
    return takes


def third_taken() -> Takes:
    takes = Takes()
    takes.take("lower_third", AT, {"title": "Ada Quist"})
    return takes


@pytest.mark.parametrize(
    ("state", "takes", "names"),
    [
        pytest.param(GameState(), Takes(), set(), id="nothing-known"),
        pytest.param(PLAYING, Takes(), {"score_bug"}, id="a-match"),
        pytest.param(GameState(), third_taken(), {"lower_third"}, id="a-name-before-any-match"),
        pytest.param(PLAYING, third_taken(), {"score_bug", "lower_third"}, id="both"),
        pytest.param(PLAYING, bug_moves((0, False)), set(), id="cleared"),
        pytest.param(PLAYING, bug_moves((0, False), (1, True)), {"score_bug"}, id="taken-again"),
    ],
)
def test_which_graphics_stand(state: GameState, takes: Takes, names: set[str]) -> None:
    shown = on_air(state, takes.as_of(AT + SECOND), AT + SECOND)
    assert shown.names == names
    assert bool(Renderer().boxes(scene(shown, HD))) == bool(names)
    assert (shown == NOTHING_ON_AIR) == (not names)


def test_the_bug_alone_is_the_bug() -> None:
    shown = scene(on_air(PLAYING, NOTHING, AT), HD)
    assert shown == score_bug.scene(PLAYING, AT, HD)


def test_the_lower_third_stands_with_the_bug() -> None:
    shown = scene(on_air(SCORED, NOTHING, AT + 12 * SECOND), HD)
    bug = score_bug.scene(SCORED, AT + 12 * SECOND, HD).layers
    assert shown.layers[: len(bug)] == bug
    assert any(isinstance(one.drawing, ThirdPlate) for one in shown.layers)


def right_edge(takes: Takes, age: int) -> int:
    """How far right the bug shows, 0 where it does not."""
    layers = scene(on_air(PLAYING, takes.as_of(AT + age), AT + age), HD).layers
    crops = [(one.left, one.crop, one.drawing.width) for one in layers]
    rights = [left + (crop.left + crop.width if crop else width) for left, crop, width in crops]
    return max(rights, default=0)


def test_the_bug_is_wiped_off_and_on_without_a_redraw() -> None:
    hand = bug_moves((SECOND, False), (3 * SECOND, True))
    stopped = replace(PLAYING, clock=Clock(anchor=AT, value=0, running=False))
    renderer, full = Renderer(), right_edge(Takes(), 0)
    for age in range(0, 5 * SECOND, FRAME):
        renderer.boxes(scene(on_air(stopped, hand.as_of(AT + age), AT + age), HD))
    assert renderer.drawn == len(score_bug.scene(stopped, AT, HD).layers) - 1  # both scores are 0
    leaving = [right_edge(hand, SECOND + age) for age in range(0, WIPE + FRAME, FRAME)]
    coming = [right_edge(hand, 3 * SECOND + age) for age in range(0, WIPE + FRAME, FRAME)]
    assert leaving == sorted(leaving, reverse=True)
    assert coming == sorted(coming)
    assert (leaving[0], leaving[-1], coming[0], coming[-1]) == (full, 0, 0, full)


def test_a_bug_taken_while_it_leaves_turns_back_from_where_it_is() -> None:
    hand = bug_moves((0, False), (WIPE // 2, True))
    edges = [right_edge(hand, age) for age in range(0, 2 * WIPE, FRAME // 4)]
    lowest = edges.index(min(edges))
    assert 0 < edges[lowest] < edges[0]
    assert edges[lowest:] == sorted(edges[lowest:])
    assert edges[-1] == edges[0]
    steps = [abs(one - other) for one, other in pairwise(edges)]
    assert max(steps) < edges[0] / 8


@pytest.mark.parametrize(
    ("state", "takes", "expected"),
    [
        pytest.param(PLAYING, Takes(), 2, id="the-clock-ticks-once-a-second"),
        pytest.param(PLAYING, bug_moves((-SECOND, False)), 1, id="off-air-nothing-changes"),
        pytest.param(PLAYING, third_taken(), 18, id="while-it-comes"),
    ],
)
def test_only_what_looks_different_is_different(
    state: GameState, takes: Takes, expected: int
) -> None:
    looks = [on_air(state, takes.as_of(AT + age), AT + age) for age in range(0, 2 * SECOND, FRAME)]
    changes = sum(one != other for one, other in pairwise(looks))
    assert changes + 1 == expected
