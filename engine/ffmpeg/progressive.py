"""One progressive MP4 of a rendition and its sound, of the packets as they stand in a store."""

import io
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from fractions import Fraction
from heapq import merge
from pathlib import Path
from secrets import token_hex
from typing import Any, override

import av
from av.container import OutputContainer

from engine.errors import StoreError
from engine.ffmpeg.rational import fraction

type _Packet = "av.Packet[Any]"


class _Joined(io.RawIOBase):
    """Files read as one, in order; one is open at a time."""

    def __init__(self, paths: Sequence[Path]) -> None:
        super().__init__()
        self._paths = iter(paths)
        self._open: io.BufferedIOBase = io.BytesIO()

    @override
    def readable(self) -> bool:
        return True

    @override
    def read(self, size: int = -1) -> bytes:
        while not (read := self._open.read(size)):
            path = next(self._paths, None)
            if path is None:
                return b""
            self._open.close()
            self._open = path.open("rb")
        return read

    @override
    def close(self) -> None:
        self._open.close()
        super().close()


def write(path: Path, picture: Sequence[Path], sound: Sequence[Path]) -> None:
    """Write picture and sound (each a header and its segments) from the picture's first frame on.

    The index stands before the media, so that it plays while it loads. The file is there whole or
    not at all; StoreError where it cannot be written or a segment cannot be read.
    """
    beside = path.with_name(f"{path.name}.{token_hex(4)}.tmp")
    try:
        # What FFmpeg finds missing halfway it takes for the end.
        for file in (*picture, *sound):
            file.stat()
        with ExitStack() as held:
            tracks = [held.enter_context(_Joined(files)) for files in (picture, sound)]
            options = {"movflags": "faststart"}
            output = held.enter_context(av.open(str(beside), "w", format="mp4", options=options))
            _join(tracks, output, held)
        beside.replace(path)
    except (OSError, av.FFmpegError) as error:
        reason = (error.strerror or str(error)).lower()
        raise StoreError(f"{path}: {reason}; free space or name another file") from error
    finally:
        beside.unlink(missing_ok=True)


def _join(tracks: Sequence[_Joined], output: OutputContainer, held: ExitStack) -> None:
    """Copy both tracks' packets in the order of their times, the first picture at zero."""
    inputs = [held.enter_context(av.open(track, "r", format="mp4")) for track in tracks]
    streams = [opened.streams[0] for opened in inputs]
    targets = [output.add_stream_from_template(stream) for stream in streams]
    packets = [iter(_packets(opened.demux(0))) for opened in inputs]
    first = next(packets[0], None)
    if first is None:
        raise StoreError(f"{output.name}: no picture was made; nothing to join")
    began = _moment(first)
    packets[0] = _with(first, packets[0])
    placed = [_placed(one, began, target) for one, target in zip(packets, targets, strict=True)]
    for packet in merge(*placed, key=_moment):
        output.mux(packet)


def _packets(demuxed: Iterator[_Packet]) -> Iterator[_Packet]:
    """Without the empty one at the end."""
    return (packet for packet in demuxed if packet.size)


def _with(first: _Packet, rest: Iterator[_Packet]) -> Iterator[_Packet]:
    yield first
    yield from rest


def _placed(packets: Iterator[_Packet], began: Fraction, target: Any) -> Iterator[_Packet]:
    """Packets of a track of the output, `began` being its zero."""
    for packet in packets:
        shift = round(began / fraction(packet.time_base))
        packet.pts = (packet.pts or 0) - shift
        packet.dts = (packet.dts or 0) - shift
        packet.stream = target
        yield packet


def _moment(packet: _Packet) -> Fraction:
    """When it is to be decoded, in seconds."""
    return (packet.dts or 0) * fraction(packet.time_base)
