"""Playout of a file: its passes, in one numbering of frames and samples from the first frame on."""

import threading
from collections.abc import Iterable
from fractions import Fraction

from engine import keyer
from engine.audio_rung import SoundCut
from engine.cadence import Cadence, Slot
from engine.channel.graphics import slate_boxes
from engine.errors import SourceError
from engine.ffmpeg import picture
from engine.ffmpeg.source import FileSource, Picture
from engine.frame import SAMPLE_RATE, AudioFrame
from engine.handoff import Handoff
from engine.sound import TAIL

_SLATE_TITLE = "The programme begins shortly"

type Handle = picture.Handle


class Playout:
    """Plays a source `loops` times more than once: pictures by frame number, sound by sample.

    A pass ends with its last picture, held while sound goes on by more than a tenth of a second.
    """

    def __init__(
        self, source: FileSource, rate: Fraction, first_frame: int, size: tuple[int, int]
    ) -> None:
        self._source = source
        self._rate = rate
        self._first_frame = first_frame
        self._size = size
        self._stopping = threading.Event()
        self._slate: Handle | None = None
        self.dropped = 0
        self.repeated = 0

    @property
    def is_stopped(self) -> bool:
        """Whether it was told to end early."""
        return self._stopping.is_set()

    def stop(self) -> None:
        """End early, with what was read so far."""
        self._stopping.set()

    def run(
        self,
        loops: int,
        pictures: Handoff[tuple[int, Handle]],
        sound: Handoff[AudioFrame | SoundCut],
    ) -> None:
        """Hand on (frame number, picture) and sound, both absolute, to the end of the last pass.

        SourceError where a pass has no picture, or a stop came before the first one.
        """
        number = self._first_frame
        for _ in range(loops + 1):
            number = self._pass(number, pictures, sound)
            sound.put(SoundCut(self._sample(number)))
            if self.is_stopped:
                break
        if number == self._first_frame:
            path = self._source.info.path
            raise SourceError(
                f"{path}: ended before its first picture, so nothing was made; start it again"
            )
        pictures.end()
        sound.end()

    def _pass(
        self,
        first: int,
        pictures: Handoff[tuple[int, Handle]],
        sound: Handoff[AudioFrame | SoundCut],
    ) -> int:
        """One reading of the source from frame `first` on; return the frame after its last."""
        cadence: Cadence[Handle] = Cadence(self._rate)
        first_sample, sound_end = self._sample(first), 0
        for item in self._source.play():
            if isinstance(item, Picture):
                self._put(cadence.push(item.handle, item.time), first, pictures)
            else:
                sound_end = item.end
                position = first_sample + item.position
                sound.put(AudioFrame(samples=item.samples, position=position))
            if self.is_stopped:
                sound_end = 0
                break
        # The last picture lasts as long as one of the source's does.
        held = max(1, round(self._rate / self._source.info.rate))
        last = self._last(cadence.next_number + held, sound_end)
        self._put(cadence.finish(last), first, pictures)
        if not cadence.next_number and not self.is_stopped:
            raise SourceError(f"{self._source.info.path}: no picture of it can be decoded")
        self.dropped += cadence.dropped
        self.repeated += cadence.repeated
        return first + cadence.next_number

    def _put(
        self, slots: Iterable[Slot[Handle]], first: int, pictures: Handoff[tuple[int, Handle]]
    ) -> None:
        """Hand on what is to be shown; of a long run of frames no more after a stop."""
        for slot in slots:
            pictures.put((first + slot.number, self._shown(slot)))
            if self.is_stopped:
                break

    def _last(self, pictures_end: int, sound_end: int) -> int:
        """Where a pass ends, in frames, from where its pictures and sound (samples) end."""
        if (sound_end - TAIL) * self._rate <= pictures_end * SAMPLE_RATE:
            return pictures_end
        return -int(-sound_end * self._rate // SAMPLE_RATE)

    def _shown(self, slot: Slot[Handle]) -> Handle:
        """The slot's picture, or the card that stands where the source has none yet."""
        if slot.picture is not None:
            return slot.picture
        if self._slate is None:
            self._slate = picture.filled(*self._size)
            keyer.key(picture.planes(self._slate), slate_boxes(*self._size, _SLATE_TITLE))
        return self._slate

    def _sample(self, number: int) -> int:
        """The sample (since 1970) at which frame n begins."""
        return int(number * SAMPLE_RATE / self._rate)
