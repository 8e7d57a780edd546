"""The rules of a presentation: its multivariant playlist, and what its media playlists share."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from urllib.parse import urljoin

from tests.playlist_media_rules import DATE_PRINT, check_media
from tests.playlist_parser import (
    MEDIA_TAGS,
    MULTIVARIANT_TAGS,
    Playlist,
    Tag,
    Violation,
    media_playlist,
    read,
)

VIDEO_CODEC = re.compile(r"avc|hvc1|hev1|dvh|av01|vp0[89]")
AUDIO_CODEC = re.compile(r"mp4a|ac-3|ec-3|opus|fLaC", re.IGNORECASE)
AAC_FRAME = timedelta(seconds=0.0214)


def check_multivariant(text: str) -> list[Violation]:
    """All rules of a multivariant playlist by itself."""
    tags, faults = read(text, MULTIVARIANT_TAGS)
    if not any(tag.name == "EXT-X-INDEPENDENT-SEGMENTS" for tag in tags):
        faults.append(Violation("independent-segments", 1, "no EXT-X-INDEPENDENT-SEGMENTS"))
    return [*faults, *_variant_pairs(tags), *_streams(tags), *_renditions(tags), *_groups(tags)]


def check_presentation(
    multivariant: str, media: Mapping[str, str], *, starting: bool = False
) -> list[Violation]:
    """All rules of a presentation; `media` is keyed by URI as the multivariant playlist has it."""
    faults = check_multivariant(multivariant)
    for name, text in media.items():
        faults += check_media(text, name=name, starting=starting)
    tags, _ = read(multivariant, MULTIVARIANT_TAGS)
    for tag in tags:
        uri = tag.text("URI") if tag.name == "EXT-X-MEDIA" else tag.value if not tag.name else ""
        if uri and uri not in media:
            faults.append(Violation("playlist-missing", tag.line, f"no media playlist {uri}"))
    playlists = {name: media_playlist(read(text, MEDIA_TAGS)[0]) for name, text in media.items()}
    return [*faults, *_agreement(playlists), *_reports(playlists)]


def _variant_pairs(tags: Iterable[Tag]) -> Iterator[Violation]:
    """Each EXT-X-STREAM-INF stands on the line before its URI."""
    stream: Tag | None = None
    seen: set[tuple[str, str]] = set()
    for tag in tags:
        if stream is None and not tag.name:
            yield Violation("variant", tag.line, "a URI without EXT-X-STREAM-INF")
        elif stream and tag.name:
            yield Violation("variant", stream.line, "EXT-X-STREAM-INF without a URI")
        elif stream:
            if (key := (tag.value, stream.text("AUDIO"))) in seen:
                yield Violation("uri", tag.line, f"{tag.value} is there twice")
            seen.add(key)
        stream = tag if tag.name == "EXT-X-STREAM-INF" else None
    if stream:
        yield Violation("variant", stream.line, "EXT-X-STREAM-INF without a URI")


def _streams(tags: Iterable[Tag]) -> Iterator[Violation]:
    streams = [tag for tag in tags if tag.name == "EXT-X-STREAM-INF"]
    if not streams:
        yield Violation("variant", 1, "no variant")
    for tag in streams:
        codecs, average = tag.text("CODECS"), tag.number("AVERAGE-BANDWIDTH")
        for name in ("RESOLUTION", "FRAME-RATE"):
            if VIDEO_CODEC.search(codecs) and name not in tag.attributes:
                yield Violation("variant", tag.line, f"a video variant without {name}")
        if "BANDWIDTH" in tag.attributes and average > tag.number("BANDWIDTH"):
            yield Violation("bandwidth", tag.line, "AVERAGE-BANDWIDTH is above BANDWIDTH")
        if tag.text("AUDIO") and codecs and not AUDIO_CODEC.search(codecs):
            yield Violation("codecs", tag.line, "CODECS leaves the audio group's out")


def _renditions(tags: Iterable[Tag]) -> Iterator[Violation]:
    names: set[tuple[str, str, str]] = set()
    for tag in tags:
        if tag.name != "EXT-X-MEDIA":
            continue
        if "URI" not in tag.attributes and tag.text("TYPE") != "CLOSED-CAPTIONS":
            yield Violation("attribute", tag.line, "EXT-X-MEDIA has no URI")
        name = (tag.text("TYPE"), tag.text("GROUP-ID"), tag.text("NAME"))
        if name in names:
            yield Violation("group", tag.line, f"NAME {name[2]} is there twice in {name[1]}")
        names.add(name)


def _groups(tags: Iterable[Tag]) -> Iterator[Violation]:
    kinds = ("AUDIO", "SUBTITLES", "VIDEO")
    used: dict[tuple[str, str], int] = {}
    defined: dict[tuple[str, str], int] = {}
    for tag in tags:
        if tag.name == "EXT-X-STREAM-INF":
            used |= {(kind, tag.text(kind)): tag.line for kind in kinds if tag.text(kind)}
        elif tag.name == "EXT-X-MEDIA" and tag.text("TYPE") in kinds:
            defined[tag.text("TYPE"), tag.text("GROUP-ID")] = tag.line
    for kind, group in sorted(used.keys() - defined.keys()):
        yield Violation("group", used[kind, group], f"{kind} group {group} is not defined")
    for kind, group in sorted(defined.keys() - used.keys()):
        yield Violation("group", defined[kind, group], f"{kind} group {group} is not used")


def _programme(playlist: Playlist) -> dict[int, datetime]:
    """The programme date of each segment that has one, printed or carried on from the last."""
    dates: dict[int, datetime] = {}
    expected: datetime | None = None
    for segment in playlist.segments:
        carried = None if segment.named("EXT-X-DISCONTINUITY") else expected
        if (date := segment.date or carried) is not None:
            dates[segment.msn] = date
        expected = date and date + segment.span
    return dates


def _agreement(playlists: Mapping[str, Playlist]) -> Iterator[Violation]:
    """What all media playlists of a presentation have in common, measured against the first."""
    dates = {name: _programme(playlist) for name, playlist in playlists.items()}
    turns = {n: {s.msn: s.discontinuity for s in p.segments} for n, p in playlists.items()}
    model = next(iter(playlists), "")
    for name, playlist in playlists.items():
        if playlist.target != playlists[model].target:
            yield Violation("target-differs", 1, f"{name}: {playlist.target}")
        if playlist.part_target != playlists[model].part_target:
            yield Violation("part-target-differs", 1, f"{name}: {playlist.part_target}")
        if not dates[name]:
            yield Violation("date-missing", 1, f"{name}: no EXT-X-PROGRAM-DATE-TIME")
        for msn in sorted(dates[model].keys() & dates[name].keys()):
            if abs(dates[model][msn] - dates[name][msn]) > AAC_FRAME + DATE_PRINT:
                yield Violation("date-apart", 1, f"{name}: {msn} is at another programme date")
                break
        common = turns[model].keys() & turns[name].keys()
        if any(turns[model][msn] != turns[name][msn] for msn in common):
            yield Violation("discontinuity-apart", 1, f"{name}: other discontinuity numbers")


def _reports(playlists: Mapping[str, Playlist]) -> Iterator[Violation]:
    for name, playlist in playlists.items():
        reports = playlist.named("EXT-X-RENDITION-REPORT")
        found = Counter(urljoin(name, tag.text("URI")) for tag in reports)
        wanted = Counter(playlists.keys() - {name})
        if playlist.is_live and found != wanted:
            missing, odd = sorted(wanted - found), sorted(found - wanted)
            message = f"{name}: reports missing for {missing}, one too many for {odd}"
            yield Violation("rendition-report", 1, message)
        for tag in reports:
            if playlist.part_target and "LAST-PART" not in tag.attributes:
                yield Violation("rendition-report", tag.line, f"{name}: no LAST-PART")
