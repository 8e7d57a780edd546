"""The sockets of one channel, and the line of what each has still to be sent."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from api.overlay.present import Present

LINE_AT_MOST = 64


class Listener:
    """One socket's line. Where it is full the socket is slow, and to be closed."""

    def __init__(self) -> None:
        self._line: asyncio.Queue[str] = asyncio.Queue(LINE_AT_MOST)
        self.slow = asyncio.Event()

    def put(self, text: str) -> None:
        """To be sent after all that waits."""
        if self._line.full():
            self.slow.set()
        else:
            self._line.put_nowait(text)

    async def next(self) -> str:
        """What is to be sent next."""
        return await self._line.get()


class Audience:
    """What a channel shows, and who is told of it."""

    def __init__(self) -> None:
        self.present = Present()
        self._listeners: set[Listener] = set()

    def __len__(self) -> int:
        return len(self._listeners)

    def tell(self, text: str | None) -> None:
        """To every socket."""
        if text is not None:
            for listener in self._listeners:
                listener.put(text)

    @contextmanager
    def joined(self) -> Iterator[Listener]:
        """A listener for as long as the block lasts; it is told first what is shown."""
        listener = Listener()
        welcome = self.present.welcome()
        if welcome is not None:
            listener.put(welcome)
        self._listeners.add(listener)
        try:
            yield listener
        finally:
            self._listeners.discard(listener)
            if not self._listeners:
                # Nobody asks any more, so what is known grows old.
                self.present.forget()
