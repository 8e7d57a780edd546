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
    """A clean frame on its way down the ladder, with the boxes of every rung.

    Where it `repeats`, every rung shows what it showed before, with no work but the encoder's.
    """

    frame: Frame
    boxes: Sequence[Sequence[KeyedBox]]
    repeats: bool = False


class Rung:
    """One rendition's thread. Its input waits when full; so a slow rung slows the whole ladder."""

    def __init__(self, index: int, rendition: Rendition, rate: Fraction, preset: str) -> None:
        self.rendition = rendition
        self.preset = preset
        self._index = index
        self._wanted_preset = preset
        self._scaler = picture.Scaler(rendition.width, rendition.height)
        self._encoder = VideoEncoder(rendition, rate, preset)
        self.grid = VideoGrid(rate=rate)
        self._segmenter = Segmenter(self.grid)
        self._keyed = picture.blank(rendition.width, rendition.height)
        self._shown: picture.Handle | None = None

    @property
    def header(self) -> bytes:
        """The track's CMAF header."""
        return self._encoder.header

    def track(self) -> Track:
        """What the window index says of this rendition."""
        made, codecs = self.rendition, self._encoder.codecs
        size = made.width, made.height
        return track(made.name, "video", codecs, self.grid, size, made.kbit)

    def change_preset(self, preset: str) -> None:
        """Encode with another preset from the next segment on; from any thread."""
        self._wanted_preset = preset

    def run(
        self,
        above: Handoff[Dressed],
        below: Handoff[Dressed] | None,
        put: Callable[[Part], None],
        frame_hash: FrameHash | None,
        put_header: Callable[[bytes, int], None] | None = None,
    ) -> None:
        """Take frames from above to the end; hand clean ones below before keying.

        `put_header` is told of another header and the segment from which it holds.
        """
        for dressed in above:
            shown = self._take(dressed, below)
            if frame_hash is not None:
                frame_hash.put(self._index, shown)
            number = dressed.frame.number
            if self._wanted_preset != self.preset and number == self._first_of_segment(number):
                self._change_encoder(put, put_header, number)
            self._cut(self._encoder.encode(shown, number), put)
        if below is not None:
            below.end()
        if frame_hash is not None:
            frame_hash.end(self._index)
        self._cut(self._encoder.finish(), put)
        for part in self._segmenter.finish():
            put(part)

    def _take(self, dressed: Dressed, below: Handoff[Dressed] | None) -> picture.Handle:
        """What to encode of a frame; the clean frame at this rung's size goes below first."""
        if dressed.repeats and self._shown is not None:
            if below is not None:
                below.put(dressed)
            return self._shown
        frame = self._scaler.scale(dressed.frame)
        if below is not None:
            below.put(Dressed(frame=frame, boxes=dressed.boxes))
        is_own = frame is not dressed.frame
        self._shown = self._key(frame, dressed.boxes[self._index], is_own=is_own)
        return self._shown

    def _first_of_segment(self, number: int) -> int:
        return self.grid.first_of(self.grid.place(number).media_sequence)

    def _change_encoder(
        self,
        put: Callable[[Part], None],
        put_header: Callable[[bytes, int], None] | None,
        number: int,
    ) -> None:
        self.preset = self._wanted_preset
        self._cut(self._encoder.finish(), put)
        self._encoder = VideoEncoder(self.rendition, self.grid.rate, self.preset)
        if put_header is not None:
            put_header(self._encoder.header, self.grid.place(number).media_sequence)

    def _cut(self, packets: list[Packet], put: Callable[[Part], None]) -> None:
        for packet in packets:
            for part in self._segmenter.push(packet):
                put(part)

    def _key(self, frame: Frame, boxes: Sequence[KeyedBox], *, is_own: bool) -> picture.Handle:
        """The frame with its boxes, in a picture that is this rung's alone.

        A clean one may be a reference picture, be scaled below, stand on several frames or in
        another rung, and the encoder writes time and type into what it is given. So only what this
        rung scaled itself goes as it is. One copy serves all frames, since x264 takes its own.
        """
        clean = picture.handle_of(frame)
        if not boxes and is_own:
            return clean
        planes = picture.planes(self._keyed)
        picture.copy(picture.planes(clean), planes)
        keyer.key(planes, boxes)
        return self._keyed
