"""Places what a clip's packets decode to on the programme's frames and samples, pass after pass."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from engine.cadence import Cadence, Slot
from engine.ffmpeg import picture
from engine.ffmpeg.picture import Handle
from engine.ffmpeg.source import Decoder, Picture
from engine.frame import SAMPLE_RATE, AudioFrame

type Placed = tuple[int, Handle] | AudioFrame


class Placing[Coded]:
    """From packets in the order of their arrival to pictures by frame and sound by sample.

    Frames before `start` are not given out. A pass begins at frame `base` and lasts `length`
    frames; its end is told by `finish`. Black stands where a pass has no picture yet.
    """

    def __init__(
        self, decoder: Decoder[Coded], rate: Fraction, size: tuple[int, int], start: int
    ) -> None:
        self._decoder = decoder
        self._rate = rate
        self._size = size
        self._start = start
        self._base: int | None = None
        self._cadence: Cadence[Handle] = Cadence(rate)

    def push(self, packet: Coded, base: int, length: int) -> Iterator[Placed]:
        """Take a packet of the pass that begins at frame `base`."""
        self._begin(base)
        for item in self._decoder.push(packet):
            yield from self._placed(item, base, length)

    def finish(self, base: int, length: int, *, loops: bool) -> Iterator[Placed]:
        """The pass has ended; where another follows its last picture stands to the end."""
        self._begin(base)
        for item in self._decoder.finish():
            yield from self._placed(item, base, length)
        yield from self._shown(self._cadence.finish(length if loops else 0), base, length)
        self._base = None

    def _begin(self, base: int) -> None:
        if base != self._base:
            self._base = base
            self._cadence = Cadence(self._rate, max(0, self._start - base))

    def _placed(self, item: Picture | AudioFrame, base: int, length: int) -> Iterator[Placed]:
        if isinstance(item, Picture):
            yield from self._shown(self._cadence.push(item.handle, item.time), base, length)
        else:
            position = int(base * SAMPLE_RATE / self._rate) + item.position
            yield AudioFrame(samples=item.samples, position=position)

    def _shown(
        self, slots: Iterable[Slot[Handle]], base: int, length: int
    ) -> Iterator[tuple[int, Handle]]:
        for slot in slots:
            if slot.number < length:
                yield base + slot.number, slot.picture or picture.filled(*self._size)
