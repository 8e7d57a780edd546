"""Budgets: so many requests a day, counted on when the process is started again."""

import logging
from pathlib import Path

import pytest

from feeds.budget import Budgets

S = 1_000_000
DAY = 86_400 * S
NOW = 20_000 * DAY + 5 * S
ADDRESS = "https://host/scores?key=secret"


def test_it_is_used_up_until_the_next_day(tmp_path: Path) -> None:
    path = tmp_path / "feeds" / "budgets.json"
    one = Budgets(path)
    assert [one.may_ask(ADDRESS, NOW, 2) for _ in range(3)] == [True, True, False]
    again = Budgets(path)
    assert again.asked(ADDRESS, NOW) == 2
    assert not again.may_ask(ADDRESS, NOW, 2)
    assert again.may_ask("https://host/other", NOW, 2)
    assert again.may_ask(ADDRESS, NOW + DAY, 2)
    assert "secret" not in path.read_text()


def test_without_one_all_may_be_asked_and_nothing_is_written(tmp_path: Path) -> None:
    one = Budgets(tmp_path / "budgets.json")
    assert all(one.may_ask(ADDRESS, NOW, None) for _ in range(100))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "kept", ["", "{", "[]", '{"day": 1}', '{"day": 1, "asked": [1]}', '{"day": [], "asked": {}}']
)
def test_what_cannot_be_read_counts_anew(
    kept: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "budgets.json"
    path.write_text(kept)
    assert Budgets(path).may_ask(ADDRESS, NOW, 1)
    assert "budgets not read" in caplog.text


def test_where_nothing_can_be_written_this_process_counts(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    one = Budgets(tmp_path / "file" / "budgets.json")
    with caplog.at_level(logging.WARNING):
        assert [one.may_ask(ADDRESS, NOW, 3) for _ in range(4)] == [True, True, True, False]
    assert caplog.text.count("budgets not kept") == 1
