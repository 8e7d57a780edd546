"""The added time's board: it comes by itself, and stands clear of the bug whatever it says."""

from dataclasses import replace

import pytest

from feeds.event_time import MICROSECONDS
from feeds.fact import Team
from feeds.marks import AddedMark
from feeds.sport import Sport
from feeds.state import GameState, SideState
from overlays.catalogue import RULES
from overlays.corner import BOARD
from overlays.figure_plate import FigureCell, WordsPlate
from overlays.graphic import Style
from overlays.renderer import Renderer
from overlays.scene import Layer, PictureSize, Scene
from overlays.stage import Stage, scene
from overlays.takes import NOTHING, Takes
from overlays.theme import DAYLIGHT, HOUSE, Theme

S = MICROSECONDS
AT = 1_800_000_000 * S
FULL_HD = PictureSize(width=1920, height=1080)
HD = PictureSize(width=1280, height=720)
SMALL = PictureSize(width=640, height=360)
TALL = PictureSize(width=540, height=960)
TOLD = GameState(
    sport=Sport.FOOTBALL,
    home=SideState(team=Team(name="W" * 40, short="WWWWWWWW")),
    away=SideState(team=Team(name="W" * 40, short="WWWWWWWW")),
    added_mark=AddedMark(at=AT, minutes=4),
    competition="Premier Cup",
)


def shown(
    state: GameState, moment: int, size: PictureSize = HD, style: Style | None = None
) -> Scene:
    standing = Stage(RULES, style or Style()).standing(state, NOTHING, AT + moment)
    return scene(tuple(one for one in standing if one.graphic == "added_time"), size)


def texts(made: Scene) -> list[str]:
    (plate,) = (one.drawing for one in made.layers if isinstance(one.drawing, WordsPlate))
    (cell,) = (one.drawing for one in made.layers if isinstance(one.drawing, FigureCell))
    return [plate.title.text, plate.line.text, cell.text]


@pytest.mark.parametrize(
    ("moment", "is_there"),
    [(-1, False), (0, False), (40_000, True), (8 * S, True), (8 * S + BOARD.out, False)],
)
def test_it_comes_with_the_fact_for_eight_seconds(
    moment: int,
    is_there: bool,  # noqa: FBT001 - a column of the table
) -> None:
    assert bool(shown(TOLD, moment).layers) == is_there


@pytest.mark.parametrize(
    ("size", "language", "expected"),
    [
        pytest.param(HD, "en", ["ADDED TIME", "Premier Cup", "+4"], id="english"),
        pytest.param(HD, "de", ["NACHSPIELZEIT", "Premier Cup", "+4"], id="german"),
        pytest.param(SMALL, "en", ["ADDED TIME", "", "+4"], id="small"),
    ],
)
def test_what_it_says(size: PictureSize, language: str, expected: list[str]) -> None:
    assert texts(shown(TOLD, 2 * S, size, Style(language=language))) == expected


def test_no_added_time_brings_none() -> None:
    assert shown(replace(TOLD, added_mark=AddedMark(at=AT, minutes=0)), 2 * S).layers == ()


def test_it_is_drawn_once() -> None:
    renderer = Renderer()
    for moment in range(0, 9 * S, 40_000):
        renderer.boxes(shown(TOLD, moment))
    assert renderer.drawn == 2


NAMES = ["Q", "W" * 40, "⚽", "محمد صلاح", "中国足球", "\n\"'\\"]


@pytest.mark.parametrize("name", NAMES, ids=ascii)
@pytest.mark.parametrize(
    "size", [FULL_HD, HD, SMALL, TALL, PictureSize(width=160, height=90)], ids=str
)
@pytest.mark.parametrize("theme", [HOUSE, DAYLIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize("graphic", ["added_time", "timer"])
def test_it_stands_in_the_corner_clear_of_the_bug(
    name: str, size: PictureSize, theme: Theme, graphic: str
) -> None:
    takes = Takes()
    fields = {"title": name, "minutes": "99", "line": name}
    takes.take(graphic, AT - 9 * S, fields)
    style = Style(theme=theme)
    standing = Stage((), style).standing(TOLD, takes.as_of(AT), AT)
    bug, ours = (
        [_place(layer) for layer in scene(tuple(standing[at : at + 1]), size).layers]
        for at in range(2)
    )
    assert ours
    for left, top, right, bottom in ours:
        assert 0.05 * size.width <= left < right <= 0.95 * size.width
        assert 0.05 * size.height <= top < bottom <= 0.95 * size.height
        for one in bug:
            assert right <= one[0] or one[2] <= left or bottom <= one[1] or one[3] <= top


def _place(layer: Layer) -> tuple[int, int, int, int]:
    left, top, width, height = 0, 0, layer.drawing.width, layer.drawing.height
    if layer.crop is not None:
        left, top, width, height = (
            layer.crop.left,
            layer.crop.top,
            layer.crop.width,
            layer.crop.height,
        )
    return (
        layer.left + left,
        layer.top + top,
        layer.left + left + width,
        layer.top + top + height,
    )
