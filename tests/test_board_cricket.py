"""The cricket board: what it says of runs, wickets, overs and the chase."""

from dataclasses import replace
from typing import Any

import pytest

from feeds.fact import MatchStatus, Team
from feeds.happening import Side
from feeds.marks import PointsMark, WicketMark
from feeds.situation import Over
from feeds.sport import Sport
from feeds.state import GameState, Phase, SideState
from overlays.boards.cricket import BOARD
from overlays.boards.stacked_cells import Dot, FigureCell
from overlays.color import Color
from overlays.graphic import Shot, Style
from overlays.renderer import Renderer
from overlays.scene import PictureSize, Scene
from overlays.theme import DAYLIGHT, HOUSE
from overlays.words import LANGUAGES
from tests.shots import shot
from tests.stacked_texts import read
from tests.whole_matches import states, told

AT = 1_800_000_000_000_000
SIZES = [PictureSize(width=w, height=h) for w, h in ((1920, 1080), (640, 360), (540, 960))]
HD, SMALL, UPRIGHT = SIZES
SUN = SideState(team=Team(name="Sunbirds", short="SUN"), score=207)
MOON = SideState(team=Team(name="Moonlight Chargers", short="MLC"), score=136)
OVER = Over(
    event_time=AT,
    received=AT,
    batting=Side.AWAY,
    wickets=7,
    balls=92,
    limit=120,
    target=208,
    striker="V Kolhar",
    non_striker="M Pandit",
    bowler="B Kumar",
)
CHASE = GameState(
    sport=Sport.CRICKET,
    home=SUN,
    away=MOON,
    phase=Phase.PLAYING,
    period=2,
    scores=((207, 0), (0, 136)),
    situation=OVER,
)
FIRST = replace(
    CHASE,
    home=replace(SUN, score=86),
    away=replace(MOON, score=0),
    period=1,
    scores=((86, 0),),
    situation=replace(OVER, batting=Side.HOME, wickets=2, balls=61, target=None),
)
NAMED = ["S", "SUN", "MC", "MLC"]
BATTING = ["BAT", "Kolhar", "Pandit", "BOWL", "Kumar"]
NEEDED = ["NEED", "72", "OFF", "28", "REQ", "15.43"]


def scene(state: GameState, size: PictureSize = HD, at: int = AT) -> Scene:
    return BOARD.scene(shot(state, at), size)


def trailing(ahead: int) -> GameState:
    """A second innings without a target."""
    scored = 207 + ahead
    return replace(
        CHASE,
        away=replace(MOON, score=scored),
        scores=((207, 0), (0, scored)),
        situation=replace(OVER, target=None, striker=None, non_striker=None, bowler=None),
    )


SCORED = ["207", "136-7", "OV", "15.2", "RR", "8.87"]


@pytest.mark.parametrize(
    ("state", "size", "expected"),
    [
        pytest.param(CHASE, HD, [*NAMED, *SCORED, *NEEDED, *BATTING], id="chase"),
        pytest.param(CHASE, SMALL, ["SUN", "MLC", *SCORED, *NEEDED], id="small"),
        pytest.param(
            FIRST, HD, [*NAMED, "-", "86-2", "OV", "10.1", "RR", "8.46", *BATTING], id="first"
        ),
        pytest.param(
            replace(CHASE, phase=Phase.PRE_MATCH, situation=None, home=replace(SUN, score=0)),
            HD,
            [*NAMED, "-", "136", "PRE"],
            id="no-ball-yet",
        ),
        pytest.param(
            replace(CHASE, situation=replace(OVER, limit=None, striker="🏀", bowler=None)),
            HD,
            [*NAMED, *SCORED, "NEED", "72", "Pandit"],
            id="no-limit",
        ),
        pytest.param(
            replace(CHASE, phase=Phase.FULL_TIME),
            HD,
            [*NAMED, *SCORED, "SUN WON BY 71 RUNS"],
            id="won-by-runs",
        ),
        pytest.param(
            replace(CHASE, phase=Phase.FULL_TIME, situation=replace(OVER, target=136, wickets=9)),
            HD,
            [*NAMED, "207", "136-9", *SCORED[2:], "MLC WON BY 1 WICKET"],
            id="won-by-a-wicket",
        ),
        pytest.param(
            replace(CHASE, phase=Phase.FULL_TIME, situation=replace(OVER, target=137)),
            HD,
            [*NAMED, *SCORED, "FINAL"],
            id="tied",
        ),
        pytest.param(
            replace(CHASE, status=MatchStatus.DELAYED), HD, [*NAMED, *SCORED, "DELAYED"], id="rain"
        ),
    ],
)
def test_what_it_says(state: GameState, size: PictureSize, expected: list[str]) -> None:
    assert read(scene(state, size), size) == expected


@pytest.mark.parametrize(
    ("ahead", "said"), [(5, ["LEAD BY", "5"]), (-5, ["TRAIL BY", "5"]), (0, ["SCORES LEVEL"])]
)
def test_who_is_ahead_in_a_match_of_four_innings(ahead: int, said: list[str]) -> None:
    assert read(scene(trailing(ahead)), HD)[-len(said) :] == said


def lit(state: GameState) -> list[Color]:
    """The grounds of the lit cells, in the batting side's row."""
    grounds = [
        one.drawing.ground for one in scene(state).layers if isinstance(one.drawing, FigureCell)
    ]
    return [ground for ground in grounds if ground != HOUSE.paper]


def test_runs_glow_and_a_wicket_glows_over_them() -> None:
    runs = PointsMark(at=AT, side=Side.AWAY, points=4)
    wicket = WicketMark(at=AT, side=Side.AWAY, number=7)
    assert lit(CHASE) == []
    assert lit(replace(CHASE, points=runs)) == [HOUSE.accent]
    assert lit(replace(CHASE, points=runs, wicket=wicket)) == [HOUSE.alert]
    assert BOARD.moment(shot(CHASE, AT)) is None
    assert BOARD.moment(shot(replace(CHASE, wicket=wicket), AT)) == AT


def test_the_mark_stands_with_who_bats_until_it_is_over() -> None:
    def tops(state: GameState) -> list[int]:
        return [one.top for one in scene(state).layers if isinstance(one.drawing, Dot)]

    assert tops(CHASE)[0] - tops(FIRST)[0] >= 40
    assert tops(replace(CHASE, phase=Phase.FULL_TIME)) == []


def test_a_ball_without_runs_redraws_overs_rates_and_the_chase_alone() -> None:
    renderer = Renderer()
    renderer.boxes(scene(CHASE))
    before = renderer.drawn
    renderer.boxes(scene(replace(CHASE, situation=replace(OVER, balls=93))))
    assert renderer.drawn == before + 3


def test_nothing_moves_when_figures_change() -> None:
    def places(state: GameState) -> list[tuple[type, int, int, int]]:
        layers = scene(state).layers
        return [(type(one.drawing), one.left, one.top, one.drawing.width) for one in layers]

    more = replace(
        CHASE,
        away=replace(MOON, score=1),
        scores=((207, 0), (0, 1)),
        situation=replace(OVER, wickets=0, balls=1, striker="O", bowler="Wolfeschlegelstein"),
    )
    assert places(more) == places(CHASE)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
def test_every_language_fits(language: str, size: PictureSize) -> None:
    style = Style(language=language)
    over = replace(CHASE, phase=Phase.FULL_TIME)
    for state in (CHASE, FIRST, over, trailing(-300), trailing(0), replace(FIRST, situation=None)):
        told_of = Shot(state=state, at=AT, since=3_600_000_000, style=style)
        assert len(read(BOARD.scene(told_of, size), size)) >= 5


@pytest.mark.parametrize("theme", [HOUSE, DAYLIGHT])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["W" * 200, "محمد صلاح", "大谷翔平", '"a"\n\\', "🏀", "null"])
def test_any_name_fits(name: str, size: PictureSize, theme: Any) -> None:
    bowled = replace(OVER, striker=name, non_striker=name, bowler=name, balls=9999, target=9999)
    team = Team(name=name)
    state = replace(
        CHASE,
        home=SideState(team=Team(name=name, short=name[:8]), score=1999),
        away=SideState(team=team, score=1999),
        scores=((1999, 0), (0, 1999)),
        situation=bowled,
    )
    for one in (state, replace(state, phase=Phase.FULL_TIME), replace(state, situation=None)):
        assert len(read(BOARD.scene(shot(one, AT, theme), size), size)) >= 5


@pytest.mark.parametrize("size", [HD, SMALL], ids=["hd", "small"])
def test_a_whole_match(size: PictureSize) -> None:
    told_of = told("cricsheet", "*.json")
    assert len(told_of) >= 400
    shown: list[str] = []
    texts: set[str] = set()
    for state, at in states(told_of):
        shown = read(scene(state, size, at), size)
        texts |= set(shown)
    assert {"PRE", "LIVE", "20.0", "NEED", "REQ", "207"} <= texts
    assert shown[-1].endswith("WON BY 35 RUNS")
