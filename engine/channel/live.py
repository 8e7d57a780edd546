"""A channel process: what goes on air, and what the bus may ask of it."""

import logging
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from engine.channel import brought_crests, calibrator, cues, events, overlay_set
from engine.channel.begun import Begun
from engine.channel.board_camera import BoardCamera
from engine.channel.calibrator import Calibrator
from engine.channel.cueing import Cueing
from engine.channel.deck import ClipPlayer, Deck, Player, Setting
from engine.channel.drawn import DrawnPlayer
from engine.channel.dresser import LiveDresser
from engine.channel.inbox import InboxFullError, Offer
from engine.channel.late_cues import LateCues
from engine.channel.looker import Looker
from engine.channel.match_calls import MatchCalls
from engine.channel.mixer import Mixer
from engine.channel.onair import OnAir, Plan
from engine.channel.overlay_file import OverlayFile
from engine.channel.prediction import Predictions
from engine.channel.settings import CalibrationPolicy, ChannelSettings, SourceSettings
from engine.channel.standby import Standby
from engine.channel.timecode import Timecode
from engine.errors import ShowLogError, SourceError
from engine.ffmpeg.packet_log import PacketLog
from engine.ffmpeg.probe import probe
from engine.pacer import Clock
from engine.rendition import default_ladder
from engine.show_log import SHOW_LOG, ShowEvent, ShowLog
from engine.timebase import MICROSECONDS
from feeds import event_time
from feeds.demo_match import script_among, script_of

SOURCE = "source"
_DEMO_SIZE = (1280, 720)
_DEMO_RATE = Fraction(25)

log = logging.getLogger(__name__)


class Channel:
    """A channel ready to go on air: its log and lease, its history, its sources and its programme.

    Use it with `with`; the lease on its show log is held until it is closed.
    """

    def __init__(self, settings: ChannelSettings, folder: Path, clock: Clock) -> None:
        self.settings = settings
        self.log, history = _opened(folder)
        self.predictions = Predictions.of(history)
        self.plan = _plan(settings, folder, _earlier_rate(history))
        self.on_air = OnAir(self.plan, self.log, clock)
        first = self.on_air.open()
        origin, configured = _origin(history), _begun(self.plan, first)
        self.dressing = configured.dressing(history)
        if origin is None:
            origin = self.dressing.timing.content_time(first)
        self.begun = replace(configured, origin=origin)
        self.match_calls = MatchCalls(script_among(self.begun.inputs.values()), origin)
        self.calibrator = Calibrator(settings.calibration, self.dressing, settings.feeds)
        self.camera = (
            BoardCamera(settings.camera, self.dressing, self.on_air.pacer.now)
            if settings.camera is not None
            else None
        )
        self.cueing = Cueing(self.dressing, history)
        self._late_cues = LateCues(settings.name, self.on_air.health.alarms, self.on_air.pacer.now)
        self._restore(history)
        self.dresser = LiveDresser(
            self.dressing, self.on_air.inbox, self._happened, len(self.plan.ladder)
        )
        self.dresser.begin(first)
        self._note_start()
        self.overlay = None if settings.overlay is None else OverlayFile(Path(settings.overlay))
        self._note_overlay()
        self.mixer = self._mixer()
        self.on_event: Callable[[ShowEvent], None] = lambda _: None
        self.on_part: Callable[[str, int, int], None] = lambda *_: None
        # A fact whose process was killed before what follows from it was committed.
        changed = max((one.changed for one in self.predictions.by_id.values()), default=0)
        for event in history:
            if event.sequence > changed:
                self._follow(event, first)

    def start(self) -> None:
        """Go on air."""
        self.mixer.begin(self.on_air.next_number, self.dressing.timings)
        lookers, rate = [], self.plan.rate
        if self.settings.calibration.policy is not CalibrationPolicy.OFF:
            lookers.append(Looker("clock", self.calibrator, rate))
        if self.camera is not None:
            lookers.append(Looker("board", self.camera, rate, self.camera.settings.source))
        standby = Standby(self.cueing, self.dressing, lambda: self.on_air.next_number)
        self.on_air.start(self.mixer, self.dresser, self.on_part, lookers, standby)

    @property
    def next_program_time(self) -> int:
        """That of the first frame not yet composed, in µs."""
        return int(self.on_air.next_number * MICROSECONDS / self.plan.rate)

    def cue(self) -> None:
        """Have done what was set for a time that has come; to be called every moment."""
        self._late_cues.tidy()
        behind = self.dressing.timing.behind
        offers = [
            Offer(
                payload=payload,
                event_time=event_time.from_iso(payload["program_time"]) - behind,
                arrival=self.on_air.pacer.now(),
                actor=cues.ACTOR,
            )
            for payload in cues.in_time(self.predictions, self.next_program_time)
        ]
        offers += self._calibrated()
        now = self.on_air.pacer.now()
        offers += (
            Offer(payload=due.payload, event_time=due.at, arrival=now, actor=cues.ACTOR)
            for due in self.cueing.in_time(self.on_air.next_number)
        )
        if offers:
            with suppress(InboxFullError):
                self.on_air.inbox.offer(offers, lambda _: None)

    def _calibrated(self) -> list[Offer]:
        """What the clock in the picture says is to be set, where it is followed."""
        now = self.on_air.pacer.now()
        changes = self.calibrator.due(now)
        for change in changes:
            log.info("calibration followed channel=%s %s", self.settings.name, change)
        return [
            Offer(payload=change, event_time=None, arrival=now, actor=calibrator.ACTOR)
            for change in changes
        ]

    def close(self) -> None:
        """Give up the lease."""
        self.log.close()

    def _restore(self, history: Iterable[ShowEvent]) -> None:
        for event in history:
            self.match_calls.fold(event)
            self.calibrator.fold(event)

    def _note_start(self) -> None:
        self.log.append(
            self.begun.coded(self.dressing.timing),
            frame=self.begun.first_frame,
            event_time=None,
            arrival=self.on_air.pacer.now(),
            actor=events.ENGINE,
        )

    def _note_overlay(self) -> None:
        """The overlay config of this run, where another was shown before; a wrong one is not."""
        payload: Mapping[str, Any] | None = overlay_set.NONE
        if self.overlay is not None:
            self.overlay.look()
            payload = self.overlay.payload
        if payload is None or payload == self.dressing.overlay:
            return
        event = self.log.append(
            payload,
            frame=self.begun.first_frame,
            event_time=None,
            arrival=self.on_air.pacer.now(),
            actor=events.ENGINE,
        )
        self.dressing.fold(event)

    def _mixer(self) -> Mixer:
        top = self.plan.ladder[0]
        setting = Setting(
            rate=self.plan.rate,
            width=top.width,
            height=top.height,
            pacer=self.on_air.pacer,
            origin=self.begun.origin,
        )
        sources = self.settings.sources
        decks = {
            name: Deck(name, self._maker(name, source, setting)) for name, source in sources.items()
        }
        ready = {name: source.state for name, source in sources.items()}
        mixer = Mixer(decks, ready, setting, self.dressing.timing)
        if self.dressing.program in decks:
            mixer.program = self.dressing.program
        return mixer

    def _maker(self, name: str, source: SourceSettings, setting: Setting) -> Callable[[], Player]:
        script = script_of(source.input)
        timecode = Timecode(setting.width, setting.height) if source.timecode else None
        if script is not None:
            match_calls = self.match_calls.playing(script)
            return lambda: DrawnPlayer(name, match_calls, setting, timecode)
        kept, window = self.plan.folder / SOURCE / name, self.settings.packaging.window

        def player() -> Player:
            packets = PacketLog(kept, window)
            return ClipPlayer(
                name, source.input, setting, packets, loops=source.loop, timecode=timecode
            )

        return player

    def _happened(self, event: ShowEvent) -> None:
        """Take what concerns the picture on to the mixer; tell who listens."""
        self.match_calls.fold(event)
        self.calibrator.fold(event)
        if event.payload["type"] == events.CUT:
            self.mixer.cut_at(event.frame, event.payload["source"], event.sequence)
        elif event.payload["type"] == events.TIMED:
            self.mixer.retime_at(event.frame, dict(self.dressing.timings), event.sequence)
        if self.dressing.jumped:
            self._note_jump(event)
        self.predictions = self.predictions.after(event)
        self.cueing.fold(event)
        self._late_cues.note(event, self.cueing.plan)
        self.on_event(event)
        self._follow(event, event.frame)

    def _note_jump(self, event: ShowEvent) -> None:
        """The picture went back, as a source is later than the programme can wait for it."""
        payload = {
            "type": events.JUMPED,
            "v": events.VERSION,
            "back_us": self.dressing.jumped,
            "sequence": event.sequence,
        }
        offer = Offer(payload=payload, event_time=None, arrival=event.arrival, actor=events.ENGINE)
        with suppress(InboxFullError):
            self.on_air.inbox.offer([offer], lambda _: None)

    def _follow(self, event: ShowEvent, frame: int) -> None:
        """Commit what follows from an event by itself, as events of frame n."""
        timing, offsets = self.dressing.timing, self.dressing.offsets
        following = cues.after_event(self.predictions, event, timing, offsets, frame=frame)
        following += (
            ShowEvent(
                sequence=-1,
                frame=frame,
                event_time=due.at,
                arrival=event.arrival,
                actor=cues.ACTOR,
                payload=due.payload,
            )
            for due in self.cueing.set_off(event, frame)
        )
        try:
            committed = self.log.extend(following) if following else []
        except ShowLogError as error:
            log.warning("cues lost channel=%s reason=%s", self.settings.name, error)
            return
        for one in committed:
            self._happened(one)


def _opened(folder: Path) -> tuple[ShowLog, list[ShowEvent]]:
    """The show log of a channel's folder, and what it holds, whose crests are read."""
    folder.mkdir(parents=True, exist_ok=True)
    opened = ShowLog(folder / SHOW_LOG)
    history = list(opened.events())
    brought_crests.lay_logged(folder, history)
    return opened, history


def _begun(plan: Plan, first: int) -> Begun:
    """What the config says of a run that begins at frame n; its origin is not known yet."""
    settings = plan.settings
    return Begun(
        rate=plan.rate,
        first_frame=first,
        ladder=plan.ladder,
        origin=0,
        distance=settings.distance,
        inputs={name: source.input for name, source in settings.sources.items()},
        latencies={name: source.latency for name, source in settings.sources.items()},
        offsets={feed.name: feed.offset for feed in settings.feed},
        timecodes=tuple(name for name, source in settings.sources.items() if source.timecode),
    )


def _plan(settings: ChannelSettings, folder: Path, earlier: Fraction | None) -> Plan:
    """Rate and ladder: as set, else as they were, else as the first source suggests."""
    size, rate = _DEMO_SIZE, _DEMO_RATE
    for source in settings.sources.values():
        if script_of(source.input) is None:
            try:
                info = probe(source.input)
            except SourceError:
                continue
            size, rate = info.display, info.rate
        break
    rate = settings.rate or earlier or rate
    ladder = settings.ladder or default_ladder(*size, rate)
    return Plan(settings=settings, rate=rate, ladder=ladder, folder=folder)


def _earlier_rate(history: Iterable[ShowEvent]) -> Fraction | None:
    for event in history:
        if event.payload["type"] == events.STARTED:
            return Fraction(event.payload["rate"])
    return None


def _origin(history: Iterable[ShowEvent]) -> int | None:
    """The event time (µs) at which the sources' first pictures were taken."""
    for event in history:
        if event.payload["type"] == events.STARTED and "origin_us" in event.payload:
            return int(event.payload["origin_us"])
    return None
