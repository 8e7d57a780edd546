"""A rung of the ladder: scale, key, encode, hand on, cut into parts."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from engine import keyer, timebase
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


class RungPictures:
    """What one rung shows: a clean frame at its size, then keyed. For one thread."""

    def __init__(self, index: int, rendition: Rendition) -> None:
        self._index = index
        self._is_clean = rendition.is_clean
        self._scaler = picture.Scaler(rendition.width, rendition.height)
        self._keyed = picture.blank(rendition.width, rendition.height)
        self._keyed_planes = picture.planes(self._keyed)

    def clean(self, dressed: Dressed) -> Dressed:
        """The clean frame at this rung's size: what the rung below goes by."""
        return Dressed(frame=self._scaler.scale(dressed.frame), boxes=dressed.boxes)

    def keyed(self, clean: Dressed, *, is_own: bool) -> picture.Handle:
        """The frame with its boxes, in a picture that is this rung's alone until the next.

        A clean one may be a reference picture, be scaled below, stand on several frames or in
        another rung, and the encoder writes time and type into what it is given. So only what this
        rung scaled itself (`is_own`) goes as it is. One copy serves all frames, since x264 takes
        its own. A clean rung takes no boxes.
        """
        handle = picture.handle_of(clean.frame)
        boxes = () if self._is_clean else clean.boxes[self._index]
        if not boxes and is_own:
            return handle
        picture.copy(picture.planes(handle), self._keyed_planes)
        keyer.key(self._keyed_planes, boxes)
        return self._keyed


class Rung:
    """One rendition's thread. Its input waits when full; so a slow rung slows the whole ladder."""

    def __init__(self, index: int, rendition: Rendition, rate: Fraction, preset: str) -> None:
        self.rendition = rendition
        self.preset = preset
        self._index = index
        self._wanted_preset = preset
        self._pictures = RungPictures(index, rendition)
        self._encoder = VideoEncoder(rendition, rate, preset)
        self.grid = VideoGrid(rate=rate)
        self._segmenter = Segmenter(self.grid)
        self._shown: picture.Handle | None = None
        self._turns: deque[tuple[int, bool]] = deque()
        self._is_on_air = True

    @property
    def header(self) -> bytes:
        """The track's CMAF header."""
        return self._encoder.header

    def track(self) -> Track:
        """What the window index says of this rendition."""
        made, codecs = self.rendition, self._encoder.codecs
        size = made.width, made.height
        described = track(made.name, "video", codecs, self.grid, size, made.kbit)
        return replace(described, variant=made.variant)

    def change_preset(self, preset: str) -> None:
        """Encode with another preset from the next segment on; from any thread."""
        self._wanted_preset = preset

    def turn_at(self, number: int, *, is_on_air: bool) -> None:
        """From frame n on, a segment's first that was not handed on yet, go off air or come back.

        Off air there are only gaps.
        """
        self._turns.append((number, is_on_air))

    def run(
        self,
        above: Handoff[Dressed],
        below: Handoff[Dressed] | None,
        put: Callable[[Part], None],
        frame_hash: FrameHash | None,
        put_header: Callable[[bytes, int], None] | None = None,
    ) -> None:
        """Take frames from above to the end; hand clean ones below once their own is encoded.

        Sooner, the rungs would take turns for the interpreter: 5 % more CPU, for milliseconds.
        `put_header` is told of another header and the segment from which it holds.
        """
        for dressed in above:
            number = dressed.frame.number
            self._turn(number, put, put_header)
            if not self._is_on_air:
                self._pass_by(dressed, below, put, frame_hash)
                continue
            shown, clean = self._take(dressed)
            if frame_hash is not None:
                frame_hash.put(self._index, shown)
            if self._wanted_preset != self.preset and number == self._first_of_segment(number):
                self._change_encoder(put, put_header, number)
            packets = self._encoder.encode(shown, number)
            if below is not None:
                below.put(clean)
            self._cut(packets, put)
        self._end(below, put, frame_hash)

    def _end(
        self,
        below: Handoff[Dressed] | None,
        put: Callable[[Part], None],
        frame_hash: FrameHash | None,
    ) -> None:
        if below is not None:
            below.end()
        if frame_hash is not None:
            frame_hash.end(self._index)
        if self._is_on_air:
            self._cut(self._encoder.finish(), put)
        for part in self._segmenter.finish():
            put(part)

    def _take(self, dressed: Dressed) -> tuple[picture.Handle, Dressed]:
        """What to encode of a frame, and the clean one at this rung's size."""
        if dressed.repeats and self._shown is not None:
            return self._shown, dressed
        clean = self._pictures.clean(dressed)
        self._shown = self._pictures.keyed(clean, is_own=clean.frame is not dressed.frame)
        return self._shown, clean

    def _turn(
        self,
        number: int,
        put: Callable[[Part], None],
        put_header: Callable[[bytes, int], None] | None,
    ) -> None:
        while self._turns and self._turns[0][0] <= number:
            _, self._is_on_air = self._turns.popleft()
            if self._is_on_air:
                self._new_encoder(put_header, number)
            else:
                self._cut(self._encoder.finish(), put)
                self._shown = None

    def _pass_by(
        self,
        dressed: Dressed,
        below: Handoff[Dressed] | None,
        put: Callable[[Part], None],
        frame_hash: FrameHash | None,
    ) -> None:
        """What a rung off air still does: hand on, and say where a part is missing."""
        number = dressed.frame.number
        if below is not None:
            below.put(dressed if dressed.repeats else self._pictures.clean(dressed))
        if frame_hash is not None:
            frame_hash.skip(self._index)
        place = self.grid.place(number)
        if self.grid.place(number + 1) != place:
            frames = timebase.part_frames(self.grid.rate)
            put(
                Part(
                    payload=b"",
                    media_sequence=place.media_sequence,
                    index=place.part,
                    first=number + 1 - frames,
                    frames=frames,
                    duration=frames * self.grid.frame_ticks,
                    is_independent=place.part == 0,
                )
            )

    def _first_of_segment(self, number: int) -> int:
        return self.grid.first_of(self.grid.place(number).media_sequence)

    def _change_encoder(
        self,
        put: Callable[[Part], None],
        put_header: Callable[[bytes, int], None] | None,
        number: int,
    ) -> None:
        self._cut(self._encoder.finish(), put)
        self._new_encoder(put_header, number)

    def _new_encoder(self, put_header: Callable[[bytes, int], None] | None, number: int) -> None:
        self.preset = self._wanted_preset
        self._encoder = VideoEncoder(self.rendition, self.grid.rate, self.preset)
        if put_header is not None:
            put_header(self._encoder.header, self.grid.place(number).media_sequence)

    def _cut(self, packets: list[Packet], put: Callable[[Part], None]) -> None:
        for packet in packets:
            for part in self._segmenter.push(packet):
                put(part)
