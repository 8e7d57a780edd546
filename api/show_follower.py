"""Follows the channels' show logs: the bus says when to look, the log says what happened."""

import asyncio
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path
from typing import Any

from engine.errors import ShowLogError
from engine.show_log import SHOW_LOG, ShowEvent, read_after
from feeds import subjects
from feeds.bus import Bus

LOOK_EVERY_S = 2.0


class ShowFollower:
    """Tells of every event of some types, each channel's in order and once, from its log's start.

    `take` is told of them; a channel is looked at only while `is_ready` says so.
    """

    def __init__(
        self,
        folder: Path,
        channels: Collection[str],
        types: Collection[str],
        take: Callable[[str, ShowEvent], None],
        is_ready: Callable[[str], bool],
    ) -> None:
        self._folder = folder
        self._types = types
        self._take = take
        self._is_ready = is_ready
        self._read = dict.fromkeys(channels, -1)
        self._wanted = asyncio.Event()

    async def run(self, bus: Bus) -> None:
        """Look whenever something happens, and every other second; until cancelled."""
        await bus.subscribe(subjects.channel(subjects.ANY, subjects.EVENT), self._wake)
        while True:
            self._wanted.clear()
            for channel in self._read:
                await self._look(channel)
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_EVERY_S):
                    await self._wanted.wait()

    async def _wake(self, _subject: str, message: dict[str, Any]) -> None:
        if message.get("payload", {}).get("type") in self._types:
            self._wanted.set()

    async def _look(self, channel: str) -> None:
        path = self._folder / channel / SHOW_LOG
        if not self._is_ready(channel) or not path.exists():
            return
        with suppress(ShowLogError):
            for event in await asyncio.to_thread(
                read_after, path, self._read[channel], self._types
            ):
                self._read[channel] = event.sequence
                self._take(channel, event)
