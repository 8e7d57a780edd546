"""The bug's parts stand inside the safe area, on even pixels, apart from each other."""

from itertools import combinations

import pytest

from overlays.area import Area
from overlays.scene import PictureSize
from overlays.score_bug_layout import Layout, layout

SIZES = [(1920, 1080), (1280, 720), (640, 360), (426, 240), (540, 960), (1080, 1920), (720, 576)]
SMALLEST = [(16, 16), (18, 32), (20, 400), (640, 16), (16, 400)]
NAMES = [("LIV", "MCI"), ("BEŞİKTAŞ", "FENERBAH"), ("WWWWWWWW", "I"), ("HOME", "AWAY")]


def parts(places: Layout) -> list[Area]:
    cells = [
        places.clock,
        places.home_score,
        places.away_score,
        places.home_kit,
        places.away_kit,
        places.home_name,
        places.away_name,
    ]
    return cells + [crest for crest in (places.home_crest, places.away_crest) if crest]


@pytest.mark.parametrize("names", NAMES)
@pytest.mark.parametrize("size", SIZES)
def test_every_part_is_even_inside_the_bug_and_alone(
    size: tuple[int, int], names: tuple[str, str]
) -> None:
    places = layout(PictureSize(width=size[0], height=size[1]), *names)
    for area in (*parts(places), places.bug, places.tab, places.strap, places.shootout):
        assert not any(number % 2 for number in area)
        assert min(area.width, area.height) > 0
    for area in parts(places):
        assert places.bug.left <= area.left
        assert area.right <= places.bug.right
        assert places.bug.top <= area.top
        assert area.bottom <= places.bug.bottom
    assert places.shootout.left == places.home_score.left
    assert places.shootout.right == places.away_score.right
    assert places.tab.right <= places.shootout.left
    for one, other in combinations(parts(places), 2):
        assert one.right <= other.left or other.right <= one.left


@pytest.mark.parametrize("names", NAMES)
@pytest.mark.parametrize("size", SIZES)
def test_bug_and_strap_keep_to_the_title_safe_area(
    size: tuple[int, int], names: tuple[str, str]
) -> None:
    width, height = size
    places = layout(PictureSize(width=width, height=height), *names)
    assert places.bug.left >= 0.05 * width
    assert places.bug.top >= 0.05 * height
    assert max(places.bug.right, places.reach) <= 0.95 * width
    assert places.strap.bottom <= 0.95 * height
    assert places.home_line.width <= places.home_name.width
    assert places.away_line.width <= places.away_name.width


@pytest.mark.parametrize("names", NAMES)
@pytest.mark.parametrize("size", SMALLEST)
def test_whatever_is_drawn_is_something(size: tuple[int, int], names: tuple[str, str]) -> None:
    places = layout(PictureSize(width=size[0], height=size[1]), *names)
    for area in (*parts(places), places.bug, places.tab, places.strap, places.shootout):
        assert not any(number % 2 for number in area)
        assert min(area.width, area.height) > 0


@pytest.mark.parametrize("names", NAMES)
def test_at_720_lines_the_bug_keeps_to_its_corner(names: tuple[str, str]) -> None:
    places = layout(PictureSize(width=1280, height=720), *names)
    assert (places.bug.left, places.bug.top) == (64, 36)
    assert max(places.bug.right, places.reach) <= 600
    assert max(places.strap.bottom, places.tab.bottom) <= 130


def test_small_pictures_get_larger_parts_and_no_crests() -> None:
    large = layout(PictureSize(width=1280, height=720), "LIV", "MCI")
    small = layout(PictureSize(width=640, height=360), "LIV", "MCI")
    assert large.home_crest is not None
    assert small.home_crest is None
    assert small.bug.height * 2 > 1.4 * large.bug.height


def test_both_names_are_as_large_as_each_other() -> None:
    places = layout(PictureSize(width=1280, height=720), "WWWWWWWW", "I")
    assert places.home_line.font == places.away_line.font
