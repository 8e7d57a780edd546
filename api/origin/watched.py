"""How much each rendition is asked for: what a channel goes by when it must give one up."""

from collections import Counter, defaultdict


class Watched:
    """Counts requests for media playlists; a player asks for one a part. For one thread."""

    def __init__(self) -> None:
        self._asked: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def asked(self, channel: str, rendition: str) -> None:
        """A playlist was served."""
        self._asked[channel][rendition] += 1

    def take(self) -> dict[str, dict[str, int]]:
        """How often since this was last asked, by channel and rendition."""
        asked, self._asked = self._asked, defaultdict(Counter)
        return {channel: dict(counts) for channel, counts in asked.items()}
