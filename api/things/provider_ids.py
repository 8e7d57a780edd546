"""Provider ids: which of our things a provider's ids stand for, said once by a person.

Ids come on air before anybody knows them: they are written down with what the provider calls them,
and things of a like name are suggested.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from difflib import SequenceMatcher
from typing import Annotated, Any

import sqlalchemy as sa
from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncConnection

from api.control.problem import ProblemError
from api.control.resources import Body
from api.storage.tables import provider_id as table
from api.things.kind import KINDS, Kind
from api.things.listing import cursor_of, place_of
from api.things.naming import folded
from api.things.register import Fields, Register, row_of
from feeds import event_time
from feeds.event_time import MICROSECONDS

MATCH = KINDS["match"]
_CANDIDATES = 200
_SUGGESTED = 3
_LIKE = 0.5
# So often it is written down anew when an id was on air.
_SEEN_EVERY = 600 * MICROSECONDS
_KEY = (table.c.provider, table.c.kind, table.c.ref)

type Ref = tuple[str, str]


class Wanted(Body):
    """Which ids: of a provider, of a kind, those that are said already or are not yet."""

    provider: str | None = None
    kind: str | None = None
    mapped: bool | None = None
    q: Annotated[str, Field(max_length=200)] = ""
    after: Annotated[str, Field(max_length=1000)] | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class ProviderIds:
    """All of them. AwayError where the database is not there."""

    def __init__(self, register: Register) -> None:
        self._register = register

    async def page(self, wanted: Wanted) -> tuple[list[Fields], str | None]:
        """Ids in order, those nobody has said yet with suggestions; and the next page's cursor."""
        asked = sa.select(table).where(*_filters(wanted)).order_by(*_KEY)
        async with self._register.database.begin() as base:
            rows = (await base.execute(asked.limit(wanted.limit + 1))).all()
            found = [row._asdict() for row in rows[: wanted.limit]]
            told = [await _told(base, row) for row in found]
        last = found[-1] if len(rows) > wanted.limit else None
        return told, None if last is None else cursor_of([last[key.name] for key in _KEY])

    async def put(self, provider: str, kind: str, ref: str, thing: str) -> Fields:
        """Say what an id stands for."""
        of_kind = _kind(kind)
        async with self._register.turn, self._register.database.begin() as base:
            await row_of(base, of_kind, thing)
            row = await self._write(base, provider, (kind, ref), {"thing": thing})
            told = await _told(base, row)
        self._register.changed.set()
        return told

    async def forget(self, provider: str, kind: str, ref: str) -> None:
        """Say it no more; one that was on air is listed again as not said."""
        async with self._register.turn, self._register.database.begin() as base:
            at = _at(provider, (kind, ref))
            row = (await base.execute(sa.select(table).where(*at))).one_or_none()
            if row is None:
                raise ProblemError("unknown_thing", f"{provider} has no {kind} {ref} here")
            if row.seen is None or row.thing is None:
                await base.execute(sa.delete(table).where(*at))
            else:
                await base.execute(sa.update(table).where(*at).values(thing=None))
        self._register.changed.set()

    async def things(self, provider: str, refs: Iterable[Ref]) -> dict[Ref, Fields]:
        """The rows of things that ids stand for."""
        asked, found = set(refs), dict[Ref, Fields]()
        async with self._register.database.begin() as base:
            known = await _known(base, provider, asked)
            for kind in {kind for kind, _ in asked}:
                rows = await _rows(base, KINDS[kind], [one["thing"] for one in known.values()])
                for ref, one in known.items():
                    if ref[0] == kind and one["thing"] in rows:
                        found[ref] = rows[one["thing"]]
        return found

    async def see(self, provider: str, names: Mapping[Ref, str]) -> None:
        """Write down that ids were on air, and under which names."""
        now = self._register.clock.now()
        async with self._register.turn, self._register.database.begin() as base:
            known = await _known(base, provider, set(names))
            for ref, name in names.items():
                if _is_news(known.get(ref), name, now):
                    await self._write(base, provider, ref, {"name": name, "seen": now})

    async def _write(
        self, base: AsyncConnection, provider: str, ref: Ref, values: Fields
    ) -> Fields:
        at = _at(provider, ref)
        row = (await base.execute(sa.select(table).where(*at))).one_or_none()
        if row is not None:
            await base.execute(sa.update(table).where(*at).values(values))
            return {**row._asdict(), **values}
        empty = {"thing": None, "name": None, "seen": None}
        new = {"provider": provider, "kind": ref[0], "ref": ref[1], **empty, **values}
        await base.execute(sa.insert(table).values(new))
        return new


def likeness(name: str, words: Sequence[str]) -> float:
    """How alike a name and the most alike of some words are (folded), from 0 to 1."""
    return max((SequenceMatcher(None, name, word).ratio() for word in words), default=0.0)


def _kind(name: str) -> Kind:
    if name not in KINDS:
        raise ProblemError("bad_request", f"{name} is no kind; use one of {', '.join(KINDS)}")
    return KINDS[name]


def _at(provider: str, ref: Ref) -> list[sa.ColumnElement[bool]]:
    return [table.c.provider == provider, table.c.kind == ref[0], table.c.ref == ref[1]]


def _filters(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    found = list[sa.ColumnElement[bool]]()
    if wanted.provider is not None:
        found.append(table.c.provider == wanted.provider)
    if wanted.kind is not None:
        found.append(table.c.kind == _kind(wanted.kind).name)
    if wanted.mapped is not None:
        found.append(table.c.thing.is_not(None) if wanted.mapped else table.c.thing.is_(None))
    if wanted.q:
        like = (
            column.icontains(wanted.q, autoescape=True) for column in (table.c.name, table.c.ref)
        )
        found.append(sa.or_(*like))
    if wanted.after is not None:
        found.append(sa.tuple_(*_KEY) > sa.tuple_(*place_of(wanted.after, len(_KEY))))
    return found


def _is_news(row: Fields | None, name: str, now: int) -> bool:
    return row is None or row["name"] != name or now - (row["seen"] or 0) > _SEEN_EVERY


async def _known(base: AsyncConnection, provider: str, refs: Set[Ref]) -> dict[Ref, Fields]:
    asked = sa.select(table).where(
        table.c.provider == provider, table.c.ref.in_({ref for _, ref in refs})
    )
    rows = (row._asdict() for row in await base.execute(asked))
    return {ref: row for row in rows if (ref := (row["kind"], row["ref"])) in refs}


async def _rows(base: AsyncConnection, kind: Kind, ids: Sequence[str | None]) -> dict[str, Fields]:
    asked = sa.select(kind.table).where(kind.table.c.id.in_([one for one in ids if one]))
    return {row.id: row._asdict() for row in await base.execute(asked)}


async def _told(base: AsyncConnection, row: Fields) -> Fields:
    """An id as it is told, with what it stands for or else with what it may."""
    kind, thing = KINDS[row["kind"]], row["thing"]
    stands = (await _rows(base, kind, [thing])).get(thing) if thing else None
    seen = row["seen"]
    return {
        **{key: row[key] for key in ("provider", "kind", "ref", "thing", "name")},
        "seen": None if seen is None else event_time.to_datetime(seen),
        "thing_name": None if stands is None else _name_of(stands),
        "suggestions": [] if thing or not row["name"] else await _likely(base, kind, row["name"]),
    }


async def _likely(base: AsyncConnection, kind: Kind, name: str) -> list[dict[str, Any]]:
    """Things that have a word, or the beginning of one, in common with a name: the most alike."""
    if kind is MATCH:
        return []
    sought = folded(name)
    words = sorted({word[:4] for word in sought.split() if len(word) > 1}, key=len)[-6:]
    if not words:
        return []
    column = kind.table.c.words
    like = sa.or_(*(column.contains(word, autoescape=True) for word in words))
    rows = await base.execute(sa.select(kind.table).where(like).limit(_CANDIDATES))
    scored = [(likeness(sought, _called(row._asdict())), row._asdict()) for row in rows]
    best = sorted((one for one in scored if one[0] >= _LIKE), key=lambda one: -one[0])
    return [
        {"id": row["id"], "name": _name_of(row), "likeness": round(score, 2)}
        for score, row in best[:_SUGGESTED]
    ]


def _called(row: Fields) -> list[str]:
    parts = (one[key] for one in row["names"].values() for key in ("long", "short"))
    return [folded(part) for part in parts if part]


def _name_of(row: Fields) -> str:
    if "names" not in row:
        return str(row["id"])
    return str(row["names"][row["language"]]["long"])
