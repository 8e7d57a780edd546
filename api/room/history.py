"""A room's memory in SQL: what happened in it, and who must be silent."""

import secrets
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from api.room.entry import MESSAGE, Entry
from api.storage.database import Database
from api.storage.tables import room, room_event, silence

_EPOCH_BYTES = 9
_ENTRY = (
    room_event.c.offset,
    room_event.c.type,
    room_event.c.program_time,
    room_event.c.at,
    room_event.c.viewer,
    room_event.c.client_id,
    room_event.c.body,
)
type _Key = tuple[str | None, str | None]


class History:
    """One channel's. Each method is a transaction; AwayError where the database is not there.

    The room is the only writer, so it numbers what is added.
    """

    def __init__(self, database: Database, channel: str) -> None:
        self._database = database
        self._channel = channel
        self._ours = room_event.c.channel == channel

    async def open(self) -> tuple[str, int]:
        """The room's epoch, made where the room is new, and the next offset."""
        new = {"channel": self._channel, "epoch": secrets.token_urlsafe(_EPOCH_BYTES)}
        epoch = sa.select(room.c.epoch).where(room.c.channel == self._channel)
        last = sa.select(sa.func.max(room_event.c.offset)).where(self._ours)
        async with self._database.begin() as base:
            await base.execute(insert(room).values(new).on_conflict_do_nothing())
            found, number = await base.scalar(epoch), await base.scalar(last)
        return str(found), 0 if number is None else int(number) + 1

    async def add(self, entries: Sequence[Entry], first: int) -> list[Entry]:
        """Remember these in order, numbered from `first`; return each with its offset.

        What a viewer has said before, by their own name for it, is returned as it was then.
        """
        async with self._database.begin() as base:
            known = await self._known(base, entries)
            numbered, fresh = list[Entry](), list[Entry]()
            for entry in entries:
                key = entry.viewer, entry.client_id
                if entry.client_id is None or key not in known:
                    known[key] = entry.numbered(first + len(fresh))
                    fresh.append(known[key])
                numbered.append(known[key])
            if fresh:
                await base.execute(sa.insert(room_event), [self._row(entry) for entry in fresh])
        return numbered

    async def since(self, offset: int, limit: int) -> list[Entry]:
        """What happened from an offset on, at most so much of it; lines since hidden left out."""
        asked = self._seen(room_event.c.offset >= offset)
        return await self._entries(asked.order_by(room_event.c.offset).limit(limit))

    async def lines(
        self, limit: int, *, before: int | None = None, program_time: int | None = None
    ) -> list[Entry]:
        """The last lines before an offset, or up to a programme time (µs), oldest first."""
        wanted = [room_event.c.type == MESSAGE]
        newest = [room_event.c.offset.desc()]
        if before is not None:
            wanted.append(room_event.c.offset < before)
        if program_time is not None:
            wanted.append(room_event.c.program_time <= program_time)
            newest.insert(0, room_event.c.program_time.desc())
        found = await self._entries(self._seen(*wanted).order_by(*newest).limit(limit))
        return found[::-1]

    async def hide(self, offset: int) -> bool:
        """Take a line away; whether there was one."""
        return await self._hide(room_event.c.offset == offset)

    async def hide_of(self, viewer: str) -> bool:
        """Take all lines of a viewer away; whether there were any."""
        return await self._hide(room_event.c.viewer == viewer)

    async def move(self, offsets: Sequence[int], program_time: int) -> None:
        """Have these lines be of another picture (µs)."""
        lines = sa.update(room_event).where(self._ours, room_event.c.offset.in_(offsets))
        async with self._database.begin() as base:
            await base.execute(lines.values(program_time=program_time))

    async def silences(self, now: int) -> dict[str, int]:
        """Until when (µs) which viewers must be silent."""
        ours = silence.c.channel == self._channel
        asked = sa.select(silence.c.viewer, silence.c.until).where(ours, silence.c.until > now)
        async with self._database.begin() as base:
            return {row.viewer: row.until for row in await base.execute(asked)}

    async def silenced(self, viewer: str, until: int) -> None:
        """Have a viewer be silent until then; a moment in the past ends it."""
        row = {"channel": self._channel, "viewer": viewer, "until": until}
        put = insert(silence).values(row)
        async with self._database.begin() as base:
            await base.execute(
                put.on_conflict_do_update(
                    index_elements=["channel", "viewer"], set_={"until": until}
                )
            )

    async def _hide(self, which: sa.ColumnElement[bool]) -> bool:
        seen = sa.not_(room_event.c.is_hidden)
        lines = sa.update(room_event).where(self._ours, which, room_event.c.type == MESSAGE, seen)
        async with self._database.begin() as base:
            return (await base.execute(lines.values(is_hidden=True))).rowcount > 0

    async def _known(self, base: AsyncConnection, entries: Sequence[Entry]) -> dict[_Key, Entry]:
        keys = [(e.viewer, e.client_id) for e in entries if e.client_id is not None]
        if not keys:
            return {}
        named = sa.tuple_(room_event.c.viewer, room_event.c.client_id).in_(keys)
        rows = await base.execute(sa.select(*_ENTRY).where(self._ours, named))
        found = [_entry(row) for row in rows]
        return {(entry.viewer, entry.client_id): entry for entry in found}

    def _seen(self, *wanted: sa.ColumnElement[bool]) -> sa.Select[Any]:
        return sa.select(*_ENTRY).where(self._ours, sa.not_(room_event.c.is_hidden), *wanted)

    async def _entries(self, asked: sa.Select[Any]) -> list[Entry]:
        async with self._database.begin() as base:
            return [_entry(row) for row in await base.execute(asked)]

    def _row(self, entry: Entry) -> dict[str, Any]:
        return {
            "channel": self._channel,
            "offset": entry.offset,
            "type": entry.type,
            "program_time": entry.program_time,
            "at": entry.at,
            "viewer": entry.viewer,
            "client_id": entry.client_id,
            "body": entry.body,
            "is_hidden": False,
        }


def _entry(row: sa.Row[*tuple[Any, ...]]) -> Entry:
    return Entry(**row._asdict())
