"""The job: a file, its facts and a ladder made into a dressed programme, as fast as it goes."""

import resource
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from engine import timebase
from engine.audio_rung import AudioRung, SoundCut
from engine.cadence import SLATE_FROM_S
from engine.channel import events
from engine.channel.events import Events
from engine.channel.graphics import Dresser
from engine.channel.playout import Playout
from engine.crew import Crew
from engine.ffmpeg import picture
from engine.ffmpeg.probe import SourceInfo
from engine.ffmpeg.source import FileSource
from engine.frame import AudioFrame, Frame
from engine.frame_hash import FrameHash
from engine.handoff import Handoff
from engine.keyer import KeyedBox
from engine.rendition import Rendition
from engine.rung import HELD_FRAMES, Dressed, Rung
from engine.segment import Part
from engine.show_log import SHOW_LOG, ShowLog
from engine.store import Shelf, Store
from engine.timebase import Timing
from engine.window import Window

_AHEAD = 4
# The top rung is the longest path: whatever else runs steps back for it, and a tenth of the wall
# time is won.
_BEHIND = 8
_SOUND_HELD = 256
_PARTS_HELD = 64

type _Boxes = Sequence[Sequence[KeyedBox]]
type _Picture = tuple[int, picture.Handle]
type _Look = tuple[_Picture, _Boxes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What to make. `events` is None where no facts were given; `folder` must be new or empty.

    `overlay` is the event of the overlay config, None for what is built in.
    """

    info: SourceInfo
    folder: Path
    ladder: tuple[Rendition, ...]
    preset: str
    timing: Timing
    first_frame: int
    loops: int = 0
    events: Events | None = None
    draws_graphics: bool = True
    hashes: bool = False
    overlay: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was made. Seconds are media, wall and CPU; `stages` is CPU seconds by thread."""

    frames: int
    media_s: float
    wall_s: float
    cpu_s: float
    dropped: int
    repeated: int
    stages: dict[str, float]
    windows: list[Window]
    is_ended_early: bool
    warnings: tuple[str, ...]
    program_sha256: str | None


class Encode:
    """Runs one job: a thread each for source, programme, graphics, rungs, sound and store."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._rate = job.timing.rate
        top = job.ladder[0]
        self._source = FileSource(job.info, top.width, top.height)
        size = top.width, top.height
        self._playout = Playout(self._source, self._rate, job.first_frame, size)
        self._rungs = [
            Rung(index, rendition, self._rate, job.preset)
            for index, rendition in enumerate(job.ladder)
        ]
        sequence = job.first_frame // timebase.segment_frames(self._rate)
        self._audio = AudioRung(self._rate, sequence)
        self._crew = Crew()
        self._hash = FrameHash(self._crew, len(self._rungs)) if job.hashes else None
        self._parts: Handoff[tuple[Shelf, Part]] = self._crew.handoff(_PARTS_HELD)
        self._writing = len(self._rungs) + 1
        self._lock = threading.Lock()
        self.frames = 0

    def stop(self) -> None:
        """End early: what was read so far becomes a whole programme."""
        self._playout.stop()

    def run(self, on_wait: Callable[[], None]) -> Report:
        """Do it, calling `on_wait` some times a second; raise EngineError on failure.

        After a failure nothing of the programme is left in the folder.
        """
        began, cpu = time.monotonic(), _cpu_s()
        store = Store(self._job.folder)
        try:
            with ShowLog(self._job.folder / SHOW_LOG) as log:
                self._begin(log)
                try:
                    self._start(store, log)
                    self._crew.join(on_wait)
                finally:
                    self._crew.end()
            windows = store.end()
        except BaseException:
            for path in self._job.folder.glob(SHOW_LOG + "*"):
                path.unlink(missing_ok=True)
            store.withdraw()
            raise
        return self._report(windows, time.monotonic() - began, _cpu_s() - cpu)

    def _begin(self, log: ShowLog) -> None:
        """Log how the programme begins and what of its fit is not nominal."""
        job, timing = self._job, self._job.timing
        started = events.Started(
            rate=self._rate,
            first_frame=job.first_frame,
            distance=timing.distance,
            latency=timing.latency,
        )
        self._log(log, events.started_payload(started))
        before = job.info.video_start - job.info.start
        if before >= SLATE_FROM_S:
            frames = int(before * self._rate + Fraction(1, 2))
            self._log(log, {"type": events.SLATE, "v": events.VERSION, "frames": frames})
        if timing.latency > timing.distance:
            back = timing.latency - timing.distance
            self._log(log, {"type": events.JUMPED, "v": events.VERSION, "back_us": back})
        if job.overlay is not None:
            self._log(log, job.overlay)

    def _log(self, log: ShowLog, payload: Mapping[str, object]) -> None:
        first = self._job.first_frame
        arrival = int(timebase.program_time(first, self._rate) * timebase.MICROSECONDS)
        log.append(payload, frame=first, event_time=None, arrival=arrival, actor=events.ENGINE)

    def _start(self, store: Store, log: ShowLog) -> None:
        crew, job = self._crew, self._job
        pictures: Handoff[_Picture] = crew.handoff(HELD_FRAMES)
        sound: Handoff[AudioFrame | SoundCut] = crew.handoff(_SOUND_HELD)
        hands: list[Handoff[Dressed]] = [crew.handoff(HELD_FRAMES) for _ in self._rungs]
        shelves = [store.add(rung.track(), rung.header) for rung in self._rungs]
        audio_shelf = store.add(self._audio.track(), self._audio.header)
        crew.start("source", lambda: self._playout.run(job.loops, pictures, sound), nice=_BEHIND)
        looks = self._looks(pictures, log)
        crew.start("program", lambda: self._compose(looks, hands[0]))
        for rung, shelf, above, below in zip(
            self._rungs, shelves, hands, [*hands[1:], None], strict=True
        ):
            work = self._rung_work(rung, shelf, above, below)
            crew.start(rung.rendition.name, work, nice=0 if above is hands[0] else _BEHIND)
        crew.start("audio", lambda: self._sound_work(audio_shelf, sound), nice=_BEHIND)
        crew.start("store", self._write)
        if self._hash is not None:
            crew.start("hash", self._hash.run)

    def _looks(self, pictures: Handoff[_Picture], log: ShowLog) -> Iterable[_Look]:
        """Pictures with their boxes, drawn a little ahead on a thread of their own."""
        job = self._job
        if job.events is None:
            return ((shown, _bare(job)) for shown in pictures)
        looks: Handoff[_Look] = self._crew.handoff(_AHEAD)
        dresser = Dresser(job.ladder, job.timing, job.events, log, job.overlay)
        self._crew.start("graphics", lambda: self._dress(dresser, pictures, looks), nice=_BEHIND)
        return looks

    def _dress(self, dresser: Dresser, pictures: Handoff[_Picture], looks: Handoff[_Look]) -> None:
        """Draw for the frames there are: so the log holds the events up to the last of them."""
        for number, handle in pictures:
            if self._job.draws_graphics:
                looks.put(((number, handle), dresser.boxes(number)))
            else:
                dresser.commit(number)
                looks.put(((number, handle), _bare(self._job)))
        looks.end()

    def _compose(self, looks: Iterable[_Look], top: Handoff[Dressed]) -> None:
        """The programme loop: hand each frame with its boxes to the ladder."""
        size = self._job.ladder[0]
        for (number, handle), boxes in looks:
            frame = Frame(
                handle=handle,
                width=size.width,
                height=size.height,
                number=number,
                content_time=self._job.timing.content_time(number),
            )
            top.put(Dressed(frame=frame, boxes=boxes))
            self.frames += 1
        top.end()

    def _rung_work(
        self, rung: Rung, shelf: Shelf, above: Handoff[Dressed], below: Handoff[Dressed] | None
    ) -> Callable[[], None]:
        def work() -> None:
            rung.run(above, below, lambda part: self._parts.put((shelf, part)), self._hash)
            self._wrote()

        return work

    def _sound_work(self, shelf: Shelf, sound: Handoff[AudioFrame | SoundCut]) -> None:
        self._audio.run(sound, lambda part: self._parts.put((shelf, part)))
        self._wrote()

    def _wrote(self) -> None:
        """One giver of parts has ended; after the last the store ends as well."""
        with self._lock:
            self._writing -= 1
            if not self._writing:
                self._parts.end()

    def _write(self) -> None:
        for shelf, part in self._parts:
            shelf.append(part)

    def _report(self, windows: list[Window], wall: float, cpu: float) -> Report:
        warnings = self._job.info.warnings
        if self._source.damaged:
            warnings += (f"{self._source.damaged} damaged packets passed over",)
        if self._source.jumps:
            warnings += (f"{self._source.jumps} jumps of its clock closed up",)
        return Report(
            frames=self.frames,
            media_s=float(self.frames / self._rate),
            wall_s=wall,
            cpu_s=cpu,
            dropped=self._playout.dropped,
            repeated=self._playout.repeated,
            stages={name: round(seconds, 3) for name, seconds in self._crew.cpu.items()},
            windows=windows,
            is_ended_early=self._playout.is_stopped,
            warnings=warnings,
            program_sha256=self._hash.hexdigest() if self._hash else None,
        )


def _bare(job: Job) -> _Boxes:
    """No boxes on any rung."""
    return [() for _ in job.ladder]


def _cpu_s() -> float:
    use = resource.getrusage(resource.RUSAGE_SELF)
    return use.ru_utime + use.ru_stime
