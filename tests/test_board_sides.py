"""Both sides on a board: who stands back, and colours by hand."""

from feeds.fact import Team
from feeds.happening import Side
from feeds.state import GameState, SideState
from overlays.boards.sides import sides
from overlays.color import Color
from overlays.graphic import Shot, Style
from overlays.theme import HOUSE

STATE = GameState(
    home=SideState(team=Team(name="North", color="#c8102e")),
    away=SideState(team=Team(name="South", color="#6cabdd")),
)


def test_they_stand_in_the_order_of_the_rows() -> None:
    shot = Shot(state=STATE, at=0, since=0)
    away, home = sides(shot, rows=(Side.AWAY, Side.HOME), back=Side.HOME)
    assert (away.club, away.color, away.ink) == ("South", Color(0x6C, 0xAB, 0xDD), HOUSE.text)
    assert (home.club, home.color, home.ink) == ("North", Color(0xC8, 0x10, 0x2E), HOUSE.muted)


def test_a_colour_by_hand_is_taken() -> None:
    style = Style(colors=(("home", "#00ff00"),))
    home, _ = sides(Shot(state=STATE, at=0, since=0, style=style))
    assert home.color == Color(0, 255, 0)
