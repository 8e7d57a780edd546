"""The routes of a channel's graphics: the catalogue, take, change, step and clear."""

from fastapi import APIRouter, Depends, Request

from api.control.auth import owner
from api.control.problem import RESPONSES
from api.control.resources import Committed, GraphicPage, Press, Step, Take
from api.control.routes import Asked, Key, pressed
from feeds import subjects

routes = APIRouter(prefix="/api/v1", responses=RESPONSES)
_OWNED = [Depends(owner)]


@routes.get("/channels/{name}/graphics")
async def graphics(name: str, caller: Asked) -> GraphicPage:
    """What can be taken, each with its fields, and what is on."""
    return GraphicPage(**await caller.ask(name, subjects.GRAPHICS, {"type": "graphics"}))


@routes.post("/channels/{name}/graphics/{graphic}/take", dependencies=_OWNED)
async def take(
    name: str, graphic: str, body: Take, request: Request, caller: Asked, key: Key = None
) -> Committed:
    """Take a graphic on air, in place of what it showed before."""
    asked = {"type": "take_graphic", "graphic": graphic, "fields": body.fields, **pressed(body)}
    return Committed(**await caller.write(request, key, lambda: caller.command(name, asked)))


@routes.post("/channels/{name}/graphics/{graphic}/update", dependencies=_OWNED)
async def update(
    name: str, graphic: str, body: Take, request: Request, caller: Asked, key: Key = None
) -> Committed:
    """Have a graphic that stands say something else; fields that are not given stay."""
    asked = {"type": "change_graphic", "graphic": graphic, "fields": body.fields, **pressed(body)}
    return Committed(**await caller.write(request, key, lambda: caller.command(name, asked)))


@routes.post("/channels/{name}/graphics/{graphic}/step", dependencies=_OWNED)
async def step(
    name: str, graphic: str, body: Step, request: Request, caller: Asked, key: Key = None
) -> Committed:
    """Have a graphic that stands go to one of its steps."""
    asked = {"type": "step_graphic", "graphic": graphic, "step": body.step, **pressed(body)}
    return Committed(**await caller.write(request, key, lambda: caller.command(name, asked)))


@routes.post("/channels/{name}/graphics/{graphic}/clear", dependencies=_OWNED)
async def clear(
    name: str, graphic: str, body: Press, request: Request, caller: Asked, key: Key = None
) -> Committed:
    """Take a graphic off air; one that is off already stays so."""
    asked = {"type": "clear_graphic", "graphic": graphic, **pressed(body)}
    return Committed(**await caller.write(request, key, lambda: caller.command(name, asked)))
