"""The wipe: it covers the whole picture when it says, leaves no seam, and ends by itself."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from numpy.typing import NDArray

from feeds.event_time import MICROSECONDS
from feeds.fact import Team
from feeds.sport import Sport
from feeds.state import GameState, SideState
from overlays.catalogue import known
from overlays.composite import lay
from overlays.crest import Crest
from overlays.graphic import Shot, Style
from overlays.renderer import Renderer
from overlays.scene import PictureSize, Scene
from overlays.stage import Stage, names, scene
from overlays.takes import Takes
from overlays.theme import DAYLIGHT, HOUSE, Theme
from overlays.wipe import COVERS, GRAPHIC, LENGTH, Slope, Tile, layers

S = MICROSECONDS
AT = 1_800_000_000 * S
FRAME = 40_000
FULL_HD = PictureSize(width=1920, height=1080)
HD = PictureSize(width=1280, height=720)
ODD = PictureSize(width=854, height=482)
SMALL = PictureSize(width=640, height=360)
TALL = PictureSize(width=540, height=960)
PLAYING = GameState(
    sport=Sport.FOOTBALL,
    home=SideState(team=Team(name="Port Arden", color="#e8432b")),
    away=SideState(team=Team(name="Northmere", color="#3f8cff")),
)
GROUND = (255, 0, 255)


def at(moment: int, size: PictureSize, theme: Theme = HOUSE, state: GameState = PLAYING) -> Scene:
    shot = Shot(state=state, at=AT + moment, since=moment, style=Style(theme=theme))
    return Scene(layers=layers(shot, size))


def bare(made: Scene, size: PictureSize, renderer: Renderer) -> NDArray[np.bool_]:
    """Where the ground is seen through, if only a little."""
    picture = np.full((size.height, size.width, 3), GROUND, np.uint8)
    marks = [one for one in made.layers if isinstance(one.drawing, Tile | Slope)]
    lay(picture, renderer.boxes(Scene(layers=tuple(marks))))
    seen: NDArray[np.bool_] = (picture[..., 0] > 180) & (picture[..., 2] > 180)
    return seen & (picture[..., 1] < 60)


@pytest.mark.parametrize("size", [FULL_HD, HD, ODD, SMALL, TALL], ids=str)
@pytest.mark.parametrize("moment", [COVERS[0], sum(COVERS) // 2, COVERS[1]])
@pytest.mark.parametrize("theme", [HOUSE, DAYLIGHT], ids=lambda theme: theme.name)
def test_it_covers_all_of_the_picture(size: PictureSize, moment: int, theme: Theme) -> None:
    covered = np.zeros((size.height, size.width), bool)
    for layer in at(moment, size, theme).layers:
        if isinstance(layer.drawing, Tile):
            crop = layer.crop
            left, top = (crop.left, crop.top) if crop else (0, 0)
            width, height = (
                (crop.width, crop.height) if crop else (layer.drawing.width, layer.drawing.height)
            )
            x, y = layer.left + left, layer.top + top
            covered[y : y + height, x : x + width] = True
    assert covered.all()


@pytest.mark.parametrize("rate", [Fraction(25), Fraction(60000, 1001)], ids=str)
def test_there_are_frames_to_cut_under_it(rate: Fraction) -> None:
    moments = [round(number * S / rate) for number in range(60)]
    assert len([one for one in moments if COVERS[0] <= one <= COVERS[1]]) >= 3


@pytest.mark.parametrize("size", [HD, ODD, TALL], ids=str)
def test_it_crosses_without_a_seam(size: PictureSize) -> None:
    """In every row the picture is seen at one end alone, first at the right, then at the left."""
    renderer, shares = Renderer(), []
    for moment in range(0, LENGTH, FRAME):
        seen = bare(at(moment, size), size, renderer)
        shares.append(seen.mean())
        end = seen[:, -1:] if moment < LENGTH // 2 else seen[:, :1]
        assert (end | ~seen.any(axis=1, keepdims=True)).all()
        assert (np.abs(np.diff(seen.astype(int), axis=1)).sum(axis=1) <= 1).all()
    middle = len(shares) // 2
    assert shares[: middle + 1] == sorted(shares[: middle + 1], reverse=True)
    assert shares[middle:] == sorted(shares[middle:])
    assert shares[0] > 0.99


def test_panels_are_the_theme_s_and_the_sides() -> None:
    def colors(moment: int) -> set[str]:
        return {
            "#{:02x}{:02x}{:02x}".format(*one.drawing.color[:3])
            for one in at(moment, HD).layers
            if isinstance(one.drawing, Tile)
        }

    ours = {"#{:02x}{:02x}{:02x}".format(*one[:3]) for one in (HOUSE.accent, HOUSE.plate_top)}
    assert colors(240_000) == ours | {"#e8432b"}
    assert colors(760_000) == ours | {"#3f8cff"}


def test_crests_stand_in_the_middle_of_a_match_s() -> None:
    crests = [one for one in at(S // 2, HD).layers if isinstance(one.drawing, Crest)]
    left, right = crests[0].left, crests[1].left + crests[1].drawing.width
    assert [one.crop for one in crests] == [None, None]
    assert abs(left + right - HD.width) <= 2
    nobody = replace(PLAYING, sport=None)
    drawn = [one.drawing for one in at(S // 2, HD, state=nobody).layers]
    assert not [one for one in drawn if isinstance(one, Crest)]


@pytest.mark.parametrize("size", [FULL_HD, SMALL, TALL], ids=str)
def test_it_is_drawn_once_and_small(size: PictureSize) -> None:
    """All of it fits into what a rung keeps of drawings."""
    renderer = Renderer(byte_limit=2 * size.width * size.height)
    for _ in range(2):
        for moment in range(0, LENGTH, FRAME):
            renderer.boxes(at(moment, size))
    assert renderer.drawn <= 4 + 2 * 4 + 2


def test_taken_it_ends_by_itself_and_may_be_taken_again() -> None:
    takes = Takes()
    takes.take("wipe", AT, {})
    takes.take("wipe", AT + 5 * S, {})
    takes.clear("wipe", AT + 5 * S + 200_000)
    stage, seen = Stage(()), []
    for moment in range(0, 7 * S, FRAME):
        standing = stage.standing(GameState(), takes.as_of(AT + moment), AT + moment)
        if scene(standing, HD).layers:
            seen.append(moment)
    assert seen == [*range(FRAME, S, FRAME), *range(5 * S + FRAME, 6 * S, FRAME)]
    assert not names(stage.standing(GameState(), takes.as_of(AT + S), AT + S))


@pytest.mark.parametrize("width", [16, 18, 64, 4096])
@pytest.mark.parametrize("height", [16, 18, 64, 2160])
def test_the_smallest_and_largest_pictures_are_covered(width: int, height: int) -> None:
    size = PictureSize(width=width, height=height)
    made = at(S // 2, size)
    tiles = [one for one in made.layers if isinstance(one.drawing, Tile)]
    shown = [one.crop or one.drawing for one in tiles]
    assert sum(one.width * one.height for one in shown) == width * height


def test_its_description_says_when_it_covers() -> None:
    covers = " to ".join(f"{moment / S:.2f}" for moment in COVERS)
    assert f"covers_at {covers} s" in known(GRAPHIC.id).manifest.description
