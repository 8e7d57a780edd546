"""The show log as operators read it: what people and feeds did, page by page, the newest first."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, cast

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel

from api.control.auth import owner
from api.control.problem import RESPONSES, ProblemError
from engine.channel.events import ENGINE
from engine.errors import ShowLogError
from engine.show_log import SHOW_LOG, ShowEvent, read_before
from feeds import event_time


class LogEntry(BaseModel):
    """A show event: who did what, when it happened (null: with its frame) and when it came in."""

    sequence: int
    frame: int
    event_time: datetime | None
    arrival: datetime
    actor: str
    payload: dict[str, Any]


class LogPage(BaseModel):
    """Entries, the newest first, and the cursor of the page before where there is one."""

    items: list[LogEntry]
    next: str | None = None


class ShowLogs:
    """The show logs below a folder, one a channel; they are read only, on air or off."""

    def __init__(self, folder: Path, names: Sequence[str]) -> None:
        self._folder = folder
        self._names = names

    async def page(self, name: str, before: int | None, limit: int) -> LogPage:
        """What people and feeds did before a sequence; a channel never on air has none."""
        if name not in self._names:
            raise ProblemError("unknown_channel", f"use one of {', '.join(self._names)}")
        path = self._folder / name / SHOW_LOG
        if not path.exists():
            return LogPage(items=[])
        try:
            found = await asyncio.to_thread(read_before, path, before, limit, without=ENGINE)
        except ShowLogError as error:
            raise ProblemError("log_failed", str(error)) from error
        cursor = str(found[-1].sequence) if len(found) == limit else None
        return LogPage(items=[_entry(event) for event in found], next=cursor)


routes = APIRouter(prefix="/api/v1", responses=RESPONSES)


def _logs(request: Request) -> ShowLogs:
    return cast("ShowLogs", request.app.state.show_logs)


@routes.get("/channels/{name}/log", dependencies=[Depends(owner)])
async def log(
    name: str,
    logs: Annotated[ShowLogs, Depends(_logs)],
    before: str | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> LogPage:
    """What people and feeds did: facts, cuts, timing and whatever else is of the show.

    For the owner alone, as facts stand in it before their picture is on air.
    """
    if before is not None and not (before.isascii() and before.isdecimal() and len(before) < 19):
        raise ProblemError("bad_request", "before: use the cursor of the page before")
    return await logs.page(name, None if before is None else int(before), limit)


def _entry(event: ShowEvent) -> LogEntry:
    happened = event.event_time
    return LogEntry(
        sequence=event.sequence,
        frame=event.frame,
        event_time=None if happened is None else event_time.to_datetime(happened),
        arrival=event_time.to_datetime(event.arrival),
        actor=event.actor,
        payload=dict(event.payload),
    )
