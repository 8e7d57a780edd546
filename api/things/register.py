"""The register: things as the database keeps them, each change one transaction."""

import asyncio
import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncConnection

from api.control.problem import ProblemError
from api.storage.database import Database
from api.storage.tables import fixture, picture, player, provider_id
from api.things import crests
from api.things.fixture import Status, may_follow, nexts
from api.things.kind import KINDS, MATCH, PLAYER, TEAM, Kind
from api.things.listing import Asked, Page, page_of
from api.things.thing import Match, Team, Thing
from feeds import event_time
from feeds.clock import Clock

type Fields = dict[str, Any]

_PLAYERS, _MATCHES, _IDS = (
    ("player", "players"),
    ("match", "matches"),
    ("provider id", "provider ids"),
)
# Which columns name a thing of a kind, and what to call what stands there.
_USES = {
    "team": ((player.c.team, _PLAYERS), (fixture.c.home, _MATCHES), (fixture.c.away, _MATCHES)),
    "competition": ((fixture.c.competition, _MATCHES),),
    "venue": ((fixture.c.venue, _MATCHES),),
}


class Register:
    """All things. AwayError where the database is not there.

    `turn` is held by whoever reads and then writes: this process alone writes things. `changed` is
    set by every write.
    """

    def __init__(self, database: Database, clock: Clock, channels: Sequence[str] = ()) -> None:
        self.database = database
        self._channels = channels
        self.clock = clock
        self.turn = asyncio.Lock()
        self.changed = asyncio.Event()

    async def page(self, kind: Kind, asked: Asked) -> Page:
        """Things in order, as many as were asked for."""
        async with self.database.begin() as base:
            found = await page_of(base, kind, asked)
        return Page(items=[resource(kind, row) for row in found.items], next=found.next)

    async def one(self, kind: Kind, name: str) -> Fields:
        """The thing of that id."""
        async with self.database.begin() as base:
            return resource(kind, await row_of(base, kind, name))

    async def make(self, kind: Kind, fields: Fields) -> Fields:
        """A new thing."""
        thing = _checked(kind, fields)
        async with self.turn, self.database.begin() as base:
            await self._check_references(base, kind, thing)
            row = self.new_row(thing)
            await base.execute(sa.insert(kind.table).values(row))
        self.changed.set()
        return resource(kind, row)

    async def change(
        self,
        kind: Kind,
        name: str,
        fields: Fields,
        revision: int | None,
        *,
        is_forced: bool = False,
    ) -> Fields:
        """Change what is given of a thing; the rest stays.

        A step that no match's life takes is a correction, and must be forced.
        """
        async with self.turn, self.database.begin() as base:
            before = await row_of(base, kind, name, revision)
            thing = _checked(kind, {**said_of(kind, before), **fields})
            if not is_forced:
                _check_step(before, thing)
            await self._check_references(base, kind, thing)
            row = await self.put(base, kind, before, row_values(thing))
        self.changed.set()
        return resource(kind, row)

    async def remove(self, kind: Kind, name: str, revision: int | None) -> None:
        """Forget a thing that nothing uses."""
        async with self.turn, self.database.begin() as base:
            await row_of(base, kind, name, revision)
            used = await _uses(base, kind, name)
            if used:
                said = " and ".join(used)
                raise ProblemError("in_use", f"used by {said}; change or delete those first")
            await base.execute(sa.delete(kind.table).where(kind.table.c.id == name))
        self.changed.set()

    async def show(
        self, kind: Kind, name: str, png: tuple[str, bytes] | None, revision: int | None
    ) -> Fields:
        """Give a team its crest or a player their photo: digest and PNG, or none."""
        digest = None if png is None else png[0]
        async with self.turn, self.database.begin() as base:
            before = await row_of(base, kind, name, revision)
            if png is not None and await self.picture(base, png[0]) is None:
                row = {"digest": png[0], "png": png[1], "made": self.clock.now()}
                await base.execute(sa.insert(picture).values(row))
            if before["picture"] == digest:
                return resource(kind, before)
            after = await self.put(base, kind, before, {"picture": digest})
        self.changed.set()
        return resource(kind, after)

    async def picture(self, base: AsyncConnection, digest: str) -> bytes | None:
        """The PNG of that digest."""
        found = await base.execute(sa.select(picture.c.png).where(picture.c.digest == digest))
        return found.scalar_one_or_none()

    async def crest_seed(self, name: str) -> crests.Seed:
        """What a team's crest is drawn from."""
        async with self.database.begin() as base:
            return _seed(await row_of(base, TEAM, name))

    def new_row(self, thing: Thing) -> Fields:
        """The row of a thing that is new."""
        ours = {"id": secrets.token_hex(8), "revision": 1, "changed": self.clock.now()}
        pictured = {"picture": None} if isinstance(thing, TEAM.model | PLAYER.model) else {}
        return {**ours, **pictured, **row_values(thing)}

    async def put(
        self, base: AsyncConnection, kind: Kind, before: Fields, values: Fields
    ) -> Fields:
        """Write values over a row, as its next revision; what says the same changes nothing."""
        after = {**before, **values}
        if after == before:
            return before
        after |= {"revision": before["revision"] + 1, "changed": self.clock.now()}
        table = kind.table
        await base.execute(sa.update(table).where(table.c.id == before["id"]).values(after))
        return after

    async def _check_references(self, base: AsyncConnection, kind: Kind, thing: Thing) -> None:
        errors = []
        for column, other in kind.refers:
            name, table = getattr(thing, column), KINDS[other].table
            found = sa.select(table.c.id).where(table.c.id == name)
            if name is not None and (await base.execute(found)).first() is None:
                errors.append({"at": column, "detail": f"no {other} has the id {name}"})
        channel = thing.channel if isinstance(thing, Match) else None
        if channel is not None and channel not in self._channels:
            known = ", ".join(self._channels) or "none; the config has no channel"
            errors.append({"at": "channel", "detail": f"{channel} is no channel; use {known}"})
        if errors:
            raise _bad(errors)


async def row_of(
    base: AsyncConnection, kind: Kind, name: str, revision: int | None = None
) -> Fields:
    """The row of that id, and of that revision where one is given; else ProblemError."""
    found = (await base.execute(sa.select(kind.table).where(kind.table.c.id == name))).one_or_none()
    if found is None:
        raise ProblemError("unknown_thing", f"no {kind.name} has the id {name}")
    if revision is not None and found.revision != revision:
        raise ProblemError(
            "changed_meanwhile", f"it is at revision {found.revision} now; read it and try again"
        )
    return found._asdict()


def row_values(thing: Thing) -> Fields:
    """What a thing says, as its row has it."""
    values = thing.model_dump(mode="json")
    if isinstance(thing, Match) and thing.start is not None:
        values["start"] = event_time.from_datetime(thing.start)
    return {**values, "sort": thing.sort_key(), "words": thing.words()}


def said_of(kind: Kind, row: Mapping[str, Any]) -> Fields:
    """What a row says of a thing, as it would be given."""
    said = {key: row[key] for key in kind.model.model_fields}
    if isinstance(said.get("start"), int):
        said["start"] = event_time.to_iso(said["start"])
    return said


def resource(kind: Kind, row: Mapping[str, Any]) -> Fields:
    """A row as it is told."""
    changed: datetime = event_time.to_datetime(row["changed"])
    told = {"id": row["id"], "revision": row["revision"], "changed": changed, **said_of(kind, row)}
    own = None if row.get("picture") is None else picture_url(row["picture"])
    if kind is TEAM:
        drawn = crests.url(row["id"], _seed(row))
        told |= {"crest_url": own or drawn, "has_own_crest": own is not None}
    elif kind is PLAYER:
        told |= {"photo_url": own}
    elif kind is MATCH:
        told |= {"nexts": nexts(Status(row["status"]))}
    return told


def picture_url(digest: str) -> str:
    """Where a picture is served."""
    return f"/api/v1/pictures/{digest}.png"


def errors_of(error: ValidationError) -> list[dict[str, Any]]:
    """What is wrong, key by key."""
    return [
        {
            "at": ".".join(str(step) for step in found["loc"]),
            "detail": found["msg"].removeprefix("Value error, "),
        }
        for found in error.errors()
    ]


def _checked(kind: Kind, fields: Fields) -> Thing:
    try:
        return kind.model.model_validate(fields)
    except ValidationError as error:
        raise _bad(errors_of(error)) from error


def _bad(errors: list[dict[str, Any]]) -> ProblemError:
    said = "; ".join(f"{one['at']}: {one['detail']}".removeprefix(": ") for one in errors)
    return ProblemError("bad_request", said, errors=errors)


def _check_step(before: Fields, thing: Thing) -> None:
    if not isinstance(thing, Match):
        return
    status = Status(before["status"])
    if not may_follow(status, thing.status):
        said = ", ".join(nexts(status)) or "nothing"
        raise ProblemError(
            "bad_step",
            f"after {status} comes {said}; where {thing.status} is right, send it with force=true",
            at="status",
        )


async def _uses(base: AsyncConnection, kind: Kind, name: str) -> list[str]:
    """How many of what use a thing, in words."""
    uses = Counter[tuple[str, str]]()
    for column, what in _USES.get(kind.name, ()):
        count = await base.scalar(sa.select(sa.func.count()).where(column == name))
        uses[what] += count or 0
    mapped = sa.select(sa.func.count()).where(
        provider_id.c.kind == kind.name, provider_id.c.thing == name
    )
    uses[_IDS] = await base.scalar(mapped) or 0
    return [f"{count} {what[count > 1]}" for what, count in uses.items() if count]


def _seed(row: Mapping[str, Any]) -> crests.Seed:
    one = Team.model_validate(said_of(TEAM, row))
    return crests.Seed(name=one.name, color=one.kits.home.main if one.kits.home else None)
