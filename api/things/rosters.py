"""Rosters that are brought: looked at first, put in at once, and taken back as they were put in."""

import asyncio
import secrets
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from api.control.problem import ProblemError
from api.storage.tables import player, provider_id, roster, team
from api.things import roster as planning
from api.things import squad
from api.things.grid import Row
from api.things.kind import TEAM
from api.things.naming import folded
from api.things.register import Fields, Register, row_of, row_values
from api.things.roster import NEW, SAME, Plan, Step
from feeds import event_time

_COLUMNS = tuple(column.name for column in player.columns)


class Rosters:
    """All rosters; each is one transaction. AwayError where the database is not there."""

    def __init__(self, register: Register) -> None:
        self._register = register

    async def preview(self, rows: Sequence[Row], given: str | None, *, removes: bool) -> Fields:
        """What would be done; nothing is."""
        async with self._register.database.begin() as base:
            found = await self._plan(base, rows, given, removes=removes)
        return await asyncio.to_thread(found.told)

    async def bring(
        self, rows: Sequence[Row], given: str | None, *, removes: bool, is_all: bool, seen: str
    ) -> Fields:
        """Do what a preview said: the one whose plan was `seen`, unless that is "".

        Where `is_all`, one bad row keeps all others out.
        """
        register = self._register
        async with register.turn, register.database.begin() as base:
            found = await self._plan(base, rows, given, removes=removes)
            if seen not in {"", await asyncio.to_thread(found.digest)}:
                raise ProblemError("changed_meanwhile", "look at the preview again, then bring it")
            if is_all and found.wrongs:
                errors = [{"at": f"row {one.row}", "detail": one.detail} for one in found.wrongs]
                raise ProblemError(
                    "not_a_roster", f"{len(errors)} rows are wrong; correct them", errors=errors
                )
            name = await self._apply(base, found, given)
        register.changed.set()
        return {**await asyncio.to_thread(found.told), "id": name}

    async def undo(self, name: str, *, is_forced: bool) -> Fields:
        """Have the players a roster changed as they were before it.

        Those who were changed again since are not touched unless that is forced.
        """
        register = self._register
        async with register.turn, register.database.begin() as base:
            asked = sa.select(roster).where(roster.c.id == name)
            found = (await base.execute(asked)).one_or_none()
            if found is None:
                raise ProblemError("unknown_thing", f"no roster has the id {name}")
            if found.undone is not None:
                raise ProblemError("not_undoable", "it was taken back already")
            await self._restore(base, found.steps, is_forced=is_forced)
            now = register.clock.now()
            await base.execute(sa.update(roster).where(roster.c.id == name).values(undone=now))
        register.changed.set()
        return _told({**found._asdict(), "undone": now})

    async def page(self, before: int | None, limit: int) -> list[Fields]:
        """The rosters brought before a moment (µs), the newest first."""
        wanted = sa.select(roster).order_by(roster.c.at.desc()).limit(limit)
        if before is not None:
            wanted = wanted.where(roster.c.at < before)
        async with self._register.database.begin() as base:
            return [_told(row._asdict()) for row in await base.execute(wanted)]

    async def _plan(
        self, base: AsyncConnection, rows: Sequence[Row], given: str | None, *, removes: bool
    ) -> Plan:
        if given is not None:
            await row_of(base, TEAM, given)
        teams, languages = squad.Teams(given=given), dict[str, str]()
        for row in await base.execute(sa.select(team.c.id, team.c.names, team.c.language)):
            teams.ids.add(row.id)
            languages[row.id] = row.language
            for one in row.names.values():
                for text in filter(None, (one["long"], one["short"], one["code"])):
                    teams.called.setdefault(folded(text), set()).add(row.id)
        read = await asyncio.to_thread(squad.read, rows, teams)
        spoken_of = {line.team for line in read.lines}
        known = await base.execute(sa.select(player).where(player.c.team.in_(spoken_of)))
        players = [row._asdict() for row in known]
        return await asyncio.to_thread(
            planning.plan, read, players, language=languages.__getitem__, removes=removes
        )

    async def _apply(self, base: AsyncConnection, found: Plan, given: str | None) -> str | None:
        now, steps = self._register.clock.now(), [s for s in found.steps if s.action != SAME]
        if not steps:
            return None
        made = await asyncio.to_thread(lambda: [(one, self._after(one, now)) for one in steps])
        new = [after for step, after in made if step.action == NEW]
        if new:
            await base.execute(sa.insert(player), new)
        await _put(base, [after for step, after in made if step.action != NEW])
        name = secrets.token_hex(8)
        kept = [{"before": step.before, "after": after} for step, after in made]
        row = {"id": name, "at": now, "team": given, "steps": kept, "undone": None}
        await base.execute(sa.insert(roster).values(row))
        return name

    def _after(self, step: Step, now: int) -> Fields:
        if step.before is None:
            return self._register.new_row(step.after)
        revision = step.before["revision"] + 1
        return {**step.before, **row_values(step.after), "revision": revision, "changed": now}

    async def _restore(
        self, base: AsyncConnection, steps: Sequence[Fields], *, is_forced: bool
    ) -> None:
        names = [step["after"]["id"] for step in steps]
        now = {
            row.id: row._asdict()
            for some in _slices(names)
            for row in await base.execute(sa.select(player).where(player.c.id.in_(some)))
        }
        touched = [one for one in steps if now.get(one["after"]["id"]) != one["after"]]
        if touched and not is_forced:
            said = ", ".join(planning.name_of(one["after"]) for one in touched[:5])
            raise ProblemError(
                "changed_meanwhile",
                f"{len(touched)} players were changed since ({said}); send it with force=true to"
                " have them as they were before the roster all the same",
            )
        made = [one["after"]["id"] for one in steps if one["before"] is None]
        await _forget(base, [name for name in made if name in now])
        changed = [one["before"] for one in steps if one["before"] is not None]
        back = [
            {
                **row,
                "revision": now.get(row["id"], row)["revision"] + 1,
                "changed": self._register.clock.now(),
            }
            for row in changed
        ]
        await _put(base, [row for row in back if row["id"] in now])
        gone = [row for row in back if row["id"] not in now]
        if gone:
            await base.execute(sa.insert(player), gone)


async def _put(base: AsyncConnection, rows: Sequence[Fields]) -> None:
    """Write whole rows over those of their ids."""
    if not rows:
        return
    columns = [name for name in _COLUMNS if name != "id"]
    values: dict[str, Any] = {name: sa.bindparam(f"{name}_") for name in columns}
    change = sa.update(player).where(player.c.id == sa.bindparam("id_")).values(values)
    await base.execute(change, [{f"{name}_": row[name] for name in _COLUMNS} for row in rows])


async def _forget(base: AsyncConnection, names: Sequence[str]) -> None:
    for some in _slices(names):
        mapped = sa.select(provider_id.c.ref).where(
            provider_id.c.kind == "player", provider_id.c.thing.in_(some)
        )
        refs = (await base.execute(mapped)).scalars().all()
        if refs:
            raise ProblemError("in_use", f"provider ids {', '.join(refs)} use them; delete those")
        await base.execute(sa.delete(player).where(player.c.id.in_(some)))


def _slices(names: Sequence[str]) -> list[Sequence[str]]:
    """A statement takes so many values at once and no more."""
    return [names[start : start + 500] for start in range(0, len(names), 500)]


def _told(row: Fields) -> dict[str, Any]:
    undone = row["undone"]
    return {
        "id": row["id"],
        "at": event_time.to_datetime(row["at"]),
        "team": row["team"],
        "players": len(row["steps"]),
        "undone": None if undone is None else event_time.to_datetime(undone),
    }
