"""The sponsor: whose turn it is on which frame, how turns change, and what may be set."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from feeds.event_time import MICROSECONDS
from feeds.state import GameState
from overlays.catalogue import known
from overlays.corner import BOARD
from overlays.graphic import Shot, Style
from overlays.manifest import FieldError
from overlays.photo import Photo
from overlays.renderer import Renderer
from overlays.scene import Layer, PictureSize, Scene
from overlays.sponsor import FADE, GRAPHIC, NameMark, Partner, layers, partners, playing
from overlays.stage import Stage
from overlays.still import Still, still
from overlays.takes import NOTHING, Takes
from overlays.theme import DAYLIGHT, HOUSE, Theme

S = MICROSECONDS
# A moment at which a turn of the first begins.
AT = 1_800_000_000 * S
FRAME = 40_000
HD = PictureSize(width=1280, height=720)
SMALL = PictureSize(width=640, height=360)
TALL = PictureSize(width=540, height=960)


def logo(width: int, height: int) -> Still:
    content = BytesIO()
    Image.new("RGBA", (width, height), (200, 30, 60, 255)).save(content, "PNG")
    return still(content.getvalue(), name="logo")


OURS = "Arden Bank\nQuist: a\nÖst"


def style(sponsors: str = OURS, every: str = "", theme: Theme = HOUSE) -> Style:
    settings = (("sponsor", "sponsors", sponsors), ("sponsor", "every", every))
    return Style(settings=settings, stills=(("a", logo(300, 100)),), theme=theme)


def shot(moment: int, look: Style, since: int = 60 * S) -> Shot:
    return Shot(state=GameState(), at=AT + moment, since=since, style=look)


def seen(moment: int, look: Style, size: PictureSize = HD) -> Iterator[tuple[str, int]]:
    """The names and logos, with how opaque they are."""
    for layer in layers(shot(moment, look), size):
        if isinstance(layer.drawing, NameMark | Photo):
            one = layer.drawing
            yield one.line.text if isinstance(one, NameMark) else "logo", layer.opacity


@pytest.mark.parametrize(
    ("moment", "every", "expected"),
    [
        pytest.param(0, "", "Arden Bank", id="begins"),
        pytest.param(15 * S - 1, "", "Arden Bank", id="to-its-last-moment"),
        pytest.param(15 * S, "", "Quist", id="the-next"),
        pytest.param(44 * S, "", "Öst", id="the-last"),
        pytest.param(45 * S, "", "Arden Bank", id="and-round"),
        pytest.param(-1, "", "Öst", id="before"),
        pytest.param(5 * S, "3", "Quist", id="other-turns"),
    ],
)
def test_whose_turn_it_is(moment: int, every: str, expected: str) -> None:
    assert playing(shot(moment, style(every=every))) == expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        pytest.param(7 * S, [("ARDEN BANK", 255)], id="stands"),
        pytest.param(15 * S - FADE // 4, [("ARDEN BANK", 128)], id="fades"),
        pytest.param(15 * S, [], id="its-moment"),
        pytest.param(15 * S + FADE // 4, [("logo", 128)], id="comes"),
        pytest.param(15 * S + FADE // 2, [("logo", 255)], id="is-there"),
    ],
)
def test_one_goes_before_the_next_one_comes(moment: int, expected: list[tuple[str, int]]) -> None:
    assert list(seen(moment, style())) == expected


def test_one_alone_stays() -> None:
    look = style("Arden Bank")
    assert {tuple(seen(moment, look)) for moment in range(14 * S, 16 * S, FRAME)} == {
        (("ARDEN BANK", 255),)
    }


@pytest.mark.parametrize(
    ("since", "leaving"), [(BOARD.settles - 1, None), (60 * S, 0)], ids=["comes", "leaves"]
)
def test_it_does_not_count_while_it_comes_or_goes(since: int, leaving: int | None) -> None:
    assert playing(replace(shot(0, style(), since), leaving=leaving)) == ""
    assert playing(shot(0, style(), BOARD.settles)) == "Arden Bank"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param("A", [Partner("A")], id="a-name"),
        pytest.param("\nA : a\r\n\n", [Partner("A", "a")], id="with-an-image"),
        pytest.param("⚽\n⚽: a\n: a", [Partner("⚽", "a")], id="names-that-cannot-be-drawn"),
        pytest.param("", [], id="nobody"),
    ],
)
def test_sponsors_are_read_from_lines(said: str, expected: list[Partner]) -> None:
    assert list(partners(shot(0, style(said)))) == expected


def test_it_is_taken_or_stands_by_the_config() -> None:
    takes = Takes()
    takes.take("sponsor", AT, {"sponsors": "Orrin"})
    (taken,) = Stage((), style()).standing(GameState(), takes.as_of(AT), AT + S)
    assert playing(taken.shot) == "Orrin"
    always = replace(style(), settings=(*style().settings, ("sponsor", "stands", "true")))
    (stands,) = Stage((), always).standing(GameState(), NOTHING, AT)
    assert playing(stands.shot) == "Arden Bank"


def test_a_round_is_drawn_once() -> None:
    renderer = Renderer()
    for moment in range(0, 90 * S, 3 * FRAME):
        renderer.boxes(Scene(layers=layers(shot(moment, style()), HD)))
    assert renderer.drawn == 4


NAMES = ["W" * 40, "محمد صلاح", "中国足球", "\"'\\ --1", "x: missing"]


@pytest.mark.parametrize("name", NAMES, ids=ascii)
@pytest.mark.parametrize("size", [HD, SMALL, TALL, PictureSize(width=16, height=16)], ids=str)
@pytest.mark.parametrize("theme", [HOUSE, DAYLIGHT], ids=lambda theme: theme.name)
def test_any_name_stands_in_the_safe_area(name: str, size: PictureSize, theme: Theme) -> None:
    made = layers(shot(0, style(f"{name}\nB: a", theme=theme)), size)
    made += layers(shot(7 * S, style(f"{name}\nB: a", theme=theme)), size)
    assert made
    for layer in made:
        assert size.width * 0.05 - 2 <= layer.left
        assert layer.left + layer.drawing.width <= size.width * 0.95
        assert _drawn(layer)


def _drawn(layer: Layer) -> bool:
    renderer = Renderer()
    renderer.boxes(Scene(layers=(layer,)))
    return renderer.drawn == 1


@pytest.mark.parametrize("size", [(2000, 20), (20, 2000), (3, 3)], ids=str)
def test_a_logo_of_any_shape_has_its_place(size: tuple[int, int]) -> None:
    look = replace(style("A: a"), stills=(("a", logo(*size)),))
    for picture in (HD, SMALL, TALL):
        plate, mark = layers(shot(S, look), picture)
        assert plate.left < mark.left
        assert mark.left + mark.drawing.width < plate.left + plate.drawing.width
        assert plate.top < mark.top
        assert mark.top + mark.drawing.height < plate.top + plate.drawing.height


def test_turns_are_no_shorter_than_can_be_read() -> None:
    (every,) = (field for field in known(GRAPHIC.id).settings if field.name == "every")
    with pytest.raises(FieldError, match="from 3 to 600"):
        every.checked("1")
