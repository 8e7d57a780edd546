"""A channel's predictions over HTTP, below /api/v1."""

from datetime import datetime
from typing import Annotated, Any, Literal, cast

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, Field

from api.control.auth import owner
from api.control.problem import RESPONSES, ProblemError
from api.control.resources import Body, Committed
from api.control.routes import Asked, Key, Message, iso
from api.predictions.book import Book
from api.room.rooms import Rooms
from engine.channel.prediction import Prediction
from feeds import event_time

_OWNED = [Depends(owner)]


class Press(Body):
    """When it holds from: see `POST …/facts`."""

    basis: Literal["now", "monitor", "venue"] = "now"
    at: datetime | None = None


class NewOutcome(Body):
    """An outcome that a fact makes come true: `when` is what the fact says."""

    title: str
    when: dict[str, str | int] | None = None


class NewPrediction(Press):
    """A question; it locks by itself where `locks_after_s` is given, or a fact resolves it.

    In mode `wall` picks count by the server's clock, in `media` by the picture the viewer sees,
    in `frontier` by that and by the media the viewer was given.
    """

    question: str
    outcomes: list[str | NewOutcome]
    mode: Literal["wall", "media", "frontier"] = "frontier"
    locks_after_s: int | None = None


class Resolution(Press):
    """Which outcome it was; said again it is settled again."""

    outcome: str


class Voiding(Press):
    """Why all stakes go back."""

    reason: Annotated[str, Field(max_length=120)] | None = None


class OutcomeResource(BaseModel):
    """An outcome, and what was staked on it."""

    id: str
    title: str
    points: int
    picks: int


class PredictionResource(BaseModel):
    """A prediction as the operator sees it."""

    id: str
    question: str
    outcomes: list[OutcomeResource]
    mode: str
    state: str
    opens_at: str
    locks_at: str | None
    outcome: str | None
    sequence: int


class PredictionPage(BaseModel):
    """Predictions, the newest first, and the cursor of the next page where there is one."""

    items: list[PredictionResource]
    next: str | None = None


def _book(name: str, request: Request) -> Book:
    rooms = cast("Rooms", request.app.state.rooms)
    if name not in rooms.books:
        raise ProblemError("unknown_channel", f"use one of {', '.join(rooms.books)}")
    return rooms.books[name]


type One = Annotated[Book, Depends(_book)]

routes = APIRouter(prefix="/api/v1/channels/{name}/predictions", responses=RESPONSES)


@routes.get("", dependencies=_OWNED)
async def predictions(
    book: One, before: str | None = None, limit: Annotated[int, Query(ge=1, le=200)] = 50
) -> PredictionPage:
    """All of them, with what was staked."""
    if before is not None and not before.isdecimal():
        raise ProblemError("bad_request", "before: use the cursor of the page before")
    last = None if before is None else int(before)
    known = sorted(book.predictions.by_id.values(), key=lambda one: -one.sequence)
    found = [one for one in known if last is None or one.sequence < last][: limit + 1]
    items = [_resource(one, book) for one in found[:limit]]
    return PredictionPage(items=items, next=str(items[-1].sequence) if len(found) > limit else None)


@routes.post("", dependencies=_OWNED)
async def open_prediction(
    name: str, body: NewPrediction, request: Request, caller: Asked, key: Key = None
) -> Committed:
    """Open one."""
    outcomes: list[Any] = [
        one if isinstance(one, str) else one.model_dump(exclude_none=True) for one in body.outcomes
    ]
    asked = {
        **_pressed("open_prediction", body),
        "question": body.question,
        "outcomes": outcomes,
        "mode": body.mode,
        "locks_after_s": body.locks_after_s,
    }
    return Committed(**await caller.write(request, key, lambda: caller.command(name, asked)))


@routes.post("/{prediction}/lock", dependencies=_OWNED)
async def lock(
    name: str, prediction: str, body: Press, request: Request, caller: Asked, key: Key = None
) -> Committed:
    """Lock it, from the picture on that `basis` and `at` say."""
    asked = {**_pressed("lock_prediction", body), "prediction": prediction}
    return Committed(**await caller.write(request, key, lambda: caller.command(name, asked)))


@routes.post("/{prediction}/resolve", dependencies=_OWNED)
async def resolve(
    name: str, prediction: str, body: Resolution, request: Request, caller: Asked, key: Key = None
) -> Committed:
    """Say which outcome it was; where it is open still, it is locked by that."""
    asked = _pressed("resolve_prediction", body)
    asked |= {"prediction": prediction, "outcome": body.outcome}
    return Committed(**await caller.write(request, key, lambda: caller.command(name, asked)))


@routes.post("/{prediction}/void", dependencies=_OWNED)
async def void(
    name: str, prediction: str, body: Voiding, request: Request, caller: Asked, key: Key = None
) -> Committed:
    """Give all stakes back."""
    asked = {**_pressed("void_prediction", body), "prediction": prediction, "reason": body.reason}
    return Committed(**await caller.write(request, key, lambda: caller.command(name, asked)))


def _pressed(kind: str, body: Press) -> Message:
    at = {} if body.at is None else {"at": iso(body.at)}
    return {"type": kind, "basis": body.basis, "actor": "owner", **at}


def _resource(one: Prediction, book: Book) -> PredictionResource:
    totals = book.totals(one.id)
    outcomes = []
    for choice in one.outcomes:
        points, picks = totals.get(choice.id, (0, 0))
        outcomes.append(
            OutcomeResource(id=choice.id, title=choice.title, points=points, picks=picks)
        )
    return PredictionResource(
        id=one.id,
        question=one.question,
        outcomes=outcomes,
        mode=one.mode.value,
        state=one.stage.value,
        opens_at=event_time.to_iso(one.opens_at),
        locks_at=None if one.locks_at is None else event_time.to_iso(one.locks_at),
        outcome=one.outcome,
        sequence=one.sequence,
    )
