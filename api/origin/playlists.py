"""A channel's media playlists at one moment, each text rendered once."""

from collections.abc import Iterator, Mapping, Sequence

from api.origin.answer import Text
from engine.live_playlist import Edge, Standing
from engine.shelf_view import ShelfView


class Playlists:
    """As they are or, with a moment, as they were when the last part that ends by then was there.

    Each reports on the others of the renditions listed. To be thrown away when a view changes; of
    a moment ago only if they are open, or a view is another.
    """

    def __init__(
        self, views: Mapping[str, ShelfView], listed: Sequence[str], moment: int | None = None
    ) -> None:
        self._views = views
        self._listed = listed
        self._moment = moment
        self._standings: dict[str, Standing] = {}
        self._texts: dict[tuple[str, bool], Text] = {}
        due = [] if moment is None else [self.standing(name).next_due for name in views]
        self.is_open = None in due
        self._until = min((each for each in due if each is not None), default=None)

    def stood(self, moment: int) -> bool:
        """Whether they were the same at this programme time, µs."""
        if self._moment is None or moment < self._moment:
            return False
        return self._until is None or moment < self._until

    def standing(self, rendition: str) -> Standing:
        """A rendition's playlist; KeyError where there is none."""
        if rendition not in self._standings:
            growing = self._views[rendition].playlist
            now = growing.now() if self._moment is None else growing.at(self._moment)
            self._standings[rendition] = now
        return self._standings[rendition]

    def text(self, rendition: str, *, is_delta: bool) -> Text:
        """A rendition's playlist as it goes out; KeyError where there is none."""
        key = rendition, is_delta
        if key not in self._texts:
            others = tuple(self._reports(rendition))
            text = self.standing(rendition).text(others, is_delta=is_delta)
            self._texts[key] = Text(text.encode())
        return self._texts[key]

    def _reports(self, rendition: str) -> Iterator[tuple[str, int, int]]:
        for name in self._listed:
            if self._is_beside(name, rendition) and (edge := self._edge(name)):
                yield f"../{name}/index.m3u8", edge.msn, edge.part

    def _is_beside(self, name: str, rendition: str) -> bool:
        """Whether a player of the one may have both in its multivariant playlist."""
        one, other = self._views[name].track, self._views[rendition].track
        is_sound = "audio" in {one.kind, other.kind}
        return name != rendition and (is_sound or one.variant == other.variant)

    def _edge(self, name: str) -> Edge | None:
        return self._views[name].edge if self._moment is None else self.standing(name).edge
