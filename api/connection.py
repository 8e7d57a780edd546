"""The server's connections, and how uvicorn is set up for many viewers."""

import asyncio
import resource
import socket
from collections.abc import Callable
from typing import Any, override

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.exceptions import InvalidState
from websockets.http11 import Request

HEAD_S = 10.0
HEAD_BYTES = 65_536
_BACKLOG = 4096
_IDLE_S = 15
_GRACE_S = 3
_SOCKET_BYTES = 65_536
_SENT_BYTES = 65_536
_GOODBYE_S = 2.0


class Connection(HttpToolsProtocol):
    """An HTTP connection whose client must say what it wants: within 10 s and 64 KB.

    One that sends half a request is closed; uvicorn itself would keep it, and all it sends, for
    good.
    """

    head_s = HEAD_S
    _timer: asyncio.TimerHandle | None = None
    _unread = 0

    @override
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._expect()

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._has_come()
        super().connection_lost(exc)

    @override
    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.transport.get_protocol() is not self:
            return
        if _is_answering(self.cycle):
            self._has_come()
            return
        self._unread += len(data)
        if self._unread > HEAD_BYTES:
            self.transport.close()
        elif self._timer is None:
            self._expect()

    @override
    def handle_websocket_upgrade(self) -> None:
        self._has_come()
        super().handle_websocket_upgrade()

    def _expect(self) -> None:
        self._timer = self.loop.call_later(self.head_s, self.transport.close)

    def _has_come(self) -> None:
        self._unread = 0
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def _is_answering(cycle: RequestResponseCycle | None) -> bool:
    return cycle is not None and not cycle.response_complete


class SocketConnection(WebSocketsSansIOProtocol):
    """A socket that takes whole frames, made once for many, beside what ASGI offers.

    It stands in the scope's extensions under `LINE`. Its system's send buffer is kept small, so
    that what a slow reader leaves unread is seen here.
    """

    LINE = "touchline.line"

    @override
    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        if (scope := getattr(self, "scope", None)) is not None:
            scope["extensions"][self.LINE] = self
            taken = self.transport.get_extra_info("socket")
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SENT_BYTES)

    @property
    def waiting(self) -> int:
        """Bytes taken and not sent yet."""
        return self.transport.get_write_buffer_size()

    def put(self, frame: bytes) -> None:
        """Send a whole frame after all that waits; nothing where the socket is closing."""
        if not self.close_sent and not self.transport.is_closing():
            self.transport.write(frame)

    def close(self, code: int, reason: str) -> None:
        """Say goodbye, and be gone in a moment, whether the other side has read it or not."""
        if self.close_sent or self.disconnected:
            return
        try:
            self.conn.send_close(code, reason)
        except InvalidState:
            return
        self.close_sent = True
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": reason})
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        self.close_timer = self.loop.call_later(_GOODBYE_S, self.transport.abort)


class Server(uvicorn.Server):
    """A server that says when it begins to end: what waits for long is then to be answered."""

    def __init__(self, config: uvicorn.Config, stopping: Callable[[], None]) -> None:
        super().__init__(config)
        self._stopping = stopping

    @override
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._stopping()
        await super().shutdown(sockets)


def server(
    app: Any, host: str, port: int, *, stopping: Callable[[], None] = lambda: None
) -> Server:
    """A server of an ASGI app, not started. It writes no log of its own set-up, and no requests.

    `stopping` is called in the event loop once it is told to end, before it waits for those whom it
    still serves.
    """
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        loop="uvloop",
        http=Connection,
        ws=SocketConnection,
        ws_max_size=_SOCKET_BYTES,
        ws_per_message_deflate=False,
        backlog=_BACKLOG,
        timeout_keep_alive=_IDLE_S,
        timeout_graceful_shutdown=_GRACE_S,
        access_log=False,
        log_config=None,
        server_header=False,
    )
    return Server(config, stopping)


def raise_file_limit() -> None:
    """As many open files as the system lets us have: each viewer is one."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
