"""The API's readiness: alive at once, ready once it has met the bus."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path

from api.config import Config
from api.data_folder import new_owner_token
from api.origin.origin import Origin
from api.server import application
from tests.asgi import ask
from tests.nats import Nats

type Get = Callable[[str], Awaitable[tuple[int, object]]]


async def comes(get: Get, answer: tuple[int, object]) -> None:
    """Ask until this is the answer."""
    async with asyncio.timeout(20):
        while await get("/readyz") != answer:  # noqa: ASYNC110 - it is asked, it tells nothing
            await asyncio.sleep(0.01)


def test_it_is_alive_at_once_and_ready_once_it_has_met_the_bus(tmp_path: Path) -> None:
    new_owner_token(tmp_path)

    async def story(nats: Nats) -> None:
        origin = Origin(tmp_path)
        app = application(Config(), tmp_path, nats.url, origin)

        async def get(path: str) -> tuple[int, object]:
            reply = await ask(app, path)
            return reply.status, json.loads(reply.body)

        async with app.router.lifespan_context(app):
            assert await get("/healthz") == (200, {"status": "ok"})
            assert await get("/readyz") == (503, {"ready": False, "bus": False})
            nats.start()
            await comes(get, (200, {"ready": True, "bus": True}))
            nats.kill()
            await comes(get, (200, {"ready": True, "bus": False}))
        origin.close()

    nats = Nats()
    try:
        asyncio.run(story(nats))
    finally:
        nats.kill()
