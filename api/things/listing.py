"""Lists of things: what is asked for, and a page of it by cursor."""

import base64
import json
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, NamedTuple

import sqlalchemy as sa
from pydantic import AwareDatetime, Field
from sqlalchemy.ext.asyncio import AsyncConnection

from api.control.problem import ProblemError
from api.control.resources import Body
from api.storage.tables import competition, fixture, team, venue
from api.things.fixture import Status
from api.things.kind import Kind
from api.things.naming import folded
from feeds import event_time

_WORDS_AT_MOST = 8


class Asked(Body):
    """Which things: those with all words of `q`, of a competition, and so on.

    `since` is the first start that counts, `until` the first that does not any more.
    """

    q: Annotated[str, Field(max_length=200)] = ""
    competition: str | None = None
    team: str | None = None
    since: AwareDatetime | None = None
    until: AwareDatetime | None = None
    status: Status | None = None
    channel: str | None = None
    after: Annotated[str, Field(max_length=1000)] | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class Page(NamedTuple):
    """Things, and the cursor of the next page where there is one."""

    items: list[dict[str, Any]]
    next: str | None


async def page_of(base: AsyncConnection, kind: Kind, asked: Asked) -> Page:
    """The rows that were asked for; ProblemError for a filter that this kind does not have."""
    table = kind.table
    order = table.c.sort, table.c.id
    wanted = sa.select(table).where(*_text(kind, asked.q), *_filters(kind, asked))
    if asked.after is not None:
        wanted = wanted.where(sa.tuple_(*order) > sa.tuple_(*place_of(asked.after, 2)))
    rows = (await base.execute(wanted.order_by(*order).limit(asked.limit + 1))).all()
    items = [row._asdict() for row in rows[: asked.limit]]
    last = items[-1] if len(rows) > asked.limit else None
    return Page(items, None if last is None else cursor_of((last["sort"], last["id"])))


def _text(kind: Kind, text: str) -> Iterator[sa.ColumnElement[bool]]:
    """A claim for each word: it stands in the thing's own words, or in those of who plays where."""
    for word in folded(text).split()[:_WORDS_AT_MOST]:
        found = kind.table.c.words.contains(word, autoescape=True)
        if kind.table is fixture:
            within = {
                other: sa.select(other.c.id).where(other.c.words.contains(word, autoescape=True))
                for other in (team, competition, venue)
            }
            found = sa.or_(
                found,
                fixture.c.home.in_(within[team]),
                fixture.c.away.in_(within[team]),
                fixture.c.competition.in_(within[competition]),
                fixture.c.venue.in_(within[venue]),
            )
        yield found


def _filters(kind: Kind, asked: Asked) -> Iterator[sa.ColumnElement[bool]]:
    for name in ("competition", "team", "since", "until", "status", "channel"):
        value = getattr(asked, name)
        if value is None:
            continue
        if name not in kind.filters:
            raise ProblemError(
                "bad_request", f"{name}: {kind.plural} have no such filter; leave it out", at=name
            )
        yield _filter(kind, name, value)


def _filter(kind: Kind, name: str, value: Any) -> sa.ColumnElement[bool]:
    match kind.name, name:
        case "team", "competition":
            played = (fixture.c.home, fixture.c.away)
            return sa.or_(
                *(
                    team.c.id.in_(sa.select(side).where(fixture.c.competition == value))
                    for side in played
                )
            )
        case "match", "team":
            return sa.or_(fixture.c.home == value, fixture.c.away == value)
        case _, "since":
            return fixture.c.start >= event_time.from_datetime(value)
        case _, "until":
            return fixture.c.start < event_time.from_datetime(value)
        case _:
            found: sa.ColumnElement[bool] = kind.table.c[name] == value
            return found


def cursor_of(place: Sequence[str]) -> str:
    """A place in an order as a cursor."""
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def place_of(cursor: str, parts: int) -> list[str]:
    """The place a cursor says; ProblemError where it says none of so many parts."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        place = json.loads(base64.urlsafe_b64decode(padded.encode()))
    except (ValueError, RecursionError):
        place = None
    if not isinstance(place, list) or [type(part) for part in place] != [str] * parts:
        raise ProblemError("bad_request", "after: use the cursor of the page before")
    return place
