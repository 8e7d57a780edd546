"""The lower third: what stands at each moment, how it comes and goes, and that it is drawn once."""

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from feeds.event_time import MICROSECONDS
from feeds.fact import Team
from feeds.happening import Side
from feeds.marks import ScoredMark, StruckMark
from feeds.sport import Sport
from feeds.state import GameState, SideState
from overlays.area import Area
from overlays.box import Pixels
from overlays.canvas import Canvas
from overlays.caption import Caption, caption
from overlays.catalogue import RULES
from overlays.color import AMBER, INK, Color, contrast
from overlays.fonts import ELLIPSIS
from overlays.graphic import PLAIN, Shot, Style
from overlays.lower_third import OUT, layers
from overlays.lower_third_cells import ThirdPlate, ThirdWords
from overlays.lower_third_layout import third_layout
from overlays.photo import Photo, Silhouette
from overlays.renderer import Renderer
from overlays.scene import Drawing, Layer, PictureSize, Scene
from overlays.stage import OnAir, Stage, Standing
from overlays.stage import scene as staged
from overlays.still import Still, still
from overlays.strap import Strap
from overlays.takes import NOTHING, ByHand, Takes
from overlays.theme import HOUSE

FRAME = 40_000
STAYS = RULES[0].length
AT = 1_800_000_000 * MICROSECONDS + 123_456
HD = PictureSize(width=1280, height=720)
FULL_HD = PictureSize(width=1920, height=1080)
SMALL = PictureSize(width=640, height=360)
TALL = PictureSize(width=540, height=960)
GOAL = ScoredMark(at=AT, side=Side.HOME, event_time=AT, player="Quist", assist="Rusk", minute=44)
PLAYING = GameState(
    sport=Sport.FOOTBALL,
    home=SideState(team=Team(name="Port Arden", color="#e8432b")),
    away=SideState(team=Team(name="Northmere", color="#3f8cff")),
)
SCORED = replace(PLAYING, goal=GOAL)


def taken(*moves: tuple[int, str | None]) -> Takes:
    """Taken with a title, or cleared, at µs after AT."""
    takes = Takes()
    for at, title in moves:
        if title is None:
            takes.clear("lower_third", AT + at)
        else:
            takes.take("lower_third", AT + at, {"title": title})
    return takes


def scene_at(state: GameState, age: int, size: PictureSize = HD, hand: ByHand = NOTHING) -> Scene:
    return staged(shown(state, hand, AT + age), size)


def shown(state: GameState, hand: ByHand, moment: int) -> OnAir:
    standing = Stage(RULES).standing(state, hand, moment)
    return tuple(one for one in standing if one.graphic == "lower_third")


def of_kind[Kind](scene: Scene, kind: type[Kind]) -> list[Layer]:
    return [layer for layer in scene.layers if isinstance(layer.drawing, kind)]


def width(scene: Scene) -> int:
    """How much of the plates' width shows."""
    plates = of_kind(scene, ThirdPlate)
    return max((one.crop.width if one.crop else one.drawing.width for one in plates), default=0)


def painted(drawing: Drawing) -> Pixels:
    canvas = Canvas(drawing.width, drawing.height)
    drawing.draw(canvas)
    return canvas.finished()


@pytest.mark.parametrize(
    ("age", "is_there"),
    [
        pytest.param(-FRAME, False, id="a-frame-before"),
        pytest.param(-1, False, id="not-a-moment-before"),
        pytest.param(0, True, id="on-the-goal-s-own-picture"),
        pytest.param(STAYS // 2, True, id="standing"),
        pytest.param(STAYS + OUT - 2 * FRAME, True, id="leaving"),
        pytest.param(STAYS + OUT, False, id="gone"),
    ],
)
@pytest.mark.parametrize("size", [HD, SMALL, TALL], ids=str)
def test_a_goal_brings_it_in_for_some_seconds(
    age: int,
    size: PictureSize,
    is_there: bool,  # noqa: FBT001 - a column of the table
) -> None:
    assert bool(scene_at(SCORED, age, size).layers) == is_there


@pytest.mark.parametrize("size", [FULL_HD, HD, SMALL, TALL], ids=str)
def test_it_is_drawn_once_however_it_moves(size: PictureSize) -> None:
    renderer = Renderer()
    renderer.boxes(scene_at(SCORED, STAYS // 2, size))
    drawn = renderer.drawn
    versions = set()
    for age in range(0, STAYS + OUT, FRAME // 3):
        versions |= {box.version for box in renderer.boxes(scene_at(SCORED, age, size))}
    assert (drawn, renderer.drawn, len(versions)) == (3, 3, 3)


def test_it_changes_only_while_it_comes_and_goes() -> None:
    looks = [shown(SCORED, NOTHING, AT + age) for age in range(0, STAYS + OUT, FRAME)]
    changes = [n for n, (one, other) in enumerate(pairwise(looks), 1) if one != other]
    coming, leaving = 640_000 // FRAME + 1, STAYS // FRAME
    assert changes == [*range(1, coming), *range(leaving, len(looks))]


def test_it_comes_and_goes_without_a_step_back() -> None:
    coming = [width(scene_at(SCORED, age)) for age in range(0, 600_000, FRAME)]
    leaving = [width(scene_at(SCORED, STAYS + age)) for age in range(0, OUT + FRAME, FRAME)]
    assert coming == sorted(coming)
    assert leaving == sorted(leaving, reverse=True)
    assert coming[-1] == leaving[0] == third_layout(_caption(SCORED), HD).plate.width
    assert (0 < coming[0] < 20, leaving[-1]) == (True, 0)


def _caption(state: GameState) -> Caption:
    (one,) = shown(state, NOTHING, AT + STAYS // 2)
    return said(one)


def said(one: Standing) -> Caption:
    return caption(one.state, one.fields, PLAIN)


def test_the_strap_rises_from_behind_the_plate_and_never_over_it() -> None:
    plate = third_layout(_caption(SCORED), HD).plate
    lowest = []
    for age in range(0, STAYS + OUT, FRAME):
        for one in of_kind(scene_at(SCORED, age), Strap):
            bottom = one.drawing.height if one.crop is None else one.crop.top + one.crop.height
            lowest.append(one.top + bottom)
    assert max(lowest) < plate.top
    assert len(set(lowest)) == 1


def test_the_words_fade_and_stay_on_the_plate() -> None:
    plate = third_layout(_caption(SCORED), HD).plate
    opacities = []
    for age in range(0, STAYS + OUT, FRAME):
        for one in of_kind(scene_at(SCORED, age), ThirdWords):
            crop = one.crop
            bottom = one.drawing.height if crop is None else crop.top + crop.height
            assert one.top + bottom <= plate.bottom
            opacities.append(one.opacity)
    peak = opacities.index(255)
    assert opacities[:peak] == sorted(opacities[:peak])
    assert 3 < peak < 15
    assert opacities[-1] < 200


@pytest.mark.parametrize("taken_back", [120_000, 360_000, 3_000_000, STAYS + 80_000])
def test_var_takes_it_out_from_where_it_is(taken_back: int) -> None:
    struck = replace(PLAYING, struck=StruckMark(at=AT + taken_back, goal=GOAL))
    before = width(scene_at(SCORED, taken_back))
    out = [width(scene_at(struck, taken_back + age)) for age in range(0, OUT + FRAME, FRAME)]
    assert (out[0], out[-1]) == (before, 0)
    assert out == sorted(out, reverse=True)


def test_the_next_goal_takes_its_place() -> None:
    second = replace(GOAL, at=AT + 3_000_000, side=Side.AWAY, player="Szabo")
    state = replace(SCORED, goal=second, goal_before=GOAL)
    names = {
        age: [one.fields["title"] for one in shown(state, NOTHING, AT + age)]
        for age in (2_960_000, 3_000_000, 3_440_000, 3_480_000, 3_000_000 + STAYS + OUT)
    }
    assert list(names.values()) == [
        ["Quist"],
        ["Quist", "Szabo"],
        ["Quist", "Szabo"],
        ["Szabo"],
        [],
    ]
    renderer = Renderer()
    for age in range(0, 2 * STAYS, FRAME):
        renderer.boxes(scene_at(state, age))
    assert renderer.drawn == 6


def test_what_is_known_of_a_goal_later_is_cut_in() -> None:
    unknown = replace(SCORED, goal=replace(GOAL, player=None, assist=None))
    renderer = Renderer()
    renderer.boxes(scene_at(unknown, 2_000_000))
    renderer.boxes(scene_at(SCORED, 2_040_000))
    assert renderer.drawn == 6
    assert width(scene_at(SCORED, 2_040_000)) == third_layout(_caption(SCORED), HD).plate.width


def test_taken_by_hand_it_stands_until_it_is_cleared() -> None:
    takes = taken((0, "Ada Quist"), (60_000_000, None))

    def hand(age: int) -> ByHand:
        return takes.as_of(AT + age)

    ages = (-1, 0, 59_990_000, 60_480_000)
    widths = [width(scene_at(PLAYING, age, hand=hand(age))) for age in ages]
    assert widths[0] == widths[3] == 0
    assert 0 < widths[1] < 20
    assert widths[2] > 300
    (one,) = shown(PLAYING, hand(30_000_000), AT + 30_000_000)
    assert (said(one).color, said(one).club, one.is_leaving) == (AMBER, "", False)
    (one,) = shown(PLAYING, hand(60_000_000), AT + 60_000_000)
    assert one.is_leaving


def test_the_same_moment_looks_the_same_whenever_it_is_asked_for() -> None:
    ages = [*range(0, STAYS + OUT, FRAME)]
    forth = {age: scene_at(SCORED, age) for age in ages}
    back = {age: scene_at(SCORED, age) for age in reversed(ages)}
    assert forth == back


NAMES = [
    "Quist",
    "W" * 40,
    "Wolfeschlegelsteinhausenbergerdorff " * 5,
    "Łukasz Şükür Đorđević",
    "⚽🏴\U000e0067",
    "שלום עליכם",
    "中国足球",
    "محمد صلاح 45+2'",
    "\ud800\"';--\\\n",
]


@pytest.mark.parametrize("name", NAMES, ids=ascii)
@pytest.mark.parametrize(
    "size", [FULL_HD, HD, SMALL, TALL, PictureSize(width=160, height=90)], ids=str
)
def test_any_name_stands_in_the_safe_area(name: str, size: PictureSize) -> None:
    mark = replace(GOAL, player=name, assist=name, minute=999)
    team = SideState(team=Team(name=name[:200] or "x", color="#101010"))
    state = replace(PLAYING, goal=mark, home=team)
    for age in (0, 200_000, 400_000, STAYS // 2, STAYS + 200_000):
        for layer in scene_at(state, age, size).layers:
            left, top, right, bottom = _place(layer)
            assert 0.05 * size.width <= left < right <= 0.95 * size.width
            assert 0.05 * size.height <= top < bottom <= 0.95 * size.height


def _place(layer: Layer) -> tuple[int, int, int, int]:
    crop, drawing = layer.crop, layer.drawing
    if crop is None:
        return layer.left, layer.top, layer.left + drawing.width, layer.top + drawing.height
    left, top = layer.left + crop.left, layer.top + crop.top
    return left, top, left + crop.width, top + crop.height


@pytest.mark.parametrize("width", [16, 18, 20, 64, 400, 4096])
@pytest.mark.parametrize("height", [16, 18, 20, 64, 400, 4096])
def test_the_smallest_and_oddest_pictures_are_dressed(width: int, height: int) -> None:
    size = PictureSize(width=width, height=height)
    renderer = Renderer()
    for age in range(0, STAYS + OUT, 3 * FRAME):
        renderer.boxes(scene_at(SCORED, age, size))
    assert renderer.drawn == 3


@pytest.mark.parametrize("size", [HD, SMALL], ids=str)
def test_words_are_inked_where_the_layout_says_and_do_not_touch(size: PictureSize) -> None:
    mark = replace(GOAL, player="Maximilian-Alexander von Hohenzollern Jr", minute=118)
    places = third_layout(_caption(replace(SCORED, goal=mark)), size)
    (words,) = of_kind(scene_at(replace(SCORED, goal=mark), STAYS // 2, size), ThirdWords)
    inked = painted(words.drawing)[..., 3] > 60
    rows = _runs(inked.any(axis=1))
    assert len(rows) == 2
    assert words.left + inked.any(axis=0).nonzero()[0][-1] < places.figure.left
    assert places.title.text.endswith(("Jr", ELLIPSIS))


def _runs(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First and last row of each run of inked rows."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(int)))
    pairs: Sequence[int] = edges.tolist()
    return list(zip(pairs[::2], pairs[1::2], strict=True))


@pytest.mark.parametrize(
    ("color", "expected"),
    [
        pytest.param("#ffffff", Color(255, 255, 255), id="white"),
        pytest.param("#ffe000", Color(255, 224, 0), id="yellow"),
        pytest.param("#141a33", Color(20, 26, 51), id="as-dark-as-the-plate"),
        pytest.param("#e8432b", Color(232, 67, 43), id="red"),
        pytest.param("#808080", Color(128, 128, 128), id="grey"),
    ],
)
def test_every_kit_can_be_read_and_seen(color: str, expected: Color) -> None:
    state = replace(SCORED, home=SideState(team=Team(name="Port Arden", color=color)))
    (strap,) = [one.drawing for one in of_kind(scene_at(state, STAYS // 2), Strap)]
    assert isinstance(strap, Strap)
    assert strap.ground == expected
    assert contrast(strap.ink, strap.ground) >= 3.6
    assert contrast(strap.tag_ink, strap.tag_ground) >= 3.6
    (plate,) = of_kind(scene_at(state, STAYS // 2), ThirdPlate)
    bar = painted(plate.drawing)[
        plate.drawing.height // 2, : third_layout(_caption(state), HD).bar.width
    ]
    seen = [contrast(Color(*pixel[:3].tolist()), HOUSE.plate_top) for pixel in bar]
    assert max(seen) >= 1.5
    assert contrast(HOUSE.muted, HOUSE.plate_foot) > contrast(HOUSE.muted, HOUSE.plate_top) > 4.5


def test_small_pictures_have_no_crest_and_larger_letters() -> None:
    large, small = (third_layout(_caption(SCORED), size) for size in (HD, SMALL))
    assert (large.crest is not None, small.crest) == (True, None)
    assert small.title.font.size > 0.7 * large.title.font.size


@pytest.mark.parametrize("size", [FULL_HD, HD, SMALL], ids=str)
def test_what_is_seen_of_a_goal(size: PictureSize) -> None:
    """The pixels of the whole: the kit's bar, white letters, digits on ink, nothing beside it."""
    places = third_layout(_caption(SCORED), size)
    picture = np.zeros((size.height, size.width, 4), float)
    for box in Renderer().boxes(scene_at(SCORED, STAYS // 2, size)):
        height, width = box.pixels.shape[:2]
        under = picture[box.top : box.top + height, box.left : box.left + width]
        under[:] = box.pixels + under * (1 - box.pixels[..., 3:] / 255)

    def cut(area: Area) -> NDArray[np.float64]:
        return picture[area.top : area.bottom, area.left : area.right]

    middle = places.plate.height // 2
    assert (abs(cut(places.bar)[middle, :, :3] - (232, 67, 43)) < 2).all()
    for area in (places.text, places.figure):
        assert 0.04 < (cut(area)[..., :3].min(axis=2) > 200).mean() < 0.4
    assert (cut(places.figure)[middle, -2, :3] == INK[:3]).all()
    assert (cut(places.plate)[4:-4, 4:-4, 3] > 254).all()
    strap = cut(places.strap)[middle // 2]
    assert (strap[4, :3] == 255).all()
    beside = picture[..., 3].copy()
    for area in (places.plate, places.strap):
        beside[area.top : area.bottom, area.left : area.right] = 0
    assert not beside.any()


@pytest.mark.parametrize(
    ("symbol", "figure"),
    [
        pytest.param("yellow_card", "44'", id="yellow"),
        pytest.param("second_yellow", "90+4'", id="second-yellow"),
        pytest.param("red_card", "", id="a-card-alone"),
        pytest.param("substitution", "62'", id="change"),
    ],
)
@pytest.mark.parametrize("size", [FULL_HD, HD, SMALL, TALL], ids=str)
def test_symbols_stand_clear_of_the_words(symbol: str, figure: str, size: PictureSize) -> None:
    fields = {"title": "Maximilian-Alexander von Hohenzollern Jr", "line": "y" * 60}
    made = caption(PLAYING, {**fields, "symbol": symbol, "figure": figure}, PLAIN)
    plain = caption(PLAYING, {**fields, "figure": figure}, PLAIN)
    with_it, without = third_layout(made, size), third_layout(plain, size)
    is_card = symbol != "substitution"
    assert (with_it.card > 0, with_it.indent > 0) == (is_card, not is_card)
    assert with_it.indent + with_it.title.width <= with_it.text.width
    free = with_it.figure.width - without.figures.width
    assert 0 < with_it.figures_left < with_it.figure.width
    assert not is_card or with_it.figures_left > free / 2 > 0


def _still() -> Still:
    content = BytesIO()
    Image.new("RGB", (300, 400), (200, 30, 60)).save(content, "PNG")
    return still(content.getvalue(), name="photo")


@pytest.mark.parametrize("size", [FULL_HD, HD, TALL], ids=str)
@pytest.mark.parametrize(
    ("photo", "kind"), [("Quist", Photo), ("Rusk", Silhouette)], ids=["known", "nobody-s"]
)
def test_a_photo_takes_the_crest_s_place(
    photo: str, kind: type[Photo | Silhouette], size: PictureSize
) -> None:
    style = Style(stills=(("Quist", _still()),))
    fields = {"title": "Ada Quist", "side": "home", "photo": photo}
    shot = Shot(state=PLAYING, at=AT, since=9_000_000, style=style, fields=fields)
    made = Scene(layers=layers(shot, size))
    places = third_layout(caption(PLAYING, fields, PLAIN), size)
    (layer,) = of_kind(made, kind)
    assert (layer.left, layer.top) == (places.bar.right, places.plate.top)
    assert layer.drawing.height == places.plate.height
    assert layer.left + layer.drawing.width < places.text.left
    assert places.crest is None
    (plate,) = of_kind(made, ThirdPlate)
    assert isinstance(plate.drawing, ThirdPlate)
    assert plate.drawing.crest is None


def test_small_pictures_have_no_photo_either() -> None:
    said = caption(PLAYING, {"title": "Quist", "photo": "Quist"}, PLAIN)
    assert third_layout(said, SMALL).photo is None


def test_a_goal_has_the_scorer_s_photo_where_there_is_one() -> None:
    style = Style(stills=(("Quist", _still()),))
    for mark, expected in ((GOAL, 1), (replace(GOAL, player="Rusk"), 0)):
        state = replace(SCORED, goal=mark)
        standing = Stage(RULES, style).standing(state, NOTHING, AT + STAYS // 2)
        assert len(of_kind(staged(standing, HD), Photo)) == expected
