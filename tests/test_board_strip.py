"""The boards of one row: whatever is known fits its cell, and nothing moves but what changes."""

from dataclasses import replace

import pytest

from feeds.fact import Team
from feeds.happening import Side
from feeds.marks import PointsMark, ScoredMark
from feeds.situation import Situation
from feeds.sport import Sport
from feeds.state import Clock, GameState, Phase, SideState
from overlays.boards.by_sport import board_of
from overlays.boards.glow import GLOW
from overlays.renderer import Renderer
from overlays.scene import PictureSize, Scene
from overlays.strap import Strap
from overlays.theme import DAYLIGHT, HOUSE, Theme
from overlays.words import LANGUAGES
from tests.scene_reader import faults, texts
from tests.shots import shot
from tests.strips import ALL, AT, AWAY, HOME, SECOND, down, fouls, strength

FULL_HD = PictureSize(width=1920, height=1080)
HD = PictureSize(width=1280, height=720)
SMALL = PictureSize(width=640, height=360)
UPRIGHT = PictureSize(width=540, height=960)
ODD_NAMES = ["", "\n", "null", "\"';--\\", "שלום", "中国足球", "⚽🏴", "W" * 40, "\ud800"]
FULLEST: dict[Sport, Situation] = {
    Sport.BASKETBALL: fouls(
        home=99,
        away=99,
        away_bonus=True,
        home_timeouts=9,
        away_timeouts=9,
        possession=Side.HOME,
    ),
    Sport.ICE_HOCKEY: strength(6, 3, is_home_empty=True, is_away_empty=True),
    Sport.AMERICAN_FOOTBALL: down(
        possession=Side.HOME,
        down=4,
        distance=0,
        spot="W" * 40,
        home_timeouts=9,
        away_timeouts=9,
    ),
}


def scene(state: GameState, event_time: int, size: PictureSize, theme: Theme = HOUSE) -> Scene:
    return board_of(state).scene(shot(state, event_time, theme), size)


def sport_of(state: GameState) -> str:
    return str(state.sport)


@pytest.mark.parametrize("name", ODD_NAMES, ids=ascii)
@pytest.mark.parametrize("size", [FULL_HD, SMALL, UPRIGHT], ids=str)
@pytest.mark.parametrize("state", ALL, ids=sport_of)
def test_any_name_and_number_fits(state: GameState, size: PictureSize, name: str) -> None:
    side = SideState(team=Team(name=name, short=name, color=name), score=188, red_cards=2)
    assert state.sport is not None
    full = replace(
        state,
        home=side,
        away=replace(side, score=1999),
        situation=FULLEST.get(state.sport),
        clock=Clock(anchor=AT, value=5999 * SECOND, rate=-1),
        shot_clock=Clock(anchor=AT, value=999 * SECOND, rate=-1),
        period=99,
        goal=ScoredMark(at=AT, side=Side.HOME, player=name),
    )
    for at in (AT, AT + SECOND):
        shown = scene(full, at, size)
        assert faults(shown) == []
        for layer in shown.layers:
            assert layer.left >= 0.05 * size.width
            assert layer.left + layer.drawing.width <= 0.95 * size.width


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("state", ALL, ids=sport_of)
def test_every_phase_says_something(state: GameState, phase: Phase) -> None:
    for known in (
        replace(state, phase=phase),
        replace(state, phase=phase, clock=None, shot_clock=None, situation=None),
        replace(state, phase=phase, clock=None, period=None),
        replace(state, phase=phase, period=5),
    ):
        shown = scene(known, AT, HD)
        assert faults(shown) == []
        assert len(texts(shown)) >= 7 - (phase is not Phase.PLAYING)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", ALL, ids=sport_of)
def test_every_language_fits(state: GameState, language: str) -> None:
    assert state.sport is not None
    full = replace(state, situation=FULLEST.get(state.sport, state.situation))
    for phase in (Phase.PLAYING, Phase.BREAK, Phase.SHOOT_OUT, Phase.AFTER_EXTRA_TIME):
        for period in (2, 3, 6):
            known = replace(full, phase=phase, period=period)
            for size in (FULL_HD, SMALL):
                one = shot(known, AT, language=language)
                assert faults(board_of(state).scene(one, size)) == []


@pytest.mark.parametrize("state", ALL, ids=sport_of)
def test_points_light_up_whose_they_are(state: GameState) -> None:
    scored = replace(state, points=PointsMark(at=AT, side=Side.AWAY, points=2))
    board, lit = board_of(state), texts(scene(state, AT, HD)).count("98") + 1
    is_goals = state.sport is Sport.ICE_HOCKEY
    assert texts(scene(scored, AT, HD)).count("98") == (1 if is_goals else lit)
    after = AT + GLOW
    assert scene(scored, after, HD) == scene(state, after, HD)
    moments = {board.moment(shot(scored, AT + step * 40_000)) for step in range(10)}
    assert is_goals or len(moments) == 10


@pytest.mark.parametrize("theme", [HOUSE, DAYLIGHT], ids=["house", "daylight"])
@pytest.mark.parametrize("size", [FULL_HD, SMALL], ids=str)
@pytest.mark.parametrize("state", ALL, ids=sport_of)
def test_a_tick_redraws_the_clock_alone(state: GameState, size: PictureSize, theme: Theme) -> None:
    renderer = Renderer()
    state = replace(state, shot_clock=None)
    before = renderer.boxes(scene(state, AT, size, theme))
    drawn = renderer.drawn
    after = renderer.boxes(scene(state, AT + SECOND, size, theme))
    assert renderer.drawn == drawn + 1
    changed = [old.version != new.version for old, new in zip(before, after, strict=True)]
    assert changed.count(True) == 1
    assert scene(state, AT + 1_900_000, size) == scene(state, AT + 1_100_000, size)


@pytest.mark.parametrize("state", ALL, ids=sport_of)
def test_nothing_moves_when_something_changes(state: GameState) -> None:
    def places(known: GameState) -> dict[tuple[int, int], tuple[int, int]]:
        layers = scene(known, AT, HD).layers
        return {
            (one.left, one.top): (one.drawing.width, one.drawing.height)
            for one in layers
            if not isinstance(one.drawing, Strap)
        }

    before = places(state)
    for known in (
        replace(state, home=replace(HOME, score=0), away=replace(AWAY, score=111)),
        replace(state, period=6),
        replace(state, clock=Clock(anchor=AT, value=9 * SECOND, rate=-1)),
        replace(state, goal=ScoredMark(at=AT - SECOND, side=Side.AWAY)),
    ):
        assert places(known) == before


@pytest.mark.parametrize("state", ALL, ids=sport_of)
def test_equal_moments_are_equal_scenes(state: GameState) -> None:
    board = board_of(state)
    seen: dict[object, Scene] = {}
    for step in range(0, 4 * SECOND, 40_000):
        one = shot(state, AT + step)
        assert seen.setdefault(board.moment(one), board.scene(one, HD)) == board.scene(one, HD)
    assert 4 <= len(seen) <= 9
