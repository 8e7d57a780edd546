"""HLS playlists as a pure function of the window index (rfc8216bis)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import pairwise

from engine import timebase
from engine.segment import AudioGrid, Place, VideoGrid
from engine.window import IndexedPart, Track, Window

AUDIO_GROUP = "sound"
_PARTS_KEPT_TARGETS = 3
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """How a live playlist is cut from its window.

    `segments` is how many whole segments it shows before the one growing. `others` are the
    playlists to report on: (URI relative to this playlist, last msn, last part).
    """

    segments: int = 10
    others: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Peak and average bitrate of a rendition over its segments, bit/s."""

    peak: int
    average: int


def measured(window: Window) -> Measured:
    """The bitrates of what a window holds, average and peak.

    The peak is that of any run of segments half to one and a half target durations long
    (rfc8216bis 4.4.6.2), so that a short last segment counts together with the one before.
    """
    scale = window.track.timescale
    sizes = [
        (8 * sum(part.length for part in parts), sum(part.duration for part in parts))
        for _, parts in window.segments()
    ]
    bits, ticks = sum(size for size, _ in sizes), sum(length for _, length in sizes)
    runs = [*sizes, *((a + c, b + d) for (a, b), (c, d) in pairwise(sizes))]
    target = window.track.segment_target * scale // timebase.MICROSECONDS
    peaks = [
        Fraction(size * scale, length)
        for size, length in runs
        if target <= 2 * length <= 3 * target + scale // 10
    ]
    average = Fraction(bits * scale, ticks or 1)
    peak = max([average, *peaks])
    return Measured(peak=max(1, -int(-peak // 1)), average=max(1, round(average)))


def multivariant(windows: Sequence[Window]) -> str:
    """The multivariant playlist of a ladder, top rung first, and its sound."""
    sound = [window for window in windows if window.track.kind == "audio"]
    heard = [measured(window) for window in sound]
    lines = ["#EXTM3U", "#EXT-X-VERSION:6", "#EXT-X-INDEPENDENT-SEGMENTS"]
    for number, window in enumerate(sound):
        name = window.track.name
        default = "YES" if number == 0 else "NO"
        lines.append(
            f'#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="{AUDIO_GROUP}",NAME="{name}",'
            f'DEFAULT={default},AUTOSELECT=YES,CHANNELS="2",URI="{name}/index.m3u8"'
        )
    for window in windows:
        if window.track.kind == "video":
            lines += _variant(window, sound, heard)
    return "\n".join(lines) + "\n"


def _variant(window: Window, sound: list[Window], heard: list[Measured]) -> list[str]:
    track, bits = window.track, measured(window)
    peak = bits.peak + max((other.peak for other in heard), default=0)
    average = bits.average + max((other.average for other in heard), default=0)
    codecs = ",".join([track.codecs, *dict.fromkeys(other.track.codecs for other in sound)])
    group = f',AUDIO="{AUDIO_GROUP}"' if sound else ""
    attributes = (
        f'BANDWIDTH={peak},AVERAGE-BANDWIDTH={average},CODECS="{codecs}",'
        f"RESOLUTION={track.width}x{track.height},"
        f"FRAME-RATE={float(Fraction(track.rate)):.3f}{group}"
    )
    return [f"#EXT-X-STREAM-INF:{attributes}", f"{track.name}/index.m3u8"]


def media(window: Window, live: Live | None = None) -> str:
    """A media playlist: VOD without parts, or with `live` the window's end in low latency."""
    segments = window.segments()
    lines = ["#EXTM3U"]
    if live is None:
        lines += ["#EXT-X-VERSION:6", f"#EXT-X-TARGETDURATION:{_target(window.track)}"]
        lines += ["#EXT-X-PLAYLIST-TYPE:VOD"]
        shown = segments
    else:
        is_growing = bool(segments) and (
            _following(window.track, segments[-1][1][-1]).media_sequence == segments[-1][0]
        )
        shown = segments[-live.segments - is_growing :]
        lines += _live_head(window.track)
    first = shown[0][0] if shown else 0
    lines += [f"#EXT-X-MEDIA-SEQUENCE:{first}", "#EXT-X-INDEPENDENT-SEGMENTS"]
    gone = sum(part.discontinuity for part in window.parts if part.msn < first)
    lines += [f"#EXT-X-DISCONTINUITY-SEQUENCE:{gone}"] if gone else []
    lines += _Body(window.track, live is not None, _parts_from(window, shown)).lines(shown)
    lines += ["#EXT-X-ENDLIST"] if live is None else _live_end(window.track, live, segments)
    return "\n".join(lines) + "\n"


def _live_head(track: Track) -> list[str]:
    part, target = Fraction(track.part_target, 1_000_000), _target(track)
    # Three times the target as printed, rounding and all.
    hold_back = 3 * Fraction(_seconds(part))
    back = f"PART-HOLD-BACK={_seconds(hold_back)},HOLD-BACK={3 * target}"
    return [
        "#EXT-X-VERSION:9",
        f"#EXT-X-TARGETDURATION:{target}",
        f"#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,{back},CAN-SKIP-UNTIL={6 * target}",
        f"#EXT-X-PART-INF:PART-TARGET={_seconds(part)}",
    ]


def _live_end(track: Track, live: Live, segments: list[tuple[int, list[IndexedPart]]]) -> list[str]:
    """The hint at the part to come, and how far the other renditions are."""
    lines = []
    if segments:
        place = _following(track, segments[-1][1][-1])
        uri = f"{place.media_sequence}.{place.part}.m4s"
        lines.append(f'#EXT-X-PRELOAD-HINT:TYPE=PART,URI="{uri}"')
    lines += [
        f'#EXT-X-RENDITION-REPORT:URI="{uri}",LAST-MSN={msn},LAST-PART={part}'
        for uri, msn, part in live.others
    ]
    return lines


def _following(track: Track, part: IndexedPart) -> Place:
    """Where the frame after a part stands."""
    rate = Fraction(track.rate)
    grid = VideoGrid(rate=rate) if track.kind == "video" else AudioGrid(rate=rate)
    return grid.place(part.first + part.duration // track.frame_ticks)


def _target(track: Track) -> int:
    """rfc8216bis 4.4.3.1: EXTINF rounded to the nearest integer is at most the target duration."""
    return max(1, (track.segment_target + 500_000) // 1_000_000)


def _seconds(value: Fraction) -> str:
    """A decimal of five places, rounded half up, the same for a target and what it bounds."""
    ticks = int(value * 100_000 + Fraction(1, 2))
    return f"{ticks // 100_000}.{ticks % 100_000:05d}"


def _parts_from(window: Window, shown: list[tuple[int, list[IndexedPart]]]) -> int:
    """The first msn whose parts are still listed: within three target durations of the end."""
    left = _PARTS_KEPT_TARGETS * _target(window.track) * window.track.timescale
    for number, parts in reversed(shown):
        left -= sum(part.duration for part in parts)
        if left < 0:
            return number + 1
    return 0


@dataclass(frozen=True, slots=True)
class _Body:
    """The part of a media playlist that lists media."""

    track: Track
    is_live: bool
    parts_from: int

    def lines(self, segments: list[tuple[int, list[IndexedPart]]]) -> list[str]:
        lines: list[str] = []
        shown_map = ""
        for place, (number, parts) in enumerate(segments):
            first = parts[0]
            if first.discontinuity:
                lines.append("#EXT-X-DISCONTINUITY")
            if first.map != shown_map or first.discontinuity:
                lines.append(f'#EXT-X-MAP:URI="{first.map}"')
                shown_map = first.map
            lines.append(f"#EXT-X-PROGRAM-DATE-TIME:{self._date(first.first)}")
            if self.is_live and number >= self.parts_from:
                lines += [self._part(part) for part in parts]
            is_last = self.is_live and place + 1 == len(segments)
            if not is_last or _following(self.track, parts[-1]).media_sequence != number:
                lines += self._segment(number, parts)
        return lines

    def _segment(self, number: int, parts: list[IndexedPart]) -> list[str]:
        gap = ["#EXT-X-GAP"] if all(part.length == 0 for part in parts) else []
        duration = sum(part.duration for part in parts)
        return [*gap, f"#EXTINF:{self._duration(duration)},", f"{number}.m4s"]

    def _part(self, part: IndexedPart) -> str:
        independent = ",INDEPENDENT=YES" if part.independent else ""
        gap = ",GAP=YES" if part.length == 0 else ""
        uri = f"{part.msn}.{part.part}.m4s"
        return f'#EXT-X-PART:DURATION={self._duration(part.duration)},URI="{uri}"{independent}{gap}'

    def _duration(self, ticks: int) -> str:
        return _seconds(Fraction(ticks, self.track.timescale))

    def _date(self, first: int) -> str:
        micros = first * self.track.frame_ticks * 1_000_000 // self.track.timescale
        moment = _EPOCH + timedelta(microseconds=micros)
        return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
