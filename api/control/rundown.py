"""The routes of a channel's rundown: its cues in order, planned, taken, cleared, previewed."""

import base64
from typing import Any

from fastapi import APIRouter, Depends, Query, Request, Response

from api.control.auth import owner
from api.control.problem import RESPONSES
from api.control.resources import Body, Committed, Press
from api.control.routes import Asked, Key, pressed
from feeds import subjects

routes = APIRouter(prefix="/api/v1", responses=RESPONSES)
_OWNED = [Depends(owner)]


class Plan(Body):
    """The cues of a rundown in order; `version` is what they were made of, if that matters."""

    items: list[dict[str, Any]]
    version: int | None = None


class RundownResource(Body):
    """The cues, each with what became of it; `next` is the one "next" would take."""

    version: int
    next: str | None
    can_undo: bool
    can_redo: bool
    items: list[dict[str, Any]]


@routes.get("/channels/{name}/rundown", dependencies=_OWNED)
async def rundown(name: str, caller: Asked) -> RundownResource:
    """The cues in order."""
    said = await caller.ask(name, subjects.RUNDOWN, {"type": "rundown"})
    return RundownResource(**{key: said[key] for key in RundownResource.model_fields})


@routes.put("/channels/{name}/rundown", dependencies=_OWNED)
async def plan(
    name: str, body: Plan, request: Request, caller: Asked, key: Key = None
) -> Committed:
    """Set the cues; those that did not change keep what became of them."""
    asked = {"type": "set_rundown", **body.model_dump(), "actor": "owner"}
    return Committed(**await caller.write(request, key, lambda: caller.command(name, asked)))


@routes.post("/channels/{name}/rundown/undo", dependencies=_OWNED)
async def undo(
    name: str, body: Press, request: Request, caller: Asked, key: Key = None
) -> Committed:
    """Go back to the cues as they were before they were set last."""
    asked = {"type": "undo_rundown", **pressed(body)}
    return Committed(**await caller.write(request, key, lambda: caller.command(name, asked)))


@routes.post("/channels/{name}/rundown/redo", dependencies=_OWNED)
async def redo(
    name: str, body: Press, request: Request, caller: Asked, key: Key = None
) -> Committed:
    """Have what was undone of the rundown again."""
    asked = {"type": "redo_rundown", **pressed(body)}
    return Committed(**await caller.write(request, key, lambda: caller.command(name, asked)))


@routes.post("/channels/{name}/rundown/next", dependencies=_OWNED)
async def take_next(
    name: str, body: Press, request: Request, caller: Asked, key: Key = None
) -> Committed:
    """Take the next cue that is taken by hand."""
    asked = {"type": "next_cue", **pressed(body)}
    return Committed(**await caller.write(request, key, lambda: caller.command(name, asked)))


@routes.post("/channels/{name}/rundown/{cue}/take", dependencies=_OWNED)
async def take(
    name: str, cue: str, body: Press, request: Request, caller: Asked, key: Key = None
) -> Committed:
    """Take a cue on air."""
    asked = {"type": "take_cue", "cue": cue, **pressed(body)}
    return Committed(**await caller.write(request, key, lambda: caller.command(name, asked)))


@routes.post("/channels/{name}/rundown/{cue}/update", dependencies=_OWNED)
async def update(
    name: str, cue: str, body: Press, request: Request, caller: Asked, key: Key = None
) -> Committed:
    """Have what stands of a cue say what the rundown has for it now."""
    asked = {"type": "update_cue", "cue": cue, **pressed(body)}
    return Committed(**await caller.write(request, key, lambda: caller.command(name, asked)))


@routes.post("/channels/{name}/rundown/{cue}/clear", dependencies=_OWNED)
async def clear(
    name: str, cue: str, body: Press, request: Request, caller: Asked, key: Key = None
) -> Committed:
    """Take a cue's graphic off air."""
    asked = {"type": "clear_cue", "cue": cue, **pressed(body)}
    return Committed(**await caller.write(request, key, lambda: caller.command(name, asked)))


@routes.get("/channels/{name}/rundown/{cue}/preview.png", dependencies=_OWNED)
async def preview(
    name: str, cue: str, caller: Asked, width: int = Query(640, ge=64, le=1280)
) -> Response:
    """A picture of a cue as it would stand now, on a ground like a pitch."""
    asked = {"type": "preview", "cue": cue, "width": width}
    said = await caller.ask(name, subjects.PREVIEW, asked)
    content = base64.b64decode(said["png"])
    return Response(content, media_type="image/png", headers={"Cache-Control": "no-store"})
