"""The footer of a board: everything keeps to its place."""

import pytest

from overlays.boards.footer import Footer, Said, footer
from overlays.boards.stacked import stack
from overlays.scene import Layer, PictureSize, Scene
from overlays.theme import HOUSE
from tests.scene_reader import read

ROWS = stack(
    PictureSize(width=1920, height=1080), (("A",), ("B",)), has_crests=False, face=HOUSE.face
)
LONG = "Maximilian Vanderbilt-Ostrander", "M. Vanderbilt-Ostrander", "Vanderbilt-Ostrander"


def made(*said: Said, number: int = 0) -> Footer:
    (layer,) = footer(ROWS, said, width=430, number=number, theme=HOUSE)
    assert isinstance(layer.drawing, Footer)
    assert layer.left == ROWS.left
    assert layer.top >= ROWS.top + ROWS.height
    return layer.drawing


def test_a_word_stands_before_what_it_is_of() -> None:
    said = made(Said(label="NEED", forms=("72",)), Said(label="RR", forms=("8.87",)))
    texts = read(Scene(layers=(Layer(drawing=said, left=0, top=0),)))
    assert [one.text for one in texts] == ["NEED", "72", "RR", "8.87"]
    assert len({one.bottom for one in texts}) == 1


@pytest.mark.parametrize("figures", [("72", "1"), ("1", "100.25"), ("999", "9")])
def test_nothing_moves_when_figures_change(figures: tuple[str, str]) -> None:
    def lefts(one: str, other: str) -> list[float]:
        made_of = made(Said(label="NEED", forms=(one,)), Said(label="RR", forms=(other,)))
        return [left for place in made_of.places for left in (place.left, place.figure_left)]

    assert lefts(*figures) == lefts("72", "8.87")


def test_names_are_as_large_as_each_other_in_the_form_there_is_room_for() -> None:
    said = made(Said(label="P", forms=LONG), Said(label="AB", forms=("Yu Kubota",)))
    assert [place.figure.text for place in said.places] == [LONG[-1], "Yu Kubota"]
    assert len({place.figure.font.size for place in said.places}) == 1
    alone = made(Said(label="P", forms=LONG))
    assert [place.figure.text for place in alone.places] == [LONG[0]]


def test_shares_and_rows() -> None:
    first, second = made(Said(forms=("A",), share=2), Said(forms=("B",))).places
    assert second.left > 1.5 * (430 - second.left)
    assert first.figure_left == first.left
    tops = [
        footer(ROWS, [Said(forms=("A",))], width=430, number=n, theme=HOUSE)[0].top for n in (0, 1)
    ]
    assert tops[1] - tops[0] > 40
    assert footer(ROWS, [], width=430, number=0, theme=HOUSE) == []
