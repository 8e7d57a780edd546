"""The feeds process: all channels' feeds, scheduled; one process a machine.

Parsing holds the interpreter for longer than a frame lasts, so it stands in no channel's process.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from feeds import facts_file, subjects
from feeds.bus import Bus
from feeds.clock import Clock
from feeds.demo_feed import DemoFeed
from feeds.demo_match import Script
from feeds.event_time import MICROSECONDS
from feeds.feed import Asks, Feed
from feeds.provider import Provider
from feeds.replay import Replay
from feeds.settings import FeedSettings, ProviderKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelFeed:
    """A feed of a channel; `script` is the match the channel's demo source plays."""

    channel: str
    settings: FeedSettings
    script: Script


async def serve(
    feeds: Sequence[ChannelFeed], bus_url: str, stopping: asyncio.Event, clock: Clock
) -> None:
    """Bring all feeds' facts to their channels until told to stop."""
    async with Bus(bus_url, name="feeds") as bus:
        opened = [open_feed(feed, bus, clock) for feed in feeds]
        scheduler = AsyncIOScheduler(
            timezone=UTC,
            # A step that is late is done late, never left out; the one that asks for the next still
            # counts as running then.
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 2},
        )
        for feed in opened:
            scheduler.add_job(_step, args=(scheduler, feed), id=f"{feed.channel}/{feed.name}")
        scheduler.add_job(_tell, "interval", seconds=1, args=(bus, opened), id="status")
        scheduler.start()
        await stopping.wait()
        scheduler.shutdown(wait=False)


async def _step(scheduler: AsyncIOScheduler, feed: Feed) -> None:
    wait = MICROSECONDS
    try:
        wait = await feed.step()
    except asyncio.CancelledError:
        return  # the scheduler's end, which it would log as a failure
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


async def _tell(bus: Bus, feeds: Sequence[Feed]) -> None:
    statuses = [feed.status() for feed in feeds]
    await bus.publish(subjects.FEEDS_STATUS, {"type": "feeds_status", "feeds": statuses})


def open_feed(feed: ChannelFeed, asks: Asks, clock: Clock) -> Feed:
    """The feed its settings ask for."""
    settings = feed.settings

    def opens(origin: int, before: Provider | None) -> Provider:
        if settings.provider is ProviderKind.FACTS_FILE:
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

    return Feed(feed.channel, settings.name, opens, asks, clock)
