"""The mirror: in languages read from right to left scenes change sides, and stay readable."""

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest

from overlays.area import Area
from overlays.box import Crop, Pixels
from overlays.canvas import Align, Canvas
from overlays.catalogue import GRAPHICS
from overlays.color import WHITE
from overlays.config.overlay import BUILT_IN
from overlays.contact_sheet import seen
from overlays.fonts import Font
from overlays.graphic import Graphic, Style
from overlays.mirror import Mirrored, mirrored
from overlays.renderer import Renderer
from overlays.sample_matches import matches
from overlays.scene import Layer, PictureSize, Scene
from overlays.score_bug_cells import ScoreCell
from overlays.stage import Stage, layers_of, scene
from overlays.takes import NOTHING, Takes
from overlays.ticker_cells import StripResult

HD = PictureSize(width=1280, height=720)
ARABIC = Style(language="ar")
FOOTBALL = next(one for one in matches() if one.name == "football")


@dataclass(frozen=True)
class Sample:
    """A corner, a picture, letters and digits, and something that stays upright."""

    align: Align = "left"
    at: int = 40
    width: int = 200
    height: int = 60

    def draw(self, canvas: Canvas) -> None:
        canvas.polygon([(0, 0), (30, 0), (0, 30)], WHITE)
        canvas.text("Quist", (self.at, 30), Font(600, 24), WHITE, align=self.align)
        canvas.digits("12'", (self.at, 56), Font(600, 20), WHITE, align=self.align)
        with canvas.shifted(150, 10), canvas.upright(Area(0, 0, 40, 40)):
            canvas.polygon([(0, 0), (40, 0), (0, 40)], WHITE)


@dataclass(frozen=True)
class Picture:
    """A picture that is not the same from both sides."""

    at: int
    width: int = 40
    height: int = 8

    def draw(self, canvas: Canvas) -> None:
        pixels = np.zeros((8, 10, 4), np.uint8)
        pixels[:, :3] = 255
        canvas.image(pixels, (self.at, 0))


def drawn(drawing: Sample | Picture | Mirrored) -> Pixels:
    canvas = Canvas(drawing.width, drawing.height)
    drawing.draw(canvas)
    return canvas.finished()


def part(pixels: Pixels, left: int, right: int, top: int = 0) -> Pixels:
    return pixels[top:, left:right]


@pytest.mark.parametrize(("align", "other"), [("left", "right"), ("center", "center")])
def test_shapes_change_sides_and_letters_stay_readable(align: Align, other: Align) -> None:
    whole, made = drawn(Sample(align=align, at=80)), drawn(Mirrored(Sample(align=align, at=80)))
    assert np.array_equal(part(made, 170, 200), part(whole, 0, 30)[:, ::-1])
    expected = drawn(Sample(align=other, at=120))
    assert expected[:, 52:150].any()
    assert np.array_equal(part(made, 52, 150), part(expected, 52, 150))


def test_pictures_and_what_is_upright_stay_as_they_are() -> None:
    made, other = drawn(Mirrored(Picture(at=4))), drawn(Picture(at=26))
    assert np.array_equal(made, other)
    whole, turned = drawn(Sample()), drawn(Mirrored(Sample()))
    assert np.array_equal(part(turned, 10, 50, 10)[:40], part(whole, 150, 190, 10)[:40])


def test_places_and_crops_change_sides() -> None:
    layer = Layer(drawing=Sample(), left=10, top=4, crop=Crop(left=20, top=0, width=60, height=60))
    (made,) = mirrored((layer,), HD)
    assert (made.left, made.top, made.crop) == (
        1280 - 10 - 200,
        4,
        Crop(left=120, top=0, width=60, height=60),
    )
    assert [one.left for one in mirrored((made,), HD)] == [10]


@pytest.mark.parametrize("graphic", GRAPHICS, ids=lambda one: one.id)
def test_every_graphic_is_drawn_within_the_picture(graphic: Graphic) -> None:
    overlay = replace(BUILT_IN, style=ARABIC)
    pose = seen(graphic, overlay)[0]
    made = pose.settled(graphic, overlay, HD)
    assert all(isinstance(layer.drawing, Mirrored) for layer in made.layers)
    boxes = Renderer().boxes(made)
    assert boxes
    assert all(not box.left % 2 for box in boxes)
    shown = [box.crop or Crop(left=0, top=0, width=box.pixels.shape[1], height=2) for box in boxes]
    if graphic.id != "wipe":
        assert min(box.left + crop.left for box, crop in zip(boxes, shown, strict=True)) >= 64
        rights = (box.left + crop.left + crop.width for box, crop in zip(boxes, shown, strict=True))
        assert max(rights) <= 1280 - 64


def test_home_is_at_the_right_with_its_score() -> None:
    stage = Stage((), ARABIC, Fraction(25))
    (bug,) = stage.standing(FOOTBALL.state, NOTHING, FOOTBALL.at)
    cells = [
        (layer.left, layer.drawing.drawing.score)
        for layer in layers_of(bug, HD)
        if isinstance(layer.drawing, Mirrored)
        if isinstance(layer.drawing.drawing, ScoreCell)
    ]
    home, away = FOOTBALL.state.home.score, FOOTBALL.state.away.score
    assert home != away
    assert [score for _, score in sorted(cells[:2])] == [away, home]


def test_a_ticker_runs_to_the_right_by_the_same_pixels() -> None:
    stage, takes = Stage((), ARABIC, Fraction(25)), Takes()
    takes.take("ticker", FOOTBALL.at, {})
    places: dict[str, list[int]] = {}
    for number in range(40, 60):
        at = FOOTBALL.at + number * 40_000
        for layer in scene(stage.standing(FOOTBALL.state, takes.as_of(at), at), HD).layers:
            inner = layer.drawing.drawing if isinstance(layer.drawing, Mirrored) else None
            if isinstance(inner, StripResult) and inner.home.text:
                places.setdefault(inner.home.text, []).append(layer.left)
    steps = {after - one for lefts in places.values() for one, after in pairwise(lefts)}
    assert len(steps) == 1
    assert steps.pop() > 0


def test_other_matches_scores_stand_where_their_sides_do() -> None:
    stage, takes = Stage((), ARABIC, Fraction(25)), Takes()
    takes.take("ticker", FOOTBALL.at - 9_000_000, {})
    standing = stage.standing(FOOTBALL.state, takes.as_of(FOOTBALL.at), FOOTBALL.at)
    drawings = [layer.drawing for layer in scene(standing, HD).layers]
    found = [one.drawing for one in drawings if isinstance(one, Mirrored)]
    digits = {one.home.text: one.digits for one in found if isinstance(one, StripResult)}
    told = {one.home.name: one.score for one in FOOTBALL.state.others}
    assert digits
    for name, text in digits.items():
        score = told[name]
        if score is not None:
            assert text == f"{score[1]}\N{EN DASH}{score[0]}"


def test_a_scene_of_another_language_is_as_it_was() -> None:
    (bug,) = Stage((), Style(), Fraction(25)).standing(FOOTBALL.state, NOTHING, FOOTBALL.at)
    made = scene((bug,), HD)
    assert not any(isinstance(layer.drawing, Mirrored) for layer in made.layers)
    assert isinstance(made, Scene)
