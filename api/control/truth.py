"""The routes of what is true: sources and doubts, questions decided, fields held by hand."""

from fastapi import APIRouter, Depends

from api.control.auth import owner
from api.control.problem import RESPONSES
from api.control.resources import (
    Answer,
    Committed,
    Override,
    OverridePage,
    Press,
    TruthResource,
)
from api.control.routes import Asked, Commit, iso
from feeds import subjects

routes = APIRouter(prefix="/api/v1", responses=RESPONSES)
_OWNED = [Depends(owner)]


@routes.get("/channels/{name}/truth", dependencies=_OWNED)
async def truth(name: str, caller: Asked) -> TruthResource:
    """Who says what of the match, what is to be decided, and what is held by hand.

    The owner's alone: it says what happened before the picture shows it.
    """
    return TruthResource(**await caller.ask(name, subjects.TRUTH, {"type": "truth"}))


@routes.post("/channels/{name}/questions/{question:path}/answer", dependencies=_OWNED)
async def answer(question: str, body: Answer, commit: Commit) -> Committed:
    """Decide a question: take what the feed says, or keep what is on air."""
    return await commit("answer_question", question=question, answer=body.answer)


@routes.get("/channels/{name}/overrides", dependencies=_OWNED)
async def overrides(name: str, caller: Asked) -> OverridePage:
    """The fields that are held against all feeds."""
    said = await caller.ask(name, subjects.TRUTH, {"type": "truth"})
    return OverridePage(items=said["overrides"])


@routes.put("/channels/{name}/overrides/{field}", dependencies=_OWNED)
async def hold(field: str, body: Override, commit: Commit) -> Committed:
    """Hold a field at a value, whatever feeds say, until it is let go."""
    until = {} if body.until is None else {"until": iso(body.until)}
    return await commit("set_override", body, field=field, value=body.value, **until)


@routes.post("/channels/{name}/overrides/{field}/release", dependencies=_OWNED)
async def release(
    field: str,
    commit: Commit,
    body: Press = Press(),  # noqa: B008 - never changed
) -> Committed:
    """Let a field go: feeds are believed again."""
    return await commit("release_override", body, field=field)
