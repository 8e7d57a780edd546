"""The encoders: keyframes on segment starts, times since 1970, no priming, no edit list."""

import gc
import io
from fractions import Fraction

import av
import numpy as np
import pytest
from av.container import OutputContainer
from av.video.stream import VideoStream

from engine.errors import EncoderError
from engine.ffmpeg import picture
from engine.ffmpeg.encoder import AudioEncoder, VideoEncoder
from engine.frame import AudioFrame, Packet
from engine.rendition import DEFAULT_PRESET, PRESETS, Rendition
from engine.segment import VideoGrid
from engine.timebase import RATES, first_frame, segment_frames
from tests.boxes import boxes

TINY = Rendition(name="64p", width=64, height=64, kbit=100)
PAL = Fraction(25)
KICK_OFF = 1_790_000_000_000_000


def encoded(rate: Fraction, first: int, count: int, preset: str = "ultrafast") -> list[Packet]:
    encoder = VideoEncoder(TINY, rate, preset)
    noise = np.random.default_rng(4)
    packets = []
    for number in range(first, first + count):
        handle = picture.filled(64, 64)
        picture.planes(handle)[0][:] = noise.integers(16, 236, (64, 64), np.uint8)
        packets += encoder.encode(handle, number)
    return packets + encoder.finish()


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_a_keyframe_where_a_segment_begins_and_nowhere_else(rate: Fraction) -> None:
    first, segment = first_frame(KICK_OFF, rate), segment_frames(rate)
    packets = encoded(rate, first, segment + 20)
    keyframes = [packet.number for packet in packets if packet.is_keyframe]
    assert keyframes == [first, first + segment]


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_gives_each_frame_at_once_and_in_order(preset: str) -> None:
    packets = encoded(PAL, 48, 12, preset)
    assert [packet.number for packet in packets] == list(range(48, 60))
    assert all(packet.pts == packet.dts for packet in packets)


def test_a_finished_encoder_is_gone_at_once() -> None:
    """x264's frames must not wait for Python to look for circles: channels change presets."""

    def held() -> int:
        return sum(isinstance(thing, VideoStream | OutputContainer) for thing in gc.get_objects())

    gc.collect()
    gc.disable()
    try:
        before = held()
        encoder = VideoEncoder(TINY, PAL, DEFAULT_PRESET)
        encoder.encode(picture.filled(64, 64), 0)
        assert held() > before
        encoder.finish()
        assert held() == before
    finally:
        gc.enable()


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_times_are_exact_and_since_1970(rate: Fraction) -> None:
    first, grid = first_frame(KICK_OFF, rate), VideoGrid(rate=rate)
    for step, packet in enumerate(encoded(rate, first, 5)):
        assert packet.pts * packet.timebase == (first + step) / rate
        assert packet.duration * packet.timebase == 1 / rate
        assert packet.timebase == Fraction(1, grid.timescale)


def test_a_picture_may_be_drawn_on_after_it_was_given() -> None:
    encoder, handle = VideoEncoder(TINY, PAL, DEFAULT_PRESET), picture.filled(64, 64)
    packets = []
    for number in range(4):
        for plane in picture.planes(handle)[:1]:
            plane[:] = 40 + 40 * number
        packets += encoder.encode(handle, number)
    packets += encoder.finish()
    lumas = [int(frame.to_ndarray()[20, 20]) for frame in decoded(encoder.header, packets)]
    assert np.abs(np.subtract(lumas, [40, 80, 120, 160])).max() <= 4


def decoded(header: bytes, packets: list[Packet]) -> list[av.VideoFrame]:
    """Decode packets by what the header alone says."""
    with av.open(io.BytesIO(header)) as container:
        codec = container.streams.video[0].codec_context
        frames = []
        for packet in packets:
            frames += codec.decode(av.Packet(packet.payload))
        return frames + codec.decode(None)


def box(header: bytes, name: str) -> bytes:
    return next(body for kind, _, body in boxes(header) if kind == name)


def test_the_header_is_ftyp_and_moov_without_an_edit_list() -> None:
    for header in (VideoEncoder(TINY, PAL, DEFAULT_PRESET).header, AudioEncoder().header):
        kinds = [kind for kind, _, _ in boxes(header)]
        assert kinds[:2] == ["ftyp", "moov"]
        assert "mvex" in kinds
        assert "trex" in kinds
        assert not {"edts", "elst", "moof", "mdat"} & set(kinds)


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_the_header_s_timescale_is_the_grid_s(rate: Fraction) -> None:
    header = VideoEncoder(TINY, rate, DEFAULT_PRESET).header
    timescale = int.from_bytes(box(header, "mdhd")[12:16], "big")
    assert timescale == VideoGrid(rate=rate).timescale


def test_the_sound_s_timescale_is_its_sample_rate() -> None:
    assert int.from_bytes(box(AudioEncoder().header, "mdhd")[12:16], "big") == 48_000


def test_the_header_marks_bt709_limited() -> None:
    with av.open(io.BytesIO(VideoEncoder(TINY, PAL, DEFAULT_PRESET).header)) as container:
        codec = container.streams.video[0].codec_context
        assert (codec.colorspace, codec.color_primaries, codec.color_trc) == (1, 1, 1)
        assert codec.color_range == 1
        assert (codec.width, codec.height) == (64, 64)


@pytest.mark.parametrize(
    ("size", "codec"),
    [((64, 64), "avc1."), ((640, 360), "avc1."), ((1280, 720), "avc1.")],
    ids=str,
)
def test_the_codec_string_is_that_of_the_sps(size: tuple[int, int], codec: str) -> None:
    rendition = Rendition(name="r", width=size[0], height=size[1], kbit=500)
    encoder = VideoEncoder(rendition, PAL, DEFAULT_PRESET)
    at = encoder.header.index(b"avcC") + 4
    # ISO 14496-15: version, profile, compatibility, level; then lengths, count, the SPS itself.
    profile = encoder.header[at + 1 : at + 4]
    sps = encoder.header[at + 8 : at + 12]
    assert sps[0] & 0x1F == 7
    assert sps[1:] == profile
    assert encoder.codecs == codec + profile.hex()


def test_settings_x264_refuses() -> None:
    with pytest.raises(EncoderError, match="64p: x264 refused"):
        VideoEncoder(TINY, PAL, "fastest-of-all")


def tone(position: int, count: int = 1024) -> AudioFrame:
    wave = np.sin(np.arange(position, position + count) * (2 * np.pi * 1000 / 48_000)) * 0.5
    return AudioFrame(samples=np.tile(wave.astype(np.float32), (2, 1)), position=position)


@pytest.mark.parametrize("first", [0, 84_000_000])
def test_sound_is_numbered_since_1970_without_its_priming(first: int) -> None:
    encoder, packets = AudioEncoder(), []
    for number in range(first, first + 20):
        packets += encoder.encode(tone(number * 1024))
    packets += encoder.finish()
    assert [packet.number for packet in packets] == list(range(first, first + 20))
    assert [packet.pts for packet in packets] == [n * 1024 for n in range(first, first + 20)]
    assert all(packet.duration == 1024 and packet.is_keyframe for packet in packets)
    assert encoder.codecs == "mp4a.40.2"


def test_frame_k_sounds_as_its_own_samples() -> None:
    """A click in the middle of block 5 is decoded within block 5 or its overlap."""
    encoder, packets = AudioEncoder(), []
    for number in range(12):
        samples = np.zeros((2, 1024), np.float32)
        if number == 5:
            samples[:, 500:530] = 0.8
        packets += encoder.encode(AudioFrame(samples=samples, position=number * 1024))
    packets += encoder.finish()
    with av.open(io.BytesIO(encoder.header)) as container:
        codec = container.streams.audio[0].codec_context
        heard = [
            frame.to_ndarray()
            for packet in packets
            for frame in codec.decode(av.Packet(packet.payload))
        ]
    loudest = int(np.abs(np.concatenate(heard, axis=1)[0]).argmax())
    assert abs(loudest - (5 * 1024 + 515)) < 30
