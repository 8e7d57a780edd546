"""Decks: a channel's sources off, warm or hot, played at the frames their content time says."""

import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from engine import timebase
from engine.channel.placing import Placed, Placing
from engine.channel.settings import State
from engine.channel.timecode import Timecode
from engine.errors import EngineError
from engine.ffmpeg import clip
from engine.ffmpeg.clip import Received
from engine.ffmpeg.packet_log import PacketLog, Pass, kept_track
from engine.ffmpeg.probe import SourceInfo, probe
from engine.ffmpeg.source import Decoder, TrackCodecs
from engine.frame import SAMPLE_RATE, AudioFrame
from engine.handoff import AbortedError
from engine.hold import Hold
from engine.pacer import Pacer
from engine.reel import Reel
from engine.timebase import MICROSECONDS, Timing

log = logging.getLogger(__name__)

LEAD = 400_000
_PICTURES_AHEAD = 10
_RETRY = MICROSECONDS
# Packets are received some at a time: to wake two threads for each one costs more than reading it.
_GULP = 80_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What all decks of a channel share: its rate, picture size, clock, and event time 0's frame.

    `origin` is the event time (µs) at which every source's first picture was taken.
    """

    rate: Fraction
    width: int
    height: int
    pacer: Pacer
    origin: int

    def sample(self, number: int) -> int:
        """The sample (since 1970) at which frame n begins."""
        return int(number * SAMPLE_RATE / self.rate)


class Player(Protocol):
    """Plays a source from a frame on, on threads of its own, until it is ended."""

    def start(self, number: int, timing: Timing, *, is_hot: bool) -> None:
        """Begin; hot decodes as well, warm only receives."""

    def heat(self, number: int) -> None:
        """Turn from warm to hot, from frame n on."""

    def end(self) -> None:
        """Stop all threads; does not wait for them."""

    @property
    def reel(self) -> Reel:
        """Where its pictures and sound are taken from."""

    @property
    def trouble(self) -> str:
        """Why nothing comes at the moment; empty when all is well."""


class Deck:
    """One source of a channel. Not for use by two threads at once, but for `status`."""

    def __init__(self, name: str, make: Callable[[], Player]) -> None:
        self.name = name
        self.state = State.OFF
        self._make = make
        self._player: Player | None = None

    def go(self, state: State, number: int, timing: Timing) -> None:
        """Be in that state from frame n on; a deck already there goes on as it is."""
        if state is self.state:
            return
        if state is State.HOT and self.state is State.WARM and self._player is not None:
            self._player.heat(number)
        else:
            self.stop()
            if state is not State.OFF:
                self._player = self._make()
                self._player.start(number, timing, is_hot=state is State.HOT)
        self.state = state

    def retime(self, number: int, timing: Timing) -> None:
        """Play on as the new timing says, from frame n on."""
        state, self.state = self.state, State.OFF
        self.go(state, number, timing)

    def stop(self) -> None:
        """Turn off."""
        if self._player is not None:
            self._player.end()
        self._player = None
        self.state = State.OFF

    @property
    def reel(self) -> Reel | None:
        """Pictures and sound while it is hot."""
        return self._player.reel if self._player and self.state is State.HOT else None

    @property
    def trouble(self) -> str:
        """Why nothing comes at the moment."""
        return self._player.trouble if self._player else ""


class ClipPlayer:
    """A media file received at the pace of time, held, decoded; once or for ever again."""

    def __init__(
        self,
        name: str,
        path: str,
        setting: Setting,
        packet_log: PacketLog,
        *,
        loops: bool,
        timecode: Timecode | None = None,
    ) -> None:
        self._name = name
        self._packet_log = packet_log
        self._path = path
        self._setting = setting
        self._loops = loops
        self._timecode = timecode
        self._stopping = threading.Event()
        self._hold = Hold()
        self._is_hot = False
        self._start = 0
        self._since = 0
        self._receipts = 0
        self._timing = Timing(rate=setting.rate)
        self._info: SourceInfo | None = None
        self.reel = Reel(SAMPLE_RATE, _PICTURES_AHEAD)
        self.trouble = ""

    def start(self, number: int, timing: Timing, *, is_hot: bool) -> None:
        """Begin to receive, and to decode where hot."""
        self._timing, self._since = timing, number
        self._thread("recv", self._receive)
        if is_hot:
            self.heat(number)

    def heat(self, number: int) -> None:
        """Begin to decode what is held."""
        self._is_hot, self._start = True, number
        self._thread("dec", self._decode)

    def end(self) -> None:
        """Stop both threads."""
        self._stopping.set()
        self._hold.abort()
        self.reel.abort()

    def _thread(self, kind: str, work: Callable[[], None]) -> None:
        name = f"{kind}-{self._name}"
        threading.Thread(target=self._run, args=(work,), name=name, daemon=True).start()

    def _run(self, work: Callable[[], None]) -> None:
        while not self._stopping.is_set():
            try:
                work()
            except AbortedError:
                return
            except EngineError as error:
                self._lost(str(error))
                self._stopping.wait(_RETRY / MICROSECONDS)
            except Exception as error:
                # A fault of ours: it must not leave the slate on for good without a word.
                log.exception("source failed source=%s", self._name)
                self.trouble = f"{self._path}: {error!r}; see the log"
                self._stopping.wait(_RETRY / MICROSECONDS)
            else:
                return

    def _lost(self, reason: str) -> None:
        """Nothing comes, which is said once."""
        if reason != self.trouble:
            log.warning("source lost source=%s: %s", self._name, reason)
        self.trouble = reason

    def _found(self) -> None:
        """Something comes."""
        if self.trouble:
            log.info("source found source=%s", self._name)
        self.trouble = ""

    def _receive(self) -> None:
        """From the pass and place that is on air by now; anew after a loss."""
        info = self._info = probe(self._path)
        length = _frames(info, self._setting.rate)
        first = self._first_frame()
        now = timebase.frame_at(self._setting.pacer.now(), self._setting.rate)
        since = max(0, now - first)
        passes, frames = divmod(since, length)
        if passes and not self._loops:
            self.trouble = f"{self._path}: has ended"
            return
        received = clip.receive(info, passes, frames / self._setting.rate, loops=self._loops)
        self._receipts += 1
        try:
            self._hold_all(received, info, first, length)
        finally:
            self._packet_log.close()

    def _hold_all(
        self, received: Iterable[Received], info: SourceInfo, first: int, length: int
    ) -> None:
        """Keep and hold each packet once it has arrived."""
        tracks: tuple[clip.Track, ...] = ()
        received_for: Pass | None = None
        for one in received:
            base = first + one.pass_number * length
            if received_for is None or one.tracks is not tracks:
                tracks, received_for = one.tracks, self._pass(one, info, base, length)
            moment = self._due(one, base)
            arrival = moment - self._timing.hold - LEAD
            if not self._setting.pacer.wait(-(-arrival // _GULP) * _GULP, self._stopping):
                return
            if one.packet is not None:
                now = self._setting.pacer.now()
                self._packet_log.append(one.packet, tracks, received_for, now)
            self._hold.put(one, moment)
            self._found()
            if not self._is_hot:
                self._hold.trim(self._setting.pacer.now())
        self.trouble = f"{self._path}: has ended"

    def _pass(self, received: Received, info: SourceInfo, base: int, length: int) -> Pass:
        return Pass(
            info=info,
            tracks=tuple(kept_track(track) for track in received.tracks),
            start=self._since,
            receipt=self._receipts,
            base=base,
            length=length,
            loops=self._loops,
        )

    def _due(self, received: Received, base: int) -> int:
        """When it is to be seen or heard, programme time in µs."""
        return int((base / self._setting.rate + received.time) * MICROSECONDS)

    def _first_frame(self) -> int:
        """The frame of the first pass's first picture."""
        origin = self._setting.origin + self._timing.behind
        return timebase.frame_at(origin, self._setting.rate)

    def _decode(self) -> None:
        received, moment = self._hold.take()
        info = self._info
        if info is None:
            raise AbortedError
        setting, first = self._setting, self._first_frame()
        length, size = _frames(info, setting.rate), (setting.width, setting.height)
        decoder = Decoder(info, *size, TrackCodecs())
        placing = Placing(decoder, setting.rate, size, self._start)
        while setting.pacer.wait(moment - LEAD, self._stopping):
            base = first + received.pass_number * length
            if received.packet is not None:
                placed = placing.push(received.packet, base, length)
            else:
                placed = placing.finish(base, length, loops=self._loops)
            self._show(placed)
            received, moment = self._hold.take()

    def _show(self, placed: Iterable[Placed]) -> None:
        for item in placed:
            if isinstance(item, AudioFrame):
                self.reel.put_sound(item)
            else:
                number, handle = item
                if self._timecode is not None:
                    handle = self._timecode.burnt(handle, self._timing.content_time(number))
                self.reel.put_picture(number, handle)


def _frames(info: SourceInfo, rate: Fraction) -> int:
    """How many frames a pass of the clip lasts."""
    return max(1, round((info.duration or Fraction(1)) * rate))
