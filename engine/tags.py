"""The tags of a live or recorded media playlist, line by line (rfc8216bis)."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from functools import lru_cache

from engine import timebase
from engine.segment import AudioGrid, Place, VideoGrid
from engine.window import IndexedPart, Track

DISCONTINUITY = "#EXT-X-DISCONTINUITY"
END = "#EXT-X-ENDLIST"
PARTS_KEPT_TARGETS = 3
SKIP_TARGETS = 6
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def live_head(track: Track) -> list[str]:
    """What a live playlist promises; the same for every rendition of a channel."""
    part, whole = Fraction(track.part_target, timebase.MICROSECONDS), target(track)
    # Three times the target as printed, rounding and all.
    hold_back = 3 * Fraction(seconds(part))
    back = f"PART-HOLD-BACK={seconds(hold_back)},HOLD-BACK={3 * whole}"
    return [
        "#EXTM3U",
        "#EXT-X-VERSION:9",
        f"#EXT-X-TARGETDURATION:{whole}",
        f"#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,{back},CAN-SKIP-UNTIL={SKIP_TARGETS * whole}",
        f"#EXT-X-PART-INF:PART-TARGET={seconds(part)}",
    ]


def sequence(first: int, gone: int) -> list[str]:
    """Where a playlist begins: its first segment, and the discontinuities that left before it."""
    lines = [f"#EXT-X-MEDIA-SEQUENCE:{first}", "#EXT-X-INDEPENDENT-SEGMENTS"]
    return [*lines, f"#EXT-X-DISCONTINUITY-SEQUENCE:{gone}"] if gone else lines


def skip(segments: int) -> str:
    """In place of so many segments of a delta update (rfc8216bis 4.4.5.2)."""
    return f"#EXT-X-SKIP:SKIPPED-SEGMENTS={segments}"


def header(name: str) -> str:
    """The header from here on."""
    return f'#EXT-X-MAP:URI="{name}"'


def date(track: Track, first: int) -> str:
    """When the frame of that number is aired."""
    micros = first * track.frame_ticks * timebase.MICROSECONDS // track.timescale
    moment = _EPOCH + timedelta(microseconds=micros)
    printed = moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return f"#EXT-X-PROGRAM-DATE-TIME:{printed}"


def part(track: Track, indexed: IndexedPart) -> str:
    """One part."""
    independent = ",INDEPENDENT=YES" if indexed.independent else ""
    gap = ",GAP=YES" if indexed.length == 0 else ""
    uri = f"{indexed.msn}.{indexed.part}.m4s"
    duration = _duration(indexed.duration, track.timescale)
    return f'#EXT-X-PART:DURATION={duration},URI="{uri}"{independent}{gap}'


def segment(track: Track, parts: Sequence[IndexedPart]) -> list[str]:
    """A whole segment.

    Without its first part there is no keyframe to begin with: then all of it is a gap.
    """
    gap = ["#EXT-X-GAP"] if parts[0].length == 0 else []
    duration = _duration(sum(each.duration for each in parts), track.timescale)
    return [*gap, f"#EXTINF:{duration},", f"{parts[0].msn}.m4s"]


def hint(place: Place) -> str:
    """The part to come."""
    return f'#EXT-X-PRELOAD-HINT:TYPE=PART,URI="{place.media_sequence}.{place.part}.m4s"'


def reports(others: Iterable[tuple[str, int, int]]) -> list[str]:
    """How far other playlists are: (URI, last msn, last part)."""
    return [
        f'#EXT-X-RENDITION-REPORT:URI="{uri}",LAST-MSN={msn},LAST-PART={last}'
        for uri, msn, last in others
    ]


def following(track: Track, indexed: IndexedPart) -> Place:
    """Where the frame after a part stands."""
    rate = Fraction(track.rate)
    grid = VideoGrid(rate=rate) if track.kind == "video" else AudioGrid(rate=rate)
    return grid.place(indexed.first + indexed.duration // track.frame_ticks)


def target(track: Track) -> int:
    """rfc8216bis 4.4.3.1: EXTINF rounded to the nearest integer is at most the target duration."""
    return max(1, (track.segment_target + 500_000) // 1_000_000)


def seconds(value: Fraction) -> str:
    """A decimal of five places, rounded half up, the same for a target and what it bounds."""
    ticks = int(value * 100_000 + Fraction(1, 2))
    return f"{ticks // 100_000}.{ticks % 100_000:05d}"


@lru_cache(maxsize=256)
def _duration(ticks: int, timescale: int) -> str:
    return seconds(Fraction(ticks, timescale))
