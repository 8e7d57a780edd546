"""The routes of a channel's overlay config, and of what editors complete it by."""

import asyncio
from datetime import datetime
from functools import cache
from typing import Any

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, Field

from api.control.auth import owner
from api.control.problem import RESPONSES
from api.control.resources import Body, Committed
from api.control.routes import Asked, Key
from feeds import subjects

routes = APIRouter(prefix="/api/v1", responses=RESPONSES)
_OWNED = [Depends(owner)]
_LONGEST = 65_536


class OverlayMistake(BaseModel):
    """What is wrong in a config, and what would be right; `line` is 0 for the file as a whole."""

    line: int
    key: str
    text: str


class OverlayResource(BaseModel):
    """The config's file, None without one, and the text that is shown.

    `errors` are of what stands in the file now, where that is not shown for them; `failures` are
    how often a text could not be filled in, and said nothing.
    """

    file: str | None
    loaded_at: datetime | None
    text: str
    errors: list[OverlayMistake]
    failures: int


class OverlayText(Body):
    """The whole text of a config, YAML."""

    text: str = Field(max_length=_LONGEST)


@routes.get("/overlay/schema.json")
async def schema() -> dict[str, Any]:
    """The JSON Schema of overlay configs."""
    return await asyncio.to_thread(_schema)


@routes.get("/channels/{name}/overlay", dependencies=_OWNED)
async def overlay(name: str, caller: Asked) -> OverlayResource:
    """The channel's overlay config."""
    return OverlayResource(**await caller.ask(name, subjects.OVERLAY, {"type": "overlay"}))


@routes.put("/channels/{name}/overlay", dependencies=_OWNED)
async def put(
    name: str, body: OverlayText, request: Request, caller: Asked, key: Key = None
) -> Committed:
    """Put a text in the file's place, if it is right, and show it from the next frame on."""
    asked = {"type": "set_overlay", "text": body.text, "actor": "owner"}
    return Committed(**await caller.write(request, key, lambda: caller.command(name, asked)))


@cache
def _schema() -> dict[str, Any]:
    from overlays.config.json_schema import json_schema

    return json_schema()
