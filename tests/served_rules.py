"""Holds every playlist that was served against the rules, and each against the one before."""

from collections.abc import Iterable, Iterator

from tests.edge_followers import Reading
from tests.playlist_media_rules import SHORTEST_WINDOW, check_media
from tests.playlist_parser import MEDIA_TAGS, Playlist, media_playlist, read
from tests.playlist_presentation_rules import check_multivariant
from tests.playlist_reload_rules import check_reload

_TOP = "#EXT-X-STREAM-INF"
_BREAK, _DATE = "#EXT-X-DISCONTINUITY", "#EXT-X-PROGRAM-DATE-TIME:"
# A header is named where it changes and at the top; parts are told at the edge alone.
_PASSING = ("#EXT-X-PART:", "#EXT-X-MAP:")


class Rulebook:
    """Checks the texts one reader was served of one playlist, in their order."""

    def __init__(self) -> None:
        self.checked = 0
        self._last = ""
        self._last_whole = ""
        self._first: int | None = None

    def faults(self, readings: Iterable[Reading]) -> list[str]:
        """What is wrong with any of these; they follow those given before."""
        found = []
        for reading in readings:
            self.checked += 1
            check = self._multivariant if _TOP in reading.text else self._media
            found += [f"{reading.target}: {fault}" for fault in check(reading)]
        return found

    def _multivariant(self, reading: Reading) -> Iterator[str]:
        yield from map(str, check_multivariant(reading.text))

    def _media(self, reading: Reading) -> Iterator[str]:
        playlist = parsed(reading.text)
        self._first = playlist.media_sequence if self._first is None else self._first
        is_starting = playlist.edge[0] < self._first + SHORTEST_WINDOW
        is_short = is_starting or "EXT-X-SKIP" in playlist.first
        yield from map(str, check_media(reading.text, starting=is_short))
        if self._last:
            yield from map(str, check_reload(self._last, reading.text))
        if reading.wanted and playlist.is_live and playlist.edge <= reading.wanted:
            yield f"answered before it was there: the edge is {playlist.edge}"
        if "EXT-X-SKIP" not in playlist.first:
            yield from _changed_lines(self._last_whole, reading.text)
            self._last_whole = reading.text
        self._last = reading.text


def parsed(text: str) -> Playlist:
    """A media playlist taken apart."""
    return media_playlist(read(text, MEDIA_TAGS)[0])


def _changed_lines(older: str, newer: str) -> Iterator[str]:
    """A segment that is closed is told in the same lines as long as it is told."""
    before, now = _closed(older), _closed(newer)
    for uri in before.keys() & now.keys():
        if before[uri] != now[uri]:
            yield f"{uri} was told as {before[uri]}, now as {now[uri]}"


def _closed(text: str) -> dict[str, tuple[str, ...]]:
    """The lines of each closed segment by its URI, but those that come and go."""
    found: dict[str, tuple[str, ...]] = {}
    lines: list[str] = []
    is_body = False
    for line in text.splitlines():
        # A segment's first line is its break or its date.
        is_body = is_body or line == _BREAK or line.startswith(_DATE)
        if not is_body or line.startswith(_PASSING):
            continue
        if line.startswith("#"):
            lines.append(line)
        else:
            found[line] = tuple(lines)
            lines = []
    return found
