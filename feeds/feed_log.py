"""What the log says of how feeds stand: a line where one fails, goes stale or is well again."""

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from feeds.feed import AMISS, WELL

log = logging.getLogger(__name__)


class FeedLog:
    """Remembers how each feed stood. One that waits for its channel stands as it did before."""

    def __init__(self) -> None:
        self._stood: dict[tuple[str, str], str] = {}

    def note(self, statuses: Iterable[Mapping[str, Any]]) -> None:
        """Take what all feeds say of themselves; log what is another state than before."""
        for status in statuses:
            channel, feed, state = status["channel"], status["feed"], status["state"]
            before = self._stood.get((channel, feed), "")
            if state == before or state not in AMISS | WELL:
                continue
            self._stood[channel, feed] = state
            if state in AMISS:
                log.warning("feed %s channel=%s feed=%s: %s", state, channel, feed, status["error"])
            elif before in AMISS:
                log.info("feed well again channel=%s feed=%s", channel, feed)
