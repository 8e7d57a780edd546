"""The database: made by its migrations, kept when it is there, away while it cannot be used."""

import asyncio
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from api.storage import database as module
from api.storage.database import FILE, AwayError, Database
from api.storage.tables import metadata, room
from tests.databases import opened, with_database
from tests.until import until

CUP = {"channel": "cup", "epoch": "e"}


def difference(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


def test_the_migrations_make_the_tables_the_code_knows(tmp_path: Path) -> None:
    async def compared(database: Database) -> list[object]:
        async with database.begin() as base:
            return await base.run_sync(difference)

    assert with_database(tmp_path, compared) == []


def test_what_was_kept_is_there_the_next_time(tmp_path: Path) -> None:
    async def put(database: Database) -> None:
        async with database.begin() as base:
            await base.execute(sa.insert(room).values(CUP))

    async def found(database: Database) -> list[dict[str, object]]:
        async with database.begin() as base:
            return [row._asdict() for row in await base.execute(sa.select(room))]

    with_database(tmp_path, put)
    assert with_database(tmp_path, found) == [CUP]


async def twice(database: Database) -> None:
    async with database.begin() as base:
        await base.execute(sa.insert(room).values(CUP))
        await base.execute(sa.insert(room).values(CUP))


def test_a_failed_transaction_leaves_nothing(tmp_path: Path) -> None:
    async def run(database: Database) -> int:
        with pytest.raises(AwayError, match="UNIQUE"):
            await twice(database)
        async with database.begin() as base:
            return len((await base.execute(sa.select(room))).all())

    assert with_database(tmp_path, run) == 0


def test_before_it_is_open_it_is_away(tmp_path: Path) -> None:
    async def run() -> None:
        async with Database(tmp_path).begin():
            pass

    with pytest.raises(AwayError, match="not open yet"):
        asyncio.run(run())


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda path: path.write_bytes(b"no database" * 100), id="garbage"),
        pytest.param(lambda path: path.mkdir(), id="a-folder"),
    ],
)
def test_one_that_cannot_be_opened_is_tried_again(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    spoil: "object",
) -> None:
    monkeypatch.setattr(module, "AGAIN_S", 0.01)
    path = tmp_path / FILE
    spoil(path)  # type: ignore[operator]

    async def run() -> None:
        database = Database(tmp_path)
        async with asyncio.TaskGroup() as group:
            running = group.create_task(database.run())
            await until(lambda: "database cannot be opened" in caplog.text)
            path.rename(tmp_path / "aside")
            await database.ready()
            running.cancel()

    asyncio.run(run())
    assert str(path) in caplog.text


def test_one_of_a_newer_server_is_told_of_and_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "AGAIN_S", 0.01)

    async def spoil(database: Database) -> None:
        async with database.begin() as base:
            await base.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))

    with_database(tmp_path, spoil)

    async def run() -> None:
        async with asyncio.TaskGroup() as group:
            running = group.create_task(Database(tmp_path).run())
            await until(lambda: "9999" in caplog.text)
            running.cancel()

    asyncio.run(run())


def test_two_transactions_at_a_time_wait_for_each_other(tmp_path: Path) -> None:
    async def run() -> int:
        async with opened(tmp_path) as database:

            async def put(number: int) -> None:
                async with database.begin() as base:
                    await base.execute(sa.insert(room).values(channel=str(number), epoch="e"))
                    await asyncio.sleep(0)

            await asyncio.gather(*map(put, range(20)))
            async with database.begin() as base:
                return len((await base.execute(sa.select(room))).all())

    assert asyncio.run(run()) == 20
