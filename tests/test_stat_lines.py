"""Statistics as they are read: order, names, values."""

import pytest

from overlays.stat_lines import AT_MOST, compared
from tests.panels import stats


def test_the_most_telling_come_first_and_the_feed_s_own_last() -> None:
    lines = stats(
        ("won_duels", 3, 4), ("fouls", 1, 2), ("totalShots", 5, 6), ("possession", 50, 50)
    )
    labels = [one.label for one in compared(lines, "en")]
    assert labels == ["Possession", "Shots", "Fouls", "Won duels"]


def test_two_names_of_one_statistic_are_one_line() -> None:
    lines = stats(("corners", 5, 6), ("corner_kicks", 1, 1), ("Corners", 2, 2))
    assert [(one.home, one.away) for one in compared(lines, "en")] == [("5", "6")]


def test_no_more_than_there_is_room_for() -> None:
    lines = stats(*((f"number {place}", place, place) for place in range(30)))
    assert len(compared(lines, "en")) == AT_MOST


def test_names_are_those_of_the_language() -> None:
    (line,) = compared(stats(("possession", 50, 50)), "de")
    assert line.label == "Ballbesitz"


def test_a_name_of_which_nothing_can_be_drawn_is_left_out() -> None:
    assert compared(stats(("⚽", 1, 2)), "en") == ()


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        pytest.param("possession", (54, 46), ("54%", "46%"), id="possession"),
        pytest.param("possession", (54.5, 45.5), ("54%", "46%"), id="a-hundred-together"),
        pytest.param("possession", (310, 290), ("310", "290"), id="seconds-of-possession"),
        pytest.param("passAccuracyPct", (87.4, 81), ("87%", "81%"), id="named-per-cent"),
        pytest.param("xG", (1.84, 0.6), ("1.84", "0.6"), id="two-decimals-at-most"),
        pytest.param("shots", (12.0, 0), ("12", "0"), id="whole"),
        pytest.param("x", (-0.001, 1e300), ("0", "1e300"), id="tiny-and-huge"),
        pytest.param("x", (float("nan"), float("inf")), ("-", "-"), id="none"),
    ],
)
def test_values_are_written_as_one_reads_them(
    name: str, values: tuple[float, float], expected: tuple[str, str]
) -> None:
    (line,) = compared(stats((name, *values)), "en")
    assert (line.home, line.away) == expected
