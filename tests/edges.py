"""The edge of one rendition as it was served: every part in order, each with its media."""

from collections.abc import Iterable, Iterator
from posixpath import dirname, join

from tests.boxes import Chunk, chunks
from tests.edge_followers import Reading
from tests.playlist_parser import Playlist, Tag
from tests.served import Served
from tests.served_rules import Rulebook, parsed


class Edge:
    """Takes what a follower was served; it must be right, and each part go on where one ended."""

    def __init__(self, server: Served, path: str) -> None:
        self.parts = 0
        self._server = server
        self._path = path
        self._book = Rulebook()
        self._next: int | None = None
        self._known: set[str] = set()

    def take(self, readings: Iterable[Reading]) -> None:
        """Take the next readings."""
        for reading in readings:
            assert self._book.faults([reading]) == [], self._path
            for part in self._fresh(parsed(reading.text)):
                self._go_on(part)

    def _fresh(self, playlist: Playlist) -> Iterator[Tag]:
        """The parts not seen before."""
        for segment in playlist.segments:
            for part in segment.parts:
                uri = part.text("URI")
                if uri not in self._known:
                    self._known.add(uri)
                    yield part

    def _go_on(self, part: Tag) -> None:
        """A part begins with the tick after the last one's end."""
        path = join(dirname(self._path), part.text("URI"))
        media = chunks(self._server.media(path))
        for chunk in media:
            assert self._next in {None, chunk.decode_time}, f"a hole before {path}"
            self._next = chunk.decode_time + ticks(chunk)
        self.parts += 1


def ticks(chunk: Chunk) -> int:
    """How long a chunk lasts."""
    return sum(sample.duration for sample in chunk.samples)
