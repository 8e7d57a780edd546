"""The demo match over HTTP, below /api/v1/demo: what happened, and the buttons GOAL and VAR.

Nobody needs a token, for it is a demo; but only our own pages, and nobody too often.
"""

from typing import Annotated, Any, Literal, cast

from fastapi import APIRouter, Depends, Header, Request
from pydantic import BaseModel, Field

from api.control.caller import Caller
from api.control.problem import RESPONSES, ProblemError
from api.control.resources import Body
from api.demo.happenings import DemoResource, Playing
from api.room.limits import Limit, Limits
from api.room.rooms import Rooms
from api.room.sockets import is_of_our_pages, network_of
from feeds import subjects
from feeds.clock import Clock
from feeds.demo_match import script_among
from feeds.event_time import MICROSECONDS

# Where all run then is worked out first, which takes a while on a slow machine.
_WITHIN_S = 10.0
PRESSES = Limit(burst=6, every=3 * MICROSECONDS)

type Message = dict[str, Any]
type Key = Annotated[str | None, Header(alias="Idempotency-Key", max_length=200)]


class GoalPress(Body):
    """For which side, else the one that trails; in how many seconds at the soonest."""

    side: Literal["home", "away"] | None = None
    in_s: Annotated[float, Field(ge=5, le=40)] | None = None


class VarPress(Body):
    """In how many seconds at the soonest."""

    in_s: Annotated[float, Field(ge=2, le=40)] | None = None


class CalledResource(BaseModel):
    """The goal a press is about: when it is in, or annulled, and on which picture that is."""

    name: str
    side: str
    loop: int
    in_s: float
    event_time: str
    program_time: str
    sequence: int
    frame: int


def _caller(request: Request) -> Caller:
    return cast("Caller", request.app.state.caller)


def _clock(request: Request) -> Clock:
    return cast("Rooms", request.app.state.rooms).clock


type Asked = Annotated[Caller, Depends(_caller)]
type Now = Annotated[Clock, Depends(_clock)]


def _demo(channel: str, caller: Asked) -> str:
    """The channel's name, where it plays the demo match."""
    settings = caller.settings(caller.known(channel))
    if script_among(source.input for source in settings.sources.values()) is None:
        raise ProblemError("not_the_demo", f"{channel} plays something else")
    return channel


type Channel = Annotated[str, Depends(_demo)]


def take(limits: Limits, request: Request, clock: Clock) -> None:
    """Lets no network ask too often."""
    wait = limits.take(network_of(request.client and request.client.host), clock.monotonic())
    if wait:
        seconds = -(-wait // MICROSECONDS)
        raise ProblemError("too_fast", f"try again in {seconds} s", retry_after=seconds)


async def playing(channel: str, caller: Caller) -> Playing:
    """The match as its channel plays it now."""
    found = Playing.of(await caller.started(channel))
    if found is None:
        raise ProblemError("not_the_demo", f"{channel} plays something else")
    return found


def _press(_channel: Channel, request: Request, clock: Now) -> None:
    """Lets only our own pages press, and no network too often."""
    if not is_of_our_pages(request):
        raise ProblemError("not_our_page", "press it on a page of this server")
    take(request.app.state.demo_presses, request, clock)


_PRESSED = [Depends(_press)]
routes = APIRouter(prefix="/api/v1/demo", responses=RESPONSES)


@routes.get("/{channel}")
async def match(channel: Channel, caller: Asked, clock: Now) -> DemoResource:
    """What the demo match is doing: its goals so far and those called for."""
    return (await playing(channel, caller)).resource(clock.now())


@routes.post("/{channel}/goal", dependencies=_PRESSED)
async def goal(
    channel: Channel, request: Request, caller: Asked, body: GoalPress, key: Key = None
) -> CalledResource:
    """GOAL: a shot is on its way."""
    side = {} if body.side is None else {"side": body.side}
    asked = {"type": "goal", **side, **_wait(body.in_s)}
    return _called(await caller.write(request, key, lambda: _ask(caller, channel, asked)))


@routes.post("/{channel}/var", dependencies=_PRESSED)
async def var(
    channel: Channel, request: Request, caller: Asked, body: VarPress, key: Key = None
) -> CalledResource:
    """VAR: the latest goal that stands is annulled."""
    asked = {"type": "var", **_wait(body.in_s)}
    return _called(await caller.write(request, key, lambda: _ask(caller, channel, asked)))


async def _ask(caller: Caller, channel: str, asked: Message) -> Message:
    return await caller.ask(channel, subjects.DEMO, asked, within=_WITHIN_S)


def _wait(seconds: float | None) -> dict[str, int]:
    return {} if seconds is None else {"in_us": round(seconds * MICROSECONDS)}


def _called(told: Message) -> CalledResource:
    return CalledResource(**told, in_s=told["in_us"] / MICROSECONDS)
