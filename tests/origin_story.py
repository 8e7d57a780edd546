"""Tells stories of an origin and its clients, without a network, in time that costs nothing."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from api.origin.origin import Origin
from tests import virtual_time
from tests.asgi import Reply, ask

type Story = Callable[[Origin], Coroutine[Any, Any, None]]

TOP = "/live/demo/96p"
LIST = f"{TOP}/index.m3u8"
POLLED_S = 0.2


def tell(root: Path, story: Story, seats: int = 100, **more: Any) -> None:
    async def whole() -> None:
        origin = Origin(root, seats=seats, **more)
        await story(origin)
        origin.close()

    virtual_time.run(whole())


class Held:
    """Requests that wait, in tasks of their own."""

    def __init__(self, origin: Origin, group: asyncio.TaskGroup) -> None:
        self._origin = origin
        self._group = group

    async def ask(self, target: str) -> asyncio.Task[Reply]:
        """Ask, and make sure that it waits: polled several times, it has no answer."""
        task = self._group.create_task(ask(self._origin, target))
        await asyncio.sleep(POLLED_S)
        assert not task.done()
        return task
