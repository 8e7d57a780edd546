"""Clips over HTTP, below /api/v1: brought, dressed, fetched, forgotten.

Reading needs the clip's id, which nobody can guess; all else needs what the config says.
"""

from collections.abc import AsyncIterator, Iterator
from itertools import chain
from typing import Annotated, cast
from urllib.parse import quote

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from fastapi.responses import FileResponse, StreamingResponse
from pydantic import ValidationError
from starlette.requests import ClientDisconnect

from api.clips import archive, making
from api.clips.clip import Clip, ClipError, State
from api.clips.clips import Clips
from api.clips.resources import ClipResource, ClipTerms, Facts, resource
from api.control.auth import owner
from api.control.problem import RESPONSES, ProblemError
from api.room.sockets import is_of_our_pages

_FACTS_BYTES = 1_000_000
_BINARY = {"content": {"application/octet-stream": {"schema": {"format": "binary"}}}}
_JSON = {"content": {"application/json": {"schema": Facts.model_json_schema()}}}
_KEPT_OUT = {"cache-control": "private, no-store", "x-content-type-options": "nosniff"}


async def _refusals() -> AsyncIterator[None]:
    """A dependency: what cannot be done with a clip is a problem."""
    try:
        yield
    except ClipError as error:
        raise ProblemError(error.code, error.detail, errors=getattr(error, "errors", [])) from error


def _clips(request: Request) -> Clips:
    return cast("Clips", request.app.state.clips)


async def _allowed(request: Request) -> None:
    """Only a page of ours may write, and only with the owner's token unless anyone may."""
    if not is_of_our_pages(request):
        raise ProblemError("foreign_page", "use the page of this server")
    if not request.app.state.clips_for_anyone:
        await owner(request)


routes = APIRouter(prefix="/api/v1/clips", responses=RESPONSES, dependencies=[Depends(_refusals)])
_ALLOWED = [Depends(_allowed)]

type All = Annotated[Clips, Depends(_clips)]


@routes.get("")
async def terms(clips: All, request: Request) -> ClipTerms:
    """What may be brought here."""
    return ClipTerms(
        limit_bytes=clips.bounds.limit,
        asks_for_token=not request.app.state.clips_for_anyone,
        waiting=clips.waiting,
    )


@routes.post(
    "", status_code=201, dependencies=_ALLOWED, openapi_extra={"requestBody": _BINARY}
)  # fmt: skip
async def bring(
    clips: All,
    request: Request,
    name: Annotated[str, Query(max_length=1000)] = "clip",
    content_length: Annotated[int | None, Header(ge=0)] = None,
) -> ClipResource:
    """Bring a video: the body is the file. The answer says what it is."""
    try:
        clip = await clips.add(request.stream(), content_length, name)
    except ClientDisconnect as error:
        raise ProblemError("bad_request", "the upload broke off; send it again") from error
    return resource(clips, clip)


@routes.get("/{clip}")
async def state(clip: str, clips: All) -> ClipResource:
    """How a clip stands."""
    return resource(clips, clips.found(clip))


@routes.delete("/{clip}", status_code=204, dependencies=_ALLOWED)
async def forget(clip: str, clips: All) -> None:
    """Make it no longer, and take away all there is of it."""
    await clips.forget(clip)


@routes.post(
    "/{clip}/dress", status_code=202, dependencies=_ALLOWED, openapi_extra={"requestBody": _JSON}
)  # fmt: skip
async def dress(clip: str, clips: All, request: Request) -> ClipResource:
    """Make it, with the graphics of these facts; anew where it was made already."""
    clips.found(clip)
    try:
        asked = Facts.model_validate_json(await _bounded(request))
    except ValidationError as error:
        said = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise ProblemError("bad_request", said) from error
    return resource(clips, await clips.dress(clip, asked.facts))


@routes.delete("/{clip}/dress", dependencies=_ALLOWED)
async def cancel(clip: str, clips: All) -> ClipResource:
    """Make it no longer; the clip stays."""
    return resource(clips, await clips.cancel(clip))


@routes.get("/{clip}/dressed.mp4", response_class=FileResponse)
async def dressed(clip: str, clips: All) -> Response:
    """The clip with its graphics, as one MP4; ranges are answered."""
    found = _done(clips.found(clip))
    return FileResponse(
        found.folder / making.MP4,
        media_type="video/mp4",
        filename=f"{found.stem} dressed.mp4",
        headers=_KEPT_OUT,
    )


@routes.get("/{clip}/folder.zip", response_class=StreamingResponse)
async def folder(clip: str, clips: All) -> Response:
    """The clip with its graphics as HLS, and its facts, in a zip."""
    found = _done(clips.found(clip))
    name = f"{found.stem} dressed HLS.zip"
    said = f"attachment; filename*=utf-8''{quote(name, safe='')}"
    return StreamingResponse(
        _packed(found),
        media_type="application/zip",
        headers={**_KEPT_OUT, "content-disposition": said},
    )


def _packed(clip: Clip) -> Iterator[bytes]:
    within = f"{clip.stem} dressed"
    facts = [(clip.folder / making.FACTS, f"{within}/{making.FACTS}")]
    return archive.packed(chain(archive.media(clip.folder / making.FOLDER, within), facts))


def _done(clip: Clip) -> Clip:
    if clip.state is not State.DONE:
        raise ClipError("not_dressed", "it has not been made yet")
    return clip


async def _bounded(request: Request) -> bytes:
    """A body of JSON that is not too long."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _FACTS_BYTES:
            raise ProblemError("bad_request", f"the facts are more than {_FACTS_BYTES} bytes")
    return bytes(body)
