"""Alarms of feeds: those of a channel that cannot be read, or say the same for too long."""

from collections.abc import Mapping, MutableMapping
from typing import Any

from feeds.feed import FeedState

_SAID = {
    FeedState.FAILED: "cannot be read",
    FeedState.STALE: "tells nothing new",
}


def put_alarms(alarms: MutableMapping[str, str], channel: str, message: Mapping[str, Any]) -> None:
    """Have an alarm for each feed of the channel that is amiss by what the feeds process says.

    One of a feed that is well again is taken back.
    """
    for one in message.get("feeds", ()):
        if one.get("channel") != channel:
            continue
        feed, said = one.get("feed"), _SAID.get(one.get("state"))
        if said is None:
            alarms.pop(f"feed {feed}", None)
        else:
            why = f": {one['error']}" if one.get("error") else ""
            alarms[f"feed {feed}"] = f"feed {feed} {said}{why}"
