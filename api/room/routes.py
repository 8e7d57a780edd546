"""Viewers and moderation over HTTP, below /api/v1."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated, Any, cast

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, Field

from api.control.auth import owner
from api.control.problem import RESPONSES, ProblemError
from api.control.resources import Body
from api.room.line import LineError
from api.room.room import Room, RoomError
from api.room.rooms import Rooms
from api.room.sockets import network_of
from api.room.viewer import COOKIE, COOKIE_S, LAG_AT_MOST_S, Viewer, guest, named
from api.storage.database import AwayError
from feeds import event_time
from feeds.event_time import MICROSECONDS

_OWNED = [Depends(owner)]
_FORTNIGHT_S = 14 * 86_400
# A player is so far behind the end of its playlist, or nearer.
_PLAYED_BEHIND_S = 2


class NameChange(Body):
    """The name a viewer wants; without one they keep theirs, or are a guest."""

    name: Annotated[str, Field(max_length=100)] | None = None


class ViewerResource(BaseModel):
    """A viewer to themselves; the ticket is good for one hello, within a minute."""

    viewer: str
    name: str
    ticket: str


class PlaybackWish(Body):
    """How far behind the programme the viewer's picture is, in µs."""

    behind_us: int


class PlaybackResource(BaseModel):
    """A playlist of the viewer's own, good for a day, and by how many seconds it is behind."""

    playlist_url: str
    lag_s: int


class ChatPage(BaseModel):
    """Lines, the newest first, and the cursor of the next page where there is one."""

    items: list[dict[str, Any]]
    next: str | None = None


class Silence(Body):
    """For how long a viewer must be silent; `clears` takes away what they said as well."""

    seconds: Annotated[int, Field(ge=1, le=_FORTNIGHT_S)] = 600
    clears: bool = True


class Silenced(BaseModel):
    """A viewer who must be silent, and until when."""

    viewer: str
    until: datetime


class SilencePage(BaseModel):
    """Who must be silent, the one to speak again last first."""

    items: list[Silenced]
    next: str | None = None


def _rooms(request: Request) -> Rooms:
    return cast("Rooms", request.app.state.rooms)


def _room(name: str, request: Request) -> Room:
    room = _rooms(request).rooms.get(name)
    if room is None:
        raise ProblemError("unknown_channel", f"use one of {', '.join(_rooms(request).rooms)}")
    return room


type All = Annotated[Rooms, Depends(_rooms)]
type One = Annotated[Room, Depends(_room)]


async def _refusals() -> AsyncIterator[None]:
    """A dependency: what a room or its database cannot do just now is a problem."""
    try:
        yield
    except AwayError as error:
        raise ProblemError("unavailable", str(error)) from error
    except RoomError as error:
        raise ProblemError(error.code, str(error)) from error


routes = APIRouter(prefix="/api/v1", responses=RESPONSES, dependencies=[Depends(_refusals)])


@routes.post("/viewer")
async def viewer(
    body: NameChange, request: Request, response: Response, rooms: All
) -> ViewerResource:
    """Who I am: a guest from the first time on, known by a cookie; with `name` a new name."""
    known = _known(request, rooms) or guest()
    if body.name is not None:
        known = Viewer(viewer=known.viewer, name=_named(body.name))
        if not rooms.may_rename(network_of(request.client and request.client.host)):
            raise ProblemError("too_fast", "too many names from your network; try again later")
        if not await rooms.names.claim(known, rooms.clock.now()):
            raise ProblemError("name_taken", f"{known.name} is somebody's name; choose another")
    _remember(known, response, rooms)
    return ViewerResource(viewer=known.viewer, name=known.name, ticket=rooms.sessions.ticket(known))


@routes.post("/channels/{name}/playback")
async def playback(
    body: PlaybackWish, name: str, _room: One, request: Request, response: Response, rooms: All
) -> PlaybackResource:
    """A playlist of my own, a little nearer to the programme than my picture is.

    The server knows the latest media it has told me of, as it must where I predict.
    """
    known = _known(request, rooms)
    if known is None:
        known = guest()
        _remember(known, response, rooms)
    lag_s = min(max(body.behind_us // MICROSECONDS - _PLAYED_BEHIND_S, 0), LAG_AT_MOST_S)
    token = rooms.sessions.playback(known.viewer, name, lag_s)
    return PlaybackResource(playlist_url=f"/live/{name}/index.m3u8?s={token}", lag_s=lag_s)


@routes.get("/channels/{name}/chat", dependencies=_OWNED)
async def chat(
    room: One, before: str | None = None, limit: Annotated[int, Query(ge=1, le=200)] = 50
) -> ChatPage:
    """The last lines, for whoever moderates."""
    if before is not None and not before.isdecimal():
        raise ProblemError("bad_request", "before: use the cursor of the page before")
    found = await room.history.lines(limit, before=None if before is None else int(before))
    next_page = str(found[0].offset) if len(found) == limit else None
    return ChatPage(items=[dict(entry.event()) for entry in reversed(found)], next=next_page)


@routes.delete("/channels/{name}/chat/{message_id}", status_code=204, dependencies=_OWNED)
async def delete(room: One, message_id: str) -> None:
    """Take a line away from everyone."""
    if not await room.delete(message_id):
        raise ProblemError("unknown_message", f"{message_id} is no line of this room")


@routes.get("/channels/{name}/chat/silences", dependencies=_OWNED)
async def silences(room: One) -> SilencePage:
    """Who must be silent."""
    items = [
        Silenced(viewer=viewer, until=event_time.to_datetime(until))
        for viewer, until in room.silences.items()
    ]
    return SilencePage(items=sorted(items, key=lambda one: one.until, reverse=True))


@routes.put("/channels/{name}/chat/silences/{viewer_id}", status_code=204, dependencies=_OWNED)
async def silence(room: One, viewer_id: str, body: Silence, rooms: All) -> None:
    """Have a viewer be silent for a while."""
    until = rooms.clock.now() + body.seconds * MICROSECONDS
    await room.silence(viewer_id, until, clears=body.clears)


@routes.delete("/channels/{name}/chat/silences/{viewer_id}", status_code=204, dependencies=_OWNED)
async def end_silence(room: One, viewer_id: str) -> None:
    """Let a viewer speak again."""
    await room.silence(viewer_id, 0, clears=False)


def _known(request: Request, rooms: Rooms) -> Viewer | None:
    """Who the cookie says they are."""
    return rooms.sessions.of_cookie(request.cookies.get(COOKIE))


def _remember(viewer: Viewer, response: Response, rooms: Rooms) -> None:
    """Have the cookie say who they are."""
    response.set_cookie(
        COOKIE, rooms.sessions.cookie(viewer), max_age=COOKIE_S, httponly=True, samesite="lax"
    )


def _named(name: str) -> str:
    try:
        return named(name)
    except LineError as error:
        raise ProblemError("bad_name", str(error)) from error
