"""The names viewers chose: no two that look alike."""

import sqlalchemy as sa

from api.room.viewer import Viewer, name_key
from api.storage.database import Database
from api.storage.tables import viewer as table


class Names:
    """Who has which name. AwayError where the database is not there."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim(self, viewer: Viewer, now: int) -> bool:
        """Have a viewer bear a name from now on; False where another's looks like it."""
        key = name_key(viewer.name)
        taken = sa.select(table.c.viewer).where(table.c.name_key == key)
        mine = {"name": viewer.name, "name_key": key}
        async with self._database.begin() as base:
            holder = await base.scalar(taken)
            if holder not in {None, viewer.viewer}:
                return False
            changed = await base.execute(
                sa.update(table).where(table.c.viewer == viewer.viewer).values(mine)
            )
            if not changed.rowcount:
                row = {"viewer": viewer.viewer, "created": now, **mine}
                await base.execute(sa.insert(table).values(row))
        return True
