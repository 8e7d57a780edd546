"""What a path under `/live/` names: strict patterns, so that nothing else reaches the disk."""

import re
from dataclasses import dataclass

_NAME = r"[a-z0-9][a-z0-9-]{0,%d}"
_NUMBER = r"(?:0|[1-9][0-9]{0,%d})"
_PATH = re.compile(
    rf"/live/(?P<channel>{_NAME % 31})/"
    rf"(?:(?P<top>(?:index|clean|[a-z]{{2}})\.m3u8)|(?P<rendition>{_NAME % 63})/(?:"
    r"(?P<playlist>index\.m3u8)"
    rf"|(?P<msn>{_NUMBER % 14})(?:\.(?P<part>{_NUMBER % 2}))?\.m4s"
    rf"|(?P<header>init(?:-{_NUMBER % 14})?\.mp4)))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Multivariant:
    """A channel's multivariant playlist, or that of a variant of its rungs."""

    channel: str
    variant: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Playlist:
    """A rendition's media playlist."""

    channel: str
    rendition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A whole segment."""

    channel: str
    rendition: str
    msn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a segment."""

    channel: str
    rendition: str
    msn: int
    part: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A header file."""

    channel: str
    rendition: str
    name: str


type Address = Multivariant | Playlist | Segment | Part | Header


def parse(path: str) -> Address | None:
    """What a path as sent, percent signs and all, names; None for nothing of ours.

    No name of ours needs an escape, so an escaped path is none of ours either.
    """
    found = _PATH.fullmatch(path)
    return None if found is None else _named(found)


def _named(found: re.Match[str]) -> Address:
    channel, rendition = found["channel"], found["rendition"]
    if found["top"]:
        top = found["top"].removesuffix(".m3u8")
        return Multivariant(channel=channel, variant="" if top == "index" else top)
    if found["playlist"]:
        return Playlist(channel=channel, rendition=rendition)
    if found["header"]:
        return Header(channel=channel, rendition=rendition, name=found["header"])
    msn = int(found["msn"])
    if found["part"]:
        return Part(channel=channel, rendition=rendition, msn=msn, part=int(found["part"]))
    return Segment(channel=channel, rendition=rendition, msn=msn)
