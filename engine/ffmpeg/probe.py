"""What a source is: its tracks, times, colour and turn, read from its head and its packets."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import av
from av.container import InputContainer
from av.stream import Disposition, Stream
from av.video.stream import VideoStream

from engine import timebase
from engine.errors import SourceError
from engine.ffmpeg import self_contained
from engine.ffmpeg.rational import fraction
from engine.ffmpeg.running_time import RunningTime

_OPTIONS = {"probesize": "5000000", "analyzeduration": "5000000"}
_PACKETS_AT_MOST = 20_000
_STILL_FORMATS = ("image2", "_pipe", "gif")
_TEXT_FORMATS = ("tty", "bin", "xbin", "adf", "idf", "lrc", "srt", "webvtt")
_HDR_TRANSFERS = {16: "PQ", 18: "HLG"}
_MATRICES = {1: "bt709", 5: "bt601", 6: "bt601", 9: "bt2020", 10: "bt2020"}
_SD_LINES = 576
# As Matroska's writers tag each track: hours, minutes, seconds.
_DURATION_TAG = re.compile(r"(\d{1,5}):(\d{2}):(\d{2}(?:\.\d{1,9})?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Color:
    """How the source codes colour: matrix, range, and whether we had to assume the matrix."""

    matrix: str
    is_full_range: bool
    is_assumed: bool
    hdr: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceInfo:
    """A source as found. Times are seconds; `start` is the first shown moment of either track.

    `width` and `height` are the coded size, `display` the upright size in square pixels. `rotation`
    is how far to turn the picture counter-clockwise, in degrees.
    """

    path: str
    container: str
    video_codec: str
    pixel_format: str
    width: int
    height: int
    display: tuple[int, int]
    sample_aspect: Fraction
    rotation: int
    is_interlaced: bool
    color: Color
    average_rate: Fraction
    rate: Fraction
    start: Fraction
    video_start: Fraction
    audio_start: Fraction | None
    duration: Fraction | None
    audio_codec: str = ""
    audio_rate: int = 0
    audio_channels: int = 0
    warnings: tuple[str, ...] = field(default=())


@contextmanager
def opened(path: str) -> Iterator[InputContainer]:
    """The container of a path, or SourceError; also for errors of FFmpeg while it is read."""
    with reading(path), open_container(path) as container:
        yield container


def open_container(path: str) -> InputContainer:
    """The container of a path; FFmpeg's own errors, which `reading` puts into words."""
    return av.open(path, options=_OPTIONS | self_contained.options)


@contextmanager
def reading(path: str) -> Iterator[None]:
    """FFmpeg's errors while a path is opened or read as SourceError."""
    try:
        yield
    except av.FFmpegError as error:
        raise SourceError(f"{path}: {_reason(error)}") from error
    except IsADirectoryError as error:
        raise SourceError(f"{path}: is a folder; name a media file") from error


def _reason(error: av.FFmpegError) -> str:
    match error:
        case av.error.FileNotFoundError():
            return "no such file; name a media file"
        case av.error.IsADirectoryError():
            return "is a folder; name a media file"
        case av.error.PermissionError():
            return "may not be read; change its permissions"
        case av.error.InvalidDataError() | av.error.EOFError():
            return "is no media file FFmpeg can read, or is cut short; name a whole one"
        case _:
            said = (error.strerror or str(error)).lower()
            return self_contained.refusal(error) or f"cannot be read ({said}); name another file"


def picture_stream(container: InputContainer, path: str) -> VideoStream:
    """The stream with moving pictures; SourceError where there is none."""
    if container.format.name in _TEXT_FORMATS:
        raise SourceError(f"{path}: is no media file FFmpeg can read; name a media file")
    for stream in container.streams.video:
        if stream.disposition & Disposition.attached_pic:
            continue
        if any(name in container.format.name for name in _STILL_FORMATS):
            raise SourceError(f"{path}: is a still picture; name a clip with moving pictures")
        return stream
    held = "sound but no picture" if container.streams.audio else "neither picture nor sound"
    raise SourceError(f"{path}: has {held}; name a clip with both or a picture alone")


def probe(path: str) -> SourceInfo:
    """Read what the source is; raise SourceError where it cannot be used, saying why."""
    with opened(path) as container:
        stream = picture_stream(container, path)
        average = _average_rate(container, stream, path)
    with opened(path) as container:
        stream = picture_stream(container, path)
        first, audio_start = _first_moments(container, stream, path)
        return _info(container, path, first, audio_start, average)


def _average_rate(container: InputContainer, stream: VideoStream, path: str) -> Fraction:
    """Shown frames a second: by their times, over as many packets as are worth reading.

    Jumps in the file's own time are left out.
    """
    times, running = [], RunningTime()
    for packet in container.demux(stream):
        running.place(packet)
        if packet.pts is None and packet.size == 0:
            break
        if packet.pts is not None and not packet.is_discard and packet.pts >= 0:
            times.append(packet.pts)
        if len(times) >= _PACKETS_AT_MOST:
            break
    if len(times) == 1 and not container.streams.audio and not stream.duration:
        raise SourceError(f"{path}: is a still picture; name a clip with moving pictures")
    if len(times) > 1 and max(times) > min(times):
        seconds = (max(times) - min(times)) * fraction(stream.time_base)
        return Fraction(len(times) - 1) / seconds
    return fraction(stream.guessed_rate or stream.average_rate, 25)


def _first_moments(
    container: InputContainer, stream: VideoStream, path: str
) -> tuple[av.VideoFrame, Fraction | None]:
    """The first shown picture, and the time in seconds of the first sound, which may come late."""
    sound = container.streams.audio[:1]
    picture: av.VideoFrame | None = None
    heard: Fraction | None = None
    stream.codec_context.thread_count = 1
    for count, packet in enumerate(container.demux(stream, *sound)):
        if picture is not None and (heard is not None or not sound or count > _PACKETS_AT_MOST):
            break
        is_known = heard is not None if packet.stream in sound else picture is not None
        for frame in [] if is_known else _readable(packet):
            if isinstance(frame, av.VideoFrame):
                picture = picture or frame
            elif heard is None and frame.pts is not None:
                heard = frame.pts * fraction(frame.time_base)
    if picture is None or picture.pts is None:
        raise SourceError(f"{path}: no picture of it can be decoded; name another file")
    return picture, heard


def _readable(packet: "av.Packet[Any]") -> list[av.VideoFrame | av.AudioFrame]:
    """What a packet completes; nothing where it is damaged."""
    with suppress(av.error.InvalidDataError):
        return decoded(packet)
    return []


def decoded(packet: "av.Packet[Any]") -> list[av.VideoFrame | av.AudioFrame]:
    """The pictures or the sound a packet completes; an empty packet drains the decoder."""
    return list(packet.decode())


def _info(
    container: InputContainer,
    path: str,
    first: av.VideoFrame,
    audio_start: Fraction | None,
    average: Fraction,
) -> SourceInfo:
    stream = picture_stream(container, path)
    video_start = (first.pts or 0) * fraction(first.time_base)
    aspect = fraction(stream.sample_aspect_ratio, 1)
    rotation = round(first.rotation / 90) * 90 % 360
    color = _color(first)
    audio = container.streams.audio[0].codec_context if container.streams.audio else None
    start = video_start if audio_start is None else min(video_start, audio_start)
    return SourceInfo(
        path=path,
        container=container.format.name,
        video_codec=stream.codec_context.name,
        pixel_format=first.format.name,
        width=first.width,
        height=first.height,
        display=_display(first, aspect, rotation),
        sample_aspect=aspect,
        rotation=rotation,
        is_interlaced=first.interlaced_frame,
        color=color,
        average_rate=average,
        rate=timebase.nominal_rate(average),
        start=start,
        video_start=video_start,
        audio_start=audio_start,
        duration=_duration(container, stream, start),
        audio_codec=audio.name if audio else "",
        audio_rate=audio.sample_rate if audio else 0,
        audio_channels=audio.channels if audio else 0,
        warnings=_warnings(color, first),
    )


def _duration(container: InputContainer, stream: VideoStream, start: Fraction) -> Fraction | None:
    """How long what a programme is made of lasts, in seconds; None where nothing says.

    The container's own word spans tracks that are not read too.
    """
    promised = [] if container.duration is None else [Fraction(container.duration, 1_000_000)]
    ends = [_end(track) for track in (stream, *container.streams.audio[:1])]
    known = [end for end in ends if end is not None]
    if len(known) == len(ends) and max(known) > start:
        promised.append(max(known) - start)
    return min(promised, default=None)


def _end(track: Stream) -> Fraction | None:
    """When a track ends in the file's time, in seconds, as its header or its tag says."""
    if track.duration is not None:
        return ((track.start_time or 0) + track.duration) * fraction(track.time_base)
    tags = (text for name, text in track.metadata.items() if name.startswith("DURATION"))
    found = _DURATION_TAG.fullmatch(next(tags, ""))
    if found is None:
        return None
    hours, minutes, seconds = found.groups()
    return int(hours) * 3600 + int(minutes) * 60 + Fraction(seconds)


def _display(first: av.VideoFrame, aspect: Fraction, rotation: int) -> tuple[int, int]:
    """The upright size in square pixels; the wider side is stretched, never the other squeezed."""
    width, height = first.width, first.height
    if aspect > 1:
        width = round(width * aspect)
    elif aspect < 1:
        height = round(height / aspect)
    return (height, width) if rotation % 180 else (width, height)


def _color(first: av.VideoFrame) -> Color:
    is_tagged = first.colorspace in _MATRICES
    assumed = "bt601" if min(first.width, first.height) <= _SD_LINES else "bt709"
    return Color(
        matrix=_MATRICES[first.colorspace] if is_tagged else assumed,
        is_full_range=first.color_range == av.video.reformatter.ColorRange.JPEG
        or first.format.name.startswith("yuvj"),
        is_assumed=not is_tagged,
        hdr=_HDR_TRANSFERS.get(first.color_trc, ""),
    )


def _warnings(color: Color, first: av.VideoFrame) -> tuple[str, ...]:
    warnings = []
    if color.hdr:
        warnings.append(
            f"{color.hdr} picture: passed on without tone mapping, it will look flat; "
            "convert it to bt709 first for true colours"
        )
    depth = max(component.bits for component in first.format.components)
    if depth > 8:
        warnings.append(f"{depth}-bit picture: brought to 8 bits")
    return tuple(warnings)
