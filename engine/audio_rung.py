"""The sound's rung: place on the sample clock, encode, cut into parts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from engine.ffmpeg.encoder import AUDIO_KBIT, AudioEncoder
from engine.frame import AudioFrame, Packet
from engine.handoff import Handoff
from engine.segment import AudioGrid, Part
from engine.segmenter import Segmenter
from engine.sound import TAIL, SoundTrack
from engine.window import Track, track

NAME = "audio"


@dataclass(frozen=True, slots=True)
class SoundCut:
    """Sound after this sample (since 1970) belongs to no picture. The last one ends the sound."""

    sample: int


class AudioRung:
    """One AAC track for all renditions, from the first block of a segment on."""

    def __init__(self, rate: Fraction, media_sequence: int, tail: int = TAIL) -> None:
        grid = AudioGrid(rate=rate)
        self._grid = grid
        self._sound = SoundTrack(grid.first_of(media_sequence), tail)
        self._encoder = AudioEncoder()
        self._segmenter = Segmenter(grid)

    @property
    def grid(self) -> AudioGrid:
        """Which AAC frame belongs to which part."""
        return self._grid

    @property
    def header(self) -> bytes:
        """The track's CMAF header."""
        return self._encoder.header

    def track(self) -> Track:
        """What the window index says of the sound."""
        return track(NAME, "audio", self._encoder.codecs, self._grid, kbit=AUDIO_KBIT)

    def run(self, sound: Handoff[AudioFrame | SoundCut], put: Callable[[Part], None]) -> None:
        """Take sound to the end; fill with silence up to the last cut."""
        end = 0
        for item in sound:
            if isinstance(item, SoundCut):
                end = item.sample
                self._sound.cut(end)
            else:
                self._encode(self._sound.push(item), put)
        self._encode(self._sound.finish(end), put)
        self._cut(self._encoder.finish(), put)
        for part in self._segmenter.finish():
            put(part)

    def _encode(self, blocks: Iterable[AudioFrame], put: Callable[[Part], None]) -> None:
        for block in blocks:
            self._cut(self._encoder.encode(block), put)

    def _cut(self, packets: list[Packet], put: Callable[[Part], None]) -> None:
        for packet in packets:
            for part in self._segmenter.push(packet):
                put(part)
