"""Sound on the sample clock: pieces at positions in, whole AAC blocks without a hole out."""

from collections.abc import Iterator

import numpy as np

from engine.frame import AAC_FRAME, SAMPLE_RATE, AudioFrame, Samples

CHANNELS = 2
TAIL = SAMPLE_RATE // 10


class SoundTrack:
    """Places sound by its position in samples since 1970 and cuts it into blocks of 1024.

    What is missing becomes silence; what comes again, or lies before the first block, is left out.
    The last `tail` samples are held back, so that a picture's end can still cut them off.
    """

    def __init__(self, first_block: int, tail: int = TAIL) -> None:
        self._tail = tail
        self._at = first_block * AAC_FRAME
        self._pieces: list[Samples] = []
        self._held = 0

    def push(self, sound: AudioFrame) -> Iterator[AudioFrame]:
        """Take the next piece; give the blocks it completed."""
        end = self._at + self._held
        if sound.position > end:
            yield from self._silence(sound.position - end)
            end = sound.position
        if sound.end > end:
            yield from self._take(sound.samples[:, end - sound.position :])

    def finish(self, end: int) -> Iterator[AudioFrame]:
        """Fill with silence up to sample `end` and to the end of its block, and give the rest."""
        self.cut(end)
        yield from self._silence(end - self._at - self._held)
        padding = -(self._at + self._held) % AAC_FRAME
        self._pieces.append(np.zeros((CHANNELS, padding), np.float32))
        self._held += padding
        yield from self._give(self._held)

    def cut(self, end: int) -> None:
        """Leave out what of the held sound lies after sample `end`."""
        over = min(self._held, self._at + self._held - end)
        if over > 0:
            joined = np.concatenate(self._pieces, axis=1)
            self._held -= over
            self._pieces = [joined[:, : self._held]]

    def _silence(self, count: int) -> Iterator[AudioFrame]:
        for start in range(0, count, SAMPLE_RATE):
            missing = min(SAMPLE_RATE, count - start)
            yield from self._take(np.zeros((CHANNELS, missing), np.float32))

    def _take(self, samples: Samples) -> Iterator[AudioFrame]:
        self._pieces.append(samples)
        self._held += samples.shape[1]
        if self._held >= AAC_FRAME + self._tail:
            yield from self._give((self._held - self._tail) // AAC_FRAME * AAC_FRAME)

    def _give(self, whole: int) -> Iterator[AudioFrame]:
        joined = np.concatenate(self._pieces, axis=1)
        self._pieces = [joined[:, whole:]]
        self._held = joined.shape[1] - whole
        for start in range(0, whole, AAC_FRAME):
            position, self._at = self._at, self._at + AAC_FRAME
            yield AudioFrame(samples=joined[:, start : start + AAC_FRAME], position=position)
