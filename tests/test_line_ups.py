"""Line-ups: whose, in which order, with what beside them."""

from dataclasses import replace

import pytest

from feeds.happening import Side
from feeds.squad import LineUp, Player
from feeds.state import GameState
from overlays.line_ups import GRAPHIC
from overlays.panel_row import Kit, PanelRow
from overlays.pitch import Pitch, spots
from overlays.scene import Layer
from tests.panels import HD, LONG, MATCH, SMALL, line_up, shot, words


def parts[Kind](layers: tuple[Layer, ...], kind: type[Kind]) -> list[Kind]:
    rows = (layer.drawing for layer in layers if isinstance(layer.drawing, PanelRow))
    return [part for row in rows for part in row.parts if isinstance(part, kind)]


def with_home(state: GameState, told: LineUp | None) -> GameState:
    return state.with_side(Side.HOME, replace(state.home, line_up=told))


def squad(*players: Player, formation: str | None = None) -> LineUp:
    return LineUp(event_time=0, received=0, side=Side.HOME, players=players, formation=formation)


@pytest.mark.parametrize(
    ("step", "side", "expected"),
    [
        pytest.param(1, "", ["Port Arden"], id="home-first"),
        pytest.param(2, "", ["Northmere"], id="then-away"),
        pytest.param(9, "", ["Northmere"], id="and-no-further"),
        pytest.param(1, "away", ["Northmere"], id="asked-for"),
        pytest.param(2, "home", ["Port Arden"], id="at-any-step"),
        pytest.param(1, "both", ["Port Arden", "Northmere"], id="both"),
    ],
)
def test_whose_it_is(step: int, side: str, expected: list[str]) -> None:
    layers = GRAPHIC.layers(shot(MATCH, step=step, side=side), HD)
    said = words(layers)
    assert [name for name in ("Port Arden", "Northmere") if name in said] == expected
    assert len(parts(layers, Kit)) == len(expected)


@pytest.mark.parametrize("side", ["", "home", "away", "both"])
def test_of_two_sides_the_one_that_was_told_is_shown(side: str) -> None:
    said = words(GRAPHIC.layers(shot(with_home(MATCH, None), side=side), HD))
    assert "Northmere" in said
    assert "Port Arden" not in said


def test_players_stand_in_their_order_behind_their_numbers() -> None:
    said = words(GRAPHIC.layers(shot(MATCH), HD))
    assert said[:6] == ["4-3-3", "Port Arden", "1", "Tollan", "2", "Brask"]
    assert said[-7:-2] == ["SUBSTITUTES", "12", "Aldous", "13", "Brandt"]
    assert said[-2:] == ["COACH", "Marta Lindqvist"]
    assert said[said.index("Quist") + 1] == "C"


def test_small_pictures_have_the_players_alone() -> None:
    said = words(GRAPHIC.layers(shot(MATCH), SMALL))
    assert said[-1] == "Fennick"
    assert not parts(GRAPHIC.layers(shot(MATCH), SMALL), Pitch)


def test_every_player_stands_on_the_pitch_of_a_known_formation() -> None:
    pitches = parts(GRAPHIC.layers(shot(MATCH), HD), Pitch)
    names = {one.name.text for pitch in pitches for one in pitch.players}
    assert len(names) == 11
    assert len(pitches) == 11


def test_lines_stand_from_the_keeper_up_and_begin_at_the_left() -> None:
    keeper, left, right, *_ = found = spots([1, 2, 3])
    assert len(found) == 6
    assert keeper[0] == 0.5
    assert keeper[1] > left[1] == right[1] > found[-1][1] > 0
    assert 0 < left[0] < right[0] < 1


@pytest.mark.parametrize("formation", [None, "4-4-3", "⚽", LONG])
def test_without_a_formation_there_is_no_pitch(formation: str | None) -> None:
    told = replace(line_up(Side.HOME, "A B C D E F G H I J K", "", ""), formation=formation)
    assert not parts(GRAPHIC.layers(shot(with_home(MATCH, told)), HD), Pitch)


def test_names_of_a_column_have_one_size() -> None:
    told = squad(*(Player(name=name, number="7") for name in (LONG, "Li", "Quist")))
    layers = GRAPHIC.layers(shot(with_home(MATCH, told), side="both"), HD)
    rows = [layer.drawing for layer in layers if isinstance(layer.drawing, PanelRow)]
    said = [part for row in rows for part in row.parts if hasattr(part, "line")]
    sizes = {part.line.font.size for part in said if part.line.text in {LONG, "Li", "Quist"}}
    assert len(sizes) == 1


def test_who_has_no_name_that_can_be_drawn_is_called_by_number() -> None:
    told = squad(Player(name="⚽", number="7"), Player(name="⚽"), Player(name="Li"))
    said = words(GRAPHIC.layers(shot(with_home(MATCH, told)), HD))
    assert said[-2:] == ["7", "Li"]


def test_a_squad_in_which_nobody_begins_are_all_players() -> None:
    told = squad(*(Player(name=f"P{one}", is_starter=False) for one in range(3)))
    assert words(GRAPHIC.layers(shot(with_home(MATCH, told)), HD))[-3:] == ["P0", "P1", "P2"]


def test_a_squad_of_nobody_is_none() -> None:
    nobody = with_home(MATCH, squad()).with_side(Side.AWAY, replace(MATCH.away, line_up=None))
    assert not GRAPHIC.shows(nobody)
