"""What a ticker says: lines as typed, other matches, and how wide they are whatever they say."""

from dataclasses import replace

import pytest

from feeds.fact import OtherMatch, Team
from feeds.sport import Sport
from overlays.canvas import Canvas
from overlays.graphic import PLAIN
from overlays.theme import HOUSE
from overlays.ticker_cells import StripResult
from overlays.ticker_items import Item, Result, item_cell, result_cell, results, typed

OTHER = OtherMatch(
    event_time=0,
    received=0,
    id="o1",
    home=Team(name="Westhaven"),
    away=Team(name="Marlowe"),
    score=(2, 1),
    state="67'",
    competition="Cup",
)


def cell(match: OtherMatch, sport: Sport = Sport.FOOTBALL) -> StripResult:
    return result_cell(match, sport, 46, 1.0, PLAIN)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param("CUP: A 1-0 B", [Item("CUP", "A 1-0 B")], id="category"),
        pytest.param("A 1-0 B", [Item("", "A 1-0 B")], id="text-alone"),
        pytest.param("\n\nCUP: A: B\r\n", [Item("CUP", "A: B")], id="empty-lines"),
        pytest.param("19:30 kick-off", [Item("", "19:30 kick-off")], id="a-time-is-none"),
        pytest.param("CUP: \n⚽\nNEWS: ⚽", [], id="nothing-to-read"),
        pytest.param("⚽: A", [Item("", "A")], id="a-category-of-nothing"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_items_are_read_from_lines(said: str, expected: list[Item]) -> None:
    assert list(typed(said, HOUSE.face)) == expected


def test_a_match_goes_by_its_id_or_its_sides() -> None:
    plain = replace(OTHER, id=None)
    assert list(results((OTHER, plain))) == [Result("o1"), Result("Westhaven - Marlowe")]


@pytest.mark.parametrize("said", ["1-1", "9-0", "44:44", "0"])
def test_digits_do_not_change_a_line_s_width(said: str) -> None:
    widths = {item_cell(Item("", text), 46, 1.0, HOUSE).width for text in (said, _fours(said))}
    assert len(widths) == 1


def _fours(text: str) -> str:
    return "".join("4" if letter.isdigit() else letter for letter in text)


@pytest.mark.parametrize(
    ("sport", "scores"),
    [
        pytest.param(Sport.FOOTBALL, [None, (0, 0), (9, 1)], id="football"),
        pytest.param(Sport.BASKETBALL, [None, (7, 0), (98, 101)], id="basketball"),
        pytest.param(Sport.AMERICAN_FOOTBALL, [(0, 7), (31, 28)], id="american-football"),
    ],
)
def test_a_score_does_not_change_a_match_s_width(
    sport: Sport, scores: list[tuple[int, int] | None]
) -> None:
    states = [None, "HT", "90+12'", "Postponed until Saturday afternoon"]
    made = {
        cell(replace(OTHER, score=score, state=state), sport).width
        for score in scores
        for state in states
    }
    assert len(made) == 1


@pytest.mark.parametrize(
    "name", ["Q", "W" * 60, "⚽", "\n\\'\"", "中国足球", "محمد صلاح"], ids=ascii
)
def test_every_part_has_its_place(name: str) -> None:
    team = Team(name=name)
    made = cell(replace(OTHER, home=team, away=team, competition=name, state=name[:40]))
    lines = made.competition, made.home, made.away, made.state
    ends = [left + line.width for left, line in zip(made.lefts, lines, strict=True)]
    assert ends[0] <= made.lefts[1]
    assert ends[1] < made.score.left < made.score.right < made.lefts[2]
    assert ends[2] < made.lefts[3]
    assert ends[3] < made.width - 10
    made.draw(Canvas(made.width, made.height))
