"""A hot source's decoded pictures and sound, a little ahead of the programme."""

import threading
from collections import deque

import numpy as np

from engine.ffmpeg.picture import Handle
from engine.frame import AudioFrame, Samples
from engine.handoff import AbortedError
from engine.sound import CHANNELS

_SOUND_S = 2


class Reel:
    """Pictures by frame number and sound by sample, both in order, from one thread to another.

    The giver waits once `ahead` pictures lie ahead of the last one asked for; sound is kept for two
    seconds and then drops the oldest. What is asked for and not there yet is not waited for: the
    last picture again, silence.
    """

    def __init__(self, sample_rate: int, ahead: int) -> None:
        self._pictures_ahead = ahead
        self._kept_samples = _SOUND_S * sample_rate
        self._pictures: deque[tuple[int, Handle]] = deque()
        self._sound: deque[AudioFrame] = deque()
        self._changed = threading.Condition()
        self._asked = -1
        self._is_aborted = False
        self.dropped = 0

    def put_picture(self, number: int, handle: Handle) -> None:
        """Take the picture of frame n; one whose frame was asked for already is dropped."""
        with self._changed:
            while self._is_full() and not self._is_aborted:
                self._changed.wait()
            if self._is_aborted:
                raise AbortedError
            if number < self._asked:
                self.dropped += 1
            self._pictures.append((number, handle))

    def put_sound(self, sound: AudioFrame) -> None:
        """Take sound at its place."""
        with self._changed:
            self._sound.append(sound)
            while sound.end - self._sound[0].end > self._kept_samples:
                self._sound.popleft()

    def picture(self, number: int) -> tuple[int, Handle] | None:
        """The picture to show on frame n and the frame it was meant for; None before the first."""
        with self._changed:
            self._asked = number
            while len(self._pictures) > 1 and self._pictures[1][0] <= number:
                self._pictures.popleft()
            self._changed.notify_all()
            if self._pictures and self._pictures[0][0] <= number:
                return self._pictures[0]
            return None

    def sound(self, first: int, count: int) -> Samples:
        """`count` samples from sample `first` on, float32 (2, count); silence where none is."""
        taken = np.zeros((CHANNELS, count), np.float32)
        with self._changed:
            while self._sound and self._sound[0].end <= first:
                self._sound.popleft()
            for piece in self._sound:
                start, end = max(piece.position, first), min(piece.end, first + count)
                if start < end:
                    part = piece.samples[:, start - piece.position : end - piece.position]
                    taken[:, start - first : end - first] = part
        return taken

    def abort(self) -> None:
        """Let go of whoever waits."""
        with self._changed:
            self._is_aborted = True
            self._changed.notify_all()

    def _is_full(self) -> bool:
        ahead = sum(1 for number, _ in self._pictures if number > self._asked)
        return ahead >= self._pictures_ahead
