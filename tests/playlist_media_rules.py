"""The rules of rfc8216bis, and of ours, for one media playlist by itself."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import chain, pairwise

from tests.playlist_parser import (
    MEDIA_TAGS,
    SEGMENT_TAGS,
    Playlist,
    Violation,
    media_playlist,
    read,
)

REPEATABLE = ("EXT-X-DEFINE", "EXT-X-DATERANGE", "EXT-X-PRELOAD-HINT", "EXT-X-RENDITION-REPORT")
# rfc8216bis 8: (version, tag, what the tag's value must hold for the row to count).
VERSIONS = (
    *((2, "EXT-X-KEY", "IV="), (3, "EXTINF", "."), (4, "EXT-X-BYTERANGE", "")),
    *((4, "EXT-X-I-FRAMES-ONLY", ""), (5, "EXT-X-KEY", "KEYFORMAT"), (6, "EXT-X-MAP", "")),
    *((8, "EXT-X-DEFINE", ""), (9, "EXT-X-SKIP", ""), (11, "EXT-X-DEFINE", "QUERYPARAM")),
    (10, "EXT-X-SKIP", "RECENTLY-REMOVED-DATERANGES"),
)
NEEDS_NO_MAP = re.compile(r"\.(?:ts|aac|mp3|ac3|ec3|vtt|webvtt)(?:\?|$)")

HALF_DIGIT = Decimal("0.000005")  # durations are printed with five decimals
DATE_PRINT = timedelta(milliseconds=1)  # two dates, each rounded to a millisecond
SHORTEST_PART = Decimal("0.85")
SHORTEST_WINDOW = 6


def check_media(text: str, *, name: str = "", starting: bool = False) -> list[Violation]:
    """All rules of one media playlist; a `starting` one may be shorter than the window."""
    tags, faults = read(text, MEDIA_TAGS)
    playlist = media_playlist(tags)
    faults += _headers(playlist)
    if playlist.target:
        faults += chain.from_iterable(rule(playlist) for rule in MEDIA_RULES)
        faults += [] if starting else _window(playlist)
    return [
        replace(fault, message=f"{name}: {fault.message}") if name else fault for fault in faults
    ]


def _headers(playlist: Playlist) -> Iterator[Violation]:
    if not playlist.target:
        yield Violation("header", 1, "no EXT-X-TARGETDURATION")
    counts = Counter(tag.name for tag in playlist.tags)
    for name, count in counts.items():
        if name and count > 1 and name not in (*SEGMENT_TAGS, *REPEATABLE):
            yield Violation("header", playlist.first[name].line, f"{name} stands {count} times")
    begin = playlist.segments[0].tags[:1] if playlist.segments else ()
    for name in ("EXT-X-MEDIA-SEQUENCE", "EXT-X-DISCONTINUITY-SEQUENCE"):
        if begin and name in playlist.first and playlist.first[name].line > begin[0].line:
            yield Violation("header", playlist.first[name].line, f"{name} after the first segment")


def _versions(playlist: Playlist) -> Iterator[Violation]:
    version = playlist.number("EXT-X-VERSION") or 1
    for needed, name, content in VERSIONS:
        if version < needed and any(content in tag.value for tag in playlist.named(name)):
            line = playlist.first[name].line
            yield Violation("version", line, f"{name} {content} needs version {needed}")


def _segment_durations(playlist: Playlist) -> Iterator[Violation]:
    for segment in playlist.segments:
        if len(segment.named("EXTINF")) != (segment.uri is not None):
            yield Violation("extinf", segment.line, "not one EXTINF for one URI")
        if segment.duration.quantize(Decimal(1), ROUND_HALF_UP) > playlist.target:
            message = f"{segment.duration} rounds to more than {playlist.target}"
            yield Violation("target-duration", segment.line, message)


def _unique_uris(playlist: Playlist) -> Iterator[Violation]:
    seen: set[tuple[str, str]] = set()
    for segment in playlist.segments:
        ranges = "".join(tag.value for tag in segment.named("EXT-X-BYTERANGE"))
        uris = [(part.line, (part.text("URI"), part.text("BYTERANGE"))) for part in segment.parts]
        uris += [(segment.uri.line, (segment.uri.value, ranges))] if segment.uri else []
        for line, uri in uris:
            if uri in seen:
                yield Violation("uri", line, f"{uri[0]} is there twice")
            seen.add(uri)


def _part_durations(playlist: Playlist) -> Iterator[Violation]:
    target = playlist.part_target
    if not target:
        for part in [*playlist.parts][:1]:
            yield Violation("part-inf", part.line, "parts without EXT-X-PART-INF")
        return
    for segment in playlist.segments:
        for part in segment.parts:
            # rfc8216bis 4.4.4.9: no part may be longer, not even a segment's last.
            if (duration := part.number("DURATION")) > target:
                yield Violation("part-long", part.line, f"{duration} > PART-TARGET {target}")
        for part, following in pairwise(segment.parts):
            is_free = part.text("INDEPENDENT") or part.text("GAP") or following.text("GAP")
            if (duration := part.number("DURATION")) < SHORTEST_PART * target and not is_free:
                yield Violation("part-short", part.line, f"{duration} < 85 % of {target}")


def _part_sums(playlist: Playlist) -> Iterator[Violation]:
    for segment in playlist.segments:
        total = sum((part.number("DURATION") for part in segment.parts), Decimal(0))
        allowed = HALF_DIGIT * (len(segment.parts) + 1)
        if segment.uri and segment.parts and abs(total - segment.duration) > allowed:
            message = f"parts last {total}, the segment {segment.duration}"
            yield Violation("parts-sum", segment.line, message)


def _parts_at_the_edge(playlist: Playlist) -> Iterator[Violation]:
    """Parts stand in the last three target durations and nowhere else."""
    is_promised = playlist.is_live and "EXT-X-PART-INF" in playlist.first
    reach, distance = 3 * playlist.target, Decimal(0)
    for segment in reversed(playlist.segments):
        if segment.parts and distance > reach:
            yield Violation("stale-parts", segment.line, f"parts {distance} s before the end")
        distance += segment.duration
        is_due = is_promised and distance <= reach and not segment.named("EXT-X-GAP")
        if is_due and not segment.parts:
            yield Violation("parts-missing", segment.line, f"no parts {distance} s from the end")


def _first_parts(playlist: Playlist) -> Iterator[Violation]:
    for segment in playlist.segments:
        for part in segment.parts[:1]:
            for tag in segment.tags:
                is_early = tag.name.endswith(("-MAP", "-DISCONTINUITY", "-DATE-TIME"))
                if is_early and tag.line > part.line:
                    yield Violation("tag-order", tag.line, f"{tag.name} after the first part")
            # Every segment begins with a keyframe, so its first part is independent.
            if not (part.text("INDEPENDENT") or part.text("GAP")):
                yield Violation("independent", part.line, "the first part is not INDEPENDENT")


def _server_control(playlist: Playlist) -> Iterator[Violation]:
    control = playlist.first.get("EXT-X-SERVER-CONTROL")
    has_parts = "EXT-X-PART-INF" in playlist.first or any(playlist.parts)
    if control is None:
        if has_parts:
            yield Violation("server-control", 1, "parts without EXT-X-SERVER-CONTROL")
        return
    if has_parts and playlist.is_live and control.text("CAN-BLOCK-RELOAD") != "YES":
        yield Violation("server-control", control.line, "parts without CAN-BLOCK-RELOAD=YES")
    if has_parts and "PART-HOLD-BACK" not in control.attributes:
        yield Violation("hold-back", control.line, "parts without PART-HOLD-BACK")
    least = {
        "HOLD-BACK": 3 * playlist.target,
        "PART-HOLD-BACK": 3 * playlist.part_target,
        "CAN-SKIP-UNTIL": 6 * playlist.target,
    }
    for name, bound in least.items():
        if name in control.attributes and control.number(name) < bound:
            yield Violation("hold-back", control.line, f"{name} is less than {bound}")


def _maps(playlist: Playlist) -> Iterator[Violation]:
    for segment in playlist.segments[:1]:
        uris = [segment.uri.value] if segment.uri else [part.text("URI") for part in segment.parts]
        is_bare = bool(uris) and not NEEDS_NO_MAP.search(uris[0])
        if is_bare and "EXT-X-SKIP" not in playlist.first and not segment.named("EXT-X-MAP"):
            yield Violation("map", segment.line, "no EXT-X-MAP before the first segment")


def _dates(playlist: Playlist) -> Iterator[Violation]:
    for tag in playlist.named("EXT-X-PROGRAM-DATE-TIME"):
        if tag.date is None:
            yield Violation("program-date", tag.line, f"{tag.value!r} is no date with a zone")
    expected, since = None, 0
    for segment in playlist.segments:
        since += 1
        date = segment.date
        if date and expected and not segment.named("EXT-X-DISCONTINUITY"):
            if abs(date - expected) > since * DATE_PRINT:
                message = f"{date.isoformat()} where durations say {expected.isoformat()}"
                yield Violation("date-jump", segment.line, message)
        elif segment.named("EXT-X-DISCONTINUITY"):
            expected = None
        if date:
            expected, since = date, 0
        expected = expected and expected + segment.span


def _hints(playlist: Playlist) -> Iterator[Violation]:
    known = {part.text("URI") for part in playlist.parts}
    known |= {tag.text("URI") for tag in playlist.named("EXT-X-MAP")}
    types: set[str] = set()
    for hint in playlist.named("EXT-X-PRELOAD-HINT"):
        if not playlist.is_live:
            yield Violation("preload-hint", hint.line, "a hint after the end")
        if hint.text("URI") in known and "BYTERANGE-START" not in hint.attributes:
            yield Violation("preload-hint", hint.line, f"{hint.text('URI')} is already there")
        if hint.text("TYPE") in types:
            yield Violation("preload-hint", hint.line, f"two hints of type {hint.text('TYPE')}")
        types.add(hint.text("TYPE"))


def _on_demand(playlist: Playlist) -> Iterator[Violation]:
    kind = playlist.first.get("EXT-X-PLAYLIST-TYPE")
    if kind and kind.value == "VOD":
        if playlist.is_live:
            yield Violation("vod", kind.line, "VOD without EXT-X-ENDLIST")
        for name in ("EXT-X-PART-INF", "EXT-X-PART", "EXT-X-PRELOAD-HINT"):
            if name in playlist.first:
                yield Violation("vod", playlist.first[name].line, f"VOD with {name}")


def _skips(playlist: Playlist) -> Iterator[Violation]:
    if skip := playlist.first.get("EXT-X-SKIP"):
        sequence = playlist.first.get("EXT-X-MEDIA-SEQUENCE")
        if sequence is None or sequence.line > skip.line:
            yield Violation("skip", skip.line, "EXT-X-SKIP before EXT-X-MEDIA-SEQUENCE")
        if any(segment.line < skip.line for segment in playlist.segments):
            yield Violation("skip", skip.line, "EXT-X-SKIP after a segment")
        if not playlist.number("EXT-X-SERVER-CONTROL", "CAN-SKIP-UNTIL"):
            yield Violation("skip", skip.line, "EXT-X-SKIP without CAN-SKIP-UNTIL")


def _window(playlist: Playlist) -> Iterator[Violation]:
    count = playlist.edge[0] - playlist.media_sequence
    is_sliding = playlist.is_live and "EXT-X-PLAYLIST-TYPE" not in playlist.first
    if is_sliding and count < SHORTEST_WINDOW:
        yield Violation("window", 1, f"{count} segments, fewer than {SHORTEST_WINDOW}")


MEDIA_RULES = (
    *(_versions, _segment_durations, _unique_uris, _part_durations, _part_sums),
    *(_parts_at_the_edge, _first_parts, _server_control, _maps, _dates, _hints, _on_demand, _skips),
)
