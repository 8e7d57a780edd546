"""Where pushed payloads come from: sockets, ports and lines opened, webhooks handed over."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from feeds import subjects
from feeds.bus import Bus, Message, RefusedError
from feeds.clock import Clock
from feeds.console import SerialConsole, UdpConsole
from feeds.parsers import parser
from feeds.payload import PayloadError
from feeds.pushed import Pushed, Receiver
from feeds.recordings import Recordings
from feeds.reporter import Reporter
from feeds.settings import FeedSettings
from feeds.upload import Upload
from feeds.web_socket import Terms, WebSocket

_AGAIN_S = 5.0

log = logging.getLogger(__name__)


class Nowhere:
    """A webhook's: its payloads are handed over by who answers for it."""

    async def run(self, _pushed: Pushed) -> None:
        """There is nothing to open."""


def pushed(
    settings: FeedSettings, clock: Clock, recordings: Recordings | None = None
) -> Pushed | None:
    """What reads a feed's payloads as they come; None for one that asks for them."""
    if not settings.is_pushed:
        return None
    reporter = Reporter(
        parser(settings.provider, settings.wanted, settings.mapping, others=settings.others),
        feed=settings.name,
        lateness=settings.lateness,
        stale=settings.stale,
        recordings=recordings,
    )
    return Pushed(reporter, clock, silence=settings.silence)


def receiver(settings: FeedSettings, clock: Clock) -> Receiver:
    """Where a feed's payloads come from."""
    if settings.url is not None:
        terms = Terms(
            headers=settings.headers,
            subscribe=settings.subscribe,
            silence=settings.silence,
            may_be_private=settings.private,
        )
        return WebSocket(settings.url, terms)
    if settings.listen is not None:
        return UdpConsole(settings.listen, clock)
    if settings.path is not None:
        return SerialConsole(Path(settings.path), settings.baud)
    return Nowhere()


class Handover:
    """Takes what was sent to one channel's feeds: payloads in pieces, and word of bad signatures.

    Who hands over waits for each answer, so no more than a piece is on its way.
    """

    def __init__(self, feeds: Mapping[str, Pushed]) -> None:
        self._feeds = {name: (one, Upload()) for name, one in feeds.items()}

    async def take(self, message: Message) -> Message:
        """A piece, or a refusal to be counted."""
        found = self._feeds.get(str(message.get("feed")))
        if found is None:
            raise RefusedError("unknown_feed", f"use one of {', '.join(self._feeds)}")
        one, upload = found
        if message["type"] == "payload_refused":
            one.refused(str(message.get("reason")))
            return {"type": "counted"}
        whole = upload.take(message)
        if whole is None:
            return {"type": "piece_taken"}
        try:
            report = await one.deliver_aside(whole)
        except PayloadError as error:
            raise RefusedError("bad_payload", str(error)) from error
        return {"type": "payload_taken", "facts": report.told, "odd": report.odd}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A channel's feed whose payloads come by themselves, and what reads them."""

    channel: str
    settings: FeedSettings
    pushed: Pushed


@asynccontextmanager
async def receiving(lines: Sequence[Line], bus: Bus, clock: Clock) -> AsyncIterator[None]:
    """Have everything received for as long as the block lasts."""
    async with asyncio.TaskGroup() as group:
        tasks = [
            group.create_task(_kept(receiver(line.settings, clock), line.pushed)) for line in lines
        ]
        for channel in dict.fromkeys(line.channel for line in lines):
            feeds = {line.settings.name: line.pushed for line in lines if line.channel == channel}
            await bus.serve(subjects.channel(channel, subjects.PAYLOAD), Handover(feeds).take)
        yield
        for task in tasks:
            task.cancel()


async def _kept(receiver: Receiver, pushed: Pushed) -> None:
    """Receive for ever: a mistake of ours in one must not end the others."""
    while True:
        try:
            await receiver.run(pushed)
        except Exception:
            log.exception("receiver failed receiver=%s", type(receiver).__name__)
            pushed.went_off("failed; see the log")
        else:
            return
        await asyncio.sleep(_AGAIN_S)
