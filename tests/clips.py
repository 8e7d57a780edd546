"""Makes tiny media files with FFmpeg for tests: flat pictures of known grey, and tones."""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

type Packet = "av.Packet[Any]"
type Luma = NDArray[np.uint8]
type Paint = Callable[[int, int, int], Luma]

SAMPLE_RATE = 48_000


def grey(number: int) -> int:
    """The luma of picture `number`: 32, 48, ... 208, then 32 again."""
    return 32 + number % 12 * 16


def flat(number: int, width: int, height: int) -> Luma:
    """A picture of one grey that tells its number."""
    return np.full((height, width), grey(number), np.uint8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """What to write. Times are seconds; `sound` is how long the tone lasts, None for no track.

    `other_sound` makes a second track of sound, which is not to be used.
    """

    frames: int = 10
    size: tuple[int, int] = (64, 48)
    rate: Fraction = Fraction(25)
    picture_from: Fraction = Fraction(0)
    sound: Fraction | None = None
    sound_from: Fraction = Fraction(0)
    other_sound: Fraction | None = None
    channels: str = "stereo"
    sample_rate: int = SAMPLE_RATE
    video_codec: str = "libx264"
    audio_codec: str = "aac"
    pixel_format: str = "yuv420p"
    options: tuple[tuple[str, str], ...] = (("preset", "ultrafast"), ("qp", "4"), ("bf", "0"))
    left_out: frozenset[int] = frozenset()
    aspect: Fraction | None = None
    paint: Paint = flat

    def write(self, path: Path) -> Path:
        """Write it; the name's suffix says the container."""
        with av.open(str(path), "w") as output:
            other = replace(self, sound=self.other_sound)
            packets = [*self._pictures(output), *self._tone(output), *other._tone(output)]
            packets.sort(key=_decode_time)
            output.start_encoding()
            for packet in packets:
                output.mux(packet)
        return path

    def _pictures(self, output: av.container.OutputContainer) -> Iterator[Packet]:
        stream = output.add_stream(self.video_codec, rate=self.rate, options=dict(self.options))
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height = self.size
        stream.pix_fmt = self.pixel_format
        if self.aspect is not None:
            stream.codec_context.sample_aspect_ratio = self.aspect
        first = round(self.picture_from * self.rate)
        for number in range(self.frames):
            if number in self.left_out:
                continue
            frame = picture(self.paint(number, *self.size), self.pixel_format)
            frame.pts, frame.time_base = first + number, 1 / self.rate
            yield from stream.encode(frame)
        yield from stream.encode(None)

    def _tone(self, output: av.container.OutputContainer) -> Iterator[Packet]:
        if self.sound is None:
            return
        stream = output.add_stream(self.audio_codec, rate=self.sample_rate, layout=self.channels)
        assert isinstance(stream, av.AudioStream)
        yield from self.tone_of(stream)

    def tone_of(self, stream: av.AudioStream) -> Iterator[Packet]:
        """The tone's packets."""
        assert self.sound is not None
        at, left = round(self.sound_from * self.sample_rate), round(self.sound * self.sample_rate)
        while left > 0:
            count = min(1024, left)
            frame = tone(at, count, self.sample_rate, self.channels, stream.format.name)
            yield from stream.encode(frame)
            at, left = at + count, left - count
        yield from stream.encode(None)


def joined(path: Path, *clips: Clip) -> Path:
    """Clips as transport streams, written one behind the other."""
    path.write_bytes(b"".join(clip.write(path).read_bytes() for clip in clips))
    return path


def _decode_time(packet: Packet) -> Fraction:
    base = packet.time_base
    return Fraction((packet.dts or 0) * base.numerator, base.denominator)


def picture(luma: Luma, pixel_format: str = "yuv420p") -> av.VideoFrame:
    """A grey picture of that luma."""
    height, width = luma.shape
    rows = np.full((height * 3 // 2, width), 128, np.uint8)
    rows[:height] = luma
    frame = av.VideoFrame.from_ndarray(rows, format="yuv420p")
    return frame if pixel_format == "yuv420p" else frame.reformat(format=pixel_format)


def tone(at: int, count: int, rate: int, layout: str, sample_format: str) -> av.AudioFrame:
    """A loud 1 kHz tone from sample `at` on, without a break from frame to frame."""
    wave = np.sin(np.arange(at, at + count) * (2 * np.pi * 1000 / rate)) * 0.5
    channels = 1 if layout == "mono" else 2
    if sample_format == "s16":
        samples = np.repeat((wave * 32767).astype(np.int16), channels)[np.newaxis]
        frame = av.AudioFrame.from_ndarray(samples, format="s16", layout=layout)
    else:
        samples32 = np.tile(wave.astype(np.float32), (channels, 1))
        frame = av.AudioFrame.from_ndarray(samples32, format="fltp", layout=layout)
    frame.sample_rate, frame.pts, frame.time_base = rate, at, Fraction(1, rate)
    return frame


def with_a_bad_packet(path: Path) -> Path:
    """Make the second picture's packet one that no decoder takes."""
    with av.open(str(path)) as container:
        _, second, *_ = (bytes(packet) for packet in container.demux(video=0) if packet.size)
    path.write_bytes(path.read_bytes().replace(second, b"\xff" * len(second)))
    return path


def turned(path: Path, degrees_clockwise: int) -> Path:
    """Write into an MP4's track header that players turn it so far (ISO 14496-12, 8.3.2)."""
    one = 0x1_0000
    a, b = {90: (0, one), 180: (-one, 0), 270: (0, -one)}[degrees_clockwise]
    matrix = struct.pack(">9i", a, b, 0, -b, a, 0, 0, 0, 0x4000_0000)
    content = bytearray(path.read_bytes())
    at = content.index(b"tkhd") + 4 + 40
    content[at : at + 36] = matrix
    path.write_bytes(content)
    return path
