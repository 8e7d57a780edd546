"""The lower third's layout: as wide as its words need, every part in its place, all even."""

from itertools import pairwise

import pytest

from overlays.area import Area
from overlays.caption import Caption
from overlays.fonts import ELLIPSIS
from overlays.lower_third_layout import third_layout
from overlays.scene import PictureSize

HD = PictureSize(width=1280, height=720)
GOAL = Caption(
    title="Quist", label="Assist", line="Marlowe", figure="44'", tag="GOAL", club="Arden"
)


@pytest.mark.parametrize(
    ("caption", "size"),
    [
        pytest.param(GOAL, HD, id="goal"),
        pytest.param(GOAL, PictureSize(width=640, height=360), id="small"),
        pytest.param(GOAL, PictureSize(width=540, height=960), id="upright"),
        pytest.param(GOAL, PictureSize(width=1920, height=1080), id="full-hd"),
        pytest.param(Caption(title="Ada Quist"), HD, id="a-name-alone"),
        pytest.param(
            Caption(title="x" * 40, line="y" * 60, club="A", figure="120'"), HD, id="long"
        ),
    ],
)
def test_every_part_has_its_place(caption: Caption, size: PictureSize) -> None:
    made = third_layout(caption, size)
    parts = [made.bar, *([made.crest] if made.crest else []), made.text]
    parts += [made.figure] if made.figure.width else []
    for one, other in pairwise(parts):
        assert one.right < other.left or (other is made.figure and one.right <= other.left)
    for part in (*parts, made.plate, made.strap):
        assert all(length % 2 == 0 for length in part)
    for part in parts:
        assert _holds(made.plate, part)
    assert made.strap.bottom < made.plate.top
    assert made.title_baseline < made.plate.height
    assert made.title.width <= made.text.width
    assert made.label_room + made.line.width <= made.text.width


def _holds(whole: Area, part: Area) -> bool:
    return (
        whole.left <= part.left
        and part.right <= whole.right
        and whole.top <= part.top
        and part.bottom <= whole.bottom
    )


@pytest.mark.parametrize(
    ("title", "is_smaller", "is_cut"),
    [
        pytest.param("Quist", False, False, id="short"),
        pytest.param("Maximilian-Alexander von Hohenzollern Jr", True, False, id="40-letters"),
        pytest.param("Wolfeschlegelsteinhausenbergerdorff " * 3, True, True, id="hopeless"),
    ],
)
def test_a_long_name_gets_smaller_then_is_cut(
    title: str,
    is_smaller: bool,  # noqa: FBT001 - a column of the table
    is_cut: bool,  # noqa: FBT001 - a column of the table
) -> None:
    made = third_layout(Caption(title=title, club="A", figure="118'"), HD)
    full = third_layout(Caption(title="Q"), HD).title.font.size
    assert (made.title.font.size < full) == is_smaller
    assert made.title.text.endswith(ELLIPSIS) == is_cut
    assert made.title.font.size >= 0.66 * full


def test_a_title_without_a_line_stands_in_the_middle() -> None:
    made = third_layout(Caption(title="Ada Quist"), HD)
    above = made.title_baseline - made.title.font.cap_height
    assert abs(above - (made.plate.height - made.title_baseline)) < 1


def test_short_names_share_one_width() -> None:
    widths = {third_layout(Caption(title=title), HD).plate.width for title in ("A", "Ada", "Quist")}
    assert len(widths) == 1
