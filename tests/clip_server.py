"""Clips on a real server and socket, with the page, as a test wants their bounds."""

import asyncio
import http.client
import json
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from api import connection, pages
from api.clips.clips import Clips
from api.clips.intake import MEGABYTE, Bounds
from api.clips.routes import routes
from api.control import problem
from feeds.clock import SystemClock

MATCH = {
    "t": 0,
    "type": "match",
    "home": {"name": "North End", "short": "NOR", "color": "#b01020"},
    "away": {"name": "South Bank", "short": "SOU", "color": "#f0f0f0"},
}
CLOCK = {"t": 0, "type": "clock_set", "period": 1, "clock": "12:00"}
GOAL = {"t": 0.4, "type": "goal", "id": "g1", "side": "home", "player": "Ada Marsh", "minute": 13}
FACTS = [MATCH, CLOCK, GOAL]
TOKEN = "owner's token"  # noqa: S105 - a test's
WAIT_S = 60


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def value(self) -> Any:
        """The JSON in it."""
        return json.loads(self.body)


@dataclass(slots=True)
class ClipServer:
    """A server that runs on a thread. `free` is what its disk is said to have."""

    folder: Path
    limit: int = 100 * MEGABYTE
    reserve: int = 0
    free: int = 10**12
    anyone: bool = True
    port: int = 0
    clips: Clips = field(init=False)

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self,
        method: str,
        path: str = "",
        body: bytes | Iterable[bytes] | None = None,
        **headers: str,
    ) -> Answer:
        """Ask of a path below /api/v1/clips."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as asking:
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            asking.request(method, f"/api/v1/clips{path}", body, sent)
            answer = asking.getresponse()
            given = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, given, answer.read())

    def bring(self, path: Path, name: str = "clip.mp4") -> Any:
        """A clip that is taken."""
        answer = self.ask("POST", f"?name={name}", path.read_bytes())
        assert answer.status == 201, answer.body
        return answer.value

    def dress(self, clip: str, facts: list[Any] = FACTS) -> Answer:
        """Ask for it to be made."""
        return self.ask("POST", f"/{clip}/dress", json.dumps({"facts": facts}).encode())

    def until(self, clip: str, claim: Callable[[Any], bool]) -> Any:
        """Wait until a claim holds of a clip."""
        give_up, pause = time.monotonic() + WAIT_S, threading.Event()
        while not claim(found := self.ask("GET", f"/{clip}").value):
            assert time.monotonic() < give_up, found
            pause.wait(0.05)
        return found

    def made(self, clip: str) -> Any:
        """Wait until it is made."""
        found = self.until(clip, lambda found: found["state"] in {"done", "failed"})
        assert found["state"] == "done", found
        return found


@contextmanager
def clip_server(folder: Path, **more: Any) -> Iterator[ClipServer]:
    """A server for as long as the block lasts."""
    described = ClipServer(folder, **more)
    listening = socket.create_server(("127.0.0.1", 0))
    described.port = listening.getsockname()[1]
    bounds = Bounds(
        limit=described.limit, free=lambda _: described.free, reserve=described.reserve, silent_s=2
    )
    described.clips = Clips(folder / "clips", bounds, SystemClock())
    server = connection.server(_app(described), "127.0.0.1", described.port)
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    try:
        yield described
    finally:
        server.should_exit = True
        thread.join()


def _app(described: ClipServer) -> FastAPI:
    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with asyncio.TaskGroup() as group:
            running = group.create_task(described.clips.run())
            yield
            running.cancel()

    app = FastAPI(lifespan=lifespan)
    problem.install(app)
    app.state.clips, app.state.clips_for_anyone = described.clips, described.anyone
    app.state.owner_token = TOKEN
    app.include_router(routes)
    app.router.routes.extend(pages.routes())
    return app


def children(of: int | str = "self") -> list[int]:
    """The commands that run for clips in a process, this one by default."""
    found = []
    for listing in Path(f"/proc/{of}/task").glob("*/children"):
        for pid in listing.read_text().split():
            command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
            found += [int(pid)] if command[-3:-1] == [b"api.child", b"command"] else []
    return found
