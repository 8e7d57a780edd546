"""Areas divided: even, in order, never beyond the whole."""

import pytest

from overlays.area import Area
from overlays.layout import Along, Need, grid, placed, repeated, row, shared, stack

WHOLE = Area(10, 20, 200, 100)


@pytest.mark.parametrize(
    ("align", "lefts"),
    [
        pytest.param("start", (10, 60), id="start"),
        pytest.param("middle", (60, 110), id="middle"),
        pytest.param("end", (110, 160), id="end"),
    ],
)
def test_a_row_stands_where_it_is_aligned(align: Along, lefts: tuple[int, ...]) -> None:
    areas = row(WHOLE, [40, 50], gap=10, align=align)
    assert tuple(area.left for area in areas) == lefts
    assert {(area.top, area.height) for area in areas} == {(20, 100)}
    assert [area.width for area in areas] == [40, 50]


def test_a_stack_ends_where_the_whole_does() -> None:
    areas = stack(WHOLE, [41.3, 40, 60, 10], gap=3)
    assert [(area.top, area.height) for area in areas] == [(20, 42), (66, 40), (110, 10), (120, 0)]
    assert {(area.left, area.width) for area in areas} == {(10, 200)}


def test_a_grid_has_equal_cells_in_the_middle_of_the_whole() -> None:
    cells = grid(WHOLE, 3, 2, gaps=(4, 6))
    assert {(area.width, area.height) for line in cells for area in line} == {(64, 46)}
    assert [area.left for area in cells[0]] == [10, 78, 146]
    assert [line[0].top for line in cells] == [20, 72]
    assert cells[-1][-1].bottom <= WHOLE.bottom


@pytest.mark.parametrize(
    ("room", "needs", "expected"),
    [
        pytest.param(100, [Need(30), Need(40)], (30, 40), id="all-they-want"),
        pytest.param(100, [Need(30), Need(40, grows=1)], (30, 70), id="one-grows"),
        pytest.param(
            100, [Need(10, grows=1), Need(10, grows=3)], (30, 70), id="both-grow-in-proportion"
        ),
        pytest.param(60, [Need(40, least=40), Need(40, 10)], (40, 20), id="one-gives-way"),
        pytest.param(60, [Need(60, 20), Need(40, 20)], (34, 26), id="both-give-way"),
        pytest.param(30, [Need(60, 40), Need(40, 20)], (20, 10), id="less-than-the-least"),
        pytest.param(0, [Need(60, 40), Need(40, 20)], (0, 0), id="no-room"),
        pytest.param(100, [], (), id="nobody"),
    ],
)
def test_room_is_shared(room: float, needs: list[Need], expected: tuple[int, ...]) -> None:
    assert shared(room, needs) == expected


def test_shared_room_is_even_and_never_more_than_there_is() -> None:
    for room in range(7, 400, 13):
        needs = [Need(33.3, 10, grows=1), Need(77.7, 5), Need(20.2, 20.2, grows=2)]
        widths = shared(room, needs, gap=5)
        assert all(width % 2 == 0 and width >= 0 for width in widths)
        assert sum(widths) + 2 * 4 <= max(room, 8)


@pytest.mark.parametrize(
    ("count", "expected", "height"),
    [
        pytest.param(2, 2, 40, id="as-tall-as-may-be"),
        pytest.param(4, 4, 22, id="as-tall-as-fit"),
        pytest.param(30, 7, 10, id="as-many-as-fit"),
        pytest.param(0, 0, 0, id="none"),
    ],
)
def test_rows_repeat_down_an_area(count: int, expected: int, height: int) -> None:
    rows = repeated(WHOLE, count, tallest=40, gap=4, shortest=10)
    assert (len(rows.areas), rows.height) == (expected, height)
    assert all(area.bottom <= WHOLE.bottom for area in rows.areas)
    assert rows.size * 0.7 < max(1, rows.height)


def test_what_is_placed_is_even_and_inside() -> None:
    assert placed(WHOLE, 41, 30) == Area(90, 54, 40, 30)
    assert placed(WHOLE, 41, 30, across="end", down="end") == Area(170, 90, 40, 30)
    assert placed(WHOLE, 500, 500) == WHOLE
