"""The channel's process: the channel on air on its threads, and the bus on the event loop."""

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from engine.channel import events
from engine.channel.boxes import BoxesTeller
from engine.channel.demo_desk import DemoDesk
from engine.channel.desk import Desk
from engine.channel.feed_alarms import put_alarms
from engine.channel.figures import figures
from engine.channel.known import KnownFacts
from engine.channel.live import Channel
from engine.channel.settings import ChannelSettings
from engine.show_log import ShowEvent
from engine.spare_memory import give_back, settle
from feeds import event_time, subjects
from feeds.bus import Bus
from feeds.clock import SystemClock
from feeds.codec import encode_fact

_SWITCH_INTERVAL_S = 0.001
_CUE_EVERY_S = 0.2
_HEALTH_EVERY_S = _JUDGE_EVERY_S = _LOOK_EVERY_S = 1.0
_SPARES_EVERY_S = 30.0

log = logging.getLogger(__name__)


async def serve(
    settings: ChannelSettings, data: Path, bus_url: str, stopping: asyncio.Event
) -> None:
    """Keep a channel on air until it is told to stop; EngineError where it cannot be.

    Told to stop by signal it leaves its playlists open for the next start; the stop command ends
    them.
    """
    # A thread that paces frames must not wait 5 ms for one that computes.
    sys.setswitchinterval(_SWITCH_INTERVAL_S)
    channel = await asyncio.to_thread(
        Channel, settings, data / "channels" / settings.name, SystemClock()
    )
    try:
        async with Bus(bus_url, name=f"channel-{settings.name}") as bus:
            await _Process(channel, bus, stopping).run()
    finally:
        channel.close()


class _Process:
    """Everything between the channel's threads and the bus."""

    def __init__(self, channel: Channel, bus: Bus, stopping: asyncio.Event) -> None:
        self._channel = channel
        self._bus = bus
        self._stopping = stopping
        self._loop = asyncio.get_running_loop()
        self._said: asyncio.Queue[tuple[str, Mapping[str, Any]]] = asyncio.Queue(maxsize=1024)
        self._boxes = self._boxes_teller()
        self._read: list[dict[str, Any]] = []
        self._ends = False

    async def run(self) -> None:
        name, channel = self._channel.settings.name, self._channel
        channel.on_event = self._happened
        channel.on_part = self._part
        channel.dresser.on_boxes = self._boxes.shown
        channel.start()
        log.info("channel on air channel=%s frame=%d", name, channel.on_air.next_number)
        # On air first: what was told before is only needed once somebody asks or tells.
        self._desk = Desk(channel, KnownFacts.of(channel.log.events()))
        settle()
        for what, handler in (
            (subjects.FACTS, self._desk.facts),
            (subjects.COMMAND, self._command),
            (subjects.STATE, self._desk.state),
            (subjects.STARTED, self._desk.started),
            (subjects.DEMO, DemoDesk(channel).answer),
            (subjects.GRAPHICS, self._desk.graphics),
            (subjects.RUNDOWN, self._desk.rundown.told),
            (subjects.PREVIEW, self._desk.rundown.preview),
            (subjects.OVERLAY, self._desk.overlay.told),
            (subjects.TRUTH, self._desk.truth.answer),
            (subjects.BOXES_NOW, self._boxes.now),
        ):
            await self._bus.serve(subjects.channel(name, what), handler)
        await self._bus.subscribe(subjects.channel(name, subjects.WATCHED), self._watched)
        await self._bus.subscribe(subjects.FEEDS_STATUS, self._feeds_said)
        async with asyncio.TaskGroup() as group:
            told = group.create_task(self._tell())
            health = group.create_task(self._publish_health())
            cues = group.create_task(self._every(_CUE_EVERY_S, "cues", self._cue))
            judged = group.create_task(self._every(_JUDGE_EVERY_S, "truth", self._desk.truth.go_on))
            overlay = group.create_task(
                self._every(_LOOK_EVERY_S, "overlay", self._desk.overlay.look)
            )
            camera = group.create_task(self._every(_CUE_EVERY_S, "camera", self._camera))
            spare = group.create_task(self._every(_SPARES_EVERY_S, "memory", _spare))
            boxes = group.create_task(self._boxes.run())
            joined = group.create_task(asyncio.to_thread(self._join))
            stopped = group.create_task(self._stopping.wait())
            await asyncio.wait({joined, stopped}, return_when=asyncio.FIRST_COMPLETED)
            channel.on_air.stop(ends=self._ends)
            await joined
            for task in (told, health, cues, judged, overlay, camera, spare, boxes, stopped):
                task.cancel()
        log.info("channel off air channel=%s ended=%s", name, self._ends)

    def _join(self) -> None:
        self._channel.on_air.join(lambda: None)

    async def _watched(self, _subject: str, message: dict[str, Any]) -> None:
        self._channel.on_air.watched = {
            str(name): int(count) for name, count in dict(message["renditions"]).items()
        }

    async def _command(self, asked: dict[str, Any]) -> dict[str, Any]:
        if asked.get("type") != "stop":
            return await self._desk.command(asked)
        self._ends = True
        self._stopping.set()
        return {"type": "done", "v": 1}

    def _boxes_teller(self) -> BoxesTeller:
        plan = self._channel.plan
        size = plan.ladder[0].width, plan.ladder[0].height
        subject = subjects.channel(self._channel.settings.name, subjects.BOXES)
        return BoxesTeller(
            plan.rate, size, lambda message: self._bus.publish(subject, message), SystemClock()
        )

    async def _publish_health(self) -> None:
        subject = subjects.channel(self._channel.settings.name, subjects.HEALTH)
        while True:
            await self._bus.publish(subject, figures(self._channel))
            await asyncio.sleep(_HEALTH_EVERY_S)

    async def _every(self, seconds: float, what: str, work: Callable[[], Awaitable[None]]) -> None:
        """Do something again and again; the programme goes on, whatever comes of it."""
        while True:
            try:
                await work()
            except Exception:
                log.exception("%s failed channel=%s", what, self._channel.settings.name)
            await asyncio.sleep(seconds)

    async def _cue(self) -> None:
        self._channel.cue()

    async def _camera(self) -> None:
        """What the scoreboard camera read, told as any feed's facts are."""
        camera = self._channel.camera
        if camera is None:
            return
        feed = camera.settings.name
        self._read += [encode_fact(fact) for fact in camera.take()]
        self._desk.truth.stands(feed, is_fresh=not camera.is_lost)
        if self._read:
            asked = {"type": "facts", "feed": feed, "facts": self._read}
            answer = await self._desk.facts(asked)
            # What the channel is too busy for is told again.
            if answer.get("code") != "busy":
                self._read = []

    async def _feeds_said(self, _subject: str, message: dict[str, Any]) -> None:
        self._desk.truth.feeds_said(message)
        put_alarms(self._channel.on_air.health.alarms, self._channel.settings.name, message)

    async def _tell(self) -> None:
        while True:
            what, message = await self._said.get()
            await self._bus.publish(subjects.channel(self._channel.settings.name, what), message)

    def _say(self, what: str, message: Mapping[str, Any]) -> None:
        """From any thread; where the bus cannot keep up what is said is lost, as it may be."""
        self._loop.call_soon_threadsafe(self._enqueue, what, message)

    def _enqueue(self, what: str, message: Mapping[str, Any]) -> None:
        if not self._said.full():
            self._said.put_nowait((what, message))

    def _part(self, rendition: str, msn: int, part: int) -> None:
        message = {"type": "part", "v": 1, "rendition": rendition, "msn": msn, "part": part}
        self._say(subjects.PART, message)

    def _happened(self, event: ShowEvent) -> None:
        if event.payload["type"] == events.OFFSET:
            # A feed's facts happened at other moments than was judged.
            self._loop.call_soon_threadsafe(self._renew)
        message = {
            "type": "show_event",
            "v": 1,
            "sequence": event.sequence,
            "frame": event.frame,
            "event_time": _iso(event.event_time),
            "arrival": _iso(event.arrival),
            "actor": event.actor,
            "payload": dict(event.payload),
        }
        self._say(subjects.EVENT, message)

    def _renew(self) -> None:
        self._desk.truth.renew()


async def _spare() -> None:
    """Where nobody waits for it."""
    await asyncio.to_thread(give_back)


def _iso(micros: int | None) -> str | None:
    return None if micros is None else event_time.to_iso(micros)
