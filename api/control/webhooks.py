"""Webhooks: payloads that vendors send us, checked here and handed over to the feeds' process."""

import asyncio
import os
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Annotated, cast

from fastapi import APIRouter, Depends, Header, Request
from starlette.requests import ClientDisconnect

from api.config import Config
from api.control.problem import RESPONSES, ProblemError
from api.control.resources import PayloadTaken
from api.control.signature import Signature, SignatureError, Signatures
from api.room.sockets import network_of
from feeds import subjects
from feeds.bus import Bus, BusError, Message
from feeds.clock import Clock
from feeds.payload import BYTES_AT_MOST
from feeds.settings import FeedSettings
from feeds.upload import pieces

_BODIES_AT_MOST, _OF_ONE_AT_MOST, _HELD_AT_MOST = 64, 16, 3 * BYTES_AT_MOST
# A body may stand still for so long in all, and longer by what came of it at this rate.
_STILL_S, _BODY_WITHIN_S = 5.0, 60.0
_BYTES_PER_S = 64 * 1024
_WITHIN_S = 15.0
_RETRY_S = 2
_TAKEN_ANYHOW = {"bad_payload", "unknown_feed"}
_BINARY = {"content": {"application/octet-stream": {"schema": {"format": "binary"}}}}

# A feed, or a network.
type _Place = str | tuple[str, str]

routes = APIRouter(prefix="/api/v1", responses=RESPONSES)


@dataclass(slots=True)
class _Hook:
    """One feed that is sent its payloads; they are handed over one after the other."""

    settings: FeedSettings
    signatures: Signatures
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


class Webhooks:
    """Every feed's that has `push`.

    Bodies of 96 MB in all are held, and 64 of them, 16 of one feed or from one network; what is
    beyond is asked to come again. One that comes too slowly is given up: it may be anybody's.
    """

    def __init__(self, config: Config, bus: Bus, clock: Clock) -> None:
        self._bus = bus
        self._channels = {channel.name for channel in config.channel}
        self._hooks = {
            (channel.name, feed.name): _Hook(feed, Signatures(clock))
            for channel in config.channel
            for feed in channel.feed
            if feed.push is not None
        }
        self._held = 0
        self._bodies = Counter[_Place]()

    async def take(
        self,
        channel: str,
        feed: str,
        header: str | None,
        body: AsyncIterator[bytes],
        network: str,
    ) -> PayloadTaken:
        """Hand a payload over; a problem where it is not to be taken, or cannot be.

        `network` is whom it comes from.
        """
        hook = self._hook(channel, feed)
        secret = os.environ.get(hook.settings.secret_env or "", "").encode()
        if not secret:
            await self._count(channel, feed, f"{hook.settings.secret_env} is not set")
            raise ProblemError("unavailable", "the server has no key for this feed")
        payload = bytearray()
        try:
            signature = hook.signatures.read(header)
            with self._place(channel, feed, network):
                await self._receive(body, payload)
                return await self._handed(hook, channel, signature, bytes(payload), secret)
        except SignatureError as error:
            await self._count(channel, feed, str(error))
            raise ProblemError("bad_signature", str(error)) from error
        finally:
            self._held -= len(payload)

    @contextmanager
    def _place(self, channel: str, feed: str, network: str) -> Iterator[None]:
        """Count a body, until it is handed over, for its feed and its network."""
        ours: list[_Place] = [(channel, feed), network]
        is_full = self._bodies.total() >= len(ours) * _BODIES_AT_MOST
        if is_full or any(self._bodies[one] >= _OF_ONE_AT_MOST for one in ours):
            raise ProblemError("busy", "send it again", retry_after=_RETRY_S)
        self._bodies.update(ours)
        try:
            yield
        finally:
            self._bodies.subtract(ours)
            self._bodies = +self._bodies

    async def _receive(self, body: AsyncIterator[bytes], payload: bytearray) -> None:
        """Take the whole body."""
        try:
            began = asyncio.get_running_loop().time()
            async with asyncio.timeout_at(began + _STILL_S) as within:
                async for block in body:
                    payload += block
                    self._held += len(block)
                    may_take = min(_BODY_WITHIN_S, _STILL_S + len(payload) / _BYTES_PER_S)
                    within.reschedule(began + may_take)
                    if len(payload) > BYTES_AT_MOST:
                        raise ProblemError("payload_too_large", _too_large())
                    if self._held > _HELD_AT_MOST:
                        raise ProblemError("busy", "send it again", retry_after=_RETRY_S)
        except TimeoutError as error:
            detail = (
                f"it came slower than {_BYTES_PER_S // 1024} KB/s, or took longer than a minute"
            )
            raise ProblemError("upload_stalled", detail) from error
        except ClientDisconnect as error:
            raise ProblemError("bad_request", "the body broke off; send it again") from error

    def _hook(self, channel: str, feed: str) -> _Hook:
        if channel not in self._channels:
            raise ProblemError("unknown_channel", f"there is no channel {channel}")
        hook = self._hooks.get((channel, feed))
        if hook is None:
            raise ProblemError("unknown_feed", 'name a feed with push = "webhook"')
        return hook

    async def _handed(
        self, hook: _Hook, channel: str, signature: Signature, payload: bytes, secret: bytes
    ) -> PayloadTaken:
        name = hook.signatures.take(signature, payload, secret)
        answer: Message = {}
        try:
            async with hook.turn:
                for piece in pieces(hook.settings.name, payload):
                    answer = await self._asked(channel, piece)
        except ProblemError as error:
            if error.code not in _TAKEN_ANYHOW:
                hook.signatures.forget(name)
            raise
        except asyncio.CancelledError:
            hook.signatures.forget(name)
            raise
        return PayloadTaken(facts=int(answer.get("facts", 0)), odd=str(answer.get("odd", "")))

    async def _asked(self, channel: str, piece: Message) -> Message:
        subject = subjects.channel(channel, subjects.PAYLOAD)
        try:
            answer = await self._bus.request(subject, piece, within=_WITHIN_S)
        except BusError as error:
            detail = "the feeds' process does not answer; send it again"
            raise ProblemError("feeds_away", detail, retry_after=_RETRY_S) from error
        if answer.get("type") == "refused":
            code = "bad_payload" if answer.get("code") == "bad_payload" else "feeds_away"
            detail = str(answer.get("detail") or "")
            raise ProblemError(code, detail, retry_after=_RETRY_S)
        return answer

    async def _count(self, channel: str, feed: str, reason: str) -> None:
        """Have it counted and shown with the feed, should its process be there."""
        message = {"type": "payload_refused", "feed": feed, "reason": reason}
        await self._bus.publish(subjects.channel(channel, subjects.PAYLOAD), message)


def _too_large() -> str:
    return f"a payload has {BYTES_AT_MOST // 2**20} MB at most"


def _webhooks(request: Request) -> Webhooks:
    return cast("Webhooks", request.app.state.webhooks)


@routes.post(
    "/feeds/{channel}/{feed}/payload",
    status_code=202,
    openapi_extra={"requestBody": _BINARY},
)
async def payload(
    channel: str,
    feed: str,
    request: Request,
    hooks: Annotated[Webhooks, Depends(_webhooks)],
    signature: Annotated[str | None, Header(alias="X-Touchline-Signature")] = None,
    content_length: Annotated[int | None, Header(ge=0)] = None,
) -> PayloadTaken:
    """Send a feed with `push = "webhook"` a payload: the body, as its provider makes it.

    Signed with the feed's key; needs no token. 202: the feed has it.
    """
    if (content_length or 0) > BYTES_AT_MOST:
        raise ProblemError("payload_too_large", _too_large())
    network = network_of(request.client and request.client.host)
    return await hooks.take(channel, feed, signature, request.stream(), network)
