"""The routes of a channel's rundown: its cues in order, planned, taken, cleared, previewed."""

import base64
from typing import Any

from fastapi import APIRouter, Depends, Query, Response

from api.control.auth import owner
from api.control.problem import RESPONSES
from api.control.resources import Body, Committed, Press
from api.control.routes import Asked, Commit
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
async def plan(body: Plan, commit: Commit) -> Committed:
    """Set the cues; those that did not change keep what became of them."""
    return await commit("set_rundown", **body.model_dump())


@routes.post("/channels/{name}/rundown/undo", dependencies=_OWNED)
async def undo(body: Press, commit: Commit) -> Committed:
    """Go back to the cues as they were before they were set last."""
    return await commit("undo_rundown", body)


@routes.post("/channels/{name}/rundown/redo", dependencies=_OWNED)
async def redo(body: Press, commit: Commit) -> Committed:
    """Have what was undone of the rundown again."""
    return await commit("redo_rundown", body)


@routes.post("/channels/{name}/rundown/next", dependencies=_OWNED)
async def take_next(body: Press, commit: Commit) -> Committed:
    """Take the next cue that is taken by hand."""
    return await commit("next_cue", body)


@routes.post("/channels/{name}/rundown/{cue}/take", dependencies=_OWNED)
async def take(cue: str, body: Press, commit: Commit) -> Committed:
    """Take a cue on air."""
    return await commit("take_cue", body, cue=cue)


@routes.post("/channels/{name}/rundown/{cue}/update", dependencies=_OWNED)
async def update(cue: str, body: Press, commit: Commit) -> Committed:
    """Have what stands of a cue say what the rundown has for it now."""
    return await commit("update_cue", body, cue=cue)


@routes.post("/channels/{name}/rundown/{cue}/clear", dependencies=_OWNED)
async def clear(cue: str, body: Press, commit: Commit) -> Committed:
    """Take a cue's graphic off air."""
    return await commit("clear_cue", body, cue=cue)


@routes.get("/channels/{name}/rundown/{cue}/preview.png", dependencies=_OWNED)
async def preview(
    name: str,
    cue: str,
    caller: Asked,
    width: int = Query(640, ge=64, le=1280),
    rung: str = Query("", max_length=40),
) -> Response:
    """All that would stand with the cue on air now, as a rung shows it, on a ground like a pitch.

    Without a `rung` it is the top one; none is drawn wider than it is.
    """
    asked = {"type": "preview", "cue": cue, "width": width, "rung": rung}
    said = await caller.ask(name, subjects.PREVIEW, asked)
    content = base64.b64decode(said["png"])
    return Response(content, media_type="image/png", headers={"Cache-Control": "no-store"})
