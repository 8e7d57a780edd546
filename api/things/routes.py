"""Things over HTTP, below /api/v1: the same seven requests for each kind, and their pictures."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated, Any, cast

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from pydantic import create_model

from api.control.auth import owner
from api.control.caller import Caller
from api.control.problem import RESPONSES, ProblemError
from api.storage.database import AwayError
from api.things import crests, uploads
from api.things.kind import KINDS, PLAYER, TEAM, Kind
from api.things.listing import Asked
from api.things.register import Fields, Register

_OWNED = [Depends(owner)]
_FOR_EVER = {
    "cache-control": "public, max-age=31536000, immutable",
    "x-content-type-options": "nosniff",
}
_PICTURE = {
    "requestBody": {
        "content": {name: {"schema": {"format": "binary"}} for name in uploads.MEDIA_TYPES}
    }
}


async def refusals() -> AsyncIterator[None]:
    """A dependency: a database that is away is a problem."""
    try:
        yield
    except AwayError as error:
        raise ProblemError("unavailable", str(error)) from error


def _register(request: Request) -> Register:
    return cast("Register", request.app.state.register)


def _caller(request: Request) -> Caller:
    return cast("Caller", request.app.state.caller)


def _key(request: Request) -> str | None:
    """The Idempotency-Key, of 200 letters at most."""
    return (request.headers.get("idempotency-key") or "")[:200] or None


def _revision(if_match: Annotated[str | None, Header(max_length=100)] = None) -> int | None:
    """The revision that must still be the last; None where any may be."""
    said = (if_match or "*").strip().removeprefix("W/").strip('"')
    if said == "*":
        return None
    if not said.isdecimal():
        raise ProblemError("bad_request", "If-Match: use the ETag of the last answer")
    return int(said)


type All = Annotated[Register, Depends(_register)]
type Revision = Annotated[int | None, Depends(_revision)]
type Wanted = Annotated[Asked, Query()]
type Writes = Annotated[Caller, Depends(_caller)]

routes = APIRouter(prefix="/api/v1", responses=RESPONSES, dependencies=[Depends(refusals)])


def _body(kind: Kind, *, partly: bool = False) -> dict[str, Any]:
    """What the schema says of a body that is checked by the register."""
    schema = kind.model.model_json_schema()
    if partly:
        schema.pop("required", None)
    return {"requestBody": {"content": {"application/json": {"schema": schema}}}}


def _tagged(response: Response, found: Fields) -> Fields:
    response.headers["ETag"] = f'"{found["revision"]}"'
    return found


def _add_reads(kind: Kind) -> None:
    fields: Any = {"items": (list[kind.resource], ...), "next": (str | None, None)}  # type: ignore[name-defined]
    page = create_model(f"{kind.resource.__name__}Page", **fields)
    path = f"/{kind.plural}"

    @routes.get(path, response_model=page, name=f"{kind.plural} in order")
    async def listed(register: All, asked: Wanted) -> Any:
        found = await register.page(kind, asked)
        return {"items": found.items, "next": found.next}

    @routes.get(f"{path}/{{thing}}", response_model=kind.resource, name=f"one {kind.name}")
    async def one(thing: str, register: All, response: Response) -> Any:
        return _tagged(response, await register.one(kind, thing))


def _add_writes(kind: Kind) -> None:
    path = f"/{kind.plural}"
    owned: dict[str, Any] = {"dependencies": _OWNED, "response_model": kind.resource}

    @routes.post(
        path, status_code=201, **owned, openapi_extra=_body(kind), name=f"new {kind.name}"
    )  # fmt: skip
    async def make(
        body: Fields, request: Request, response: Response, register: All, caller: Writes
    ) -> Any:
        made = await caller.write(request, _key(request), lambda: register.make(kind, body))
        return _tagged(response, made)

    @routes.patch(
        f"{path}/{{thing}}",
        **owned,
        openapi_extra=_body(kind, partly=True),
        name=f"change a {kind.name}",
    )
    async def change(
        thing: str,
        body: Fields,
        request: Request,
        response: Response,
        revision: Revision,
        *,
        force: Annotated[bool, Query()] = False,
    ) -> Any:
        register, caller = _register(request), request.app.state.caller

        async def changed() -> Fields:
            return await register.change(kind, thing, body, revision, is_forced=force)

        return _tagged(response, await caller.write(request, _key(request), changed))

    @routes.delete(
        f"{path}/{{thing}}", status_code=204, dependencies=_OWNED, name=f"forget a {kind.name}"
    )  # fmt: skip
    async def remove(thing: str, register: All, revision: Revision) -> None:
        await register.remove(kind, thing, revision)


def _add_pictures(kind: Kind, what: str) -> None:
    path = f"/{kind.plural}/{{thing}}/{what}"
    owned: dict[str, Any] = {"dependencies": _OWNED, "response_model": kind.resource}

    @routes.put(path, **owned, openapi_extra=_PICTURE, name=f"give a {kind.name} a {what}")
    async def show(
        thing: str, request: Request, response: Response, register: All, revision: Revision
    ) -> Any:
        brought = await bounded(request, uploads.BYTES_AT_MOST, "picture_too_large")
        png = await asyncio.to_thread(uploads.taken, brought)
        return _tagged(response, await register.show(kind, thing, png, revision))

    @routes.delete(path, **owned, name=f"take a {kind.name} its {what}")
    async def hide(thing: str, response: Response, register: All, revision: Revision) -> Any:
        return _tagged(response, await register.show(kind, thing, None, revision))


for one_kind in KINDS.values():
    _add_reads(one_kind)
    _add_writes(one_kind)
_add_pictures(TEAM, "crest")
_add_pictures(PLAYER, "photo")


@routes.get("/pictures/{digest}.png", response_class=Response)
async def picture(digest: str, register: All) -> Response:
    """A crest or a photo that was brought; what stands at an address never changes."""
    async with register.database.begin() as base:
        png = await register.picture(base, digest)
    if png is None:
        raise ProblemError("not_found", "no such picture")
    return Response(png, headers=_FOR_EVER, media_type="image/png")


@routes.get("/teams/{team}/crest/{digest}.png", response_class=Response)
async def crest(team: str, digest: str, register: All) -> Response:
    """The crest drawn for a team that has none of its own, at the address the team tells."""
    seed = await register.crest_seed(team)
    if digest != crests.digest(seed):
        raise ProblemError("not_found", "the team's crest is another one now; read the team again")
    png = await asyncio.to_thread(crests.drawn, seed)
    return Response(png, headers=_FOR_EVER, media_type="image/png")


async def bounded(request: Request, at_most: int, code: str) -> bytes:
    """A body that is not too long; a problem of that code where it is."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > at_most:
            raise ProblemError(code, f"the file is larger than {at_most / 1e6:g} MB")
    return bytes(body)
