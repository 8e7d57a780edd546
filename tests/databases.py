"""A real database in a folder of its own, opened for as long as a test wants."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from api.storage.database import Database


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Database]:
    """The database of a folder."""
    database = Database(folder)
    async with asyncio.TaskGroup() as group:
        running = group.create_task(database.run())
        await database.ready()
        try:
            yield database
        finally:
            running.cancel()


def with_database[T](folder: Path, work: Callable[[Database], Awaitable[T]]) -> T:
    """What `work` gives, with the database open."""

    async def run() -> T:
        async with opened(folder) as database:
            return await work(database)

    return asyncio.run(run())
