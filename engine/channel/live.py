"""A channel process: what goes on air, and what the bus may ask of it."""

from collections.abc import Callable, Iterable
from fractions import Fraction
from pathlib import Path

from engine.channel import events
from engine.channel.deck import ClipPlayer, Deck, Player, Setting
from engine.channel.drawn import DrawnPlayer
from engine.channel.dresser import LiveDresser
from engine.channel.mixer import Mixer
from engine.channel.onair import SHOW_LOG, OnAir, Plan
from engine.channel.settings import ChannelSettings, SourceSettings
from engine.errors import SourceError
from engine.ffmpeg.packet_log import PacketLog
from engine.ffmpeg.probe import probe
from engine.pacer import Clock
from engine.rendition import default_ladder
from engine.show_log import ShowEvent, ShowLog
from engine.timebase import Timing
from feeds.demo_match import script_of

SOURCE = "source"
_DEMO_SIZE = (1280, 720)
_DEMO_RATE = Fraction(25)
_NONE = "none"


class Channel:
    """A channel ready to go on air: its log and lease, its history, its sources and its programme.

    Use it with `with`; the lease on its show log is held until it is closed.
    """

    def __init__(self, settings: ChannelSettings, folder: Path, clock: Clock) -> None:
        self.settings = settings
        folder.mkdir(parents=True, exist_ok=True)
        self.log = ShowLog(folder / SHOW_LOG)
        history = list(self.log.events())
        self.plan = _plan(settings, folder, _earlier_rate(history))
        self.on_air = OnAir(self.plan, self.log, clock)
        first = self.on_air.open()
        timings = self._timings()
        names = settings.sources
        self.dresser = LiveDresser(
            self.plan.ladder, timings, next(iter(names), _NONE), self.on_air.inbox, self._happened
        )
        self.dresser.offsets.update({feed.name: feed.offset for feed in settings.feed})
        self.dresser.restore(history)
        self.dresser.begin(first)
        self.origin = _origin(history)
        if self.origin is None:
            self.origin = self.dresser.timing.content_time(first)
        self._note_start(first)
        self.mixer = self._mixer()
        self.on_event: Callable[[ShowEvent], None] = lambda _: None
        self.on_part: Callable[[str, int, int], None] = lambda *_: None

    def start(self) -> None:
        """Go on air."""
        self.mixer.begin(self.on_air.next_number, self.dresser.timings)
        self.on_air.start(self.mixer, self.dresser, self.on_part)

    def close(self) -> None:
        """Give up the lease."""
        self.log.close()

    def _timings(self) -> dict[str, Timing]:
        latencies = {name: source.latency for name, source in self.settings.sources.items()}
        return {
            name: Timing(rate=self.plan.rate, distance=self.settings.distance, latency=latency)
            for name, latency in (latencies or {_NONE: 0}).items()
        }

    def _note_start(self, first: int) -> None:
        started = events.Started(
            rate=self.plan.rate,
            first_frame=first,
            distance=self.dresser.timing.distance,
            latency=self.dresser.timing.latency,
        )
        self.log.append(
            {**events.started_payload(started), "origin_us": self.origin},
            frame=first,
            event_time=None,
            arrival=self.on_air.pacer.now(),
            actor="engine",
        )

    def _mixer(self) -> Mixer:
        top = self.plan.ladder[0]
        setting = Setting(
            rate=self.plan.rate,
            width=top.width,
            height=top.height,
            pacer=self.on_air.pacer,
            origin=self.origin or 0,
        )
        sources = self.settings.sources
        decks = {
            name: Deck(name, self._maker(name, source, setting)) for name, source in sources.items()
        }
        ready = {name: source.state for name, source in sources.items()}
        mixer = Mixer(decks, ready, setting, self.dresser.timing)
        if self.dresser.program in decks:
            mixer.program = self.dresser.program
        return mixer

    def _maker(self, name: str, source: SourceSettings, setting: Setting) -> Callable[[], Player]:
        script = script_of(source.input)
        if script is not None:
            return lambda: DrawnPlayer(name, script, setting)
        kept, window = self.plan.folder / SOURCE / name, self.settings.packaging.window

        def player() -> Player:
            packets = PacketLog(kept, window)
            return ClipPlayer(name, source.input, setting, packets, loops=source.loop)

        return player

    def _happened(self, event: ShowEvent) -> None:
        """Take what concerns the picture on to the mixer; tell who listens."""
        if event.payload["type"] == events.CUT:
            self.mixer.cut_at(event.frame, event.payload["source"])
        elif event.payload["type"] == events.TIMED:
            self.mixer.retime_at(event.frame, dict(self.dresser.timings))
        self.on_event(event)


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
