"""Provider ids over HTTP, below /api/v1: what they stand for, and what they may."""

from datetime import datetime
from typing import Annotated, cast

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, StringConstraints

from api.control.auth import owner
from api.control.problem import RESPONSES, ProblemError
from api.control.resources import Body
from api.things.provider_ids import ProviderIds, Wanted
from api.things.register import Register
from api.things.routes import refusals
from api.things.thing import Id
from feeds.parsers import names
from feeds.settings import ProviderKind

type Provider = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]{1,64}$")]
type Ref = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class Meaning(Body):
    """The thing of ours that an id stands for."""

    thing: Id


class Suggestion(BaseModel):
    """A thing of a like name; 1 is the very same."""

    id: str
    name: str
    likeness: float


class ProviderIdResource(BaseModel):
    """A provider's id: what the provider called it last, when that was on air, and the thing of
    ours it stands for; null where nobody has said.
    """

    provider: str
    kind: str
    ref: str
    name: str | None
    seen: datetime | None
    thing: str | None
    thing_name: str | None
    suggestions: list[Suggestion]


class ProviderIdPage(BaseModel):
    """Ids in order, and the cursor of the next page where there is one."""

    items: list[ProviderIdResource]
    next: str | None = None


def _ids(request: Request) -> ProviderIds:
    return ProviderIds(cast("Register", request.app.state.register))


type All = Annotated[ProviderIds, Depends(_ids)]

routes = APIRouter(
    prefix="/api/v1/provider-ids",
    responses=RESPONSES,
    dependencies=[Depends(owner), Depends(refusals)],
)


@routes.get("")
async def provider_ids(ids: All, wanted: Annotated[Wanted, Query()]) -> ProviderIdPage:
    """Ids that were said or seen on air; those that nobody said with suggestions."""
    found, cursor = await ids.page(wanted)
    return ProviderIdPage(items=[ProviderIdResource(**one) for one in found], next=cursor)


@routes.put("/{provider}/{kind}/{ref:path}")
async def put(
    provider: Provider,
    kind: str,
    ref: Ref,
    body: Meaning,
    ids: All,
) -> ProviderIdResource:
    """Say what an id stands for: from then on our names of it are on air."""
    known = [*ProviderKind, *names()]
    if provider not in known:
        wrong = f"{provider} is no provider; use {', '.join(known)}"
        raise ProblemError("bad_request", wrong, "path.provider")
    return ProviderIdResource(**await ids.put(provider, kind, ref, body.thing))


@routes.delete("/{provider}/{kind}/{ref:path}", status_code=204)
async def forget(provider: Provider, kind: str, ref: Ref, ids: All) -> None:
    """Say it no more."""
    await ids.forget(provider, kind, ref)
