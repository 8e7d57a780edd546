"""The board of tennis and of whatever else is played in sets: what it says, and what it costs."""

from dataclasses import replace
from typing import Any

import pytest

from feeds.fact import MatchStatus, Team
from feeds.happening import Side
from feeds.marks import PeriodMark, PeriodStep, PointsMark
from feeds.situation import GamePoints
from feeds.sport import Sport
from feeds.state import GameState, Phase, SideState
from overlays.boards.stacked_cells import Dot, FigureCell, StackPlate
from overlays.boards.tennis import BOARD, WIPE, rows
from overlays.graphic import Shot, Style
from overlays.renderer import Renderer
from overlays.scene import Layer, PictureSize, Scene
from overlays.theme import DAYLIGHT, HOUSE
from overlays.words import LANGUAGES
from tests.shots import shot
from tests.stacked_texts import read
from tests.whole_matches import states, told

AT = 1_800_000_000_000_000
SIZES = [PictureSize(width=w, height=h) for w, h in ((1920, 1080), (640, 360), (540, 960))]
HD, SMALL, UPRIGHT = SIZES
QUIST, MARLOWE = Team(name="Ada Quist"), Team(name="Ines Marlowe")


def points(home: str, away: str, *, tie_break: bool = False) -> GamePoints:
    said: dict[str, Any] = {"home": home, "away": away, "server": Side.HOME}
    return GamePoints(event_time=AT, received=AT, is_tie_break=tie_break, **said)


def playing(*scores: tuple[int, int], **more: Any) -> GameState:
    won = more.pop("won", (0, 0))
    home, away = more.pop("teams", (QUIST, MARLOWE))
    state = GameState(
        sport=Sport.TENNIS,
        home=SideState(team=home, score=won[0]),
        away=SideState(team=away, score=won[1]),
        phase=Phase.PLAYING,
        period=len(scores),
        scores=scores,
        situation=points("15", "0"),
    )
    return replace(state, **more)


def rallies(*scores: tuple[int, int], **more: Any) -> GameState:
    return playing(*scores, sport=Sport.VOLLEYBALL, situation=None, **more)


def scene(state: GameState, size: PictureSize = HD, at: int = AT) -> Scene:
    return BOARD.scene(shot(state, at), size)


def figures(layer: Layer) -> FigureCell:
    assert isinstance(layer.drawing, FigureCell)
    return layer.drawing


THIRD = playing((6, 4), (6, 7), (4, 3), won=(1, 1))
NAMED = ["Ada Quist", "Ines Marlowe"]


@pytest.mark.parametrize(
    ("state", "size", "expected"),
    [
        pytest.param(THIRD, HD, [*NAMED, "6", "4", "6", "7", "4", "15", "3", "0"], id="tennis"),
        pytest.param(THIRD, SMALL, [*NAMED, "1", "4", "15", "1", "3", "0"], id="small"),
        pytest.param(
            replace(THIRD, phase=Phase.BREAK),
            HD,
            [*NAMED, "6", "4", "6", "7", "4", "3"],
            id="between-sets-no-points",
        ),
        pytest.param(
            playing((3, 2), won=(1, 1)),
            HD,
            [*NAMED, "1", "3", "15", "1", "2", "0"],
            id="sets-nobody-told-are-counted",
        ),
        pytest.param(
            playing(phase=Phase.PRE_MATCH, period=None, situation=None),
            HD,
            [*NAMED, "0", "0"],
            id="before-it-begins",
        ),
        pytest.param(
            playing((6, 1), (6, 2), won=(2, 0), phase=Phase.FULL_TIME),
            HD,
            [*NAMED, "6", "1", "6", "2", "FINAL"],
            id="over",
        ),
        pytest.param(
            rallies((25, 20), (3, 4), won=(1, 0)),
            HD,
            ["AQ", "Ada Quist", "IM", "Ines Marlowe", "25", "20", "3", "4"],
            id="volleyball",
        ),
        pytest.param(
            playing((2, 1), status=MatchStatus.SUSPENDED),
            HD,
            [*NAMED, "2", "15", "1", "0", "SUSPENDED"],
            id="held-up",
        ),
        pytest.param(
            playing((1, 0), situation=points("🏀", " ")),
            HD,
            [*NAMED, "1", "-", "0", "-"],
            id="points-that-cannot-be-drawn",
        ),
    ],
)
def test_what_it_says(state: GameState, size: PictureSize, expected: list[str]) -> None:
    assert read(scene(state, size), size) == expected


EXTREMES = [
    ("Wolfeschlegelsteinhausen / Bergerdorffen", "O"),
    ("Anneliese-Charlotte Quist-Marlowe / Benedikt Oberhausen", "Jo Ek / Mio Sand"),
    ("محمد صلاح", "大坂なおみ / 鄭欽文"),
    ('"Quotes" \\ <b>&amp;\n🏸🏸', "👨‍👩‍👧"),
    ("W" * 200, "/"),
    (" / / ", "undefined"),
]


@pytest.mark.parametrize("theme", [HOUSE, DAYLIGHT])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("names", EXTREMES)
def test_any_name_fits(names: tuple[str, str], size: PictureSize, theme: Any) -> None:
    teams = tuple(Team(name=name) for name in names)
    five = [(25, 23)] * 5
    for state in (THIRD, rallies(*five, won=(2, 2)), playing(*[(7, 6)] * 9, won=(4, 4))):
        named = replace(
            state,
            home=replace(state.home, team=teams[0]),
            away=replace(state.away, team=teams[1]),
        )
        assert len(read(BOARD.scene(shot(named, AT, theme), size), size)) >= 6


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_fits(language: str) -> None:
    style = Style(language=language)
    hanging = replace(rallies((24, 3), best_of=1), sport=Sport.BADMINTON)
    for state in (
        replace(THIRD, situation=points("AD", "40")),
        playing((6, 6), situation=points("3", "1", tie_break=True)),
        playing((5, 1), situation=points("40", "0")),
        hanging,
        replace(hanging, status=MatchStatus.POSTPONED),
    ):
        told_of = Shot(state=state, at=AT, since=WIPE, style=style)
        for size in SIZES:
            assert len(read(BOARD.scene(told_of, size), size)) >= 4


def test_a_point_redraws_its_cells_alone() -> None:
    renderer = Renderer()
    renderer.boxes(scene(THIRD))
    before = renderer.drawn
    renderer.boxes(scene(replace(THIRD, situation=points("40", "0"))))
    assert renderer.drawn == before + 1


@pytest.mark.parametrize("size", SIZES)
def test_nothing_moves_when_figures_change(size: PictureSize) -> None:
    def places(state: GameState) -> list[tuple[type, int, int, int]]:
        layers = scene(state, size).layers
        return [(type(one.drawing), one.left, one.top, one.drawing.width) for one in layers]

    others = (
        replace(THIRD, situation=points("AD", "40")),
        replace(THIRD, scores=((6, 4), (6, 7), (11, 10))),
    )
    for other in others:
        assert places(other)[: len(places(THIRD))] == places(THIRD)


def test_the_marker_stands_in_the_server_s_row() -> None:
    def top(server: Side) -> int:
        served = replace(points("0", "0"), server=server)
        shown = scene(replace(THIRD, situation=served)).layers
        return next(one.top for one in shown if isinstance(one.drawing, Dot))

    assert top(Side.AWAY) - top(Side.HOME) >= 40
    nobody = replace(points("0", "0"), server=None)
    shown = scene(replace(THIRD, situation=nobody)).layers
    assert not any(isinstance(one.drawing, Dot) for one in shown)


def scored(ago: int, side: Side = Side.HOME) -> GameState:
    mark = PointsMark(at=AT - ago, side=side, points=1)
    return rallies((3, 4), points=mark)


def test_a_point_glows_and_fades_in_its_own_cell() -> None:
    def glows(ago: int) -> list[int]:
        cells = [one for one in scene(scored(ago)).layers if isinstance(one.drawing, FigureCell)]
        lit = [one for one in cells if figures(one).ground == HOUSE.accent]
        assert {(one.left, one.top) for one in lit} <= {(one.left, one.top) for one in cells[:1]}
        return [one.opacity for one in lit]

    assert [glows(0), glows(300_000)] == [[255], [255]]
    (fading,) = glows(1_400_000)
    assert 0 < fading < 255
    assert glows(3_000_000) == []
    late = PointsMark(at=AT, event_time=AT - 120_000_000, side=Side.HOME, points=1)
    assert len(scene(rallies((3, 4), points=late)).layers) == len(scene(scored(3_000_000)).layers)


@pytest.mark.parametrize(
    ("step", "begin", "end"),
    [
        pytest.param(PeriodStep.STARTED, -116, 0, id="a-new-set-comes-with-its-points"),
        pytest.param(PeriodStep.OVER, 0, -64, id="the-points-leave"),
    ],
)
def test_the_board_grows_and_shrinks_at_its_right(step: PeriodStep, begin: int, end: int) -> None:
    def right(ago: int) -> int:
        mark = PeriodMark(at=AT - ago, step=step, period=3)
        phase = Phase.PLAYING if step is PeriodStep.STARTED else Phase.BREAK
        shown = scene(replace(THIRD, period_mark=mark, phase=phase)).layers
        assert min(one.left for one in shown) == rows(shot(THIRD, AT), HD).left
        return max(one.left + (one.crop or one.drawing).width for one in shown)

    still = max(one.left + one.drawing.width for one in scene(THIRD).layers)
    steps = [right(ago) - still for ago in range(0, WIPE + 1, WIPE // 4)]
    assert (steps[0], steps[-1]) == (begin, end)
    assert steps == sorted(steps, reverse=begin > end)


def test_the_moment_counts_only_while_something_moves() -> None:
    assert BOARD.moment(shot(THIRD, AT)) is None
    assert BOARD.moment(shot(scored(100_000), AT)) == AT
    begun = PeriodMark(at=AT - 100_000, step=PeriodStep.STARTED, period=2)
    assert BOARD.moment(shot(replace(THIRD, period_mark=begun), AT)) == AT


def test_who_lost_stands_back() -> None:
    over = playing((6, 1), (6, 2), won=(2, 0), phase=Phase.FULL_TIME)
    plate = next(one.drawing for one in scene(over).layers if isinstance(one.drawing, StackPlate))
    assert [row.ink for row in plate.rows] == [HOUSE.text, HOUSE.muted]


@pytest.mark.parametrize("size", [HD, SMALL], ids=["hd", "small"])
@pytest.mark.parametrize(
    ("provider", "patterns", "match", "least"),
    [
        pytest.param("tennis_points", ["*.csv"], "2024-usopen-5101", 180, id="tennis"),
        pytest.param("volleyball", ["PM06.dvw"], None, 100, id="data-volley"),
        pytest.param("volleyball", ["*.vsm"], None, 80, id="volley-station"),
    ],
)
def test_a_whole_match(
    provider: str, patterns: list[str], match: str | None, least: int, size: PictureSize
) -> None:
    folder = "tennis_slam" if provider == "tennis_points" else None
    told_of = told(provider, *patterns, match=match, folder=folder)
    assert len(told_of) >= least
    shown: list[str] = []
    for state, at in states(told_of):
        shown = read(scene(state, size, at), size)
        assert len(shown) >= 4
    assert shown[-1] == "FINAL"
