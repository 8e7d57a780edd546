"""Stacked boards: rows and cells in even pixels, inside the safe area, apart from each other."""

import pytest

from overlays.area import Area
from overlays.boards.stacked import SEAM, Stack, stack, tab
from overlays.scene import PictureSize
from overlays.theme import HOUSE

SIZES = [(1920, 1080), (1280, 720), (640, 360), (540, 960), (720, 576), (426, 240), (16, 16)]
NAMES = [("Ada Quist", "Ines Marlowe"), ("W" * 80, "i"), ("O", "O")]


def places(size: tuple[int, int], names: tuple[str, str], *, crests: bool = True) -> Stack:
    forms = (names[0],), (names[1],)
    return stack(
        PictureSize(width=size[0], height=size[1]), forms, has_crests=crests, face=HOUSE.face
    )


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("names", NAMES)
def test_all_is_even_and_something(size: tuple[int, int], names: tuple[str, str]) -> None:
    made = places(size, names)
    areas = [made.span(0, made.columns, 40), made.span(1, made.columns, 40)]
    areas += [Area(made.left, made.top, made.name - made.left, made.height)]
    if min(size) > 100:
        areas += [made.cell(0, made.columns, 40), made.cell(1, made.columns, 40)]
        areas += [made.column(made.columns, 40)]
    for area in areas:
        assert not any(number % 2 for number in area)
        assert min(area.width, area.height) > 0


@pytest.mark.parametrize("size", SIZES[:-1])
@pytest.mark.parametrize("names", NAMES)
def test_names_keep_to_their_place(size: tuple[int, int], names: tuple[str, str]) -> None:
    made = places(size, names)
    assert made.left >= size[0] * 0.05
    assert made.top >= size[1] * 0.05
    home, away = made.lines
    assert home.font.size == away.font.size
    assert made.name + max(home.width, away.width) <= made.columns


def test_cells_are_a_seam_apart() -> None:
    made = places((1920, 1080), NAMES[0])
    upper, lower = made.cell(0, 0, 40), made.cell(1, 0, 40)
    assert lower.top - upper.bottom == SEAM
    assert upper.top - made.top == made.top + made.height - lower.bottom == made.inset
    both = made.column(0, 40)
    assert (both.top, both.bottom) == (upper.top, lower.bottom)


def test_a_shorter_form_takes_the_place_of_one_that_would_be_too_small() -> None:
    size = PictureSize(width=1920, height=1080)
    long, short = "Long Name of a Team that Nobody has Room for", "LNT"
    made = stack(size, ((long, short), ("Short", "S")), has_crests=False, face=HOUSE.face)
    assert [line.text for line in made.lines] == [short, "Short"]


def test_small_pictures_have_no_crests() -> None:
    assert places((1280, 720), NAMES[0]).crest > 0
    assert places((640, 360), NAMES[0]).crest == 0
    assert places((1280, 720), NAMES[0], crests=False).crest == 0


def test_the_tab_hangs_below_the_board() -> None:
    made = places((1920, 1080), NAMES[0])
    (layer,) = tab(made, "MATCH POINT", HOUSE)
    assert layer.left == made.left
    assert layer.top > made.top + made.height
    assert tab(made, "", HOUSE) == []
