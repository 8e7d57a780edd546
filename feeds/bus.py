"""The bus between processes: a client over NATS for JSON objects with `type` and `v`.

Messages may be lost, nothing may wait for the bus: what is published while it is away is dropped
and counted, what is asked then is answered with an error at once. The client comes back by itself.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Protocol, Self
from urllib.parse import urlsplit

import nats.errors
from nats.aio.client import Client
from nats.aio.msg import Msg

VERSION = 1
PENDING_AT_MOST = 4 * 1024 * 1024
MESSAGES_AT_MOST = 1024
_RECEIVED_AT_MOST = 8 * 1024 * 1024
_PORT = 4222
_CONNECT_S = 2
_SOONEST_S, _LATEST_S = 0.05, 1.0
_PING_S = 10

type Message = dict[str, Any]
type Handler = Callable[[Message], Awaitable[Mapping[str, Any]]]
type Listener = Callable[[str, Message], Awaitable[None]]
type _Callback = Callable[[Msg], Awaitable[None]]

log = logging.getLogger(__name__)


class BusError(Exception):
    """The bus could not do it; trying again later may help."""


class BusAwayError(BusError):
    """There is no connection just now."""


class UnansweredError(BusError):
    """Nobody is there to answer, or nobody did in time."""


class RefusedError(Exception):
    """Raised by a handler: the answer is `refused`, with a stable code and why in words.

    `field` names the one that is wrong, where it is one; `errors` are all there are, coded.
    """

    def __init__(
        self, code: str, detail: str, field: str = "", errors: Sequence[dict[str, Any]] = ()
    ) -> None:
        super().__init__(detail)
        self.code = code
        self.field = field
        self.errors = errors

    @property
    def coded(self) -> dict[str, Any]:
        """The answer."""
        named: dict[str, Any] = {"field": self.field} if self.field else {}
        if self.errors:
            named["errors"] = list(self.errors)
        return {"type": "refused", "v": 1, "code": self.code, "detail": str(self), **named}


@dataclass(slots=True)
class Counts:
    """What a client counts."""

    connected: int = 0
    dropped: int = 0
    malformed: int = 0
    overflowed: int = 0
    failed: int = 0


@dataclass(slots=True)
class _Connection:
    client: Client
    lost: asyncio.Event = field(default_factory=asyncio.Event)

    async def until_lost(self) -> None:
        """Wait until it is closed. NATS' client does not always say so: it looks itself as well."""
        while not self.client.is_closed and not self.lost.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(_LATEST_S):
                    await self.lost.wait()

    async def close(self) -> None:
        """Close it, and its socket, which NATS' client leaves open where its farewell fails."""
        with suppress(nats.errors.Error, OSError):
            await self.client.close()
        transport = self.client._transport  # noqa: SLF001 - there is no other way to it
        if transport is not None:
            transport.close()  # type: ignore[no-untyped-call]


class Asks(Protocol):
    """The part of the bus that those need who only ask."""

    async def request(self, subject: str, message: Mapping[str, Any], *, within: float) -> Message:
        """The answer to a message; BusError where there is none."""


class Bus:
    """A client of the bus; connected and kept connected within `async with`.

    `url` is one NATS address or several with commas between. Sending holds at most 4 MiB; what is
    published beyond is dropped. Each subscription holds at most 1,024 messages or 8 MiB; what comes
    beyond is dropped. `counts` has them all.
    """

    def __init__(self, url: str, *, name: str) -> None:
        self._servers = [server.strip() for server in url.split(",")]
        self._name = name
        self._subscriptions: list[tuple[str, _Callback]] = []
        self._connection: _Connection | None = None
        self._here = asyncio.Event()
        self._tasks = asyncio.TaskGroup()
        self._keeper: asyncio.Task[None] | None = None
        self.counts = Counts()

    @property
    def is_connected(self) -> bool:
        """Whether there is a connection just now."""
        return self._connection is not None

    async def connected(self) -> None:
        """Wait until there is a connection."""
        await self._here.wait()

    async def __aenter__(self) -> Self:
        await self._tasks.__aenter__()
        self._keeper = self._tasks.create_task(self._keep())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._keeper is not None:
            self._keeper.cancel()
        # The group owns the keeper alone: what the body raised goes by without a group around it.
        await self._tasks.__aexit__(None, None, None)

    async def publish(self, subject: str, message: Mapping[str, Any]) -> None:
        """Tell whoever listens; dropped and counted while the bus is away or cannot keep up."""
        payload = encode(message)
        connection = self._connection
        if connection is None or connection.client.pending_data_size > PENDING_AT_MOST:
            self.counts.dropped += 1
            return
        try:
            await connection.client.publish(subject, payload)
        except (nats.errors.Error, OSError):
            self.counts.dropped += 1

    async def request(self, subject: str, message: Mapping[str, Any], *, within: float) -> Message:
        """The answer to a message, `within` seconds.

        Raises BusAwayError at once without a connection, UnansweredError where nobody answers,
        BusError where the answer is none of ours.
        """
        payload = encode(message)
        connection = self._connection
        if connection is None:
            raise BusAwayError(f"{subject}: the bus is away")
        try:
            answer = await connection.client.request(subject, payload, timeout=within)
        except nats.errors.NoRespondersError as error:
            raise UnansweredError(f"{subject}: nobody is there") from error
        except nats.errors.TimeoutError as error:
            raise UnansweredError(f"{subject}: no answer within {within:g} s") from error
        except (nats.errors.Error, OSError) as error:
            raise BusError(f"{subject}: {error}") from error
        found = decode(answer.data)
        if found is None:
            self.counts.malformed += 1
            raise BusError(f"{subject}: the answer is no message")
        return found

    async def serve(self, subject: str, handler: Handler) -> None:
        """Answer what is asked at a subject, one after the other, with what `handler` returns.

        RefusedError from the handler is an answer too; what else it raises is logged and answered
        as a refusal.
        """

        async def answer(asked: Msg) -> None:
            message = self._read(asked)
            if message is None:
                return
            try:
                given: Mapping[str, Any] = await handler(message)
            except RefusedError as error:
                given = error.coded
            except Exception:
                self.counts.failed += 1
                log.exception("bus handler failed subject=%s", subject)
                given = {"type": "refused", "code": "failed", "detail": "see the log"}
            if asked.reply:
                await self.publish(asked.reply, given)

        await self._subscribe(subject, answer)

    async def subscribe(self, subject: str, listener: Listener) -> None:
        """Call `listener` with the subject and the message of each published, in order."""

        async def hear(heard: Msg) -> None:
            message = self._read(heard)
            if message is None:
                return
            try:
                await listener(heard.subject, message)
            except Exception:
                self.counts.failed += 1
                log.exception("bus listener failed subject=%s", heard.subject)

        await self._subscribe(subject, hear)

    def _read(self, heard: Msg) -> Message | None:
        message = decode(heard.data)
        if message is None:
            self.counts.malformed += 1
        return message

    async def _subscribe(self, subject: str, callback: _Callback) -> None:
        self._subscriptions.append((subject, callback))
        if self._connection is None:
            return
        client = self._connection.client
        # Where this fails the connection is lost, and the next one subscribes to all anew.
        with suppress(nats.errors.Error, OSError):
            await self._start(client, subject, callback)
            await self._settle(client)

    async def _start(self, client: Client, subject: str, callback: _Callback) -> None:
        await client.subscribe(
            subject,
            cb=callback,
            pending_msgs_limit=MESSAGES_AT_MOST,
            pending_bytes_limit=_RECEIVED_AT_MOST,
        )

    async def _settle(self, client: Client) -> None:
        """Wait until the server knows our subscriptions."""
        # The client writes a flush's ping at once, ahead of what still waits to be written.
        for _ in range(2):
            await client.flush(timeout=_CONNECT_S)

    async def _keep(self) -> None:
        """Connect, and again each time the connection is lost."""
        while True:
            server = await self._reachable()
            connection = _Connection(Client())
            try:
                await self._connect(connection, server)
                self._connection = connection
                self.counts.connected += 1
                self._here.set()
                log.info("bus connected server=%s", _place(server))
                await connection.until_lost()
                log.warning("bus lost server=%s", _place(server))
            except (nats.errors.Error, OSError) as error:
                log.warning("bus refused server=%s reason=%s", _place(server), error)
                await asyncio.sleep(_LATEST_S)
            finally:
                self._connection = None
                self._here.clear()
                await connection.close()

    async def _reachable(self) -> str:
        """The first server whose port takes a connection: a refused one costs NATS' client 2 s."""
        pause = _SOONEST_S
        while True:
            for server in self._servers:
                host, port = _address(server)
                with suppress(OSError, TimeoutError):
                    async with asyncio.timeout(_CONNECT_S):
                        _, writer = await asyncio.open_connection(host, port)
                        writer.close()
                        await writer.wait_closed()
                        return server
            await asyncio.sleep(pause)
            pause = min(_LATEST_S, pause * 1.5)

    async def _connect(self, connection: _Connection, server: str) -> None:
        async def lost() -> None:
            connection.lost.set()

        async def trouble(error: Exception) -> None:
            if isinstance(error, nats.errors.SlowConsumerError):
                self.counts.overflowed += 1
            log.debug("bus trouble error=%s", error)

        async with asyncio.timeout(2 * _CONNECT_S):
            await connection.client.connect(
                server,
                name=self._name,
                error_cb=trouble,
                closed_cb=lost,
                allow_reconnect=False,
                max_reconnect_attempts=1,
                connect_timeout=_CONNECT_S,
                ping_interval=_PING_S,
                pending_size=0,
            )
            for subject, callback in list(self._subscriptions):
                await self._start(connection.client, subject, callback)
            await self._settle(connection.client)


def encode(message: Mapping[str, Any]) -> bytes:
    """The bytes of a message; its `v` is 1 where it names none. ValueError where it has no type."""
    if not message.get("type"):
        raise ValueError(f"a message on the bus has a type: {sorted(message)}")
    text = json.dumps(
        {"v": VERSION, **message}, ensure_ascii=False, allow_nan=False, separators=(",", ":")
    )
    return text.encode()


def decode(payload: bytes) -> Message | None:
    """The message of these bytes; None where they are none."""
    try:
        found = json.loads(payload)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or type(found.get("v")) is not int:
        return None
    kind = found.get("type")
    return found if isinstance(kind, str) and kind else None


def _address(server: str) -> tuple[str, int]:
    found = urlsplit(server)
    return found.hostname or "", found.port or _PORT


def _place(server: str) -> str:
    """A server's host and port without its secrets."""
    host, port = _address(server)
    return f"{host}:{port}"
