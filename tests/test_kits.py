"""Kit clashes as leagues have them: who changes, into what, and who may not."""

from dataclasses import replace

import pytest

from feeds.fact import Team
from feeds.happening import Side
from feeds.state import GameState
from overlays.color import INK, WHITE, Color
from overlays.kits import are_apart, kit_colors, kits_apart

RED = Color(200, 16, 46)
SCARLET = Color(219, 0, 7)
CLARET = Color(122, 38, 58)
ORANGE = Color(255, 106, 19)
GREEN = Color(0, 112, 60)
SKY = Color(108, 171, 221)
ROYAL = Color(0, 87, 184)
NAVY = Color(19, 34, 87)
BLACK = Color(0, 0, 0)
YELLOW = Color(253, 225, 0)
GOLD = Color(253, 185, 19)


@pytest.mark.parametrize(
    ("home", "away", "expected"),
    [
        pytest.param((RED, WHITE), (SKY, NAVY), (RED, SKY), id="far-apart-stay"),
        pytest.param((WHITE, NAVY), (RED, WHITE), (WHITE, RED), id="white-and-red-stay"),
        pytest.param((RED, BLACK), (WHITE, BLACK), (RED, WHITE), id="red-and-white-stay"),
        pytest.param((RED, WHITE), (SCARLET, SKY), (RED, SKY), id="red-and-red"),
        pytest.param((RED, WHITE), (SCARLET, RED), (WHITE, SCARLET), id="home-changes-if-it-must"),
        pytest.param((RED, SCARLET), (SCARLET, RED), (RED, WHITE), id="nothing-but-red"),
        pytest.param((NAVY, WHITE), (BLACK, YELLOW), (NAVY, YELLOW), id="navy-and-black"),
        pytest.param((RED, WHITE), (GREEN, WHITE), (RED, WHITE), id="red-and-green"),
        pytest.param((GREEN, WHITE), (RED, SCARLET), (WHITE, RED), id="green-and-two-reds"),
        pytest.param((RED, WHITE), (ORANGE, WHITE), (RED, WHITE), id="red-and-orange"),
        pytest.param((WHITE, NAVY), (YELLOW, GREEN), (WHITE, GREEN), id="white-and-yellow"),
        pytest.param((SKY, NAVY), (ROYAL, YELLOW), (SKY, YELLOW), id="sky-and-royal"),
        pytest.param((ROYAL, WHITE), (NAVY, RED), (ROYAL, RED), id="royal-and-navy"),
        pytest.param((CLARET, WHITE), (RED, SKY), (CLARET, SKY), id="claret-and-red"),
        pytest.param((GOLD, BLACK), (YELLOW, ROYAL), (GOLD, ROYAL), id="gold-and-yellow"),
        pytest.param((ORANGE, WHITE), (RED, NAVY), (WHITE, RED), id="a-navy-lost-on-the-plate"),
    ],
)
def test_kits_are_kept_apart(
    home: tuple[Color, ...], away: tuple[Color, ...], expected: tuple[Color, Color]
) -> None:
    chosen = kits_apart(home, away)
    assert chosen == expected
    assert are_apart(*chosen)


@pytest.mark.parametrize(
    ("home", "away", "expected"),
    [
        pytest.param(RED, SCARLET, WHITE, id="red-and-red"),
        pytest.param(BLACK, NAVY, WHITE, id="black-and-navy"),
        pytest.param(WHITE, Color(240, 240, 238), INK, id="white-and-white"),
        pytest.param(WHITE, YELLOW, YELLOW, id="white-and-yellow-stay"),
        pytest.param(RED, GREEN, GREEN, id="red-and-green-stay"),
    ],
)
def test_without_another_kit_only_what_is_mistaken_changes(
    home: Color, away: Color, expected: Color
) -> None:
    assert kits_apart((home,), (away,)) == (home, expected)
    assert kits_apart((away,), (home,), yields=Side.HOME) == (expected, home)


def test_on_a_light_plate_another_kit_stands_out() -> None:
    home, away = (ORANGE, WHITE), (RED, NAVY)
    assert kits_apart(home, away, plate=Color(250, 250, 250)) == (ORANGE, NAVY)


def state(home: Team, away: Team) -> GameState:
    empty = GameState()
    return replace(empty, home=replace(empty.home, team=home), away=replace(empty.away, team=away))


MATCH = state(Team(name="Port Arden", color="#c8102e"), Team(name="Northmere", color="#db0007"))


@pytest.mark.parametrize(
    ("by_hand", "expected"),
    [
        pytest.param({}, (RED, WHITE), id="by-nobody"),
        pytest.param({Side.AWAY: GREEN}, (RED, GREEN), id="the-away-side"),
        pytest.param({Side.HOME: YELLOW}, (YELLOW, SCARLET), id="the-home-side"),
        pytest.param({Side.AWAY: RED}, (WHITE, RED), id="then-the-other-gives-way"),
        pytest.param({Side.HOME: RED, Side.AWAY: RED}, (RED, RED), id="what-both-are-told-is-so"),
    ],
)
def test_a_colour_given_by_hand_stands(
    by_hand: dict[Side, Color], expected: tuple[Color, Color]
) -> None:
    assert tuple(kit_colors(MATCH, by_hand).values()) == expected


def test_a_teams_second_kit_is_known() -> None:
    away = Team(name="Northmere", color="#db0007", second_color="#6cabdd")
    match = replace(MATCH, away=replace(MATCH.away, team=away))
    assert kit_colors(match) == {Side.HOME: RED, Side.AWAY: SKY}


def test_teams_without_a_colour_have_one_each() -> None:
    home, away = kit_colors(state(Team(name="A"), Team(name="B", color="red"))).values()
    assert are_apart(home, away)
