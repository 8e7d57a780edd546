"""News: whether what happened to the score is recent enough to be told of."""

from feeds.event_time import MICROSECONDS
from feeds.marks import AnnulledMark, ScoredMark

# Shown later than this after it happened, it is no news: play has long gone on.
NEWS_AT_MOST = 60 * MICROSECONDS


def is_old(mark: ScoredMark | AnnulledMark) -> bool:
    """Whether it had happened long before it could be shown."""
    return mark.event_time is not None and mark.at - mark.event_time > NEWS_AT_MOST
