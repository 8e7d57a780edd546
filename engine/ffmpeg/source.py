"""A media file as a source: fitted pictures and 48 kHz stereo sound, in the file's own time."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Protocol

import av
import numpy as np
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.codec.context import CodecContext
from av.container import InputContainer
from av.video.stream import VideoStream

from engine.errors import SourceError
from engine.ffmpeg.fit import PictureFit
from engine.ffmpeg.picture import Handle
from engine.ffmpeg.probe import SourceInfo, decoded, opened, picture_stream
from engine.ffmpeg.rational import fraction
from engine.ffmpeg.running_time import RunningTime
from engine.ffmpeg.whole import check_ends
from engine.frame import SAMPLE_RATE, AudioFrame

_DAMAGE_AT_MOST = 100
_JOLT = SAMPLE_RATE // 25


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Picture:
    """A fitted picture and its time in seconds since the source's start."""

    handle: Handle
    time: Fraction


class Codecs[Coded](Protocol):
    """Decodes the packets of a source's tracks."""

    def decode(self, packet: Coded) -> list[av.VideoFrame | av.AudioFrame]:
        """What a packet completes; FFmpeg's InvalidDataError where it is damaged."""

    def flush(self) -> None:
        """Be as new: what follows is another pass."""


class TrackCodecs:
    """The codecs of a container's own tracks."""

    def __init__(self) -> None:
        self._contexts: set[CodecContext] = set()

    def decode(self, packet: "av.Packet[Any]") -> list[av.VideoFrame | av.AudioFrame]:
        """What a packet completes."""
        self._contexts.add(packet.stream.codec_context)
        return decoded(packet)

    def flush(self) -> None:
        """Be as new."""
        for context in self._contexts:
            context.flush_buffers()
        self._contexts.clear()


class Decoder[Coded]:
    """Packets of a clip in, fitted pictures and 48 kHz stereo sound out. For one thread.

    Positions of sound count samples from the source's start, which is the first shown moment of
    picture or sound, whichever is earlier. `ended` is the latest moment of the pass decoded, in
    seconds; `decoded` and `damaged` count over all passes.
    """

    def __init__(self, info: SourceInfo, width: int, height: int, codecs: Codecs[Coded]) -> None:
        self.info = info
        self._fit = PictureFit(info, width, height)
        self._sound = _SoundFit(info.start)
        self._codecs = codecs
        self.decoded = 0
        self.damaged = 0
        self._damaged_before = 0
        self.ended = info.start

    def push(self, packet: Coded) -> Iterator[Picture | AudioFrame]:
        """Take the next packet of either track; give what it completed."""
        for frame in self._frames(packet):
            if frame.pts is not None:
                self.ended = max(self.ended, frame.pts * fraction(frame.time_base))
            if isinstance(frame, av.VideoFrame):
                self.decoded += 1
                yield from self._pictures(self._fit.push(frame))
            else:
                yield from self._sound.push(frame)

    def finish(self) -> Iterator[Picture | AudioFrame]:
        """What is still inside; afterwards another pass may begin."""
        yield from self._pictures(self._fit.finish())
        yield from self._sound.finish()
        self._codecs.flush()
        self._damaged_before = self.damaged
        self.ended = self.info.start

    def _frames(self, packet: Coded) -> list[av.VideoFrame | av.AudioFrame]:
        try:
            return self._codecs.decode(packet)
        except av.error.InvalidDataError as error:
            self.damaged += 1
            if self.damaged - self._damaged_before > _DAMAGE_AT_MOST:
                raise SourceError(
                    f"{self.info.path}: more than {_DAMAGE_AT_MOST} damaged packets; mend the file"
                ) from error
            return []

    def _pictures(self, handles: list[Handle]) -> Iterator[Picture]:
        for handle in handles:
            if handle.pts is not None:
                time = handle.pts * fraction(handle.time_base) - self.info.start
                yield Picture(handle=handle, time=time)


class FileSource:
    """Reads a file from its start to its end, as often as asked. For one thread.

    Where the file's own time jumps, what follows is taken to go on without a break; `jumps` counts
    those of all passes.
    """

    def __init__(self, info: SourceInfo, width: int, height: int) -> None:
        self.info = info
        self._decoder = Decoder(info, width, height, TrackCodecs())
        self.jumps = 0

    @property
    def decoded(self) -> int:
        """Pictures decoded so far."""
        return self._decoder.decoded

    @property
    def damaged(self) -> int:
        """Damaged packets passed over so far."""
        return self._decoder.damaged

    def play(self) -> Iterator[Picture | AudioFrame]:
        """One pass, pictures and sound as they come; SourceError where it cannot be read on."""
        running = RunningTime()
        try:
            with opened(self.info.path) as container:
                for packet in container.demux(*tracks(container, self.info.path)):
                    running.place(packet)
                    yield from self._decoder.push(packet)
                ended = self._decoder.ended
                yield from self._decoder.finish()
        finally:
            self.jumps += running.jumps
        # The header's promise counts what was left out.
        check_ends(self.info, max(ended, ended - running.shift_s))


def tracks(container: InputContainer, path: str) -> tuple[VideoStream, *tuple[AudioStream, ...]]:
    """The tracks a programme is made of: the picture's and, where there is one, the sound's."""
    picture = picture_stream(container, path)
    picture.codec_context.thread_count = 1
    return picture, *container.streams.audio[:1]


class _SoundFit:
    """Resamples one pass of sound and places it by its own times.

    Jitter of less than 40 ms is taken as none; a larger jump starts the resampler anew where the
    time says, which leaves silence or drops what comes again. So does sound of another format,
    layout or rate, where the sound before it ended.
    """

    def __init__(self, start: Fraction) -> None:
        self._start = start
        self._resampler: AudioResampler | None = None
        self._shape = ("", "", 0)
        self._at = 0
        self._due = Fraction(0)

    def push(self, frame: av.AudioFrame) -> Iterator[AudioFrame]:
        """Take a decoded frame; give what of it is ready."""
        if frame.pts is not None:
            time = (frame.pts * fraction(frame.time_base) - self._start) * SAMPLE_RATE
            if self._resampler is None or abs(time - self._due) > _JOLT:
                yield from self.finish()
                self._at, self._due = round(time), time
        shape = frame.format.name, frame.layout.name, frame.sample_rate
        if shape != self._shape:
            yield from self.finish()
            self._shape = shape
        if self._resampler is None:
            self._resampler = AudioResampler(format="fltp", layout="stereo", rate=SAMPLE_RATE)
        self._due += Fraction(frame.samples * SAMPLE_RATE, frame.sample_rate)
        yield from self._placed(self._resampler.resample(frame))

    def finish(self) -> Iterator[AudioFrame]:
        """What the resampler still holds."""
        if self._resampler is not None:
            resampler, self._resampler = self._resampler, None
            yield from self._placed(resampler.resample(None))

    def _placed(self, frames: list[av.AudioFrame]) -> Iterator[AudioFrame]:
        for frame in frames:
            samples = frame.to_ndarray().astype(np.float32, copy=False)
            yield AudioFrame(samples=samples, position=self._at)
            self._at += samples.shape[1]
