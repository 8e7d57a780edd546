"""News: whether what happened is recent enough to be told of."""

from feeds.event_time import MICROSECONDS
from feeds.marks import Mark

# Shown later than this after it happened, it is no news: play has long gone on.
NEWS_AT_MOST = 60 * MICROSECONDS


def is_old(mark: Mark) -> bool:
    """Whether it had happened long before it could be shown."""
    return mark.event_time is not None and mark.at - mark.event_time > NEWS_AT_MOST
