"""Lines in their room: as large as they go, none too wide, none alone."""

import pytest

from overlays.fonts import ELLIPSIS, Font, width_of
from overlays.lines import tabular_width, together, wrapped

FONT = Font(600, 40)
LONG = "Three points behind the leaders with a match in hand and eleven weeks to go"


@pytest.mark.parametrize(
    ("text", "width", "at_most", "count"),
    [
        pytest.param("Half-time", 400, 2, 1, id="one-is-enough"),
        pytest.param(LONG, 700, 3, 2, id="two-at-full-size"),
        pytest.param(LONG, 500, 2, 2, id="smaller"),
        pytest.param(LONG, 300, 4, 4, id="four"),
        pytest.param("x" * 40, 300, 2, 1, id="one-word"),
        pytest.param("  \n\t ", 300, 2, 0, id="nothing"),
        pytest.param("", 300, 2, 0, id="empty"),
    ],
)
def test_a_text_is_wrapped(text: str, width: int, at_most: int, count: int) -> None:
    lines = wrapped(text, FONT, width=width, at_most=at_most, floor=20)
    assert len(lines) == count
    assert len({line.font for line in lines}) <= 1
    for line in lines:
        assert width_of(line.text, line.font) <= width + 1
        assert line.text == line.text.strip() != ""


def test_nothing_is_lost_where_all_fits() -> None:
    lines = wrapped(LONG, FONT, width=320, at_most=4, floor=20)
    assert " ".join(line.text for line in lines) == LONG


def test_lines_are_about_equally_long() -> None:
    first, second = wrapped(LONG, FONT, width=900, at_most=2, floor=20)
    assert min(first.width, second.width) > 0.75 * max(first.width, second.width)
    title = wrapped("Quarter-final second leg", FONT, width=330, at_most=2, floor=20)
    assert [line.text for line in title] == ["Quarter-final", "second leg"]


def test_what_is_too_long_at_the_floor_ends_in_an_ellipsis() -> None:
    lines = wrapped(LONG, FONT, width=200, at_most=2, floor=30)
    assert [line.text.endswith(ELLIPSIS) for line in lines] == [False, True]
    assert {line.font.size for line in lines} == {30}
    (word,) = wrapped("x" * 100, FONT, width=200, at_most=3, floor=30)
    assert word.text.endswith(ELLIPSIS)


def test_a_hyphen_is_a_place_to_break_but_not_for_two_letters() -> None:
    lines = wrapped("Hammarby-Nordstrand", FONT, width=200, at_most=2, floor=40)
    assert [line.text for line in lines] == ["Hammarby-", "Nordstrand"]
    (line,) = wrapped("2-1", Font(600, 400), width=250, at_most=2, floor=20)
    assert line.text == "2-1"


def test_what_has_no_spaces_is_broken_but_not_before_what_closes() -> None:
    text = "皇家马德里迎战巴塞罗那。"
    for width in range(90, 400, 20):
        lines = wrapped(text, FONT, width=width, at_most=6, floor=20)
        assert "".join(line.text for line in lines) == text
        assert not any(line.text.startswith("。") for line in lines)
    assert len(wrapped(text, FONT, width=400, at_most=6, floor=20)) == 2


def test_a_very_long_text_is_no_work() -> None:
    lines = wrapped("word " * 100_000, FONT, width=400, at_most=3, floor=20)
    assert len(lines) == 3


def test_names_share_the_size_of_the_longest() -> None:
    lines = together(["Ada", "Maximiliane Featherstonehaugh"], FONT, width=240, floor=20)
    assert len({line.font for line in lines}) == 1
    assert lines[0].font.size < FONT.size
    assert all(line.width <= 241 for line in lines)
    assert together([], FONT, width=240, floor=20) == ()


def test_a_column_holds_its_widest_number() -> None:
    assert tabular_width(["7", "12", "104"], FONT) == tabular_width(["888", "1"], FONT)
    assert tabular_width(["+12"], FONT) > tabular_width(["12"], FONT)
    assert tabular_width([], FONT) % 2 == 0
