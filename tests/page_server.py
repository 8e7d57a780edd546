"""A server with the viewers' pages, the origin, and the channel resources as a test wants them."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from api import pages
from api.origin.origin import Origin, beside
from api.room.viewer import Sessions


class PageServer:
    """Can be stopped and started again under the same address."""

    def __init__(self, channels: Path, folder: Path = pages.DIST) -> None:
        self.resources: dict[str, dict[str, Any]] = {}
        self.sessions = Sessions("secret")
        self.origin = Origin(channels, sessions=self.sessions)
        self._channels = channels
        self._folder = folder
        self._port = 0
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._port}"

    def has(self, name: str, **more: Any) -> None:
        """A channel on air, but for what is said otherwise."""
        playlist = f"/live/{name}/index.m3u8"
        given = {"name": name, "title": name, "state": "on_air", "playlist_url": playlist}
        self.resources[name] = {**given, "distance_us": 0, **more}

    def start(self) -> None:
        """Listen; return once requests are answered."""
        listening = socket.create_server(("127.0.0.1", self._port))
        self._port = listening.getsockname()[1]
        self.origin = Origin(self._channels, sessions=self.sessions)
        app = Starlette(
            routes=[
                *pages.routes(self._folder),
                Route("/api/v1/channels", self._list),
                Route("/api/v1/channels/{name}", self._one),
            ],
        )
        config = uvicorn.Config(
            beside(self.origin, app), log_level="warning", timeout_graceful_shutdown=1, ws="none"
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([listening],))
        self._thread.start()

    def stop(self) -> None:
        """Answer no more."""
        if self._server and self._thread:
            self._server.should_exit = True
            self._thread.join()

    def _one(self, request: Request) -> JSONResponse:
        resource = self.resources.get(request.path_params["name"])
        if resource is None:
            return JSONResponse({"code": "channel_unknown"}, 404)
        return JSONResponse(resource | {"server_time": datetime.now(UTC).isoformat()})

    def _list(self, _: Request) -> JSONResponse:
        return JSONResponse({"items": list(self.resources.values()), "next": None})


@contextmanager
def page_server(channels: Path, folder: Path = pages.DIST) -> Iterator[PageServer]:
    """A server for as long as the block lasts."""
    server = PageServer(channels, folder)
    server.start()
    try:
        yield server
    finally:
        server.stop()
