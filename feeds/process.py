"""The feeds process: all channels' feeds, scheduled; one process a machine.

Parsing holds the interpreter for longer than a frame lasts, so it stands in no channel's process.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from feeds import facts_file, pushing, subjects
from feeds.bus import Asks, Bus, Message
from feeds.clock import Clock
from feeds.demo_calls import CALLED
from feeds.demo_feed import DemoFeed
from feeds.demo_match import Script
from feeds.event_time import MICROSECONDS
from feeds.feed import Feed
from feeds.feed_log import FeedLog
from feeds.provider import Provider
from feeds.pushed import Pushed
from feeds.pushing import Line
from feeds.replay import Replay
from feeds.settings import FeedSettings, ProviderKind
from feeds.vendors import Vendors


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelFeed:
    """A feed of a channel; `script` is the match the channel's demo source plays."""

    channel: str
    settings: FeedSettings
    script: Script


async def serve(
    feeds: Sequence[ChannelFeed],
    bus_url: str,
    stopping: asyncio.Event,
    clock: Clock,
    folder: Path | None = None,
) -> None:
    """Bring all feeds' facts to their channels until told to stop; recordings go to `folder`."""
    logging.getLogger("apscheduler.executors.default").addFilter(_failed)
    vendors = Vendors(clock, folder)
    pushed = [
        pushing.pushed(feed.settings, clock, vendors.recordings(feed.channel, feed.settings))
        for feed in feeds
    ]
    async with Bus(bus_url, name="feeds") as bus:
        scheduler = AsyncIOScheduler(
            timezone=UTC,
            # A step that is late is done late, never left out; the one that asks for the next still
            # counts as running then.
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 4},
        )

        start = partial(_start, scheduler)
        opened = [
            open_feed(feed, bus, clock, vendors, start, one)
            for feed, one in zip(feeds, pushed, strict=True)
        ]
        await _listen(bus, start, opened)
        for feed, one in zip(opened, pushed, strict=True):
            start(feed)
            if one is not None:
                one.wakes(partial(start, feed))
        scheduler.add_job(_tell, "interval", seconds=1, args=(bus, opened, FeedLog()), id="status")
        scheduler.start()
        lines = [
            Line(channel=feed.channel, settings=feed.settings, pushed=one)
            for feed, one in zip(feeds, pushed, strict=True)
            if one is not None
        ]
        async with pushing.receiving(lines, bus, clock), asyncio.TaskGroup() as group:
            asking = [group.create_task(feed.renaming.run()) for feed in opened]
            await stopping.wait()
            for task in asking:
                task.cancel()
        scheduler.shutdown(wait=False)
        for feed in opened:
            await feed.close()
        vendors.close()


async def _listen(bus: Bus, start: Callable[[Feed], None], opened: Sequence[Feed]) -> None:
    """Have feeds step where they are called for."""

    async def called(subject: str, message: Message) -> None:
        """Something was called for in the demo match: those who tell of it ask at once."""
        if message.get("payload", {}).get("type") == CALLED:
            for feed in opened:
                if feed.channel == subjects.channel_of(subject):
                    start(feed)

    async def renamed(_subject: str, _message: Message) -> None:
        """An editor changed names: those who tell them ask anew."""
        for feed in opened:
            feed.renaming.stale()
            start(feed)

    await bus.subscribe(subjects.NAMES_CHANGED, renamed)
    await bus.subscribe(subjects.channel(subjects.ANY, subjects.EVENT), called)


def _start(scheduler: AsyncIOScheduler, feed: Feed) -> None:
    """A step now, whatever one that runs or ends just then asks for."""
    name = f"{feed.channel}/{feed.name}/now"
    scheduler.add_job(_step, args=(scheduler, feed), id=name, replace_existing=True)


async def _step(scheduler: AsyncIOScheduler, feed: Feed) -> None:
    wait = MICROSECONDS
    try:
        wait = await feed.step()
    finally:
        if scheduler.running:
            scheduler.add_job(
                _step,
                "date",
                run_date=datetime.now(UTC) + timedelta(microseconds=wait),
                args=(scheduler, feed),
                id=f"{feed.channel}/{feed.name}",
                replace_existing=True,
            )


async def _tell(bus: Bus, feeds: Sequence[Feed], feed_log: FeedLog) -> None:
    statuses = [feed.status() for feed in feeds]
    feed_log.note(statuses)
    await bus.publish(subjects.FEEDS_STATUS, {"type": "feeds_status", "feeds": statuses})


def _failed(record: logging.LogRecord) -> bool:
    """Whether a job failed, rather than having been cut short by the scheduler's end."""
    return record.exc_info is None or not isinstance(record.exc_info[1], asyncio.CancelledError)


def open_feed(
    feed: ChannelFeed,
    asks: Asks,
    clock: Clock,
    vendors: Vendors,
    wakes: Callable[[Feed], None],
    pushed: Pushed | None = None,
) -> Feed:
    """The feed its settings ask for; `wakes` has it do its next step at once.

    `pushed` is what one that is sent its payloads reads.
    """
    settings = feed.settings

    def opens(origin: int, before: Provider | None) -> Provider:
        if pushed is not None:
            pushed.again()
            return pushed
        if settings.provider not in (*ProviderKind,):
            return vendors.open(feed.channel, settings, origin, lambda: wakes(found))
        if settings.provider == ProviderKind.FACTS_FILE:
            return Replay(
                facts_file.entries(Path(settings.path or ""), origin=origin),
                feed=settings.name,
                lateness=settings.lateness,
                skip=before.read if isinstance(before, Replay) else 0,
            )
        return DemoFeed(
            feed.script,
            feed=settings.name,
            origin=origin,
            lateness=settings.lateness,
            now=clock.now(),
        )

    found = Feed(feed.channel, settings, opens, asks, clock, pushed)
    return found
