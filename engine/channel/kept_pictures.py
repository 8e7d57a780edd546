"""A source's pictures once more, decoded from its packets as they were received."""

from bisect import bisect_right
from collections import deque
from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby
from math import floor
from pathlib import Path

from engine.channel.placing import Placed, Placing
from engine.ffmpeg.kept_codecs import KeptCodecs
from engine.ffmpeg.packet_log import Kept, KeptFile, Pass, kept_files
from engine.ffmpeg.picture import Handle
from engine.ffmpeg.source import Decoder
from engine.frame import AudioFrame

_PICTURES_KEPT = 64


class KeptPictures:
    """The picture a source had for a frame. Frames are asked for in order, with short looks back.

    SourceError where a file in the folder keeps no packets.
    """

    def __init__(self, folder: Path, rate: Fraction, size: tuple[int, int]) -> None:
        by_start = groupby(kept_files(folder), key=lambda file: file.of.start)
        self._played = {start: _played(list(files), rate, size) for start, files in by_start}
        self._starts = sorted(self._played)
        self._start: int | None = None
        self._pictures: deque[tuple[int, Handle]] = deque(maxlen=_PICTURES_KEPT)

    def picture(self, number: int) -> Handle | None:
        """The picture for frame n; None where its packets are not kept."""
        place = bisect_right(self._starts, number)
        if not place:
            return None
        if self._starts[place - 1] != self._start:
            self._start = self._starts[place - 1]
            self._pictures.clear()
        played = self._played[self._start]
        while not self._pictures or self._pictures[-1][0] < number:
            if (following := next(played, None)) is None:
                break
            self._pictures.append(following)
        return next((handle for at, handle in self._pictures if at == number), None)


def _played(
    files: list[KeptFile], rate: Fraction, size: tuple[int, int]
) -> Iterator[tuple[int, Handle]]:
    """The pictures by frame of all that was received for one start, as the deck placed them."""
    first = files[0]
    video = next(n for n, track in enumerate(first.of.tracks) if track.kind == "video")
    opening = _opening(first, video, rate) if first.goes_on else first.of.start
    if opening is None:
        return
    codecs = KeptCodecs(first.of.tracks)
    placing = Placing(Decoder(first.of.info, *size, codecs), rate, size, opening)
    before: Pass | None = None
    for file in files:
        if before is not None and not file.goes_on:
            if file.of.receipt == before.receipt:
                yield from _pictures(_ended(placing, before, video))
            codecs.begin(file.of.tracks)
        for packet in _from_keyframe(file, video) if file is first else file.packets():
            if packet.track == video:
                yield from _pictures(placing.push(packet, file.of.base, file.of.length))
        before = file.of
    if before is not None:
        yield from _pictures(_ended(placing, before, video))


def _ended(placing: Placing[Kept], ended: Pass, video: int) -> Iterator[Placed]:
    """What comes at the end of a pass: what the decoder still holds, and the last picture."""
    drain = Kept.drain(video)
    yield from placing.push(drain, ended.base, ended.length)
    yield from placing.finish(ended.base, ended.length, loops=ended.loops)


def _pictures(placed: Iterator[Placed]) -> Iterator[tuple[int, Handle]]:
    return (item for item in placed if not isinstance(item, AudioFrame))


def _from_keyframe(file: KeptFile, video: int) -> Iterator[Kept]:
    """The packets from the first keyframe on: a decoder makes nothing of those before."""
    is_open = False
    for packet in file.packets():
        is_open = is_open or (packet.track == video and packet.is_keyframe)
        if is_open:
            yield packet


def _opening(file: KeptFile, video: int, rate: Fraction) -> int | None:
    """The frame of the first keyframe in a file that begins amid a pass."""
    packet = next((one for one in _from_keyframe(file, video) if one.track == video), None)
    if packet is None or packet.pts is None:
        return None
    time = packet.pts * packet.timebase - file.of.info.start
    return max(file.of.start, file.of.base + floor(time * rate + Fraction(1, 2)))
