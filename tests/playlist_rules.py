"""Reads HLS playlists as text and lists the rules of rfc8216bis, and of ours, that they break."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from itertools import chain, pairwise
from urllib.parse import urljoin

KINDS = {
    "int": r"\d{1,20}",
    "float": r"\d+(?:\.\d+)?",
    "signed": r"-?\d+(?:\.\d+)?",
    "quoted": r'"[^"]*"',
    "hex": r"0[xX][0-9A-Fa-f]+",
    "size": r"\d+x\d+",
    "bool": r"YES|NO",
}
# "=kind" is a plain value; else an attribute list, "!" marking the required ones.
COMMON_TAGS = {
    "EXTM3U": "=",
    "EXT-X-VERSION": "=int",
    "EXT-X-INDEPENDENT-SEGMENTS": "=",
    "EXT-X-START": "TIME-OFFSET!=signed PRECISE=bool",
    "EXT-X-DEFINE": "NAME=quoted VALUE=quoted IMPORT=quoted QUERYPARAM=quoted",
}
MEDIA_TAGS = COMMON_TAGS | {
    "EXT-X-TARGETDURATION": "=int",
    "EXT-X-MEDIA-SEQUENCE": "=int",
    "EXT-X-DISCONTINUITY-SEQUENCE": "=int",
    "EXT-X-ENDLIST": "=",
    "EXT-X-PLAYLIST-TYPE": "=VOD|EVENT",
    "EXT-X-I-FRAMES-ONLY": "=",
    "EXT-X-PART-INF": "PART-TARGET!=float",
    "EXT-X-SERVER-CONTROL": "CAN-SKIP-UNTIL=float CAN-SKIP-DATERANGES=YES HOLD-BACK=float"
    " PART-HOLD-BACK=float CAN-BLOCK-RELOAD=YES",
    "EXTINF": r"=\d+(?:\.\d+)?,.*",
    "EXT-X-BYTERANGE": r"=\d+(?:@\d+)?",
    "EXT-X-DISCONTINUITY": "=",
    "EXT-X-KEY": "METHOD!=NONE|AES-128|SAMPLE-AES|SAMPLE-AES-CTR URI=quoted IV=hex"
    " KEYFORMAT=quoted KEYFORMATVERSIONS=quoted",
    "EXT-X-MAP": "URI!=quoted BYTERANGE=quoted",
    "EXT-X-PROGRAM-DATE-TIME": "=.+",
    "EXT-X-GAP": "=",
    "EXT-X-BITRATE": "=int",
    "EXT-X-PART": "URI!=quoted DURATION!=float INDEPENDENT=YES BYTERANGE=quoted GAP=YES",
    "EXT-X-DATERANGE": "ID!=quoted CLASS=quoted START-DATE=quoted CUE=quoted END-DATE=quoted"
    " DURATION=float PLANNED-DURATION=float SCTE35-CMD=hex SCTE35-OUT=hex SCTE35-IN=hex"
    " END-ON-NEXT=YES",
    "EXT-X-SKIP": "SKIPPED-SEGMENTS!=int RECENTLY-REMOVED-DATERANGES=quoted",
    "EXT-X-PRELOAD-HINT": "TYPE!=PART|MAP URI!=quoted BYTERANGE-START=int BYTERANGE-LENGTH=int",
    "EXT-X-RENDITION-REPORT": "URI!=quoted LAST-MSN!=int LAST-PART=int",
}
# AVERAGE-BANDWIDTH and CODECS are only advised by the draft; Apple's authoring rules demand them.
STREAM = (
    "BANDWIDTH!=int AVERAGE-BANDWIDTH!=int SCORE=float CODECS!=quoted SUPPLEMENTAL-CODECS=quoted"
    " RESOLUTION=size HDCP-LEVEL=TYPE-0|TYPE-1|NONE VIDEO-RANGE=SDR|HLG|PQ STABLE-VARIANT-ID=quoted"
    " VIDEO=quoted PATHWAY-ID=quoted NAME=quoted"
)
MULTIVARIANT_TAGS = COMMON_TAGS | {
    "EXT-X-STREAM-INF": STREAM + " FRAME-RATE=float AUDIO=quoted SUBTITLES=quoted"
    ' CLOSED-CAPTIONS=NONE|"[^"]*"',
    "EXT-X-I-FRAME-STREAM-INF": STREAM + " URI!=quoted",
    "EXT-X-MEDIA": "TYPE!=AUDIO|VIDEO|SUBTITLES|CLOSED-CAPTIONS URI=quoted GROUP-ID!=quoted"
    " LANGUAGE=quoted ASSOC-LANGUAGE=quoted NAME!=quoted STABLE-RENDITION-ID=quoted DEFAULT=bool"
    " AUTOSELECT=bool FORCED=bool INSTREAM-ID=quoted BIT-DEPTH=int SAMPLE-RATE=int"
    " CHARACTERISTICS=quoted CHANNELS=quoted",
    "EXT-X-SESSION-DATA": "DATA-ID!=quoted VALUE=quoted URI=quoted FORMAT=JSON|RAW LANGUAGE=quoted",
    "EXT-X-SESSION-KEY": MEDIA_TAGS["EXT-X-KEY"],
    "EXT-X-CONTENT-STEERING": "SERVER-URI!=quoted PATHWAY-ID=quoted",
}
SEGMENT_TAGS = (
    *("EXTINF", "EXT-X-BYTERANGE", "EXT-X-DISCONTINUITY", "EXT-X-KEY", "EXT-X-MAP"),
    *("EXT-X-PROGRAM-DATE-TIME", "EXT-X-GAP", "EXT-X-BITRATE", "EXT-X-PART"),
)
REPEATABLE = ("EXT-X-DEFINE", "EXT-X-DATERANGE", "EXT-X-PRELOAD-HINT", "EXT-X-RENDITION-REPORT")
# rfc8216bis 8: (version, tag, what the tag's value must hold for the row to count).
VERSIONS = (
    *((2, "EXT-X-KEY", "IV="), (3, "EXTINF", "."), (4, "EXT-X-BYTERANGE", "")),
    *((4, "EXT-X-I-FRAMES-ONLY", ""), (5, "EXT-X-KEY", "KEYFORMAT"), (6, "EXT-X-MAP", "")),
    *((8, "EXT-X-DEFINE", ""), (9, "EXT-X-SKIP", ""), (11, "EXT-X-DEFINE", "QUERYPARAM")),
    (10, "EXT-X-SKIP", "RECENTLY-REMOVED-DATERANGES"),
)
ATTRIBUTE = re.compile(r'([A-Z0-9-]+)=("[^"]*"|[^",\s]+)(?:,(?=.)|$)')
NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)")
VIDEO_CODEC = re.compile(r"avc|hvc1|hev1|dvh|av01|vp0[89]")
AUDIO_CODEC = re.compile(r"mp4a|ac-3|ec-3|opus|fLaC", re.IGNORECASE)
NEEDS_NO_MAP = re.compile(r"\.(?:ts|aac|mp3|ac3|ec3|vtt|webvtt)(?:\?|$)")

HALF_DIGIT = Decimal("0.000005")  # durations are printed with five decimals
DATE_PRINT = timedelta(milliseconds=1)  # two dates, each rounded to a millisecond
AAC_FRAME = timedelta(seconds=0.0214)
SHORTEST_PART = Decimal("0.85")
SHORTEST_WINDOW = 6


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule, at a line of the playlist (from 1)."""

    rule: str
    line: int
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """One line: a tag, or a URI when the name is empty."""

    line: int
    name: str
    value: str
    attributes: Mapping[str, str]
    is_well_formed: bool = True

    def text(self, attribute: str) -> str:
        return self.attributes.get(attribute, "").strip('"')

    def number(self, attribute: str = "") -> Decimal:
        """The value as a number, zero when it is none: its form is another rule's business."""
        raw = self.text(attribute) if attribute else self.value.partition(",")[0]
        return Decimal(raw) if NUMBER.fullmatch(raw) else Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A segment with the tags before its URI; the last of a playlist may have no URI yet."""

    msn: int
    tags: tuple[Tag, ...]
    parts: tuple[Tag, ...]
    discontinuity: int
    duration: Decimal
    uri: Tag | None

    def named(self, name: str) -> list[Tag]:
        return [tag for tag in self.tags if tag.name == name]

    @property
    def line(self) -> int:
        return (self.uri or self.tags[-1]).line

    @property
    def date(self) -> datetime | None:
        return next(map(_date, self.named("EXT-X-PROGRAM-DATE-TIME")), None)

    @property
    def part_values(self) -> list[tuple[str, Decimal, str, str]]:
        """What must stay the same as long as the parts are listed."""
        return [
            (part.text("URI"), part.number("DURATION"), part.text("INDEPENDENT"), part.text("GAP"))
            for part in self.parts
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Playlist:
    """A media playlist taken apart."""

    tags: tuple[Tag, ...]
    first: Mapping[str, Tag]
    segments: tuple[Segment, ...]

    def number(self, name: str, attribute: str = "") -> Decimal:
        return self.first[name].number(attribute) if name in self.first else Decimal(0)

    def named(self, name: str) -> list[Tag]:
        return [tag for tag in self.tags if tag.name == name]

    @property
    def target(self) -> Decimal:
        return self.number("EXT-X-TARGETDURATION")

    @property
    def part_target(self) -> Decimal:
        return self.number("EXT-X-PART-INF", "PART-TARGET")

    @property
    def media_sequence(self) -> int:
        return int(self.number("EXT-X-MEDIA-SEQUENCE"))

    @property
    def is_live(self) -> bool:
        return "EXT-X-ENDLIST" not in self.first

    @property
    def parts(self) -> Iterator[Tag]:
        return chain.from_iterable(segment.parts for segment in self.segments)

    @property
    def edge(self) -> tuple[int, int]:
        """The next media sequence number and how many of its parts are listed."""
        if not self.segments:
            skipped = int(self.number("EXT-X-SKIP", "SKIPPED-SEGMENTS"))
            return self.media_sequence + skipped, 0
        last = self.segments[-1]
        return (last.msn + 1, 0) if last.uri else (last.msn, len(last.parts))


def check_media(text: str, *, name: str = "", starting: bool = False) -> list[Violation]:
    """All rules of one media playlist; a `starting` one may be shorter than the window."""
    tags, faults = _read(text, MEDIA_TAGS)
    playlist = _media(tags)
    faults += _headers(playlist)
    if playlist.target:
        faults += chain.from_iterable(rule(playlist) for rule in MEDIA_RULES)
        faults += [] if starting else _window(playlist)
    return [
        replace(fault, message=f"{name}: {fault.message}") if name else fault for fault in faults
    ]


def check_multivariant(text: str) -> list[Violation]:
    """All rules of a multivariant playlist by itself."""
    tags, faults = _read(text, MULTIVARIANT_TAGS)
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
    tags, _ = _read(multivariant, MULTIVARIANT_TAGS)
    for tag in tags:
        uri = tag.text("URI") if tag.name == "EXT-X-MEDIA" else tag.value if not tag.name else ""
        if uri and uri not in media:
            faults.append(Violation("playlist-missing", tag.line, f"no media playlist {uri}"))
    playlists = {name: _media(_read(text, MEDIA_TAGS)[0]) for name, text in media.items()}
    return [*faults, *_agreement(playlists), *_reports(playlists)]


def check_reload(older: str, newer: str) -> list[Violation]:
    """What may not change between two readings of the same live media playlist."""
    old, new = (_media(_read(text, MEDIA_TAGS)[0]) for text in (older, newer))
    return list(chain.from_iterable(rule(old, new) for rule in RELOAD_RULES))


def _read(text: str, known: Mapping[str, str]) -> tuple[list[Tag], list[Violation]]:
    tags: list[Tag] = []
    faults: list[Violation] = []
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    if lines[0] != "#EXTM3U":
        faults.append(Violation("extm3u", 1, "the first line is not #EXTM3U"))
    for number, line in enumerate(lines, 1):
        if line and (line.startswith("#EXT") or not line.startswith("#")):
            tags.append(_tag(number, line, known))
            faults += _tag_faults(tags[-1], known)
    return tags, faults


def _tag(number: int, line: str, known: Mapping[str, str]) -> Tag:
    if not line.startswith("#"):
        return Tag(line=number, name="", value=line, attributes={})
    name, _, value = line[1:].partition(":")
    if known.get(name, "=").startswith("="):
        return Tag(line=number, name=name, value=value, attributes={})
    found = list(ATTRIBUTE.finditer(value))
    attributes = {match[1]: match[2] for match in found}
    # The matches must cover the whole value and name each attribute once.
    is_whole = "".join(match[0] for match in found) == value and len(found) == len(attributes)
    return Tag(line=number, name=name, value=value, attributes=attributes, is_well_formed=is_whole)


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile(KINDS.get(kind, kind))


@cache
def _allowed(spec: str) -> dict[str, tuple[re.Pattern[str], bool]]:
    fields = (field.split("=", 1) for field in spec.split())
    return {name.rstrip("!"): (_pattern(kind), name.endswith("!")) for name, kind in fields}


def _tag_faults(tag: Tag, known: Mapping[str, str]) -> Iterator[Violation]:
    spec = known.get(tag.name)
    if not tag.name or "URI" in tag.attributes:
        uri = tag.text("URI") if tag.name else tag.value
        if not uri or re.search(r"\s", uri):
            yield Violation("uri", tag.line, f"{uri!r} is empty or has white space")
    elif spec is None:
        yield Violation("unknown-tag", tag.line, tag.name)
    elif spec.startswith("=") and not _pattern(spec[1:]).fullmatch(tag.value):
        yield Violation("syntax", tag.line, f"{tag.name}:{tag.value}")
    if spec and not spec.startswith("="):
        yield from _attribute_faults(tag, _allowed(spec))


def _attribute_faults(
    tag: Tag, allowed: Mapping[str, tuple[re.Pattern[str], bool]]
) -> Iterator[Violation]:
    if not tag.is_well_formed:
        yield Violation("attribute", tag.line, f"malformed list: {tag.value}")
    for name, raw in tag.attributes.items():
        if name in allowed and not allowed[name][0].fullmatch(raw):
            yield Violation("attribute", tag.line, f"{name}={raw} has the wrong form")
        elif name not in allowed and not name.startswith(("X-", "REQ-")):
            yield Violation("attribute", tag.line, f"{name} is not an attribute of {tag.name}")
    for name, (_, is_required) in allowed.items():
        if is_required and name not in tag.attributes:
            yield Violation("attribute", tag.line, f"{tag.name} has no {name}")


def _media(tags: Iterable[Tag]) -> Playlist:
    tags = tuple(tags)
    first = {tag.name: tag for tag in reversed(tags)}
    playlist = Playlist(tags=tags, first=first, segments=())
    return replace(playlist, segments=tuple(_segments(playlist)))


def _segments(playlist: Playlist) -> Iterator[Segment]:
    msn = playlist.media_sequence + int(playlist.number("EXT-X-SKIP", "SKIPPED-SEGMENTS"))
    discontinuity = int(playlist.number("EXT-X-DISCONTINUITY-SEQUENCE"))
    held: list[Tag] = []
    for tag in (*playlist.tags, None):
        if tag and tag.name in SEGMENT_TAGS:
            held.append(tag)
        if (tag and not tag.name) or (tag is None and held):
            parts = tuple(held_tag for held_tag in held if held_tag.name == "EXT-X-PART")
            extinf = [held_tag for held_tag in held if held_tag.name == "EXTINF"]
            sum_of_parts = sum((part.number("DURATION") for part in parts), Decimal(0))
            discontinuity += sum(held_tag.name == "EXT-X-DISCONTINUITY" for held_tag in held)
            yield Segment(
                msn=msn,
                tags=tuple(held),
                parts=parts,
                discontinuity=discontinuity,
                duration=extinf[0].number() if extinf else sum_of_parts,
                uri=tag,
            )
            msn, held = msn + 1, []


def _date(tag: Tag) -> datetime | None:
    try:
        return datetime.fromisoformat(tag.value) if DATE.fullmatch(tag.value) else None
    except ValueError:
        return None


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
        if _date(tag) is None:
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
        expected = expected and expected + _time(segment.duration)


def _time(seconds: Decimal) -> timedelta:
    return timedelta(microseconds=int(seconds * 1_000_000))


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
        expected = date and date + _time(segment.duration)
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


def _reloaded_headers(old: Playlist, new: Playlist) -> Iterator[Violation]:
    if new.target != old.target:
        yield Violation("target-changed", 1, f"{old.target} became {new.target}")
    if new.part_target != old.part_target:
        yield Violation("part-target-changed", 1, f"{old.part_target} became {new.part_target}")
    if new.media_sequence < old.media_sequence:
        message = f"{old.media_sequence} became {new.media_sequence}"
        yield Violation("media-sequence-back", 1, message)
    if new.edge < old.edge:
        yield Violation("edge-back", 1, f"the end was {old.edge}, is {new.edge}")
    if not old.is_live and (new.is_live or new.edge != old.edge):
        yield Violation("after-endlist", 1, "the playlist went on after EXT-X-ENDLIST")


def _is_kept(was: Segment, now: Segment) -> bool:
    """Whether a segment is what it was: it may gain parts while open, and lose them all later."""
    listed = len(was.parts)
    if listed and now.parts and was.part_values != now.part_values[: None if was.uri else listed]:
        return False
    if was.date and now.date and was.date != now.date:
        return False
    if was.uri is None:
        return True
    if now.uri is None or (now.parts and not listed):
        return False
    return (now.uri.value, now.duration) == (was.uri.value, was.duration)


def _reloaded_segments(old: Playlist, new: Playlist) -> Iterator[Violation]:
    before = {segment.msn: segment for segment in old.segments}
    for segment in new.segments:
        if segment.msn in before and not _is_kept(before[segment.msn], segment):
            yield Violation("segment-changed", segment.line, f"segment {segment.msn} changed")


def _reloaded_discontinuities(old: Playlist, new: Playlist) -> Iterator[Violation]:
    """A segment keeps its number (rfc8216bis 6.2.2), whichever tags left the window before it."""
    if "EXT-X-SKIP" in old.first or "EXT-X-SKIP" in new.first:
        return  # a delta does not say how many discontinuities it skips
    before = {segment.msn: segment.discontinuity for segment in old.segments}
    least = max(before.values(), default=int(old.number("EXT-X-DISCONTINUITY-SEQUENCE")))
    for segment in new.segments:
        number, was = segment.discontinuity, before.get(segment.msn)
        is_new = segment.msn >= old.edge[0] and was is None
        if (is_new and number < least) or (was is not None and number != was):
            message = f"segment {segment.msn} has number {number}, not {least if is_new else was}"
            yield Violation("discontinuity-sequence", segment.line, message)
            return


MEDIA_RULES = (
    *(_versions, _segment_durations, _unique_uris, _part_durations, _part_sums),
    *(_parts_at_the_edge, _first_parts, _server_control, _maps, _dates, _hints, _on_demand, _skips),
)
RELOAD_RULES = (_reloaded_headers, _reloaded_segments, _reloaded_discontinuities)
