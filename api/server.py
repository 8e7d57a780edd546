"""The API's process: what answers over HTTP."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI, Response

from api import connection, pages
from api.config import Config
from api.control import metrics, problem
from api.control.auth import owner_token
from api.control.caller import Caller
from api.control.directory import Directory
from api.control.routes import routes
from api.exit_code import DONE
from api.origin.origin import Origin, beside
from api.overlay.sockets import Overlays
from feeds import subjects
from feeds.bus import Bus
from feeds.clock import SystemClock


def run(config: Config, data: Path, bus_url: str, listening: socket.socket) -> int:
    """Serve at a socket until SIGTERM, of which the process then dies."""
    connection.raise_file_limit()
    host, port = listening.getsockname()[:2]
    origin = Origin(data / "channels")
    app = beside(origin, application(config, data, bus_url, origin))
    server = connection.server(app, host, port, stopping=origin.release)
    server.run(sockets=[listening])
    origin.close()
    return DONE


def application(config: Config, data: Path, bus_url: str, origin: Origin) -> FastAPI:
    """Control API, pages and figures; the bus's word of new parts wakes the origin."""
    bus, directory = Bus(bus_url, name="api"), Directory(config, SystemClock())
    overlays = Overlays(directory.names(), bus)

    async def wake(subject: str, _message: dict[str, Any]) -> None:
        origin.wake(subjects.channel_of(subject))

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with bus, asyncio.TaskGroup() as group:
            await directory.follow(bus)
            await bus.subscribe(subjects.channel(subjects.ANY, subjects.PART), wake)
            boxes = group.create_task(overlays.run())
            yield
            boxes.cancel()

    app = FastAPI(
        title="Touchline",
        version=version("touchline"),
        lifespan=lifespan,
        openapi_url="/api/openapi.json",
        docs_url="/api/docs",
        redoc_url=None,
    )
    problem.install(app)
    app.state.caller, app.state.owner_token = Caller(directory, bus), owner_token(data)
    app.include_router(routes)
    app.include_router(_figures(bus, directory))
    app.router.routes.extend([*overlays.routes(), *pages.routes()])
    return app


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
