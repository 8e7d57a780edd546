"""Takes HLS playlists apart, lines into tags, tags into segments, and lists malformed lines."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from itertools import chain

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
ATTRIBUTE = re.compile(r'([A-Z0-9-]+)=("[^"]*"|[^",\s]+)(?:,(?=.)|$)')
NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)")


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

    @property
    def date(self) -> datetime | None:
        """The value as a date, None when it is no date with a zone."""
        try:
            return datetime.fromisoformat(self.value) if DATE.fullmatch(self.value) else None
        except ValueError:
            return None


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
        return next((tag.date for tag in self.named("EXT-X-PROGRAM-DATE-TIME")), None)

    @property
    def span(self) -> timedelta:
        """The duration as the time between two dates."""
        return timedelta(microseconds=int(self.duration * 1_000_000))

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


def read(text: str, known: Mapping[str, str]) -> tuple[list[Tag], list[Violation]]:
    """The tags and URIs of a playlist, and what is wrong with the form of each."""
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


def media_playlist(tags: Iterable[Tag]) -> Playlist:
    """The segments that the tags describe, as far as they do."""
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
