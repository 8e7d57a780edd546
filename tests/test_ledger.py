"""The ledger: postings that balance, each written down once."""

from pathlib import Path

import pytest

from api.predictions import ledger
from api.predictions.ledger import LedgerError, Posting
from api.storage.database import AwayError, Database
from tests.databases import with_database


def moved(ref: str, *lines: tuple[str, int], reason: str = "pick") -> Posting:
    return Posting(reason=reason, ref=ref, at=7, lines=lines)


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        pytest.param([("a", -5), ("b", 4)], "balance", id="a-point-lost"),
        pytest.param([("a", 1)], "balance", id="from-nowhere"),
        pytest.param([("a", -5), ("b", 3), ("b", 2)], "twice", id="an-account-twice"),
    ],
)
def test_what_does_not_balance_is_none(lines: list[tuple[str, int]], wrong: str) -> None:
    with pytest.raises(LedgerError, match=wrong):
        moved("1", *lines)


def test_points_move_and_can_be_moved_back(tmp_path: Path) -> None:
    one = moved("1", ("a", -5), ("b", 5))
    two = moved("2", ("a", -1), ("c", -2), ("b", 3))

    async def work(database: Database) -> None:
        async with database.begin() as base:
            await ledger.post(base, [one, two])
            assert await ledger.balances(base, ["a", "b", "c", "d"]) == {"a": -6, "b": 8, "c": -2}
            found = await ledger.posted(base, "pick", "2")
            assert found is not None
            assert sorted(found.lines) == sorted(two.lines)
            await ledger.post(base, [found.reversed("back", 9)])
            assert await ledger.balances(base, ["a", "b", "c"]) == {"a": -5, "b": 5, "c": 0}
            assert await ledger.posted(base, "pick", "3") is None

    with_database(tmp_path, work)


def test_nothing_is_written_down_twice(tmp_path: Path) -> None:
    async def work(database: Database) -> None:
        async with database.begin() as base:
            await ledger.post(base, [moved("1", ("a", -5), ("b", 5))])
        with pytest.raises(AwayError, match="UNIQUE"):
            async with database.begin() as base:
                await ledger.post(
                    base, [moved("2", ("a", -5), ("b", 5)), moved("1", ("a", -5), ("b", 5))]
                )
        async with database.begin() as base:
            await ledger.post(base, [moved("1", ("a", -1), ("b", 1), reason="settle")])
            assert await ledger.balances(base, ["a", "b"]) == {"a": -6, "b": 6}

    with_database(tmp_path, work)


def test_more_accounts_than_the_database_takes_at_once(tmp_path: Path) -> None:
    many = [f"viewer/{number}" for number in range(1201)]

    async def work(database: Database) -> None:
        async with database.begin() as base:
            lines = [(account, 2) for account in many]
            await ledger.post(base, [moved("1", (ledger.HOUSE, -2 * len(many)), *lines)])
            assert await ledger.balances(base, many) == dict.fromkeys(many, 2)

    with_database(tmp_path, work)
