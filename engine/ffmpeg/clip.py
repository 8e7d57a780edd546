"""A clip read as a live source is received: packets with their moments, pass after pass."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import av
from av.audio.stream import AudioStream
from av.video.stream import VideoStream

from engine.errors import SourceError
from engine.ffmpeg.probe import SourceInfo, open_container, reading
from engine.ffmpeg.rational import fraction
from engine.ffmpeg.running_time import RunningTime
from engine.ffmpeg.source import tracks

_MICROSECONDS = 1_000_000
_SOUND_BEFORE = Fraction(1)
type Packet = "av.Packet[Any]"
type Track = VideoStream | AudioStream


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Received:
    """A packet of a pass; no packet: the pass's end.

    `time` is when it is wanted, in seconds from the pass's start: a picture's own time, and for
    sound, which may stand in the file behind pictures it sounds with, a second before. `opens` is
    true where decoding may begin: at a keyframe of the picture.
    """

    packet: Packet | None
    tracks: tuple[Track, ...]
    pass_number: int
    time: Fraction
    opens: bool = False

    @property
    def size(self) -> int:
        """Bytes."""
        return self.packet.size if self.packet is not None else 0


def receive(
    info: SourceInfo, pass_number: int, since: Fraction, *, loops: bool
) -> Iterator[Received]:
    """The packets from the last keyframe at or before `since` (seconds) of a pass on.

    SourceError where the file is gone or cannot be read on.
    """
    with reading(info.path):
        while True:
            yield from _pass(info, pass_number, since)
            if not loops:
                return
            pass_number, since = pass_number + 1, Fraction(0)


def _pass(info: SourceInfo, pass_number: int, since: Fraction) -> Iterator[Received]:
    """One pass from a container of its own, which lives as long as its packets do.

    To seek in the old one would flush the decoder that still works on its last packets. Where the
    file's own time jumps, the pass runs on.
    """
    container = open_container(info.path)
    streams: tuple[Track, ...] = tracks(container, info.path)
    if since > 0:
        container.seek(int((info.start + since) * _MICROSECONDS), backward=True)
    latest: Fraction | None = None
    running = RunningTime()
    for packet in container.demux(*streams):
        running.place(packet)
        is_picture = packet.stream is streams[0]
        wanted = since if latest is None else latest
        if packet.pts is not None:
            wanted = packet.pts * fraction(packet.time_base) - info.start
            if is_picture:
                latest = wanted
            else:
                wanted -= _SOUND_BEFORE
        opens = is_picture and bool(packet.is_keyframe and packet.size)
        yield Received(
            packet=packet, tracks=streams, pass_number=pass_number, time=wanted, opens=opens
        )
    if latest is None:
        raise SourceError(f"{info.path}: nothing of it can be read; mend the file")
    yield Received(packet=None, tracks=streams, pass_number=pass_number, time=latest)
