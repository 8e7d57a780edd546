"""The shoot-out: what became of each kick, who is next, who has won, and how discs come."""

from dataclasses import replace

import pytest

from feeds.happening import Side
from feeds.sport import Sport
from feeds.state import GameState, Phase
from overlays import shoot_out
from overlays.kick_disc import KickDisc, KickKind
from overlays.renderer import Renderer
from overlays.scene import Layer, Scene
from overlays.shoot_out import GRAPHIC
from overlays.shoot_out_kicks import SHOWN_AT_MOST, next_side, winner
from overlays.strap import Strap
from overlays.theme import DAYLIGHT, HOUSE
from tests.panels import AT, FRAME, HD, MATCH, RESTED, drawn, kicks, shot, words

LETTERS = {
    KickKind.SCORED: "o",
    KickKind.MISSED: "x",
    KickKind.NEXT: "?",
    KickKind.TO_COME: "-",
}


def discs(state: GameState) -> list[str]:
    """Each side's discs, home's first."""
    layers = [one for one in GRAPHIC.layers(shot(state), HD) if isinstance(one.drawing, KickDisc)]
    layers.sort(key=lambda layer: (layer.top, layer.left))
    kinds = [one.drawing.kind for one in layers if isinstance(one.drawing, KickDisc)]
    letters = "".join(LETTERS[kind] for kind in kinds)
    half = len(letters) // 2
    return [letters[:half], letters[half:]]


@pytest.mark.parametrize(
    ("told", "expected", "won"),
    [
        pytest.param("", ["-----", "-----"], None, id="before-the-first-kick"),
        pytest.param("o", ["o----", "?----"], None, id="the-other-side-is-next"),
        pytest.param("oxo", ["oo---", "x?---"], None, id="in-turn"),
        pytest.param(".o", ["?----", "o----"], None, id="whoever-began"),
        pytest.param("oxoxox", ["ooo--", "xxx--"], Side.HOME, id="cannot-be-caught"),
        pytest.param("ooooxooo", ["ooxo?", "oooo-"], None, id="not-yet"),
        pytest.param("oooooooooo", ["ooooo?", "ooooo-"], None, id="sudden-death"),
        pytest.param("ooooooooooo", ["oooooo", "ooooo?"], None, id="its-first-kick"),
        pytest.param("oooooooooox", ["ooooox", "ooooo?"], None, id="missed"),
        pytest.param("oooooooooooo", ["oooooo?", "oooooo-"], None, id="and-on"),
        pytest.param("ooooooooooox", ["oooooo", "ooooox"], Side.HOME, id="decided"),
    ],
)
def test_discs_say_what_became_of_each_kick(
    told: str, expected: list[str], won: Side | None
) -> None:
    state = kicks(MATCH, told)
    assert discs(state) == expected
    assert winner(state) is won
    if won is not None:
        assert next_side(state) is None


def test_on_ice_there_are_three_shots_and_another_word() -> None:
    state = kicks(replace(MATCH, sport=Sport.ICE_HOCKEY), "oxox")
    assert discs(state) == ["oo-", "xx-"]
    assert winner(state) is Side.HOME
    (strap,) = (
        one.drawing for one in GRAPHIC.layers(shot(state), HD) if isinstance(one.drawing, Strap)
    )
    assert strap.tag.text == "SHOOT-OUT"


def test_a_long_one_shows_the_last_kicks() -> None:
    home, away = discs(kicks(MATCH, "oo" * 14))
    assert home == "o" * (SHOWN_AT_MOST - 1) + "?"
    assert away == "o" * (SHOWN_AT_MOST - 1) + "-"


def test_where_nobody_tells_of_the_kicks_there_are_names_and_scores() -> None:
    state = kicks(MATCH, "oo")
    state = replace(state, home=replace(state.home, shootout=3))
    assert discs(state) == ["", ""]
    assert words(GRAPHIC.layers(shot(state), HD)) == ["Port Arden", "Northmere"]
    assert winner(state) is None
    over = replace(state, phase=Phase.AFTER_SHOOT_OUT)
    assert winner(over) is Side.HOME
    (strap,) = (
        one.drawing for one in GRAPHIC.layers(shot(over), HD) if isinstance(one.drawing, Strap)
    )
    assert strap.remark.text == "WINNER Port Arden"


def test_a_kick_s_disc_comes_over_the_ring_and_draws_nothing_else_anew() -> None:
    renderer = Renderer()
    before = kicks(MATCH, "ox")
    drawn(GRAPHIC, shot(before), HD, renderer)
    count = renderer.drawn
    opacities = []
    for age in range(0, 10 * FRAME, FRAME):
        state = kicks(MATCH, "oxo", AT + RESTED - age)
        made = shot(state)
        assert (shoot_out.moment(made) is None) == (age >= 7 * FRAME)
        last = [one for one in GRAPHIC.layers(made, HD) if _is_second_scored(one, made.state)]
        opacities.append(last[-1].opacity)
        drawn(GRAPHIC, made, HD, renderer)
    assert opacities == sorted(opacities)
    assert opacities[0] == 0
    assert opacities[-1] == 255
    # The home side's score alone.
    assert renderer.drawn == count + 1


def _is_second_scored(layer: Layer, state: GameState) -> bool:
    if not isinstance(layer.drawing, KickDisc) or layer.drawing.kind is not KickKind.SCORED:
        return False
    return state.home.shootout == 2


def test_discs_are_told_apart_without_their_colours() -> None:
    for theme in (HOUSE, DAYLIGHT):
        shapes = set()
        for kind in KickKind:
            disc = KickDisc(size=40, kind=kind, theme=theme)
            (box,) = Renderer().boxes(Scene(layers=(Layer(drawing=disc, left=0, top=0),)))
            is_there, is_white = box.pixels[..., 3] > 128, box.pixels.min(axis=2) > 220
            shapes.add(is_there.tobytes() + is_white.tobytes())
        assert len(shapes) == len(KickKind)
