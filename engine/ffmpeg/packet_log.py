"""A source's packets as received, kept for a while: from them and the show log the show follows."""

import base64
import json
import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import IO, Any

import av
from av.audio.stream import AudioStream
from av.video.stream import VideoStream

from engine.errors import SourceError
from engine.ffmpeg.rational import fraction

VERSION = 1
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


class PacketLog:
    """Writes packets into a file a minute, and removes those older than the window (µs).

    A disk that takes no more costs the rest of that minute's packets, nothing else. For one thread.
    """

    def __init__(self, folder: Path, window: int) -> None:
        self._folder = folder
        self._window = window
        self._file: IO[bytes] | None = None
        self._minute = -1
        self._tracks: tuple[Track, ...] = ()
        self.lost = 0

    def append(self, packet: Packet, tracks: tuple[Track, ...], arrival: int) -> None:
        """Keep a packet of one of the tracks; one without content is passed over."""
        if not packet.size:
            return
        try:
            if arrival // _FILE_US != self._minute or tracks is not self._tracks:
                self._turn(arrival // _FILE_US, tracks)
            if self._file is not None:
                self._file.write(_record(packet, tracks.index(packet.stream), arrival))
                return
        except OSError:
            self._close()
        self.lost += 1

    def close(self) -> None:
        """Write what is held back."""
        with suppress(OSError):
            self._close()

    def _turn(self, minute: int, tracks: tuple[Track, ...]) -> None:
        """Go over to the next file; its first line says what the tracks are."""
        self._close()
        self._minute, self._tracks = minute, tracks
        self._folder.mkdir(parents=True, exist_ok=True)
        oldest = minute - self._window // _FILE_US - 1
        for path in self._folder.glob(f"*{SUFFIX}"):
            if int(path.stem.partition("-")[0]) < oldest:
                path.unlink(missing_ok=True)
        taken = len(list(self._folder.glob(f"{minute}-*{SUFFIX}")))
        file = (self._folder / f"{minute}-{taken:03d}{SUFFIX}").open("wb")
        described = {"v": VERSION, "tracks": [_described(track) for track in tracks]}
        file.write(json.dumps(described).encode() + b"\n")
        self._file = file

    def _close(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            file.close()


def read(path: Path) -> tuple[list[dict[str, Any]], Iterator[Kept]]:
    """The tracks of a file and its packets in the order of their arrival.

    A last packet cut short is left out; SourceError where it is no such file.
    """
    try:
        with path.open("rb") as file:
            tracks = json.loads(file.readline())["tracks"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SourceError(f"{path}: keeps no packets; name a {SUFFIX} file") from error
    return tracks, _packets(path, [Fraction(track["timebase"]) for track in tracks])


def _packets(path: Path, timebases: list[Fraction]) -> Iterator[Kept]:
    with path.open("rb") as file:
        file.readline()
        while len(head := file.read(_RECORD.size)) == _RECORD.size:
            track, flags, pts, dts, duration, arrival, size = _RECORD.unpack(head)
            payload = file.read(size)
            if len(payload) < size:
                return
            yield Kept(
                track=track,
                payload=payload,
                pts=None if flags & _NO_PTS else pts,
                dts=None if flags & _NO_DTS else dts,
                duration=duration,
                timebase=timebases[track],
                arrival=arrival,
                is_keyframe=bool(flags & _KEYFRAME),
                is_discard=bool(flags & _DISCARD),
            )


def _record(packet: Packet, track: int, arrival: int) -> bytes:
    flags = _KEYFRAME * packet.is_keyframe | _DISCARD * packet.is_discard
    flags |= _NO_PTS * (packet.pts is None) | _NO_DTS * (packet.dts is None)
    times = packet.pts or 0, packet.dts or 0, packet.duration or 0, arrival
    return _RECORD.pack(track, flags, *times, packet.size) + bytes(packet)


def _described(track: Track) -> dict[str, Any]:
    """What a decoder needs to know before the first packet."""
    context, base = track.codec_context, fraction(track.time_base)
    extradata = base64.b64encode(context.extradata or b"").decode()
    coded: dict[str, Any] = {
        "kind": track.type,
        "codec": context.name,
        "timebase": f"{base.numerator}/{base.denominator}",
        "extradata": extradata,
    }
    if isinstance(track, VideoStream):
        return coded | {"width": track.width, "height": track.height}
    return coded | {"rate": track.sample_rate, "layout": track.layout.name}
