"""The database: SQLite in the data folder, made and brought up to date before it is used."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.util import CommandError
from sqlalchemy import Connection, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

FILE = "touchline.db"
AGAIN_S = 5.0
_BUSY_MS = 5000

log = logging.getLogger(__name__)


class AwayError(Exception):
    """The database cannot be used just now; trying again later may help."""


class Database:
    """One database. Where it cannot be opened all else goes on, and it is tried again.

    Threads: none of ours; all its methods belong to the event loop.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._engine: AsyncEngine | None = None
        self._ready = asyncio.Event()

    async def run(self) -> None:
        """Open it, and keep it until cancelled."""
        engine = create_async_engine(f"sqlite+aiosqlite:///{self._path}")
        event.listen(engine.sync_engine, "connect", _set_up)
        try:
            await self._migrate(engine)
            self._engine = engine
            self._ready.set()
            await asyncio.Event().wait()
        finally:
            self._engine = None
            self._ready.clear()
            await engine.dispose()

    async def ready(self) -> None:
        """Wait until it is open."""
        await self._ready.wait()

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        """A transaction, committed where the block ends well; AwayError where it cannot be."""
        if self._engine is None:
            raise AwayError(f"{self._path}: not open yet")
        try:
            async with self._engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            log.warning("database failed path=%s reason=%s", self._path, _reason(error))
            raise AwayError(_reason(error)) from error

    async def _migrate(self, engine: AsyncEngine) -> None:
        while True:
            try:
                async with engine.begin() as connection:
                    await connection.run_sync(_upgrade)
            except (SQLAlchemyError, CommandError) as error:
                log.error(  # noqa: TRY400 - the reason says all there is
                    "database cannot be opened path=%s reason=%s again_in=%.0f",
                    self._path,
                    _reason(error),
                    AGAIN_S,
                )
                await asyncio.sleep(AGAIN_S)
            else:
                return


def _upgrade(connection: Connection) -> None:
    """Take every step this database has not taken yet."""
    config = AlembicConfig()
    config.set_main_option("script_location", "api.storage:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _set_up(connection: Any, _record: object) -> None:
    """A crash of the process loses nothing; a power cut may lose the last moments of chat."""
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", f"busy_timeout={_BUSY_MS}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _reason(error: SQLAlchemyError | CommandError) -> str:
    """The driver's own words, on one line."""
    return str(getattr(error, "orig", None) or error).splitlines()[0]
