"""A channel on air: sources, programme, graphics, ladder and store, paced by the clock."""

import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from pathlib import Path

from engine import timebase
from engine.audio_rung import AudioRung, SoundCut
from engine.channel import events
from engine.channel.composed import Composed, Shown
from engine.channel.dresser import LiveDresser
from engine.channel.health import Health
from engine.channel.inbox import Inbox, InboxFullError, Offer
from engine.channel.looker import Looker
from engine.channel.mixer import Mixer
from engine.channel.settings import ChannelSettings
from engine.channel.shedding import Shedding
from engine.channel.shelves import Put, Shelves
from engine.channel.standby import Standby
from engine.crew import Crew
from engine.frame import AudioFrame, Frame
from engine.frame_hash import FrameHash
from engine.handoff import Handoff
from engine.live_store import Header
from engine.pacer import Clock, Pacer
from engine.rendition import Rendition
from engine.rung import Dressed, Rung
from engine.show_log import ShowLog

MEDIA = "media"
_HELD = 3
_SOUND_HELD = 64
_SHED_PRESET = "ultrafast"
_TOO_SLOW = "too slow for this ladder, use a smaller one"
_ULTRAFAST = f"{_TOO_SLOW}: gone over to {_SHED_PRESET}"


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
    frame missed, which costs next to nothing to encode, and counts them; where that goes on, it
    goes over to x264's fastest preset, then gives up rungs (`Shedding`). `watched` says how much
    each rendition is asked for.
    """

    def __init__(self, plan: Plan, log: ShowLog, clock: Clock) -> None:
        self._plan = plan
        self.pacer = Pacer(clock, plan.rate)
        self.inbox = Inbox(log)
        self.health = Health(preset=plan.settings.preset)
        self.next_number = 0
        self._undressed = 0
        self._stopping = threading.Event()
        self._ends = False
        self._crew = Crew()
        self._rungs = [
            Rung(index, rendition, plan.rate, plan.settings.preset)
            for index, rendition in enumerate(plan.ladder)
        ]
        self._hash = FrameHash(self._crew, len(self._rungs)) if plan.settings.hashes else None
        names = [rung.name for rung in plan.ladder]
        clean = {rung.name for rung in plan.ladder if rung.is_clean}
        self._shedding = Shedding(names, plan.rate, plan.settings.shedding, clean)
        self.watched: Mapping[str, int] = {}
        self._composed = Composed()
        media = plan.folder / MEDIA
        self._shelves = Shelves(media, plan.settings.packaging.window, self.health)
        self._handed_sound = 0
        self._lookers: Sequence[Looker] = ()

    def open(self) -> int:
        """Take up the store; return the frame the programme goes on with, a segment's first."""
        rate = self._plan.rate
        for rung in self._rungs:
            self._shelves.add(rung.track(), rung.header, rung.grid)
        last = self._shelves.next_number - 1
        number = timebase.first_frame(self.pacer.now(), rate, last_indexed=last)
        sequence = number // timebase.segment_frames(rate)
        self._audio = AudioRung(rate, sequence, tail=0)
        self._shelves.add(self._audio.track(), self._audio.header, self._audio.grid)
        self._shelves.open_at(sequence)
        self.next_number = number
        return number

    def start(
        self,
        mixer: Mixer,
        dresser: LiveDresser,
        on_part: Callable[[str, int, int], None],
        lookers: Sequence[Looker] = (),
        standby: Standby | None = None,
    ) -> None:
        """Begin; `on_part` is told of each part on disk (rendition, msn, part)."""
        crew = self._crew
        hands: list[Handoff[Dressed]] = [crew.handoff(_HELD) for _ in self._rungs]
        sound: Handoff[AudioFrame | SoundCut] = crew.handoff(_SOUND_HELD)
        *puts, put_sound = self._shelves.givers()
        for end in (self._shelves.end, dresser.end, mixer.end, self._stopping.set):
            crew.also(end)
        crew.start("graphics", lambda: dresser.run(self._stopping), nice=1)
        for rung, put, above, below in zip(
            self._rungs, puts, hands, [*hands[1:], None], strict=True
        ):
            crew.start(rung.rendition.name, self._rung_work(rung, put, above, below), nice=2)
        crew.start("audio", lambda: self._sound_work(put_sound, sound), nice=2)
        crew.start("store", lambda: self._shelves.write(on_part, lambda: self._ends), nice=2)
        if self._hash is not None:
            crew.start("hash", self._hash_work(self._hash), nice=2)
        self._lookers = lookers
        for looker in lookers:
            crew.start(looker.name, partial(looker.run, self._stopping), nice=10)
        if standby is not None:
            crew.start(standby.name, partial(standby.run, self._stopping), nice=10)
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
        shown = Shown()
        self._handed_sound = mixer.sample(number)
        while self.pacer.wait(self.pacer.air_time(number), self._stopping):
            late = self.pacer.late(number)
            self.health.latest = max(self.health.latest, late)
            is_skipped = late >= frame_us and last is not None
            if is_skipped and last is not None:
                self.health.skipped += 1
                dresser.skip(number)
                last = Dressed(frame=_numbered(last.frame, number), boxes=last.boxes, repeats=True)
                boxes_stand = True
            else:
                last, shown, boxes_stand = self._compose(mixer, dresser, number)
            self._composed.note(number, shown, mixer.program, boxes_stand=boxes_stand)
            top.put(last)
            self._shed(number, is_skipped=is_skipped)
            self._hand_sound(mixer, number, sound)
            self.health.frames += 1
            number += 1
            self.next_number = number
            self._tell_composed(number)
        top.end()
        sound.put(SoundCut(mixer.sample(number)))
        sound.end()
        dresser.end()
        mixer.end()

    def _apply(self, mixer: Mixer, number: int, *, is_dressed: bool) -> None:
        """Cuts and timings due; what was done later than its frame is noted.

        They wait for boxes drawn after them: the last ones may tell of what is still to come in a
        picture from before. For a second at most, as an operator's cut must not hang on graphics.
        """
        self._undressed = 0 if is_dressed else self._undressed + 1
        if 0 < self._undressed < self._plan.rate:
            return
        for sequence in mixer.apply(number):
            self._note({"type": events.APPLIED, "v": 1, "sequence": sequence, "frame": number})

    def _compose(
        self, mixer: Mixer, dresser: LiveDresser, number: int
    ) -> tuple[Dressed, Shown, bool]:
        """Frame n, what its picture is, and whether the last boxes stand on it."""
        boxes, is_late = dresser.take(number)
        self._apply(mixer, number, is_dressed=not is_late)
        picked = mixer.picture(number)
        for looker in self._lookers:
            looker.show(number, picked, mixer)
        self.health.repeated += picked.is_repeated
        self.health.boxes_late += is_late
        top = self._plan.ladder[0]
        frame = Frame(
            handle=picked.handle,
            width=top.width,
            height=top.height,
            number=number,
            content_time=dresser.timing.content_time(number),
        )
        return Dressed(frame=frame, boxes=boxes), picked.shown, is_late

    def _tell_composed(self, number: int) -> None:
        """At the end of a segment, before its hash: what in it was not as the log has it."""
        if number % timebase.segment_frames(self._plan.rate) == 0:
            told = self._composed.told()
            if told is not None:
                self._note(told)

    def _hand_sound(self, mixer: Mixer, number: int, sound: Handoff[AudioFrame | SoundCut]) -> None:
        """The programme's sound up to the end of the next frame: so no audio part comes late."""
        end = mixer.sample(number + 2)
        first, self._handed_sound = self._handed_sound, end
        sound.put(AudioFrame(samples=mixer.sound(first, end - first), position=first))

    def _shed(self, number: int, *, is_skipped: bool) -> None:
        """Give up what the machine is too slow for, and say so in the log and to the operator."""
        step = self._shedding.frame(is_skipped=is_skipped, watched=self.watched)
        if step is None:
            return
        if not step.rung:
            self._shed_preset()
            return
        first = timebase.next_segment(number + 1, self._plan.rate)
        if step.is_back:
            self.health.shed.remove(step.rung)
        else:
            self.health.shed.append(step.rung)
        told = ", ".join(self.health.shed)
        self.health.alarms["encoder"] = f"{_TOO_SLOW}: gave up {told}" if told else _ULTRAFAST
        self._note(
            {
                "type": events.RUNG,
                "v": 1,
                "rendition": step.rung,
                "first_frame": first,
                "is_on_air": step.is_back,
            }
        )
        rung = next(one for one in self._rungs if one.rendition.name == step.rung)
        rung.turn_at(first, is_on_air=step.is_back)

    def _shed_preset(self) -> None:
        self.health.preset = _SHED_PRESET
        self.health.alarms["encoder"] = _ULTRAFAST
        self._note({"type": events.PRESET, "v": 1, "preset": _SHED_PRESET})
        for rung in self._rungs:
            rung.change_preset(_SHED_PRESET)

    def _rung_work(
        self, rung: Rung, put: Put, above: Handoff[Dressed], below: Handoff[Dressed] | None
    ) -> Callable[[], None]:
        def put_header(header: bytes, msn: int) -> None:
            put(Header(payload=header, media_sequence=msn))

        def work() -> None:
            rung.run(above, below, put, self._hash, put_header)
            self._shelves.done()

        return work

    def _hash_work(self, frame_hash: FrameHash) -> Callable[[], None]:
        """The hash of each segment's keyed frames becomes a show event."""

        def report(number: int, digest: str) -> None:
            self._note({"type": events.HASHED, "v": 1, "first_frame": number, "sha256": digest})

        first, frames = self.next_number, timebase.segment_frames(self._plan.rate)
        return lambda: frame_hash.run_by_segment(first, frames, report)

    def _note(self, payload: dict[str, object]) -> None:
        """Have what the engine itself decided in the log."""
        offer = Offer(
            payload=payload, event_time=None, arrival=self.pacer.now(), actor=events.ENGINE
        )
        with suppress(InboxFullError):
            self.inbox.offer([offer], lambda _: None)

    def _sound_work(self, put: Put, sound: Handoff[AudioFrame | SoundCut]) -> None:
        self._audio.run(sound, put)
        self._shelves.done()


def _numbered(frame: Frame, number: int) -> Frame:
    """The same picture as another frame."""
    return Frame(
        handle=frame.handle,
        width=frame.width,
        height=frame.height,
        number=number,
        content_time=frame.content_time,
    )
