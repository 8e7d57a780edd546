"""The API's process: what answers over HTTP."""

import asyncio
import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI, Response
from starlette.routing import BaseRoute

from api import connection, pages
from api.clips.clips import Clips
from api.clips.intake import MEGABYTE, Bounds
from api.clips.routes import routes as clip_routes
from api.config import Config
from api.control import metrics, problem
from api.control.auth import owner_token
from api.control.caller import Caller
from api.control.dial import routes as dial_routes
from api.control.directory import Directory
from api.control.graphics import routes as graphics_routes
from api.control.log_pages import ShowLogs
from api.control.log_pages import routes as log_routes
from api.control.overlay import routes as overlay_config_routes
from api.control.routes import routes
from api.control.rundown import routes as rundown_routes
from api.control.truth import routes as truth_routes
from api.control.webhooks import Webhooks
from api.control.webhooks import routes as webhook_routes
from api.data_folder import session_secret
from api.demo.chat_crowd import ChatCrowd
from api.demo.routes import PRESSES
from api.demo.routes import routes as demo_routes
from api.demo.spoiler_test import Looks, spoiler_channel
from api.demo.spoiler_test import routes as spoiler_routes
from api.exit_code import DONE
from api.origin.origin import Origin, beside
from api.overlay.sockets import Overlays
from api.predictions.routes import routes as prediction_routes
from api.room.limits import Limits
from api.room.rooms import Rooms
from api.room.routes import routes as room_routes
from api.room.spoilers import Spoilers
from api.room.viewer import Sessions
from api.show_follower import ShowFollower
from api.things.on_air import NamesOnAir
from api.things.provider_id_routes import routes as provider_id_routes
from api.things.register import Register
from api.things.roster_routes import routes as roster_routes
from api.things.routes import routes as thing_routes
from engine.channel import prediction
from engine.channel.brought_crests import CRESTS
from feeds import subjects
from feeds.bus import Bus
from feeds.clock import SystemClock

_TELL_WATCHED_S = 5.0
_ROUTES = (
    routes,
    webhook_routes,
    log_routes,
    graphics_routes,
    overlay_config_routes,
    rundown_routes,
    truth_routes,
    dial_routes,
    room_routes,
    prediction_routes,
    clip_routes,
    demo_routes,
    spoiler_routes,
    thing_routes,
    roster_routes,
    provider_id_routes,
)


def run(config: Config, data: Path, bus_url: str, listening: socket.socket) -> int:
    """Serve at a socket until SIGTERM, of which the process then dies."""
    connection.raise_file_limit()
    host, port = listening.getsockname()[:2]
    origin = Origin(data / "channels", sessions=Sessions(session_secret(data)))
    app = beside(origin, application(config, data, bus_url, origin))
    server = connection.server(app, host, port, stopping=origin.release)
    server.run(sockets=[listening])
    origin.close()
    return DONE


def application(config: Config, data: Path, bus_url: str, origin: Origin) -> FastAPI:
    """Control API, pages and figures; the bus's word of new parts wakes the origin."""
    clock = SystemClock()
    bus, directory = Bus(bus_url, name="api"), Directory(config, clock)
    overlays = Overlays(directory.names(), bus)
    windows = {channel.name: channel.packaging.window for channel in config.channel}
    rooms = Rooms(
        windows,
        data,
        origin.sessions,
        clock,
        lambda channel, viewer: origin.frontiers.playing(channel, viewer, clock.now()),
    )
    spoilers = Spoilers(rooms.rooms, data / "channels", directory)
    caller = Caller(directory, bus)
    clips, shows = _clips(config, data), _shows(rooms, data)
    register, names = _things(rooms, bus, config)

    async def wake(subject: str, _message: dict[str, Any]) -> None:
        origin.wake(subjects.channel_of(subject))

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with bus, asyncio.TaskGroup() as group:
            await directory.follow(bus)
            await bus.subscribe(subjects.channel(subjects.ANY, subjects.PART), wake)
            running = (
                *(
                    part.run()
                    for part in (overlays, rooms, clips, names, _crowd(config, rooms, caller))
                ),
                *(follower.run(bus) for follower in (spoilers, shows)),
                _tell_watched(bus, directory, origin),
            )
            tasks = [group.create_task(one) for one in running]
            yield
            for task in tasks:
                task.cancel()

    app = FastAPI(
        title="Touchline",
        version=version("touchline"),
        lifespan=lifespan,
        openapi_url="/api/openapi.json",
        docs_url="/api/docs",
        redoc_url=None,
    )
    problem.install(app)
    app.state.caller, app.state.owner_token = caller, owner_token(data)
    app.state.rooms, app.state.host = rooms, config.server.host
    app.state.demo_presses, app.state.demo_looks = Limits(PRESSES), Looks()
    app.state.show_logs = ShowLogs(data / "channels", directory.names())
    app.state.webhooks, app.state.register = Webhooks(config, bus, clock), register
    app.state.clips, app.state.clips_for_anyone = clips, config.clips.anyone
    for one in (*_ROUTES, _figures(bus, directory)):
        app.include_router(one)
    app.router.routes.extend([*overlays.routes(), *rooms.routes(), *_pages(config)])
    return app


async def _tell_watched(bus: Bus, directory: Directory, origin: Origin) -> None:
    """Let each channel know which of its renditions are asked for."""
    while True:
        await asyncio.sleep(_TELL_WATCHED_S)
        asked = origin.watched.take()
        for name in directory.names():
            message = {"type": "watched", "renditions": asked.get(name, {})}
            await bus.publish(subjects.channel(name, subjects.WATCHED), message)


def _pages(config: Config) -> list[BaseRoute]:
    """The pages; where the Spoiler Test can be played it comes first."""
    spoiler = spoiler_channel({channel.name: channel for channel in config.channel})
    return pages.routes(first=pages.CHANNELS if spoiler is None else pages.SPOILER_TEST)


def _things(rooms: Rooms, bus: Bus, config: Config) -> tuple[Register, NamesOnAir]:
    """What editors keep, and what tells the feeds of it."""
    languages = {channel.name: channel.language for channel in config.channel}
    register = Register(rooms.database, rooms.clock, list(languages))
    crests = Path(config.server.data) / CRESTS
    return register, NamesOnAir(register, bus, languages, crests)


def _crowd(config: Config, rooms: Rooms, caller: Caller) -> ChatCrowd:
    """The simulated viewers, of those channels that want them."""
    crowded = {c.name: rooms.rooms[c.name] for c in config.channel if c.chat_crowd}
    return ChatCrowd(crowded, caller.started, rooms.clock)


def _shows(rooms: Rooms, data: Path) -> ShowFollower:
    """What tells the books of predictions."""
    return ShowFollower(
        data / "channels",
        rooms.books,
        prediction.TYPES,
        lambda channel, event: rooms.books[channel].happened(event),
        lambda channel: rooms.rooms[channel].is_open,
    )


def _clips(config: Config, data: Path) -> Clips:
    """Clips as the config wants them, in their own folder."""
    bounds = Bounds(limit=config.clips.limit_mb * MEGABYTE, free=_free)
    return Clips(data / "clips", bounds, SystemClock())


def _free(folder: Path) -> int:
    """Bytes free on the disk a folder is on."""
    return shutil.disk_usage(folder).free


def _figures(bus: Bus, directory: Directory) -> APIRouter:
    """Liveness, readiness and metrics."""
    figures = APIRouter()

    @figures.get("/healthz")
    async def healthz() -> dict[str, str]:
        """It is alive."""
        return {"status": "ok"}

    @figures.get("/readyz")
    async def readyz(response: Response) -> dict[str, bool]:
        """It is ready once it has met the bus; losing that later makes it no less so."""
        is_ready = bus.counts.connected > 0
        response.status_code = 200 if is_ready else 503
        return {"ready": is_ready, "bus": bus.is_connected}

    @figures.get("/metrics", include_in_schema=False)
    async def all_figures() -> Response:
        """Every figure, for Prometheus."""
        return Response(metrics.metrics(directory), media_type=metrics.MEDIA_TYPE)

    return figures
