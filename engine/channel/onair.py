"""A channel on air: sources, programme, graphics, ladder and store, paced by the clock."""

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from engine import timebase
from engine.audio_rung import AudioRung, SoundCut
from engine.channel import events
from engine.channel.dresser import LiveDresser
from engine.channel.inbox import Inbox, InboxFullError, Offer
from engine.channel.mixer import Mixer
from engine.channel.settings import ChannelSettings
from engine.crew import Crew
from engine.errors import StoreError
from engine.frame import AudioFrame, Frame
from engine.frame_hash import FrameHash
from engine.handoff import Handoff
from engine.live_store import Header, LiveQueue, LiveShelf, discard, part_seconds, segments_in
from engine.pacer import Clock, Pacer
from engine.rendition import Rendition
from engine.rung import Dressed, Rung
from engine.segment import Part
from engine.show_log import ShowLog

SHOW_LOG = "show.db"
MEDIA = "media"
_HELD = 3
_SOUND_HELD = 64
_LATE_US = 2_000_000
_SHED_PRESET = "ultrafast"


@dataclass(slots=True)
class Health:
    """What the channel counts while it is on air. Times are µs."""

    frames: int = 0
    skipped: int = 0
    repeated: int = 0
    boxes_late: int = 0
    latest: int = 0
    parts_lost: int = 0
    preset: str = ""
    alarms: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is decided before a channel goes on air."""

    settings: ChannelSettings
    rate: Fraction
    ladder: tuple[Rendition, ...]
    folder: Path


class OnAir:
    """One channel's threads. The programme never waits for disk, bus or graphics.

    When the loop is late by a frame or more it gives the ladder the same picture again for every
    frame missed, which costs next to nothing to encode, and counts them; late for two seconds, it
    goes over to x264's fastest preset.
    """

    def __init__(self, plan: Plan, log: ShowLog, clock: Clock) -> None:
        self._plan = plan
        self.pacer = Pacer(clock, plan.rate)
        self.inbox = Inbox(log)
        self.health = Health(preset=plan.settings.preset)
        self.next_number = 0
        self._stopping = threading.Event()
        self._ends = False
        self._crew = Crew()
        self._rungs = [
            Rung(index, rendition, plan.rate, plan.settings.preset)
            for index, rendition in enumerate(plan.ladder)
        ]
        self._hash = FrameHash(self._crew, len(self._rungs)) if plan.settings.hashes else None
        self._late_since: int | None = None
        self._shelves: list[LiveShelf] = []
        self._handed_sound = 0

    def open(self) -> int:
        """Take up the store; return the frame the programme goes on with, a segment's first."""
        rate, media = self._plan.rate, self._plan.folder / MEDIA
        window = self._plan.settings.packaging.window
        tracks = [(rung.track(), rung.header, rung.grid) for rung in self._rungs]
        for track, header, grid in tracks:
            kept = segments_in(window, track)
            shelf = LiveShelf(media / track.name, track, header, grid=grid, kept=kept)
            self._shelves.append(shelf)
        last = max(shelf.next_number for shelf in self._shelves) - 1
        number = timebase.first_frame(self.pacer.now(), rate, last_indexed=last)
        sequence = number // timebase.segment_frames(rate)
        self._audio = AudioRung(rate, sequence, tail=0)
        track = self._audio.track()
        self._shelves.append(
            LiveShelf(
                media / track.name,
                track,
                self._audio.header,
                grid=self._audio.grid,
                kept=segments_in(window, track),
            )
        )
        for shelf in self._shelves:
            shelf.open_at(sequence)
        self._discard_others(media)
        self.next_number = number
        return number

    def _discard_others(self, media: Path) -> None:
        """Renditions of an earlier ladder are on air no more."""
        ours = {shelf.folder for shelf in self._shelves}
        with suppress(OSError):
            for folder in media.iterdir():
                if folder.is_dir() and folder not in ours:
                    discard(folder)

    def start(
        self, mixer: Mixer, dresser: LiveDresser, on_part: Callable[[str, int, int], None]
    ) -> None:
        """Begin; `on_part` is told of each part on disk (rendition, msn, part)."""
        crew = self._crew
        hands: list[Handoff[Dressed]] = [crew.handoff(_HELD) for _ in self._rungs]
        sound: Handoff[AudioFrame | SoundCut] = crew.handoff(_SOUND_HELD)
        queue = LiveQueue(len(self._shelves), part_seconds(self._shelves[0].track))
        self._writing = len(self._shelves)
        self._writing_lock = threading.Lock()
        crew.start("graphics", lambda: dresser.run(self._stopping), nice=1)
        for rung, shelf, above, below in zip(
            self._rungs, self._shelves, hands, [*hands[1:], None], strict=False
        ):
            crew.start(
                rung.rendition.name, self._rung_work(rung, shelf, above, below, queue), nice=2
            )
        crew.start("audio", lambda: self._sound_work(self._shelves[-1], sound, queue), nice=2)
        crew.start("store", lambda: self._write(queue, on_part), nice=2)
        if self._hash is not None:
            crew.start("hash", self._hash_work(self._hash), nice=2)
        crew.start("program", lambda: self._program(mixer, dresser, hands[0], sound))

    def stop(self, *, ends: bool) -> None:
        """Go off air; `ends` ends the playlists, else they stay open for the next start."""
        self._ends = ends
        self._stopping.set()

    def join(self, on_wait: Callable[[], None]) -> None:
        """Wait until all threads have ended; raise the first failure."""
        self._crew.join(on_wait)

    def _program(
        self,
        mixer: Mixer,
        dresser: LiveDresser,
        top: Handoff[Dressed],
        sound: Handoff[AudioFrame | SoundCut],
    ) -> None:
        number, frame_us = self.next_number, timebase.MICROSECONDS / self._plan.rate
        last: Dressed | None = None
        self._handed_sound = mixer.sample(number)
        while self.pacer.wait(self.pacer.air_time(number), self._stopping):
            late = self.pacer.late(number)
            self.health.latest = max(self.health.latest, late)
            mixer.apply(number)
            if late >= frame_us and last is not None:
                self.health.skipped += 1
                last = Dressed(frame=_numbered(last.frame, number), boxes=last.boxes, repeats=True)
            else:
                last = self._compose(mixer, dresser, number)
            self._shed(late)
            top.put(last)
            self._hand_sound(mixer, number, sound)
            self.health.frames += 1
            number += 1
            self.next_number = number
        top.end()
        sound.put(SoundCut(mixer.sample(number)))
        sound.end()
        dresser.end()
        mixer.end()

    def _compose(self, mixer: Mixer, dresser: LiveDresser, number: int) -> Dressed:
        handle, is_repeated = mixer.picture(number)
        boxes, is_late = dresser.take(number)
        self.health.repeated += is_repeated
        self.health.boxes_late += is_late
        top = self._plan.ladder[0]
        frame = Frame(
            handle=handle,
            width=top.width,
            height=top.height,
            number=number,
            content_time=dresser.timing.content_time(number),
        )
        return Dressed(frame=frame, boxes=boxes)

    def _hand_sound(self, mixer: Mixer, number: int, sound: Handoff[AudioFrame | SoundCut]) -> None:
        """The programme's sound up to the end of the next frame: so no audio part comes late."""
        end = mixer.sample(number + 2)
        first, self._handed_sound = self._handed_sound, end
        sound.put(AudioFrame(samples=mixer.sound(first, end - first), position=first))

    def _shed(self, late: int) -> None:
        """After two seconds of lateness the fastest preset has to do."""
        now = self.pacer.now()
        if late < timebase.MICROSECONDS / self._plan.rate:
            self._late_since = None
        elif self._late_since is None:
            self._late_since = now
        elif now - self._late_since > _LATE_US and self.health.preset != _SHED_PRESET:
            self.health.preset = _SHED_PRESET
            self.health.alarms["encoder"] = f"too slow for this ladder: gone over to {_SHED_PRESET}"
            self._note({"type": events.PRESET, "v": 1, "preset": _SHED_PRESET})
            for rung in self._rungs:
                rung.change_preset(_SHED_PRESET)

    def _rung_work(
        self,
        rung: Rung,
        shelf: LiveShelf,
        above: Handoff[Dressed],
        below: Handoff[Dressed] | None,
        queue: LiveQueue,
    ) -> Callable[[], None]:
        def work() -> None:
            rung.run(
                above,
                below,
                lambda part: queue.put(shelf, part),
                self._hash,
                lambda header, msn: queue.put(shelf, Header(payload=header, media_sequence=msn)),
            )
            self._wrote(queue)

        return work

    def _hash_work(self, frame_hash: FrameHash) -> Callable[[], None]:
        """The hash of each segment's keyed frames becomes a show event."""

        def report(number: int, digest: str) -> None:
            self._note({"type": events.HASHED, "v": 1, "first_frame": number, "sha256": digest})

        first, frames = self.next_number, timebase.segment_frames(self._plan.rate)
        return lambda: frame_hash.run_by_segment(first, frames, report)

    def _note(self, payload: dict[str, object]) -> None:
        """Have what the engine itself decided in the log."""
        offer = Offer(payload=payload, event_time=None, arrival=self.pacer.now(), actor="engine")
        with suppress(InboxFullError):
            self.inbox.offer([offer], lambda _: None)

    def _sound_work(
        self, shelf: LiveShelf, sound: Handoff[AudioFrame | SoundCut], queue: LiveQueue
    ) -> None:
        self._audio.run(sound, lambda part: queue.put(shelf, part))
        self._wrote(queue)

    def _wrote(self, queue: LiveQueue) -> None:
        with self._writing_lock:
            self._writing -= 1
            if not self._writing:
                queue.end()

    def _write(self, queue: LiveQueue, on_part: Callable[[str, int, int], None]) -> None:
        for shelf, item in queue:
            try:
                shelf.put(item)
            except StoreError as error:
                self.health.alarms["store"] = str(error)
                self.health.parts_lost += 1
            else:
                self.health.alarms.pop("store", None)
            self.health.parts_lost += queue.losses()
            if isinstance(item, Part):
                on_part(shelf.track.name, item.media_sequence, item.index)
        if self._ends:
            for shelf in self._shelves:
                shelf.end()
                on_part(shelf.track.name, shelf.last_segment, 0)


def _numbered(frame: Frame, number: int) -> Frame:
    """The same picture as another frame."""
    return Frame(
        handle=frame.handle,
        width=frame.width,
        height=frame.height,
        number=number,
        content_time=frame.content_time,
    )
