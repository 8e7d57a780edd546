"""Tags: their words in every language, marks that move by crop and opacity alone, their place."""

import pytest

from feeds.event_time import MICROSECONDS
from feeds.state import GameState
from overlays.catalogue import known
from overlays.corner import BOARD
from overlays.graphic import PLAIN, Shot, Style
from overlays.renderer import Renderer
from overlays.scene import Layer, PictureSize, Scene
from overlays.tag_cells import TagMark, TagPlate
from overlays.theme import DAYLIGHT, HOUSE, Theme

S = MICROSECONDS
FRAME = 40_000
TAGS = ["replay_tag", "data_delayed", "live_tag"]
HD = PictureSize(width=1280, height=720)
SMALL = PictureSize(width=640, height=360)
TALL = PictureSize(width=540, height=960)


def shown(
    tag: str, since: int, size: PictureSize = HD, style: Style = PLAIN, title: str = ""
) -> tuple[Layer, ...]:
    shot = Shot(state=GameState(), at=0, since=since, fields={"title": title}, style=style)
    return known(tag).layers(shot, size)


def text(layers: tuple[Layer, ...]) -> str:
    (plate,) = (one.drawing for one in layers if isinstance(one.drawing, TagPlate))
    return plate.text.text


@pytest.mark.parametrize(
    ("tag", "language", "title", "expected"),
    [
        pytest.param("replay_tag", "en", "", "REPLAY", id="replay"),
        pytest.param("replay_tag", "de", "", "WIEDERHOLUNG", id="german"),
        pytest.param("data_delayed", "en", "", "DATA DELAYED", id="data"),
        pytest.param("live_tag", "es", "", "EN VIVO", id="spanish"),
        pytest.param("live_tag", "en", "Warm-up", "WARM-UP", id="typed"),
        pytest.param("live_tag", "en", "⚽", "LIVE", id="nothing-to-read"),
    ],
)
def test_what_it_says(tag: str, language: str, title: str, expected: str) -> None:
    assert text(shown(tag, 2 * S, style=Style(language=language), title=title)) == expected


@pytest.mark.parametrize("tag", TAGS)
def test_its_mark_moves_for_ever_and_is_drawn_once(tag: str) -> None:
    renderer, looks = Renderer(), []
    for since in range(2 * S, 22 * S, FRAME):
        made = Scene(layers=shown(tag, since))
        renderer.boxes(made)
        looks.append(made)
    assert renderer.drawn == 2
    half = len(looks) // 2
    assert len(set(looks[:half])) == len(set(looks[half:])) >= 4
    for one in looks:
        marks = [layer for layer in one.layers if isinstance(layer.drawing, TagMark)]
        assert len(marks) <= 1


@pytest.mark.parametrize("tag", TAGS)
def test_equal_moments_are_equal_scenes(tag: str) -> None:
    moment, found = known(tag).moment, dict[object, set[Scene]]()
    assert moment is not None
    for since in range(2 * S, 8 * S, FRAME):
        shot = Shot(state=GameState(), at=0, since=since)
        found.setdefault(moment(shot), set()).add(Scene(layers=shown(tag, since)))
    assert all(len(scenes) == 1 for scenes in found.values())


def test_it_is_wiped_in_at_the_right_edge_and_out_again() -> None:
    widths = [_width(shown("replay_tag", since)) for since in range(0, BOARD.settles, FRAME)]
    assert widths == sorted(widths)
    assert widths[0] == 0
    shot = Shot(state=GameState(), at=0, since=2 * S, leaving=BOARD.out)
    assert known("replay_tag").layers(shot, HD) == ()


def _width(layers: tuple[Layer, ...]) -> int:
    edges = [one.left + (one.crop.left if one.crop else 0) for one in layers]
    return HD.width - 64 - min(edges, default=HD.width - 64)


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("title", ["W" * 24, "", "محمد صلاح", "中国足球", "\"'\\ --1"], ids=ascii)
@pytest.mark.parametrize("size", [HD, SMALL, TALL, PictureSize(width=16, height=16)], ids=str)
@pytest.mark.parametrize("theme", [HOUSE, DAYLIGHT], ids=lambda theme: theme.name)
def test_it_stands_in_the_safe_area(tag: str, title: str, size: PictureSize, theme: Theme) -> None:
    made = shown(tag, 2 * S, size, Style(theme=theme), title=title)
    assert made
    Renderer().boxes(Scene(layers=made))
    for layer in made:
        assert size.width * 0.05 - 2 <= layer.left
        assert layer.left + layer.drawing.width <= size.width * 0.95
        assert size.height * 0.05 <= layer.top
