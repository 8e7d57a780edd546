"""HLS playlists as a pure function of the window index (rfc8216bis)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from engine import tags, timebase
from engine.window import IndexedPart, Track, Window

AUDIO_GROUP = "sound"
# What comes of a kbit asked for, bit/s: our encoders' 2 s segments and chunks, on real matches.
_PEAK, _AVERAGE = 1300, 1050

type _Segments = list[tuple[int, list[IndexedPart]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """How a live playlist is cut from its window.

    `segments` is how many whole segments it shows before the one growing. `others` are the
    playlists to report on: (URI relative to this playlist, last msn, last part). A delta leaves out
    the segments beyond the skip boundary (rfc8216bis 6.2.5.1).
    """

    segments: int = 10
    others: tuple[tuple[str, int, int], ...] = ()
    is_delta: bool = False


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


def declared(track: Track) -> Measured | None:
    """The bitrates a live track is expected to have, the same as long as it runs.

    What is measured over a window changes with the window. None where nothing was asked for.
    """
    if not track.kbit:
        return None
    return Measured(peak=round(track.kbit * _PEAK), average=round(track.kbit * _AVERAGE))


def multivariant(windows: Sequence[Window], *, variant: str = "") -> str:
    """The multivariant playlist of a ladder, top rung first, and its sound, as measured."""
    ladder = [(window.track, measured(window)) for window in windows]
    return multivariant_of(ladder, variant=variant)


def multivariant_of(ladder: Iterable[tuple[Track, Measured]], *, variant: str = "") -> str:
    """The multivariant playlist of tracks of those bitrates, top rung first, and the sound.

    Each variant has one of its own: a player that chooses by itself must not lose graphics, nor get
    them in another language.
    """
    ladder = [one for one in ladder if one[0].kind == "audio" or one[0].variant == variant]
    sound = [(track, bits) for track, bits in ladder if track.kind == "audio"]
    lines = ["#EXTM3U", "#EXT-X-VERSION:6", "#EXT-X-INDEPENDENT-SEGMENTS"]
    for number, (track, _) in enumerate(sound):
        default = "YES" if number == 0 else "NO"
        lines.append(
            f'#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="{AUDIO_GROUP}",NAME="{track.name}",'
            f'DEFAULT={default},AUTOSELECT=YES,CHANNELS="2",URI="{track.name}/index.m3u8"'
        )
    for track, bits in ladder:
        if track.kind == "video":
            lines += _variant(track, bits, sound)
    return "\n".join(lines) + "\n"


def _variant(track: Track, bits: Measured, sound: list[tuple[Track, Measured]]) -> list[str]:
    peak = bits.peak + max((heard.peak for _, heard in sound), default=0)
    average = bits.average + max((heard.average for _, heard in sound), default=0)
    codecs = ",".join([track.codecs, *dict.fromkeys(other.codecs for other, _ in sound)])
    group = f',AUDIO="{AUDIO_GROUP}"' if sound else ""
    attributes = (
        f'BANDWIDTH={peak},AVERAGE-BANDWIDTH={average},CODECS="{codecs}",'
        f"RESOLUTION={track.width}x{track.height},"
        f"FRAME-RATE={float(Fraction(track.rate)):.3f}{group}"
    )
    return [f"#EXT-X-STREAM-INF:{attributes}", f"{track.name}/index.m3u8"]


def media(window: Window, live: Live | None = None) -> str:
    """A media playlist: VOD without parts, or with `live` the window's end in low latency."""
    lines = _recorded(window) if live is None else _live(window, live)
    return "\n".join(lines) + "\n"


def _recorded(window: Window) -> list[str]:
    segments = window.segments()
    return [
        "#EXTM3U",
        "#EXT-X-VERSION:6",
        f"#EXT-X-TARGETDURATION:{tags.target(window.track)}",
        "#EXT-X-PLAYLIST-TYPE:VOD",
        *tags.sequence(segments[0][0] if segments else 0, window.discontinuities),
        *(line for block in _Body(window.track).blocks(segments) for line in block),
        tags.END,
    ]


def _live(window: Window, live: Live) -> list[str]:
    segments, track = window.segments(), window.track
    last = window.parts[-1] if window.parts else None
    is_growing = last is not None and _is_growing(window, last)
    shown = _numbered(segments)[-live.segments - is_growing :]
    first = shown[0][0] if shown else 0
    gone = window.discontinuities
    gone += sum(parts[0].discontinuity for number, parts in segments if number < first)
    body = _Body(track, parts_from=_parts_from(track, shown), is_growing=is_growing)
    blocks = body.blocks(shown)
    skipped = _skipped(track, shown) if live.is_delta and not window.is_ended else 0
    lines = [*tags.live_head(track), *tags.sequence(first, gone)]
    lines += [tags.skip(skipped)] if skipped else []
    lines += (line for block in blocks[skipped:] for line in block)
    if window.is_ended:
        return [*lines, tags.END]
    lines += [] if last is None else [tags.hint(tags.following(track, last))]
    return [*lines, *tags.reports(live.others)]


def _numbered(segments: _Segments) -> _Segments:
    """The segments since a number is missing: a playlist cannot skip one."""
    for place in range(len(segments) - 1, 0, -1):
        if segments[place][0] != segments[place - 1][0] + 1:
            return segments[place:]
    return segments


def _is_growing(window: Window, last: IndexedPart) -> bool:
    """Whether more parts of the last segment are to come."""
    following = tags.following(window.track, last)
    return not window.is_ended and following.media_sequence == last.msn


def _parts_from(track: Track, shown: _Segments) -> int:
    """The first msn whose parts are still listed: within three target durations of the end."""
    left = tags.PARTS_KEPT_TARGETS * tags.target(track) * track.timescale
    for number, parts in reversed(shown):
        left -= sum(part.duration for part in parts)
        if left < 0:
            return number + 1
    return 0


def _skipped(track: Track, shown: _Segments) -> int:
    """How many segments lie wholly beyond the skip boundary."""
    boundary = tags.SKIP_TARGETS * tags.target(track) * track.timescale
    after = 0
    for place, (_, parts) in reversed(list(enumerate(shown))):
        if after >= boundary:
            return place + 1
        after += sum(part.duration for part in parts)
    return 0


@dataclass(frozen=True, slots=True)
class _Body:
    """The part of a media playlist that lists media; without `parts_from` no parts."""

    track: Track
    parts_from: int | None = None
    is_growing: bool = False

    def blocks(self, segments: _Segments) -> list[list[str]]:
        """The lines of each segment."""
        blocks: list[list[str]] = []
        shown_map = ""
        for number, parts in segments:
            first, lines = parts[0], []
            if first.discontinuity:
                lines.append(tags.DISCONTINUITY)
            if first.map != shown_map or first.discontinuity:
                lines.append(tags.header(first.map))
                shown_map = first.map
            lines.append(tags.date(self.track, first.first))
            if self.parts_from is not None and number >= self.parts_from:
                lines += [tags.part(self.track, part) for part in parts]
            if not self.is_growing or number != segments[-1][0]:
                lines += tags.segment(self.track, parts)
            blocks.append(lines)
        return blocks
