"""The media bytes asked for of late, so that a thousand viewers of one part cost one read."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Executor


class MediaCache:
    """Bytes by name, at most `size` in all: the longest unused go first.

    Reads run in the executor; who asks for what is being read waits for the same read.
    """

    def __init__(self, executor: Executor, size: int) -> None:
        self._executor = executor
        self._room = size
        self._held: OrderedDict[Hashable, bytes] = OrderedDict()
        self._coming: dict[Hashable, asyncio.Future[bytes | None]] = {}

    async def get(self, key: Hashable, read: Callable[[], bytes | None]) -> bytes | None:
        """The bytes of that name, read where they are not at hand; None where `read` finds none."""
        if key in self._held:
            self._held.move_to_end(key)
            return self._held[key]
        coming = self._coming.get(key)
        if coming is None:
            coming = asyncio.get_running_loop().run_in_executor(self._executor, read)
            self._coming[key] = coming
            coming.add_done_callback(lambda done: self._keep(key, done))
        return await asyncio.shield(coming)

    def _keep(self, key: Hashable, done: asyncio.Future[bytes | None]) -> None:
        del self._coming[key]
        content = None if done.cancelled() or done.exception() else done.result()
        if content is None:
            return
        self._held[key] = content
        self._room -= len(content)
        while self._room < 0:
            self._room += len(self._held.popitem(last=False)[1])
