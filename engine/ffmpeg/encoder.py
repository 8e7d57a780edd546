"""Encoders: x264 for a rung and AAC for the sound, each with the CMAF header of its track."""

import io
from fractions import Fraction

import av
from av.audio.codeccontext import AudioCodecContext
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.video.codeccontext import VideoCodecContext
from av.video.frame import PictureType
from av.video.stream import VideoStream

from engine import cmaf, timebase
from engine.errors import EncoderError
from engine.ffmpeg.picture import Handle
from engine.frame import AAC_FRAME, SAMPLE_RATE, AudioFrame, Packet
from engine.rendition import DEFAULT_PRESET, Rendition
from engine.segment import VideoGrid

# x264's superfast searches no 8x8 blocks within a macroblock, which a small picture is made of.
# With them a rung below 720p sees as well as veryfast's (+ 1.3 VMAF at 360p) for a fraction of its
# CPU. Intra 8x8 costs time there and gives nothing.
_SMALL_BLOCKS = "partitions=p8x8,i4x4"
_SMALL_BLOCKS_BELOW = 1280 * 720
# Half of x264's adaptive quantisation: at the same bitrate + 0.7 VMAF on a match at 720p and + 0.6
# below, for 6 % less CPU, as fewer bits go where nobody looks.
_QUANTISATION = "aq-strength=0.5"
# Grass and stands are small coefficients. x264 rounds them down (by 21/64) and drops blocks of few;
# rounded less and kept, they give + 0.7 VMAF at the same bitrate, for 8 % less CPU.
_FINE_DETAIL = "deadzone-inter=12:no-dct-decimate=1"
# FFmpeg's quicker search for quantisers. At 128 kbit it is also the better one: up to 8 dB more SNR
# on the sound of four matches, and less of the noise stands above what hides it.
_AAC_SEARCH = {"aac_coder": "fast"}
AUDIO_KBIT = 128
AUDIO_CODEC = "mp4a.40.2"
_BT709 = 1
_LIMITED = 1


def missing_codecs() -> list[str]:
    """The encoders we need that this build of FFmpeg lacks."""
    return [name for name in ("libx264", "aac") if name not in av.codec.codecs_available]


class VideoEncoder:
    """x264 on one thread, no B-frames, a keyframe where a segment begins and nowhere else.

    `header` is the track's ftyp + moov; FFmpeg's muxer writes nothing beyond it.
    """

    def __init__(self, rendition: Rendition, rate: Fraction, preset: str) -> None:
        self._grid = VideoGrid(rate=rate)
        self._timebase = Fraction(1, self._grid.timescale)
        self._segment = timebase.segment_frames(rate)
        output, container = _output()
        try:
            stream = container.add_stream(
                "libx264", rate=rate, options=_x264_options(rendition, self._segment, preset)
            )
            _set_up(stream, rendition, self._timebase)
            container.start_encoding()
        except av.FFmpegError as error:
            raise EncoderError(f"{rendition.name}: x264 refused its settings: {error}") from error
        self._stream, self._container = stream, container
        self.header = output.getvalue()
        self.codecs = cmaf.avc_codec(self.header)

    def encode(self, handle: Handle, number: int) -> list[Packet]:
        """Take frame n's picture; give the packets that are ready. The picture may be reused."""
        handle.pts = number
        handle.time_base = 1 / self._grid.rate
        is_first = number % self._segment == 0
        handle.pict_type = PictureType.I if is_first else PictureType.NONE
        return [self._packet(packet) for packet in self._stream.encode(handle)]

    def finish(self) -> list[Packet]:
        """The packets still inside, after which it is gone: nothing can be encoded any more."""
        packets = [self._packet(packet) for packet in self._stream.encode(None)]
        # The container and its stream hold each other until it is closed, and with them x264's
        # frames: 20 MB at 720p, until Python looks for circles the next time.
        self._container.close()
        del self._stream, self._container
        return packets

    def _packet(self, packet: "av.Packet[VideoStream]") -> Packet:
        ticks = self._grid.frame_ticks
        if packet.pts is None or packet.dts is None:
            raise EncoderError("x264 gave a packet without a time")
        return Packet(
            payload=cmaf.length_prefixed(bytes(packet)),
            number=packet.pts,
            pts=packet.pts * ticks,
            dts=packet.dts * ticks,
            duration=ticks,
            timebase=self._timebase,
            is_keyframe=packet.is_keyframe,
        )


class AudioEncoder:
    """AAC-LC stereo; frame k covers samples 1024 k to 1024 k + 1023 since 1970, priming dropped."""

    def __init__(self) -> None:
        output, container = _output()
        stream = container.add_stream("aac", rate=SAMPLE_RATE, layout="stereo", options=_AAC_SEARCH)
        context: AudioCodecContext = stream.codec_context
        context.bit_rate = AUDIO_KBIT * 1000
        container.start_encoding()
        self._stream: AudioStream = stream
        self._container = container
        self._first: int | None = None
        self.header = output.getvalue()
        self.codecs = AUDIO_CODEC

    def encode(self, sound: AudioFrame) -> list[Packet]:
        """Take one block of 1024 samples; give the packets that are ready."""
        frame = av.AudioFrame.from_ndarray(sound.samples, format="fltp", layout="stereo")
        frame.sample_rate = SAMPLE_RATE
        frame.pts = sound.position
        frame.time_base = Fraction(1, SAMPLE_RATE)
        if self._first is None:
            self._first = sound.position
        return self._packets(self._stream.encode(frame))

    def finish(self) -> list[Packet]:
        """The packets still inside."""
        return self._packets(self._stream.encode(None))

    def _packets(self, packets: "list[av.Packet[AudioStream]]") -> list[Packet]:
        first = self._first or 0
        return [
            Packet(
                payload=bytes(packet),
                number=packet.pts // AAC_FRAME,
                pts=packet.pts,
                dts=packet.pts,
                duration=AAC_FRAME,
                timebase=Fraction(1, SAMPLE_RATE),
                is_keyframe=True,
            )
            for packet in packets
            if packet.pts is not None and packet.pts >= first
        ]


def _output() -> tuple[io.BytesIO, OutputContainer]:
    """An mp4 muxer that is only ever asked for its header."""
    output = io.BytesIO()
    options = {"movflags": "cmaf", "use_editlist": "0"}
    return output, av.open(output, "w", format="mp4", options=options)


def _x264_options(rendition: Rendition, segment: int, preset: str) -> dict[str, str]:
    parameters = [
        "threads=1:sliced-threads=0:scenecut=0",
        f"keyint={segment}:min-keyint={segment}",
    ]
    if preset == DEFAULT_PRESET:
        parameters += [_QUANTISATION, _FINE_DETAIL]
        if rendition.width * rendition.height < _SMALL_BLOCKS_BELOW:
            parameters.append(_SMALL_BLOCKS)
    return {
        "preset": preset,
        "tune": "zerolatency",
        "forced-idr": "1",
        "maxrate": str(rendition.kbit * 1100),
        "bufsize": str(rendition.kbit * 1500),
        "x264-params": ":".join(parameters),
    }


def _set_up(stream: VideoStream, rendition: Rendition, base: Fraction) -> None:
    stream.time_base = base
    context: VideoCodecContext = stream.codec_context
    context.width, context.height = rendition.width, rendition.height
    context.pix_fmt = "yuv420p"
    context.bit_rate = rendition.kbit * 1000
    context.thread_count = 1
    set_bt709(context)


def set_bt709(context: VideoCodecContext) -> None:
    """Mark what an encoder makes as bt709, limited range."""
    context.colorspace = context.color_primaries = context.color_trc = _BT709
    context.color_range = _LIMITED
