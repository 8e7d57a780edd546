"""Time: rates, frame numbers, programme time, content time. Pure, in integers and fractions.

Frame n is aired at P(n) = n / rate, counted from 1970. Times that are ints are µs since 1970.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

MICROSECONDS = 1_000_000
SEGMENT_PARTS = 6

# Frames a part: whole frames near a third of a second; at 25 and 50 exactly 15 AAC frames.
_PART_FRAMES = {
    Fraction(24000, 1001): 8,
    Fraction(24): 8,
    Fraction(25): 8,
    Fraction(30000, 1001): 10,
    Fraction(30): 10,
    Fraction(50): 16,
    Fraction(60000, 1001): 20,
    Fraction(60): 20,
}
RATES = tuple(_PART_FRAMES)


def nominal_rate(average: Fraction) -> Fraction:
    """The nominal rate nearest to the average rate of the shown frames."""
    return min(RATES, key=lambda rate: abs(rate - average))


def part_frames(rate: Fraction) -> int:
    """Video frames in a part."""
    return _PART_FRAMES[rate]


def segment_frames(rate: Fraction) -> int:
    """Video frames in a segment."""
    return SEGMENT_PARTS * _PART_FRAMES[rate]


def program_time(number: int, rate: Fraction) -> Fraction:
    """P(n): seconds since 1970 at which frame n is aired."""
    return number / rate


def frame_at(moment: int, rate: Fraction) -> int:
    """The first frame aired at or after a moment (µs since 1970)."""
    return ceil(moment * rate / MICROSECONDS)


def first_frame(moment: int, rate: Fraction, *, last_indexed: int = -1) -> int:
    """Where a programme starts: no earlier than the moment (µs), past all that was indexed,
    and on a segment boundary."""
    return next_segment(max(frame_at(moment, rate), last_indexed + 1), rate)


def next_segment(number: int, rate: Fraction) -> int:
    """The first frame of a segment at or after frame n."""
    segment = segment_frames(rate)
    return -(-number // segment) * segment


def event_time(feed_time: int, offset: int) -> int:
    """The venue's time of a raw feed time, both µs; the offset is the feed's against the venue."""
    return feed_time + offset


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """A channel's rate, its distance T and its source's latency L (both µs)."""

    rate: Fraction
    distance: int = 0
    latency: int = 0

    @property
    def behind(self) -> int:
        """Programme time less live content time, µs: T, or L where the source is later."""
        return max(self.distance, self.latency)

    @property
    def hold(self) -> int:
        """How long the source's packets are held before the decoder, µs."""
        return self.behind - self.latency

    def content_time(self, number: int) -> int:
        """c_live(n) in µs, rounded down: an event of time e may show on n when e <= c_live(n)."""
        return floor(number * MICROSECONDS / self.rate) - self.behind

    def shown_frame(self, event_time: int, frame: int) -> int:
        """The first frame that shows an event committed before `frame` was composed."""
        return max(frame_at(event_time + self.behind, self.rate), frame)

    def visible_from(self, event_time: int | None, frame: int) -> int:
        """The content time (µs) from which an event shows; without a time it goes by its frame."""
        known = self.content_time(frame)
        return known if event_time is None else max(event_time, known)
