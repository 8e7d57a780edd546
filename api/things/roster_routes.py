"""Rosters over HTTP, below /api/v1: a preview, the roster itself, and its undo."""

import asyncio
import hashlib
import json
from datetime import datetime
from typing import Annotated, Any, cast

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel

from api.control.auth import owner
from api.control.problem import RESPONSES
from api.control.resources import Body
from api.control.routes import Asked as AskedOf
from api.control.routes import Key
from api.things.grid import BYTES_AT_MOST, Row, rows_of
from api.things.register import Register
from api.things.rosters import Rosters
from api.things.routes import bounded, refusals
from feeds import event_time

_OWNED = [Depends(owner)]
_SHEET = {
    "requestBody": {
        "content": {
            "text/csv": {"schema": {"type": "string"}},
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": {
                "schema": {"format": "binary"}
            },
        }
    }
}


class Brought(Body):
    """How a roster is brought: to which team (none: by its column), and whether players who are
    not in it leave the team.
    """

    team: str | None = None
    removes: bool = False


class Bringing(Brought):
    """`plan` is that of the preview which was looked at; `all_or_nothing` lets no bad row pass."""

    plan: str = ""
    all_or_nothing: bool = False


class RosterRow(BaseModel):
    """A player as the sheet has them, and what is or would be done; `row` is null where they are
    not in the sheet.
    """

    row: int | None
    action: str
    player: str | None
    name: str
    short: str | None
    number: str | None
    position: str | None
    team: str | None
    changes: dict[str, list[str | None]]
    note: str


class RosterMistake(BaseModel):
    """What is wrong in a row, in which column, and what would be right."""

    row: int
    column: str
    detail: str


class RosterPlan(BaseModel):
    """What a roster does: what stands in which column, how many of which kind, row by row.

    `left_out` are the headers of columns of which nothing is taken.

    While a row is wrong nobody leaves a team, and it `is_held_back`.
    """

    plan: str
    columns: dict[str, str]
    left_out: dict[str, str]
    counts: dict[str, int]
    rows: list[RosterRow]
    mistakes: list[RosterMistake]
    is_held_back: bool
    id: str | None = None


class RosterResource(BaseModel):
    """A roster that was brought, to one team or (null) several, and when it was taken back."""

    id: str
    at: datetime
    team: str | None
    players: int
    undone: datetime | None


class RosterPage(BaseModel):
    """Rosters, the newest first, and the cursor of the next page where there is one."""

    items: list[RosterResource]
    next: str | None = None


def _rosters(request: Request) -> Rosters:
    return Rosters(cast("Register", request.app.state.register))


type All = Annotated[Rosters, Depends(_rosters)]

routes = APIRouter(prefix="/api/v1/rosters", responses=RESPONSES, dependencies=[Depends(refusals)])


@routes.get("", dependencies=_OWNED)
async def rosters(
    all_of_them: All,
    before: Annotated[int | None, Query()] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> RosterPage:
    """The rosters that were brought."""
    found = await all_of_them.page(before, limit)
    cursor = str(event_time.from_datetime(found[-1]["at"])) if len(found) == limit else None
    return RosterPage(items=[RosterResource(**one) for one in found], next=cursor)


@routes.post(
    "/preview", response_model=RosterPlan, dependencies=_OWNED, openapi_extra=_SHEET
)  # fmt: skip
async def preview(all_of_them: All, request: Request, how: Annotated[Brought, Query()]) -> Response:
    """What a CSV file, an .xlsx workbook or text copied from a spreadsheet would change."""
    rows = await _rows(request)
    return await _told(await all_of_them.preview(rows[0], how.team, removes=how.removes), 200)


@routes.post(
    "", status_code=201, response_model=RosterPlan, dependencies=_OWNED, openapi_extra=_SHEET
)  # fmt: skip
async def bring(
    all_of_them: All,
    request: Request,
    how: Annotated[Bringing, Query()],
    caller: AskedOf,
    key: Key = None,
) -> Response:
    """Do it."""
    rows, digest = await _rows(request)

    async def brought() -> dict[str, Any]:
        return await all_of_them.bring(
            rows, how.team, removes=how.removes, is_all=how.all_or_nothing, seen=how.plan
        )

    return await _told(await caller.once(key, f"roster {how} {digest}", brought), 201)


@routes.post("/{roster}/undo", dependencies=_OWNED)
async def undo(
    roster: str,
    all_of_them: All,
    request: Request,
    caller: AskedOf,
    *,
    force: Annotated[bool, Query()] = False,
    key: Key = None,
) -> RosterResource:
    """Have the players a roster changed as they were before it."""
    return RosterResource(
        **await caller.write(request, key, lambda: all_of_them.undo(roster, is_forced=force))
    )


async def _told(plan: dict[str, Any], status: int) -> Response:
    """A plan, which may be long, written out beside the event loop."""
    body = await asyncio.to_thread(json.dumps, plan)
    return Response(body, status, media_type="application/json")


async def _rows(request: Request) -> tuple[list[Row], str]:
    brought = await bounded(request, BYTES_AT_MOST, "roster_too_large")
    return await asyncio.to_thread(rows_of, brought), hashlib.sha256(brought).hexdigest()
