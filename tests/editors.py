"""An editor's requests to the real routes of things, with a real database and no server."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI

from api.config import Config
from api.control import problem
from api.control.caller import Caller
from api.control.directory import Directory
from api.things.provider_id_routes import routes as provider_id_routes
from api.things.register import Register
from api.things.roster_routes import routes as roster_routes
from api.things.routes import routes
from feeds.bus import Bus
from feeds.clock import SystemClock
from tests.databases import opened

TOKEN = "the-owners"  # noqa: S105 - of tests alone
NORTH: dict[str, Any] = {
    "names": {"en": {"long": "North Town", "short": "North", "code": "NTH"}},
    "kits": {"home": {"main": "#aa2233"}, "away": {"main": "#ffffff", "number": "#000000"}},
}
SOUTH: dict[str, Any] = {"names": {"en": {"long": "South Bay"}}}


@dataclass(frozen=True, slots=True)
class Editor:
    """Whoever edits: each request goes through the app as a server would bring it."""

    client: httpx.AsyncClient
    register: Register

    async def ask(
        self, method: str, path: str, body: object = None, **headers: str
    ) -> httpx.Response:
        """The answer to a request with the owner's token; bytes go as they are."""
        is_raw = body is None or isinstance(body, bytes)
        sent = {"authorization": f"Bearer {TOKEN}"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        if not is_raw:
            sent["content-type"] = "application/json"
        content = body if isinstance(body, bytes | None) else json.dumps(body).encode()
        return await self.client.request(method, f"/api/v1{path}", content=content, headers=sent)

    async def done(self, method: str, path: str, body: object = None, **headers: str) -> Any:
        """The body of an answer that must be a good one."""
        answer = await self.ask(method, path, body, **headers)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    async def refused(
        self, method: str, path: str, body: object = None, **headers: str
    ) -> Mapping[str, Any]:
        """The problem that the answer must be."""
        answer = await self.ask(method, path, body, **headers)
        assert answer.headers["content-type"] == "application/problem+json", answer.text
        found: Mapping[str, Any] = answer.json()
        return found


@asynccontextmanager
async def editor(folder: Path) -> AsyncIterator[Editor]:
    """An editor of a database of their own."""
    async with opened(folder) as database:
        clock, bus = SystemClock(), Bus("nats://127.0.0.1:1", name="test")
        channel = {"name": "cup", "source": {"input": "demo:"}}
        config = Config.model_validate({"channel": [channel]})
        app = FastAPI()
        problem.install(app)
        for one in (routes, roster_routes, provider_id_routes):
            app.include_router(one)
        app.state.owner_token = TOKEN
        app.state.caller = Caller(Directory(config, clock), bus)
        app.state.register = register = Register(database, clock, ["cup"])
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            yield Editor(client, register)


def edits(folder: Path, work: Callable[[Editor], Awaitable[None]]) -> None:
    """Have an editor at work."""

    async def run() -> None:
        async with editor(folder) as one:
            await work(one)

    asyncio.run(run())
