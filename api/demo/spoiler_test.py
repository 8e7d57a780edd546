"""What the Spoiler Test asks for, below /api/v1/demo: which match, both sides' bugs, a QR code."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import AwareDatetime, BaseModel, Field, model_validator

from api.control.problem import RESPONSES, ProblemError
from api.control.resources import Body
from api.demo.happenings import Playing
from api.demo.phone import PhoneResource, phone
from api.demo.routes import Asked, Channel, Now, playing, take
from api.room.limits import Limit, Limits
from engine.channel.settings import ChannelSettings
from feeds import event_time
from feeds.demo_match import script_among
from feeds.event_time import MICROSECONDS

if TYPE_CHECKING:
    from api.demo.bugs import Bugs

# A page asks once a second, and as its sliders move; a household has a few of them.
_LOOKS = Limit(burst=60, every=MICROSECONDS // 10)
_LONGEST_S = 10

type Message = dict[str, Any]


class BugsWanted(Body):
    """The stretch of the programme, how late the feed is and how far behind the viewer, in seconds.

    `have` are the pictures that need not be told again.
    """

    since: AwareDatetime
    until: AwareDatetime
    lateness_s: Annotated[float, Field(ge=-10, le=30)]
    behind_s: Annotated[float, Field(ge=0, le=60)]
    have: list[Annotated[str, Field(max_length=32)]] = Field(default_factory=list, max_length=256)

    @model_validator(mode="after")
    def _is_short(self) -> "BugsWanted":
        seconds = (self.until - self.since).total_seconds()
        if not 0 <= seconds <= _LONGEST_S:
            raise ValueError(f"{seconds:g} s is no stretch; ask for 0 to {_LONGEST_S} s")
        return self


class BugsResource(BaseModel):
    """The boxes of both sides, as `/ws/overlay` tells them, wherever they change in a stretch.

    `changes` has the programme time of each goal and annulment that a set's `told` names.
    """

    left: list[Message]
    right: list[Message]
    changes: dict[str, str]


class DemoChannelResource(BaseModel):
    """The channel the Spoiler Test is played on: one of the demo match with a clean rung."""

    channel: str
    playlist_url: str


class Looks:
    """Draws score bugs for pages, on a thread of its own."""

    def __init__(self) -> None:
        self.limits = Limits(_LOOKS)
        self._drawing = ThreadPoolExecutor(1, "bugs")

    async def drawn(self, match: Playing, wanted: BugsWanted) -> Message:
        """What a page asked for."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._drawing, self._draw, match, wanted)

    def _draw(self, match: Playing, wanted: BugsWanted) -> Message:
        from api.demo.bugs import Viewing

        viewing = Viewing(
            since=event_time.from_datetime(wanted.since),
            until=event_time.from_datetime(wanted.until),
            lateness=round(wanted.lateness_s * MICROSECONDS),
            behind=round(wanted.behind_s * MICROSECONDS),
        )
        return self._bugs.drawn(match, viewing, wanted.have)

    @cached_property
    def _bugs(self) -> "Bugs":
        # What draws is loaded once somebody looks.
        from api.demo.bugs import Bugs

        return Bugs()


def spoiler_channel(channels: dict[str, ChannelSettings]) -> str | None:
    """The first channel with the demo match and a clean rung."""
    for name, settings in channels.items():
        script = script_among(source.input for source in settings.sources.values())
        if script is not None and any(rung.is_clean for rung in settings.ladder or ()):
            return name
    return None


def _look(request: Request, clock: Now) -> None:
    take(request.app.state.demo_looks.limits, request, clock)


routes = APIRouter(prefix="/api/v1/demo", responses=RESPONSES)


@routes.get("")
async def which(caller: Asked) -> DemoChannelResource:
    """Which channel it is played on; a problem where there is none."""
    channel = spoiler_channel({name: caller.settings(name) for name in caller.names()})
    if channel is None:
        raise ProblemError("not_the_demo", "no channel plays the demo match with a clean rung")
    return DemoChannelResource(channel=channel, playlist_url=f"/live/{channel}/clean.m3u8")


@routes.post("/{channel}/bugs", dependencies=[Depends(_look)])
async def bugs(channel: Channel, request: Request, caller: Asked, body: BugsWanted) -> BugsResource:
    """The score bug as two sides have it who time one feed in two ways. It writes nothing."""
    looks: Looks = request.app.state.demo_looks
    return BugsResource(**await looks.drawn(await playing(channel, caller), body))


@routes.get("/{channel}/phone")
async def on_a_phone(channel: Channel, request: Request) -> PhoneResource:
    """Where a phone opens the match."""
    host, (_, port) = request.app.state.host, request.scope["server"]
    page = request.headers.get("host", "")
    return phone(f"/watch/{channel}", request.url.scheme, page, host, port)
