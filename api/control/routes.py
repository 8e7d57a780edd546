"""The routes of the control API, below /api/v1."""

from datetime import UTC, datetime
from typing import Annotated, Any, cast

from fastapi import APIRouter, Depends, Header, Query, Request

from api.control.auth import owner
from api.control.caller import Caller
from api.control.problem import RESPONSES, ProblemError
from api.control.resources import (
    ChannelPage,
    ChannelResource,
    Committed,
    Cut,
    FactByHand,
    Press,
    Program,
    TimingChange,
    TimingResource,
    Undo,
)
from feeds import subjects

routes = APIRouter(prefix="/api/v1", responses=RESPONSES)
_OWNED = [Depends(owner)]


def _caller(request: Request) -> Caller:
    return cast("Caller", request.app.state.caller)


type Asked = Annotated[Caller, Depends(_caller)]
type Key = Annotated[str | None, Header(alias="Idempotency-Key", max_length=200)]
type Message = dict[str, Any]


class Committing:
    """Has a channel commit what a request of the owner's asks, once for its key."""

    def __init__(self, name: str, request: Request, caller: Asked, key: Key = None) -> None:
        self._name = name
        self._request = request
        self._caller = caller
        self._key = key

    async def __call__(self, command: str, press: Press | None = None, **said: Any) -> Committed:
        """A command with what it says, meant when it was pressed; what came of it."""
        when = {} if press is None else moment(press.basis, press.at)
        asked = {"type": command, **said, "actor": "owner", **when}
        done = await self._caller.write(
            self._request, self._key, lambda: self._caller.command(self._name, asked)
        )
        return Committed(**done)


type Commit = Annotated[Committing, Depends()]


@routes.get("/channels")
async def channels(caller: Asked) -> ChannelPage:
    """All channels of the config."""
    return ChannelPage(items=[caller.resource(name) for name in caller.names()])


@routes.get("/channels/{name}")
async def channel(name: str, caller: Asked) -> ChannelResource:
    """One channel."""
    return caller.resource(caller.known(name))


@routes.post("/channels/{name}/start", dependencies=_OWNED)
async def start(name: str, request: Request, caller: Asked, key: Key = None) -> ChannelResource:
    """Put a channel on air."""
    await caller.write(request, key, lambda: caller.supervisor("start_channel", name))
    return caller.resource(name)


@routes.post("/channels/{name}/stop", dependencies=_OWNED)
async def stop(name: str, request: Request, caller: Asked, key: Key = None) -> ChannelResource:
    """Take a channel off air and end its playlists."""
    await caller.write(request, key, lambda: caller.supervisor("stop_channel", name))
    return caller.resource(name)


@routes.get("/channels/{name}/health")
async def health(name: str, caller: Asked) -> Message:
    """The channel's figures, new once a second."""
    return caller.health(name)


@routes.get("/channels/{name}/state")
async def state(
    name: str, caller: Asked, at: Annotated[datetime | None, Query()] = None
) -> Message:
    """The game state as of a programme time, or of the next frame."""
    asked = {} if at is None else {"at": iso(at)}
    return await caller.ask(name, subjects.STATE, {"type": "state_at", **asked})


@routes.post("/channels/{name}/facts", dependencies=_OWNED)
async def fact(body: FactByHand, commit: Commit) -> Committed:
    """Tell a fact by hand."""
    return await commit("fact", body, fact=body.fact, joins=body.joins)


@routes.post("/channels/{name}/log/{sequence}/undo", dependencies=_OWNED)
async def undo(sequence: int, body: Undo, commit: Commit) -> Committed:
    """Take a fact back; to undo the event this makes brings it back."""
    return await commit("undo", sequence=sequence, reason=body.reason)


@routes.get("/channels/{name}/program")
async def program(name: str, caller: Asked) -> Program:
    """Which source is on air, and how the sources are."""
    found = caller.health(name)
    return Program(source=found["program"], is_slate=found["is_slate"], sources=found["sources"])


@routes.post("/channels/{name}/program", dependencies=_OWNED)
async def cut(body: Cut, commit: Commit) -> Committed:
    """Cut to a source."""
    return await commit("cut", source=body.source)


@routes.get("/channels/{name}/timing")
async def timing(name: str, caller: Asked) -> TimingResource:
    """Distance, latencies and offsets now."""
    return caller.timing(name)


@routes.patch("/channels/{name}/timing", dependencies=_OWNED)
async def retime(
    name: str, body: TimingChange, request: Request, caller: Asked, key: Key = None
) -> list[Committed]:
    """Change distance, latencies or offsets on air."""
    done = await caller.write(request, key, lambda: caller.retime(name, body))
    return [Committed(**one) for one in done["committed"]]


@routes.get("/feeds")
async def feeds(caller: Asked) -> Message:
    """Every feed's status, as it was told last."""
    return {"items": caller.feeds(), "next": None}


def moment(basis: str, at: datetime | None) -> Message:
    """When a press is meant, as a channel is told."""
    return {"basis": basis} if at is None else {"basis": basis, "at": iso(at)}


def iso(moment: datetime) -> str:
    """With a zone; a naive one is a mistake."""
    if moment.tzinfo is None:
        raise ProblemError("bad_time", "write the time with a zone, such as ...Z")
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
