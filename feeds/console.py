"""Scoreboard consoles: what they send over UDP or a serial line, byte by byte as it comes."""

import asyncio
import os
import termios
import tty
from contextlib import suppress
from pathlib import Path
from typing import override
from urllib.parse import urlsplit

from feeds.clock import Clock
from feeds.event_time import MICROSECONDS
from feeds.payload import PayloadError
from feeds.pushed import Pushed

_AGAIN_S = 1.0
_BLOCK = 4096
# So long the sender heard last is the only one listened to.
_ALONE = 5 * MICROSECONDS
_SPEEDS = {
    9_600: termios.B9600,
    19_200: termios.B19200,
    38_400: termios.B38400,
    57_600: termios.B57600,
    115_200: termios.B115200,
}


class UdpConsole:
    """A console that sends datagrams to a port here.

    One sender is listened to; others are refused until it was silent for five seconds.
    """

    def __init__(self, listen: str, clock: Clock) -> None:
        parts = urlsplit(listen)
        self._host, self._port = parts.hostname or "", parts.port or 0
        self._clock = clock

    async def run(self, pushed: Pushed) -> None:
        """Deliver what arrives, for ever."""
        loop = asyncio.get_running_loop()
        while True:
            lost = asyncio.Event()
            try:
                transport, _ = await loop.create_datagram_endpoint(
                    lambda: _Datagrams(pushed, self._clock, lost),  # noqa: B023 - called at once
                    local_addr=(self._host, self._port),
                )
            except OSError as error:
                pushed.went_off(f"cannot listen at port {self._port}: {error.strerror}")
            else:
                pushed.came_on()
                try:
                    await lost.wait()
                finally:
                    transport.close()
            await asyncio.sleep(_AGAIN_S)


class _Datagrams(asyncio.DatagramProtocol):
    """Each datagram is read as it comes; none waits here."""

    def __init__(self, pushed: Pushed, clock: Clock, lost: asyncio.Event) -> None:
        self._pushed = pushed
        self._clock = clock
        self._lost = lost
        self._sender: tuple[str, int] | None = None
        self._heard = 0

    @override
    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        now = self._clock.monotonic()
        if self._sender not in {None, addr} and now - self._heard < _ALONE:
            self._pushed.refused(f"{addr[0]} sends as well; one console a port")
            return
        self._sender, self._heard = addr, now
        with suppress(PayloadError):
            self._pushed.deliver(data)

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._lost.set()


class SerialConsole:
    """A console at a serial line: 8 data bits, no parity, one stop bit. Opened again when lost."""

    def __init__(self, path: Path, baud: int) -> None:
        self._path = path
        self._baud = baud

    async def run(self, pushed: Pushed) -> None:
        """Deliver what arrives, for ever."""
        while True:
            try:
                line = self._opened()
            except (OSError, termios.error) as error:
                reason = error.strerror if isinstance(error, OSError) else error.args[-1]
                pushed.went_off(f"{self._path}: {str(reason).lower()}")
            else:
                pushed.came_on()
                reason = await self._until_lost(line, pushed)
                pushed.went_off(f"{self._path}: {reason}")
            await asyncio.sleep(_AGAIN_S)

    def _opened(self) -> int:
        line = os.open(self._path, os.O_RDONLY | os.O_NOCTTY | os.O_NONBLOCK)
        try:
            tty.setraw(line)
            mode = termios.tcgetattr(line)
            mode[2] = (mode[2] & ~termios.CSTOPB) | termios.CLOCAL | termios.CREAD
            mode[4] = mode[5] = _SPEEDS[self._baud]
            termios.tcsetattr(line, termios.TCSANOW, mode)
        except BaseException:
            os.close(line)
            raise
        return line

    async def _until_lost(self, line: int, pushed: Pushed) -> str:
        """Deliver what comes until there is no more; why."""
        loop = asyncio.get_running_loop()
        lost: asyncio.Future[str] = loop.create_future()

        def read() -> None:
            try:
                block = os.read(line, _BLOCK)
            except OSError as error:
                block, reason = b"", (error.strerror or "lost").lower()
            else:
                reason = "the line was hung up"
            if block:
                with suppress(PayloadError):
                    pushed.deliver(block)
            elif not lost.done():
                lost.set_result(reason)

        loop.add_reader(line, read)
        try:
            return await lost
        finally:
            loop.remove_reader(line)
            os.close(line)
