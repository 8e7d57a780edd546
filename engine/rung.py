"""A rung of the ladder: scale, hand on, key, encode, cut into parts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from engine import keyer
from engine.ffmpeg import picture
from engine.ffmpeg.encoder import VideoEncoder
from engine.frame import Frame, Packet
from engine.frame_hash import FrameHash
from engine.handoff import Handoff
from engine.keyer import KeyedBox
from engine.rendition import Rendition
from engine.segment import Part, VideoGrid
from engine.segmenter import Segmenter
from engine.window import Track, track

HELD_FRAMES = 8


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Dressed:
    """A clean frame on its way down the ladder, with the boxes of every rung."""

    frame: Frame
    boxes: Sequence[Sequence[KeyedBox]]


class Rung:
    """One rendition's thread. Its input waits when full; so a slow rung slows the whole ladder."""

    def __init__(self, index: int, rendition: Rendition, rate: Fraction, preset: str) -> None:
        self.rendition = rendition
        self._index = index
        self._scaler = picture.Scaler(rendition.width, rendition.height)
        self._encoder = VideoEncoder(rendition, rate, preset)
        self._grid = VideoGrid(rate=rate)
        self._segmenter = Segmenter(self._grid)
        self._keyed = picture.blank(rendition.width, rendition.height)

    @property
    def header(self) -> bytes:
        """The track's CMAF header."""
        return self._encoder.header

    def track(self) -> Track:
        """What the window index says of this rendition."""
        size = self.rendition.width, self.rendition.height
        return track(self.rendition.name, "video", self._encoder.codecs, self._grid, size)

    def run(
        self,
        above: Handoff[Dressed],
        below: Handoff[Dressed] | None,
        put: Callable[[Part], None],
        frame_hash: FrameHash | None,
    ) -> None:
        """Take frames from above to the end; hand clean ones below before keying."""
        for dressed in above:
            frame = self._scaler.scale(dressed.frame)
            if below is not None:
                below.put(Dressed(frame=frame, boxes=dressed.boxes))
            shown = self._key(frame, dressed.boxes[self._index])
            if frame_hash is not None:
                frame_hash.put(self._index, shown)
            self._cut(self._encoder.encode(shown, frame.number), put)
        if below is not None:
            below.end()
        if frame_hash is not None:
            frame_hash.end(self._index)
        self._cut(self._encoder.finish(), put)
        for part in self._segmenter.finish():
            put(part)

    def _cut(self, packets: list[Packet], put: Callable[[Part], None]) -> None:
        for packet in packets:
            for part in self._segmenter.push(packet):
                put(part)

    def _key(self, frame: Frame, boxes: Sequence[KeyedBox]) -> picture.Handle:
        """The frame with its boxes. The clean one may be a reference picture or scaled below, so
        boxes go onto a copy; one copy serves all frames, since x264 takes its own of each."""
        clean = picture.handle_of(frame)
        if not boxes:
            return clean
        planes = picture.planes(self._keyed)
        picture.copy(picture.planes(clean), planes)
        keyer.key(planes, boxes)
        return self._keyed
