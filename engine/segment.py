"""Parts and segments, and the grids that say which frame belongs to which."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from engine import timebase
from engine.frame import AAC_FRAME, SAMPLE_RATE


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One CMAF chunk: part `index` of segment `media_sequence` of one rendition.

    `first` is the number of its first frame (video frames or AAC frames since 1970), `frames` their
    count, `duration` theirs in ticks of the track's timescale.
    """

    payload: bytes
    media_sequence: int
    index: int
    first: int
    frames: int
    duration: int
    is_independent: bool


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """Where a frame stands: its segment and part."""

    media_sequence: int
    part: int


class Grid(Protocol):
    """Places frames of a track in segments and parts by their number since 1970 alone."""

    @property
    def rate(self) -> Fraction:
        """The channel's video rate."""

    @property
    def timescale(self) -> int:
        """Ticks a second."""

    @property
    def frame_ticks(self) -> int:
        """Ticks a frame."""

    def first_of(self, media_sequence: int) -> int:
        """The first frame of a segment."""

    def place(self, number: int) -> Place:
        """The segment and part of a frame."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoGrid:
    """Video frames: a segment is six whole parts and its number is n // segment."""

    rate: Fraction

    @property
    def timescale(self) -> int:
        """Ticks a second: the rate's numerator, in thousandths where it is a whole number."""
        numerator = self.rate.numerator
        return numerator if numerator >= 1000 else numerator * 1000

    @property
    def frame_ticks(self) -> int:
        """Ticks a frame."""
        return self.timescale * self.rate.denominator // self.rate.numerator

    def first_of(self, media_sequence: int) -> int:
        """The first frame of a segment."""
        return media_sequence * timebase.segment_frames(self.rate)

    def place(self, number: int) -> Place:
        """The segment and part of frame n."""
        sequence, within = divmod(number, timebase.segment_frames(self.rate))
        return Place(media_sequence=sequence, part=within // timebase.part_frames(self.rate))


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioGrid:
    """AAC frames: frame k starts at sample 1024 k since 1970.

    A segment begins with the first AAC frame at or after the video boundary and bears the video's
    number. A part is as many frames as fit into a video part; at 24- and 30-type rates a short
    seventh part ends the segment.
    """

    rate: Fraction

    @property
    def timescale(self) -> int:
        """Ticks a second."""
        return SAMPLE_RATE

    @property
    def frame_ticks(self) -> int:
        """Ticks a frame."""
        return AAC_FRAME

    @property
    def part_frames(self) -> int:
        """AAC frames in a full part."""
        return timebase.part_frames(self.rate) * self._per_frame[0] // self._per_frame[1]

    @property
    def _per_frame(self) -> tuple[int, int]:
        """AAC frames a video frame, over and under; a Fraction would cost ten times as much."""
        return SAMPLE_RATE * self.rate.denominator, AAC_FRAME * self.rate.numerator

    def first_of(self, media_sequence: int) -> int:
        """The first AAC frame of a segment."""
        boundary = media_sequence * timebase.segment_frames(self.rate)
        return -(-boundary * self._per_frame[0] // self._per_frame[1])

    def place(self, number: int) -> Place:
        """The segment and part of AAC frame k."""
        over, under = self._per_frame
        sequence = number * under // (over * timebase.segment_frames(self.rate))
        return Place(
            media_sequence=sequence,
            part=(number - self.first_of(sequence)) // self.part_frames,
        )
