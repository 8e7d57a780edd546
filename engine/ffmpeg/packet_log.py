"""A source's packets as received, kept for a while: from them and the show log the show follows."""

import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import IO, Any, Self

import av
from av.audio.stream import AudioStream
from av.video.stream import VideoStream
from pydantic import Base64Bytes, TypeAdapter, ValidationError

from engine.errors import SourceError
from engine.ffmpeg.probe import SourceInfo
from engine.ffmpeg.rational import fraction

VERSION = 2
SUFFIX = ".packets"
_FILE_US = 60_000_000
# Track, flags, pts, dts, duration, arrival (µs since 1970), bytes that follow.
_RECORD = struct.Struct(">BBqqqqI")
_KEYFRAME, _DISCARD, _NO_PTS, _NO_DTS = 1, 2, 4, 8

type Packet = "av.Packet[Any]"
type Track = VideoStream | AudioStream


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A packet as received: its track's place, times in ticks of `timebase`, arrival in µs."""

    track: int
    payload: bytes
    pts: int | None
    dts: int | None
    duration: int
    timebase: Fraction
    arrival: int
    is_keyframe: bool
    is_discard: bool

    @classmethod
    def drain(cls, track: int) -> Self:
        """What has a track's decoder give what it still holds."""
        return cls(
            track=track,
            payload=b"",
            pts=None,
            dts=None,
            duration=0,
            timebase=Fraction(1),
            arrival=0,
            is_keyframe=False,
            is_discard=False,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptTrack:
    """What a decoder needs to know of a track before its first packet."""

    kind: str
    codec: str
    timebase: Fraction
    extradata: Base64Bytes
    width: int = 0
    height: int = 0
    rate: int = 0
    layout: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """A reading of a source from some place on, as received for a programme.

    Its time 0 stands on frame `base`, it lasts `length` frames, and it was received for the
    programme from frame `start` on. `receipt` counts anew whenever the source had to be taken up
    again; of two passes of one receipt the second followed the end of the first.
    """

    info: SourceInfo
    tracks: tuple[KeptTrack, ...]
    start: int
    receipt: int
    base: int
    length: int
    loops: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """A file's first line. A pass of more than a minute goes on in the next file."""

    v: int
    goes_on: bool
    of: Pass


_HEAD = TypeAdapter(_Head)


class PacketLog:
    """Writes packets into a file a minute, and removes those older than the window (µs).

    A disk that takes no more costs the rest of that minute's packets, nothing else. For one thread.
    """

    def __init__(self, folder: Path, window: int) -> None:
        self._folder = folder
        self._window = window
        self._file: IO[bytes] | None = None
        self._minute = -1
        self._pass: Pass | None = None
        self.lost = 0

    def append(
        self, packet: Packet, tracks: tuple[Track, ...], received_for: Pass, arrival: int
    ) -> None:
        """Keep a packet of one of the pass's tracks; one without content is passed over."""
        if not packet.size:
            return
        try:
            if arrival // _FILE_US != self._minute or received_for is not self._pass:
                self._turn(arrival // _FILE_US, received_for)
            if self._file is not None:
                self._file.write(_record(packet, tracks.index(packet.stream), arrival))
                return
        except OSError:
            # A close writes what is held back, and fails as well.
            self.close()
        self.lost += 1

    def close(self) -> None:
        """Write what is held back."""
        with suppress(OSError):
            self._close()

    def _turn(self, minute: int, received_for: Pass) -> None:
        """Go over to the next file; its first line says what it holds."""
        self._close()
        goes_on = received_for is self._pass
        self._minute, self._pass = minute, received_for
        self._folder.mkdir(parents=True, exist_ok=True)
        oldest = minute - self._window // _FILE_US - 1
        for path in self._folder.glob(f"*{SUFFIX}"):
            if int(path.stem.partition("-")[0]) < oldest:
                path.unlink(missing_ok=True)
        taken = len(list(self._folder.glob(f"{minute}-*{SUFFIX}")))
        file = (self._folder / f"{minute}-{taken:03d}{SUFFIX}").open("wb")
        head = _Head(v=VERSION, goes_on=goes_on, of=received_for)
        file.write(_HEAD.dump_json(head) + b"\n")
        self._file = file

    def _close(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            file.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """A file of packets: of which pass they are, and whether the file before has its beginning."""

    path: Path
    of: Pass
    goes_on: bool

    def packets(self) -> Iterator[Kept]:
        """The packets in the order of their arrival; a last one cut short is left out."""
        with self.path.open("rb") as file:
            file.readline()
            while len(head := file.read(_RECORD.size)) == _RECORD.size:
                track, flags, pts, dts, duration, arrival, size = _RECORD.unpack(head)
                payload = file.read(size)
                if len(payload) < size or track >= len(self.of.tracks):
                    return
                yield Kept(
                    track=track,
                    payload=payload,
                    pts=None if flags & _NO_PTS else pts,
                    dts=None if flags & _NO_DTS else dts,
                    duration=duration,
                    timebase=self.of.tracks[track].timebase,
                    arrival=arrival,
                    is_keyframe=bool(flags & _KEYFRAME),
                    is_discard=bool(flags & _DISCARD),
                )


def kept_files(folder: Path) -> list[KeptFile]:
    """What a folder keeps, in the order of arrival; SourceError where a file is none of ours.

    One that was cut short in its first line, as a full disk does, keeps nothing.
    """
    paths = sorted(folder.glob(f"*{SUFFIX}"), key=_place)
    return [read(path) for path in paths if _has_head(path)]


def _has_head(path: Path) -> bool:
    with path.open("rb") as file:
        return file.readline().endswith(b"\n")


def _place(path: Path) -> tuple[int, str]:
    """Its minute, and its place within it."""
    minute, _, place = path.stem.partition("-")
    return int(minute) if minute.isdecimal() else -1, place


def read(path: Path) -> KeptFile:
    """A file of packets; SourceError where it is no such file."""
    try:
        with path.open("rb") as file:
            head = _HEAD.validate_json(file.readline())
    except (OSError, ValidationError) as error:
        raise SourceError(f"{path}: keeps no packets; name a {SUFFIX} file") from error
    return KeptFile(path=path, of=head.of, goes_on=head.goes_on)


def _record(packet: Packet, track: int, arrival: int) -> bytes:
    flags = _KEYFRAME * packet.is_keyframe | _DISCARD * packet.is_discard
    flags |= _NO_PTS * (packet.pts is None) | _NO_DTS * (packet.dts is None)
    times = packet.pts or 0, packet.dts or 0, packet.duration or 0, arrival
    return _RECORD.pack(track, flags, *times, packet.size) + bytes(packet)


def kept_track(track: Track) -> KeptTrack:
    """What is to be known of a container's track."""
    context = track.codec_context
    kept = KeptTrack(
        kind=track.type,
        codec=context.name,
        timebase=fraction(track.time_base),
        extradata=context.extradata or b"",
    )
    if isinstance(track, VideoStream):
        return replace(kept, width=track.width, height=track.height)
    return replace(kept, rate=track.sample_rate, layout=track.layout.name)
