"""The routes of a channel's graphics: the catalogue, take, change, step and clear."""

from fastapi import APIRouter, Depends

from api.control.auth import owner
from api.control.problem import RESPONSES
from api.control.resources import Committed, GraphicPage, Press, Step, Take
from api.control.routes import Asked, Commit
from feeds import subjects

routes = APIRouter(prefix="/api/v1", responses=RESPONSES)
_OWNED = [Depends(owner)]


@routes.get("/channels/{name}/graphics")
async def graphics(name: str, caller: Asked) -> GraphicPage:
    """What can be taken, each with its fields, and what is on."""
    return GraphicPage(**await caller.ask(name, subjects.GRAPHICS, {"type": "graphics"}))


@routes.post("/channels/{name}/graphics/{graphic}/take", dependencies=_OWNED)
async def take(graphic: str, body: Take, commit: Commit) -> Committed:
    """Take a graphic on air, in place of what it showed before."""
    return await commit("take_graphic", body, graphic=graphic, fields=body.fields)


@routes.post("/channels/{name}/graphics/{graphic}/update", dependencies=_OWNED)
async def update(graphic: str, body: Take, commit: Commit) -> Committed:
    """Have a graphic that stands say something else; fields that are not given stay."""
    return await commit("change_graphic", body, graphic=graphic, fields=body.fields)


@routes.post("/channels/{name}/graphics/{graphic}/step", dependencies=_OWNED)
async def step(graphic: str, body: Step, commit: Commit) -> Committed:
    """Have a graphic that stands go to one of its steps."""
    return await commit("step_graphic", body, graphic=graphic, step=body.step)


@routes.post("/channels/{name}/graphics/{graphic}/clear", dependencies=_OWNED)
async def clear(graphic: str, body: Press, commit: Commit) -> Committed:
    """Take a graphic off air; one that is off already stays so."""
    return await commit("clear_graphic", body, graphic=graphic)
