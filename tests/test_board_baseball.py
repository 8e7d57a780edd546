"""The baseball board: what it says of runs, innings, bases and the count."""

from dataclasses import replace
from typing import Any

import pytest

from feeds.fact import InningHalf, MatchStatus, Team
from feeds.happening import Side
from feeds.marks import PointsMark
from feeds.situation import BatterCount
from feeds.sport import Sport
from feeds.state import GameState, Phase, SideState
from overlays.boards.baseball import BOARD
from overlays.boards.baseball_cells import BasesCell, InningCell
from overlays.renderer import Renderer
from overlays.scene import PictureSize, Scene
from overlays.theme import DAYLIGHT, HOUSE
from tests.shots import shot
from tests.stacked_texts import read
from tests.whole_matches import states, told

AT = 1_800_000_000_000_000
SIZES = [PictureSize(width=w, height=h) for w, h in ((1920, 1080), (640, 360), (540, 960))]
HD, SMALL, UPRIGHT = SIZES
KITES = SideState(team=Team(name="Harbor Kites", short="HBK"), score=4)
LARKS = SideState(team=Team(name="Mill City Larks", short="MCL"), score=3)
COUNT = BatterCount(
    event_time=AT,
    received=AT,
    batting=Side.AWAY,
    balls=2,
    strikes=1,
    outs=2,
    bases=(True, False, True),
    batter="Yu Kubota",
    pitcher="R. Ostrander",
)
GAME = GameState(
    sport=Sport.BASEBALL,
    home=KITES,
    away=LARKS,
    phase=Phase.PLAYING,
    period=7,
    half=InningHalf.TOP,
    situation=COUNT,
)
NAMED = ["ML", "MCL", "HK", "HBK", "3", "4"]


def scene(state: GameState, size: PictureSize = HD) -> Scene:
    return BOARD.scene(shot(state, AT), size)


def drawing(shown: Scene, kind: type) -> Any:
    return next(one.drawing for one in shown.layers if isinstance(one.drawing, kind))


@pytest.mark.parametrize(
    ("state", "size", "expected"),
    [
        pytest.param(
            GAME, HD, [*NAMED, "7", "2-1", "P", "R. Ostrander", "AB", "Yu Kubota"], id="playing"
        ),
        pytest.param(GAME, SMALL, ["MCL", "HBK", "3", "4", "7", "2-1"], id="small"),
        pytest.param(replace(GAME, situation=None), HD, [*NAMED, "7"], id="nobody-counts"),
        pytest.param(
            replace(GAME, situation=replace(COUNT, pitcher=None, batter="🏀")),
            HD,
            [*NAMED, "7", "2-1"],
            id="nobody-named",
        ),
        pytest.param(replace(GAME, phase=Phase.FULL_TIME), HD, [*NAMED, "FINAL"], id="over"),
        pytest.param(
            replace(GAME, phase=Phase.PRE_MATCH, period=None), HD, [*NAMED, "PRE"], id="before"
        ),
        pytest.param(replace(GAME, situation=None, period=None), HD, [*NAMED, "LIVE"], id="untold"),
        pytest.param(
            replace(GAME, status=MatchStatus.DELAYED),
            HD,
            [*NAMED, "7", "2-1", "DELAYED"],
            id="held-up",
        ),
    ],
)
def test_what_it_says(state: GameState, size: PictureSize, expected: list[str]) -> None:
    assert read(scene(state, size), size) == ["MC" if one == "ML" else one for one in expected]


@pytest.mark.parametrize(
    ("half", "batting", "is_top"),
    [
        (InningHalf.TOP, Side.HOME, True),
        (InningHalf.BOTTOM, Side.AWAY, False),
        (None, Side.AWAY, True),
        (None, Side.HOME, False),
    ],
)
def test_the_arrow_says_who_bats(half: InningHalf | None, batting: Side, *, is_top: bool) -> None:
    state = replace(GAME, half=half, situation=replace(COUNT, batting=batting))
    assert drawing(scene(state), InningCell).is_top is is_top


def test_without_half_or_count_there_is_no_arrow() -> None:
    state = replace(GAME, half=None, situation=None)
    assert drawing(scene(state), InningCell).is_top is None


def test_a_ball_redraws_the_count_alone() -> None:
    renderer = Renderer()
    renderer.boxes(scene(GAME))
    before = renderer.drawn
    renderer.boxes(scene(replace(GAME, situation=replace(COUNT, balls=3))))
    assert renderer.drawn == before + 1
    bases = drawing(scene(GAME), BasesCell)
    assert (bases.bases, bases.outs) == ((True, False, True), 2)


def test_nothing_moves_when_figures_change() -> None:
    def places(state: GameState) -> list[tuple[type, int, int, int]]:
        layers = scene(state).layers
        return [(type(one.drawing), one.left, one.top, one.drawing.width) for one in layers]

    more = replace(
        GAME,
        home=replace(KITES, score=21),
        period=12,
        situation=replace(COUNT, balls=0, strikes=0, outs=0, bases=(False,) * 3, batter="O"),
    )
    assert places(more) == places(GAME)


def test_runs_glow() -> None:
    mark = PointsMark(at=AT, side=Side.AWAY, points=1)
    scored = replace(GAME, points=mark)
    assert len(scene(scored).layers) == len(scene(GAME).layers) + 1
    assert BOARD.moment(shot(scored, AT)) == AT
    assert BOARD.moment(shot(GAME, AT)) is None


@pytest.mark.parametrize("theme", [HOUSE, DAYLIGHT])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["W" * 200, "محمد صلاح", "大谷翔平", '"a"\n\\', "🏀", "null"])
def test_any_name_fits(name: str, size: PictureSize, theme: Any) -> None:
    count = replace(COUNT, batter=name, pitcher=name, balls=9, strikes=9, outs=9)
    home = SideState(team=Team(name=name, short=name[:8]), score=999)
    state = replace(GAME, home=home, away=SideState(team=Team(name=name)), period=99)
    for one in (state, replace(state, situation=count)):
        assert len(read(BOARD.scene(shot(one, AT, theme), size), size)) >= 5


@pytest.mark.parametrize("size", [HD, SMALL], ids=["hd", "small"])
def test_a_whole_game(size: PictureSize) -> None:
    told_of = told("mlb", "feed_live_*.json")
    assert len(told_of) >= 25
    texts: set[str] = set()
    for state, at in states(told_of):
        texts |= set(read(BOARD.scene(shot(state, at), size), size))
    assert {"PRE", "1", "9", "FINAL"} <= texts
